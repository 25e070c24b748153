/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fit of the beta-binomial model holds. */
#ifndef TSQP_BETA_BINOMIAL_H
#define TSQP_BETA_BINOMIAL_H

#include "beta_binomial/likelihood.h"
#include "effect/cells.h"
#include "fit/left_out.h"
#include "fit/sections.h"

#include <tausq/beta_binomial.h>

typedef struct tsqp_bb {
  tsq_fit fit;
  tsqp_left_out_list left_out;
  double mean1, mean2, rho, se_rho;
  double loglik_binomial;
  double rho_LRT, rho_LRTp;       /* of rho = 0 */
  double difference, differencep; /* of no difference between the groups */
} tsqp_bb;

extern const tsqp_class tsqp_bb_class;

int tsqp_bb_fit(tsq_fit *fit, const void *records);

#endif
