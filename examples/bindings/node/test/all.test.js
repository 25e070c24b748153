// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// All tests in one process, one after the other; then, which public functions none of them called: each of these must stand in unwrapped.txt
// with a reason, and no other.
const test = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { api, functions, lib } = require('../lib/library.js');
const { nameOf, code } = require('../lib/names.js');

for (const name of ['models', 'fits', 'batch', 'types', 'readme']) require(`./${name}.js`);

test('names of enums lead back to their values', () => {
  for (const e of api.enums) {
    for (const { value } of e.values.filter((v) => nameOf(e.name, v.value) !== null)) assert.strictEqual(code(e.name, nameOf(e.name, value)), value, e.name);
  }
});

test('every function is called or named in unwrapped.txt, with a reason', () => {
  const called = (name) => 'value' in Object.getOwnPropertyDescriptor(lib, name); // declared when first called
  const list = process.env.TAUSQ_UNWRAPPED || path.join(__dirname, '../../unwrapped.txt');
  const unwrapped = fs.readFileSync(list, 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#')) // function, bindings, reason
    .map((line) => line.split(/\s+/)).filter(([, bindings]) => bindings.split(',').includes('node'));
  assert.deepStrictEqual([...functions.keys()].filter((name) => !called(name)).sort(), unwrapped.map(([name]) => name).sort());
  for (const [name, , ...reason] of unwrapped) assert.ok(reason.length >= 3, `${name}: ${reason.join(' ')}`);
});
