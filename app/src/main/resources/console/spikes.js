// The risk of price spikes in a zone, slot by slot.

import { items } from './api.js';
import { axis, Chart, frame } from './chart.js';
import { fill, h } from './dom.js';
import { both, durationMs, figure, localShort, modelName, ms, percent, utcShort, words } from './format.js';
import { on } from './live.js';
import { Panel } from './panels.js';
import { colour } from './theme.js';

export class SpikePanel {
  constructor(zone, timeZone) {
    this.zone = zone;
    this.timeZone = timeZone;
    this.panel = new Panel('Spike risk', 'spikes-head');
    this.element = this.panel.element;
    this.element.hidden = true; // until its zone has one
    this.chart = new Chart('Spike risk', 170);
    this.line = h('p', { class: 'issue' });
    this.stop = on('spike', risk => { if (risk.zone === zone) this.load(); });
  }

  load() {
    this.panel.load(signal => items(`/v1/zones/${encodeURIComponent(this.zone)}/spikes`, { limit: 1 }, signal), ([risk]) => {
      this.element.hidden = !risk;
      if (risk) this.show(risk);
    });
  }

  show(risk) {
    const slots = risk.probability.map((share, i) => [ms(risk.firstSlot) + i * durationMs(risk.resolution), share]);
    fill(this.line,
      h('span', { class: 'spike', 'data-alert': String(risk.alert) }, risk.alert ? '▲ alert' : '○ no alert'),
      h('span', {}, `any slot ${percent(risk.windowProbability)}, alerts from ${percent(risk.alertLevel)} on`),
      h('span', {}, `${words(risk.product)} price ${risk.side} ${figure(risk.threshold)}`),
      h('span', {}, `issued ${both(risk.issuedAt, this.timeZone)} by ${modelName(risk.model)}`));
    fill(this.panel.body, this.line, this.chart.element);
    this.chart.show(`Probability of a price spike in ${this.zone}, ${slots.length} slots`, () => frame({
      useUTC: true,
      grid: { left: 56, right: 14, top: 12, bottom: 26 },
      xAxis: axis({ type: 'time' }),
      yAxis: axis({ type: 'value', min: 0, axisLabel: { color: colour('quiet'), fontSize: 11, formatter: value => percent(value) } }),
      tooltip: { ...frame({}).tooltip, formatter: ([bar]) => `${both(bar.value[0], this.timeZone)}\n${percent(bar.value[1], 1)}` },
      series: [{ type: 'bar', data: slots, itemStyle: { color: colour('accent') }, emphasis: { disabled: true } }],
    }), () => ({
      caption: `Risk of price spikes in ${this.zone}`,
      columns: [{ name: 'Slot (UTC)' }, { name: this.timeZone }, { name: 'Probability', figure: true }],
      rows: slots.map(([at, share]) => [utcShort(at), localShort(at, this.timeZone), percent(share, 1)]),
    }));
  }

  close() {
    this.stop();
    this.panel.close();
    this.chart.close();
  }
}
