// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// Names of the library's enums, by its own functions tsq_..._name() and tsq_..._from_name(); and the nearest of some names.
const { api, enums, lib, C, TausqError, check } = require('./library.js');

/** The least number of letters inserted, left out or changed (Levenshtein). */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length];
}

function nearest(name, names) {
  const plain = (s) => s.toLowerCase().replace(/_/g, '');
  return [...names].sort((a, b) => distance(plain(name), plain(a)) - distance(plain(name), plain(b)))[0];
}

/** Throws for a name that is not among those that there are. */
function known(what, name, names) {
  const all = [...names];
  if (all.includes(name)) return;
  throw new TausqError(`unknown ${what} '${name}': did you mean '${nearest(name, all)}'? There are: ${all.join(', ')}`, C.ERR_NAME);
}

known.all = (what, given, names) => given.forEach((name) => known(what, name, names));

const toName = new Map();
const fromName = new Map();
for (const f of api.functions) {
  const [first, second] = f.arguments;
  if (/_name$/.test(f.name) && f.arguments.length === 1 && first.kind === 'enum') toName.set(first.enum, f.name);
  if (/_from_name$/.test(f.name) && second?.kind === 'enum') fromName.set(second.enum, f.name);
}

// Enums without such functions: the constants' names without what they share, 'upper unbounded'.
const spelled = (name) => {
  const values = enums.get(name).values;
  const words = values.map((v) => v.name.split('_'));
  let shared = 0;
  while (words.every((w) => w.length > shared + 1 && w[shared] === words[0][shared])) shared++;
  return new Map(values.map((v, i) => [v.value, words[i].slice(shared).join(' ').toLowerCase()]));
};

/** The name of a value of an enum; null for 0 where that is none of them. */
function nameOf(name, value) {
  if (toName.has(name)) return lib[toName.get(name)](value);
  return spelled(name).get(value) ?? null;
}

/** The value of a name; 0, "the default", for undefined and null; true and false are "show" and "hide". */
function code(name, value) {
  if (value === undefined || value === null) return 0;
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  if (name === 'tsq_show' && typeof value === 'boolean') return value ? C.SHOW : C.HIDE;
  if (typeof value !== 'string') throw new TypeError(`expected a name of ${name}, got ${value}`);
  if (fromName.has(name)) {
    const out = new Int32Array(1);
    check(lib[fromName.get(name)](value, out));
    return out[0];
  }
  const names = spelled(name);
  known(name, value, names.values());
  return [...names].find((entry) => entry[1] === value)[0];
}

/** All names of an enum. */
const namesOf = (name) => (known('enum', name, enums.keys()), enums.get(name).values.map((v) => nameOf(name, v.value)).filter((n) => n !== null));

module.exports = { known, nearest, nameOf, namesOf, code };
