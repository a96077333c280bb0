// The frame around the views: which view is shown, the engine's clock, the link to it, theme, token and keys.

import { engineNow, get, onEngineTime, token } from './api.js';
import { auditView } from './audit.js';
import { fill, h, say, setText } from './dom.js';
import { driftView } from './drift.js';
import { load } from './fleet.js';
import { span, utc, utcDay, utcSeconds } from './format.js';
import { follow, linkState, onLink, reconnect } from './live.js';
import { modelsView } from './models.js';
import { overview } from './overview.js';
import { dialog } from './panels.js';
import { qualityView } from './quality.js';
import { seriesView } from './series.js';
import { followTheme } from './theme.js';
import { engineStands, isConnected, noteMoved, stoodFor } from './trust.js';

const CLOCK_EVERY_MS = 3_000;
const READY_EVERY_MS = 5_000;
const VIEWS = [
  { path: '', name: 'Overview', key: 'o', draw: overview },
  { path: 'models', name: 'Models', key: 'm', draw: modelsView },
  { path: 'quality', name: 'Data quality', key: 'q', draw: qualityView },
  { path: 'drift', name: 'Drift', key: 'd', draw: driftView },
  { path: 'audit', name: 'Audit', key: 'a', draw: auditView },
];
const KEYS = [
  ['/', 'to the filter of the list on screen'],
  ['↑ ↓ Page Home End', 'move in the list'],
  ['Enter', 'open the row'],
  ['s, S', 'sort by the next column; the other way round'],
  ['g then o, m, q, d, a', 'go to overview, models, data quality, drift, audit'],
  ['← →', 'on the time slider: an issue earlier, later; End: back to now'],
  ['?', 'these keys'],
];

const main = document.getElementById('main');
const banner = document.getElementById('banner');
const remembered = new Map();
let leave = () => {};
let unready = null;

