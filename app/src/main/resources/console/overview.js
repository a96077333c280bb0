// Overview: zones, and all series with what is known of them now.

import { fill, h, say, setText, svg } from './dom.js';
import { fleet, fleetFailure, isComplete, load, onFleet } from './fleet.js';
import { both, figure, inUnit, NONE, percent, utcTime } from './format.js';
import { Grid } from './grid.js';
import { problemBox } from './panels.js';
import { attention, freshness, freshnessOrder, otherSlot, rungNumber, showFreshness, showRung } from './trust.js';
import { zoneTable } from './zones.js';

const BY_NAME = (a, b) => (a.seriesId < b.seriesId ? -1 : a.seriesId > b.seriesId ? 1 : 0);
/** Half the width of the drawn band, as a share of the forecast: bands of different series can be compared by eye. */
const REACH = 0.25;

const text = () => h('span', {});

const COLUMNS = [
  { key: 'series', name: 'Series', sort: s => s.seriesId, make: () => h('a', { tabindex: '-1' }), show: showName },
  { key: 'zone', name: 'Zone', sort: s => s.priceZone, make: text, show: (node, s) => setText(node, s.priceZone) },
  { key: 'load', name: 'Load now', unit: 'MW', figure: true, sort: s => s.load?.loadMw, make: text, show: showLoad },
  { key: 'slot', name: 'of slot', unit: 'UTC', figure: true, sort: s => s.load?.slot, make: text, show: showSlot },
  { key: 'forecast', name: 'Forecast', unit: 'MW', figure: true, sort: s => s.forecasts?.load?.point, make: text, show: showForecast },
  { key: 'band', name: '80 % band', unit: '±25 %', sort: relativeWidth, make: makeBand, show: showBand },
  { key: 'range', name: 'from … to', unit: 'MW', figure: true, sort: s => s.forecasts?.load?.low, make: text, show: showRange },
  { key: 'price', name: 'Price forecast', figure: true, sort: s => s.forecasts?.price?.point, make: text, show: showPrice },
  { key: 'rung', name: 'Rung', sort: rungOf, make: () => h('span', { class: 'rung' }), show: (node, s) => showRung(node, first(s)?.rung ?? null) },
  { key: 'fresh', name: 'Freshness', sort: freshnessOrder, make: () => h('span', { class: 'fresh' }, h('span', { class: 'sign', 'aria-hidden': 'true' }), text()), show: (node, s) => showFreshness(node, freshness(s)) },
  { key: 'spike', name: 'Spike risk', figure: true, sort: s => s.spike?.windowProbability, make: () => h('span', { class: 'spike' }), show: showSpike },
];

function first(summary) {
  return summary.forecasts?.load ?? summary.forecasts?.price;
}

function rungOf(summary) {
  const number = rungNumber(first(summary)?.rung);
  return number < 0 ? NaN : number;
}

function relativeWidth(summary) {
  const now = summary.forecasts?.load;
  return now ? (now.high - now.low) / Math.abs(now.point) : NaN;
}

function showName(link, summary) {
  setText(link, summary.seriesId);
  link.setAttribute('href', `#/series/${encodeURIComponent(summary.seriesId)}`);
  link.title = summary.members?.length ? `${summary.seriesId}: the total of ${summary.members.length} series` : summary.seriesId;
}

function showLoad(node, { load: observed }) {
  const gaps = observed && observed.coverage < 0.98 ? ` ◔${percent(observed.coverage)}` : '';
  setText(node, observed ? `${figure(observed.loadMw)}${gaps}` : NONE);
  node.title = observed ? `${observed.quality.replaceAll('-', ' ')}, ${percent(observed.coverage, 1)} of what was expected was measured` : 'no load was observed';
}

function showSlot(node, summary) {
  setText(node, summary.load ? utcTime(summary.load.slot) : NONE);
  node.title = summary.load ? both(summary.load.slot, summary.timeZone) : '';
}

function showForecast(node, { forecasts, timeZone, resolution }) {
  const now = forecasts?.load;
  setText(node, now ? `${figure(now.point)}${otherSlot(now, resolution)}` : NONE);
  node.title = now ? `of the slot ${both(now.slot, timeZone)}, issued ${both(now.issuedAt, timeZone)}` : '';
}

function showRange(node, { forecasts }) {
  const now = forecasts?.load;
  setText(node, now ? `${figure(now.low)} … ${figure(now.high)}` : NONE);
}

function showPrice(node, { forecasts, timeZone, resolution }) {
  const now = forecasts?.price;
  setText(node, now ? `${inUnit(now.point, now.unit)}${otherSlot(now, resolution)}` : NONE);
  node.title = now ? `slot ${both(now.slot, timeZone)}, 80 % band ${inUnit(now.low, now.unit)} to ${inUnit(now.high, now.unit)}` : 'its zone\'s price is carried by another series';
}

function showSpike(node, { spike }) {
  setText(node, spike ? `${spike.alert ? '▲ alert ' : ''}${percent(spike.windowProbability)}` : NONE);
  node.dataset.alert = Boolean(spike?.alert);
  node.title = spike ? `probability of a ${spike.product} price ${spike.side} ${figure(spike.threshold)}` : 'no model of spikes speaks for its zone';
}

