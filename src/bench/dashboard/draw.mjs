// Draws the panels of the dashboard with what Prometheus answered: node draw.mjs <dashboard.json> <data.json> <picture.svg>
import { readFileSync, writeFileSync } from 'node:fs';
import * as echarts from 'echarts';

const COLUMN = 50;
const ROW = 30;
const GAP = 6;
const HEAD = 58;
const FONT = 'Helvetica, Arial, sans-serif';
const INK = '#24292f';
const PALE = '#6e7781';
const COLORS = ['#3f8f4f', '#d9a400', '#2f7fc1', '#e07b39', '#c4314b', '#7d5bbe', '#1aa3a3', '#a0522d', '#d36ba6', '#5c6b7a'];
const NAMED_COLORS = { green: '#3f8f4f', orange: '#e07b39', red: '#c4314b' };
const UNITS = { ops: 'per second', reqps: 'requests per second', s: 'time', bytes: 'bytes', percentunit: 'percent', short: 'count' };
const LEGEND = { size: 10, icon: 10, gap: 10, row: 14 };
const RIGHT_LEGEND = { size: 9, row: 13 };

// Without a canvas nothing measures text. This is as wide as the widest of the usual fonts, so that no reader sees an overlap.
const width = (text, size) => [...text].reduce((sum, char) => sum + ("iljt.,:;'|()[] /".includes(char) ? 0.38 : 0.64) * size, 0);
echarts.setPlatformAPI({
  measureText: (text, font) => ({ width: width(text ?? '', Number.parseFloat(/([\d.]+)px/.exec(font ?? '')?.[1] ?? 12)) }),
});

const short = (value) => String(Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3)));
const SCALES = {
  s: [[86400, ' d'], [3600, ' h'], [60, ' min'], [1, ' s'], [1e-3, ' ms'], [1e-6, ' µs']],
  bytes: [[2 ** 30, ' GiB'], [2 ** 20, ' MiB'], [2 ** 10, ' KiB'], [1, ' B']],
  percentunit: [[0.01, ' %']],
};
function format(value, unit) {
  const scale = SCALES[unit];
  if (value === 0 || !scale) return short(value);
  const [factor, name] = scale.find(([least]) => Math.abs(value) >= least) ?? scale.at(-1);
  return short(value / factor) + name;
}

/** The distance between the lines of a scale that does not count in tens; undefined for the others. */
function interval(unit, most) {
  if (unit === 'bytes') return 2 ** Math.ceil(Math.log2(most / 4));
  if (unit === 's' && most > 60) return [30, 60, 120, 300, 600, 1800, 3600].find((step) => step * 5 >= most);
  return undefined;
}
function scale(unit, most) {
  const step = most ? interval(unit, most) : 1;
  return step ? { interval: step, max: Math.max(1, Math.ceil(most / step)) * step } : {};
}
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;

function chart(panelWidth, panelHeight, option) {
  const instance = echarts.init(null, null, { renderer: 'svg', ssr: true, width: panelWidth, height: panelHeight });
  instance.setOption({ animation: false, textStyle: { fontFamily: FONT }, color: COLORS, ...option });
  const svg = instance.renderToSVGString();
  instance.dispose();
  return svg;
}

const title = (panel) => ({ text: panel.title, left: 8, top: 6, padding: 0, textStyle: { fontSize: 12, color: INK } });
const nothing = (panelWidth, panelHeight) => ({
  type: 'text', left: 'center', top: panelHeight / 2 - 6, style: { text: 'nothing happened', fill: PALE, font: `12px ${FONT}` },
});

function bands(incidents) {
  return {
    silent: true, itemStyle: { color: '#8c959f', opacity: 0.18 }, label: { show: false },
    data: incidents.map(([, from, to]) => [{ xAxis: from }, { xAxis: to }]),
  };
}

/** Splits the names into rows that are no wider than the panel. */
function rowsOf(names, panelWidth) {
  const rows = [[]];
  let used = 0;
  for (const name of names) {
    const needs = LEGEND.icon + 5 + width(name, LEGEND.size) + LEGEND.gap;
    if (used + needs > panelWidth - 16 && rows.at(-1).length) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1).push(name);
    used += needs;
  }
  return rows;
}

