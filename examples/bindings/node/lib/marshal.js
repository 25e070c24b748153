// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// One call of any C function: arguments by their C names, arrays measured against the dimensions that api.json gives, enums by name, structs
// as objects; outputs come back as an object.
const { isExternal } = require('node:util').types;
const { koffi, api, functions, structs, lib, C, types, views, plain, TausqError, check } = require('./library.js');
const { known, nameOf, code } = require('./names.js');
const { withMemory } = require('./memory.js');

// Which handle a pointer is of: C could not tell one from another.
const tags = new WeakMap();

function tagged(pointer, name) {
  if (pointer !== null) tags.set(pointer, name);
  return pointer;
}

function handle(what, name, value) {
  if (!isExternal(value) || tags.get(value) !== name) throw new TypeError(`${what} is not a ${name}`);
  return value;
}

const destructors = new Set(api.opaque.map((o) => o.destructor));

const missing = (value) => value === undefined || value === null;

/** How many columns of moderators a fit has, without the intercept. */
const moderators = (fit) => Number(lib.tsq_fit_extent(fit, 'coef')) - (call('tsq_fit_options', { fit }).no_intercept ? 0 : 1);

/** A dimension as a number: a count, "records.k", "m + 1", a call of the library; undefined where it cannot be known here. */
function extent(text, scope) {
  if (/^\d+$/.test(text)) return Number(text);
  const plus = /^(\S+) \+ 1$/.exec(text);
  if (plus) {
    const n = extent(plus[1], scope);
    return n === undefined ? undefined : n + 1;
  }
  const named = (path) => {
    const [first, ...rest] = path.split('.');
    return rest.reduce((o, name) => o?.[name], scope.struct[first] ?? scope.args[first]);
  };
  const asked = /^(tsq_\w+)\(([\w.]*)(?:, "(\w+)")?\)$/.exec(text);
  if (asked) {
    const handle = named(asked[2] || 'rows');
    return missing(handle) ? undefined : Number(lib[asked[1]](...[handle, asked[3]].filter((a) => a !== undefined)));
  }
  if (text === 'fit.data.p') return isExternal(named('fit')) ? moderators(named('fit')) : undefined;
  const value = named(text);
  return typeof value === 'number' ? value : undefined;
}

const total = (dimensions, scope) => (dimensions ?? []).reduce((n, d) => {
  const one = extent(d, scope);
  return n === undefined || one === undefined ? undefined : n * one;
}, 1);

/** Counts that were not given, from the arrays that they are the dimensions of. */
function derive(members, given, scope) {
  for (const m of members.filter((c) => c.kind === 'count' && !/\*/.test(c.type) && missing(given[c.name]))) {
    for (const array of members.filter((a) => a.dimensions?.includes(m.name) && !missing(given[a.name]))) {
      const others = total(array.dimensions.filter((d) => d !== m.name), scope);
      const length = array.dimensions.length === 2 && /\*.*\*/.test(array.type) ? given[array.name].length * others : given[array.name].length;
      if (others > 0 && length !== undefined) {
        given[m.name] = length / others;
        break;
      }
    }
  }
}

/** What C is to see of an array, text, struct or handle. */
function pointer(what, m, value, memory, scope) {
  if (missing(value)) return null;
  if (m.kind === 'handle') return handle(what, m.handle, value);
  if (isExternal(value)) return value; // or memory that the caller holds
  const type = plain(m.type);
  const n = total(m.dimensions, scope);
  if (n === undefined) throw new Error(`${what}: its length ${m.dimensions.join(' x ')} is not known here`); // C would read as far as it says
  const fits = (values, length = n) => {
    if (typeof values === 'string' || typeof values.length !== 'number') throw new TypeError(`${what} is not an array`);
    if (values.length !== length) throw new TausqError(`${what} has ${values.length} values, expected ${length}`, C.ERR_LENGTH);
    return values;
  };
  if (m.kind === 'bytes') return fits(Buffer.from(value));
  if (type === 'char *') return memory.text(text(what, value));
  if (type === 'char * *' || type === 'char **') return memory.texts(fits(value));
  if (type === 'double **' || type === 'double * *') {
    const [rows, columns] = m.dimensions.map((d) => extent(d, scope));
    return memory.pointers(fits(value, rows).map((v, i) => memory.doubles(`${what}[${i}]`, v, columns)));
  }
  if (type === 'double *') return memory.doubles(what, value, n);
  if (type === 'int32_t *') return memory.integers(what, fits(m.kind === 'enum' ? Array.from(value, (v) => code(m.enum, v)) : value));
  if (type === 'size_t *') return memory.counts(what, fits(value));
  if (m.kind === 'struct' && m.dimensions) {
    const block = memory.alloc(types[m.struct], value.length);
    fits(value).forEach((v, i) => koffi.encode(block, i * koffi.sizeof(types[m.struct]), types[m.struct], members(m.struct, v, memory, scope.args)));
    return block;
  }
  if (m.kind === 'struct' && isObject(value)) return struct(m.struct, value, memory, scope.args);
  throw new TypeError(`${what} is not what C takes there`);
}

