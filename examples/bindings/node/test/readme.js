// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// README's example runs as it is printed, and prints what is printed below it.
const test = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const { folder } = require('./reference.js');

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'tausq-readme-'));
fs.mkdirSync(path.join(work, 'node_modules'));
fs.symlinkSync(path.join(__dirname, '..'), path.join(work, 'node_modules/tausq'));
test.after(() => fs.rmSync(work, { recursive: true }));

const run = (code) => {
  fs.writeFileSync(path.join(work, 'example.mjs'), code);
  return execFileSync(process.execPath, ['example.mjs'], { cwd: work, encoding: 'utf8' });
};

test("README's example", () => {
  const readme = fs.readFileSync(path.join(__dirname, '../README.md'), 'utf8');
  const [, code, wanted] = /```js\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/.exec(readme);
  fs.copyFileSync(path.join(folder, 'data/bcg.csv'), path.join(work, 'bcg.csv'));
  assert.strictEqual(run(code), wanted);
  assert.match(fs.readFileSync(path.join(work, 'forest.svg'), 'utf8'), /<svg/);
});

test('modules import every export by its name', () => {
  const names = Object.keys(require('..'));
  assert.strictEqual(run(`import { ${names.join(', ')} } from 'tausq';\nconsole.log([${names.join(', ')}].every((e) => e !== undefined));`), 'true\n');
});
