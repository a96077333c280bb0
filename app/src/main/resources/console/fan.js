// The fan chart: what was forecast as known at an instant, against what came, the operator's outlook and the day-ahead forecasts before.

import { axis, Chart, frame } from './chart.js';
import { fill, h, svg } from './dom.js';
import { both, durationMs, figure, inUnit, localShort, ms, tick, utcShort } from './format.js';
import { colour } from './theme.js';

const BANDS = [[0.05, 0.95, 90], [0.1, 0.9, 80], [0.25, 0.75, 50]];

/** All that is known of each slot, by its start. */
export function slotsOf({ forecast, history, outlook, asOf }) {
  const slots = new Map();
  const at = time => {
    if (!slots.has(time)) slots.set(time, { time });
    return slots.get(time);
  };
  const lengthMs = durationMs(forecast?.resolution ?? 'PT1H');
  for (const item of history) {
    const slot = at(ms(item.slot));
    const isKnown = slot.time + lengthMs <= asOf;
    slot[isKnown ? 'actual' : 'later'] = item.actual;
    slot.outlook = item.outlook;
    if (slot.time < asOf) Object.assign(slot, { before: item.point, beforeLow: item.low80, beforeHigh: item.high80 });
  }
  for (const [time, value] of outlook ?? []) {
    const slot = slots.get(time);
    if (slot && time >= asOf - lengthMs) slot.outlook = value;
  }
  if (forecast) addForecast(at, forecast, lengthMs);
  return [...slots.values()].sort((a, b) => a.time - b.time);
}

function addForecast(at, forecast, lengthMs) {
  const bands = BANDS.map(([low, high, name]) => [level(forecast, low), level(forecast, high), name]).filter(([low, high]) => low >= 0 && high >= 0);
  forecast.point.forEach((point, i) => {
    const slot = at(ms(forecast.firstSlot) + i * lengthMs);
    slot.point = point;
    for (const [low, high, name] of bands) {
      slot[`low${name}`] = forecast.quantiles[i][low];
      slot[`high${name}`] = forecast.quantiles[i][high];
    }
  });
}

const level = (forecast, sought) => forecast.quantileLevels.findIndex(one => Math.abs(one - sought) < 1e-4);

const has = (slots, key) => slots.some(slot => Number.isFinite(slot[key]));
const data = (slots, key) => slots.map(slot => [slot.time, Number.isFinite(slot[key]) ? slot[key] : null]);
const width = (slots, low, high) => slots.map(slot => [slot.time, Number.isFinite(slot[high]) ? slot[high] - slot[low] : null]);

/** A band is an invisible line at its low end, and its width stacked on that, whatever the signs. */
function band(slots, low, high, fillColour, opacity) {
  if (!has(slots, high)) return [];
  const shared = { type: 'line', stack: high, stackStrategy: 'all', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, emphasis: { disabled: true } };
  return [
    { ...shared, data: data(slots, low) },
    { ...shared, data: width(slots, low, high), areaStyle: { color: fillColour, opacity } },
  ];
}

function line(slots, key, options) {
  return has(slots, key) ? [{ type: 'line', symbol: 'none', connectNulls: false, silent: true, emphasis: { disabled: true }, data: data(slots, key), ...options }] : [];
}

function series(slots, asOf) {
  const ink = colour('ink');
  return [
    ...band(slots, 'beforeLow', 'beforeHigh', colour('quiet'), 0.14),
    ...band(slots, 'low90', 'high90', colour('forecast'), 0.14),
    ...band(slots, 'low80', 'high80', colour('forecast'), 0.2),
    ...band(slots, 'low50', 'high50', colour('forecast'), 0.3),
    ...line(slots, 'before', { lineStyle: { color: colour('quiet'), width: 1, type: 'dotted' } }),
    ...line(slots, 'outlook', { lineStyle: { color: colour('outlook'), width: 1.5, type: 'dashed' } }),
    ...line(slots, 'point', { lineStyle: { color: colour('forecast'), width: 2.5 } }),
    ...line(slots, 'actual', { lineStyle: { color: ink, width: 2 } }),
    ...line(slots, 'later', { lineStyle: { opacity: 0 }, symbol: 'circle', symbolSize: 5, showSymbol: true, showAllSymbol: true, itemStyle: { color: colour('ground'), borderColor: ink, borderWidth: 1.5 } }),
    {
      type: 'line', data: [], silent: true,
      markLine: {
        silent: true, symbol: 'none', data: [{ xAxis: asOf }], lineStyle: { color: colour('accent'), width: 1.5, type: 'solid' },
        label: { formatter: 'known until here', color: colour('accent-text'), fontSize: 11, position: 'insideEndTop', rotate: 0, align: 'left', padding: [0, 0, 0, 6] },
      },
    },
  ];
}

