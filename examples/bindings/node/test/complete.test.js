// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// Every public function is called by the binding, or named in unwrapped.txt with a reason; and nothing there is called or unknown.
const test = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { functions } = require('../lib/library.js');
const { covered } = require('../lib/names.js');

const source = path.join(__dirname, '..');
const files = ['index.js', ...fs.readdirSync(path.join(source, 'lib')).map((f) => path.join('lib', f))];
const called = new Set([...covered, ...files.flatMap((f) => fs.readFileSync(path.join(source, f), 'utf8').match(/\btsq_\w+/g) ?? []).filter((n) => functions.has(n))]);
const list = process.env.TAUSQ_UNWRAPPED || path.join(source, '../unwrapped.txt');
const unwrapped = fs.readFileSync(list, 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#')) // function, bindings, reason
  .map((line) => line.split(/\s+/)).filter(([, bindings]) => bindings.split(',').includes('node'));

test('every function is called or named in unwrapped.txt', () => {
  const named = unwrapped.map(([name]) => name);
  assert.deepStrictEqual([...functions.keys()].filter((f) => !called.has(f) && !named.includes(f)), []);
});

test('what unwrapped.txt names exists, is not called, and has a reason', () => {
  for (const [name, , ...reason] of unwrapped) {
    assert.ok(functions.has(name), name);
    assert.ok(!called.has(name), `${name} is called`);
    assert.ok(reason.length >= 3, `${name}: ${reason.join(' ')}`);
  }
});
