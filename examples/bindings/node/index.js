// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
const { koffi, library, lib, C, types, TausqError, check, code, doubles, Memory, sized } = require('./library.js');

/** Effects of a measure from columns by metafor's names: effect('RR', {ai, bi, ci, di}, {add, to, vtype, drop00}) -> {yi, vi, ni}. */
function effect(measure, columns, options = {}) {
  const names = Object.keys(columns);
  if (names.length === 0) throw new TausqError('no columns are given', C.ERR_LENGTH);
  const k = columns[names[0]].length;
  const memory = new Memory();
  try {
    const held = koffi.alloc('void *', names.length);
    memory.blocks.push(held);
    koffi.encode(held, koffi.array('void *', names.length), names.map((n) => memory.doubles(n, columns[n], k)));
    const records = sized('tsq_records', { k, n_columns: names.length, names: memory.texts(names), columns: held });
    const o = sized('tsq_effect_options', {
      drop00: options.drop00 ? 1 : 0,
      to: code(lib.tsq_to_from_name, options.to),
      vtype: code(lib.tsq_vtype_from_name, options.vtype),
      add_mode: options.treatmentArm ? C.ADD_TREATMENT_ARM : options.add === undefined ? 0 : C.ADD_VALUE,
      add: options.add ?? 0,
    });
    const value = code(lib.tsq_measure_from_name, measure);
    const [yi, vi, ni] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)];
    check(lib.tsq_effect(value, records, o, yi, vi));
    check(lib.tsq_effect_ni(value, records, ni));
    return { yi, vi, ni };
  } finally {
    memory.free();
  }
}

function fitOptions(o = {}) {
  return sized('tsq_options', {
    preset: code(lib.tsq_preset_from_name, o.preset),
    method: code(lib.tsq_method_from_name, o.method),
    test: code(lib.tsq_test_from_name, o.test),
    ci_kind: code(lib.tsq_tau2_ci_from_name, o.ci),
    pi_kind: code(lib.tsq_pi_from_name, o.pi),
    i2_kind: code(lib.tsq_i2_from_name, o.i2),
    no_intercept: o.intercept === false ? 1 : 0,
    tau2_fixed: o.tau2 === undefined ? 0 : 1,
    tau2: o.tau2 ?? 0,
    level: o.level ?? 0,
    threads: o.threads ?? 0,
  });
}

let open = 0; // handles that are not freed yet: tests count them
const release = (held) => {
  if (held.handle === null) return;
  lib.tsq_fit_free(held.handle);
  held.memory.free();
  held.handle = null;
  open--;
};
const forgotten = new FinalizationRegistry(release);

const decoded = (type, block, n) => koffi.decode(block, koffi.array(type, n));

/** A fitted model. get() has any quantity of the library's table; freed by free(), or when JavaScript forgets it. */
class Fit {
  #held;

