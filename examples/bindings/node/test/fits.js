// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// What is asked of a fit, what may be given, what is refused, and that memory comes back.
const test = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const tausq = require('..');
const { folder, byId, data, close } = require('./reference.js');

const bcg = data('data/bcg.csv');
const table = { ai: bcg.tpos, bi: bcg.tneg, ci: bcg.cpos, di: bcg.cneg };
const rr = tausq.effect('RR', table);
const ten = (x) => Number(x.toPrecision(10));

test("the fit is the command's, to the last bit", { skip: !process.env.TAUSQ_COMMAND }, () => {
  const args = ['fit', path.join(folder, 'data/bcg.csv'), '--measure', 'RR', '--ai', 'tpos', '--bi', 'tneg', '--ci', 'cpos', '--di', 'cneg', '--mods', 'ablat + alloc', '--format', 'json'];
  const want = JSON.parse(execFileSync(process.env.TAUSQ_COMMAND, args, { encoding: 'utf8' }));
  const fit = tausq.fit({ measure: 'RR', ...table, mods: 'ablat + alloc', data: bcg });
  assert.deepStrictEqual(fit.coef().map((b) => b.estimate), want.coefficients.map((b) => b.estimate));
  assert.deepStrictEqual(fit.toJSON().coefficients, want.coefficients);
  fit.free();
});

test("models, options and quantities are the library's", () => {
  assert.deepStrictEqual(Object.keys(tausq.models()), ['rma', 'mh', 'peto', 'glmm', 'bb']);
  assert.deepStrictEqual(tausq.models().peto.measures, ['PETO']);
  assert.deepStrictEqual(tausq.options('rma').measure.values, tausq.measures());
  assert.deepStrictEqual([tausq.options('glmm').level.type, tausq.options('glmm').glmm_model.values], ['number', ['UM.FS', 'UM.RS', 'CM.EL', 'CM.AL']]);
  assert.deepStrictEqual(tausq.names('tsq_funnel_kind'), ['plain', 'contour']);
  assert.deepStrictEqual([tausq.has('json'), tausq.has('nothing')], [true, false]);
  assert.match(tausq.isa(), /^\w+/);
  assert.match(tausq.version, /^\d+\.\d+\.\d+$/);
  assert.ok('Q_between' in tausq.quantities('subgroups'));
  const fixed = tausq.rma({ yi: rr.yi, vi: rr.vi, tau2: 0.25 });
  assert.strictEqual(fixed.get('tau2'), 0.25);
  const all = tausq.effect('OR', { ai: [1], bi: [2], ci: [3], di: [4] }, { add: 1, to: 'all' });
  assert.strictEqual(ten(all.yi[0]), ten(Math.log((2 * 5) / (3 * 4))));
  const zeros = { ai: [0, 1], n1i: [9, 9], ci: [0, 2], n2i: [9, 9] };
  assert.deepStrictEqual([true, false].map((drop00) => Number.isNaN(tausq.effect('RR', zeros, { drop00 }).yi[0])), [true, false]);
  const mh = tausq.mh({ ...table, add: 0.25, to: 'all' });
  assert.deepStrictEqual([mh.options().add_mode, mh.options().add], ['value', 0.25]);
  for (const f of [fixed, mh]) f.free();
});

