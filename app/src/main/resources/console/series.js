// A series' page: its forecast as known now or at an earlier time, against what came; its errors, drivers, findings.

import { engineNow, get, items, seriesPath } from './api.js';
import { driftItem } from './drift.js';
import { Drivers, mixture } from './drivers.js';
import { fill, h, say, table } from './dom.js';
import { ErrorChart } from './errors.js';
import { FanChart, slotsOf } from './fan.js';
import { fleet, onFleet, take } from './fleet.js';
import { both, bothTimes, durationMs, figure, inUnit, modelName, ms, NONE, percent, price as money, tick, utc } from './format.js';
import { on } from './live.js';
import { Panel, problemBox } from './panels.js';
import { QUALITY_COLUMNS, qualityRow } from './quality.js';
import { SpikePanel } from './spikes.js';
import { freshness, freshnessBadge, rungBadge } from './trust.js';

const HOUR_MS = 3_600_000;
const BACK_HOURS = 7 * 24;
const SHOWN_BEFORE_MS = { load: 48 * HOUR_MS, price: 72 * HOUR_MS };
/** The variable of outlooks that expects the load of a whole zone. */
const EXPECTED_LOAD = 'load_forecast_mw';
const WINDOWS = [['h24', 'last 24 h'], ['d7', '7 days'], ['d28', '28 days']];

class SeriesPage {
  constructor(main, id) {
    this.main = main;
    this.id = id;
    this.at = null; // null: as known now, and following it
    this.target = null;
    this.window = 'd7';
    this.panels = [];
    this.stops = [];
    this.fan = new FanChart();
    this.drivers = new Drivers();
    this.errors = new ErrorChart();
    this.fan.onPick(instant => this.drivers.pick(instant));
  }

  async open() {
    const back = h('a', { href: '#/' }, '← Overview');
    if (!fleet.has(this.id)) {
      fill(this.main, back, h('h1', {}, this.id), h('p', { class: 'empty' }, 'Asking the engine …'));
      try {
        take(await get(seriesPath(this.id)));
      } catch (problem) {
        fill(this.main, back, h('h1', {}, this.id), problemBox(problem, () => this.open()));
        return;
      }
    }
    if (this.closed) return;
    this.target = this.summary().targets.includes('load') ? 'load' : 'price';
    this.frame(back);
    this.loadAll();
    this.follow();
  }

  summary() {
    return fleet.get(this.id);
  }

  frame(back) {
    const { targets, members, priceZone, resolution, timeZone, limitMw } = this.summary();
    this.facts = h('dl', { class: 'facts' });
    this.chartPanel = this.panel('Forecast', 'forecast-head');
    this.errorPanel = this.panel('Error by lead time', 'errors-head');
    this.driverPanel = this.panel('Drivers', 'drivers-head');
    this.runPanel = this.panel('Issues', 'runs-head', 'Newest first; each can be looked at as it was known.');
    this.findPanel = this.panel('Findings', 'findings-head', 'Drift of this series, and data quality of its inputs.');
    this.spikes = new SpikePanel(priceZone, timeZone);
    this.tools(targets);
    fill(this.main, h('header', { class: 'title' }, back, h('h1', {}, this.id),
      h('p', { class: 'note' }, [priceZone && `zone ${priceZone}`, `slots of ${durationMs(resolution) / 60_000} min`, timeZone, limitMw ? `limit ${figure(limitMw)} MW` : null, members?.length ? `total of ${members.length} series` : null].filter(Boolean).join(' · '))),
    this.facts, this.chartPanel.element,
    h('div', { class: 'columns' }, this.errorPanel.element, this.driverPanel.element),
    this.spikes.element,
    h('div', { class: 'columns' }, this.runPanel.element, this.findPanel.element));
    this.showFacts();
  }

  panel(title, id, note) {
    const panel = new Panel(title, id, note);
    this.panels.push(panel);
    return panel;
  }

