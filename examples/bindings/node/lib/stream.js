// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// One analysis of more studies than memory holds: chunks in, a fit out; sums merge across processes as bytes.
const { lib } = require('./library.js');
const { call, bytes } = require('./marshal.js');
const { Handle } = require('./handle.js');
const { Fit } = require('./fit.js');
const { optionsOf } = require('./models.js');

const data = ({ mods, ...columns }) => {
  if (!mods) return columns;
  const names = Object.keys(mods);
  const k = mods[names[0]].length;
  const x = new Float64Array(k * names.length);
  names.forEach((n, j) => x.set(Float64Array.from(mods[n], (v) => v ?? NaN), j * k));
  return { ...columns, k, x, p: names.length, x_names: names };
};

/** Sums of O(p^2) numbers: new Stream({names: ['ablat']}), add(), merge(), finish(). */
class Stream extends Handle {
  constructor({ names = [], no_intercept = false, missing } = {}, pointer = null) {
    const x_names = names.length > 0 ? names : undefined;
    super(pointer ?? call('tsq_stream_new', { options: { p: names.length, x_names, no_intercept, missing } }), 'tsq_stream_free');
  }

  /** From bytes() of another process. */
  static from(saved) {
    return new Stream({}, call('tsq_stream_from_bytes', { buf: saved, n: saved.length }));
  }

  /** Adds {yi, vi | sei, mods, weights}. */
  add(chunk) {
    call('tsq_stream_add', { stream: this.pointer, chunk: data(chunk) });
    return this;
  }

  merge(from) {
    call('tsq_stream_merge', { into: this.pointer, from: Stream.pointer(from) });
    return this;
  }

  /** Empties it for another pass over the data, at a tau2. */
  restart(tau2) {
    call('tsq_stream_restart', { stream: this.pointer, tau2 });
    return this;
  }

  get count() {
    return call('tsq_stream_count', { stream: this.pointer });
  }

  get dropped() {
    return call('tsq_stream_dropped', { stream: this.pointer });
  }

  get coefficients() {
    return call('tsq_stream_coefficients', { stream: this.pointer });
  }

  bytes() {
    return bytes((...room) => lib.tsq_stream_bytes(this.pointer, ...room));
  }

  /** A fit of what the sums say; methods that need several passes go through Iterate. */
  finish(options = {}) {
    return new Fit(call('tsq_stream_finish', { stream: this.pointer, options: optionsOf('stream', options) }));
  }
}

/** An analysis in several passes: while (!it.done) it.step(the stream after a pass at it.tau2). */
class Iterate extends Handle {
  constructor(first, options = {}) {
    super(call('tsq_iterate_new', { first: Stream.pointer(first), options: optionsOf('stream', options) }), 'tsq_iterate_free');
  }

  get tau2() {
    return lib.tsq_iterate_tau2(this.pointer);
  }

  get done() {
    return call('tsq_iterate_done', { it: this.pointer });
  }

  get passes() {
    return call('tsq_iterate_passes', { it: this.pointer });
  }

  step(pass) {
    return call('tsq_iterate_step', { it: this.pointer, pass: Stream.pointer(pass) });
  }

  finish() {
    return new Fit(call('tsq_iterate_finish', { it: this.pointer }));
  }

  /** Begins the search for an interval of tau2, in further passes. */
  confintStart(level = 0) {
    call('tsq_iterate_confint_start', { it: this.pointer, level });
  }

  confint() {
    return call('tsq_iterate_confint', { it: this.pointer });
  }
}

module.exports = { Stream, Iterate };
