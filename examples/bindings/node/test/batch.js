// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// Batches: one by one the same, off the event loop, cancelled, refused.
const test = require('node:test');
const assert = require('node:assert');
const tausq = require('..');

const [k, m] = [10, 300];
const yi = Float64Array.from({ length: k * m }, (_, i) => Math.sin(i * i));
const vi = Float64Array.from({ length: k * m }, (_, i) => 0.1 + ((i * 7) % 11) / 20);
const mods = { a: Array.from({ length: k }, (_, i) => i), b: Array.from({ length: k }, (_, i) => Math.cos(i)) };
const one = (j, more = {}) => tausq.rma({ yi: Array.from({ length: k }, (_, i) => yi[i * m + j]), vi: Array.from({ length: k }, (_, i) => vi[i * m + j]), ...more });
const near = (got, want) => assert.ok(Math.abs(got - want) <= 1e-8 * Math.max(Math.abs(want), 1e-3), `${got}, expected ${want}`);

test('each problem is the fit of it alone', async () => {
  const bad = vi.slice();
  bad[3 * m + 17] = -1;
  const b = await tausq.batch({ yi, vi: bad, k }, { method: 'REML', test: 'knha', outputs: ['tau2', 'estimate', 'ci_lower', 'pi_upper', 'tau2_upper', 're2'] });
  assert.deepStrictEqual(Object.keys(b), ['tau2', 'estimate', 'ci_lower', 'pi_upper', 'tau2_upper', 're2', 'status']);
  assert.strictEqual(b.status[17], tausq.status.ERR_DATA);
  assert.notStrictEqual(tausq.statusText(b.status[17]), tausq.statusText(b.status[16]));
  assert.ok(Number.isNaN(b.tau2[17]));
  for (const j of [0, 5, 299]) {
    const fit = one(j);
    near(b.tau2[j], fit.get('tau2'));
    near(b.estimate[j], fit.get('beta')[0]);
    near(b.ci_lower[j], fit.coef()[0].ci_lower);
    near(b.pi_upper[j], fit.predict()[0].pi_upper);
    near(b.tau2_upper[j], fit.confint().upper);
    fit.free();
  }
});

test('with moderators: all coefficients', async () => {
  const b = await tausq.batch({ yi, vi, m, mods }, { method: 'DL', outputs: ['estimate', 'se', 'tau2'] });
  assert.strictEqual(b.estimate.length, 3 * m);
  for (const j of [1, 250]) {
    const fit = one(j, { mods, method: 'DL' });
    fit.coef().forEach((c, i) => (near(b.estimate[i * m + j], c.estimate), near(b.se[i * m + j], c.se)));
    near(b.tau2[j], fit.get('tau2'));
    fit.free();
  }
});

test('several at once', async () => {
  const alone = await tausq.batch({ yi, vi, k }, { outputs: ['tau2'] });
  const both = await Promise.all([1, 2, 3].map(() => tausq.batch({ yi, vi, k }, { outputs: ['tau2'], progress: () => {} })));
  for (const b of both) assert.deepStrictEqual(b.tau2, alone.tau2);
});

test('ragged problems', async () => {
  const b = await tausq.batch({ yi: [1, 2, 3, 5, 6, 9], vi: [1, 1, 1, 0.1, 0.1, 0.1], offsets: [0, 2, 6] }, { method: 'CE', outputs: ['estimate'] });
  assert.strictEqual(b.estimate[0], 1.5);
  near(b.estimate[1], (3 + 50 + 60 + 90) / 31);
});

test('timers run while a batch does; progress is told; a signal stops it', async () => {
  const many = 40000;
  const big = { yi: Float64Array.from({ length: 20 * many }, (_, i) => Math.sin(i * i)), vi: new Float64Array(20 * many).fill(0.1), k: 20 };
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  let told = 0;
  await tausq.batch(big, { method: 'REML', threads: 1, outputs: ['tau2', 'tau2_lower', 'tau2_upper'], progress: (done, of) => (told = done / of) });
  clearInterval(timer);
  assert.ok(ticks > 0, 'the event loop stood still');
  assert.strictEqual(told, 1);
  const stop = new AbortController();
  await assert.rejects(tausq.batch(big, { threads: 1, signal: stop.signal, progress: () => stop.abort() }), { name: 'AbortError' });
  await assert.rejects(tausq.batch(big, { signal: AbortSignal.abort() }), { name: 'AbortError' });
});

test('what is wrong is said', async () => {
  await assert.rejects(tausq.batch({ yi, vi, k }, { level: 3 }), { name: 'TausqError', message: /options.level = 3/ });
  await assert.rejects(tausq.batch({ yi, vi, k }, { methd: 'DL' }), /did you mean 'method'/);
  await assert.rejects(tausq.batch({ yi, vi, k, mod: mods }, {}), /did you mean 'mods'/);
  await assert.rejects(tausq.batch({ yi, vi, k }, { outputs: ['tau'] }), /did you mean 'tau2'/);
  await assert.rejects(tausq.batch({ yi, vi: [1], k }), /vi has 1 values, expected 3000/);
  await assert.rejects(tausq.batch({ yi, vi, k: 7 }), /yi has 3000 values, not 7 x/);
  await assert.rejects(tausq.batch({ yi, vi, k, mods: { a: [1] } }), /a has 1 values, expected 10/);
  await assert.rejects(tausq.batch({ yi, vi, k, mods: { a: mods.a, b: mods.a } }), { name: 'TausqError', status: tausq.status.ERR_SINGULAR });
  await assert.rejects(tausq.batch({ vi, k }), /yi is missing/);
  await assert.rejects(tausq.batch({ yi, vi, k }, { progress: () => { throw new Error('mine'); } }), /mine/);
});
