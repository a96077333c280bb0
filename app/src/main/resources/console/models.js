// Models: who plays which role, how the challengers stand in the sequential test, how all of them score; and the commands that change it.

import { items, seriesPath } from './api.js';
import { ask } from './commands.js';
import { fill, h, svg, table } from './dom.js';
import { byModel, leads } from './errors.js';
import { fleet, isComplete, load, onFleet } from './fleet.js';
import { figure, inUnit, modelName, NONE, percent, scopeWords, signed, utc, words } from './format.js';
import { on } from './live.js';
import { Panel } from './panels.js';

const DECISION_SIGNS = { undecided: '○', 'challenger-better': '▲', 'challenger-worse': '▼', 'roll-back': '■' };
/** Half the width of the drawn test, in usual daily losses of the champion. */
const REACH = 0.3;
const ENDS_PROPOSAL = ['approve', 'promote', 'deploy', 'roll-back'];

const scopeKey = scope => `${scope.target}/${scope.subject}`;

/** Who plays which role, the champion first. */
function roles(deployment) {
  const of = (role, deployed, note = '') => (deployed ? [{ role, name: modelName(deployed.model), note }] : []);
  return [
    ...of('champion', deployment.champion),
    ...of('canary', deployment.canary, `serves ${percent(deployment.canaryShare)} of series`),
    ...deployment.experts.flatMap(one => of('expert', one)),
    ...deployment.shadows.flatMap(one => of('shadow', one)),
    ...of('stand-in', deployment.standIn, 'the champion before, kept loaded'),
  ];
}

/** The newest proposal of a scope that nobody has followed yet. */
export function proposals(audit) {
  const open = new Map();
  for (const entry of [...audit].reverse()) {
    const scope = entry.details?.scope;
    if (entry.what === 'propose') open.set(scope, entry);
    else if (ENDS_PROPOSAL.includes(entry.what)) open.delete(scope);
  }
  return open;
}

function newestVerdicts(verdicts) {
  const newest = new Map();
  for (const verdict of verdicts) {
    const key = `${scopeKey(verdict.scope)} ${modelName(verdict.champion)} ${modelName(verdict.challenger)}`;
    if (!newest.has(key)) newest.set(key, verdict);
  }
  return newest;
}

const share = value => signed(value, part => percent(part, 1));

/** The confidence sequence of the difference, against zero: left of it the challenger is better. */
function testProgress(verdict) {
  if (!verdict) return h('span', { class: 'quiet' }, NONE);
  const x = value => Math.max(2, Math.min(158, 80 + value / REACH * 78));
  const low = verdict.differenceLow ?? -Infinity;
  const high = verdict.differenceHigh ?? Infinity;
  const ends = Number.isFinite(low) ? `${share(low)} to ${share(high)}` : 'too few days for bounds';
  const said = `${share(verdict.difference)} of a usual daily loss (${ends}) in ${verdict.n} ${verdict.n === 1 ? 'day' : 'days'}`;
  return h('div', { class: 'test', 'data-decision': verdict.decision },
    svg('svg', { viewBox: '0 0 160 16', class: 'sequence', role: 'img', 'aria-label': said },
      svg('line', { class: 'zero', x1: 80, x2: 80, y1: 0, y2: 16 }),
      svg('line', { class: 'bounds', x1: x(low), x2: x(high), y1: 8, y2: 8 }),
      svg('circle', { cx: x(verdict.difference), cy: 8, r: 4 })),
    h('span', {}, h('b', {}, `${DECISION_SIGNS[verdict.decision]} ${words(verdict.decision)}`), ` ${said}`));
}

/** Models below each other, lead times beside each other. */
function matrix(caption, models, buckets) {
  const champion = models.find(model => model.role === 'champion');
  const cell = (model, lead) => {
    const score = model.byLead.get(lead);
    if (!score) return NONE;
    const base = champion?.byLead.get(lead);
    const against = model === champion || !base ? '' : `${signed(score.mae / base.mae - 1, percent)}, `;
    return h('span', {}, h('b', {}, figure(score.mae)), h('small', {}, `${against}band ${percent(score.cover80)}`));
  };
  return table(caption, [{ name: 'Model' }, { name: 'Role' }, ...buckets.map(([, name]) => ({ name: `${name} ahead`, figure: true }))],
    models.map(model => [model.name, words(model.role), ...buckets.map(([lead]) => cell(model, lead))]), { class: 'matrix' });
}

class ModelsPage {
  constructor(main) {
    this.deployments = new Panel('Who forecasts', 'roles-head', 'By scope; the narrowest scope with a champion serves. Left of zero in the test, the challenger is better.');
    this.scores = new Panel('Side by side', 'scores-head');
    this.models = new Panel('All published models', 'models-head');
    this.series = h('select', { id: 'score-series', onchange: () => this.loadScores() });
    this.target = h('select', { id: 'score-target', onchange: () => { this.chooseSeries(); this.loadScores(); } }, ['load', 'price'].map(name => h('option', { value: name }, name)));
    this.window = h('select', { id: 'score-window', onchange: () => this.loadScores() }, [['d7', '7 days'], ['h24', 'last 24 h'], ['d28', '28 days'], ['day', 'day']].map(([value, name]) => h('option', { value }, name)));
    this.scores.tools.append(h('label', { for: 'score-target' }, 'Target'), this.target, h('label', { for: 'score-series' }, 'Series'), this.series, h('label', { for: 'score-window' }, 'over'), this.window);
    fill(main, h('h1', { class: 'unseen' }, 'Models'), this.deployments.element, this.scores.element, this.models.element);
    const soon = () => { clearTimeout(this.waiting); this.waiting = setTimeout(() => this.load(), 300); };
    this.stops = [on('deployment', soon), on('verdict', soon), onFleet(ids => { if (ids === null) this.chooseSeries(); })];
    if (!isComplete()) load();
    this.chooseSeries();
    this.load();
    this.loadScores();
  }

