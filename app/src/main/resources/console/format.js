// Figures with their digits, times in UTC and in a series' own zone.

const THIN = '\u202f';
const MINUS = '\u2212';
export const NONE = '–';

/** About three digits, grouped; a dash where there is nothing. */
export function figure(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return NONE;
  }
  const size = Math.abs(value);
  return fixed(value, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3);
}

/** A figure for an axis: no more digits than it needs. */
export const tick = value => figure(value).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');

/** A price: always two digits behind the point. */
export function price(value) {
  return value === null || value === undefined || !Number.isFinite(value) ? NONE : fixed(value, 2);
}

export function percent(share, digits = 0) {
  return share === null || share === undefined || !Number.isFinite(share) ? NONE : `${fixed(share * 100, digits)}${THIN}%`;
}

export function signed(value, text = figure) {
  return value > 0 ? `+${text(value)}` : text(value);
}

/** A value of a target by its unit. */
export function inUnit(value, unit) {
  return `${unit === 'MW' ? figure(value) : price(value)}${THIN}${unit}`;
}

function fixed(value, digits) {
  const text = Math.abs(value).toFixed(digits);
  const [whole, part] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN);
  const isZero = Number(text) === 0;
  return `${value < 0 && !isZero ? MINUS : ''}${grouped}${part ? `.${part}` : ''}`;
}

const clocks = new Map();

function clock(zone, parts) {
  const key = `${zone}|${parts}`;
  if (!clocks.has(key)) {
    const options = { timeZone: zone, hourCycle: 'h23' };
    if (parts.includes('d')) Object.assign(options, { day: '2-digit', month: 'short' });
    if (parts.includes('y')) Object.assign(options, { year: 'numeric' });
    if (parts.includes('t')) Object.assign(options, { hour: '2-digit', minute: '2-digit' });
    if (parts.includes('s')) Object.assign(options, { second: '2-digit' });
    if (parts.includes('z')) Object.assign(options, { timeZoneName: 'short' });
    clocks.set(key, new Intl.DateTimeFormat('en-GB', options));
  }
  return clocks.get(key);
}

function shown(at, zone, parts) {
  if (at === null || at === undefined) {
    return NONE;
  }
  try {
    return clock(zone, parts).format(new Date(at)).replace(',', '');
  } catch {
    return clock('UTC', parts).format(new Date(at)).replace(',', ''); // a zone that this browser does not know
  }
}

export const utcTime = at => shown(at, 'UTC', 't');
export const utcSeconds = at => shown(at, 'UTC', 'ts');
export const utcDay = at => shown(at, 'UTC', 'dy');
export const utc = at => (at ? `${shown(at, 'UTC', 'dt')} UTC` : NONE);
export const utcShort = at => shown(at, 'UTC', 'dt');
export const localShort = (at, zone) => shown(at, zone, 'dt');
export const local = (at, zone) => (at ? shown(at, zone, 'tz') : NONE);

/** Both times of day. */
export const bothTimes = (at, zone) => (at && zone ? `${shown(at, 'UTC', 't')} UTC (${local(at, zone)})` : utc(at));

/** Both times of an instant, as in `22 Nov 10:00 UTC (11:00 CET)`. */
export function both(at, zone) {
  return at && zone ? `${utc(at)} (${local(at, zone)})` : utc(at);
}

/** How long, in the two largest units that say something. */
export function span(ms) {
  const s = Math.round(ms / 1000);
  if (s < 0) return `in ${span(-ms)}`;
  if (s < 120) return `${s}${THIN}s`;
  const minutes = Math.floor(s / 60);
  if (minutes < 120) return `${minutes}${THIN}min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours}${THIN}h${hours < 10 && minutes % 60 ? ` ${minutes % 60}${THIN}min` : ''}`;
  return `${Math.floor(hours / 24)}${THIN}d`;
}

/** Milliseconds of an ISO duration of days, hours, minutes and seconds. */
export function durationMs(iso) {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(iso ?? '');
  if (!found) return 0;
  const [, d, hours, m, s] = found.map(part => Number(part ?? 0));
  return ((d * 24 + hours) * 60 + m) * 60_000 + s * 1000;
}

export const ms = at => (at ? Date.parse(at) : NaN);

/** `id@version`. */
export const modelName = model => (model ? `${model.modelId}@${model.version}` : NONE);

/** Words of an enumeration, as people write them. */
export const words = text => String(text ?? '').replaceAll('-', ' ').replace('stand in', 'stand-in');

/** Where a deployment holds. */
export function scopeWords(scope) {
  const where = scope.subject === '*' ? 'all series' : scope.subject.replace(':', ' ');
  return `${scope.target}, ${where}`;
}
