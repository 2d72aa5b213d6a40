const { createSession } = require('wxsession');

/**
 * What the pages share.
 *
 * @typedef {Partial<import('wxsession').User> & { nickName?: string }} KnownUser
 * @typedef {{
 *   session: import('wxsession').Session,
 *   user: KnownUser | null,
 *   remember: (news: KnownUser) => void,
 *   forget: () => void,
 * }} ExampleApp
 */

const CACHE = 'user';

// A service of quarkus:dev; a real one needs https and an entry in the list of request domains.
const session = createSession({ baseUrl: 'http://127.0.0.1:8080' });

App({
  session,

  /** @type {KnownUser | null} */
  user: wx.getStorageSync(CACHE) || null,

  onLaunch() {
    session.on('switched', () => {
      this.forget();
      // No page may go on showing what belongs to the user before.
      wx.reLaunch({ url: '/pages/home/home' });
    });
    session.on('login', (user) => this.remember(user));
    session.on('unbound', () => this.remember({ bound: false }));
    session.on('ended', () => this.forget());
  },

  /** @param {KnownUser} news */
  remember(news) {
    this.user = { ...this.user, ...news };
    wx.setStorageSync(CACHE, this.user);
  },

  forget() {
    this.user = null;
    // Only what is ours: wx.clearStorage would throw the session away as well.
    wx.removeStorageSync(CACHE);
  },
});