/** The legends and the room that they take: beneath the chart, or right of it with the means, the highest first. */
function legendOf(panel, panelWidth, panelHeight) {
  const common = {
    padding: 0, itemGap: LEGEND.gap, itemWidth: LEGEND.icon, itemHeight: 4, selectedMode: false,
    textStyle: { fontSize: LEGEND.size, color: INK },
  };
  const item = (name) => ({ name, icon: 'rect' });
  if (panel.options.legend.placement === 'right') {
    const means = panel.series.map(({ name, points }) => {
      const known = points.map(([, value]) => value).filter((value) => value !== null);
      return [name, known.reduce((sum, value) => sum + value, 0) / known.length || 0];
    }).sort((one, other) => other[1] - one[1]);
    const fitting = Math.floor((panelHeight - 30) / RIGHT_LEGEND.row);
    const shown = means.length > fitting ? means.slice(0, fitting - 1) : means;
    const texts = new Map(shown.map(([name, mean]) => [name, panel.options.legend.calcs?.length
      ? `${name}  ${format(mean, panel.fieldConfig.defaults.unit)}` : name]));
    const right = Math.max(0, ...[...texts.values()].map((text) => width(text, RIGHT_LEGEND.size) + 20));
    const [left, top] = [panelWidth - right, 24];
    return {
      bottom: 8, right,
      legend: shown.map(([name], index) => ({
        ...common, textStyle: { fontSize: RIGHT_LEGEND.size, color: INK }, data: [item(name)], left,
        top: top + index * RIGHT_LEGEND.row, formatter: () => texts.get(name),
      })),
      // Grafana scrolls.
      more: shown.length === means.length ? [] : [{
        type: 'text', left: left + 15, top: top + shown.length * RIGHT_LEGEND.row,
        style: { text: `and ${means.length - shown.length} more`, fill: PALE, font: `${RIGHT_LEGEND.size}px ${FONT}` },
      }],
    };
  }
  const rows = panel.series.length ? rowsOf(panel.series.map(({ name }) => name), panelWidth) : [];
  const bottom = 8 + rows.length * LEGEND.row;
  return { bottom, right: 14, more: [], legend: rows.map((row, index) => ({
    ...common, data: row.map(item), left: 8, top: panelHeight - bottom + 4 + index * LEGEND.row,
  })) };
}

function timeseries(panel, panelWidth, panelHeight, { length, incidents }) {
  const { unit, min } = panel.fieldConfig.defaults;
  const { legend, bottom, right, more } = legendOf(panel, panelWidth, panelHeight);
  const most = Math.max(0, ...panel.series.flatMap(({ points }) => points.map(([, value]) => Math.abs(value))));
  return chart(panelWidth, panelHeight, {
    title: [title(panel), {
      text: UNITS[unit], left: 8, top: 23, padding: 0, textStyle: { fontSize: 10, fontWeight: 'normal', color: PALE },
    }],
    legend,
    grid: { left: 50, right: right + 4, top: 44, bottom: bottom + 20 },
    xAxis: {
      type: 'value', min: 0, max: length, interval: panelWidth < 250 ? 120 : 60, splitLine: { show: false },
      axisLine: { lineStyle: { color: '#d0d7de' } }, axisTick: { show: true, lineStyle: { color: '#d0d7de' } },
      axisLabel: { formatter: clock, fontSize: 9, color: PALE, showMaxLabel: length % 60 === 0 },
    },
    yAxis: {
      type: 'value', min, splitNumber: 4, splitLine: { lineStyle: { color: '#eaeef2' } }, axisLine: { show: false },
      axisTick: { show: false }, axisLabel: { formatter: (value) => format(value, unit), fontSize: 9, color: PALE },
      ...scale(unit, most),
    },
    series: (panel.series.length ? panel.series : [{ name: '', points: [] }]).map(({ name, points }, index) => ({
      name, type: 'line', data: points, showSymbol: false, clip: false, lineStyle: { width: 1.3 },
      // More than a few areas hide each other.
      ...(panel.series.length > 3 ? {} : { areaStyle: { opacity: 0.08 } }), ...(index ? {} : { markArea: bands(incidents) }),
    })),
    graphic: panel.series.length ? more : [nothing(panelWidth, panelHeight)],
  });
}

