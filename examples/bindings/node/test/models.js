// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// Every model against the reference values of other programs.
const test = require('node:test');
const assert = require('node:assert');
const tausq = require('..');
const { cases, data, columns, close } = require('./reference.js');

const NAMES = { FE: 'CE' };
const effects = ({ measure, columns: c, add, to, drop00, vtype }, file) => tausq.effect(measure, columns(file, c), { add, to, drop00, vtype, convention: 'metafor3' }); // metafor 3.8's
const input = (call, file) => (call.yi ? columns(file, call) : effects(call, file));

function same(fit, c, names) {
  for (const name of names) close(fit.get(name), c.expect[name], c, name);
  const coef = fit.coef();
  for (const [name, member] of [['beta', 'estimate'], ['se', 'se'], ['pval', 'p_value'], ['ci_lb', 'ci_lower'], ['ci_ub', 'ci_upper']]) {
    close(coef.map((b) => b[member]), c.expect[name], c, name);
  }
}

/** Runs f on all cases of a kind: each of them was compared. */
function every(kind, f) {
  test(kind, () => {
    const some = cases(kind);
    assert.ok(some.length >= 6, `${some.length} cases`);
    for (const c of some) f(c, c.call);
    assert.strictEqual(tausq.openHandles(), 0);
  });
}

every('escalc', (c, call) => {
  const got = effects(call, c.data);
  close(Array.from(got.yi), c.expect.yi, c, 'yi');
  close(Array.from(got.vi), c.expect.vi, c, 'vi');
});

every('rma', (c, call) => {
  const { yi, vi } = input(call.input, c.data);
  const mods = call.mods.length > 0 ? Object.fromEntries(call.mods.map((m) => [m, data(c.data)[m]])) : undefined;
  const weights = call.weights ? data(c.data)[call.weights] : undefined;
  const fit = tausq.rma({ yi, vi, mods, weights }, { preset: 'metafor', method: NAMES[call.method] ?? call.method, test: call.test, level: call.level / 100,
    no_intercept: !call.intercept, weighting: call.weighted ? undefined : 'equal', tau2: call.tau2 ?? undefined, redundant: 'drop' });
  same(fit, c, ['k', 'tau2', 'I2', 'H2', 'QE', 'QEp']);
  fit.free();
});

every('rma.mh', (c, call) => {
  const fit = tausq.mh({ ...columns(c.data, call.columns), measure: call.measure, level: call.level / 100, to: call.to, add: call.add, keep00: !call.drop00, no_correction: !call.correct });
  same(fit, c, ['QE', 'QEp', 'I2', 'H2', 'CMH', 'BD', 'TA']);
  fit.free();
});

every('rma.peto', (c, call) => {
  const fit = tausq.peto({ ...columns(c.data, call.columns), level: call.level / 100, to: call.to, add: call.add, keep00: !call.drop00 });
  same(fit, c, ['QE', 'QEp', 'I2', 'H2']);
  fit.free();
});

every('rma.glmm', (c, call) => {
  const mods = call.mods.length > 0 ? Object.fromEntries(call.mods.map((m) => [m, data(c.data)[m]])) : undefined;
  const fit = tausq.glmm({ ...columns(c.data, call.columns), measure: call.measure, mods, glmm_model: call.model ?? undefined, nodes: call.nAGQ, method: NAMES[call.method] ?? call.method,
    test: call.test, to: call.to, add: call.add, keep00: !call.drop00 });
  same(fit, c, ['tau2']);
  fit.free();
});

every('subgroup', (c, call) => {
  const { yi, vi } = input(call.input, c.data);
  const fit = tausq.rma({ yi, vi, preset: 'metafor', method: NAMES[call.method] ?? call.method, test: call.test, level: call.level / 100 });
  const groups = fit.subgroups(data(c.data)[call.group]);
  assert.deepStrictEqual(groups.coef().map((g) => g.name), c.expect.groups.map(String));
  close(groups.coef().map((g) => g.estimate), c.expect.beta, c, 'beta');
  close(c.expect.groups.map((_, i) => groups.part(i).get('tau2')), c.expect.tau2, c, 'tau2');
  close(groups.coef().map((g) => g.ci_lower), c.expect.ci_lb, c, 'ci_lb');
  for (const f of [groups, fit]) f.free();
});

every('refit', (c, call) => {
  const fit = call.model === 'rma.mh' ? tausq.mh({ ...columns(c.data, call.columns), measure: call.measure }) : tausq.peto(columns(c.data, call.columns));
  const rows = call.what === 'leave1out' ? fit.leaveOneOut() : fit.cumulative();
  const got = rows.toArray();
  for (const [name, member] of [['estimate', 'estimate'], ['se', 'se'], ['pval', 'p_value'], ['ci_lb', 'ci_lower'], ['Q', 'QE'], ['I2', 'I2']]) close(got.map((r) => r[member]), c.expect[name], c, name);
  for (const f of [rows, fit]) f.free();
});

every('compare', (c, call) => {
  const made = ({ method, mods }) => tausq.rma({ ...columns(c.data, call.input), method, mods: mods.length > 0 ? Object.fromEntries(mods.map((m) => [m, data(c.data)[m]])) : undefined });
  const [reduced, full] = [made(call.reduced), made(call.full)];
  const got = tausq.compare(reduced, full);
  close(got.LRT, c.expect.LRT, c, 'LRT');
  close(got.p_value, c.expect.pval, c, 'pval');
  close(got.loglik, [c.expect.loglik_reduced, c.expect.loglik_full], c, 'loglik');
  for (const f of [reduced, full]) f.free();
});

test('comparisons that say nothing are refused', () => {
  const { yi, vi, ablat } = data('data/bcg_rr.csv');
  const [reduced, full] = [tausq.rma({ yi, vi }), tausq.rma({ yi, vi, mods: { ablat } })];
  assert.throws(() => tausq.compare(reduced, full), { name: 'TausqError' });
});
