// Drivers: what each group of inputs adds to one slot of a forecast (SHAP values), from where the model starts to what was issued.

import { fill, h, svg, table } from './dom.js';
import { both, figure, inUnit, ms, NONE, percent, signed, utc } from './format.js';

/** Bars of one slot; {explanation} as of /v1/series/ID/explanation. */
export class Drivers {
  constructor() {
    this.slider = h('input', { type: 'range', min: 0, value: 0, 'aria-label': 'Slot', oninput: () => this.draw() });
    this.when = h('output', {});
    this.body = h('div', {});
    this.element = h('div', {}, h('p', { class: 'slider' }, h('span', {}, 'Slot'), this.slider, this.when), this.body);
  }

  show(explanation, timeZone) {
    this.explanation = explanation;
    this.timeZone = timeZone;
    this.slider.max = explanation.slots.length - 1;
    if (this.wanted) this.pick(this.wanted);
    this.draw();
  }

  /** The slot that holds an instant. */
  pick(instant) {
    this.wanted = instant;
    const slots = this.explanation?.slots ?? [];
    const at = slots.findLastIndex(slot => ms(slot.slot) <= instant);
    if (at >= 0) {
      this.slider.value = at;
      this.draw();
    }
  }

  draw() {
    const { unit, slots } = this.explanation;
    const slot = slots[Number(this.slider.value)];
    if (!slot) {
      fill(this.body, h('p', { class: 'empty' }, 'This forecast holds no explained slot.'));
      return;
    }
    const when = both(slot.slot, this.timeZone);
    this.when.textContent = when;
    this.slider.setAttribute('aria-valuetext', when);
    const groups = Object.entries(slot.groups).sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
    const rest = slot.mixture_and_calibration ?? 0;
    const widest = Math.max(...groups.map(([, value]) => Math.abs(value)), Math.abs(rest), 1e-9);
    fill(this.body, h('table', { class: 'drivers' },
      h('caption', {}, `${inUnit(slot.issued, unit)} for ${when}, issued ${utc(this.explanation.issued_at)}`),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Driver'), h('th', { scope: 'col', class: 'figure' }, `adds, ${unit}`), h('td', {}))),
      h('tbody', {},
        row('where the model starts', figure((slot.center ?? 0) + (slot.base ?? 0)), null),
        groups.map(([name, value]) => row(name, signed(value), bar(value, widest))),
        row('mixture and calibration', signed(rest), bar(rest, widest)),
        h('tr', { class: 'sum' }, h('th', { scope: 'row' }, 'issued'), h('td', { class: 'figure' }, figure(slot.issued)), h('td', {})))),
    this.features(slot, unit));
  }

  features(slot, unit) {
    const sorted = [...slot.features].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)).slice(0, 20);
    const details = h('details', {
      open: this.isOpen,
      ontoggle: () => { this.isOpen = details.open; },
    }, h('summary', {}, `The ${sorted.length} features that weigh most`),
    table('Features by weight', [{ name: 'Feature' }, { name: 'Group' }, { name: 'Value', figure: true }, { name: `adds, ${unit}`, figure: true }],
      sorted.map(feature => [feature.name, feature.group, feature.value === undefined ? NONE : figure(feature.value), signed(feature.contribution)]), { caption: false }));
    return details;
  }
}

function row(name, value, drawn) {
  return h('tr', {}, h('th', { scope: 'row' }, name), h('td', { class: 'figure' }, value), h('td', {}, drawn));
}

function bar(value, widest) {
  const width = Math.abs(value) / widest * 58;
  return svg('svg', { class: `bar ${value < 0 ? 'minus' : 'plus'}`, viewBox: '0 0 120 12', 'aria-hidden': 'true' },
    svg('line', { x1: 60, x2: 60, y1: 0, y2: 12 }), svg('rect', { x: value < 0 ? 60 - width : 60, y: 2, width, height: 8 }));
}

/** Which models a forecast was mixed from. */
export const mixture = forecast => (forecast.experts ?? []).map(expert => `${percent(expert.share)} ${expert.model.modelId}@${expert.model.version}`).join(', ');