  tools(targets) {
    const pick = h('div', { class: 'tabs', role: 'group', 'aria-label': 'Target' }, targets.map(target => h('button', {
      type: 'button', 'aria-pressed': String(target === this.target), onclick: event => this.choose(target, event.currentTarget.parentElement),
    }, target === 'load' ? 'Load' : 'Price')));
    this.slider = h('input', {
      type: 'range', id: 'as-of', min: -BACK_HOURS, max: 0, step: 1, value: 0,
      oninput: () => this.slide(),
    });
    this.when = h('output', { for: 'as-of' });
    this.live = h('button', { type: 'button', id: 'live', onclick: () => { this.slider.value = 0; this.slide(); this.slider.focus(); } }, 'Now');
    this.chartPanel.tools.append(pick);
    this.slide0 = h('p', { class: 'slider', id: 'time-travel' }, h('label', { for: 'as-of' }, 'As known'), this.slider, this.when, this.live);
    const window = h('select', { 'aria-label': 'Scored over', onchange: event => { this.window = event.target.value; this.loadErrors(); } },
      WINDOWS.map(([value, name]) => h('option', { value, selected: value === this.window }, name)));
    this.errorPanel.tools.append(window);
  }

  choose(target, tabs) {
    this.target = target;
    [...tabs.children].forEach((button, i) => button.setAttribute('aria-pressed', String(this.summary().targets[i] === target)));
    this.loadAll();
  }

  slide() {
    const back = Number(this.slider.value);
    const hour = Math.floor(engineNow() / HOUR_MS) * HOUR_MS;
    this.at = back === 0 ? null : hour + (back + 1) * HOUR_MS;
    this.showWhen();
    clearTimeout(this.sliding);
    this.sliding = setTimeout(() => { this.loadChart(); }, 120);
  }

  asOf() {
    return this.at ?? engineNow();
  }

  showWhen() {
    const text = this.at === null ? 'now, and following' : both(this.at, this.summary().timeZone);
    this.when.textContent = text;
    this.slider.setAttribute('aria-valuetext', text);
    this.live.disabled = this.at === null;
    this.chartPanel.element.dataset.past = String(this.at !== null);
  }

  loadAll() {
    this.showWhen();
    this.loadChart();
    this.loadErrors();
    this.loadRuns();
    this.loadFindings();
    this.spikes.load();
  }

  loadChart() {
    const target = this.target;
    const at = this.at === null ? null : new Date(this.at).toISOString();
    this.chartPanel.load(async signal => {
      const forecast = await get(`${seriesPath(this.id)}/forecasts/latest`, { target, at }, signal);
      const asOf = Number.isNaN(this.asOf()) ? ms(forecast.issuedAt) : this.asOf();
      const end = ms(forecast.firstSlot) + forecast.point.length * durationMs(forecast.resolution);
      const history = await items(`${seriesPath(this.id)}/history`, {
        target, from: new Date(asOf - SHOWN_BEFORE_MS[target]).toISOString(), to: new Date(Math.max(end, asOf)).toISOString(), lead: 'PT24H',
      }, signal);
      return { forecast, history, asOf, outlook: await this.outlookThen(history, at, signal) };
    }, found => this.showChart(found));
  }

  /** The outlook as known at an earlier time; nothing where the series has none. */
  async outlookThen(history, at, signal) {
    if (at === null || this.target !== 'load' || !history.some(item => Number.isFinite(item.outlook))) return [];
    const { variables, steps } = await get(`/v1/zones/${encodeURIComponent(this.summary().priceZone)}/outlook`, { variable: EXPECTED_LOAD, at }, signal);
    const column = Math.max(0, variables.indexOf(EXPECTED_LOAD));
    return steps.map(step => [ms(step.validAt), step.values[column]]);
  }

  showChart({ forecast, history, asOf, outlook }) {
    const { timeZone } = this.summary();
    const slots = slotsOf({ forecast, history, outlook, asOf });
    this.showForecastLine(forecast, timeZone);
    this.fan.show({ id: this.id, target: this.target, unit: forecast.unit, timeZone, asOf, slots });
    this.offerDrivers(forecast);
    if (this.at !== null) say(`forecast as known at ${both(this.at, timeZone)}`);
  }

