// The live stream, read by fetch because an EventSource cannot send a token. It begins again by itself, later each time.

import { headers, noteTime, problemOf, Problem } from './api.js';

const KINDS = 'forecast,observed,spike,score,drift,quality,verdict,deployment';
/** The engine sends at least a comment every 15 s; after two of them missed the connection counts as lost. */
const SILENT_AFTER_MS = 35_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

const listeners = new Map();
const linkWatchers = new Set();
let state = { name: 'connecting', since: Date.now(), problem: null };
let stop = null;
let wake = null;
let lastHeard = 0;

/** Calls back for events of a kind; returns what ends that. */
export function on(kind, callback) {
  if (!listeners.has(kind)) listeners.set(kind, new Set());
  listeners.get(kind).add(callback);
  return () => listeners.get(kind).delete(callback);
}

/** Calls back with {name: connecting | live | lost | refused, since, problem} on each change, and at once. */
export function onLink(callback) {
  linkWatchers.add(callback);
  callback(state);
  return () => linkWatchers.delete(callback);
}

export const linkState = () => state;

function become(name, problem = null) {
  if (name !== state.name || problem?.what !== state.problem?.what) {
    state = { name, since: name === 'lost' && lastHeard ? lastHeard : Date.now(), problem };
    linkWatchers.forEach(callback => callback(state));
  }
}

/** Tries again now, say with a new token. */
export function reconnect() {
  stop?.abort();
  wake?.();
}

/** Reads for ever. */
export async function follow() {
  let wait = FIRST_WAIT_MS;
  for (;;) {
    let problem = null;
    try {
      await readOnce(() => { wait = FIRST_WAIT_MS; });
    } catch (error) {
      problem = error instanceof Problem ? error : null;
    }
    const isRefused = problem !== null && [401, 403].includes(problem.status);
    become(isRefused ? 'refused' : 'lost', problem);
    if (isRefused) wait = LONGEST_WAIT_MS; // the engine counts wrong tokens, and stops listening to who sends many
    // Spread out, so that a hundred consoles do not come back to a restarted engine at the same moment.
    await sleep(wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

function sleep(waitMs) {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, waitMs);
    wake = () => { clearTimeout(timer); resolve(); };
  });
}

async function readOnce(connected) {
  stop = new AbortController();
  let heard = Date.now();
  const watchdog = setInterval(() => {
    if (Date.now() - heard > SILENT_AFTER_MS) stop.abort();
  }, 1_000);
  try {
    const response = await fetch(`/v1/events?kinds=${KINDS}`, { headers: headers(), signal: stop.signal, cache: 'no-store' });
    if (!response.ok) {
      throw await problemOf(response);
    }
    noteTime(response);
    connected();
    become('live');
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const parser = new EventParser(deliver);
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      heard = Date.now();
      lastHeard = heard;
      parser.feed(value);
    }
  } finally {
    clearInterval(watchdog);
    stop.abort();
  }
}

function deliver(kind, data) {
  const called = listeners.get(kind);
  if (called?.size) {
    const record = JSON.parse(data);
    called.forEach(callback => callback(record));
  }
}

/** Cuts a stream of text into events, as the HTML standard says. */
export class EventParser {
  constructor(deliver) {
    this.deliver = deliver;
    this.rest = '';
    this.kind = 'message';
    this.data = [];
  }

  feed(text) {
    const lines = (this.rest + text).split(/\r\n|\n/);
    this.rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (this.data.length) this.deliver(this.kind, this.data.join('\n'));
        this.kind = 'message';
        this.data = [];
      } else if (line.startsWith('event:')) {
        this.kind = line.slice(6).trim();
      } else if (line.startsWith('data:')) {
        this.data.push(line.slice(line[5] === ' ' ? 6 : 5));
      }
    }
  }
}
