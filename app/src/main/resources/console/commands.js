// Commands on models: said in full, with a reason, confirmed by a person. What comes of them is in the audit.

import { post } from './api.js';
import { h, say } from './dom.js';
import { scopeWords, words } from './format.js';
import { dialog, notice } from './panels.js';

const EFFECTS = {
  promote: 'becomes champion: its forecasts count from the cut-over on. Where a second person\'s word is needed, it waits for that.',
  approve: 'was proposed by somebody else and becomes champion by your word.',
  'roll-back': 'is taken out, and the champion before takes its place. A promotion that waits is dropped.',
  retire: 'is taken out of its roles here. A version that is retired everywhere never comes back.',
  shadow: 'forecasts beside the champion and is scored; nobody is served by it.',
};

/** Asks for a reason and sends the command; resolves with true once the engine has taken it. */
export async function ask(kind, model, scope) {
  const why = h('input', { type: 'text', id: 'why', required: true, autocomplete: 'off', maxlength: 400 });
  const taken = await dialog({
    title: `${words(kind)} ${model}?`,
    confirm: words(kind),
    body: h('div', {},
      h('p', {}, h('b', {}, model), ` ${EFFECTS[kind]}`),
      h('p', {}, 'Scope: ', h('b', {}, scopeWords(scope)), '.'),
      h('p', { class: 'field' }, h('label', { for: 'why' }, 'Reason, for the audit'), why)),
    onConfirm: () => post('/v1/models/commands', { kind, model, target: scope.target, scope: scope.subject, why: why.value.trim() }),
  });
  if (!taken) return false;
  const text = `${words(kind)} ${model} was handed in by ${taken.who}. The engine follows or refuses it; the audit says which.`;
  notice(text);
  say(text);
  return true;
}
