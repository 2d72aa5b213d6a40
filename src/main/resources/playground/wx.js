/** What the mini-program finds on this phone: as much of WeChat's `wx` as its client uses. */

import { exchange } from './wire.js';
import { phone } from './identity.js';
import * as storage from './storage.js';

const MOST_AT_ONCE = 10;

/** Expired tokens that are sent instead of good ones, by the good one. */
const twins = new Map();

export const sendInstead = (token, twin) => twins.set(`Bearer ${token}`, `Bearer ${twin}`);

export const isReplaced = (token) => twins.has(`Bearer ${token}`);

const sent = (headers = {}) => Object.fromEntries(
  Object.entries(headers).map(([name, value]) => [name, twins.get(value) || value]),
);

const ofPhone = async (method, what, body) => {
  const { answer } = await exchange({ actor: 'phone-wechat', method, path: `/simulator/phones/${phone}/${what}`, body });
  return answer;
};

/** What WeChat gives to the buttons of the mini-program. */
export const phoneCode = () => ofPhone('POST', 'phone-code');
export const encrypt = (kind) => ofPhone('POST', 'encrypt', { kind });
export const signIn = (user) => ofPhone('PUT', 'user', { user });

const request = async ({ url, method = 'GET', data, header, timeout }) => {
  const target = new URL(url, location.origin);
  const inQuery = method === 'GET' && data;
  Object.entries(inQuery || {}).forEach(([name, value]) => target.searchParams.append(name, value));
  const { status, answer, answerHeaders } = await exchange({
    actor: 'phone',
    method,
    path: target.origin === location.origin ? target.pathname + target.search : target.href,
    body: inQuery || data === null ? undefined : data,
    headers: sent(header),
    timeout: timeout || 60000,
  });
  return { statusCode: status, data: answer, header: answerHeaders, cookies: [] };
};

/**
 * A running mini-program. When it is killed its timers stop and its answers are lost, as they are on a real phone.
 *
 * @returns the globals of the program, show() for when it comes to the front, and kill()
 */
export const startProcess = () => {
  let alive = true;
  let underWay = 0;
  const waiting = [];
  const timers = new Set();
  const whenShown = [];

  const settle = async (work, { success, fail, complete }, failure) => {
    const tell = (listener, outcome) => alive && [listener, complete].forEach((told) => told && told(outcome));
    try {
      tell(success, await work());
    } catch (error) {
      tell(fail, { errMsg: error.name === 'TimeoutError' ? `${failure} timeout` : failure });
    }
  };

  const next = () => {
    while (underWay < MOST_AT_ONCE && waiting.length) {
      underWay += 1;
      const options = waiting.shift();
      settle(() => request(options), options, 'request:fail').then(() => {
        underWay -= 1;
        next();
      });
    }
  };

  const wx = {
    login: (options) => settle(() => ofPhone('POST', 'login'), options, 'login:fail'),
    checkSession: (options) => settle(async () => {
      if (!(await ofPhone('GET', 'check-session')).valid) {
        throw new Error('not valid');
      }
      return { errMsg: 'checkSession:ok' };
    }, options, 'checkSession:fail'),
    request(options) {
      if (alive) {
        waiting.push(options);
        next();
      }
    },
    getStorageSync: storage.get,
    setStorageSync: (key, value) => alive && storage.set(key, value),
    removeStorageSync: (key) => alive && storage.remove(key),
    onAppShow: (listener) => whenShown.push(listener),
  };

  return {
    globals: {
      wx,
      setTimeout(work, delay) {
        const timer = setTimeout(work, delay);
        timers.add(timer);
        return timer;
      },
      clearTimeout,
    },
    show: () => whenShown.forEach((listener) => listener()),
    kill() {
      alive = false;
      waiting.length = 0;
      timers.forEach(clearTimeout);
    },
  };
};
