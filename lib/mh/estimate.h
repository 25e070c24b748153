/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TSQP_MH_ESTIMATE_H
#define TSQP_MH_ESTIMATE_H

#include "mh/mh.h"
#include "numeric/sum.h"

/* The sums that an estimate is made of; which ones depends on the measure. */
enum { TSQP_MH_R, TSQP_MH_S, TSQP_MH_PR, TSQP_MH_PSQR, TSQP_MH_QS, TSQP_MH_SUMS };
typedef struct tsqp_mh_sums {
  tsqp_sum s[TSQP_MH_SUMS];
} tsqp_mh_sums;

/* A pooled effect on its own scale, with its standard error; not finite where the counts say nothing. */
typedef struct tsqp_mh_estimate {
  double estimate, se;
} tsqp_mh_estimate;

typedef struct tsqp_mh_rule {
  int32_t measure;
  void (*add)(const tsqp_cells *cells, tsqp_mh_sums *all);
  tsqp_mh_estimate (*end)(const tsqp_mh_sums *all);
} tsqp_mh_rule;

const tsqp_mh_rule *tsqp_mh_rule_of(int32_t measure);

#endif
