// All series as last told: read once in pages, kept by the stream, read again whenever the stream has begun anew.

import { get } from './api.js';
import { ms } from './format.js';
import { on } from './live.js';

/** Few at first, so that something is on screen while the rest comes. */
const FIRST_PAGE = 60;
const PAGE = 1000;

export const fleet = new Map();
const watchers = new Set();
const byZone = new Map();
let loading = null;
let complete = false;
let failure = null;

/** Calls back, at most once a frame, with the ids that have changed, or null where series came or went. */
export function onFleet(callback) {
  watchers.add(callback);
  return () => watchers.delete(callback);
}

export const isComplete = () => complete;
export const fleetFailure = () => failure;

let dirty = new Set();
let asked = false;

function changed(id) {
  if (id === null) dirty = null;
  else dirty?.add(id);
  if (!asked) {
    asked = true;
    // A timer where the page is hidden: no frames come there, and changes must not pile up.
    (document.hidden ? run => setTimeout(run, 200) : requestAnimationFrame)(() => {
      asked = false;
      const told = dirty;
      dirty = new Set();
      watchers.forEach(callback => callback(told));
    });
  }
}

/** Reads all series again. */
export function load() {
  loading ??= readAll().finally(() => { loading = null; });
  return loading;
}

async function readAll() {
  const seen = new Set();
  try {
    let after = null;
    do {
      const page = await get('/v1/series', { limit: seen.size || fleet.size ? PAGE : FIRST_PAGE, after });
      page.items.forEach(summary => { seen.add(summary.seriesId); take(summary); });
      changed(null);
      after = page.next;
    } while (after);
    for (const id of fleet.keys()) {
      if (!seen.has(id)) fleet.delete(id);
    }
    complete = true;
    failure = null;
  } catch (problem) {
    failure = problem;
  }
  byZone.clear();
  fleet.forEach(({ seriesId, priceZone }) => {
    if (!byZone.has(priceZone)) byZone.set(priceZone, []);
    byZone.get(priceZone).push(seriesId);
  });
  changed(null);
}

/** Takes a summary, and keeps what the stream has told since that is newer. */
export function take(summary) {
  const known = fleet.get(summary.seriesId);
  if (known) {
    if (ms(known.load?.slot) > ms(summary.load?.slot)) summary.load = known.load;
    for (const [target, now] of Object.entries(known.forecasts ?? {})) {
      if (ms(now.issuedAt) > ms(summary.forecasts?.[target]?.issuedAt)) (summary.forecasts ??= {})[target] = now;
    }
  }
  fleet.set(summary.seriesId, summary);
}

let newcomer = null;

/** A series that is heard of for the first time came after the list was read. */
function meet() {
  newcomer ??= setTimeout(() => { newcomer = null; load(); }, 1_000);
}

on('observed', load => {
  const known = fleet.get(load.seriesId);
  if (!known) meet();
  if (known && !(ms(known.load?.slot) > ms(load.slot))) {
    known.load = { slot: load.slot, loadMw: load.loadMw, coverage: load.coverage, quality: load.quality };
    changed(load.seriesId);
  }
});

on('forecast', run => {
  const known = fleet.get(run.seriesId);
  if (!known) meet();
  if (known && run.now && !(ms(known.forecasts?.[run.target]?.issuedAt) > ms(run.issuedAt))) {
    (known.forecasts ??= {})[run.target] = run.now;
    changed(run.seriesId);
  }
});

on('spike', risk => {
  for (const id of byZone.get(risk.zone) ?? []) {
    const { product, side, threshold, windowProbability, alert, issuedAt } = risk;
    fleet.get(id).spike = { product, side, threshold, windowProbability, alert, issuedAt };
    changed(id);
  }
});
