// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// What the library made and frees: by free(), or when JavaScript forgets it.
const { lib, C, TausqError } = require('./library.js');

let open = 0; // those that are not freed yet: tests count them

const release = (held) => {
  if (held.pointer === null) return;
  if (held.free) lib[held.free](held.pointer);
  held.pointer = null;
  held.owner = null;
  if (held.free) open--;
};
const forgotten = new FinalizationRegistry(release);

class Handle {
  #held;

  /** `free`: the C function; null for a part of `owner`, which is kept alive by it. */
  constructor(pointer, free, owner = null) {
    this.#held = { pointer, free, owner };
    if (free) open++;
    forgotten.register(this, this.#held, this);
  }

  /** The pointer of one of this class; anything else is an error: C could not tell. */
  static pointer(value) {
    if (!(value instanceof this)) throw new TypeError(`expected a ${this.name}, got ${value?.constructor?.name ?? value}`);
    return value.pointer;
  }

  /** For calls of C; an error after free(). */
  get pointer() {
    if (this.#held.owner) this.#held.owner.pointer; // eslint-disable-line no-unused-expressions
    if (this.#held.pointer === null) throw new TausqError(`the ${this.constructor.name.toLowerCase()} was freed`, C.ERR_NULL);
    return this.#held.pointer;
  }

  free() {
    forgotten.unregister(this);
    release(this.#held);
  }

  /** What console.log() shows. */
  [Symbol.for('nodejs.util.inspect.custom')]() {
    return this.#held.pointer === null ? `${this.constructor.name} (freed)` : this.toString();
  }

  toString() {
    return this.constructor.name;
  }

  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
    this.free();
  }
}

module.exports = { Handle, openHandles: () => open };
