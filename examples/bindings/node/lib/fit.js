// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// A fitted model of any kind, and what it is asked.
const { lib, C, TausqError, check } = require('./library.js');
const { tagged, call, bytes, report, zeroTerminated } = require('./marshal.js');
const { known, nameOf } = require('./names.js');
const { doubles } = require('./memory.js');
const { Handle } = require('./handle.js');
const { Rows } = require('./rows.js');
const { draw } = require('./figures.js');

/** Freed by free(), or when JavaScript forgets it; refits, subgroups and rows of it live on their own. */
class Fit extends Handle {
  #design;

  constructor(pointer, { design = null, owner = null } = {}) {
    super(pointer, owner ? null : 'tsq_fit_free', owner);
    this.#design = design;
    if (design) design.fits = (design.fits ?? 0) + 1;
  }

  free() {
    super.free();
    if (this.#design && --this.#design.fits === 0) this.#design.free(); // refits share it
    this.#design = null;
  }

  /** 'rma', 'mh', 'peto', 'bb', 'glmm', 'subgroups'. */
  get model() {
    return lib.tsq_fit_model(this.pointer);
  }

  /** Whether it answers a question: 'predict', 'contrast', 'interval', 'refit', 'studies', 'compare', 'blup', 'subgroup', 'parts'. */
  can(question) {
    return call('tsq_fit_can', { fit: this.pointer, question });
  }

  /** How many there are of a dimension of its quantities: 'coef', 'study', 'given', 'group'. */
  extent(dimension) {
    return call('tsq_fit_extent', { fit: this.pointer, dimension });
  }

  /** Labels along a dimension: names of coefficients, of studies (null: none). */
  labels(dimension = 'given') {
    return Array.from({ length: this.extent(dimension) }, (_, i) => (dimension === 'given' ? lib.tsq_study_label(this.pointer, i) : lib.tsq_fit_label(this.pointer, dimension, i)));
  }

  /** What it can be asked: name -> {over, text}. */
  quantities() {
    return require('./models.js').quantities(this.model);
  }

  /** A number, or a Float64Array (matrices column by column); 'beta:ablat' is one element. */
  get(name) {
    const table = this.quantities();
    if (typeof name !== 'string') throw new TypeError('a quantity has a name');
    if (!name.includes(':')) known(`quantity of ${this.model}`, name, Object.keys(table));
    if (name.includes(':') || table[name].over.length === 0) {
      const value = lib.tsq_fit_value(this.pointer, name);
      if (!Number.isNaN(value) || !name.includes(':')) return value;
    }
    const n = call('tsq_fit_length', { fit: this.pointer, name });
    return call('tsq_fit_get', { fit: this.pointer, name, n });
  }

  /** [{name, estimate, se, statistic, df, p_value, ci_lower, ci_upper}] */
  coef() {
    return Array.from({ length: this.extent('coef') }, (_, index) => ({ name: lib.tsq_coef_name(this.pointer, index), ...lib.tsq_coef(this.pointer, index) }));
  }

  /** Covariance matrix of the coefficients: an array of rows. */
  vcov() {
    const vb = this.get('vb');
    const p = Math.round(Math.sqrt(vb.length));
    return Array.from({ length: p }, (_, i) => Array.from({ length: p }, (__, j) => vb[i + j * p]));
  }

  /** Confidence interval of 'tau2', 'tau', 'I2', 'H2' or a coefficient; kind 'QP', 'GENQ', 'PL'. */
  confint(parameter = 'tau2', options = {}) {
    return { parameter, ...call('tsq_confint', { fit: this.pointer, parameter, options: { ...options } }) };
  }

  #rows(rows) {
    const list = Array.isArray(rows) && rows.every((r) => typeof r === 'object' && r !== null) ? rows : [rows];
    return list.map((row, i) => {
      if (Array.isArray(row) || ArrayBuffer.isView(row)) return doubles(`rows[${i}]`, row, this.#columns());
      if (!this.#design) throw new TausqError('this fit has no moderators by name', C.ERR_UNSUPPORTED);
      return this.#design.row(row);
    });
  }

  // Moderator columns, without the intercept.
  #columns() {
    return this.extent('coef') - (this.options().no_intercept ? 0 : 1);
  }

  /** Predicted effects: {ablat: 33}, [33, 1970], or an array of such rows; none for a model without moderators. */
  predict(rows = null, options = {}) {
    if (rows === null) return call('tsq_predict_with', { fit: this.pointer, x_new: null, m: 1, options });
    const list = this.#rows(rows);
    const p = this.#columns();
    const x = new Float64Array(list.length * p);
    list.forEach((row, i) => row.forEach((v, j) => (x[i + j * list.length] = v)));
    if (options && Object.keys(options).length > 0) return call('tsq_predict_with', { fit: this.pointer, x_new: x, m: list.length, options });
    return call('tsq_predict', { fit: this.pointer, x_new: x, m: list.length });
  }

  /** Best linear unbiased predictions of the studies' true effects. */
  blup() {
    return call('tsq_blup', { fit: this.pointer });
  }

  // One number a coefficient: an array of them, or {name: number}.
  #combination(c) {
    const names = this.labels('coef');
    if (Array.isArray(c) || ArrayBuffer.isView(c)) return doubles('contrast', c, names.length);
    for (const key of Object.keys(c)) known('coefficient', key, names);
    return Float64Array.from(names, (n) => c[n] ?? 0);
  }

