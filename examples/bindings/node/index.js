// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
const { lib, TausqError, C: status } = require('./lib/library.js');
const { call } = require('./lib/marshal.js');
const { namesOf: names } = require('./lib/names.js');
const { openHandles } = require('./lib/handle.js');
const { Fit, rerun } = require('./lib/fit.js');
const { Rows } = require('./lib/rows.js');
const { Frame, readCsv, parseCsv } = require('./lib/frame.js');
const { Stream, Iterate } = require('./lib/stream.js');
const { batch, statusText } = require('./lib/batch.js');
const { fit, rma, mh, peto, glmm, bb, models, options, quantities } = require('./lib/models.js');
const { effect, escalc, measure, measures, transform, transformSlope, transformEstimate, convert, exact } = require('./lib/effects.js');

/** Likelihood-ratio comparison of two fits of which one is a special case of the other. */
const compare = (reduced, full) => Fit.prototype.compare.call(reduced, full);
/** Whether the library was built with "csv", "json", "plot", ...; and the instruction set that it uses. */
const has = (name) => call('tsq_has', { name });
const isa = () => lib.tsq_active_isa();
const version = lib.tsq_version();

// By their names alone, so that `import { fit } from 'tausq'` finds them.
module.exports = { fit, rma, mh, peto, glmm, bb, models, options, quantities, effect, escalc, measure, measures, transform, transformSlope,
  transformEstimate, convert, exact, batch, statusText, compare, rerun, Fit, Rows, Frame, readCsv, parseCsv, Stream, Iterate, TausqError, call,
  status, names, has, isa, version, openHandles };
