// A program that type-checks; each @ts-expect-error is a mistake that the types find.
import * as tausq from 'tausq';

const { yi, vi, reason } = tausq.effect('RR', { ai: [4, 6], bi: [119, 300], ci: [11, 29], di: [128, 274] }, { drop00: true });
const why: string = reason[0];
const fit = tausq.fit({ model: 'rma', yi, vi, mods: { ablat: [44, 55], alloc: ['random', null] }, method: 'REML', test: 'knha', level: 0.9 });
const tau2: number = fit.get('tau2');
const beta: Float64Array = fit.get('beta');
const slope: number = fit.get('beta:ablat');
const upper: number = fit.confint('I2', { kind: 'QP', level: 0.9 }).upper;
const predicted: number = fit.predict({ ablat: 33, alloc: 'random' }, { level: 0.8 })[0].pi_lower;
const bcg = tausq.readCsv('bcg.csv').toObject<{ tpos: Float64Array; alloc: string[] }>();
const first: number = bcg.tpos[0];
const by: tausq.Fit = tausq.rma({ yi, vi, mods: 'ablat + alloc', data: bcg });
const pooled = tausq.mh({ ai: [1, 2], bi: [3, 4], ci: [2, null], di: [5, 6], measure: 'OR' });
const row: number = pooled.leaveOneOut().toArray()[0].estimate;
const svg: string = fit.forest({ title: 'Trials', show_weights: false, transform: 'exp' });
fit.bubble('dose.svg', { moderator: 'ablat' });
const many: Promise<{ tau2: Float64Array; status: Int32Array }> = tausq.batch({ yi, vi, k: 2, mods: { a: [1, 2] } }, { method: 'DL', outputs: ['tau2'] });
const compared: number = tausq.compare(pooled, fit).p_value;
const groups: tausq.Fit | null = fit.subgroups(['a', 'b'], { tau2: 'common' }).part(0);

// @ts-expect-error: an option that there is not
tausq.rma({ yi, vi, methd: 'DL' });
// @ts-expect-error: a method that there is not
tausq.rma({ yi, vi, method: 'DR' });
// @ts-expect-error: a measure that there is not
tausq.effect('RRR', { ai: [1] });
// @ts-expect-error: a quantity that there is not
fit.get('tau3');
// @ts-expect-error: not a number
const wrong: string = fit.get('I2');

// @ts-expect-error: Mantel-Haenszel has no moderators
tausq.mh({ ai: [1], bi: [1], ci: [1], di: [1], mods: { a: [1] } });

export { first, by, why, tau2, beta, slope, upper, predicted, row, svg, many, compared, groups, wrong };
