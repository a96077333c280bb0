// Pieces that several views share: problems, dialogs, panels that load what they show.

import { Problem } from './api.js';
import { fill, h } from './dom.js';

/** A problem as what, why and how to mend it. */
export function problemBox(problem, again = null) {
  if (!(problem instanceof Problem)) throw problem;
  return h('div', { class: 'problem', role: 'alert' },
    h('p', { class: 'what' }, `${problem.status ? `${problem.status}: ` : ''}${problem.what}`),
    h('dl', {}, h('dt', {}, 'why'), h('dd', {}, problem.why), h('dt', {}, 'mend'), h('dd', {}, problem.mend)),
    again ? h('button', { type: 'button', onclick: () => again() }, 'Try again') : null);
}

/** Loads, then shows; shows the problem where that fails. A later call overtakes an earlier one. */
export class Panel {
  constructor(title, id, note = null) {
    this.body = h('div', { class: 'panel-body' });
    this.tools = h('div', { class: 'tools' });
    this.element = h('section', { class: 'panel', 'aria-labelledby': id },
      h('div', { class: 'toolbar' }, h('h2', { id }, title), note ? h('p', { class: 'note' }, note) : null, this.tools), this.body);
    this.call = null;
  }

  async load(read, show) {
    this.call?.abort();
    const call = new AbortController();
    this.call = call;
    this.element.setAttribute('aria-busy', 'true');
    try {
      const found = await read(call.signal);
      if (!call.signal.aborted) show(found, this.body);
    } catch (problem) {
      if (problem.name !== 'AbortError' && !call.signal.aborted) {
        fill(this.body, problemBox(problem, () => this.load(read, show)));
      }
    } finally {
      if (this.call === call) this.element.removeAttribute('aria-busy');
    }
  }

  close() {
    this.call?.abort();
  }
}

/** A modal dialog; resolves with what `form` gives when it is confirmed, null when it is left. Focus goes back to where it was. */
export function dialog({ title, body, confirm, cancel = 'Cancel', onConfirm }) {
  return new Promise(resolve => {
    const trouble = h('div', {});
    const yes = confirm ? h('button', { type: 'submit', class: 'main' }, confirm) : null;
    const box = h('dialog', { 'aria-labelledby': 'dialog-title' },
      h('form', {
        method: 'dialog',
        onsubmit: async event => {
          event.preventDefault();
          yes?.setAttribute('disabled', '');
          try {
            const outcome = onConfirm ? await onConfirm() : true;
            box.close();
            resolve(outcome);
          } catch (problem) {
            fill(trouble, problemBox(problem));
            yes?.removeAttribute('disabled');
          }
        },
      },
      h('h2', { id: 'dialog-title' }, title), body, trouble,
      h('p', { class: 'actions' }, h('button', { type: 'button', onclick: () => box.close() }, cancel), yes)));
    box.addEventListener('close', () => { box.remove(); resolve(null); });
    document.body.append(box);
    box.showModal();
  });
}

/** A note that goes by itself, and is read out. */
export function notice(text) {
  const note = h('p', { class: 'notice', role: 'status' }, text);
  document.body.append(note);
  setTimeout(() => note.remove(), 8_000);
}
