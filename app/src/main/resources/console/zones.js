// Zones: what all series of a price zone add up to, and the worst that is among them.

import { fill, h } from './dom.js';
import { fleet } from './fleet.js';
import { figure, inUnit, NONE, percent, price as money } from './format.js';
import { freshness, freshnessBadge, isConnected, otherSlot, rungBadge, rungNumber } from './trust.js';

const WORST = ['fresh', 'late', 'none', 'stale', 'unknown'];

function gather() {
  const zones = new Map();
  const parts = new Set();
  fleet.forEach(summary => (summary.members ?? []).forEach(member => parts.add(member)));
  for (const summary of fleet.values()) {
    if (!zones.has(summary.priceZone)) {
      zones.set(summary.priceZone, { name: summary.priceZone, count: 0, told: 0, loadMw: 0, forecasts: 0, forecastMw: 0, lowMw: 0, highMw: 0, rung: -1, rungCount: 0, fresh: null, freshCount: 0, price: null, spike: null });
    }
    add(zones.get(summary.priceZone), summary, parts);
  }
  return [...zones.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function add(zone, summary, parts) {
  const forecast = summary.forecasts?.load;
  zone.count++;
  // Totals count once, in the place of their members.
  if (!parts.has(summary.seriesId) && summary.targets.includes('load')) {
    zone.expected = (zone.expected ?? 0) + 1;
    if (summary.load) {
      zone.told++;
      zone.loadMw += summary.load.loadMw;
    }
    if (forecast) {
      zone.forecasts++;
      zone.forecastMw += forecast.point;
      zone.lowMw += forecast.low ?? NaN;
      zone.highMw += forecast.high ?? NaN;
    }
  }
  const rung = rungNumber((forecast ?? summary.forecasts?.price)?.rung);
  if (rung > zone.rung) {
    zone.rung = rung;
    zone.rungCount = 0;
  }
  if (rung === zone.rung) zone.rungCount++;
  const fresh = freshness(summary);
  const worse = zone.fresh ? WORST.indexOf(fresh.state) - WORST.indexOf(zone.fresh.state) : 1;
  if (worse > 0) zone.freshCount = 0;
  if (worse >= 0) zone.freshCount++;
  if (worse > 0 || (worse === 0 && fresh.ageMs > zone.fresh.ageMs)) zone.fresh = fresh;
  if (summary.forecasts?.price) {
    zone.price = summary.forecasts.price;
    zone.resolution = summary.resolution;
  }
  if (summary.spike) zone.spike = summary.spike;
}

function row(zone, chosen, choose) {
  const { price, spike } = zone;
  return h('tr', { class: zone.name === chosen ? 'chosen' : null },
    h('th', { scope: 'row' }, h('button', { type: 'button', class: 'plain', 'aria-pressed': String(zone.name === chosen), onclick: () => choose(zone.name) }, zone.name)),
    h('td', { class: 'figure' }, String(zone.count)),
    h('td', { class: 'figure' }, zone.told ? figure(zone.loadMw) : NONE, zone.told < zone.expected ? h('small', {}, ` ◔ ${zone.told} of ${zone.expected}`) : null),
    h('td', { class: 'figure' }, zone.forecasts ? figure(zone.forecastMw) : NONE, zone.forecasts < zone.expected ? h('small', {}, ` ◔ ${zone.forecasts} of ${zone.expected}`) : null),
    h('td', { class: 'figure wide', title: zone.forecasts > 1 ? `bands of ${zone.forecasts} series added up: as wide as if all erred alike` : null }, zone.forecasts ? `${figure(zone.lowMw)} … ${figure(zone.highMw)}` : NONE),
    h('td', { class: 'figure' }, price ? `${inUnit(price.point, price.unit)}${otherSlot(price, zone.resolution)}` : NONE),
    h('td', { class: 'figure wide' }, price ? `${money(price.low)} … ${money(price.high)}` : NONE),
    h('td', {}, rungBadge(zone.rung), many(zone.rung > 0, zone.rungCount)),
    h('td', {}, freshnessBadge(zone.fresh), many(zone.fresh.state !== 'fresh', zone.freshCount)),
    h('td', { class: 'figure' }, spike ? h('span', { class: 'spike', 'data-alert': String(spike.alert) }, `${spike.alert ? '▲ alert ' : ''}${percent(spike.windowProbability)}`) : NONE));
}

const many = (isOdd, count) => (isOdd ? h('small', {}, ` ${count} series`) : null);

/** The table of zones; `choose` is called with the name of one. */
export function zoneTable(choose) {
  const body = h('tbody', {});
  const element = h('div', { class: 'scroll zones', tabindex: '0', role: 'region', 'aria-label': 'Zones' }, h('table', {},
    h('caption', { class: 'unseen' }, 'Zones with load, price, and the worst rung and freshness of their series'),
    h('thead', {}, h('tr', {},
      h('th', { scope: 'col' }, 'Zone'), h('th', { scope: 'col', class: 'figure' }, 'Series'),
      head('Load now', 'MW'), head('Load forecast', 'MW'), head('Load, 80 % band', 'MW', 'wide'), head('Price forecast', ''), head('Price, 80 % band', '', 'wide'),
      h('th', { scope: 'col' }, 'Worst rung'), h('th', { scope: 'col' }, 'Worst freshness'), head('Spike risk', ''))),
    body));
  let shown = '';
  return {
    element,
    show(chosen) {
      const zones = gather();
      const state = JSON.stringify([zones, chosen, isConnected()]);
      if (state !== shown) {
        shown = state;
        const focused = body.contains(document.activeElement) ? document.activeElement.textContent : null;
        fill(body, zones.map(zone => row(zone, chosen, choose)));
        if (focused !== null) [...body.querySelectorAll('button')].find(button => button.textContent === focused)?.focus();
      }
    },
  };
}

function head(name, unit, more = '') {
  return h('th', { scope: 'col', class: `figure ${more}` }, name, unit ? h('span', { class: 'unit' }, unit) : null);
}
