/** The mini-program's storage, which outlives a reload of the page. Only copies go in and out. */

const KEY = 'playground.storage';

const all = JSON.parse(sessionStorage.getItem(KEY)) || {};
const keep = () => sessionStorage.setItem(KEY, JSON.stringify(all));

/** As with WeChat, what is not there reads as an empty text. */
export const get = (key) => (key in all ? JSON.parse(all[key]) : '');

export const set = (key, value) => {
  all[key] = JSON.stringify(value);
  keep();
};

export const remove = (key) => {
  delete all[key];
  keep();
};

/** What the client keeps of the session: userId, and tokens while there is one. */
export const session = () => get('wxsession') || {};