test('moderators: an object, a formula, factors, predictions by name', () => {
  const a = tausq.rma({ yi: rr.yi, vi: rr.vi, mods: { ablat: bcg.ablat, alloc: bcg.alloc } });
  const b = tausq.rma({ yi: rr.yi, vi: rr.vi, mods: 'ablat + alloc', data: bcg, labels: bcg.trial });
  assert.deepStrictEqual(a.coef(), b.coef());
  assert.deepStrictEqual(a.coef().map((x) => x.name), ['intercept', 'ablat', 'alloc=random', 'alloc=systematic']);
  const [named, row] = [a.predict({ ablat: 33, alloc: 'random' }), a.predict([33, 1, 0])];
  assert.deepStrictEqual(named, row);
  const beta = a.get('beta');
  assert.strictEqual(ten(row[0].estimate), ten(beta[0] + 33 * beta[1] + beta[2]));
  const two = [{ ablat: 10, alloc: 'random' }, { ablat: 20, alloc: 'alternate' }];
  assert.deepStrictEqual(a.predict(two), two.flatMap((one) => a.predict(one)));
  assert.ok(a.predict({ ablat: 33, alloc: 'random' }, { level: 0.5 })[0].ci_lower > named[0].ci_lower);
  assert.strictEqual(a.get('beta:ablat'), beta[1]);
  assert.deepStrictEqual(a.vcov().map((r, i) => Math.sqrt(r[i]).toFixed(12)), a.coef().map((x) => x.se.toFixed(12)));
  assert.strictEqual(ten(a.contrast({ 'alloc=random': 1, 'alloc=systematic': -1 }).estimate), ten(beta[2] - beta[3]));
  assert.strictEqual(ten(a.waldTest([[0, 1, 0, 0], { 'alloc=random': 1 }, [0, 0, 0, 1]]).statistic), ten(a.get('QM')));
  assert.strictEqual(ten(a.ratio({ ablat: 33, alloc: 'random' }, { ablat: 44, alloc: 'random' }).ratio), ten(row[0].estimate / a.predict([44, 1, 0])[0].estimate));
  const most = a.refit({ rows: Array.from({ length: 12 }, (_, i) => i) });
  assert.deepStrictEqual(most.predict({ ablat: 33, alloc: 'random' }), most.predict([33, 1, 0]));
  most.free();
  assert.throws(() => a.predict({ ablat: 33 }), { name: 'TausqError', message: /alloc/ });
  assert.throws(() => a.predict({ ablatt: 33 }), /unknown moderator 'ablatt': did you mean 'ablat'/);
  assert.throws(() => a.predict([1, 2]), /rows\[0\] has 2 values, expected 3/);
  assert.throws(() => tausq.rma({ yi: rr.yi, vi: rr.vi, mods: { ablat: [1, 2] } }), /mods have 2 rows, the studies are 13/);
  for (const f of [a, b]) f.free();
});

test('factors have the levels of complete studies; a formula without intercept', () => {
  const g = Array.from(bcg.alloc, (a, i) => (i === 0 ? 'alone' : a));
  const yi = Array.from(rr.yi, (y, i) => (i === 0 ? null : y));
  const fit = tausq.rma({ yi, vi: rr.vi, mods: { g } });
  assert.deepStrictEqual(fit.coef().map((b) => b.name), ['intercept', 'g=random', 'g=systematic']);
  const means = tausq.rma({ yi, vi: rr.vi, mods: '0 + g', data: { g } });
  assert.deepStrictEqual(means.coef().map((b) => b.name), ['g=alternate', 'g=random', 'g=systematic']);
  assert.strictEqual(ten(means.predict({ g: 'random' })[0].estimate), ten(means.get('beta')[1]));
  for (const f of [fit, means]) f.free();
});

test('a moderator with missing values, and no intercept', () => {
  const x = Array.from(bcg.ablat, (v, i) => (i === 3 ? null : v));
  const fit = tausq.rma({ yi: rr.yi, vi: rr.vi, mods: { x }, no_intercept: true });
  assert.deepStrictEqual(fit.coef().map((b) => b.name), ['x']);
  assert.strictEqual(fit.get('k'), 12);
  assert.deepStrictEqual(fit.leftOut.map((w) => w !== null), Array.from(bcg.ablat, (_, i) => i === 3));
  assert.match(fit.outcomes.join(), /missing/);
  assert.strictEqual(ten(fit.predict([2])[0].estimate), ten(2 * fit.get('beta')[0]));
  fit.free();
});

test('intervals by parameter, kind and level', () => {
  const c = byId('rma-bcg-REML-z');
  const fit = tausq.rma({ yi: rr.yi, vi: rr.vi, preset: 'metafor', method: 'REML' });
  const { tau2, I2 } = c.expect.confint_QP ?? {};
  assert.ok(tau2, 'the case has an interval');
  const got = fit.confint('tau2', { kind: 'QP' });
  close([got.lower, got.upper], [].concat(tau2).slice(-2), c, 'confint');
  assert.strictEqual(got.outcome, 'found');
  assert.ok(fit.confint('I2', { kind: 'GENQ', level: 0.5 }).lower > fit.confint('I2', { kind: 'GENQ' }).lower);
  assert.strictEqual(fit.confint('intercept').kind, null);
  assert.strictEqual(fit.confint('intercept').lower, fit.coef()[0].ci_lower);
  assert.throws(() => fit.confint('tau3'), { name: 'TausqError' });
  assert.throws(() => fit.confint('tau2', { kind: 'QQ' }), /unknown/);
  assert.throws(() => fit.confint('tau2', { levle: 0.9 }), /did you mean 'level'/);
  fit.free();
});

