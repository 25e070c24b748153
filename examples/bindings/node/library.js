// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// The shared library through koffi; declarations come from api.json, which is made from the C headers.
const fs = require('node:fs');
const path = require('node:path');
const koffi = require('koffi');

const beside = path.join(__dirname, 'api.json');
const api = JSON.parse(fs.readFileSync(fs.existsSync(beside) ? beside : path.join(__dirname, '../api/api.json'), 'utf8'));

/** Constants without their prefix: C.REML, C.ERR_BUFFER, ... */
const C = {};
for (const e of api.enums) for (const v of e.values) C[v.name.slice(4)] = v.value;

for (const o of api.opaque) koffi.opaque(o.name);
const pending = [...api.structs];
const types = {};
const plain = (text) => text.replace(/\bconst\b/g, '').replace(/\s+/g, ' ').trim();
while (pending.length > 0) { // structs inside structs come first
  const s = pending.shift();
  const members = {};
  let ready = true;
  for (const m of s.members) {
    const name = plain(m.type);
    if (name.includes('(*)') || /\*.*\*/.test(name)) members[m.name] = 'void *'; // callbacks, arrays of pointers
    else if (name.startsWith('tsq_') && !name.includes('*') && !(name in types)) ready = false;
    else if (name.startsWith('tsq_') && name.includes('*')) members[m.name] = 'void *';
    else members[m.name] = m.length ? koffi.array(name, m.length) : name;
  }
  if (ready) types[s.name] = koffi.struct(s.name, members);
  else pending.push(s);
}

function open() {
  const wanted = process.env.TAUSQ_LIBRARY;
  const candidates = wanted ? [wanted] : [path.join(__dirname, 'libtausq.so.1'), 'libtausq.so.1'];
  const problems = [];
  for (const file of candidates) {
    try {
      return koffi.load(file);
    } catch (error) {
      problems.push(error.message);
    }
  }
  throw new Error(`libtausq.so.1 was not found: install it, or set TAUSQ_LIBRARY to its path. ${problems.join('; ')}`);
}

const library = open();
const lib = {};
for (const f of api.functions) {
  const argument = (a) => {
    const type = plain(a.type);
    if (a.type.includes('(*)')) return 'void *';
    if (a.direction === 'out' && /^tsq_\w+ \*/.test(type) && !/\*\*/.test(type)) return koffi.out(koffi.pointer(types[type.replace(/ \*$/, '')]));
    if (a.direction === 'out' && /\*\*$/.test(type)) return koffi.out(koffi.pointer(koffi.pointer(type.replace(/ \*\*$/, ''))));
    if (a.direction === 'out' && type === 'size_t *') return koffi.out(koffi.pointer('size_t'));
    if (a.direction === 'out' && type === 'int32_t *') return koffi.out(koffi.pointer('int32_t'));
    return type;
  };
  const known = (a) => !/^tsq_mpi/.test(a.type);
  if (f.arguments.every(known)) {
    Object.defineProperty(lib, f.name, { // declared when first called
      configurable: true,
      get() {
        const made = library.func(f.name, plain(f.returns), f.arguments.map(argument));
        Object.defineProperty(lib, f.name, { value: made });
        return made;
      },
    });
  }
}

/** An error of the library: its message, and `status`, an enum tsq_status. */
class TausqError extends Error {
  constructor(message, status) {
    super(message);
    this.name = 'TausqError';
    this.status = status;
  }
}

function check(status) {
  if (status !== 0) throw new TausqError(lib.tsq_last_error() || lib.tsq_strerror(status), status);
}

/** The number of a name by one of the library's tsq_..._from_name(); 0 for undefined. */
function code(lookup, name) {
  if (name === undefined || name === null) return 0;
  if (typeof name !== 'string') throw new TypeError(`expected a name, got ${name}`);
  const out = [0];
  check(lookup(name, out));
  return out[0];
}

/** Float64Array as it is; other arrays of numbers (null = missing) converted; anything else refused. */
function doubles(name, values, k) {
  let array = values;
  if (!(array instanceof Float64Array)) {
    if (!Array.isArray(values) && !ArrayBuffer.isView(values)) throw new TypeError(`${name} is not an array of numbers`);
    array = Float64Array.from(values, (v, i) => {
      if (v === null || v === undefined) return NaN;
      if (typeof v !== 'number') throw new TypeError(`${name}[${i}] is not a number`);
      return v;
    });
  }
  if (k !== undefined && array.length !== k) throw new TausqError(`${name} has ${array.length} values, the others have ${k}`, C.ERR_LENGTH);
  return array;
}

/** Memory outside of JavaScript's, for what a handle borrows as long as it lives. */
class Memory {
  constructor() {
    this.blocks = [];
  }

  doubles(name, values, k) {
    if (values === undefined || values === null) return null;
    const array = doubles(name, values, k);
    const block = koffi.alloc('double', Math.max(array.length, 1));
    if (array.length > 0) koffi.encode(block, koffi.array('double', array.length), array);
    this.blocks.push(block);
    return block;
  }

  texts(values) {
    if (values === undefined || values === null) return null;
    const strings = Array.from(values, (v) => {
      const bytes = Buffer.from(`${v}\0`, 'utf8');
      const block = koffi.alloc('uint8_t', bytes.length);
      koffi.encode(block, koffi.array('uint8_t', bytes.length), bytes);
      this.blocks.push(block);
      return block;
    });
    const list = koffi.alloc('void *', Math.max(strings.length, 1));
    if (strings.length > 0) koffi.encode(list, koffi.array('void *', strings.length), strings);
    this.blocks.push(list);
    return list;
  }

  free() {
    for (const block of this.blocks.splice(0)) koffi.free(block);
  }
}

const sized = (name, members) => ({ size: koffi.sizeof(types[name]), ...members });

module.exports = { koffi, api, library, lib, C, types, TausqError, check, code, doubles, Memory, sized };
