// Errors by lead time: each model's mean absolute error, beside the week before and the operator's outlook.

import { axis, Chart, frame } from './chart.js';
import { h } from './dom.js';
import { figure, inUnit, modelName, percent, tick, words } from './format.js';
import { colour } from './theme.js';

const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'pin', 'arrow'];
const INKS = ['forecast', 'accent', 'outlook', 'good', 'quiet', 'bad', 'rule-strong'];
const ROLE_ORDER = ['champion', 'canary', 'expert', 'shadow', 'fallback', 'outlook'];

export const leads = scores => [...new Map(scores.map(score => [score.leadFromHours, `${score.leadFromHours}–${score.leadToHours} h`]))].sort((a, b) => a[0] - b[0]);

/** Scores by model, the champion first: [{name, role, byLead: lead → score}]. */
export function byModel(scores) {
  const models = new Map();
  for (const score of scores) {
    const name = modelName(score.model);
    const key = `${score.role} ${name}`;
    if (!models.has(key)) models.set(key, { name, role: score.role, byLead: new Map() });
    models.get(key).byLead.set(score.leadFromHours, score);
  }
  return [...models.values()].sort((a, b) => ROLE_ORDER.indexOf(a.role) - ROLE_ORDER.indexOf(b.role) || (a.name < b.name ? -1 : 1));
}

function lines(models, buckets) {
  const references = [['same hour a week before', 'naiveWeekMae'], ['operator\'s outlook', 'outlookMae']];
  const champion = models[0];
  const drawn = models.map((model, i) => ({ name: `${model.role} ${model.name}`, ink: INKS[i % INKS.length], symbol: SYMBOLS[i % SYMBOLS.length], type: 'solid', values: buckets.map(([lead]) => model.byLead.get(lead)?.mae ?? null) }));
  for (const [name, key] of references) {
    const values = buckets.map(([lead]) => champion?.byLead.get(lead)?.[key] ?? null);
    if (values.some(Number.isFinite)) drawn.push({ name, ink: key === 'outlookMae' ? 'outlook' : 'quiet', symbol: 'none', type: key === 'outlookMae' ? 'dashed' : 'dotted', values });
  }
  return drawn;
}

function option(drawn, buckets, unit) {
  return frame({
    grid: { left: 56, right: 14, top: 26 + 17 * Math.ceil(drawn.length / 2), bottom: 40 },
    legend: { top: 0, left: 0, itemWidth: 24, itemGap: 12, textStyle: { color: colour('ink'), fontSize: 11 }, data: drawn.map(one => one.name) },
    xAxis: axis({ type: 'category', data: buckets.map(([, name]) => name), name: 'lead time', nameLocation: 'middle', nameGap: 26 }),
    yAxis: axis({ type: 'value', name: `MAE, ${unit}`, min: 0, axisLabel: { color: colour('quiet'), fontSize: 11, formatter: tick } }),
    tooltip: { ...frame({}).tooltip, valueFormatter: value => inUnit(value, unit) },
    series: drawn.map(one => ({
      name: one.name, type: 'line', data: one.values, symbol: one.symbol, symbolSize: 7, itemStyle: { color: colour(one.ink) }, lineStyle: { color: colour(one.ink), type: one.type, width: 2 }, emphasis: { disabled: true },
    })),
  });
}

export const SCORE_COLUMNS = unit => [{ name: 'Model' }, { name: 'Role' }, { name: 'Lead time' }, { name: `MAE, ${unit}`, figure: true }, { name: `Bias, ${unit}`, figure: true }, { name: `CRPS, ${unit}`, figure: true }, { name: '80 % band holds', figure: true }, { name: 'of week before', figure: true }, { name: 'n', figure: true }];

export function scoreRows(models, buckets) {
  return models.flatMap(model => buckets.filter(([lead]) => model.byLead.has(lead)).map(([lead, name]) => {
    const score = model.byLead.get(lead);
    return [model.name, words(model.role), name, figure(score.mae), figure(score.bias), figure(score.crps), percent(score.cover80), percent(score.mae / score.naiveWeekMae), String(score.n)];
  }));
}

/** The chart of one series' errors. */
export class ErrorChart {
  constructor() {
    this.chart = new Chart('Error by lead time', 260);
    this.element = h('div', {}, this.chart.element);
  }

  show(scores, unit, id) {
    const buckets = leads(scores);
    const models = byModel(scores);
    return this.chart.show(`Mean absolute error of ${id} by lead time, of ${models.length} models`, () => option(lines(models, buckets), buckets, unit),
      () => ({ caption: `Scores of ${id}`, columns: SCORE_COLUMNS(unit), rows: scoreRows(models, buckets) }));
  }

  close() {
    this.chart.close();
  }
}