  showForecastLine(forecast, timeZone) {
    this.issueLine ??= h('p', { class: 'issue' });
    const missing = forecast.missingInputs.length ? h('span', { class: 'missing' }, `◐ missing or stale: ${forecast.missingInputs.join(', ')}`) : null;
    fill(this.issueLine, h('span', {}, `Issued ${both(forecast.issuedAt, timeZone)}`), rungBadge(forecast.rung), h('span', {}, `${forecast.role} ${modelName(forecast.model)}`),
      h('span', {}, `run ${forecast.runId}`), forecast.experts?.length ? h('span', {}, `mixed from ${mixture(forecast)}`) : null, missing);
    if (!this.chartPanel.body.contains(this.issueLine)) {
      fill(this.chartPanel.body, this.slide0, this.issueLine, this.fan.element);
    }
  }

  loadErrors() {
    this.errorPanel.load(signal => items(`${seriesPath(this.id)}/scores`, { target: this.target, window: this.window }, signal), async scores => {
      if (!scores.length) {
        fill(this.errorPanel.body, h('p', { class: 'empty' }, 'No score of this window yet. Scores come once slots that were forecast have been observed: those of 24 h first, those of 7 days after seven.'));
        return;
      }
      fill(this.errorPanel.body, this.errors.element);
      await this.errors.show(scores, this.unit(), this.id);
    });
  }

  unit() {
    return this.summary().forecasts?.[this.target]?.unit ?? (this.target === 'load' ? 'MW' : 'currency/MWh');
  }

  /** Explaining costs the engine a second or more, so it is done when a person asks; what is shown stays, and says of which issue it is. */
  offerDrivers(forecast) {
    const key = `${this.target} ${forecast.runId}`;
    if (this.offered === key) return;
    this.offered = key;
    this.explain ??= h('button', { type: 'button', id: 'explain' });
    this.explain.onclick = () => { this.explained = this.target; this.loadDrivers(forecast); };
    this.explain.textContent = this.explained === this.target ? 'Explain the newer issue' : 'Explain this forecast';
    this.explain.disabled = false;
    fill(this.driverPanel.tools, this.explain);
    if (this.explained !== this.target) {
      this.explained = null;
      fill(this.driverPanel.body, h('p', { class: 'empty' }, 'How much each group of inputs adds to the forecast of a slot, by SHAP values; the engine works it out when asked.'));
    }
  }

  loadDrivers(forecast) {
    this.explain.disabled = true;
    this.driverPanel.load(signal => get(`${seriesPath(this.id)}/explanation`, { target: this.target, runId: forecast.runId }, signal), explanation => {
      fill(this.driverPanel.body, this.drivers.element);
      this.drivers.show(explanation, this.summary().timeZone);
    });
  }

  loadRuns() {
    this.runPanel.load(async signal => {
      const [runs, shadows] = await Promise.all([
        items(`${seriesPath(this.id)}/forecasts`, { target: this.target, limit: 12 }, signal),
        items(`${seriesPath(this.id)}/shadows`, { target: this.target }, signal),
      ]);
      return { runs, shadows };
    }, ({ runs, shadows }) => fill(this.runPanel.body, table('Issues, newest first', [{ name: 'Issued (UTC)' }, { name: 'Model' }, { name: 'Rung' }, { name: 'Missing inputs' }, { name: '' }],
      runs.map(run => [utc(run.issuedAt), modelName(run.model), rungBadge(run.rung), run.missingInputs.join(', ') || NONE,
        h('button', { type: 'button', class: 'plain', 'aria-label': `Show as known at ${utc(run.issuedAt)}`, onclick: () => this.goTo(ms(run.issuedAt)) }, 'show')]), { caption: false }),
    shadows.length ? h('p', { class: 'note' }, `In shadow: ${shadows.map(shadow => `${modelName(shadow.model)} says ${inUnit(shadow.point[0], shadow.unit)} for ${utc(shadow.firstSlot)}`).join('; ')}`) : null));
  }

