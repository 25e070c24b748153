// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// Memory outside of JavaScript's for one call of C, and arrays on their way into it.
const { koffi, C, TausqError } = require('./library.js');

/** Float64Array as it is; other arrays of numbers (null and undefined are missing: NaN) converted; anything else refused. */
function doubles(name, values, k) {
  let array = values;
  if (!(array instanceof Float64Array)) {
    if (!Array.isArray(values) && (!ArrayBuffer.isView(values) || values instanceof DataView)) throw new TypeError(`${name} is not an array of numbers`);
    array = Float64Array.from(values, (v, i) => {
      if (v === null || v === undefined) return NaN;
      if (typeof v !== 'number' && typeof v !== 'bigint') throw new TypeError(`${name}[${i}] is not a number`);
      return Number(v);
    });
  }
  if (k !== undefined && array.length !== k) throw new TausqError(`${name} has ${array.length} values, expected ${k}`, C.ERR_LENGTH);
  return array;
}

/** Whole numbers from `least` on, for int32_t and size_t. */
function whole(name, values, least) {
  return Array.from(doubles(name, values), (v, i) => {
    if (!Number.isSafeInteger(v) || v < least) throw new TausqError(`${name}[${i}] = ${v} is not a whole number from ${least} on`, C.ERR_DATA);
    return v;
  });
}

class Memory {
  #blocks = [];

  alloc(type, n = 1) {
    const block = koffi.alloc(type, Math.max(n, 1));
    this.#blocks.push(block);
    return block;
  }

  #copy(type, array) {
    const block = this.alloc(type, array.length);
    if (array.length > 0) koffi.encode(block, koffi.array(type, array.length), array);
    return block;
  }

  doubles(name, values, k) {
    return this.#copy('double', doubles(name, values, k));
  }

  integers(name, values, least = -(2 ** 31)) {
    return this.#copy('int32_t', Int32Array.from(whole(name, values, least)));
  }

  counts(name, values) {
    return this.#copy('size_t', whole(name, values, 0));
  }

  text(value) {
    const text = String(value);
    if (text.includes('\0')) throw new TausqError(`${JSON.stringify(text)} holds a NUL, which would cut it`, C.ERR_DATA);
    return this.#copy('uint8_t', Buffer.from(`${text}\0`, 'utf8'));
  }

  /** An array of texts; null and undefined stay NULL. */
  texts(values) {
    return this.pointers(Array.from(values, (v) => (v === null || v === undefined ? null : this.text(v))));
  }

  pointers(values) {
    return this.#copy('void *', values);
  }

  free() {
    for (const block of this.#blocks.splice(0)) koffi.free(block);
  }
}

/** Runs f with memory that is freed when it ends. */
function withMemory(f) {
  const memory = new Memory();
  try {
    return f(memory);
  } finally {
    memory.free();
  }
}

module.exports = { doubles, Memory, withMemory };
