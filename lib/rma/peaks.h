/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ML and REML: all stationary points of the likelihood over t = tau2 >= 0, with certainty. A state that is given the score at one t and
 * says at which one it wants it next, as a value may cost a pass over data that are elsewhere.
 *
 * Twice the score is A(t) - B(t), with A = y'PPy and B = tr P (REML) or sum w (ML). In the basis in which P is diagonal
 * A = sum c_i^2/(l_i + t)^2 and B = sum 1/(l_i + t), so alpha = A^(-1/2) and beta = B^(-1/2) are concave (a power mean with a negative
 * exponent is: Hardy, Littlewood & Polya 1934, thm 24) and rise. On an interval [a, b] each therefore lies above its chord and below
 * its tangents at a and b, and its slope between those at the ends. From evaluations at the ends alone that proves that the interval
 * holds no stationary point (alpha < beta or alpha > beta throughout), or at most one (alpha - beta monotone). Intervals for which
 * neither is proved are cut. So every stationary point is found, and the one with the highest likelihood is the estimate: no
 * starting value, no "did not converge". As alpha is nearly linear and beta nearly a square root, few cuts are needed, and Newton's
 * method on alpha = beta converges from afar. All comparisons leave room for the rounding error that the values come with; where that, or
 * the budget of evaluations, does not let the search prove what it found, it says so.
 */
#ifndef TSQP_PEAKS_H
#define TSQP_PEAKS_H

#include <stddef.h>

#define TSQP_MAX_STATIONARY 64
#define TSQP_MAX_CUTS 64

/* A function of t and its derivative. */
typedef struct tsqp_curve {
  double value, slope;
} tsqp_curve;

typedef struct tsqp_score {
  double t;
  double a, b;            /* in units that may differ from t to t */
  tsqp_curve alpha, beta; /* A^(-1/2), B^(-1/2) */
  double error;           /* relative, of all these */
  double loglik;          /* kept for the peaks; NaN where the caller does not need it */
} tsqp_score;

/* Of A, B, C = y'PPPy and D = -B', each multiplied by its power of s: A and D by s^2, C by s^3, B by s. */
tsqp_score tsqp_score_of(double t, double s, double a, double b, double c, double root_d);

static inline int tsqp_rising(const tsqp_score *at) {
  return at->a > at->b;
}

/* Stationary points on t > 0, in ascending order. */
typedef struct tsqp_stationary {
  size_t n;
  double t[TSQP_MAX_STATIONARY];
  double loglik[TSQP_MAX_STATIONARY]; /* near there: the last value on the way */
  int is_maximum[TSQP_MAX_STATIONARY];
  double bracket[TSQP_MAX_STATIONARY][2];
} tsqp_stationary;

typedef struct tsqp_interval {
  tsqp_score left, right;
  int depth;
} tsqp_interval;

typedef struct tsqp_peaks {
  double v_min;
  double
      close; /* the relative step that leaves nothing to be done, as the next one is of the order of its square */
  int phase;
  double want;    /* the next t */
  int want_exact; /* whether it is near a root */
  size_t evaluations;
  int unproved;
  tsqp_stationary *found;
  tsqp_interval stack[TSQP_MAX_CUTS + 2], current;
  size_t pending;
  /* Newton's method in `current` */
  int steps;
  double lo, hi, previous;
  tsqp_score at;
} tsqp_peaks;

/* Beyond this t the likelihood falls: `rss` of unweighted least squares, df = k - p for REML, k for ML. */
double tsqp_peaks_bound(double rss, double df, double v_min, double v_max);

/* From t = 0 to the bound. */
void tsqp_peaks_start(tsqp_peaks *peaks, const tsqp_score *zero, double bound, double v_min, double close,
                      tsqp_stationary *found);
int tsqp_peaks_done(const tsqp_peaks *peaks);
void tsqp_peaks_step(tsqp_peaks *peaks, const tsqp_score *at_want);

#endif
