// Drift: what has changed, how sure that is, and the likeliest cause.

import { items } from './api.js';
import { fill, h, setText } from './dom.js';
import { both, figure, utc } from './format.js';
import { fleet } from './fleet.js';
import { on } from './live.js';
import { Panel } from './panels.js';

const MOST = 300;

/** One finding: cause first, evidence under it. */
export function driftItem(event, linked = true) {
  const zone = fleet.get(event.seriesId)?.timeZone;
  return h('li', { class: 'finding' },
    h('p', { class: 'cause' }, event.likelyCause),
    h('p', { class: 'evidence' },
      linked ? h('a', { href: `#/series/${encodeURIComponent(event.seriesId)}` }, event.seriesId) : null,
      h('span', {}, event.target), h('span', {}, `${event.detector} on ${event.variable}`),
      h('span', {}, `${figure(event.statistic)} over its threshold ${figure(event.threshold)}`),
      h('time', { datetime: event.detectedAt }, zone ? both(event.detectedAt, zone) : utc(event.detectedAt))));
}

/** Draws the view; returns what ends it. */
export function driftView(main, { remembered }) {
  const panel = new Panel('Drift', 'drift-head', 'What detectors have found to have changed, newest first, with the likeliest cause.');
  const filter = h('input', { type: 'search', id: 'filter', placeholder: 'series, detector or cause', value: remembered.filter ?? '', oninput: () => show() });
  const count = h('p', { class: 'count' });
  const list = h('ol', { class: 'findings' });
  panel.tools.append(h('label', { for: 'filter' }, 'Filter'), filter, count);
  fill(main, h('h1', { class: 'unseen' }, 'Drift'), panel.element);
  let events = [];

  function show() {
    const sought = filter.value.trim().toLowerCase();
    remembered.filter = filter.value;
    const chosen = events.filter(event => !sought || `${event.seriesId} ${event.detector} ${event.variable} ${event.likelyCause}`.toLowerCase().includes(sought));
    setText(count, `${chosen.length} of ${events.length}`);
    fill(list, events.length ? chosen.map(event => driftItem(event)) : h('li', { class: 'empty' }, 'No detector has found a change. Detectors need days of scores before they can speak.'));
  }

  panel.load(signal => items('/v1/drift', { limit: MOST }, signal), found => { events = found; fill(panel.body, list); show(); });
  const stopped = on('drift', event => { events = [event, ...events].slice(0, MOST); if (list.isConnected) show(); });
  return () => { stopped(); panel.close(); };
}