const ROWS = [['actual', 'actual'], ['later', 'actual, came later'], ['point', 'forecast'], ['outlook', 'operator\'s outlook'], ['before', 'forecast a day before']];

function tip(slots, unit, timeZone) {
  const byTime = new Map(slots.map(slot => [slot.time, slot]));
  const times = slots.map(slot => slot.time);
  return params => {
    const at = params[0]?.axisValue;
    const slot = byTime.get(times.reduce((best, time) => (Math.abs(time - at) < Math.abs(best - at) ? time : best), times[0]));
    if (!slot) return '';
    const lines = [both(slot.time, timeZone)];
    for (const [key, name] of ROWS) {
      if (Number.isFinite(slot[key])) lines.push(`${name}  ${inUnit(slot[key], unit)}`);
    }
    for (const [, , name] of BANDS) {
      if (Number.isFinite(slot[`low${name}`])) lines.push(`${name} % band  ${figure(slot[`low${name}`])} … ${inUnit(slot[`high${name}`], unit)}`);
    }
    return lines.join('\n');
  };
}

function option(slots, asOf, unit, timeZone) {
  return frame({
    useUTC: true,
    grid: { left: 56, right: 14, top: 26, bottom: 28 },
    xAxis: axis({ type: 'time', splitLine: { show: true, lineStyle: { color: colour('rule') } } }),
    yAxis: axis({ type: 'value', scale: true, name: unit, nameLocation: 'end', nameGap: 10, axisLabel: { color: colour('quiet'), fontSize: 11, formatter: tick } }),
    tooltip: { ...frame({}).tooltip, formatter: tip(slots, unit, timeZone) },
    series: series(slots, asOf),
  });
}

function swatch(kind) {
  return svg('svg', { class: `swatch ${kind}`, viewBox: '0 0 24 12', 'aria-hidden': 'true' },
    kind.startsWith('band') ? svg('rect', { width: 24, height: 12 }) : kind === 'later' ? svg('circle', { cx: 12, cy: 6, r: 3 }) : svg('line', { x1: 0, x2: 24, y1: 6, y2: 6 }));
}

function legend(slots) {
  const known = [['actual', 'actual'], ['later', 'actual, came later'], ['point', 'forecast'], ['outlook', 'operator\'s outlook'], ['before', 'forecast a day before, 80 % band']];
  const bands = BANDS.filter(([, , name]) => has(slots, `low${name}`)).map(([, , name]) => [`band b${name}`, `${name} % band`]);
  return h('ul', { class: 'legend' }, [...known.filter(([key]) => has(slots, key)), ...bands].map(([key, name]) => h('li', {}, swatch(key), name)));
}

function rowsOf(slots, unit, timeZone, id) {
  const columns = [{ name: 'Slot (UTC)' }, { name: timeZone ?? 'local' }, ...ROWS.map(([, name]) => ({ name: `${name}, ${unit}`, figure: true })), { name: `80 % band, ${unit}`, figure: true }];
  return {
    caption: `${id}: slots with what came and what was forecast`,
    columns,
    rows: slots.map(slot => [utcShort(slot.time), localShort(slot.time, timeZone), ...ROWS.map(([key]) => figure(slot[key])),
      Number.isFinite(slot.low80) ? `${figure(slot.low80)} … ${figure(slot.high80)}` : '–']),
  };
}

/** The chart with its legend. */
export class FanChart {
  constructor() {
    this.chart = new Chart('Forecast and actual', 340);
    this.legend = h('div', {});
    this.element = h('div', {}, this.legend, this.chart.element);
  }

  /** Calls back with the instant that was clicked. */
  onPick(callback) {
    this.chart.onPick = callback;
  }

  async show({ id, target, unit, timeZone, asOf, slots }) {
    fill(this.legend, legend(slots));
    const ahead = slots.filter(slot => Number.isFinite(slot.point));
    const highest = ahead.reduce((best, slot) => (slot.point > (best?.point ?? -Infinity) ? slot : best), null);
    const label = `${target} of ${id}: ${ahead.length} slots forecast as known at ${both(asOf, timeZone)}`
      + (highest ? `, highest ${inUnit(highest.point, unit)} at ${both(highest.time, timeZone)}` : '');
    await this.chart.show(label, () => option(slots, asOf, unit, timeZone), () => rowsOf(slots, unit, timeZone, id));
  }

  close() {
    this.chart.close();
  }
}
