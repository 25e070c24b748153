/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditional odds ratios of single 2x2 tables: the noncentral hypergeometric distribution of a given the margins. */
#include "base/options.h"
#include "base/status.h"
#include "numeric/root.h"
#include "exact/exact.h"
#include "effect/cells.h"

#include <math.h>

/* No finite bound of a table that fits into memory lies beyond. */
#define LARGEST_LOG_OR 600.0

typedef struct margins {
  double n1, n2, m; /* group sizes, all events */
  double lo, hi;    /* range of a */
  double a;
} margins;

/* P(j + 1)/P(j) under the odds ratio 1. */
static double step_up(const margins *t, double j) {
  return (t->n1 - j) / (j + 1) * ((t->m - j) / (t->n2 - t->m + j + 1));
}

/* The likeliest count: the first from which on steps go down. */
static double mode(const margins *t, double log_or) {
  double lo = t->lo;
  double hi = t->hi;
  while (lo < hi) {
    double j = floor(0.5 * (lo + hi));
    if (log(step_up(t, j)) + log_or > 0) {
      lo = j + 1;
    } else {
      hi = j;
    }
  }
  return lo;
}

typedef struct shares {
  double below, at, above; /* of a */
  double mean;             /* E(a) - a */
} shares;

/* Sums of P(j)/P(mode), outwards from the mode, where no term is above 1. */
static shares sum(const margins *t, double log_or) {
  double top = mode(t, log_or);
  double or = exp(log_or);
  shares s = {0, 0, 0, 0};
  double term = 1;
  for (double j = top; j <= t->hi && term > 0; term *= or *step_up(t, j), j++) {
    *(j < t->a ? &s.below : j > t->a ? &s.above : &s.at) += term;
    s.mean += (j - t->a) * term;
  }
  term = 1;
  for (double j = top - 1; j >= t->lo; j--) {
    term /= or *step_up(t, j);
    if (!(term > 0)) break;
    *(j < t->a ? &s.below : j > t->a ? &s.above : &s.at) += term;
    s.mean += (j - t->a) * term;
  }
  double all = s.below + s.at + s.above;
  return (shares){s.below / all, s.at / all, s.above / all, s.mean / all};
}

typedef struct question {
  margins t;
  int of_upper_bound;
  double own, wanted;
} question;

static double away_from_mean(double log_or, void *context) {
  return sum(&((question *)context)->t, log_or).mean;
}

static double excess(double log_or, void *context) {
  const question *q = context;
  shares s = sum(&q->t, log_or);
  return (q->of_upper_bound ? s.below : s.above) + q->own * s.at - q->wanted;
}

static double estimate(question *q) {
  if (q->t.lo == q->t.hi) return NAN;
  if (q->t.a == q->t.lo) return -HUGE_VAL;
  if (q->t.a == q->t.hi) return HUGE_VAL;
  return tsqp_root(away_from_mean, q, -LARGEST_LOG_OR, LARGEST_LOG_OR);
}

static double bound(question *q, int is_upper) {
  if (q->t.a == (is_upper ? q->t.hi : q->t.lo)) return is_upper ? HUGE_VAL : -HUGE_VAL;
  q->of_upper_bound = is_upper;
  return tsqp_root(excess, q, -LARGEST_LOG_OR, LARGEST_LOG_OR);
}

/* The probability of all counts that are no likelier than a, at the odds ratio 1. */
static double p_by_probability(const margins *t) {
  double top = mode(t, 0);
  double all = 0;
  double own = 0;
  for (int second = 0; second < 2; second++) {
    double limit = own * (1 + 1e-7);
    double part = 0;
    double term = 1;
    for (double j = top; j <= t->hi && term > 0; term *= step_up(t, j), j++) {
      if (!second && j == t->a) own = term;
      if (!second || term <= limit) part += term;
    }
    term = 1;
    for (double j = top - 1; j >= t->lo && term > 0; j--) {
      term /= step_up(t, j);
      if (!second && j == t->a) own = term;
      if (!second || term <= limit) part += term;
    }
    if (second) return fmin(1, part / all);
    all = part;
  }
  return NAN;
}

static double p_of(const margins *t, int32_t method) {
  if (t->lo == t->hi) return 1;
  if (method == TSQ_EXACT_TAILS) return p_by_probability(t);
  shares s = sum(t, 0);
  return fmin(1, 2 * fmin(s.below + 0.5 * s.at, s.above + 0.5 * s.at));
}

static margins margins_of(const tsqp_cells *c) {
  margins t = {c->a + c->b, c->c + c->d, c->a + c->c, 0, 0, c->a};
  t.lo = fmax(0, t.m - t.n2);
  t.hi = fmin(t.n1, t.m);
  return t;
}

int tsq_exact_odds_ratios(const tsq_tables *callers, const tsq_exact_options *options, double *estimates,
                          double *ci_lower, double *ci_upper, double *p_value) {
  static const int32_t served[] = {TSQ_EXACT_TAILS, TSQ_EXACT_MIDP, 0};
  tsqp_clear_error();
  tsq_exact_options o;
  tsq_tables tables;
  TSQP_TRY(tsqp_exact_read_options(options, served, &o));
  if (callers == NULL) return tsqp_fail(TSQ_ERR_NULL, "tables is NULL");
  TSQP_TRY(tsqp_read_data(callers, &tables, sizeof tables, sizeof tables, "tsq_tables"));
  TSQP_TRY(tsqp_exact_check_tables(&tables));
  for (size_t i = 0; i < tables.k; i++) {
    tsqp_cells cells;
    int is_complete = tsqp_table_cells(&tables, i, &cells);
    question q = {.own = o.method == TSQ_EXACT_MIDP ? 0.5 : 1, .wanted = 0.5 * (1 - o.level)};
    if (is_complete) q.t = margins_of(&cells);
    if (estimates != NULL) estimates[i] = is_complete ? estimate(&q) : NAN;
    if (ci_lower != NULL) ci_lower[i] = is_complete ? bound(&q, 0) : NAN;
    if (ci_upper != NULL) ci_upper[i] = is_complete ? bound(&q, 1) : NAN;
    if (p_value != NULL) p_value[i] = is_complete ? p_of(&q.t, o.method) : NAN;
  }
  return TSQ_OK;
}
