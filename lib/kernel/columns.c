/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernel/columns.h"

#include "kernel/lanes.h"

double tsqp_kernel_sum(size_t n, const double *a) {
  double lane[TSQP_LANES] = {0};
  size_t i = 0;
  for (; i + TSQP_LANES <= n; i += TSQP_LANES) {
    for (size_t l = 0; l < TSQP_LANES; l++) {
      lane[l] += a[i + l];
    }
  }
  for (size_t l = 0; i + l < n; l++) {
    lane[l] += a[i + l];
  }
  return tsqp_fold(lane);
}

double tsqp_kernel_dot(size_t n, const double *a, const double *b) {
  double lane[TSQP_LANES] = {0};
  size_t i = 0;
  for (; i + TSQP_LANES <= n; i += TSQP_LANES) {
    for (size_t l = 0; l < TSQP_LANES; l++) {
      lane[l] += a[i + l] * b[i + l];
    }
  }
  for (size_t l = 0; i + l < n; l++) {
    lane[l] += a[i + l] * b[i + l];
  }
  return tsqp_fold(lane);
}

void tsqp_kernel_multiply(size_t n, const double *a, const double *b, double *out) {
  for (size_t i = 0; i < n; i++) {
    out[i] = a[i] * b[i];
  }
}

void tsqp_kernel_axpy(size_t n, double c, const double *restrict x, double *restrict y) {
  for (size_t i = 0; i < n; i++) {
    y[i] += c * x[i];
  }
}