function stat(panel, panelWidth, panelHeight) {
  const points = panel.series[0]?.points ?? [];
  const value = points.findLast(([, found]) => found !== null)?.[1];
  const { unit, mappings = [], thresholds } = panel.fieldConfig.defaults;
  const mapped = mappings.map(({ options }) => options[String(value)]).find(Boolean);
  const step = thresholds?.steps.findLast((one) => one.value === null || value >= one.value);
  const shade = NAMED_COLORS[mapped?.color ?? step?.color] ?? COLORS[0];
  return chart(panelWidth, panelHeight, {
    title: title(panel),
    grid: { left: 0, right: 0, top: 74, bottom: 0 },
    xAxis: { type: 'value', show: false, min: 'dataMin', max: 'dataMax' },
    yAxis: { type: 'value', show: false, min: 0 },
    series: [{ type: 'line', data: points, showSymbol: false, lineStyle: { width: 1.3, color: shade }, areaStyle: { opacity: 0.15, color: shade } }],
    graphic: value === undefined ? [nothing(panelWidth, panelHeight)] : [{
      type: 'text', left: 'center', top: 34, style: { text: mapped?.text ?? format(value, unit) + ({ ops: '/s' }[unit] ?? ''), fill: shade, font: `bold 26px ${FONT}` },
    }],
  });
}

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const text = (x, y, size, fill, content, more = '') => `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}" ${more}>${escaped(content)}</text>`;

function draw(data) {
  const total = 24 * COLUMN + 2 * GAP;
  const times = { length: Math.floor(data.end - data.begin), incidents: data.incidents };
  const cards = data.panels.map((panel) => {
    const { x, y, w, h } = panel.gridPos;
    const [left, top] = [GAP + x * COLUMN, HEAD + y * ROW];
    if (panel.type === 'row') {
      return text(left + 6, top + 20, 13, INK, panel.title, 'font-weight="bold"');
    }
    const [panelWidth, panelHeight] = [w * COLUMN - GAP, h * ROW - GAP];
    const content = panel.type === 'stat' ? stat(panel, panelWidth, panelHeight) : timeseries(panel, panelWidth, panelHeight, times);
    return `<g transform="translate(${left} ${top})"><rect width="${panelWidth}" height="${panelHeight}" rx="3" fill="#fff" stroke="#d0d7de"/>${content}</g>`;
  });
  const height = HEAD + Math.max(...data.panels.map(({ gridPos: { y, h } }) => y + h)) * ROW + GAP;
  const marked = data.incidents.map(([name, from]) => `${clock(from)} ${name}`).join('  ·  ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${total} ${height}" width="${total}" height="${height}" font-family="${FONT}">`
    + `<rect width="${total}" height="${height}" fill="#f6f8fa"/>`
    + text(GAP + 6, 26, 18, INK, 'wxsession', 'font-weight="bold"')
    + `<rect x="${GAP + 6}" y="38" width="12" height="12" fill="#8c959f" opacity="0.4"/>` + text(GAP + 24, 48, 11, PALE, marked)
    + cards.join('\n') + '</svg>\n';
}

/** Removes what only a page with a mouse needs, and rounds to tenths of a pixel. */
const small = (svg) => svg.replace(/<style ?>.*?<\/style>\n?/gs, '')
  .replace(/ (class|pointer-events|xml:space|xmlns:xlink|version|baseProfile|ecmeta_\w+)="[^"]*"/g, '')
  .replaceAll(`font-family:${FONT};`, '')
  .replace(/<path d="[^"]*"( transform="[^"]*")? fill="(rgb\(0,0,0\)" fill-opacity="0"[^>]*|none")><\/path>\n?/g, '')
  .replace(/-?\d+\.\d{2,}/g, (number) => String(Number(Number(number).toFixed(number.startsWith('0.') ? 2 : 1))));

const [dashboard, data, picture] = process.argv.slice(2);
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const { series, ...run } = read(data);
const panels = read(dashboard).panels.map((panel) => ({ ...panel, series: series[panel.id] }));
writeFileSync(picture, small(draw({ panels, ...run })));
