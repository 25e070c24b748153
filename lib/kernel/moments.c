/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernel/moments.h"

#include "kernel/lanes.h"

#include <math.h>

void tsqp_kernel_weights(size_t n, const double *restrict v, double tau2, double scale, double *restrict w) {
  for (size_t i = 0; i < n; i++) {
    w[i] = scale / (v[i] + tau2);
  }
}

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

double tsqp_kernel_log_sum(size_t n, const double *v, double tau2, double scale) {
  double lane[TSQP_LANES] = {0};
  for (size_t i = 0; i < n; i++) {
    lane[i % TSQP_LANES] += log((v[i] + tau2) / scale);
  }
  return tsqp_fold(lane);
}

/* One study's contribution to lane l of all nine sums. */
static inline void add_study(double y, double v, double tau2, double scale, double shift, size_t l,
                             double lane[9][TSQP_LANES]) {
  double w = scale / (v + tau2);
  double e = y - shift;
  double w2 = w * w;
  double w3 = w2 * w;
  double we = w * e;
  double w2e = w2 * e;
  double w3e = w3 * e;
  lane[0][l] += w;
  lane[1][l] += w2;
  lane[2][l] += w3;
  lane[3][l] += we;
  lane[4][l] += w2e;
  lane[5][l] += w3e;
  lane[6][l] += we * e;
  lane[7][l] += w2e * e;
  lane[8][l] += w3e * e;
}

void tsqp_kernel_pooled(size_t n, const double *y, const double *v, double tau2, double scale, double shift,
                        double sums[9]) {
  double lane[9][TSQP_LANES] = {{0}};
  size_t i = 0;
  for (; i + TSQP_LANES <= n; i += TSQP_LANES) {
    for (size_t l = 0; l < TSQP_LANES; l++) {
      add_study(y[i + l], v[i + l], tau2, scale, shift, l, lane);
    }
  }
  for (size_t l = 0; i + l < n; l++) {
    add_study(y[i + l], v[i + l], tau2, scale, shift, l, lane);
  }
  for (size_t s = 0; s < 9; s++) {
    sums[s] = tsqp_fold(lane[s]);
  }
}