function route() {
  const [path, ...rest] = location.hash.replace(/^#\/?/, '').split('/');
  leave();
  main.replaceChildren();
  const view = VIEWS.find(one => one.path === path);
  if (path === 'series' && rest.length) {
    const id = decodeURIComponent(rest.join('/'));
    document.title = `${id} · Gridcast`;
    leave = seriesView(main, id);
  } else {
    const shown = view ?? VIEWS[0];
    document.title = `${shown.name} · Gridcast`;
    if (!remembered.has(shown.path)) remembered.set(shown.path, {});
    leave = shown.draw(main, { open: id => { location.hash = `#/series/${encodeURIComponent(id)}`; }, remembered: remembered.get(shown.path) });
  }
  for (const link of document.querySelectorAll('#views a')) {
    const isIt = link.dataset.path === (view?.path ?? '');
    link.toggleAttribute('aria-current', false);
    if (isIt) link.setAttribute('aria-current', path === 'series' ? 'true' : 'page');
  }
}

function showClock() {
  const now = engineNow();
  setText(document.getElementById('clock-time'), Number.isNaN(now) ? '--:--:--' : utcSeconds(now));
  setText(document.getElementById('clock-day'), Number.isNaN(now) ? '' : utcDay(now));
  document.body.dataset.trusted = String(isConnected());
  showLink();
}

const LINK_WORDS = { connecting: 'connecting', live: 'live', lost: 'connection lost', refused: 'not let in' };
const LINK_SIGNS = { connecting: '◌', live: '●', lost: '▲', refused: '■' };

function showLink() {
  const state = linkState();
  const stands = state.name === 'live' && engineStands();
  const link = document.getElementById('link');
  link.dataset.state = stands ? 'lost' : state.name;
  setText(link.children[0], stands ? '▲' : LINK_SIGNS[state.name]);
  setText(link.children[1], stands ? 'engine stands still' : LINK_WORDS[state.name]);
  showBanner(trouble(state, stands));
}

/** What a person must know before reading any figure; null when all is well. */
function trouble(state, stands) {
  const known = Number.isNaN(engineNow()) ? 'Nothing was heard from the engine yet.' : `Everything below is as of ${utc(engineNow())}, not of now.`;
  switch (state.name) {
    case 'refused': return [`${state.problem.what}.`, `${state.problem.mend}.`, known];
    case 'lost': return [`Connection lost ${span(Date.now() - state.since)} ago.`, 'The console tries again by itself.', known];
    case 'connecting': return null;
    default:
      if (stands) return [`The engine's clock stands still for ${span(stoodFor())}.`, 'It answers, but no tick comes through: see /readyz and the log.', known];
      return unready ? ['The engine is not ready:', unready] : null;
  }
}

function showBanner(lines) {
  banner.hidden = !lines;
  if (!lines) {
    if (banner.childElementCount) banner.replaceChildren();
    return;
  }
  if (banner.childElementCount !== lines.length) fill(banner, h('strong', {}), lines.slice(1).map(() => h('span', {})));
  lines.forEach((line, i) => setText(banner.children[i], line));
}

/** Asks for the engine's time; a small answer that goes the whole way of a read. */
async function pollClock() {
  if (linkState().name === 'refused') return; // until there is another token
  try {
    await get('/v1/series', { limit: 1 });
  } catch {
    // the banner tells it: the clock does not move
  }
}

async function pollReady() {
  try {
    const response = await fetch('/readyz', { cache: 'no-store' });
    const { checks } = await response.json();
    unready = response.ok ? null : Object.entries(checks ?? {}).filter(([, said]) => said !== 'ok').map(([name, said]) => `${name}: ${said}`).join('; ');
  } catch {
    unready = null; // no connection: told as such
  }
  showLink();
}

async function askToken() {
  const field = h('input', { type: 'password', id: 'token-field', autocomplete: 'off', value: token.read() });
  const given = await dialog({
    title: 'Token',
    confirm: 'Use it',
    body: h('div', {},
      h('p', {}, 'A bearer token says who you are. It is kept for this tab alone and forgotten when the tab is closed. Leave it empty to go without.'),
      h('p', { class: 'field' }, h('label', { for: 'token-field' }, 'Bearer token'), field)),
    onConfirm: async () => { token.write(field.value.trim()); return true; },
  });
  if (given) {
    reconnect();
    await load();
    route();
    say(token.read() ? 'the token is used' : 'no token is used');
  }
}

function showKeys() {
  dialog({
    title: 'Keys',
    cancel: 'Close',
    body: h('table', { class: 'keys' }, h('tbody', {}, KEYS.map(([key, what]) => h('tr', {}, h('th', { scope: 'row' }, h('kbd', {}, key)), h('td', {}, what))))),
  });
}

let going = false;

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, dialog')) return;
  const view = going && VIEWS.find(one => one.key === event.key);
  going = event.key === 'g';
  if (view) {
    location.hash = `#/${view.path}`;
    main.focus();
  } else if (event.key === '/') {
    const filter = document.querySelector('input[type=search]');
    if (filter) {
      event.preventDefault();
      filter.focus();
      filter.select();
    }
  } else if (event.key === '?') {
    showKeys();
  }
}

fill(document.getElementById('views'), VIEWS.map(view => h('a', { href: `#/${view.path}`, 'data-path': view.path }, view.name)));
document.getElementById('token').addEventListener('click', askToken);
document.getElementById('keys').addEventListener('click', showKeys);
document.getElementById('skip').addEventListener('click', event => { event.preventDefault(); main.focus(); });
document.addEventListener('keydown', onKey);
addEventListener('hashchange', route);
followTheme(document.getElementById('theme'));
onEngineTime(told => { noteMoved(told); showClock(); });
let wasLost = false;
onLink(state => {
  showClock();
  if (state.name === 'live' && wasLost) load(); // what the stream told meanwhile was not heard
  wasLost = state.name === 'lost' || state.name === 'refused';
});
setInterval(showClock, 1_000);
setInterval(pollClock, CLOCK_EVERY_MS);
setInterval(pollReady, READY_EVERY_MS);
route();
follow();
pollReady();
