// Audit: who changed what, when and why; each entry holds the hash of the one before, which is checked for what is on screen.

import { get } from './api.js';
import { fill, h, setText, table } from './dom.js';
import { utc, words } from './format.js';
import { on } from './live.js';
import { Panel } from './panels.js';

const PAGE = 200;
const COLUMNS = [{ name: 'No.', figure: true }, { name: 'When (UTC)' }, { name: 'Who' }, { name: 'What' }, { name: 'Subject' }, { name: 'Why' }, { name: 'Details' }, { name: 'Hash' }];

function details(entry) {
  const shown = Object.entries(entry.details ?? {}).filter(([name]) => name !== 'pack');
  return h('span', { class: 'details' }, shown.map(([name, value]) => h('span', {}, h('i', {}, `${name} `), value)));
}

/** The first entry whose predecessor on screen has another hash than it says; null when the links hold. */
export function brokenLink(entries) {
  return entries.find((entry, i) => entries[i + 1] && entry.previousHash !== entries[i + 1].hash) ?? null;
}

/** Draws the view; returns what ends it. */
export function auditView(main, { remembered }) {
  const panel = new Panel('Audit', 'audit-head', 'Everything that people and policies have done with models, newest first.');
  const filter = h('input', { type: 'search', id: 'filter', placeholder: 'who, what, subject or reason', value: remembered.filter ?? '', oninput: () => show() });
  const chain = h('p', { class: 'count' });
  const body = h('div', {});
  const more = h('button', { type: 'button', onclick: () => older() }, 'Older entries');
  panel.tools.append(h('label', { for: 'filter' }, 'Filter'), filter, chain);
  fill(main, h('h1', { class: 'unseen' }, 'Audit'), panel.element);
  let entries = [];
  let next = null;

  function show() {
    const sought = filter.value.trim().toLowerCase();
    remembered.filter = filter.value;
    const broken = brokenLink(entries);
    setText(chain, broken ? `▲ entry ${broken.sequence} does not follow the one before it: run gridcast models audit --verify` : `● links of ${entries.length} entries hold`);
    chain.dataset.broken = String(Boolean(broken));
    const chosen = entries.filter(entry => !sought || `${entry.who} ${entry.what} ${entry.subject} ${entry.why}`.toLowerCase().includes(sought));
    fill(body, entries.length ? table('Audit entries, newest first', COLUMNS, chosen.map(entry => [
      String(entry.sequence), utc(entry.at), entry.who, h('span', { class: 'deed', 'data-deed': entry.what }, words(entry.what)), entry.subject, entry.why, details(entry),
      h('code', { title: entry.hash }, entry.hash.slice(0, 10)),
    ]), { caption: false }) : h('p', { class: 'empty' }, 'Nothing was done with models yet.'));
    more.hidden = !next;
  }

  function older() {
    panel.load(signal => get('/v1/audit', { limit: PAGE, after: next }, signal), page => {
      entries = [...entries, ...page.items];
      next = page.next;
      fill(panel.body, body, more);
      show();
    });
  }

  older();
  const stopped = on('deployment', () => {
    panel.load(signal => get('/v1/audit', { limit: PAGE }, signal), page => { entries = page.items; next = page.next; fill(panel.body, body, more); show(); });
  });
  return () => { stopped(); panel.close(); };
}
