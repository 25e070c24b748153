// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// Very many small analyses in one call, off the event loop: on a thread of the FFI's pool, which the library leaves by threads of its own.
const { koffi, structs, lib, C, types, TausqError, check } = require('./library.js');
const { struct } = require('./marshal.js');
const { known } = require('./names.js');
const { doubles, Memory } = require('./memory.js');
const { optionsOf } = require('./models.js');

const columns = structs.get('tsq_batch_out').members.filter((m) => /^double \*/.test(m.type)).map((m) => m.name);
const byCoefficient = new Set(structs.get('tsq_batch_out').members.filter((m) => m.dimensions?.length === 2).map((m) => m.name));
const cheap = columns.filter((n) => !/^(tau2_|re2)/.test(n)); // the others cost as much again each

const proto = koffi.proto('int', ['void *', 'size_t', 'size_t']);

/** Moderators that all problems share, {name: [k] numbers}, as C has them. */
function moderators(mods, k) {
  const names = Object.keys(mods);
  const x = new Float64Array(k * names.length);
  names.forEach((n, j) => x.set(doubles(n, mods[n], k), j * k));
  return { x, p: names.length };
}

/** Which data there are; lengths are checked here, before C sees them. */
function dataOf(given) {
  const { mods, ...data } = given;
  known.all('member of batch data', Object.keys(given), ['yi', 'vi', 'sei', 'k', 'm', 'offsets', 'mods']);
  if (!data.yi) throw new TausqError('yi is missing', C.ERR_NULL);
  const n = data.yi.length;
  if (data.offsets) {
    data.m = data.offsets.length - 1;
    if (Number(data.offsets[data.m]) !== n) throw new TausqError(`offsets end at ${data.offsets[data.m]}, yi has ${n} values`, C.ERR_LENGTH);
  } else {
    if (data.m === undefined && data.k === undefined) throw new TausqError('k studies of m problems: one of k and m is needed', C.ERR_NULL);
    data.m ??= n / data.k;
    data.k ??= n / data.m;
    if (!Number.isInteger(data.m) || !Number.isInteger(data.k) || data.k * data.m !== n) throw new TausqError(`yi has ${n} values, not ${data.k} x ${data.m}`, C.ERR_LENGTH);
  }
  for (const name of ['vi', 'sei']) if (data[name]) data[name] = doubles(name, data[name], n);
  data.yi = doubles('yi', data.yi);
  return mods ? { ...data, ...moderators(mods, data.k) } : data;
}

// A struct whose data arrays have their lengths from dataOf(): they are copied once, into memory that the other thread reads.
function inputs(data, options, memory) {
  const { yi, vi, sei, ...rest } = data;
  const block = struct('tsq_batch_data', rest, memory, {});
  for (const [name, values] of Object.entries({ yi, vi, sei })) {
    if (values) koffi.encode(block, koffi.offsetof(types.tsq_batch_data, name), 'void *', memory.doubles(name, values));
  }
  return [block, struct('tsq_options', options, memory, {})];
}

/**
 * M analyses of k studies: {yi, vi | sei, k | m, mods}, where study i of problem j is yi[i * m + j]; or ragged, {yi, vi, offsets}.
 * Resolves to {tau2, estimate, ..., status}: Float64Arrays [m], with moderators those of coefficients [m x coefficients], a coefficient
 * after the other. options: those of the model "batch", and outputs (which columns), signal (AbortSignal), progress (done, m) => {}.
 */
async function batch(given, { outputs = cheap, signal, progress, ...options } = {}) {
  const data = dataOf(given);
  for (const name of outputs) known('output of batch', name, columns);
  const chosen = optionsOf('batch', options);
  signal?.throwIfAborted();
  const memory = new Memory();
  let callback = null;
  let thrown = null;
  try {
    const [d, o] = inputs(data, chosen, memory);
    const coefficients = (data.p ?? 0) + 1 - (chosen.no_intercept ? 1 : 0);
    const size = (name) => data.m * (byCoefficient.has(name) ? Math.max(coefficients, 1) : 1);
    const blocks = Object.fromEntries(outputs.map((name) => [name, memory.alloc('double', size(name))]));
    const status = memory.alloc('int32_t', data.m);
    const out = struct('tsq_batch_out', { ...blocks, status }, memory, {});
    let control = null;
    if (signal || progress) {
      callback = koffi.register((context, done, m) => {
        try {
          progress?.(Number(done), Number(m));
        } catch (error) { // it must not pass through C
          thrown = { error };
        }
        return thrown || signal?.aborted ? 0 : 1;
      }, koffi.pointer(proto));
      control = struct('tsq_batch_control', { go_on: callback }, memory, {});
    }
    const code = await new Promise((resolve, reject) => lib.tsq_batch.async(d, o, control, out, (error, value) => (error ? reject(error) : resolve(value))));
    if (thrown) throw thrown.error;
    if (code === C.ERR_CANCELLED) throw signal?.reason ?? new TausqError('cancelled', code);
    // Messages belong to threads. What is wrong with the input is found before any work, so asking again here costs nothing.
    if (code !== C.OK) check(code === C.ERR_NOMEM ? code : lib.tsq_batch(d, o, null, out));
    const result = Object.fromEntries(outputs.map((name) => [name, new Float64Array(koffi.view(blocks[name], 8 * size(name))).slice()]));
    result.status = new Int32Array(koffi.view(status, 4 * data.m)).slice();
    return result;
  } finally {
    if (callback) koffi.unregister(callback);
    memory.free();
  }
}

/** An entry of `status` in words. */
const statusText = (value) => lib.tsq_strerror(value);

module.exports = { batch, statusText };
