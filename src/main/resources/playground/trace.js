/** The trace: every request and answer in order, drawn as a sequence diagram. */

import { find, make } from './dom.js';
import { watch } from './wire.js';
import { accessTokensIn, pretty, prettyHeaders } from './readable.js';
import { say } from './words.js';

const MOST_ROWS = 200;

/** Between which lanes an actor's arrow goes: 0 WeChat, 1 phone, 2 service, 3 others. */
const ARROWS = {
  phone: [1, 2],
  'phone-wechat': [1, 0],
  wechat: [0, 2],
  'back-end': [3, 2],
  thief: [3, 2],
};

const rows = find('[data-rows]');
const scroll = find('[data-scroll]');
const drawn = new WeakMap();

const clock = (at) => {
  const date = new Date(at);
  const pad = (number, digits = 2) => String(number).padStart(digits, '0');
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}.${pad(date.getMilliseconds(), 3)}`;
};

const drawToken = ({ header, payload, signature }) => make('div', 'token',
  say(make('h3', ''), 'trace.token'),
  make('pre', 'token-header', pretty(header)),
  make('pre', 'token-payload', pretty(payload)),
  make('pre', 'token-signature', signature));

const drawHalf = (title, headers, body) => {
  const half = make('div', 'half', say(make('h3', ''), title));
  const texts = [prettyHeaders(headers), body === undefined || body === '' ? '' : pretty(body)].filter(Boolean);
  texts.forEach((text) => half.append(make('pre', '', text)));
  if (!texts.length) {
    half.append(say(make('p', 'nothing'), 'trace.nothing'));
  }
  half.append(...accessTokensIn(headers, body).map(drawToken));
  return half;
};

const drawDetails = ({ headers, body, over, answerHeaders, answer }) => {
  const halves = [drawHalf('trace.request', headers, body)];
  return over ? [...halves, drawHalf('trace.answer', answerHeaders, answer)] : halves;
};

const drawLanes = (actor) => {
  const lanes = make('span', 'lanes');
  lanes.setAttribute('aria-hidden', 'true');
  if (actor === 'client') {
    lanes.append(make('i', 'dot'));
  } else if (ARROWS[actor]) {
    const [from, to] = ARROWS[actor];
    const arrow = make('i', from < to ? 'arrow right' : 'arrow left');
    arrow.style.setProperty('--left', Math.min(from, to));
    arrow.style.setProperty('--lanes-crossed', Math.abs(to - from));
    lanes.append(arrow);
  }
  return lanes;
};

const drawCall = (row, entry) => {
  const status = make('span', 'status');
  const took = make('span', 'took');
  const summary = make('summary', '',
    make('time', '', clock(entry.at)),
    drawLanes(entry.actor),
    say(make('span', 'actor'), `actor.${entry.actor}`),
    make('code', 'call', make('b', '', entry.method), ` ${entry.path}`),
    status, took);
  const inside = make('div', 'inside');
  const details = make('details', '', summary, inside);
  row.append(details);
  const fill = () => details.open && inside.replaceChildren(...drawDetails(entry));
  details.addEventListener('toggle', fill);

  return () => {
    if (entry.over) {
      row.dataset.status = entry.status;
      took.textContent = entry.took === undefined ? '' : `${entry.took} ms`;
    }
    if (entry.over && entry.status !== 'failed') {
      status.textContent = entry.status;
    } else {
      say(status, entry.over ? 'trace.failed' : 'trace.pending');
    }
    fill();
  };
};

const drawNote = (row, { actor, at, key, details }) => {
  const lanes = actor === 'client' ? [drawLanes(actor)] : [];
  row.append(make('p', 'note', make('time', '', clock(at)), ...lanes, say(make('span', ''), key, details)));
  return () => {};
};

const draw = (entry) => {
  const row = make('li', '');
  row.dataset.trace = '';
  row.dataset.actor = entry.actor;
  if (entry.method) {
    row.dataset.method = entry.method;
    [row.dataset.path] = entry.path.split('?');
  }
  drawn.set(entry, entry.method ? drawCall(row, entry) : drawNote(row, entry));
  rows.append(row);
  while (rows.children.length > MOST_ROWS) {
    rows.firstElementChild.remove();
  }
};

export const clearTrace = () => rows.replaceChildren();

/** Whether the newest row is in sight, and should stay so. */
let following = true;

const look = () => {
  following = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 40;
};

const follow = () => {
  if (following) {
    scroll.scrollTop = scroll.scrollHeight;
  }
};

export const startTrace = () => {
  watch((entry) => {
    if (!drawn.has(entry)) {
      draw(entry);
    }
    drawn.get(entry)();
    follow();
  });
  scroll.addEventListener('scroll', look);
  // Who opens a row wants to read it.
  scroll.addEventListener('toggle', look, true);
  new ResizeObserver(follow).observe(scroll);
};
