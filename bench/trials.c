/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trials.h"

#include <math.h>

/* splitmix64 (Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195) */
typedef struct stream {
  uint64_t state;
} stream;

static uint64_t next(stream *s) {
  uint64_t z = s->state += 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

static double uniform(stream *s) {
  return ((double)(next(s) >> 11) + 0.5) * 0x1p-53;
}

static double normal(stream *s) {
  return sqrt(-2 * log(uniform(s))) * cos(6.283185307179586 * uniform(s));
}

static double variance(stream *s, const trials_options *o) {
  return exp(-3 + o->spread * normal(s));
}

void trials_effects(size_t k, size_t p, const trials_options *o, double *yi, double *vi, double *x) {
  stream s = {o->seed};
  for (size_t i = 0; i < k; i++) {
    vi[i] = variance(&s, o);
    yi[i] = 0.3 + sqrt(o->tau2 + vi[i]) * normal(&s);
    if (uniform(&s) < o->outliers) yi[i] += 10 * sqrt(o->tau2 + vi[i]);
    for (size_t j = 0; j < p; j++) {
      double xi = j == 0 ? 2000 + 10 * normal(&s) : normal(&s); /* the first is a year */
      x[i + j * k] = xi;
      yi[i] += 0.01 * xi;
    }
  }
}

void trials_means(size_t k, const trials_options *o, double *const column[6]) {
  stream s = {o->seed};
  for (size_t i = 0; i < k; i++) {
    double sd = 10 * exp(0.2 * normal(&s));
    for (size_t arm = 0; arm < 2; arm++) {
      double n = floor(8 + 150 * uniform(&s));
      column[3 * arm][i] = 50 - (arm == 0 ? 3 : 0) + sd / sqrt(n) * normal(&s);
      column[3 * arm + 1][i] = sd * exp(normal(&s) / sqrt(2 * n));
      column[3 * arm + 2][i] = n;
    }
  }
}

void trials_tables(size_t k, const trials_options *o, double *const cell[4]) {
  stream s = {o->seed};
  for (size_t i = 0; i < k; i++) {
    double risk = uniform(&s) < o->sparse ? 0.005 : 0.1 + 0.3 * uniform(&s);
    for (size_t arm = 0; arm < 2; arm++) {
      double n = floor(20 + 200 * uniform(&s));
      double p = arm == 0 ? 0.8 * risk : risk;
      double events = floor(n * p + sqrt(n * p * (1 - p)) * normal(&s) + 0.5);
      events = fmin(fmax(events, 0), n);
      cell[2 * arm][i] = events;
      cell[2 * arm + 1][i] = n - events;
    }
  }
}

void trials_batch(size_t k, size_t m, const trials_options *o, double *yi, double *vi) {
  stream s = {o->seed};
  for (size_t j = 0; j < m; j++) {
    double tau = uniform(&s) < 0.3 ? 0 : sqrt(o->tau2) * 2 * uniform(&s);
    double mean = 0.3 * normal(&s);
    for (size_t i = 0; i < k; i++) {
      double v = variance(&s, o);
      vi[i * m + j] = v;
      yi[i * m + j] = mean + tau * normal(&s) + sqrt(v) * normal(&s);
    }
  }
}
