// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// Effects of all measures, conversions of what trials report, exact intervals, transformations.
const { C, TausqError } = require('./library.js');
const { call } = require('./marshal.js');
const { known } = require('./names.js');

const infos = new Map();

/** All about a measure: title, columns, variance types, how it is shown. */
function measure(code) {
  if (!infos.has(code)) {
    const info = call('tsq_get_measure_info', { measure: code });
    infos.set(code, { ...info, columns: [...new Set(info.inputs.flatMap((set) => set.split(' ')))] });
  }
  return infos.get(code);
}

/** The codes of all measures. */
const measures = () => Array.from({ length: call('tsq_measure_count') }, (_, index) => call('tsq_measure_at', { index }));

/** Columns that measures of the same kind of record take: one that this measure does not need is no mistake. */
const columnsOf = (code) => [...new Set(measures().filter((m) => measure(m).kind === measure(code).kind).flatMap((m) => measure(m).columns))];

/**
 * Effects of a measure from columns by metafor's names: effect('RR', {ai, bi, ci, di}, {add, to, vtype, drop00, convention}) ->
 * {yi, vi, ni, reason}; `reason` says why a study has none.
 */
function effect(code, columns, options = {}) {
  const names = Object.keys(columns).filter((n) => columns[n] !== undefined && columns[n] !== null);
  if (names.length === 0) throw new TausqError('no columns are given', C.ERR_LENGTH);
  for (const n of names) known(`column of ${code}`, n, columnsOf(code));
  const k = columns[names[0]].length;
  const o = { ...options };
  if (o.add !== undefined && o.add_mode === undefined) o.add_mode = 'value';
  if (typeof o.drop00 === 'boolean') o.drop00 = o.drop00 ? 'all' : 'keep';
  const records = { k, n_columns: names.length, names, columns: names.map((n) => columns[n]) };
  names.forEach((n) => {
    if (columns[n].length !== k) throw new TausqError(`${n} has ${columns[n].length} values, ${names[0]} has ${k}`, C.ERR_LENGTH);
  });
  const inputs = () => ({ measure: code, records: { ...records }, options: o });
  const { yi, vi } = call('tsq_effect', inputs());
  return { yi, vi, ni: call('tsq_effect_ni', { measure: code, records: { ...records } }), reason: call('tsq_effect_reasons', inputs()) };
}

/** Effects on the scale on which they are read: 'exp', 'ilogit', ...; `ni` for those that need sample sizes. */
function transform(name, values, ni) {
  return call('tsq_transform_values', { transform: name, options: ni === undefined ? undefined : { ni }, x: values });
}

/** The derivative of a transformation, for delta-method standard errors. */
function transformSlope(name, values, ni) {
  return call('tsq_transform_slope', { transform: name, options: ni === undefined ? undefined : { ni }, x: values });
}

/** An estimate with its interval on another scale. */
function transformEstimate(name, estimate, ni) {
  const whole = { se: NaN, statistic: NaN, df: NaN, p_value: NaN, ci_lower: NaN, ci_upper: NaN, ...estimate };
  return call('tsq_transform_estimate', { transform: name, options: ni === undefined ? undefined : { ni }, estimate: whole });
}

/** What trials report, as what an analysis takes: `reports` are columns by the names of the C structs. */
const convert = {
  arms: (reports, options) => call('tsq_convert_arms', { reports, options }),
  groups: (group1, group2, options) => call('tsq_convert_groups', { group1, group2, options }),
  skewness: (reports) => call('tsq_skewness', { reports }),
  differences: (reports, options) => call('tsq_convert_differences', { reports, options }),
  estimates: (reports, options) => call('tsq_convert_estimates', { reports, options }),
  effects: (code, reports, options) => call('tsq_effect_estimates', { measure: code, reports, options }),
  combineArms: (first, second) => call('tsq_combine_arms', { first, second }),
  changeSd: (sd1, sd2, r) => call('tsq_change_sd', { sd1, sd2, r }),
  changeCorrelation: (sd1, sd2, sd_change) => call('tsq_change_correlation', { sd1, sd2, sd_change }),
};

/** Exact, mid-p and score intervals and tests of single counts. */
const exact = {
  proportions: (records, options) => call('tsq_exact_proportions', { records, options }),
  rates: (records, options) => call('tsq_exact_rates', { records, options }),
  proportionTests: (records, p0, options) => call('tsq_exact_proportion_tests', { records, p0, options }),
  rateTests: (records, rate0, options) => call('tsq_exact_rate_tests', { records, rate0, options }),
  oddsRatios: (tables, options) => call('tsq_exact_odds_ratios', { tables, options }),
};

module.exports = { columnsOf, effect, escalc: effect, measure, measures, transform, transformSlope, transformEstimate, convert, exact };
