// How far what is shown can be trusted: freshness of values, rungs of forecasts. Each has a sign and a word beside its colour.

import { durationMs, ms, span, utcTime } from './format.js';
import { engineNow } from './api.js';
import { h } from './dom.js';
import { linkState } from './live.js';

/** A load is told when its slot has closed and the slot's grace is over. */
const GRACE_MS = 15 * 60_000;

export const RUNGS = ['champion', 'champion-stale-inputs', 'stand-in', 'similar-day', 'climatology'];
const RUNG_WORDS = ['champion', 'stale inputs', 'stand-in', 'similar days', 'climatology'];

const SIGNS = { fresh: '●', late: '◐', stale: '▲', none: '○', unknown: '?' };

/** 0 (best) to 4 of a rung that is told by name or by number; -1 of none. */
export function rungNumber(rung) {
  return typeof rung === 'number' ? rung : RUNGS.indexOf(rung);
}

export const rungWords = rung => RUNG_WORDS[rungNumber(rung)] ?? 'no forecast';

/** A ladder with its lit rung, the number and the word. */
export function rungBadge(rung) {
  const badge = h('span', { class: 'rung' });
  showRung(badge, rung);
  return badge;
}

export function showRung(badge, rung) {
  const number = rungNumber(rung);
  badge.dataset.rung = number;
  const text = number < 0 ? 'no forecast' : `${number} ${RUNG_WORDS[number]}`;
  if (badge.textContent !== text) badge.textContent = text;
}

const WORST = ['fresh', 'late', 'none', 'stale', 'unknown'];

/** Whether values on screen are known to be of now: the stream is there, and the engine's clock moves. */
export function isConnected() {
  return linkState().name === 'live' && !engineStands();
}

let movedAt = Date.now();
let movedTo = NaN;

/** Notes that the engine's time was told. */
export function noteMoved(told) {
  if (told !== movedTo) {
    movedTo = told;
    movedAt = Date.now();
  }
}

/** The engine ticks every second: a clock that has not moved for half a minute stands. */
export const engineStands = () => Date.now() - movedAt > 30_000;
export const stoodFor = () => Date.now() - movedAt;

function byAge(ageMs, lateMs, staleMs) {
  if (!isConnected()) return 'unknown';
  return ageMs > staleMs ? 'stale' : ageMs > lateMs ? 'late' : 'fresh';
}

/** Freshness of a forecast by how often it is issued: one missed is late; older than two of them is stale, and an alert. */
export function forecastFreshness(summary, target) {
  const now = summary.forecasts?.[target];
  if (!now) return { state: isConnected() ? 'none' : 'unknown', ageMs: NaN, about: `${target} forecast` };
  const everyMs = durationMs(now.interval);
  const ageMs = engineNow() - ms(now.issuedAt);
  return { state: byAge(ageMs, 1.5 * everyMs, 2 * everyMs), ageMs, about: `${target} forecast` };
}

/** The slot's time where a forecast is not of the slot that runs, as in ` › 23:00`; empty where it is. */
export function otherSlot(now, resolution) {
  const into = engineNow() - ms(now.slot);
  return into >= 0 && into < durationMs(resolution) ? '' : ` › ${utcTime(now.slot)}`;
}

/** Freshness of the observed load, from the end of its slot. */
export function loadFreshness(summary) {
  if (!summary.load) return { state: isConnected() ? 'none' : 'unknown', ageMs: NaN, about: 'load' };
  const slotMs = durationMs(summary.resolution);
  const ageMs = engineNow() - ms(summary.load.slot) - slotMs;
  return { state: byAge(ageMs, 2 * slotMs + GRACE_MS, 3 * slotMs + GRACE_MS), ageMs, about: 'load' };
}

/** The worst of all that a series shows. */
export function freshness(summary) {
  const all = (summary.targets ?? []).map(target => forecastFreshness(summary, target)).concat(
    (summary.targets ?? []).includes('load') ? [loadFreshness(summary)] : []);
  return all.reduce((worst, one) => (WORST.indexOf(one.state) > WORST.indexOf(worst.state) ? one : worst),
    all[0] ?? { state: 'none', ageMs: NaN, about: 'forecast' });
}

export const freshnessOrder = summary => WORST.indexOf(freshness(summary).state);

function freshnessText({ state, ageMs, about }) {
  switch (state) {
    case 'fresh': return `fresh, ${span(Math.max(0, ageMs))}`;
    case 'none': return `no ${about}`;
    case 'unknown': return 'unknown';
    default: return `${about} ${state}, ${span(ageMs)}`;
  }
}

export function freshnessBadge(found) {
  const badge = h('span', { class: 'fresh' }, h('span', { class: 'sign', 'aria-hidden': 'true' }), h('span', {}));
  showFreshness(badge, found);
  return badge;
}

export function showFreshness(badge, found) {
  badge.dataset.state = found.state;
  const [sign, text] = badge.children;
  if (sign.textContent !== SIGNS[found.state]) sign.textContent = SIGNS[found.state];
  const said = freshnessText(found);
  if (text.textContent !== said) text.textContent = said;
}

/** What is odd about a series, worst first; 0 for nothing. Sorts what needs a person to the top. */
export function attention(summary) {
  const rung = rungNumber(summary.forecasts?.load?.rung ?? summary.forecasts?.price?.rung);
  const worst = freshnessOrder(summary);
  return (worst > 0 ? 10 * worst : 0) + (rung < 0 ? 5 : rung) + (summary.spike?.alert ? 8 : 0)
    + (summary.load && (summary.load.coverage ?? 1) < 0.9 ? 2 : 0);
}
