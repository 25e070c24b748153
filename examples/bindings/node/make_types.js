// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// node make_types.js [--write]: library.d.ts, the types of what the library's tables and api.json say. A test looks whether it is current.
const fs = require('node:fs');
const path = require('node:path');
const { api, structs, plain } = require('./lib/library.js');
const { namesOf } = require('./lib/names.js');
const { measure, measures } = require('./lib/effects.js');
const { models, options, quantities } = require('./lib/models.js');

const pascal = (name) => name.replace(/^tsq_/, '').split(/[_.]/).map((w) => w[0].toUpperCase() + w.slice(1)).join('');
const union = (values) => (values.length === 0 ? 'never' : values.map((v) => `'${v}'`).join(' | '));
const line = (text) => `  /** ${text.replace(/\*\//g, '*').replace(/\s+/g, ' ')} */\n`;

function enumType(name, made) {
  made.enums.add(name);
  return pascal(name);
}

function memberType(m, out, made) {
  const type = plain(m.type);
  const many = (m.dimensions ?? []).length;
  if (m.kind === 'text') return /\*.*\*/.test(type) || m.length ? (out ? '(string | null)[]' : '(string | null)[]') : out ? 'string | null' : 'string';
  if (m.kind === 'struct') {
    made.structs.push([m.struct ?? m.type, out]);
    const name = pascal(m.struct ?? m.type) + (out ? '' : 'Input');
    return many ? `${name}[]` : name;
  }
  if (m.kind === 'number') return m.length ? 'number[]' : many === 0 ? 'number' : /\*.*\*/.test(type) ? 'Numbers[]' : 'Numbers';
  if (m.kind === 'enum') {
    const name = enumType(m.enum, made);
    return many ? `(${name} | null)[]` : out ? `${name} | null` : m.enum === 'tsq_show' ? `${name} | boolean` : name;
  }
  if (m.kind === 'boolean') return 'boolean';
  if (m.kind === 'count') return many ? 'Numbers' : out ? 'number | null' : 'number';
  return many ? 'Numbers' : 'number';
}

const hidden = (m) => ['size', 'reserved', 'context', 'callback', 'handle', 'bytes'].includes(m.kind) || /^reserved/.test(m.name);

function interfaceOf(name, out, made) {
  const body = structs.get(name).members.filter((m) => !hidden(m)).map((m) => `${line(m.doc)}  ${m.name}${out ? '' : '?'}: ${memberType(m, out, made)};\n`);
  return `export interface ${pascal(name)}${out ? '' : 'Input'} {\n${body.join('')}}\n`;
}

function optionsOf(model, made) {
  const body = Object.entries(options(model)).filter(([name]) => !(name === 'keep')).map(([name, o]) => {
    const type = o.type === 'enum' ? union(o.values) : o.type === 'flag' ? 'boolean' : 'number';
    return `${line(o.text)}  ${name}?: ${type};\n`;
  });
  if (options(model).keep) body.push("  /** what the fit keeps of the data */\n  keep?: 'copy' | 'none';\n");
  return `export interface ${pascal(model)}Options {\n${body.join('')}}\n`;
}

function text() {
  const made = { enums: new Set(['tsq_measure', 'tsq_transform', 'tsq_plot_format', 'tsq_report_format', 'tsq_note_kind', 'tsq_reason']), structs: [] };
  const parts = [];
  for (const model of [...Object.keys(models()), 'batch', 'stream']) parts.push(optionsOf(model, made));
  for (const [model, info] of Object.entries(models())) {
    parts.push(`export interface ${pascal(model)}Columns {\n${info.roles.map((r) => `  ${r}?: Numbers | null;\n`).join('')}}\n`);
  }
  const all = {};
  for (const model of [...Object.keys(models()), 'subgroups']) for (const [name, q] of Object.entries(quantities(model))) (all[name] ??= new Set()).add(q.over.length === 0);
  const only = (scalar) => Object.keys(all).filter((n) => all[n].size === 1 && all[n].has(scalar));
  parts.push(`/** Quantities that are one number, of any model. */\nexport type ScalarQuantity = ${union(only(true))};\n`);
  parts.push(`/** Quantities that are arrays. */\nexport type ArrayQuantity = ${union(only(false))};\n`);
  parts.push(`/** Columns that measures are computed from. */\nexport type RecordColumn = ${union([...new Set(measures().flatMap((m) => measure(m).columns))])};\n`);
  parts.push(`export type ModelName = ${union(Object.keys(models()))};\n`);
  const wanted = [];
  for (const f of api.functions) {
    for (const a of f.arguments) if (a.kind === 'struct') wanted.push([a.struct, a.direction === 'out' && a.struct !== 'tsq_batch_out']);
    if (f.result.kind === 'struct') wanted.push([f.result.struct, true]);
  }
  const seen = new Set();
  for (const queue = wanted; queue.length > 0;) {
    const [name, out] = queue.shift();
    const key = `${name} ${out}`;
    if (seen.has(key)) continue;
    seen.add(key);
    parts.push(interfaceOf(name, out, made));
    queue.push(...made.structs.splice(0));
  }
  const enums = [...made.enums].map((name) => `export type ${pascal(name)} = ${union(namesOf(name))};\n`);
  const head = ['// SPDX-License-Identifier: GPL-3.0-or-later', "// Made by make_types.js from the library's tables and api.json.", '',
    '/** An array of numbers; null and undefined are missing in plain arrays, as NaN is. */', 'export type Numbers = ArrayLike<number | null | undefined>;', ''];
  return `${head.join('\n')}\n${enums.join('')}\n${parts.join('\n')}`;
}

if (require.main === module) {
  const file = path.join(__dirname, 'library.d.ts');
  if (process.argv.includes('--write')) fs.writeFileSync(file, text());
  else process.exitCode = fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text() ? 0 : 1;
}

module.exports = { text };