const isObject = (value) => Object.getPrototypeOf(value) === Object.prototype;

/** A number, count, boolean or enum as C has it. */
function scalar(what, m, value) {
  if (missing(value)) return 0;
  if (m.kind === 'enum' || m.kind === 'flags') return code(m.enum, value);
  if (typeof value === 'boolean' && m.kind === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'number') throw new TypeError(`${what} is not a number`);
  if (m.kind === 'number') return value;
  if (m.kind === 'count' && value === -1) return 2n ** BigInt(8 * koffi.sizeof('size_t')) - 1n; // SIZE_MAX: none
  const least = m.kind === 'count' ? 0 : -(2 ** 31);
  if (!Number.isSafeInteger(value) || value < least || (m.kind !== 'count' && value >= 2 ** 31)) {
    throw new TausqError(`${what} = ${value} is not a whole number in its range`, C.ERR_ARGUMENT);
  }
  return value;
}

/** The members of a struct from an object by their names; a name that it does not have is an error. `given`: filled with them and counts. */
function members(name, object, memory, args = {}, given = {}) {
  const s = structs.get(name);
  const open = s.members.filter((m) => m.kind !== 'size' && m.kind !== 'reserved');
  for (const [key, value] of Object.entries(object)) {
    known('member', key, open.map((m) => m.name));
    if (!missing(value)) given[key] = value;
  }
  const scope = { args, struct: given };
  derive(open, given, scope);
  const made = {};
  for (const m of s.members) {
    const value = given[m.name];
    if (m.kind === 'size') made[m.name] = koffi.sizeof(types[name]);
    else if (m.length) made[m.name] = value ?? new Array(m.length).fill(0);
    else if (/[*(]/.test(m.type)) made[m.name] = pointer(m.name, m, value, memory, scope);
    else if (types[m.type]) made[m.name] = members(m.type, value ?? {}, memory, args);
    else made[m.name] = scalar(m.name, m, value);
  }
  return made;
}

function struct(name, object, memory, args, given) {
  const block = memory.alloc(types[name]);
  koffi.encode(block, types[name], members(name, object, memory, args, given));
  return block;
}

/** A value of C as JavaScript has it: enums by name, booleans, null for "none" of a count. */
function translated(m, value) {
  if (m.kind === 'enum') return nameOf(m.enum, value);
  if (m.kind === 'boolean') return value !== 0;
  if (m.kind === 'count') return typeof value === 'bigint' ? null : value;
  return value;
}

/** A struct that C filled, as an object. */
function object(name, raw) {
  const made = {};
  for (const m of structs.get(name).members) {
    if (m.kind === 'size' || m.kind === 'reserved') continue;
    if (types[m.type]) made[m.name] = object(m.type, raw[m.name]);
    else if (m.length) made[m.name] = Array.from(raw[m.name]);
    else if (m.dimensions && raw[m.name] !== null) {
      const element = m.kind === 'text' ? 'const char *' : plain(m.type).replace(/ ?\*.*$/, '');
      made[m.name] = Array.from(koffi.decode(raw[m.name], koffi.array(element, raw[m.dimensions[0]])), (v) => translated(m, v));
    } else made[m.name] = /\*/.test(m.type) ? raw[m.name] : translated(m, raw[m.name]);
  }
  return made;
}

const read = (name, block, n) => Array.from({ length: n }, (_, i) => object(name, koffi.decode(block, i * koffi.sizeof(views[name]), views[name])));

/** Room for an output and how it is read. */
function output(f, a, memory, scope) {
  const type = plain(a.type);
  const what = `${f.name}: ${a.name}`;
  if (a.kind === 'handle') {
    const block = memory.alloc('void *');
    koffi.encode(block, 'void *', null);
    return [block, () => tagged(koffi.decode(block, 'void *'), a.handle)];
  }
  if (/^const .*\* ?\*|\*const \*\*/.test(a.type)) { // borrowed arrays and texts
    const block = memory.alloc('void *');
    const n = total(a.dimensions, scope);
    const element = a.kind === 'text' ? 'const char *' : type.replace(/ ?\*.*$/, '');
    return [block, () => (a.dimensions ? koffi.decode(koffi.decode(block, 'void *'), koffi.array(element, n)) : koffi.decode(block, 'const char *'))];
  }
  const n = a.dimensions ? total(a.dimensions, scope) : 1;
  if (n === undefined) throw new Error(`${what}: its length ${a.dimensions} is not known`);
  if (a.kind === 'struct') {
    const block = memory.alloc(types[a.struct], n);
    const empty = members(a.struct, {}, memory);
    for (let i = 0; i < n; i++) koffi.encode(block, i * koffi.sizeof(types[a.struct]), types[a.struct], empty);
    return [block, () => (a.dimensions ? read(a.struct, block, n) : read(a.struct, block, 1)[0])];
  }
  if (type === 'double *') {
    const array = new Float64Array(n);
    return [array, () => (a.dimensions ? array : array[0])];
  }
  if (type === 'int32_t *') {
    const array = new Int32Array(n);
    return [array, () => (a.dimensions ? (a.kind === 'integer' ? array : Array.from(array, (v) => translated(a, v))) : translated(a, array[0]))];
  }
  if (type === 'size_t *') {
    const block = memory.alloc('size_t', n);
    return [block, () => koffi.decode(block, 'size_t')];
  }
  throw new Error(`${what}: ${a.type} is written by hand`);
}

/**
 * Calls a C function: `inputs` by argument names. Returns what it returns, or, of a function with outputs, these by name (one alone: itself).
 * Outputs that `skip` names are passed as NULL.
 */
function call(name, inputs = {}, skip = []) {
  known('function', name, functions.keys());
  if (destructors.has(name)) throw new TausqError(`${name} is for free() alone: it would be freed twice`, C.ERR_ARGUMENT);
  const f = functions.get(name);
  return withMemory((memory) => {
    const scope = { args: { ...inputs }, struct: {} };
    derive(f.arguments, scope.args, scope);
    const outputs = {};
    const values = new Map();
    for (const a of f.arguments.filter((b) => b.direction !== 'out')) {
      const value = scope.args[a.name];
      if (a.kind === 'struct' && !missing(value) && isObject(value)) {
        const given = {};
        values.set(a.name, struct(a.struct, value, memory, scope.args, given));
        scope.args[a.name] = given; // with its counts: the lengths of outputs
      } else if (a.kind === 'text' && plain(a.type) === 'char *') values.set(a.name, missing(value) ? null : text(a.name, value));
      else if (/\*/.test(a.type)) values.set(a.name, pointer(a.name, a, value, memory, scope));
      else values.set(a.name, scalar(a.name, a, value));
    }
    for (const a of f.arguments.filter((b) => b.direction === 'out')) {
      if (skip.includes(a.name)) {
        values.set(a.name, null);
        continue;
      }
      const [room, get] = output(f, a, memory, scope);
      values.set(a.name, room);
      outputs[a.name] = get;
    }
    const result = lib[name](...f.arguments.map((a) => values.get(a.name)));
    if (f.result.kind === 'status') check(result);
    const outs = Object.entries(outputs).map(([key, get]) => [key, get()]);
    if (outs.length === 0) return f.result.kind === 'status' ? undefined : translated(f.result, result);
    return outs.length === 1 ? outs[0][1] : Object.fromEntries(outs);
  });
}

function text(what, value) {
  if (typeof value !== 'string') throw new TypeError(`${what} is not a text`);
  if (value.includes('\0')) throw new TausqError(`${what} holds a NUL, which would cut it`, C.ERR_DATA);
  return value;
}

/** Bytes of which there are how many a first call says: `write(buffer, n, needed)`, in the way of snprintf. */
function bytes(write) {
  return withMemory((memory) => {
    const needed = memory.alloc('size_t');
    const status = write(null, 0, needed);
    if (status !== C.ERR_BUFFER) check(status);
    const buffer = Buffer.alloc(koffi.decode(needed, 'size_t'));
    check(write(buffer, buffer.length, needed));
    return buffer;
  });
}

const zeroTerminated = (buffer) => buffer.toString('utf8', 0, buffer.length - 1);

/** The report of a fit or of rows: `write` is the C function, `subject` {fit} or {rows}. */
function report(write, subject, format, options) {
  return withMemory((memory) => {
    const o = struct('tsq_report_options', options, memory, subject);
    const f = code('tsq_report_format', format);
    return zeroTerminated(bytes((...room) => write(Object.values(subject)[0], o, f, ...room)));
  });
}

module.exports = { tagged, call, struct, bytes, report, zeroTerminated };
