/** The life of the session: when its token is renewed, when it all ends, and what has happened. */

import { find, make } from './dom.js';
import { onEvent, sessionView } from './miniprogram.js';
import * as storage from './storage.js';
import { currentLanguage, say, text } from './words.js';
import { isReplaced } from './wx.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** The client's default: how long before its end an access token is renewed. */
const MARGIN = MINUTE;
const MOST_EVENTS = 50;
const PAST = ['issued', 'login', 'now'];
const GLYPHS = { issued: '●', login: '●', now: '▼', renewal: '◆', idle: '◆', expiry: '■', absolute: '■' };

const past = [];

const time = (at) => new Date(at).toLocaleTimeString(currentLanguage(), { hour12: false });
const date = (at) => new Date(at).toLocaleString(currentLanguage(),
  { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false });

const minutes = (span) => `${Math.floor(span / MINUTE)}:${String(Math.floor((span % MINUTE) / SECOND)).padStart(2, '0')}`;
const days = (span) => new Intl.NumberFormat(currentLanguage(),
  { style: 'unit', unit: 'day', unitDisplay: 'long', maximumFractionDigits: 1 }).format(span / DAY);

/** One row: a line with bands and marks, and a legend that says the same in words. */
const createRow = (name, unitName, unit, when, howLong) => {
  const line = make('div', 'line');
  line.setAttribute('aria-hidden', 'true');
  const legend = make('dl', 'legend');
  const row = make('div', `span span-${name}`,
    make('div', 'span-head', say(make('h3', ''), `life.${name}`), say(make('span', 'unit'), unitName)), line, legend);

  const drawLegend = (point, at) => {
    const item = make('div', `point-${point}`, make('dt', '', make('i', '', GLYPHS[point]), text(`life.${point}`)));
    const span = at - Date.now();
    const relative = span >= 0 ? 'life.in' : 'life.ago';
    item.append(at ? make('dd', '', when(at)) : make('dd', '', text('life.unknown')));
    if (at && !PAST.includes(point)) {
      item.append(make('dd', 'relative', text(relative, { time: howLong(Math.abs(span)) })));
    }
    return item;
  };

  const draw = ({ from, to, bands, points, events = [] }) => {
    const place = (at) => `${Math.min(100, Math.max(0, ((at - from) / (to - from)) * 100))}%`;
    line.style.setProperty('--unit', `${(unit / (to - from)) * 100}%`);
    const drawBand = ([band, start, end]) => {
      const element = make('span', `band ${band}`);
      element.style.left = place(start);
      element.style.right = `calc(100% - ${place(end)})`;
      return element;
    };
    const drawMark = (className, at, glyph) => {
      const element = make('span', `mark ${className}`, glyph);
      element.style.left = place(at);
      return element;
    };
    const known = Object.entries(points).filter(([, at]) => at);
    line.replaceChildren(
      ...bands.map(drawBand),
      ...events.filter(({ at }) => at >= from).map(({ at }) => drawMark('event', at, '')),
      ...known.map(([point, at]) => drawMark(`point-${point}`, at, GLYPHS[point])));
    legend.replaceChildren(...Object.entries(points).map((point) => drawLegend(...point)));
  };
  return { row, draw };
};

const token = createRow('token', 'life.minutes', MINUTE, time, minutes);
const whole = createRow('session', 'life.days', DAY, date, days);
const remark = make('p', 'remark');

const draw = () => {
  const { tokens } = storage.session();
  token.row.hidden = !tokens;
  whole.row.hidden = !tokens;
  if (!tokens) {
    say(remark, 'life.none');
    return;
  }
  say(remark, isReplaced(tokens.accessToken) ? 'life.replaced' : '');
  const { since, expiresIn, refreshExpiresIn } = tokens;
  const now = Date.now();
  const expiry = since + expiresIn * SECOND;
  const renewal = expiry - Math.min(MARGIN, (expiresIn * SECOND) / 2);
  token.draw({
    // A little of what came before stays in sight.
    from: since - 2 * MINUTE,
    to: expiry + MINUTE / 2,
    bands: [['good', since, renewal], ['due', renewal, expiry]],
    points: { issued: since, now, renewal, expiry },
    events: past,
  });

  const { createdAt, expiresAt } = sessionView() || {};
  const login = createdAt ? Date.parse(createdAt) : since;
  const absolute = expiresAt && Date.parse(expiresAt);
  const idle = since + refreshExpiresIn * SECOND;
  whole.draw({
    from: login - DAY,
    to: (absolute || idle) + DAY,
    bands: [['good', login, idle], ['due', idle, absolute || idle]],
    points: { login, now, idle, absolute },
  });
};

const drawEvent = ({ name, at, detail }) => {
  const item = make('li', '', make('b', '', name), make('time', '', time(at)));
  if (detail.code) {
    item.append(make('span', '', detail.code));
  }
  item.dataset.event = name;
  return item;
};

const drawEvents = () => {
  const list = find('[data-events]');
  list.replaceChildren(...past.map(drawEvent));
  list.scrollTop = list.scrollHeight;
};

export const startTimeline = () => {
  find('[data-timeline]').append(remark, token.row, whole.row);
  onEvent((event) => {
    if (event.name !== 'unbound') {
      past.push(event);
      past.splice(0, past.length - MOST_EVENTS);
      drawEvents();
    }
    draw();
  });
  draw();
  setInterval(draw, SECOND);
};

export const redrawTimeline = () => {
  draw();
  drawEvents();
};
