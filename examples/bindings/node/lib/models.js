// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// Which models there are and what each takes, from the library's tables; and fits of them.
const { C, structs, TausqError } = require('./library.js');
const { call } = require('./marshal.js');
const { known } = require('./names.js');
const { doubles } = require('./memory.js');
const { Design } = require('./frame.js');
const { Fit } = require('./fit.js');
const { columnsOf, effect } = require('./effects.js');

/** All that a table's function gives for index 0, 1, ... */
function all(name, inputs) {
  const rows = [];
  for (;;) {
    try {
      rows.push(call(name, { ...inputs, index: rows.length }));
    } catch (error) {
      if (error.status === C.ERR_ARGUMENT) return rows;
      throw error;
    }
  }
}

const words = (text) => text.split(' ').filter((w) => w !== '');
const kept = new Map();
const once = (key, make) => kept.get(key) ?? kept.set(key, make()).get(key);

/** The options of a model ('batch' and 'stream' too): name -> {type, values, by_default, text, ...}. */
const options = (model) => once(`options ${model}`, () => Object.fromEntries(all('tsq_model_option', { model }).map(({ name, offset, values, ...rest }) => [name,
  { ...rest, values: values === null ? null : words(values) }])));

/** What fits of a model can be asked: name -> {over, text}; `over` is empty for a number. */
const quantities = (model = 'rma') => once(`quantities ${model}`, () => Object.fromEntries(all('tsq_model_quantity', { model }).map(({ name, over, text }) => [name,
  { over: over.filter((o) => o !== null), text }])));

/** name -> {title, roles, measures, has_moderators} */
const models = () => once('models', () => Object.fromEntries(Array.from({ length: call('tsq_model_count') }, (_, index) => call('tsq_model_at', { index })).map((m) => [m.name,
  { title: m.title, roles: words(m.roles), measures: words(m.measures), has_moderators: m.has_moderators }])));

/** tsq_options from names; what goes without saying is said: a tau2 is fixed, an amount added is a value. */
function optionsOf(model, given) {
  for (const key of Object.keys(given)) known(`option of ${model}`, key, Object.keys(options(model)));
  const made = { ...given };
  if (made.tau2 !== undefined && made.tau2 !== null && made.tau2_fixed === undefined) made.tau2_fixed = true;
  if (made.add !== undefined && made.add !== null && made.add_mode === undefined) made.add_mode = 'value';
  if (made.keep === 'lent') throw new TausqError("keep 'lent' is not for JavaScript, whose arrays move: 'copy' or 'none'", C.ERR_ARGUMENT);
  return made;
}

const OWN = ['model', 'mods', 'data', 'labels', 'lines'];

/** Sorts what fit() was given into columns, options and, for effects yet to be computed, the records they come from. */
function sorted(spec) {
  const model = spec.model ?? 'rma';
  known('model', model, Object.keys(models()));
  const { roles } = models()[model];
  const given = { model, columns: {}, records: {}, effects: {}, options: {} };
  const inputs = model === 'rma' && spec.measure && spec.yi === undefined ? columnsOf(spec.measure) : [];
  const effects = inputs.length > 0 ? structs.get('tsq_effect_options').members.filter((m) => !/^(size|reserved)/.test(m.name)).map((m) => m.name) : [];
  for (const [key, value] of Object.entries(spec)) {
    if (OWN.includes(key) || value === undefined) continue;
    if (key in options(model)) given.options[key] = value;
    else if (inputs.includes(key)) given.records[key] = value;
    else if (effects.includes(key)) given.effects[key] = value;
    else {
      known(`option or column of ${model}`, key, [...roles, ...inputs, ...effects, ...Object.keys(options(model)), ...OWN]);
      given.columns[key] = value;
    }
  }
  return given;
}

// Studies that lack nothing: factors have the levels of these alone.
const complete = (columns, k) => Array.from({ length: k }, (_, i) => (columns.every((c) => !Number.isNaN(c[i])) ? 1 : 0));

/**
 * Fits a model: fit({model: 'rma', yi, vi, mods, labels, method: 'REML', ...}): columns by metafor's names, options by the library's.
 * With `measure` and the records of it ('RR', ai, bi, ci, di) rma computes the effects first.
 */
function fit(spec) {
  const given = sorted(spec);
  const { model } = given;
  if (Object.keys(given.records).length > 0) {
    const { yi, vi } = effect(spec.measure, given.records, given.effects);
    Object.assign(given.columns, { yi, vi });
  }
  const roles = Object.keys(given.columns).filter((r) => given.columns[r] !== null);
  if (roles.length === 0) throw new TausqError(`no columns for ${model}: it takes ${models()[model].roles.join(', ')}`, C.ERR_NULL);
  const values = roles.map((r) => doubles(r, given.columns[r]));
  const k = values[0].length;
  values.forEach((v, i) => {
    if (v.length !== k) throw new TausqError(`${roles[i]} has ${v.length} values, ${roles[0]} has ${k}`, C.ERR_LENGTH);
  });
  const design = spec.mods === undefined || spec.mods === null ? null : new Design(spec.mods, spec.data, complete(values, k));
  try {
    const options = optionsOf(model, given.options);
    if (design && !design.intercept && options.no_intercept === undefined) options.no_intercept = true;
    const columns = { k, roles, values, labels: spec.labels, lines: spec.lines };
    if (design && design.p > 0) Object.assign(columns, { x: design.x, p: design.p, x_names: design.names });
    return new Fit(call('tsq_fit_columns', { model, columns, options }), { design });
  } catch (error) {
    design?.free();
    throw error;
  }
}

module.exports = { fit, models, options, quantities, optionsOf };
for (const name of ['rma', 'mh', 'peto', 'glmm', 'bb']) module.exports[name] = (spec, more = {}) => fit({ ...spec, ...more, model: name });
