/** The mini-program: the real client on this phone, from one cold start to the next. */

import { evaluateClient } from './client.js';
import { wechatUser } from './identity.js';
import { note, watch } from './wire.js';
import { signIn, startProcess } from './wx.js';

const CLIENT_EVENTS = ['login', 'switched', 'unbound', 'ended'];

const listeners = new Set();
let running;
/** What the service last said of the session: when it was opened and when it will end. */
let view;

/** The listener is told of each event of a session: name, at, and detail. */
export const onEvent = (listener) => listeners.add(listener);

const emit = (name, detail = {}) => listeners.forEach((listener) => listener({ name, detail, at: Date.now() }));

/** A promise, for a mini-program takes a moment to start. */
export const session = () => running.session;
export const sessionView = () => view;
export const bringToFront = () => running.process.show();

const listen = (started) => CLIENT_EVENTS.forEach((name) => started.on(name, (detail) => {
  if (name === 'login' || name === 'ended') {
    view = null;
  }
  note({ actor: 'client', key: 'trace.event', details: { event: detail.code ? `${name} (${detail.code})` : name } });
  emit(name, detail);
}));

const open = async (globals) => {
  // The simulator forgets who is on which phone when the server reloads; without a network the phone starts all the same.
  await signIn(wechatUser()).catch(() => {});
  const { createSession } = evaluateClient(globals);
  const opened = createSession({ baseUrl: location.origin });
  listen(opened);
  return opened;
};

/** Starts the mini-program with the storage of this phone and nothing else. */
export const coldStart = () => {
  if (running) {
    running.process.kill();
  }
  const process = startProcess();
  running = { process, session: open(process.globals) };
  return running.session;
};

/** What the client does not tell, for no mini-program needs to know. */
watch(({ actor, method, path, status, answer }) => {
  if (actor === 'phone' && status === 200) {
    switch (`${method} ${path}`) {
      case 'POST /v1/sessions/refresh':
        emit('refresh');
        break;
      case 'PUT /v1/user/binding':
        emit('bound');
        break;
      case 'GET /v1/sessions/current':
        view = answer.session;
        break;
      default:
    }
  }
});