test('what is asked of any fit', () => {
  const fit = tausq.rma({ yi: rr.yi, vi: rr.vi, labels: bcg.trial });
  assert.strictEqual(fit.model, 'rma');
  assert.ok(fit.can('refit') && !fit.can('parts'));
  assert.strictEqual(fit.labels()[1], String(bcg.trial[1]));
  assert.strictEqual(fit.options().method, 'REML');
  assert.match(fit.conventions, /REML/);
  assert.match(fit.digest('yi'), /^[0-9a-f]{16}$/);
  assert.deepStrictEqual(fit.quantities().vb.over, ['coef', 'coef']);
  assert.strictEqual(fit.blup().length, 13);
  const beyond = [fit.probabilityBeyond(-0.5, 'below').probability, fit.probabilityBeyond(-0.5, 'above').probability];
  assert.strictEqual(ten(beyond[0] + beyond[1]), 1);
  assert.ok(beyond[0] > 0.5);
  for (const [format, pattern] of [['text', /Random-Effects Model \(k = 13/], ['csv', /^section,/], ['markdown', /\|/], ['latex', /tabular/], ['html', /<table/]]) assert.match(fit.report(format), pattern);
  assert.match(fit.report('text', { digits: 2, studies: true, transform: 'exp' }), /^Studies:/m);
  const json = fit.toJSON();
  assert.strictEqual(json.quantities.tau2, fit.get('tau2'));
  assert.strictEqual(JSON.stringify(fit), JSON.stringify(json));
  assert.strictEqual(require('node:util').inspect(fit), fit.summary());
  assert.throws(() => tausq.call('tsq_fit_free', { fit: fit.pointer }), /freed twice/);
  assert.throws(() => tausq.call('tsq_contrast', { c: [1], rhs: 0 }), /its length .* is not known here/);
  const again = tausq.rerun(fit.report('json'));
  assert.strictEqual(again.get('tau2'), fit.get('tau2'));
  assert.deepStrictEqual(again.changesFrom(fit.report('json')), []);
  const other = fit.refit({ fixed: 'tau2', value: 0.1 });
  assert.match(other.changesFrom(fit.report('json')).join(), /tau2: 0.31/);
  for (const f of [fit, again, other]) f.free();
});

test('refits', () => {
  const fit = tausq.rma({ yi: rr.yi, vi: rr.vi });
  const rows = [0, 2, 4, 5, 7];
  const fewer = fit.refit({ rows });
  const direct = tausq.rma({ yi: rows.map((i) => rr.yi[i]), vi: rows.map((i) => rr.vi[i]) });
  assert.strictEqual(fewer.get('tau2'), direct.get('tau2'));
  const shifted = fit.refit({ yi: Array.from(rr.yi, (y) => y + 1) });
  assert.strictEqual(shifted.get('beta')[0].toFixed(9), (fit.get('beta')[0] + 1).toFixed(9));
  const more = fit.refit({ mods: { ablat: bcg.ablat } });
  const regression = tausq.rma({ yi: rr.yi, vi: rr.vi, mods: { ablat: bcg.ablat } });
  assert.deepStrictEqual(more.coef(), regression.coef());
  assert.strictEqual(fit.refit({ fixed: 'tau2', value: 0.25 }).get('tau2'), 0.25);
  assert.throws(() => fit.refit({ row: [1, 2] }), /did you mean 'rows'/);
  assert.throws(() => fit.refit({ yi: [1] }), /yi has 1 values, expected 13/);
  assert.throws(() => fit.refit({ rows: [0, 99] }), { name: 'TausqError' });
  for (const f of [fit, fewer, direct, shifted, more, regression]) f.free();
});

test('rows: studies, leave-one-out, cumulative, your own', () => {
  const fit = tausq.rma({ yi: rr.yi, vi: rr.vi, labels: bcg.trial });
  const out = fit.leaveOneOut();
  assert.strictEqual(out.length, 14);
  assert.deepStrictEqual([...out].map((r) => r.kind).slice(12), ['estimate', 'total']);
  assert.strictEqual(out.column('tau2')[0], fit.refit({ rows: Array.from({ length: 12 }, (_, i) => i + 1) }).get('tau2'));
  assert.ok(out.columns.includes('I2'));
  assert.match(out.report('csv'), /tau2/);
  assert.strictEqual(out.notes.some((n) => n.kind === 'heterogeneity'), true);
  const cumul = fit.cumulative({ order: Array.from({ length: 13 }, (_, i) => 12 - i) });
  assert.strictEqual(cumul.toArray()[0].index, 12);
  assert.throws(() => fit.cumulative({ order: [1, 1] }), { name: 'TausqError' });
  const own = tausq.Rows.empty({ level: 0.9, measure: 'RR' });
  own.add({ kind: 'study', label: 'a', group: 'early', estimate: 0.5, se: 0.1, ci_lower: 0.3, ci_upper: 0.7, weight: 60 });
  own.add({ kind: 'total', label: 'all', estimate: 0.4, se: 0.1 }).addColumn('year', [1990, null]).addNote('outcome', 'few');
  assert.deepStrictEqual(own.groups, ['early']);
  assert.strictEqual(own.toArray()[0].group, 'early');
  assert.strictEqual(own.toArray()[1].group, null);
  assert.strictEqual(own.toArray()[0].year, 1990);
  assert.ok(Number.isNaN(own.column('year')[1]));
  assert.deepStrictEqual([own.level, own.measure, own.notes[0].text], [0.9, 'RR', 'few']);
  const joined = tausq.Rows.empty({ level: 0.9, measure: 'RR' });
  joined.append(own, 'more');
  assert.deepStrictEqual(joined.groups, ['more']);
  assert.throws(() => own.append(fit), /expected a Rows, got Fit/);
  assert.throws(() => tausq.call('tsq_fit_model', { fit: own.pointer }), /fit is not a tsq_fit/);
  assert.throws(() => own.add({ lable: 'a' }), /did you mean 'label'/);
  assert.throws(() => own.addColumn('z', [1]), /expected 2/);
  for (const f of [out, cumul, own, joined, fit]) f.free();
});

test('subgroups', () => {
  const fit = tausq.mh({ ...table, measure: 'RR' });
  const groups = fit.subgroups(Array.from(bcg.alloc, (g, i) => (i === 0 ? null : g)), { names: ['systematic', 'random', 'alternate'], test: 'chi2' });
  assert.deepStrictEqual(groups.labels('group'), ['systematic', 'random', 'alternate']);
  const part = groups.part(1);
  fit.free();
  assert.strictEqual(part.model, 'mh');
  assert.strictEqual(groups.get('Q_between_df'), 2);
  assert.match(groups.outcomes.join(), /group/);
  groups.free();
  assert.throws(() => part.get('QE'), /freed/);
  const rma = tausq.rma({ yi: rr.yi, vi: rr.vi });
  const common = rma.subgroups(bcg.alloc, { tau2: 'common' });
  assert.strictEqual(common.part(4).coef().length, 3);
  assert.strictEqual(common.part(5), null);
  assert.throws(() => rma.subgroups(bcg.alloc, { tau: 'common' }), /did you mean 'tau2'/);
  const numbered = rma.subgroups(Array.from({ length: 13 }, (_, i) => [10, 9][i % 2]));
  assert.deepStrictEqual(numbered.labels('coef'), ['9', '10']);
  numbered.free();
  for (const f of [rma, common]) f.free();
});

test('effects, conversions, exact intervals, transformations', () => {
  const missing = tausq.effect('RR', { ai: [4, null], n1i: [10, 20], ci: [2, 3], n2i: [10, undefined] });
  assert.deepStrictEqual(missing.reason, ['none', 'a missing value']);
  assert.ok(Number.isNaN(missing.yi[1]));
  const integers = tausq.effect('OR', { ai: Int32Array.of(4), bi: Uint8Array.of(6), ci: Float32Array.of(2), di: [8] });
  assert.strictEqual(integers.yi[0], Math.log((4 * 8) / (6 * 2)));
  assert.ok(tausq.measures().length > 60 && tausq.measures().includes('SMD'));
  assert.deepStrictEqual(tausq.measure('SMD').vtypes.includes('UB'), true);
  assert.throws(() => tausq.effect('SMDD', { m1i: [1] }), /SMD/);
  assert.throws(() => tausq.effect('RR', { ai: [1], bi: [1], ci: [1], dj: [1] }), /did you mean 'di'/);
  assert.throws(() => tausq.effect('RR', { ai: [1, 2], bi: [1], ci: [1, 2], di: [1, 2] }), /bi has 1 values, ai has 2/);
  const arms = tausq.convert.arms({ n: [25], se: [2] });
  assert.deepStrictEqual([arms.sd[0], arms.sd_source[0] !== null, Number.isNaN(arms.mean[0])], [10, true, true]);
  assert.strictEqual(tausq.convert.changeSd([3], [4], [0])[0], 5);
  assert.strictEqual(tausq.convert.changeCorrelation([3], [4], [5])[0], 0);
  assert.strictEqual(ten(tausq.convert.differences({ n1: [50], n2: [50], se: [2] }).sd[0]), 10);
  assert.strictEqual(tausq.convert.estimates({ estimate: [1], se: [0.5] }).vi[0], 0.25);
  const groups = tausq.convert.groups({ n: [25, 25], mean: [1, null], sd: [2, 2] }, { n: [25, 25], mean: [3, 4], se: [1, 1] });
  assert.deepStrictEqual([groups.m1[0], groups.sd2[0], groups.reason], [1, 5, ['none', 'a missing value']]);
  const skew = tausq.convert.skewness({ n: [25], min: [0], median: [2], max: [10] });
  assert.deepStrictEqual([ten(skew.statistic[0]), ten(skew.critical[0])], [0.6, ten(1 / Math.log(34) + 2.5 / 26)]);
  assert.strictEqual(tausq.convert.combineArms({ n: [10], mean: [1], sd: [1] }, { n: [30], mean: [5], sd: [1] }).mean[0], 4);
  const hr = tausq.convert.effects('HR', { estimate: [0.5], ci_lower: [0.25], ci_upper: [1] });
  assert.strictEqual(hr.yi[0], Math.log(0.5));
  assert.strictEqual(ten(tausq.exact.rates({ xi: [0], ti: [1] }).ci_upper[0]), ten(-Math.log(0.025)));
  assert.strictEqual(ten(tausq.exact.rateTests({ xi: [3], ti: [1] }, 1)[0]), ten(1 - 2.5 / Math.E));
  const wilson = tausq.exact.proportions({ xi: [0], ni: [10] }, { method: 'score' });
  assert.strictEqual(wilson.ci_lower[0], 0);
  assert.strictEqual(ten(wilson.ci_upper[0]), ten(3.841458820694124 / (10 + 3.841458820694124)));
  assert.strictEqual(ten(tausq.exact.proportionTests({ xi: [0], ni: [4] }, 0.5)[0]), 0.125);
  assert.strictEqual(ten(tausq.exact.oddsRatios({ ai: [3], bi: [1], ci: [1], di: [3] }).p_value[0]), ten(34 / 70));
  assert.strictEqual(tausq.transform('exp', [0])[0], 1);
  assert.strictEqual(tausq.transformSlope('exp', [0])[0], 1);
  assert.strictEqual(tausq.transformEstimate('exp', { estimate: 0, ci_lower: -1, ci_upper: 1 }).ci_upper, Math.E);
});

test('what is misspelt or of the wrong length is refused, and nothing leaks', () => {
  const before = tausq.openHandles();
  const yi = [1, 2, 4];
  const vi = [1, 1, 1];
  assert.throws(() => tausq.rma({ yi, vi, methd: 'DL' }), { name: 'TausqError', message: /unknown option or column of rma 'methd': did you mean 'method'/ });
  assert.throws(() => tausq.rma({ yi, vii: vi }), /did you mean 'vi'/);
  assert.throws(() => tausq.mh({ ...table, mods: { x: bcg.ablat } }), { name: 'TausqError' });
  assert.throws(() => tausq.fit({ model: 'glm', ...table }), /did you mean 'glmm'/);
  assert.throws(() => tausq.rma({ yi, vi, method: 'RMEL' }), /unknown method 'RMEL'; known: REML/);
  assert.throws(() => tausq.rma({ yi, vi, level: '0.9' }), TypeError);
  assert.throws(() => tausq.rma({ yi, vi: [1] }), /vi has 1 values, yi has 3/);
  assert.throws(() => tausq.rma({ yi, vi: [1, -1, 1] }), { status: tausq.status.ERR_DATA, message: /vi\[1\] = -1/ });
  assert.throws(() => tausq.rma({ yi: ['a', 2, 3], vi }), /yi.* is not a number/);
  assert.throws(() => tausq.rma({ yi: 3, vi }), TypeError);
  assert.throws(() => tausq.rma({ yi, vi, labels: ['a'] }), /labels has 1 values, expected 3/);
  assert.throws(() => tausq.rma({ yi, vi, labels: ['a\0b', 'c', 'd'] }), /NUL/);
  assert.throws(() => tausq.rma({ yi, vi, keep: 'lent' }), /keep/);
  assert.throws(() => tausq.rma({}), /it takes yi, vi/);
  const fit = tausq.rma({ yi: [1, null, 2, 4, undefined], vi: [1, 1, 1, 1, 1] });
  assert.strictEqual(fit.get('k'), 3);
  assert.throws(() => fit.get('I3'), /did you mean 'I2'/);
  assert.throws(() => fit.report('jsn'), /json/);
  assert.throws(() => fit.report('text', { digit: 3 }), /did you mean 'digits'/);
  fit.free();
  fit.free();
  assert.throws(() => fit.get('tau2'), /freed/);
  assert.strictEqual(tausq.openHandles(), before);
});

test('what a fit was made of may change afterwards', () => {
  const [yi, vi] = [Float64Array.of(1, 2, 4), Float64Array.of(1, 1, 1)];
  const fit = tausq.rma({ yi, vi });
  yi.fill(0);
  assert.deepStrictEqual(Array.from(fit.get('yi')), [1, 2, 4]);
  fit.free();
});

test('handles are released: by free(), and when they are forgotten', async () => {
  const before = tausq.openHandles();
  for (let i = 0; i < 200; i++) tausq.rma({ yi: [1, 2, 4], vi: [1, 1, 1], mods: { x: [1, 2, 4] }, method: 'CE' }).free();
  assert.strictEqual(tausq.openHandles(), before);
  const [yi, vi] = [new Float64Array(50000).fill(1), new Float64Array(50000).fill(1)];
  const used = process.memoryUsage().rss;
  for (let i = 0; i < 150; i++) tausq.rma({ yi, vi, method: 'CE' }).free(); // 0.8 MB each
  assert.ok(process.memoryUsage().rss - used < 60 * 2 ** 20, `${(process.memoryUsage().rss - used) / 2 ** 20} MB more`);
  if (!global.gc) return;
  for (let i = 0; i < 200; i++) tausq.rma({ yi: [1, 2, 4], vi: [1, 1, 1] });
  for (let i = 0; i < 20 && tausq.openHandles() > before; i++) {
    global.gc();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.ok(tausq.openHandles() - before < 200, `${tausq.openHandles() - before} are left`);
});

test('figures: files and SVG text', () => {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'tausq-test-'));
  const fit = tausq.rma({ yi: rr.yi, vi: rr.vi, mods: { ablat: bcg.ablat }, labels: bcg.trial, measure: 'RR' });
  const pooled = tausq.mh({ ...table, measure: 'RR', labels: bcg.trial });
  assert.match(fit.bubble({ moderator: 'ablat', title: 'By <latitude>' }), /By &lt;latitude&gt;/);
  fit.bubble(path.join(work, 'b.svg'), { moderator: 'ablat' });
  assert.match(fs.readFileSync(path.join(work, 'b.svg'), 'utf8'), /<svg/);
  assert.match(pooled.forest({ favours_left: 'Favours BCG', show_weights: false, columns: [{ header: 'Allocation', texts: [...bcg.alloc, null] }] }), /Favours BCG/);
  assert.match(pooled.forest({ show_weights: true }), /Weight/);
  assert.doesNotMatch(pooled.forest({ show_weights: false }), /Weight/);
  pooled.funnel(path.join(work, 'f.png'), { kind: 'contour' });
  assert.strictEqual(fs.readFileSync(path.join(work, 'f.png')).toString('latin1', 1, 4), 'PNG');
  const rows = pooled.leaveOneOut();
  assert.match(rows.forest({ numbers: ['I2'] }), /<svg/);
  assert.throws(() => fit.bubble({ moderator: 'latitude' }), /did you mean 'ablat'/);
  assert.throws(() => fit.forest({ titel: 'x' }), /did you mean 'title'/);
  assert.throws(() => pooled.forest({ columns: [{ texts: ['a'] }] }), /expected 14/);
  assert.throws(() => pooled.forest(path.join(work, 'none', 'f.svg')), { name: 'TausqError' });
  assert.throws(() => pooled.forest(path.join(work, 'f.gif')), { name: 'TausqError' });
  for (const f of [rows, pooled, fit]) f.free();
  fs.rmSync(work, { recursive: true });
});

