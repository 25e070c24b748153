// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// Against the command `tausq` to the last bit ($TAUSQ_COMMAND; JSON with 17 digits), bad input, handles, figures.
const test = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const tausq = require('..');

const file = path.join(process.env.TAUSQ_DATA || path.join(__dirname, '../../../data'), 'bcg.csv');
const rows = fs.readFileSync(file, 'utf8').trim().split(/\r?\n/).map((line) => line.replaceAll('"', '').split(','));
const column = (name) => rows.slice(1).map((r) => Number(r[rows[0].indexOf(name)]));
const table = { ai: column('tpos'), bi: column('tneg'), ci: column('cpos'), di: column('cneg') };
const command = (...args) => JSON.parse(execFileSync(process.env.TAUSQ_COMMAND, ['fit', file, '--measure', 'RR', '--ai', 'tpos', '--bi', 'tneg', '--ci',
  'cpos', '--di', 'cneg', '--format', 'json', ...args], { encoding: 'utf8' }));
const rr = tausq.effect('RR', table);

for (const method of ['REML', 'DL', 'PM', 'ML', 'CE']) {
  test(`the fit is the command's: ${method}`, () => {
    const want = command('--method', method);
    const fit = tausq.rma({ yi: rr.yi, vi: rr.vi }, { method });
    for (const name of ['estimate', 'se', 'p_value', 'ci_lower', 'ci_upper']) assert.strictEqual(fit.coef()[0][name], want.coefficients[0][name]);
    for (const name of ['tau2', 'I2', 'QE', 'loglik']) assert.strictEqual(fit.get(name), want.fit[name]);
    fit.free();
  });
}

test('meta-regression, predictions, report', () => {
  const want = command('--mods', 'ablat + year', '--predict', 'ablat=33, year=1970');
  const fit = tausq.rma({ yi: rr.yi, vi: rr.vi, mods: { ablat: column('ablat'), year: column('year') } });
  assert.deepStrictEqual(fit.coef().map((c) => c.estimate), want.coefficients.map((c) => c.estimate));
  const p = fit.predict([[33, 1970]])[0];
  assert.strictEqual(p.estimate, want.predictions[0].estimate);
  assert.strictEqual(p.pi_upper, want.predictions[0].pi_upper);
  assert.match(fit.summary(), /Mixed-Effects Model \(k = 13/);
  assert.strictEqual(fit.toJSON().fit.tau2, fit.get('tau2'));
  assert.deepStrictEqual(fit.confint().tau2, want.tau2_interval.tau2);
  assert.strictEqual(fit.get('fitted').length, 13);
  assert.strictEqual(fit.get('vb').length, 9);
  fit.free();
});

test('what the fit borrows outlives the call', () => {
  const fit = tausq.rma({ yi: Array.from(rr.yi), vi: Array.from(rr.vi), labels: column('trial') });
  if (global.gc) global.gc();
  assert.deepStrictEqual(Array.from(fit.get('yi')), Array.from(rr.yi));
  fit.free();
});

test('a batch agrees with one by one', () => {
  const [k, m] = [10, 200];
  const yi = Float64Array.from({ length: k * m }, (_, i) => Math.sin(i * i));
  const vi = Float64Array.from({ length: k * m }, (_, i) => 0.1 + ((i * 7) % 11) / 20);
  vi[3 * m + 17] = -1;
  const b = tausq.batch({ yi, vi, k, m }, { method: 'REML', test: 'knha' }, ['tau2', 'estimate']);
  assert.notStrictEqual(b.status[17], 0);
  assert.ok(Number.isNaN(b.tau2[17]));
  for (const j of [0, 5, 199]) {
    const fit = tausq.rma({ yi: Array.from({ length: k }, (_, i) => yi[i * m + j]), vi: Array.from({ length: k }, (_, i) => vi[i * m + j]) });
    assert.ok(Math.abs(b.estimate[j] - fit.get('beta')[0]) <= 1e-9 * Math.abs(b.estimate[j]));
    fit.free();
  }
});

test('bad input', () => {
  assert.throws(() => tausq.rma({ yi: [1, 2], vi: [1] }), /vi has 1 values/);
  assert.throws(() => tausq.rma({ yi: [1, 2], vi: [1, -1] }), { name: 'TausqError', message: /vi\[1\] = -1/ });
  assert.throws(() => tausq.rma({ yi: ['a', 2], vi: [1, 1] }), TypeError);
  assert.throws(() => tausq.rma({ yi: [1, 2], vi: [1, 1] }, { method: 'XX' }), /unknown method 'XX'/);
  assert.throws(() => tausq.effect('RR', { ai: [5], n1i: [4], ci: [1], n2i: [4] }), /ai\[0\] = 5 > n1i\[0\] = 4/);
  const fit = tausq.rma({ yi: [1, null, 2, 4], vi: [1, 1, 1, 1] });
  assert.strictEqual(fit.get('k'), 3);
  assert.throws(() => fit.get('nothing'), /no quantity 'nothing'/);
  assert.throws(() => fit.predict([[1]]), /rows\[0\] has 1 values/);
  fit.free();
  fit.free();
  assert.throws(() => fit.get('tau2'), /freed/);
});

test('handles are released', () => {
  assert.strictEqual(tausq.openFits(), 0);
  for (let i = 0; i < 1000; i++) tausq.rma({ yi: [1, 2, 4], vi: [1, 1, 1] }).free();
  assert.strictEqual(tausq.openFits(), 0);
});

test('figures', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tausq'));
  const fit = tausq.rma({ yi: rr.yi, vi: rr.vi, mods: { ablat: column('ablat') }, labels: column('trial') });
  fit.bubble(path.join(folder, 'b.svg'), { moderator: 'ablat', title: 'By <latitude>' });
  assert.match(fs.readFileSync(path.join(folder, 'b.svg'), 'utf8'), /By &lt;latitude&gt;/);
  assert.throws(() => fit.forest(path.join(folder, 'none', 'f.svg')), { name: 'TausqError' });
  fit.free();
  fs.rmSync(folder, { recursive: true });
});

test('transformations', () => assert.strictEqual(tausq.transform('exp', [0])[0], 1));
