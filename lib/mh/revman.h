/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mantel-Haenszel pooling of RevMan: cells corrected by 1/2 also in the common estimate, and the random-effects model whose tau2 comes from
 * Q about that estimate ("M-H, Random"; R's meta calls it Q.Cochrane). A pure function of the counts.
 */
#ifndef TSQP_MH_RANDOM_H
#define TSQP_MH_RANDOM_H

#include <tausq/effect.h>

/* On the log scale for OR and RR. */
typedef struct tsqp_mh_pools {
  double k;                 /* studies with an effect of their own: all sums are over these */
  double common, common_se; /* Mantel-Haenszel estimate of the corrected cells */
  double QE;                /* sum (yi - common)^2/vi */
  double tau2;              /* max(0, (QE - (k - 1))/(sum w - sum w^2/sum w)), w = 1/vi */
  double random, random_se; /* inverse-variance mean with weights 1/(vi + tau2) */
} tsqp_mh_pools;

/*
 * measure OR, RR or RD; tables as for tsq_effect_tables(), checked there. yi, vi [k]: the studies' own effects by
 * TSQ_CONVENTION_REVMAN, NaN where there is none. weight_common, weight_random [k]: in percent, 0 for those; NULL = not wanted.
 * Fails as tsq_effect_tables() does, and with TSQ_ERR_TOO_FEW where no study has an effect; pools is untouched then.
 */
int tsqp_mh_random(int32_t measure, const tsq_tables *tables, double *yi, double *vi, double *weight_common,
                   double *weight_random, tsqp_mh_pools *pools);

#endif