test('CSV, subsets, formulas', () => {
  const frame = tausq.parseCsv('study;n;g\nA;1,5;x\nB;;y\nC;2,5;x\n');
  assert.deepStrictEqual(frame.names, ['study', 'n', 'g']);
  assert.deepStrictEqual(Array.from(frame.column('n')), [1.5, NaN, 2.5]);
  assert.deepStrictEqual([frame.column('g'), frame.levels('g'), Array.from(frame.codes('g')), frame.lines, frame.rows], [['x', 'y', 'x'], ['x', 'y'], [0, 1, 0], [2, 3, 4], 3]);
  assert.deepStrictEqual(frame.totals, [false, false, false]);
  assert.match(frame.reading, /semicolon|;/);
  const roles = tausq.parseCsv('author,ai,p\nA,3,12.5%\nB,4,50%\n');
  assert.deepStrictEqual([roles.guess('ai'), roles.guess('t2i')], ['ai', null]);
  assert.deepStrictEqual([Array.from(roles.column('ai', 'counts')), Array.from(roles.column('p', 'proportions'))], [[3, 4], [0.125, 0.5]]);
  assert.throws(() => frame.column('n', 'counts'), /whole/);
  roles.free();
  const some = frame.subset('g == "x"');
  assert.deepStrictEqual(some.column('study'), ['A', 'C']);
  assert.throws(() => frame.column('m'), /did you mean 'n'/);
  assert.throws(() => tausq.readCsv('/nowhere.csv'), { name: 'TausqError' });
  const fit = tausq.rma({ yi: rr.yi, vi: rr.vi, mods: 'poly(ablat, 2)', data: bcg });
  assert.strictEqual(fit.coef().length, 3);
  assert.throws(() => tausq.rma({ yi: rr.yi, vi: rr.vi, mods: 'ablta', data: bcg }), { name: 'TausqError', message: /ablat/ });
  for (const f of [frame, some, fit]) f.free();
});

