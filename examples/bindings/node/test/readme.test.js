// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// README's example runs as it is printed, and prints what is printed below it.
const test = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { folder } = require('./reference.js');

test("README's example", async () => {
  const readme = fs.readFileSync(path.join(__dirname, '../README.md'), 'utf8');
  const [, code, wanted] = /```js\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/.exec(readme);
  const printed = [];
  const run = new (Object.getPrototypeOf(async () => {}).constructor)('require', 'console', code);
  const before = process.cwd();
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'tausq-readme-'));
  fs.copyFileSync(path.join(folder, 'data/bcg.csv'), path.join(work, 'bcg.csv'));
  process.chdir(work);
  try {
    await run((name) => (name === 'tausq' ? require('..') : require(name)), { log: (...values) => printed.push(values.join(' ')) });
    assert.match(fs.readFileSync('forest.svg', 'utf8'), /<svg/);
  } finally {
    process.chdir(before);
    fs.rmSync(work, { recursive: true });
  }
  assert.strictEqual(`${printed.join('\n')}\n`, wanted);
});
