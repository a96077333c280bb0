// Elements are made from text alone: nothing that came from outside is ever parsed as HTML.

const SVG = 'http://www.w3.org/2000/svg';

/** An element: attributes that are null or false are left out, `on…` are listeners, children are nodes or text. */
export function h(tag, attributes = {}, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return furnish(document.createElementNS(SVG, tag), attributes, children);
}

function furnish(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'value' || name === 'checked' || name === 'disabled') {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Replaces what is in an element. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Sets the text only where it differs, so that nothing is laid out or read out anew for nothing. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Tells a screen reader something that has happened. */
export function say(text) {
  const said = document.getElementById('said');
  said.textContent = '';
  requestAnimationFrame(() => { said.textContent = text; });
}

/** A table with a caption; rows are arrays of text or nodes, a column is {name, figure?: true}. */
export function table(caption, columns, rows, options = {}) {
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    h('table', { class: options.class },
      h('caption', { class: options.caption === false ? 'unseen' : null }, caption),
      h('thead', {}, h('tr', {}, columns.map(column => h('th', { scope: 'col', class: column.figure ? 'figure' : null }, column.name)))),
      h('tbody', {}, rows.map(row => h('tr', {}, row.map((cell, i) => {
        const attributes = { class: columns[i].figure ? 'figure' : null };
        return i === 0 ? h('th', { scope: 'row', ...attributes }, cell) : h('td', attributes, cell);
      }))))));
}