test('streams: chunks, bytes, merges, passes', () => {
  const whole = tausq.rma({ yi: rr.yi, vi: rr.vi, mods: { ablat: bcg.ablat }, method: 'DL' });
  const chunk = (from, to) => ({ yi: rr.yi.slice(from, to), vi: rr.vi.slice(from, to), mods: { ablat: bcg.ablat.slice(from, to) } });
  const first = new tausq.Stream({ names: ['ablat'] }).add(chunk(0, 5));
  const second = tausq.Stream.from(new tausq.Stream({ names: ['ablat'] }).add(chunk(5, 13)).bytes());
  first.merge(second);
  assert.deepStrictEqual([first.count, first.dropped, first.coefficients], [13, 0, 2]);
  const it = new tausq.Iterate(first, { method: 'DL' });
  for (let i = 0; !it.done && i < 50; i++) it.step(first.restart(it.tau2).add(chunk(0, 13)));
  assert.ok(it.passes >= 1);
  it.confintStart(0.9);
  for (let i = 0; !it.done && i < 200; i++) it.step(first.restart(it.tau2).add(chunk(0, 13)));
  const [streamed, direct] = [it.confint(), whole.confint('tau2', { kind: 'QP', level: 0.9 })];
  assert.deepStrictEqual([streamed.level, streamed.lower.toFixed(6), streamed.upper.toFixed(6)], [0.9, direct.lower.toFixed(6), direct.upper.toFixed(6)]);
  const fit = it.finish();
  assert.strictEqual(ten(fit.get('tau2')), ten(whole.get('tau2')));
  assert.strictEqual(ten(fit.get('beta')[1]), ten(whole.get('beta')[1]));
  const quick = new tausq.Stream().add({ yi: rr.yi, vi: rr.vi }).finish({ method: 'CE' });
  assert.strictEqual(ten(quick.get('QE')), ten(byId('rma-bcg-FE-z').expect.QE));
  assert.throws(() => tausq.call('tsq_stream_from_bytes', { buf: first.bytes(), n: 1e6 }), /buf has \d+ values, expected 1000000/);
  assert.throws(() => first.finish({ methode: 'DL' }), /did you mean 'method'/);
  for (const f of [first, second, it, fit, quick, whole]) f.free();
  assert.throws(() => first.count, /the stream was freed/);
});
