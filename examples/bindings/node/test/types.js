// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// The types: current, of every export, and a program against them compiles (where TypeScript is installed).
const test = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const tausq = require('..');
const { text } = require('../make_types.js');

const root = path.join(__dirname, '..');
const found = (name) => {
  try {
    return path.dirname(require.resolve(`${name}/package.json`));
  } catch {
    return null;
  }
};

test('library.d.ts is what make_types.js makes', () => assert.strictEqual(fs.readFileSync(path.join(root, 'library.d.ts'), 'utf8'), text()));

test('index.d.ts has every export, and no other', () => {
  const declared = [...fs.readFileSync(path.join(root, 'index.d.ts'), 'utf8').matchAll(/^export (?:function|const|class) (\w+)/gm)].map((m) => m[1]);
  assert.deepStrictEqual([...new Set(declared)].sort(), Object.keys(tausq).sort());
});

for (const [name, type] of [['Fit', tausq.Fit], ['Rows', tausq.Rows], ['Frame', tausq.Frame], ['Stream', tausq.Stream], ['Iterate', tausq.Iterate]]) {
  test(`index.d.ts has every method of ${name}`, () => {
    const whole = fs.readFileSync(path.join(root, 'index.d.ts'), 'utf8');
    const body = whole.slice(whole.indexOf(`export class ${name} `)).split(/^}/m)[0];
    for (const method of Object.getOwnPropertyNames(type.prototype).filter((m) => !['constructor', 'free', 'toString'].includes(m))) assert.match(body, new RegExp(`\\b${method}\\b`));
  });
}

const typescript = found('typescript');
test('a program type-checks', { skip: !typescript && 'TypeScript is not installed' }, () => {
  const types = found('@types/node');
  const config = path.join(__dirname, 'tsconfig.json');
  const options = { strict: true, noEmit: true, module: 'nodenext', moduleResolution: 'nodenext', target: 'es2022', types: types ? ['node'] : [], typeRoots: types ? [path.dirname(types)] : [],
    skipLibCheck: !types, paths: { tausq: ['../index.d.ts'] } };
  fs.writeFileSync(config, JSON.stringify({ compilerOptions: options, files: ['types.ts'] }));
  try {
    execFileSync(process.execPath, [path.join(typescript, 'bin/tsc'), '-p', config], { encoding: 'utf8' });
  } catch (error) {
    assert.fail(error.stdout);
  } finally {
    fs.rmSync(config);
  }
});
