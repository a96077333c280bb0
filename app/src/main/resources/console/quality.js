// Data quality: which inputs broke a rule, and what was done with them.

import { items } from './api.js';
import { fill, h, setText, table } from './dom.js';
import { figure, utc, words } from './format.js';
import { on } from './live.js';
import { Panel } from './panels.js';

const MOST = 500;
const ACTION_SIGNS = { used: '●', 'used-with-flag': '◐', estimated: '◌', 'set-aside': '■' };

export function actionBadge(action) {
  return h('span', { class: 'action', 'data-action': action }, h('span', { class: 'sign', 'aria-hidden': 'true' }, ACTION_SIGNS[action] ?? '?'), ` ${words(action)}`);
}

export const QUALITY_COLUMNS = [{ name: 'Found (UTC)' }, { name: 'About (UTC)' }, { name: 'Subject' }, { name: 'Rule' }, { name: 'Value', figure: true }, { name: 'Limit', figure: true }, { name: 'Done with it' }, { name: 'What it was' }];

export const qualityRow = event => [utc(event.knownAt ?? event.about), utc(event.about), event.subject, words(event.rule), figure(event.value), figure(event.limit), actionBadge(event.action), event.detail];

/** Counts by a key, largest first. */
function counts(events, key) {
  const found = new Map();
  events.forEach(event => found.set(event[key], (found.get(event[key]) ?? 0) + 1));
  return [...found].sort((a, b) => b[1] - a[1]);
}

/** Draws the view; returns what ends it. */
export function qualityView(main, { remembered }) {
  const panel = new Panel('Data quality', 'quality-head', `Newest ${MOST} findings about inputs. Values and limits are in the input's own unit.`);
  const filter = h('input', { type: 'search', id: 'filter', placeholder: 'subject, rule or text', value: remembered.filter ?? '', oninput: () => show() });
  const count = h('p', { class: 'count' });
  const rules = h('div', { class: 'chips', role: 'group', 'aria-label': 'Rules' });
  const body = h('div', {});
  panel.tools.append(h('label', { for: 'filter' }, 'Filter'), filter, count);
  fill(main, h('h1', { class: 'unseen' }, 'Data quality'), panel.element);
  let events = [];

  function show() {
    const sought = filter.value.trim().toLowerCase();
    remembered.filter = filter.value;
    const chosen = events.filter(event => (!remembered.rule || event.rule === remembered.rule)
      && (!sought || `${event.subject} ${event.rule} ${event.detail}`.toLowerCase().includes(sought)));
    setText(count, `${chosen.length} of ${events.length}`);
    fill(rules, counts(events, 'rule').map(([rule, n]) => h('button', {
      type: 'button', class: 'chip', 'aria-pressed': String(remembered.rule === rule),
      onclick: () => { remembered.rule = remembered.rule === rule ? null : rule; show(); },
    }, `${words(rule)} `, h('b', {}, String(n)))));
    fill(body, events.length ? table('Findings about inputs, newest first', QUALITY_COLUMNS, chosen.map(qualityRow), { caption: false })
      : h('p', { class: 'empty' }, 'No input has broken a rule.'));
  }

  panel.load(signal => items('/v1/quality', { limit: MOST }, signal), found => {
    events = found;
    fill(panel.body, rules, body);
    show();
  });
  let waiting = null;
  const stopped = on('quality', event => {
    events = [event, ...events].slice(0, MOST);
    waiting ??= setTimeout(() => { waiting = null; if (body.isConnected) show(); }, 1_000);
  });
  return () => { stopped(); clearTimeout(waiting); panel.close(); };
}
