// A grid of many rows of which only those in sight exist. Rows are made once and used again; a keyboard reaches all of them.

import { h } from './dom.js';

const SPARE = 6;
const COMPACT = matchMedia('(max-width: 720px)');

/**
 * Columns are {name, key, unit?, figure?, sort: item → comparable, make: () → node, show: (node, item)}. `open` is called with an item.
 */
export class Grid {
  constructor({ label, columns, open, sortBy, descending = false }) {
    this.columns = columns;
    this.open = open;
    this.items = [];
    this.active = 0;
    this.rows = new Map();
    this.free = [];
    this.sorting = { key: sortBy, descending };
    this.head = h('div', { role: 'rowgroup', class: 'grid-head' },
      h('div', { role: 'row', class: 'grid-row', 'aria-rowindex': '1' }, columns.map((column, i) => this.header(column, i))));
    this.sizer = h('div', { class: 'grid-sizer', role: 'rowgroup' });
    this.view = h('div', { class: 'grid-view' }, this.head, this.sizer);
    this.element = h('div', {
      role: 'grid', class: 'grid', tabindex: '0', 'aria-label': label, 'aria-colcount': columns.length,
      onkeydown: event => this.key(event), onclick: event => this.click(event),
    }, this.view);
    this.view.addEventListener('scroll', () => this.draw(), { passive: true });
    this.resized = new ResizeObserver(() => this.draw(true));
    this.resized.observe(this.view);
    this.onSort = () => {};
    this.id = `grid-${Math.random().toString(36).slice(2)}`;
    this.showSorting();
  }

  header(column, i) {
    return h('div', { role: 'columnheader', class: `cell c-${column.key}${column.figure ? ' figure' : ''}`, 'aria-colindex': i + 1, 'data-key': column.key },
      h('button', { type: 'button', tabindex: '-1', 'data-sort': column.key },
        h('span', {}, column.name), column.unit ? h('span', { class: 'unit' }, column.unit) : null, h('span', { class: 'arrow', 'aria-hidden': 'true' })));
  }

  sortOn(key) {
    const same = this.sorting.key === key;
    this.sorting = { key, descending: same ? !this.sorting.descending : false };
    this.showSorting();
    this.onSort();
  }

  showSorting() {
    for (const head of this.head.querySelectorAll('[role=columnheader]')) {
      const isIt = head.dataset.key === this.sorting.key;
      head.setAttribute('aria-sort', isIt ? (this.sorting.descending ? 'descending' : 'ascending') : 'none');
      head.querySelector('.arrow').textContent = isIt ? (this.sorting.descending ? '↓' : '↑') : '';
    }
  }

  /** Sorts a copy; what has no value comes last, equals by `tie`. */
  sorted(items, tie) {
    const { key, descending } = this.sorting;
    const value = this.columns.find(column => column.key === key).sort;
    const nothing = x => x === null || x === undefined || Number.isNaN(x);
    return items.map(item => [value(item), item]).sort(([a, x], [b, y]) => {
      if (nothing(a) || nothing(b)) return nothing(a) - nothing(b) || tie(x, y);
      const order = a < b ? -1 : a > b ? 1 : 0;
      return (descending ? -order : order) || tie(x, y);
    }).map(([, item]) => item);
  }

  /** Shows these, in this order; the active row stays on its item where that is still there. */
  setItems(items, idOf) {
    const was = this.items[this.active];
    const id = was === undefined ? null : idOf(was);
    this.items = items;
    const at = id === null ? -1 : items.findIndex(item => idOf(item) === id);
    this.active = at >= 0 ? at : Math.max(0, Math.min(this.active, items.length - 1));
    this.element.setAttribute('aria-rowcount', items.length + 1);
    this.draw(true);
  }

  rowHeight() {
    return COMPACT.matches ? 68 : 30;
  }

  /** Brings the rows in sight to what they show; all of them anew with `fresh`, else only those that came into sight. */
  draw(fresh = false) {
    const height = this.rowHeight();
    this.sizer.style.height = `${this.items.length * height}px`;
    const from = Math.max(0, Math.floor(this.view.scrollTop / height) - SPARE);
    const to = Math.min(this.items.length, Math.ceil((this.view.scrollTop + this.view.clientHeight) / height) + SPARE);
    for (const [index, row] of this.rows) {
      if (index < from || index >= to) {
        this.rows.delete(index);
        row.element.remove();
        this.free.push(row);
      }
    }
    for (let index = from; index < to; index++) {
      let row = this.rows.get(index);
      const isNew = !row;
      if (isNew) {
        row = this.free.pop() ?? this.makeRow();
        this.rows.set(index, row);
        row.element.dataset.index = index;
        row.element.id = `${this.id}-${index}`;
        row.element.setAttribute('aria-rowindex', index + 2);
        this.sizer.append(row.element);
      }
      row.element.style.transform = `translateY(${index * height}px)`;
      if (isNew || fresh) this.show(row, index);
    }
    this.free.length = Math.min(this.free.length, 2 * SPARE);
    if (this.items.length) this.element.setAttribute('aria-activedescendant', `${this.id}-${this.active}`);
    else this.element.removeAttribute('aria-activedescendant');
  }

  makeRow() {
    const nodes = this.columns.map(column => column.make());
    const cells = nodes.map((node, i) => h('div', {
      role: i === 0 ? 'rowheader' : 'gridcell', 'aria-colindex': i + 1, class: `cell c-${this.columns[i].key}${this.columns[i].figure ? ' figure' : ''}`,
    }, node));
    return { element: h('div', { role: 'row', class: 'grid-row' }, cells), nodes };
  }

  show(row, index) {
    const item = this.items[index];
    this.columns.forEach((column, i) => column.show(row.nodes[i], item));
    row.element.classList.toggle('active', index === this.active);
    row.element.setAttribute('aria-selected', index === this.active);
  }

  move(to) {
    const before = this.rows.get(this.active);
    this.active = Math.max(0, Math.min(to, this.items.length - 1));
    const height = this.rowHeight();
    const top = this.active * height;
    const room = this.view.clientHeight - this.head.offsetHeight;
    if (top < this.view.scrollTop) this.view.scrollTop = top;
    else if (top + height > this.view.scrollTop + room) this.view.scrollTop = top + height - room;
    before?.element.classList.remove('active');
    before?.element.setAttribute('aria-selected', 'false');
    this.draw();
    const row = this.rows.get(this.active);
    if (row) this.show(row, this.active);
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.view.clientHeight / this.rowHeight()) - 2);
    const to = {
      ArrowDown: this.active + 1, ArrowUp: this.active - 1, PageDown: this.active + page, PageUp: this.active - page,
      Home: 0, End: this.items.length - 1,
    }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (to !== undefined) {
      event.preventDefault();
      this.move(to);
    } else if (event.key === 'Enter' && this.items[this.active] && event.target === this.element) {
      event.preventDefault();
      this.open(this.items[this.active]);
    } else if (event.key === 's' && event.target === this.element) {
      const keys = this.columns.map(column => column.key);
      this.sortOn(keys[(keys.indexOf(this.sorting.key) + 1) % keys.length]);
    } else if (event.key === 'S' && event.target === this.element) {
      this.sortOn(this.sorting.key);
    }
  }

  click(event) {
    const sort = event.target.closest('[data-sort]');
    const row = event.target.closest('.grid-row[data-index]');
    if (sort) {
      this.sortOn(sort.dataset.sort);
    } else if (row) {
      this.move(Number(row.dataset.index));
      this.open(this.items[this.active]);
    }
  }

  close() {
    this.resized.disconnect();
  }
}
