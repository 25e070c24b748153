// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// Records from CSV, and formulas over columns: what the command reads, for JavaScript.
const { koffi, lib, C, TausqError } = require('./library.js');
const { call } = require('./marshal.js');
const { known } = require('./names.js');
const { Handle } = require('./handle.js');

/** A table of named columns, of numbers or of texts. */
class Frame extends Handle {
  constructor(pointer) {
    super(pointer, 'tsq_frame_free');
  }

  /** From {name: values}: numbers (null is missing), or texts. */
  static from(columns) {
    const names = Object.keys(columns);
    const rows = names.length > 0 ? columns[names[0]].length : 0;
    const frame = new Frame(call('tsq_frame_new', { rows }));
    try {
      for (const name of names) {
        const values = columns[name];
        if (Array.isArray(values) && values.some((v) => typeof v === 'string' || typeof v === 'boolean')) {
          const strings = values.map((v) => (v === null || v === undefined ? null : String(v)));
          call('tsq_frame_add_text', { frame: frame.pointer, name, strings });
        } else call('tsq_frame_add_numeric', { frame: frame.pointer, name, values });
      }
    } catch (error) {
      frame.free();
      throw error;
    }
    return frame;
  }

  get rows() {
    return call('tsq_frame_rows', { frame: this.pointer });
  }

  get names() {
    return Array.from({ length: call('tsq_frame_columns', { frame: this.pointer }) }, (_, column) => lib.tsq_frame_column_name(this.pointer, column));
  }

  /** How the file was read: separator, decimal mark, encoding; null where it was not read from one. */
  get reading() {
    return lib.tsq_frame_reading(this.pointer);
  }

  /** A column: Float64Array, or an array of texts (null is missing). `as`: 'numbers', 'counts', 'proportions', 'texts'. */
  column(name, as) {
    known('column', name, this.names);
    const index = call('tsq_frame_find', { frame: this.pointer, name });
    const kind = as ?? (lib.tsq_frame_is_numeric(this.pointer, index) ? 'numbers' : 'texts');
    const ask = { numbers: 'tsq_frame_numeric', counts: 'tsq_frame_counts', proportions: 'tsq_frame_proportions', texts: 'tsq_frame_text' };
    known('kind of column', kind, Object.keys(ask));
    const values = call(ask[kind], { frame: this.pointer, name });
    return kind === 'texts' ? Array.from(values) : Float64Array.from(values);
  }

  /** {name: values} of all columns. */
  toObject() {
    return Object.fromEntries(this.names.map((name) => [name, this.column(name)]));
  }

  /** The file's line of each row. */
  get lines() {
    return Array.from(call('tsq_frame_lines', { frame: this.pointer }), Number);
  }

  /** Whether a row looks like a total of others. */
  get totals() {
    return call('tsq_frame_totals', { frame: this.pointer }, ['n_totals']);
  }

  /** A column's levels as a factor. */
  levels(name) {
    const n = call('tsq_frame_levels', { frame: this.pointer, name });
    return Array.from({ length: n }, (_, level) => lib.tsq_frame_level(this.pointer, name, level));
  }

  /** The index of each row's level, -1 where it is missing. */
  codes(name) {
    return Int32Array.from(call('tsq_frame_codes', { frame: this.pointer, name }));
  }

  /** The rows that meet a condition, 'year >= 1950 & alloc == "random"'. */
  subset(condition) {
    return new Frame(call('tsq_frame_subset', { frame: this.pointer, condition }));
  }

  /** The name of the column that looks like a role ('ai', 'yi', 'label'); null where none does. */
  guess(role) {
    try {
      return this.names[call('tsq_frame_guess', { frame: this.pointer, role })] ?? null;
    } catch (error) {
      if (error.status === C.ERR_NAME) return null;
      throw error;
    }
  }
}

const readCsv = (path, options = {}) => new Frame(call('tsq_frame_read_csv', { path, options }));
const parseCsv = (text, options = {}) => new Frame(call('tsq_frame_parse_csv', { text, bytes: Buffer.byteLength(text), options }));

const quoted = (name) => `\`${name}\``;

/** The design of a formula ("ablat + alloc") over columns, or of all columns given: a matrix, its names, and rows for predictions. */
class Design extends Handle {
  /** `use`: 1 for each study that takes part, 0 for the others. */
  constructor(mods, data, use) {
    const columns = typeof mods === 'string' ? data : mods;
    if (!columns || typeof columns !== 'object') throw new TypeError('mods is a formula and data its columns, or mods an object of columns');
    const terms = typeof mods === 'string' ? mods : Object.keys(mods).map(quoted).join(' + ');
    const frame = columns instanceof Frame ? columns : Frame.from(columns);
    try {
      if (frame.rows !== use.length) throw new TausqError(`mods have ${frame.rows} rows, the studies are ${use.length}`, C.ERR_LENGTH);
      if (use.every((u) => u === 1)) super(call('tsq_design_from_terms', { frame: frame.pointer, terms }), 'tsq_design_free');
      else super(call('tsq_design_from_studies', { frame: frame.pointer, terms, use }), 'tsq_design_free');
    } finally {
      if (frame !== columns) frame.free();
    }
    const design = this.pointer;
    this.k = call('tsq_design_k', { design });
    this.p = call('tsq_design_p', { design });
    this.intercept = call('tsq_design_intercept', { design });
    this.x = this.p === 0 ? null : new Float64Array(koffi.decode(lib.tsq_design_x(design), koffi.array('double', this.k * this.p, 'Typed')));
    this.names = this.p === 0 ? [] : Array.from(koffi.decode(lib.tsq_design_names(design), koffi.array('const char *', this.p)));
    this.variables = Array.from({ length: call('tsq_design_n_variables', { design }) }, (_, variable) => {
      const { name, n_levels } = call('tsq_design_variable', { design, variable });
      const levels = Array.from({ length: n_levels }, (__, level) => lib.tsq_design_level(design, variable, level));
      return levels.length > 0 ? { name, levels } : { name };
    });
    this.terms = Array.from({ length: call('tsq_design_n_terms', { design }) }, (_, term) => call('tsq_design_term', { design, term }));
  }

  /** The model's row at {variable: value}, levels of factors by their names. */
  row(values) {
    for (const key of Object.keys(values)) known('moderator', key, this.variables.map((v) => v.name));
    const names = Object.keys(values);
    if (names.every((n) => typeof values[n] === 'number' && !this.variables.find((v) => v.name === n).levels)) {
      return call('tsq_design_row', { design: this.pointer, names, values: names.map((n) => values[n]) });
    }
    const text = names.map((n) => `${quoted(n)} = ${typeof values[n] === 'number' ? values[n] : `"${values[n]}"`}`).join(', ');
    return call('tsq_design_parse_row', { design: this.pointer, text });
  }
}

module.exports = { Frame, Design, readCsv, parseCsv };