  /** c'b with its test against rhs: contrast({ablat: 10}), contrast([1, -1, 0]). */
  contrast(c, rhs = 0) {
    return call('tsq_contrast', { fit: this.pointer, c: this.#combination(c), rhs });
  }

  /** Joint test of contrasts: waldTest([{ablat: 1}, {year: 1}]). */
  waldTest(contrasts, rhs) {
    const list = contrasts.map((c) => this.#combination(c));
    const l = new Float64Array(list.length * this.extent('coef'));
    list.forEach((row, i) => row.forEach((v, j) => (l[i + j * list.length] = v)));
    return call('tsq_wald', { fit: this.pointer, l, r: list.length, rhs });
  }

  /** Ratio of two predicted effects, with Fieller's interval. */
  ratio(numerator, denominator, { level = 0 } = {}) {
    const [x_numerator, x_denominator] = [this.#rows(numerator)[0], this.#rows(denominator)[0]];
    return call('tsq_ratio', { fit: this.pointer, x_numerator, x_denominator, level });
  }

  /** Probability that the true effect of a new trial is below (direction 'below') or above a threshold, on the scale of yi. */
  probabilityBeyond(threshold, direction, row = null) {
    known('direction', direction, ['below', 'above']);
    const x_new = row === null ? null : this.#rows(row)[0];
    return call('tsq_probability_beyond', { fit: this.pointer, x_new, threshold, direction: direction === 'below' ? -1 : 1 });
  }

  /** What must be known of the answer, in words. */
  get outcomes() {
    const found = [];
    for (let text; (text = lib.tsq_fit_outcome(this.pointer, found.length)) !== null;) found.push(text);
    return found;
  }

  get conventions() {
    return lib.tsq_fit_conventions(this.pointer);
  }

  /** Why each study given is not in the fit; null where it is. */
  get leftOut() {
    return Array.from(this.get('why'), (v) => (v === 0 ? null : nameOf('tsq_left_out', v)));
  }

  /** The options that it used, every default resolved. */
  options() {
    return call('tsq_fit_options', { fit: this.pointer });
  }

  /** A digest of a column ('yi', 'x', ...), or of all. */
  digest(column = null) {
    const text = Buffer.alloc(17);
    check(lib.tsq_fit_digest(this.pointer, column, text));
    return text.toString('latin1', 0, 16);
  }

  /** The same model on changed data: {rows, yi, weights, mods, fixed: 'tau2', value: 0}. */
  refit(change = {}) {
    const { mods, ...given } = change;
    known.all('change', Object.keys(given), ['rows', 'yi', 'weights', 'mods', 'fixed', 'value']);
    if (mods) {
      const names = Object.keys(mods);
      const k = this.extent('given');
      const x = new Float64Array(k * names.length);
      names.forEach((n, j) => x.set(doubles(n, mods[n], k), j * k));
      Object.assign(given, { x, p: names.length, x_names: names });
    }
    return new Fit(call('tsq_refit', { fit: this.pointer, change: given }), { design: mods ? null : this.#design });
  }

  /** Its studies, each with its own effect, and the pooled effect: Rows. */
  rows(options = {}) {
    return new Rows(call('tsq_fit_rows', { fit: this.pointer, options: { ...options } }));
  }

  leaveOneOut(options = {}) {
    return new Rows(call('tsq_leave_one_out', { fit: this.pointer, options: { ...options } }));
  }

  /** {order: indices of studies in the order in which they are added, coefficient} */
  cumulative(options = {}) {
    return new Rows(call('tsq_cumulative', { fit: this.pointer, options: { ...options } }));
  }

  /**
   * The same model in each group of its studies: a fit of the model "subgroups". `groups`: one text or number a study (null: none);
   * options: names (which groups, in their order; otherwise sorted), tau2 ('separate', 'common'), test ('welch', 'chi2').
   */
  subgroups(groups, options = {}) {
    const { names, ...rest } = options;
    known.all('option of subgroups', Object.keys(rest), ['names', 'tau2', 'test']);
    const given = Array.from(groups, (g) => (g === null || g === undefined || g !== g ? null : g));
    const found = [...new Set(given.filter((g) => g !== null))];
    const all = names ?? (found.every((g) => typeof g === 'number') ? found.sort((a, b) => a - b) : found.map(String).sort());
    const index = new Map(all.map((g, i) => [String(g), i]));
    const codes = given.map((g) => (g === null ? -1 : index.get(String(g)) ?? -1));
    return new Fit(call('tsq_subgroup', { fit: this.pointer, grouping: { codes, names: all, n: all.length, ...rest } }));
  }

  /** Of subgroups: the groups' fits, then the overall fit, then (common tau2) the model with all groups; null past them. */
  part(index) {
    const pointer = tagged(lib.tsq_fit_part(this.pointer, index), 'tsq_fit');
    return pointer === null ? null : new Fit(pointer, { owner: this });
  }

  /** Likelihood-ratio comparison with a fuller model. */
  compare(full) {
    return call('tsq_compare', { reduced: Fit.pointer(this), full: Fit.pointer(full) });
  }

  /** 'text', 'json', 'csv', 'markdown', 'latex', 'html'; options: digits, studies, transform, unicode, predictions, ... */
  report(format = 'text', options = {}) {
    return report(lib.tsq_report, { fit: this.pointer }, format, options);
  }

  /** What a JSON report has otherwise than this fit: 'QE: 152.233 -> 152.234', ... */
  changesFrom(json, tolerance = 1e-12) {
    const buffer = Buffer.from(json, 'utf8');
    const text = zeroTerminated(bytes((...room) => lib.tsq_report_changes(buffer, buffer.length, this.pointer, tolerance, ...room)));
    return text.split('\n').filter((line) => line !== '');
  }

  summary() {
    return this.report('text');
  }

  toString() {
    return this.report('text');
  }

  toJSON() {
    return JSON.parse(this.report('json'));
  }

  /** Figures to a file (.svg, .png, .pdf) or, without one, the SVG as text. */
  forest(file, options) {
    const rows = this.rows();
    try {
      return rows.forest(file, options);
    } finally {
      rows.free();
    }
  }

  funnel(file, options) {
    return draw('funnel', { fit: this.pointer }, file, options);
  }

  /** `moderator`: its name, or which; row: the values at which the others are held. */
  bubble(file, options) {
    const given = file !== null && typeof file === 'object' ? file : options ?? {};
    const made = { ...given };
    const names = this.labels('coef').slice(this.options().no_intercept ? 0 : 1);
    if (typeof given.moderator === 'string') {
      known('moderator', given.moderator, names);
      made.moderator = names.indexOf(given.moderator);
    }
    if (given.row) made.row = doubles('row', given.row, names.length);
    if (given.grid_rows) doubles('grid_rows', given.grid_rows, names.length * (given.grid_x?.length ?? 0));
    return draw('bubble', { fit: this.pointer }, given === file ? undefined : file, made);
  }
}

/** The fit that a JSON report tells of, fitted again from what stands in it. */
const rerun = (json) => new Fit(call('tsq_rerun', { json, bytes: Buffer.byteLength(json) }));

module.exports = { Fit, rerun };
