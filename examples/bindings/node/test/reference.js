// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// The reference values of tests/reference (metafor's, and others'): cases by kind, data, comparison at each case's tolerance.
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const tausq = require('..');

const folder = process.env.TAUSQ_REFERENCE || path.join(__dirname, '../../../../tests/reference');
const all = JSON.parse(fs.readFileSync(path.join(folder, 'cases.json'), 'utf8'));
const kept = new Map();

/** The cases of a kind that have an answer. */
const cases = (kind) => all.filter((c) => c.kind === kind && !c.expect.error);
const byId = (id) => all.find((c) => c.id === id);

/** A data file's columns. */
function data(name) {
  if (!kept.has(name)) {
    const frame = tausq.readCsv(path.join(folder, name));
    kept.set(name, frame.toObject());
    frame.free();
  }
  return kept.get(name);
}

const columns = (file, map) => Object.fromEntries(Object.entries(map).map(([role, name]) => [role, data(file)[name]]));

/** Compares a number, or numbers, with a case's; null (not a number there) is not compared. */
function close(got, want, c, what) {
  if (want === null || want === undefined) return;
  if (Array.isArray(want)) {
    want.forEach((w, i) => close(got[i], w, c, `${what}[${i}]`));
    return;
  }
  const rel = c.tol[what.replace(/\[.*/, '')] ?? c.tol.rel;
  assert.ok(Math.abs(got - want) <= rel * Math.abs(want) + c.tol.abs, `${c.id}: ${what} is ${got}, expected ${want}`);
}

module.exports = { folder, cases, byId, data, columns, close };
