/** The mini-program: it starts the client, and writes down what the client tells and how its promises end. */
const modules = {};
const happened = [];
const heard = [];
const fetches = [];
let session;
let outcome = null;

/** Makes a module of the client from its source. */
const define = (name, source) => {
  const module = {};
  new Function('require', 'module', source)((required) => modules[required], module);
  modules[`./${name}`] = module.exports;
};

const start = (baseUrl, appId, options) => {
  session = modules['./index'].createSession({ baseUrl, appId, ...options });
  ['login', 'switched', 'unbound', 'ended'].forEach((name) => session.on(name, (detail) => {
    happened.push(detail.code ? `${name} ${detail.code}` : name);
  }));
};

/** Keeps how a promise ends: {"value": …} or {"rejected": …}. */
const watch = (promise) => {
  const settle = (key) => (value) => {
    const plain = value instanceof Error ? { message: value.message, ...value } : value;
    outcome = JSON.stringify({ [key]: plain === undefined ? null : plain });
  };
  outcome = null;
  promise.then(settle('value'), settle('rejected'));
};

const requestsTo = (method, ending) => phone.log
  .filter((request) => request.method === method && request.url.endsWith(ending)).length;

const tokenSentLastTo = (ending) => phone.log.filter(({ url }) => url.endsWith(ending)).pop()
  .header.Authorization.replace('Bearer ', '');

const refreshTokensSent = () => new Set(phone.log.filter(({ url }) => url.endsWith('/refresh'))
  .map(({ data }) => data.refreshToken)).size;

const credentialsSentBeyond = (origin) => phone.log
  .filter(({ url, header }) => header.Authorization && !url.startsWith(`${origin}/`)).length;

/** The listeners that wx.request takes, which write down what they hear. */
const listen = (name) => (answer) => heard.push(`${name} ${answer.statusCode || answer.errMsg}`);
const listeners = { success: listen('success'), fail: listen('fail'), complete: listen('complete') };

/** Has WeChat's servers encrypt, as wx.getUserProfile and its like do, and notes after how many logins. */
const fetchUserInfo = () => new Promise((success) => {
  fetches.push(phone.logins);
  phone.encrypt('userInfo', success);
});
