// Charts by Apache ECharts, loaded when the first one is drawn. Every chart has its figures as a table behind it.

import { fill, h, table } from './dom.js';
import { colour, onTheme } from './theme.js';

let library = null;

function echarts() {
  library ??= import('/assets/echarts-5.5.0.js');
  return library;
}

/** A chart that knows how to draw itself anew: for other data, another size, other colours. */
export class Chart {
  constructor(label, height) {
    this.canvas = h('div', { class: 'chart', role: 'img', 'aria-label': label });
    this.canvas.style.height = `${height}px`;
    this.behind = h('div', {});
    this.details = h('details', { ontoggle: () => this.showTable() }, h('summary', {}, 'Figures as a table'), this.behind);
    this.element = h('div', { class: 'chart-box' }, this.canvas, this.details);
    this.build = null;
    this.rows = null;
    this.drawn = null;
    this.closed = false;
    this.onPick = null;
    this.stopTheme = onTheme(() => this.draw());
    this.resized = new ResizeObserver(() => this.drawn?.resize());
    this.resized.observe(this.canvas);
  }

  /** @param build gives ECharts' option; rows gives {caption, columns, rows} of the table behind */
  async show(label, build, rows) {
    this.canvas.setAttribute('aria-label', label);
    this.build = build;
    this.rows = rows;
    await this.draw();
    this.showTable();
  }

  async draw() {
    if (!this.build) return;
    const charts = await echarts();
    if (this.closed) return;
    if (!this.drawn) {
      this.drawn = charts.init(this.canvas, null, { renderer: 'canvas' });
      this.drawn.getZr().on('click', event => {
        if (this.onPick && this.drawn.containPixel('grid', [event.offsetX, event.offsetY])) {
          this.onPick(this.drawn.convertFromPixel({ gridIndex: 0 }, [event.offsetX, event.offsetY])[0]);
        }
      });
    }
    this.drawn.setOption(this.build(), { notMerge: true });
  }

  showTable() {
    if (!this.details.open || !this.rows) {
      fill(this.behind);
      return;
    }
    const { caption, columns, rows } = this.rows();
    fill(this.behind, table(caption, columns, rows));
  }

  close() {
    this.closed = true;
    this.stopTheme();
    this.resized.disconnect();
    this.drawn?.dispose();
    this.drawn = null;
  }
}

/** What all charts share: no animation, quiet axes, tips drawn in the canvas (so that no text is ever parsed as HTML). */
export function frame(options) {
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour('ink') },
    tooltip: {
      trigger: 'axis', renderMode: 'richText', confine: true, transitionDuration: 0,
      backgroundColor: colour('raised'), borderColor: colour('rule-strong'), borderWidth: 1, padding: 8,
      textStyle: { color: colour('ink'), fontSize: 12, lineHeight: 17 },
      axisPointer: { type: 'line', lineStyle: { color: colour('quiet'), type: 'solid', width: 1 } },
    },
    ...options,
  };
}

export function axis(options) {
  return {
    axisLine: { lineStyle: { color: colour('rule-strong') } },
    axisTick: { lineStyle: { color: colour('rule-strong') } },
    axisLabel: { color: colour('quiet'), fontSize: 11, hideOverlap: true },
    splitLine: { lineStyle: { color: colour('rule') } },
    nameTextStyle: { color: colour('quiet'), fontSize: 11 },
    ...options,
  };
}
