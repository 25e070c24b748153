/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Information criteria, with metafor's counts. */
#include "fit/fit.h"

#include <math.h>

double tsqp_deviance(const tsqp_likelihood *l) {
  return -2 * (l->loglik - l->saturated);
}

double tsqp_aic(const tsqp_likelihood *l) {
  return -2 * l->loglik + 2 * l->parameters;
}

double tsqp_bic(const tsqp_likelihood *l) {
  return -2 * l->loglik + l->parameters * log(l->observations);
}

/* Hurvich & Tsai 1989, doi:10.1093/biomet/76.2.297; n is at least what keeps it finite. */
double tsqp_aicc(const tsqp_likelihood *l) {
  double n = fmax(l->observations, l->parameters + 2);
  return -2 * l->loglik + 2 * l->parameters * n / (n - l->parameters - 1);
}
