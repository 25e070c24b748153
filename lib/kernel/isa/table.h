/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bodies of all kernels and their table, for the instruction set that the including file has switched on. */
#include "kernel/batch_body.h"
#include "kernel/effects_body.h"
#include "kernel/pooled_body.h"
#include "kernel/regression_body.h"

#define TSQP_KERNEL_TABLE(name)                                                                              \
  {                                                                                                          \
    .isa = (name), .pooled = pooled, .pooled_scan = pooled_scan, .regression = regression,                   \
    .all_finite = all_finite, .outside = outside, .plain_tables = plain_tables, .effects = effects, .batch_start = batch_start,        \
    .batch_iterate = batch_iterate, .batch_finish = batch_finish, .batch_bounds = batch_bounds, .batch_re2 = batch_re2, .design_start = design_start, .design_finish = design_finish,                                            \
  }