  goTo(instant) {
    const hour = Math.floor(engineNow() / HOUR_MS) * HOUR_MS;
    this.slider.value = Math.max(-BACK_HOURS, Math.min(-1, Math.floor((instant - hour) / HOUR_MS) - 1));
    this.at = instant;
    this.showWhen();
    this.loadChart();
    this.chartPanel.element.scrollIntoView({ block: 'start' });
  }

  loadFindings() {
    this.findPanel.load(async signal => {
      const [drift, quality] = await Promise.all([items(`${seriesPath(this.id)}/drift`, { limit: 5 }, signal), items(`${seriesPath(this.id)}/quality`, { limit: 8 }, signal)]);
      return { drift, quality };
    }, ({ drift, quality }) => fill(this.findPanel.body,
      drift.length ? h('ol', { class: 'findings' }, drift.map(event => driftItem(event, false))) : h('p', { class: 'empty' }, 'No drift was found.'),
      quality.length ? table('Data quality', QUALITY_COLUMNS, quality.map(qualityRow)) : h('p', { class: 'empty' }, 'No input of this series has broken a rule.')));
  }

  showFacts() {
    const { load, forecasts, spike, timeZone } = this.summary();
    const now = forecasts?.load;
    const price = forecasts?.price;
    const fact = (name, value, note) => h('div', {}, h('dt', {}, name), h('dd', {}, value, note ? h('small', {}, note) : null));
    fill(this.facts,
      load ? fact('Load', inUnit(load.loadMw, 'MW'), `slot ${bothTimes(load.slot, timeZone)}, ${percent(load.coverage, 1)} measured`) : null,
      now ? fact('Forecast', inUnit(now.point, now.unit), `80 %: ${figure(now.low)} … ${figure(now.high)}, slot ${bothTimes(now.slot, timeZone)}`) : null,
      price ? fact('Price forecast', inUnit(price.point, price.unit), `80 %: ${money(price.low)} … ${money(price.high)}, slot ${bothTimes(price.slot, timeZone)}`) : null,
      fact('Rung', rungBadge((now ?? price)?.rung ?? null), missingWords((now ?? price)?.missingInputs)),
      fact('Freshness', freshnessBadge(freshness(this.summary()))),
      spike ? fact('Spike risk', h('span', { class: 'spike', 'data-alert': String(spike.alert) }, `${spike.alert ? '▲ alert ' : ''}${percent(spike.windowProbability)}`), `${spike.product} price ${spike.side} ${tick(spike.threshold)}`) : null);
  }

  follow() {
    const mine = event => event.seriesId === this.id && event.target === this.target;
    const soon = load => { clearTimeout(this.waiting); this.waiting = setTimeout(load, 300); };
    this.stops.push(
      onFleet(ids => { if ((ids === null || ids.has(this.id)) && this.summary()) this.showFacts(); }),
      on('forecast', event => { if (mine(event)) soon(() => { if (this.at === null) this.loadChart(); this.loadRuns(); }); }),
      on('observed', event => { if (event.seriesId === this.id && this.at === null) soon(() => this.loadChart()); }),
      on('score', event => { if (mine(event)) { clearTimeout(this.scoring); this.scoring = setTimeout(() => this.loadErrors(), 1_000); } }),
      on('drift', event => { if (event.seriesId === this.id) this.loadFindings(); }));
    this.every = setInterval(() => this.showFacts(), 1_000);
  }

  close() {
    this.closed = true;
    clearInterval(this.every);
    [this.sliding, this.waiting, this.scoring].forEach(clearTimeout);
    this.stops.forEach(stop => stop());
    this.panels.forEach(panel => panel.close());
    [this.fan, this.errors, this.spikes].forEach(part => part?.close());
  }
}

const missingWords = inputs => (inputs?.length ? `missing or stale: ${inputs.join(', ')}` : null);

/** Draws the page of a series; returns what ends it. */
export function seriesView(main, id) {
  const page = new SeriesPage(main, id);
  page.open();
  return () => page.close();
}
