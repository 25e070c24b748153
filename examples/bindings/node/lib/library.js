// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// The shared library through koffi. Every declaration comes from api.json, which is made from the C headers: nothing is listed here.
const fs = require('node:fs');
const path = require('node:path');
const koffi = require('koffi');

const beside = path.join(__dirname, '../api.json');
const api = JSON.parse(fs.readFileSync(fs.existsSync(beside) ? beside : path.join(__dirname, '../../api/api.json'), 'utf8'));

const functions = new Map(api.functions.map((f) => [f.name, f]));
const structs = new Map(api.structs.map((s) => [s.name, s]));
const enums = new Map(api.enums.map((e) => [e.name, e]));

/** Constants without their prefix: C.REML, C.ERR_BUFFER, ... */
const C = Object.fromEntries(api.enums.flatMap((e) => e.values.map((v) => [v.name.slice(4), v.value])));

const plain = (text) => text.replace(/\bconst\b/g, '').replace(/\s+/g, ' ').trim();
const isPointer = (type) => /[*[]|\(/.test(type);

// Two views of each struct (those held by value come first in api.json): `types` to write, where pointers are pointers, and `views` to
// read, where texts are texts.
const types = {};
const views = {};
for (const s of api.structs) {
  const members = (made, text) => Object.fromEntries(s.members.map((m) => {
    const name = plain(m.type);
    let type = isPointer(name) ? 'void *' : made[name] ?? name;
    if (name === 'char *') type = text;
    return [m.name, m.length ? koffi.array(type, m.length) : type];
  }));
  types[s.name] = koffi.struct(members(types, 'void *'));
  views[s.name] = koffi.struct(members(views, 'const char *'));
  const bytes = s.layout[koffi.sizeof('void *') === 8 ? 'lp64' : process.arch === 'ia32' ? 'i386' : 'ilp32'].bytes;
  if (koffi.sizeof(types[s.name]) !== bytes) throw new Error(`${s.name} has ${koffi.sizeof(types[s.name])} bytes here, ${bytes} in C`);
}

function open() {
  const wanted = process.env.TAUSQ_LIBRARY;
  const candidates = wanted ? [wanted] : [path.join(__dirname, '..', api.soname), api.soname];
  const problems = [];
  for (const file of candidates) {
    try {
      return koffi.load(file);
    } catch (error) {
      problems.push(error.message);
    }
  }
  throw new Error(`${api.soname} was not found: install it, or set TAUSQ_LIBRARY to its path. ${problems.join('; ')}`);
}

const shared = open();

/** The C functions by their names, declared when first called. */
const lib = {};
for (const f of api.functions) {
  Object.defineProperty(lib, f.name, {
    configurable: true,
    get() {
      const argument = (a) => (a.kind === 'text' && plain(a.type) === 'char *' ? 'const char *' : isPointer(a.type) ? 'void *' : plain(a.type));
      const returns = plain(f.returns);
      const result = returns === 'char *' ? 'const char *' : isPointer(returns) ? 'void *' : types[returns] ?? returns;
      const made = shared.func(f.name, result, f.arguments.map(argument));
      Object.defineProperty(lib, f.name, { value: made });
      return made;
    },
  });
}

/** An error of the library, or of arguments that never reach it: its message, and `status`, an enum tsq_status. */
class TausqError extends Error {
  constructor(message, status) {
    super(message);
    this.name = 'TausqError';
    this.status = status;
  }
}

function check(status) {
  if (status !== C.OK) throw new TausqError(lib.tsq_last_error() || lib.tsq_strerror(status), status);
}

module.exports = { koffi, api, functions, structs, enums, lib, C, types, views, plain, TausqError, check };