function makeBand() {
  return svg('svg', { class: 'gauge', viewBox: '0 0 120 14', role: 'img' },
    svg('line', { class: 'axis', x1: 0, x2: 120, y1: 7, y2: 7 }),
    svg('rect', { class: 'band', y: 3, height: 8 }),
    svg('line', { class: 'point', x1: 60, x2: 60, y1: 1, y2: 13 }),
    svg('path', { class: 'last', d: 'M-4 7 L0 3 L4 7 L0 11 Z' }));
}

function showBand(node, { forecasts, load: observed }) {
  const now = forecasts?.load;
  const [, band, , last] = node.children;
  const scale = now ? 60 / (REACH * Math.max(Math.abs(now.point), 1e-9)) : 0;
  const x = value => Math.max(0, Math.min(120, 60 + (value - now.point) * scale));
  node.classList.toggle('nothing', !now);
  if (!now) {
    node.setAttribute('aria-label', 'no forecast');
    return;
  }
  band.setAttribute('x', x(now.low).toFixed(1));
  band.setAttribute('width', Math.max(1, x(now.high) - x(now.low)).toFixed(1));
  last.setAttribute('visibility', observed ? 'visible' : 'hidden');
  if (observed) last.setAttribute('transform', `translate(${Math.max(4, Math.min(116, x(observed.loadMw))).toFixed(1)} 0)`);
  node.setAttribute('aria-label', `80 % band ${figure(now.low)} to ${figure(now.high)} MW${observed ? `, last load ${figure(observed.loadMw)} MW` : ''}`);
}

/** Draws the view into `main`; returns what ends it. */
export function overview(main, { open, remembered }) {
  const filter = h('input', { type: 'search', id: 'filter', placeholder: 'name or zone', autocomplete: 'off', spellcheck: 'false', value: remembered.filter ?? '' });
  const zone = h('select', { id: 'zone-filter' });
  const odd = h('input', { type: 'checkbox', id: 'odd', checked: Boolean(remembered.odd) });
  const count = h('p', { class: 'count', 'aria-live': 'off' });
  const trouble = h('div', {});
  const zones = zoneTable(name => { zone.value = zone.value === name ? '' : name; choose(); });
  const grid = new Grid({ label: 'Series', columns: COLUMNS, open: summary => open(summary.seriesId), sortBy: remembered.sortBy ?? 'series', descending: remembered.descending });
  fill(main,
    h('h1', { class: 'unseen' }, 'Overview'),
    trouble,
    h('section', { 'aria-labelledby': 'zones-head' }, h('h2', { id: 'zones-head' }, 'Zones'), zones.element),
    h('section', { class: 'fleet', 'aria-labelledby': 'series-head' },
      h('div', { class: 'toolbar' },
        h('h2', { id: 'series-head' }, 'Series'),
        h('label', { for: 'filter' }, 'Filter'), filter,
        h('label', { for: 'zone-filter' }, 'Zone'), zone,
        h('label', { class: 'check' }, odd, 'only what needs a look'),
        count),
      grid.element));

  function wanted(summary) {
    const sought = filter.value.trim().toLowerCase();
    return (!zone.value || summary.priceZone === zone.value) && (!odd.checked || attention(summary) > 0)
      && (!sought || summary.seriesId.toLowerCase().includes(sought) || summary.priceZone.toLowerCase().includes(sought));
  }

  function choose() {
    const all = [...fleet.values()];
    const shown = grid.sorted(all.filter(wanted), BY_NAME);
    grid.setItems(shown, summary => summary.seriesId);
    setText(count, `${shown.length} of ${all.length} series${isComplete() ? '' : ', more are coming …'}`);
    Object.assign(remembered, { filter: filter.value, zone: zone.value, odd: odd.checked, sortBy: grid.sorting.key, descending: grid.sorting.descending });
    zones.show(zone.value);
    const failure = fleetFailure();
    fill(trouble, failure ? problemBox(failure, load) : isComplete() && !all.length
      ? h('p', { class: 'empty' }, 'No series is known yet. Series come by the topic grid.series.v1; gridcast doctor says what is missing.') : null);
  }

  function zoneChoices() {
    const names = [...new Set([...fleet.values()].map(summary => summary.priceZone))].sort();
    if (zone.children.length !== names.length + 1) {
      const kept = zone.value || remembered.zone || '';
      fill(zone, h('option', { value: '' }, 'all'), names.map(name => h('option', { value: name }, name)));
      zone.value = names.includes(kept) ? kept : '';
    }
  }

  function changed(ids) {
    zoneChoices();
    const sortKey = grid.sorting.key;
    // What is sorted or chosen by values that move would jump under the reader's eyes at each event; it is sorted anew once a second.
    if (ids === null) choose();
    else if (!['series', 'zone'].includes(sortKey) || odd.checked) resort = true;
    grid.draw(true);
  }

  let resort = false;
  const every = setInterval(() => {
    if (resort) {
      resort = false;
      choose();
    } else {
      grid.draw(true);
    }
    zones.show(zone.value);
  }, 1_000);
  grid.onSort = () => { choose(); say(`sorted by ${grid.columns.find(c => c.key === grid.sorting.key).name}, ${grid.sorting.descending ? 'descending' : 'ascending'}`); };
  filter.addEventListener('input', choose);
  filter.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') { event.preventDefault(); grid.element.focus(); }
    if (event.key === 'Escape') { filter.value = ''; choose(); }
  });
  zone.addEventListener('change', choose);
  odd.addEventListener('change', choose);
  const stopped = onFleet(changed);
  zoneChoices();
  choose();
  if (!isComplete()) load();
  return () => { stopped(); clearInterval(every); grid.close(); };
}

