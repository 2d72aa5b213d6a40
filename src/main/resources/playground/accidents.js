/** What can happen to a session. Each accident answers with what is to be said of it. */

import { switchUser, wechatUser } from './identity.js';
import { bringToFront } from './miniprogram.js';
import { launch } from './screen.js';
import * as storage from './storage.js';
import { exchange, note, watch } from './wire.js';
import { sendInstead } from './wx.js';

/** The demo app and the demo back end of application.properties. */
const APP = 'wx0123456789abcdef';
const BACK_END = `Basic ${btoa('back-end:development-only-secret')}`;
const CODE_EXCHANGE = '/sns/jscode2session';

/** What cannot be done now, and why: a key of words.js. */
export class Refusal extends Error {
  constructor(key, details) {
    super(key);
    Object.assign(this, { key, details });
  }
}

const order = async (call) => {
  const entry = await exchange({ actor: 'you', ...call });
  if (entry.status >= 400) {
    throw new Refusal('done.refused', { status: entry.status });
  }
  return entry;
};

const tokens = () => {
  const known = storage.session().tokens;
  if (!known) {
    throw new Refusal('done.no-session');
  }
  return known;
};

const bearer = () => ({ Authorization: `Bearer ${tokens().accessToken}` });

const asBackEnd = async (method, what) => {
  const { userId } = storage.session();
  if (!userId) {
    throw new Refusal('done.no-user');
  }
  const headers = { Authorization: BACK_END };
  await order({ actor: 'back-end', method, path: `/internal/v1/users/${userId}/${what}`, headers });
};

const ofWechatUser = (method, what, body) => order({ method, path: `/simulator/users/${wechatUser()}/${what}`, body });

const changeRedis = async (method) => {
  const { status } = await exchange({ actor: 'you', method, path: '/playground/redis' });
  if (status >= 400) {
    throw status === 409 ? new Refusal('done.foreign-redis') : new Refusal('done.refused', { status });
  }
};

/** Refresh tokens that went over the wire, of which the thief has a copy. */
const stolen = new Set();
watch(({ answer }) => answer && answer.refreshToken && stolen.add(answer.refreshToken));

const refreshAsThief = (refreshToken) => exchange(
  { actor: 'thief', method: 'POST', path: '/v1/sessions/refresh', body: { refreshToken } });

const generation = (refreshToken) => Number(refreshToken.split('.')[1]);

/** The token before the newest may be late rather than stolen, so it takes one that is older still. */
const reuseRefresh = async () => {
  const [sid] = tokens().refreshToken.split('.');
  const family = [...stolen, tokens().refreshToken].filter((token) => token.startsWith(`${sid}.`))
    .sort((one, other) => generation(one) - generation(other));
  const oldest = family[0];
  let newest = family[family.length - 1];
  while (generation(newest) - generation(oldest) < 2) {
    const { status, answer } = await refreshAsThief(newest);
    if (status !== 200) {
      throw new Refusal('done.refused', { status });
    }
    newest = answer.refreshToken;
  }
  const { status, answer } = await refreshAsThief(oldest);
  return { code: `${status} ${answer.code}` };
};

export const accidents = {
  async 'switch-account'() {
    // Who signs out of WeChat leaves no live key behind; else checkSession would be content when they return.
    await ofWechatUser('DELETE', 'session-key');
    switchUser();
    await launch();
    return { user: wechatUser() };
  },
  restart: launch,
  show: bringToFront,

  async 'expire-token'() {
    const { accessToken } = tokens();
    const { answer } = await order({ method: 'POST', path: '/playground/expired-token', headers: bearer() });
    sendInstead(accessToken, answer.accessToken);
  },
  'expire-session': () => order({ method: 'DELETE', path: '/playground/session', headers: bearer() }),
  'reuse-refresh': reuseRefresh,

  revoke: () => asBackEnd('DELETE', 'sessions'),
  ban: () => asBackEnd('PUT', 'ban'),
  'lift-ban': () => asBackEnd('DELETE', 'ban'),

  'rotate-key': () => ofWechatUser('POST', 'rotate-key'),
  async 'revoke-event'() {
    const event = { event: 'user_authorization_revoke', revokeInfo: '6' };
    const { answer } = await ofWechatUser('POST', 'events', event);
    answer.deliveries.forEach(({ status, body }) => note(
      { actor: 'wechat', method: 'POST', path: `/wechat/events/${APP}`, body: event, status, answer: body }));
    return { status: answer.deliveries.map(({ status }) => status).join(', ') };
  },
  async 'break-wechat'({ fault, times, named }) {
    await order({ method: 'PUT', path: '/simulator/faults', body: { path: CODE_EXCHANGE, fault, times: Number(times) } });
    return { fault: named };
  },
  'mend-wechat': () => order({ method: 'DELETE', path: '/simulator/faults' }),

  'stop-redis': () => changeRedis('DELETE'),
  'start-redis': () => changeRedis('PUT'),
};
