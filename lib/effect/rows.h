/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row functions: one a measure, called by the registry. Each takes a complete, checked, corrected study. */
#ifndef TSQP_ROWS_H
#define TSQP_ROWS_H

#include "effect/study.h"

/* clang-format off */
#define TSQP_ROWS(X) \
  X(rr) X(or) X(rd) X(as) X(peto) \
  X(phi) X(zphi) X(yuq) X(yuy) X(rtet) X(ztet) \
  X(pbit) X(or2d) X(or2dn) \
  X(mprr) X(mpor) X(mprd) X(mporc) X(mppeto) X(mporm) \
  X(irr) X(ird) X(irsd) \
  X(md) X(smd) X(smdh) X(smd1) X(smd1h) X(rom) X(vr) X(cvr) \
  X(rpb) X(zpb) X(rbis) X(zbis) X(d2or) X(d2orn) X(clesn) X(cles) \
  X(cor) X(ucor) X(zcor) X(pcor) X(zpcor) X(spcor) X(zspcor) X(r2) X(zr2) X(r2f) X(zr2f) \
  X(pr) X(pln) X(plo) X(prz) X(pas) X(pft) \
  X(ir) X(irln) X(irs) X(irft) \
  X(mn) X(mnln) X(smn) X(sdln) X(cvln) \
  X(mc) X(smcc) X(smcr) X(smcrh) X(smcrp) X(smcrph) X(clescn) X(romc) X(vrc) X(cvrc) \
  X(araw) X(ahw) X(abt) X(reh) X(given)
/* clang-format on */

#define TSQP_DECLARE_ROW(name)                                                                               \
  tsqp_effect tsqp_row_##name(const tsqp_study *study, const tsqp_context *context);
TSQP_ROWS(TSQP_DECLARE_ROW)

#define TSQP_POOLS(X)                                                                                        \
  X(risks) X(smd) X(smd1) X(cv) X(cor) X(ucor) X(pcor) X(spcor) X(r2) X(proportion) X(variance)

#define TSQP_DECLARE_POOL(name)                                                                              \
  tsqp_contribution tsqp_pool_##name(const tsqp_study *study, const tsqp_context *context);
TSQP_POOLS(TSQP_DECLARE_POOL)

/* The opening of every row function; `context` is not used by measures with one variance. */
#define TSQP_ROW(name)                                                                                       \
  tsqp_effect tsqp_row_##name(const tsqp_study *study, const tsqp_context *context __attribute__((unused)))

#define TSQP_POOL(name)                                                                                      \
  tsqp_contribution tsqp_pool_##name(const tsqp_study *study,                                                \
                                     const tsqp_context *context __attribute__((unused)))

/* Fisher's z = atanh(r) of a correlation: variance by the delta method. */
tsqp_effect tsqp_fisher(tsqp_effect r);

#endif
