// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// Rows: labelled estimates with intervals, what tables and forest plots are made of.
const { koffi, structs, lib } = require('./library.js');
const { call, report } = require('./marshal.js');
const { known, nameOf } = require('./names.js');
const { Handle } = require('./handle.js');
const { draw } = require('./figures.js');

const NONE = -1; // SIZE_MAX
const EFFECT = structs.get('tsq_prediction').members.map((m) => m.name);

/** Studies, leave-one-out, cumulative analysis, or what the caller puts together (Rows.empty). */
class Rows extends Handle {
  constructor(pointer) {
    super(pointer, 'tsq_rows_free');
  }

  /** Rows to be filled by add() and append(). */
  static empty({ level, measure } = {}) {
    return new Rows(call('tsq_rows_new', { level, measure }));
  }

  get length() {
    return call('tsq_rows_count', { rows: this.pointer });
  }

  get level() {
    return lib.tsq_rows_level(this.pointer);
  }

  /** What the estimates are; null where it was not said. */
  get measure() {
    return nameOf('tsq_measure', lib.tsq_rows_measure(this.pointer));
  }

  get groups() {
    return this.#texts('tsq_rows_group');
  }

  /** Names of the extra columns. */
  get columns() {
    return this.#texts('tsq_rows_column');
  }

  #texts(name) {
    const found = [];
    for (let text; (text = lib[name](this.pointer, found.length)) !== null;) found.push(text);
    return found;
  }

  /** A column of all rows: 'estimate', 'weight', 'tau2', ... */
  column(name) {
    return call('tsq_rows_numbers', { rows: this.pointer, name, n: this.length });
  }

  /** Objects: {kind, label, group, estimate, se, ..., weight, note, status, and the extra columns}. */
  toArray() {
    const groups = this.groups;
    const extra = this.columns.map((name) => [name, this.column(name)]);
    return Array.from({ length: this.length }, (_, index) => {
      const { effect, ...row } = call('tsq_rows_at', { rows: this.pointer, index });
      return { ...row, group: row.group === null ? null : groups[row.group], ...effect,
        ...Object.fromEntries(extra.map(([name, values]) => [name, values[index]])) };
    });
  }

  [Symbol.iterator]() {
    return this.toArray()[Symbol.iterator]();
  }

  /** What goes below the rows: [{kind, group, text}]. */
  get notes() {
    const found = [];
    const kind = new Int32Array(1);
    const group = koffi.alloc('size_t', 1);
    try {
      for (let text; (text = lib.tsq_rows_note(this.pointer, found.length, kind, group)) !== null;) {
        const g = koffi.decode(group, 'size_t');
        found.push({ kind: nameOf('tsq_note_kind', kind[0]), group: typeof g === 'bigint' ? null : this.groups[g], text });
      }
    } finally {
      koffi.free(group);
    }
    return found;
  }

  #group(name) {
    if (name === undefined || name === null) return NONE;
    const index = this.groups.indexOf(name);
    return index >= 0 ? index : this.addGroup(name);
  }

  /** Adds a row: {kind: 'estimate', label, estimate, se, ci_lower, ci_upper, weight, group, ...}; what is not given is missing. */
  add(row) {
    const { kind = 'estimate', label, note, group, weight = NaN, fitted = [NaN, NaN, NaN], n = NaN, ...given } = row;
    const effect = Object.fromEntries(EFFECT.map((name) => [name, given[name] ?? NaN]));
    known.all('member of a row', Object.keys(given), [...EFFECT, 'kind', 'label', 'note', 'group', 'weight', 'fitted', 'n']);
    call('tsq_rows_add', { rows: this.pointer, row: { kind, label, note, group: this.#group(group), index: NONE, effect, weight, fitted, n } });
    return this;
  }

  addGroup(name) {
    return call('tsq_rows_add_group', { rows: this.pointer, name });
  }

  addColumn(name, values) {
    call('tsq_rows_add_column', { rows: this.pointer, name, values });
    return this;
  }

  addNote(kind, text, group) {
    call('tsq_rows_add_note', { rows: this.pointer, kind, group: this.#group(group), text });
    return this;
  }

  /** Adds all rows of others, as a group of that name where one is given. */
  append(from, name) {
    call('tsq_rows_append', { rows: this.pointer, from: Rows.pointer(from), name });
    return this;
  }

  report(format = 'text', options = {}) {
    return report(lib.tsq_report_rows, { rows: this.pointer }, format, options);
  }

  toString() {
    return this.report('text');
  }

  /** A forest plot to a file (.svg, .png, .pdf), or, without one, the SVG as text. */
  forest(file, options) {
    return draw('forest', { rows: this.pointer }, file, options);
  }
}

module.exports = { Rows };