  load() {
    this.deployments.load(async signal => {
      const [deployments, verdicts, audit] = await Promise.all([
        items('/v1/deployments', {}, signal), items('/v1/verdicts', { limit: 500 }, signal), items('/v1/audit', { limit: 200 }, signal)]);
      return { deployments, verdicts: newestVerdicts(verdicts), open: proposals(audit) };
    }, found => this.showDeployments(found));
    this.models.load(signal => items('/v1/models', {}, signal), found => this.showModels(found));
  }

  showDeployments({ deployments, verdicts, open }) {
    fill(this.deployments.body, deployments.length
      ? deployments.map(deployment => this.deployment(deployment, verdicts, open.get(scopeKey(deployment.scope))))
      : h('p', { class: 'empty' }, 'No model is deployed: forecasts stand on similar days. gridcast models publish brings one.'));
  }

  deployment(deployment, verdicts, proposal) {
    const { scope, champion, effectiveFrom, revision } = deployment;
    const caption = h('caption', {}, h('b', {}, scopeWords(scope)), h('small', {}, effectiveFrom ? ` revision ${revision}, in effect from ${utc(effectiveFrom)}` : ` revision ${revision}, ◌ waits until every task has loaded it`));
    return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': scopeWords(scope) },
      h('table', { class: 'roles' }, caption,
        h('thead', {}, h('tr', {}, ['Role', 'Model', 'Test against the champion', 'Loss a day', 'Commands'].map(name => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, roles(deployment).map(one => this.role(one, scope, champion && verdicts.get(`${scopeKey(scope)} ${modelName(champion.model)} ${one.name}`))))),
      proposal ? this.proposal(proposal, scope) : null);
  }

  role({ role, name, note }, scope, verdict) {
    const loss = verdict ? inUnit(verdict.championLoss + verdict.meanLossDifference, scope.target === 'load' ? 'MW' : 'per MWh') : NONE;
    const deeds = { champion: ['roll-back'], canary: ['promote', 'retire'], expert: ['promote', 'retire'], shadow: ['promote', 'retire'], 'stand-in': [] }[role];
    return h('tr', { 'data-role': role }, h('th', { scope: 'row' }, words(role)), h('td', {}, name, note ? h('small', {}, ` ${note}`) : null),
      h('td', {}, role === 'champion' ? h('span', { class: 'quiet' }, 'the champion') : testProgress(verdict)), h('td', { class: 'figure' }, loss),
      h('td', { class: 'deeds' }, deeds.map(kind => this.button(kind, name, scope))));
  }

  button(kind, name, scope) {
    return h('button', { type: 'button', 'data-kind': kind, 'aria-label': `${words(kind)} ${name} in ${scopeWords(scope)}`, onclick: () => ask(kind, name, scope).then(done => done && this.load()) }, words(kind));
  }

  proposal(entry, scope) {
    return h('p', { class: 'proposal' }, h('span', {}, '◇ ', h('b', {}, entry.subject), ` was proposed by ${entry.who} (${entry.why}) and waits for the word of somebody else. `), this.button('approve', entry.subject, scope));
  }

  chooseSeries() {
    const able = [...fleet.values()].filter(summary => summary.targets.includes(this.target.value)).map(summary => summary.seriesId).sort();
    const kept = this.series.value;
    if (able.length !== this.series.children.length || !able.includes(kept)) {
      fill(this.series, able.map(id => h('option', { value: id }, id)));
      this.series.value = able.includes(kept) ? kept : able[0] ?? '';
      this.loadScores();
    }
  }

  loadScores() {
    const id = this.series.value;
    if (!id) return;
    const target = this.target.value;
    this.scores.load(signal => items(`${seriesPath(id)}/scores`, { target, window: this.window.value }, signal), scores => {
      const unit = fleet.get(id)?.forecasts?.[target]?.unit ?? 'MW';
      fill(this.scores.body, scores.length ? matrix(`MAE of ${id} by lead time, ${unit}; difference to the champion; share of observations in the 80 % band`, byModel(scores), leads(scores))
        : h('p', { class: 'empty' }, 'No score of this window yet: scores come once slots that were forecast have been observed.'));
    });
  }

  showModels(models) {
    fill(this.models.body, models.length ? table('Published models', [{ name: 'Model' }, { name: 'Target' }, { name: 'Kind' }, { name: 'By' }, { name: 'Made (UTC)' }, { name: 'Roles' }, { name: 'Commands' }], models.map(model => {
      const name = modelName(model);
      const scope = { target: model.target, subject: '*' };
      return [name, model.target, words(model.kind), model.author, utc(model.createdAt),
        model.scopes.map(({ scope: where, role }) => `${words(role)} of ${scopeWords(where)}`).join('; ') || NONE,
        h('span', { class: 'deeds' }, model.scopes.length ? null : ['shadow', 'retire'].map(kind => this.button(kind, name, scope)))];
    }), { caption: false }) : h('p', { class: 'empty' }, 'No model was published yet.'));
  }

  close() {
    clearTimeout(this.waiting);
    this.stops.forEach(stop => stop());
    [this.deployments, this.scores, this.models].forEach(panel => panel.close());
  }
}

/** Draws the view; returns what ends it. */
export function modelsView(main) {
  const page = new ModelsPage(main);
  return () => page.close();
}