  constructor(handle, memory, names) {
    this.#held = { handle, memory };
    this.moderators = names;
    open++;
    forgotten.register(this, this.#held, this);
  }

  get handle() {
    if (this.#held.handle === null) throw new TausqError('the fit was freed', C.ERR_NULL);
    return this.#held.handle;
  }

  free() {
    forgotten.unregister(this);
    release(this.#held);
  }

  /** A number, or a Float64Array (matrices column by column). */
  get(name) {
    const n = [0];
    check(lib.tsq_fit_length(this.handle, name, n));
    const values = new Float64Array(Number(n[0]));
    check(lib.tsq_fit_get(this.handle, name, values, values.length));
    return quantities()[name] === '1' ? values[0] : values;
  }

  /** [{name, estimate, se, statistic, df, p_value, ci_lower, ci_upper}] */
  coef() {
    return Array.from({ length: this.get('p') }, (_, j) => ({ name: lib.tsq_coef_name(this.handle, j), ...lib.tsq_coef(this.handle, j) }));
  }

  /** Intervals of tau2, tau, I2, H2: kind 'QP', 'GENQ' or 'PL'. */
  confint(kind, level = 0) {
    const out = sized('tsq_tau2_interval', {});
    check(lib.tsq_confint(this.handle, code(lib.tsq_tau2_ci_from_name, kind), level, out));
    return { tau2: Array.from(out.tau2), tau: Array.from(out.tau), I2: Array.from(out.I2), H2: Array.from(out.H2),
      outcome: ['found', 'empty', 'upper unbounded', 'not defined', 'not connected'][out.outcome] };
  }

  /** Predicted effects at rows of moderators ([[33, 1970], ...]; none for a model without). */
  predict(rows = null, options = {}) {
    const p = this.moderators.length;
    const m = rows === null ? 1 : rows.length;
    const x = rows === null ? null : new Float64Array(m * p);
    if (rows !== null) {
      rows.forEach((row, i) => {
        const values = doubles(`rows[${i}]`, row, p);
        values.forEach((v, j) => (x[i + j * m] = v));
      });
    }
    const block = koffi.alloc(types.tsq_prediction, m);
    try {
      const o = sized('tsq_predict_options', { pi_kind: code(lib.tsq_pi_from_name, options.pi), level: options.level ?? 0 });
      check(raw.predict(this.handle, x, m, o, block));
      return decoded(types.tsq_prediction, block, m);
    } finally {
      koffi.free(block);
    }
  }

  #report(format) {
    const options = sized('tsq_report_options', {});
    const needed = [0];
    const status = raw.report(this.handle, options, format, null, 0, needed);
    if (status !== C.ERR_BUFFER) check(status);
    const buffer = Buffer.alloc(Number(needed[0]));
    check(raw.report(this.handle, options, format, buffer, buffer.length, [0]));
    return buffer.toString('utf8', 0, buffer.length - 1);
  }

  /** The report as the command prints it. */
  summary() {
    return this.#report(C.REPORT_TEXT);
  }

  toJSON() {
    return JSON.parse(this.#report(C.REPORT_JSON));
  }

  get conventions() {
    return lib.tsq_fit_conventions(this.handle);
  }

  /** Figures to SVG, PNG or PDF by the file's ending; options: title, caption, transform, threshold, contour, moderator. */
  forest(file, options = {}) {
    draw('tsq_forest', raw.forest, this, file, options);
  }

  funnel(file, options = {}) {
    draw('tsq_funnel', raw.funnel, this, file, options);
  }

  bubble(file, options = {}) {
    draw('tsq_bubble', raw.bubble, this, file, options);
  }
}

// Functions whose pointers this file makes itself.
const raw = (() => {
  const made = {};
  const declare = (key, name, returns, args) => Object.defineProperty(made, key, { configurable: true, get() {
    const f = library.func(name, returns, args);
    Object.defineProperty(made, key, { value: f });
    return f;
  } });
  declare('predict', 'tsq_predict_with', 'int', ['tsq_fit *', 'double *', 'size_t', 'tsq_predict_options *', 'void *']);
  declare('report', 'tsq_report_fit', 'int', ['tsq_fit *', 'tsq_report_options *', 'int32_t', 'void *', 'size_t', koffi.out(koffi.pointer('size_t'))]);
  declare('batch', 'tsq_batch', 'int', ['tsq_batch_data *', 'tsq_options *', 'void *', 'tsq_batch_out *']);
  declare('forest', 'tsq_plot_forest', 'int', ['tsq_forest *', 'char *']);
  declare('funnel', 'tsq_plot_funnel', 'int', ['tsq_funnel *', 'char *']);
  declare('bubble', 'tsq_plot_bubble', 'int', ['tsq_bubble *', 'char *']);
  return made;
})();

function draw(type, plot, fit, file, options) {
  const memory = new Memory();
  try {
    const text = (value) => (value === undefined ? null : String(value));
    const page = koffi.alloc(types.tsq_plot_options, 1);
    memory.blocks.push(page);
    koffi.encode(page, types.tsq_plot_options, sized('tsq_plot_options', { title: text(options.title), caption: text(options.caption) }));
    const figure = sized(type, { fit: fit.handle, options: page, transform: code(lib.tsq_transform_from_name, options.transform) });
    if (options.threshold !== undefined) Object.assign(figure, { threshold: options.threshold, show_threshold: C.SHOW });
    if (options.contour) figure.kind = C.FUNNEL_CONTOUR;
    if (options.moderator !== undefined) {
      const index = typeof options.moderator === 'string' ? fit.moderators.indexOf(options.moderator) : options.moderator;
      if (index < 0) throw new TausqError(`no moderator '${options.moderator}'; there are ${fit.moderators.join(', ')}`, C.ERR_NAME);
      figure.moderator = index;
    }
    check(plot(figure, file));
  } finally {
    memory.free();
  }
}

let table = null;
/** What a fit can be asked: name -> shape. */
function quantities() {
  if (table === null) {
    table = {};
    for (let i = 0; i < Number(lib.tsq_quantity_count()); i++) {
      const q = sized('tsq_quantity', {});
      check(lib.tsq_quantity_at(i, q));
      table[q.name] = q.shape;
    }
  }
  return table;
}

/** Fits a model: rma({yi, vi | sei, mods: {name: values}, weights, labels}, {method, test, level, ...}) -> Fit */
function rma(data, options) {
  if (data.yi === undefined || data.yi === null) throw new TausqError('yi is missing', C.ERR_NULL);
  const o = fitOptions(options);
  const k = data.yi.length;
  const names = Object.keys(data.mods ?? {});
  const memory = new Memory();
  try {
    let x = null;
    if (names.length > 0) {
      const all = new Float64Array(k * names.length);
      names.forEach((n, j) => all.set(doubles(n, data.mods[n], k), j * k));
      x = memory.doubles('mods', all);
    }
    const d = sized('tsq_data', { k, yi: memory.doubles('yi', data.yi), vi: memory.doubles('vi', data.vi, k), sei: memory.doubles('sei', data.sei, k),
      x, p: names.length, x_names: memory.texts(names.length > 0 ? names : null), weights: memory.doubles('weights', data.weights, k),
      labels: memory.texts(data.labels) });
    if (data.labels && data.labels.length !== k) throw new TausqError(`labels has ${data.labels.length} values, yi ${k}`, C.ERR_LENGTH);
    const out = [null];
    check(lib.tsq_rma(d, o, out));
    return new Fit(out[0], memory, names);
  } catch (error) {
    memory.free();
    throw error;
  }
}

const OUTPUTS = ['tau2', 'estimate', 'se', 'statistic', 'p_value', 'log10_p', 'ci_lower', 'ci_upper', 'pi_lower', 'pi_upper', 'Q', 'I2', 'H2'];
const ON_REQUEST = ['tau2_lower', 'tau2_upper', 're2', 're2_p', 're2_log10_p']; // these cost as much again

/** M analyses of k studies: yi and vi (or sei) are Float64Array [k x M], a row a study; -> {tau2, estimate, ..., status}. */
function batch(data, options, outputs = OUTPUTS) {
  const { k, m } = data;
  const d = sized('tsq_batch_data', { k, m, yi: doubles('yi', data.yi, k * m) });
  if (data.vi) d.vi = doubles('vi', data.vi, k * m);
  if (data.sei) d.sei = doubles('sei', data.sei, k * m);
  const memory = new Memory();
  try {
    const result = {};
    const out = sized('tsq_batch_out', {});
    const blocks = {};
    for (const name of outputs) {
      const known = [...OUTPUTS, ...ON_REQUEST];
      if (!known.includes(name)) throw new TausqError(`no output '${name}'; there are ${known.join(', ')}`, C.ERR_NAME);
      out[name] = blocks[name] = koffi.alloc('double', m);
      memory.blocks.push(blocks[name]);
    }
    out.status = koffi.alloc('int32_t', m);
    memory.blocks.push(out.status);
    check(raw.batch(d, fitOptions(options), null, out));
    for (const name of outputs) result[name] = Float64Array.from(decoded('double', blocks[name], m));
    result.status = Int32Array.from(decoded('int32_t', out.status, m));
    return result;
  } finally {
    memory.free();
  }
}

/** Effects on the scale on which they are read: 'exp', 'ilogit', ... */
function transform(name, values) {
  const x = doubles('values', values);
  const out = new Float64Array(x.length);
  check(lib.tsq_transform_values(code(lib.tsq_transform_from_name, name), null, x.length, x, out));
  return out;
}

module.exports = { effect, rma, batch, transform, quantities, Fit, TausqError, version: lib.tsq_version(), openFits: () => open };
