/** The screen of the phone: a small mini-program with a button for everything that the client can do. */

import { find, make } from './dom.js';
import { wechatUser } from './identity.js';
import { coldStart, onEvent, session, sessionView } from './miniprogram.js';
import { shortUserId } from './readable.js';
import { say } from './words.js';
import { encrypt, phoneCode } from './wx.js';

/** How close together events are that belong to the same story. */
const STORY = 2000;

let user = null;
let story = [];
let storyIsOver = false;

const yesOrNo = (element, value) => (value === undefined ? say(element, '') : say(element, value ? 'yes' : 'no'));

const draw = () => {
  const { id = '', registered, bound, profile = {}, phoneNumber } = user || {};
  find('[data-avatar]').textContent = wechatUser()[0].toUpperCase();
  find('[data-user]').textContent = id && shortUserId(id);
  find('[data-user]').dataset.user = id;
  yesOrNo(find('[data-registered]'), registered);
  yesOrNo(find('[data-bound]'), bound);
  find('[data-phone-number]').textContent = phoneNumber || '';
  say(find('[data-wechat-user]'), 'phone.signed-in', { user: wechatUser() });
  if (!user) {
    say(find('[data-name]'), 'phone.nobody');
  } else if (profile.nickName) {
    say(find('[data-name]'), profile.stale ? 'phone.stale' : 'phone.name', { name: profile.nickName });
  } else {
    say(find('[data-name]'), 'phone.nameless');
  }
};

const show = (changes) => {
  user = changes && { ...user, ...changes };
  draw();
};

const tell = (key, details) => say(find('[data-outcome]'), key, details);

const summary = (statuses) => [...new Set(statuses)]
  .map((status) => `${statuses.filter((other) => other === status).length} × ${status}`).join(', ');

const bindWith = async (session, password) => {
  const name = wechatUser();
  await session.bind({ name, password });
  show({ bound: true });
  return { name };
};

/** What the buttons do; each gives the details of its outcome. */
export const phoneActions = {
  async 'who-am-i'(session) {
    show(await session.user());
    if (!sessionView()) {
      await session.request({ url: '/v1/sessions/current' });
    }
    return { id: shortUserId(user.id) };
  },

  async 'ten-requests'(session) {
    const ask = () => session.request({ url: '/v1/sessions/current' });
    const answers = await Promise.all(Array.from({ length: 10 }, ask));
    return { answers: summary(answers.map(({ statusCode }) => statusCode)) };
  },

  async register(session) {
    const nickName = find('#nickname').value.trim();
    show(await session.register({ nickName }));
    return { name: nickName };
  },

  async 'phone-number'(session) {
    const { phoneNumber } = await session.phoneNumber({ errMsg: 'getPhoneNumber:ok', ...(await phoneCode()) });
    show(await session.user());
    return { number: phoneNumber };
  },

  async decrypt(session) {
    const { watermark, ...data } = await session.decrypt(() => encrypt('userInfo'));
    return { fields: Object.keys(data).join(', ') };
  },

  bind: (session) => bindWith(session, 'secret'),
  'bind-wrong': (session) => bindWith(session, 'guess'),

  logout: (session) => session.logout(),
};

/** Presses a button of the mini-program. What a killed program was doing never ends, and is not told. */
export const press = async (name) => {
  tell('outcome.busy');
  try {
    tell(`outcome.${name}`, await phoneActions[name](await session()));
  } catch ({ code, status, errMsg, message }) {
    tell('outcome.failed', { reason: [status, code].filter(Boolean).join(' ') || errMsg || message });
  }
};

/** Starts the mini-program, which asks at once who is there. */
export const launch = async () => {
  show(null);
  await coldStart();
  press('who-am-i');
};

/** What is done next begins another story. */
export const endStory = () => {
  storyIsOver = true;
};

const tellStory = (event) => {
  // Each answer says anew that the user is not bound.
  if (event.name === 'unbound' && story.some(({ name }) => name === 'unbound')) {
    return;
  }
  const goesOn = !storyIsOver && story.length && event.at - story[story.length - 1].at < STORY;
  story = goesOn ? [...story, event] : [event];
  storyIsOver = false;
  const point = ['switched', 'ended'].map((name) => story.find((told) => told.name === name)).find(Boolean)
    || story.find(({ name }) => name !== 'unbound') || event;
  find('[data-last-event]').replaceChildren(
    make('b', '', story.map(({ name }) => name).join(' → ')),
    say(make('span', ''), `event.${point.name}`, point.detail));
};

const changes = {
  login: (detail) => show(detail),
  switched: () => show(null),
  ended: () => show(null),
  unbound: () => user && show({ bound: false }),
};

export const startScreen = () => {
  find('[data-last-event]').replaceChildren(say(make('span', ''), 'event.none'));
  draw();
  onEvent((event) => {
    tellStory(event);
    (changes[event.name] || (() => {}))(event.detail);
  });
  const clock = () => {
    find('[data-clock]').textContent = new Date().toTimeString().slice(0, 5);
  };
  clock();
  setInterval(clock, 5000);
};
