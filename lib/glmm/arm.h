/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One observed count of a generalized linear mixed model: its distribution given the linear predictor e, always an
 * exponential family in its natural parameter, log f(y | e) = y e - b(e) + c(y), hence log-concave in e.
 */
#ifndef TSQP_GLMM_ARM_H
#define TSQP_GLMM_ARM_H

#include <stddef.h>

enum { TSQP_BINOMIAL, TSQP_POISSON, TSQP_HYPERGEOMETRIC };

typedef struct tsqp_arm {
  int family;
  int reserved;
  double y;                  /* the count */
  double n;                  /* binomial: trials */
  double offset;             /* added to the linear predictor */
  double fixed[2];           /* what the study's fixed parameters are multiplied by in it */
  double random[2];          /* the same for its random effects */
  double constant;           /* c(y) */
  double first;              /* noncentral hypergeometric: the smallest count that the margins allow, ... */
  size_t support;            /* ... how many counts they allow, ... */
  const double *log_weights; /* ... and ln[C(n1, j) C(n2, m - j)] of each, less the largest */
} tsqp_arm;

/* log f and its first two derivatives with respect to the linear predictor (the second as the information, >= 0). */
typedef struct tsqp_arm_value {
  double log_f, score, information;
} tsqp_arm_value;

tsqp_arm_value tsqp_arm_at(const tsqp_arm *arm, double predictor);

/*
 * The largest value of log f, where it is reached (without the offset; infinite where f grows towards an end) and the
 * information there (0 at an end).
 */
double tsqp_arm_saturated(const tsqp_arm *arm, double *predictor, double *information);

/* c(y), for the binomial and the Poisson distribution. */
double tsqp_arm_constant(int family, double y, double n);

/* Fills weights[] (of hi - lo + 1) for j = lo .. hi = max(0, m - n2) .. min(n1, m). */
void tsqp_hypergeometric_weights(double n1, double n2, double m, double lo, size_t support, double *weights);

#endif
