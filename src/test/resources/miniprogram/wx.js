/**
 * WeChat's side of a mini-program, with everything that goes wrong on real phones. Evaluates to a function that takes the host
 * (time, the network, the storage) and makes the globals: wx, the timers, and `phone`, by which tests do things to it.
 */
(host) => {
  const clone = (value) => (value === undefined ? '' : JSON.parse(JSON.stringify(value)));
  const MOST_REQUESTS = 10;
  let suspended = false;
  let asleep = [];
  let active = 0;
  const waiting = [];
  const shown = [];
  let held;

  /** What happens while the mini-program is suspended happens when it comes back. */
  const happen = (work) => (suspended ? asleep.push(work) : work());
  const later = (delay, work) => host.later(delay, () => happen(work));

  const phone = {
    name: host.phone(),
    clockOffset: 0,
    keyAlive: null,
    storageFull: false,
    titleCase: false,
    cookieList: true,
    /** How long things take: a function, so that it can be random. */
    delay: () => 0,
    /** May change a request, and decides what becomes of it: undefined, {answer} in the server's place, {fail}, {drop}, {late}. */
    meddle: () => undefined,
    stickyCode: null,
    logins: 0,
    loginsUnderWay: 0,
    mostLoginsAtOnce: 0,
    mostRequestsAtOnce: 0,
    log: [],
    /** The refresh tokens that the client gave up. */
    givenUp: [],

    suspend() {
      suspended = true;
    },
    resume() {
      suspended = false;
      const woken = asleep;
      asleep = [];
      shown.forEach((listener) => listener());
      woken.forEach(happen);
    },
  };

  const underWay = (change) => {
    phone.loginsUnderWay += change;
    phone.mostLoginsAtOnce = Math.max(phone.mostLoginsAtOnce, phone.loginsUnderWay);
  };

  const simulate = (method, path, body, done) => host.send(method, host.wechat() + path, '{"Content-Type":"application/json"}',
    body ? JSON.stringify(body) : '', (answer) => done(JSON.parse(answer)));

  const wire = (options, done) => {
    const method = options.method || 'GET';
    const header = { 'content-type': 'application/json' };
    Object.keys(options.header || {}).forEach((name) => { header[name] = String(options.header[name]); });
    const hasBody = options.data !== undefined && method !== 'GET';
    const body = hasBody && typeof options.data !== 'string' ? JSON.stringify(options.data) : options.data;
    host.send(method, options.url, JSON.stringify(header), hasBody ? body : '', (answer) => done(JSON.parse(answer)));
  };

  const named = (name) => (phone.titleCase ? name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()) : name);

  const perceived = ({ status, headers, body }) => {
    const header = {};
    Object.keys(headers).forEach((name) => { header[named(name)] = headers[name].join(','); });
    let data = body;
    try {
      data = JSON.parse(body);
    } catch (text) {
      // As wx.request does, it stays what it is.
    }
    return { statusCode: status, data, header, errMsg: 'request:ok', ...(phone.cookieList ? { cookies: headers['set-cookie'] || [] } : {}) };
  };

  const next = () => {
    while (active < MOST_REQUESTS && waiting.length) {
      active += 1;
      phone.mostRequestsAtOnce = Math.max(phone.mostRequestsAtOnce, active);
      waiting.shift()();
    }
  };

  const request = (options) => {
    const login = options.url.endsWith('/v1/sessions') && options.method === 'POST';
    const settle = (listener, outcome) => happen(() => {
      if (login) {
        underWay(-1);
      }
      active -= 1;
      phone.log.push({ method: options.method || 'GET', url: options.url, header: options.header || {}, data: options.data,
        status: outcome.statusCode, errMsg: outcome.errMsg });
      if (listener) {
        listener(outcome);
      }
      next();
    });
    waiting.push(() => {
      if (login) {
        underWay(1);
      }
      later(phone.delay(), () => {
        const meddled = phone.meddle(options) || {};
        const answer = (heard) => later(meddled.late || phone.delay(), () => settle(options.success, heard));
        if (meddled.fail) {
          settle(options.fail, { errMsg: meddled.fail });
        } else if (meddled.answer) {
          answer({ header: {}, data: '', errMsg: 'request:ok', ...meddled.answer });
        } else if (meddled.drop) {
          wire(options, () => settle(options.fail, { errMsg: 'request:fail timeout', errno: 5 }));
        } else {
          wire(options, (heard) => (heard.status ? answer(perceived(heard)) : settle(options.fail, { errMsg: 'request:fail' })));
        }
      });
    });
    next();
  };

  /** What WeChat's servers encrypt for the user of this phone. */
  phone.encrypt = (kind, done) => simulate('POST', `/simulator/phones/${phone.name}/encrypt`, { appId: host.app(), kind },
    ({ body }) => later(phone.delay(), () => done(JSON.parse(body))));

  globalThis.phone = phone;
  globalThis.wx = {
    login({ success, fail }) {
      phone.logins += 1;
      underWay(1);
      const settle = (listener, outcome) => happen(() => {
        underWay(-1);
        listener(outcome);
      });
      later(phone.delay(), () => {
        if (phone.loginFails > 0) {
          phone.loginFails -= 1;
          settle(fail, { errMsg: 'login:fail', errno: 600001 });
        } else if (phone.stickyCode) {
          settle(success, { code: phone.stickyCode });
          phone.stickyCode = null;
        } else {
          simulate('POST', `/simulator/phones/${phone.name}/login`, { appId: host.app() }, ({ body }) => {
            const { code } = JSON.parse(body);
            phone.lastCode = code;
            phone.keyAlive = null;
            later(phone.delay(), () => settle(success, { code, errMsg: 'login:ok' }));
          });
        }
      });
    },

    checkSession({ success, fail }) {
      const settle = (alive) => later(phone.delay(), () => (alive ? success({ errMsg: 'checkSession:ok' })
        : fail({ errMsg: 'checkSession:fail' })));
      if (phone.keyAlive === null) {
        simulate('GET', `/simulator/phones/${phone.name}/check-session?appId=${host.app()}`, null,
          ({ body }) => settle(JSON.parse(body).valid));
      } else {
        settle(phone.keyAlive);
      }
    },

    request,
    getStorageSync: (key) => (host.stored(key) ? JSON.parse(host.stored(key)) : ''),
    setStorageSync(key, value) {
      const tokens = value.tokens || {};
      if (held && !tokens.refreshToken) {
        phone.givenUp.push(held);
      }
      held = tokens.refreshToken;
      if (phone.storageFull) {
        throw new Error('setStorageSync:fail the maximum size of the file storage limit is exceeded');
      }
      host.store(key, JSON.stringify(clone(value)));
    },
    removeStorageSync: (key) => host.store(key, null),
    onAppShow: (listener) => shown.push(listener),
  };

  let timers = 0;
  const set = {};
  globalThis.setTimeout = (work, delay) => {
    timers += 1;
    const id = timers;
    set[id] = true;
    later(delay || 0, () => {
      if (set[id]) {
        delete set[id];
        work();
      }
    });
    return id;
  };
  globalThis.clearTimeout = (id) => { delete set[id]; };
  Math.random = host.random;
  Date.now = () => host.now() + phone.clockOffset;
}
