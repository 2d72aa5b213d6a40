const { failure, content } = require('./wechat');
const createTokens = require('./tokens');
const { createCalls, createRequests } = require('./requests');

/** The session of this mini-program with a wxsession service; see index.d.ts. */
const createSession = ({ onUnbound, ...options }) => {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const listeners = new Set();

  /** A listener that throws harms nobody else. */
  const emit = (name, detail) => listeners.forEach(([wanted, listener]) => {
    try {
      if (wanted === name) {
        listener(detail);
      }
    } catch (error) {
      console.error(error);
    }
  });

  const on = (...entry) => {
    listeners.add(entry);
    return () => listeners.delete(entry);
  };

  const tokens = createTokens(options, createCalls(baseUrl), emit);
  const send = createRequests(baseUrl, options.cookies, tokens);

  const call = async (method, url, data, repeatable = true) => content(await send({ url, method, data }, repeatable));

  if (onUnbound) {
    on('unbound', onUnbound);
  }
  if (wx.onAppShow) {
    wx.onAppShow(tokens.onShow);
  }

  return {
    request({ success, fail, complete, ...options }) {
      const answer = send(options);
      const tell = (listener) => (outcome) => [listener, complete].forEach((told) => told && told(outcome));
      answer.then(tell(success), tell(fail));
      return answer;
    },

    login: () => tokens.login().then(({ user }) => user),
    logout: tokens.logout,

    async user() {
      const user = await call('GET', '/v1/user');
      if (user.bound === false) {
        emit('unbound', user);
      }
      return user;
    },

    register: (profile) => call('PUT', '/v1/user/profile', profile),
    bind: (credentials) => call('PUT', '/v1/user/binding', { credentials }),

    async decrypt(fetch) {
      for (let again = false; ; again = true) {
        await tokens.secureKey(again);
        const { encryptedData, iv } = await fetch();
        try {
          return (await call('POST', '/v1/decrypt', { encryptedData, iv })).data;
        } catch (error) {
          if (again || error.code !== 'decryption_failed') {
            throw error;
          }
        }
      }
    },

    async phoneNumber({ code, encryptedData, iv, errMsg }) {
      if (!code && !encryptedData) {
        throw failure(errMsg, { code: 'denied' });
      }
      try {
        return await call('POST', '/v1/user/phone-number', code ? { code } : { encryptedData, iv }, !code);
      } catch (error) {
        if (error.code === 'decryption_failed') {
          // What the button gave is lost; the next press will do.
          tokens.login().catch(() => {});
        }
        throw error;
      }
    },

    on,
    onShow: tokens.onShow,
  };
};

module.exports = { createSession };
