// Calls of the HTTP interface: a token where one was given, and problems told as what, why and how to mend it.

const KEY = 'gridcast-token';

/** Why a call was not answered: what is wrong, why that matters, what helps. */
export class Problem extends Error {
  constructor(status, what, why, mend) {
    super(what);
    this.status = status;
    this.what = what;
    this.why = why;
    this.mend = mend;
  }
}

const WHY = {
  0: 'the engine did not answer at all, so nothing here is news',
  400: 'the call was not one that the engine understands',
  401: 'the engine answers only people whom it knows by a token',
  403: 'the token is known, and its role does not allow this',
  404: 'what was asked for is not there, or no longer',
  409: 'it contradicts what the engine holds',
  413: 'the engine takes no more in one call',
  429: 'more was asked than one caller may',
  503: 'the engine is there, and cannot answer this yet',
};

let engineTime = NaN;
const watchers = new Set();

export const token = {
  read: () => sessionStorage.getItem(KEY) ?? '',
  write: text => (text ? sessionStorage.setItem(KEY, text) : sessionStorage.removeItem(KEY)),
};

export function headers() {
  const known = token.read();
  return known ? { Authorization: `Bearer ${known}` } : {};
}

/** The engine's newest tick that was heard of, milliseconds; NaN before the first. */
export const engineNow = () => engineTime;

/** Calls back whenever the engine's time was told. */
export function onEngineTime(callback) {
  watchers.add(callback);
}

/** Notes the engine's time from an answer. */
export function noteTime(response) {
  const told = Date.parse(response.headers.get('Gridcast-Time') ?? '');
  if (Number.isFinite(told)) {
    engineTime = told;
    watchers.forEach(callback => callback(told));
  }
}

export async function problemOf(response) {
  let body = {};
  try {
    body = await response.json();
  } catch {
    // not problem details: told by its status below
  }
  const mend = body.detail ?? 'look into the log of the engine';
  return new Problem(
    response.status,
    body.title ?? `the engine answered ${response.status}`,
    WHY[response.status] ?? 'the engine could not do it',
    response.status === 401 ? `${mend} (button "Token")` : mend);
}

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, { cache: 'no-cache', ...options, headers: { ...headers(), ...options.headers } });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem(0, 'there is no connection to the engine', WHY[0], 'see whether it runs; the console tries again by itself');
  }
  noteTime(response);
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response.json();
}

/** The JSON that a path answers; query values that are null are left out. */
export function get(path, query = {}, signal = undefined) {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== null && value !== undefined));
  const text = asked.toString();
  return call(text ? `${path}?${text}` : path, { signal });
}

/** The items of a list. */
export const items = async (path, query, signal) => (await get(path, query, signal)).items;

export function post(path, body) {
  return call(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

export const seriesPath = id => `/v1/series/${encodeURIComponent(id)}`;
