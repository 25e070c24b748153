/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * However the data are cut, wherever the parts go (through bytes too) and in whichever order they are merged, the answer is the same to
 * 1e-13 relative, and tsq_rma()'s on the whole to 1e-12 (closed forms) or 1e-9 (iterated). Differences of coefficients are
 * relative to the larger of the coefficient and its standard error.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../rng.h"

#include <stdlib.h>
#include <string.h>
#include <tausq/stream.h>

#define MAX_K 600
#define MAX_Q 3
#define MAX_PARTS 40

typedef struct problem {
  size_t k, q;
  int no_intercept;
  double y[MAX_K], v[MAX_K], x[MAX_K * MAX_Q];
} problem;

/* Kinds: plain, y = 1e6 + noise, tiny units, variances over ten orders of magnitude, an outlier first. */
enum { PLAIN, OFFSET, TINY, SPREAD, OUTLIER, KINDS };

static void make(problem *d, rng *r, int kind) {
  d->q = rng_below(r, MAX_Q + 1);
  d->k = d->q + 3 + rng_below(r, MAX_K - MAX_Q - 3);
  d->no_intercept = d->q > 0 && rng_below(r, 4) == 0;
  double unit = kind == TINY ? 1e-30 : 1;
  for (size_t i = 0; i < d->k; i++) {
    d->v[i] = 0.1 * exp(kind == SPREAD ? 10 * (rng_uniform(r) - 0.5) * 2.3 : rng_normal(r));
    d->y[i] = 0.4 + (kind == OFFSET ? 1e6 : 0) + (0.3 + sqrt(d->v[i])) * rng_normal(r);
    if (kind == OUTLIER && i == 0) d->y[i] = 1e9;
    for (size_t j = 0; j < d->q; j++) {
      d->x[i + j * d->k] =
          j == 0 ? 2000 + floor(20 * rng_uniform(r)) : rng_normal(r) * pow(1e4, (double)j - 1);
    }
    d->y[i] *= unit;
    d->v[i] *= unit * unit;
  }
}

static tsq_data rows(const problem *d, size_t from, size_t n) {
  return (tsq_data){.k = n,
                    .yi = d->y + from,
                    .vi = d->v + from,
                    .x = d->q > 0 ? d->x + from : NULL,
                    .p = d->q,
                    .ldx = d->k};
}

static tsq_stream *empty(const problem *d) {
  tsq_stream *s = NULL;
  tsq_stream_options o = {.size = sizeof o, .p = d->q, .no_intercept = d->no_intercept};
  assert_int_equal(tsq_stream_new(&o, &s), TSQ_OK);
  return s;
}

static void through_bytes(tsq_stream **s) {
  static unsigned char buf[4096];
  size_t n = 0;
  tsq_stream *back = NULL;
  assert_int_equal(tsq_stream_bytes(*s, buf, sizeof buf, &n), TSQ_OK);
  assert_int_equal(tsq_stream_from_bytes(buf, n, &back), TSQ_OK);
  tsq_stream_free(*s);
  *s = back;
}

/* A pass by workers: chunks of random sizes go to random workers, who are merged pairwise at random until one is left. */
static tsq_stream *pass_by_workers(const problem *d, rng *r, double tau2, size_t workers) {
  tsq_stream *w[MAX_PARTS];
  for (size_t i = 0; i < workers; i++) {
    w[i] = empty(d);
    if (tau2 >= 0) assert_int_equal(tsq_stream_restart(w[i], tau2), TSQ_OK);
  }
  for (size_t from = 0; from < d->k;) {
    size_t n = rng_below(r, 3) == 0 ? 1 : rng_below(r, d->k / 3 + 2);
    if (n > d->k - from) n = d->k - from;
    tsq_data part = rows(d, from, n);
    assert_int_equal(tsq_stream_add(w[rng_below(r, workers)], &part), TSQ_OK);
    from += n;
  }
  while (workers > 1) {
    size_t a = rng_below(r, workers);
    size_t b = rng_below(r, workers - 1);
    if (b >= a) b++;
    if (rng_below(r, 2) == 0) through_bytes(&w[b]);
    assert_int_equal(tsq_stream_merge(w[a], w[b]), TSQ_OK);
    tsq_stream_free(w[b]);
    w[b] = w[--workers];
    if (a == workers) a = b;
  }
  return w[0];
}

/* The answer's numbers, so that fits need not be carried about. */
typedef struct answer {
  double tau2, se_tau2, QE, I2, H2, vt, QM, s2w, loglik_reml;
  size_t k, p;
  tsq_estimate b[MAX_Q + 1];
} answer;

static answer numbers_of(tsq_fit *fit) {
  answer a = {.k = (size_t)tsq_fit_value(fit, "k"), .p = (size_t)tsq_fit_value(fit, "p")};
  a.tau2 = tsq_fit_value(fit, "tau2");
  a.se_tau2 = tsq_fit_value(fit, "se_tau2");
  a.QE = tsq_fit_value(fit, "QE");
  a.I2 = tsq_fit_value(fit, "I2");
  a.H2 = tsq_fit_value(fit, "H2");
  a.vt = tsq_fit_value(fit, "vt");
  a.QM = tsq_fit_value(fit, "QM");
  a.s2w = tsq_fit_value(fit, "s2w");
  a.loglik_reml = tsq_fit_value(fit, "REML.loglik");
  for (size_t j = 0; j < a.p; j++) {
    a.b[j] = tsq_coef(fit, j);
  }
  tsq_fit_free(fit);
  return a;
}

static answer analyse(const problem *d, rng *r, int32_t method, size_t workers) {
  tsq_fit *fit = NULL;
  tsq_iterate *it = NULL;
  tsq_stream *s = pass_by_workers(d, r, -1, workers);
  assert_int_equal(tsq_iterate_new(s, TSQ_OPTIONS(.method = method), &it), TSQ_OK);
  tsq_stream_free(s);
  while (!tsq_iterate_done(it)) {
    s = pass_by_workers(d, r, tsq_iterate_tau2(it), workers);
    assert_int_equal(tsq_iterate_step(it, s, NULL), TSQ_OK);
    tsq_stream_free(s);
  }
  assert_int_equal(tsq_iterate_finish(it, &fit), TSQ_OK);
  tsq_iterate_free(it);
  return numbers_of(fit);
}

static const char *method_now;

static void same(const char *what, int kind, double got, double want, double scale, double tolerance) {
  if (got == want || (isnan(got) && isnan(want))) return;
  if (fabs(got - want) <= tolerance * fmax(fabs(want), scale)) return;
  fail_msg("%s %s, kind %d: %.17g and %.17g differ by %g", method_now, what, kind, got, want,
           fabs(got - want) / fabs(want));
}

static void compare(int kind, const answer *a, const answer *b, double tolerance) {
  same("tau2", kind, a->tau2, b->tau2, 0, tolerance);
  same("se(tau2)", kind, a->se_tau2, b->se_tau2, 0, tolerance);
  same("QE", kind, a->QE, b->QE, 0, tolerance);
  same("I2", kind, a->I2, b->I2, 0, tolerance);
  same("H2", kind, a->H2, b->H2, 0, tolerance);
  same("vt", kind, a->vt, b->vt, 0, tolerance);
  same("QM", kind, a->QM, b->QM, 0, tolerance);
  same("s2w", kind, a->s2w, b->s2w, 0, tolerance);
  same("loglik", kind, a->loglik_reml, b->loglik_reml, (double)a->k, tolerance);
  for (size_t j = 0; j < a->p; j++) {
    same("b", kind, a->b[j].estimate, b->b[j].estimate, b->b[j].se, tolerance);
    same("se", kind, a->b[j].se, b->b[j].se, 0, tolerance);
  }
}

/* tau2 near its boundary 0 is a difference, whose size is the typical variance's. */
static void compare_with_rma(int kind, const problem *d, int32_t method, const answer *a, double tolerance) {
  tsq_data whole = rows(d, 0, d->k);
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&whole, TSQ_OPTIONS(.method = method, .no_intercept = d->no_intercept), &fit),
                   TSQ_OK);
  double vt = tsq_fit_value(fit, "vt");
  same("tau2 of rma", kind, a->tau2, tsq_fit_value(fit, "tau2"), vt, tolerance);
  same("QE of rma", kind, a->QE, tsq_fit_value(fit, "QE"), 0, tolerance);
  same("vt of rma", kind, a->vt, vt, 0, tolerance);
  same("I2 of rma", kind, a->I2, tsq_fit_value(fit, "I2"), 1, tolerance);
  same("s2w of rma", kind, a->s2w, tsq_fit_value(fit, "s2w"), 0, tolerance);
  for (size_t j = 0; j < a->p; j++) {
    tsq_estimate b = tsq_coef(fit, j);
    same("b of rma", kind, a->b[j].estimate, b.estimate, b.se, tolerance);
    same("se of rma", kind, a->b[j].se, b.se, 0, tolerance);
  }
  tsq_fit_free(fit);
}

/*
 * Where tsq_rma() itself is to 1e-12: not over ten orders of magnitude in the variances, nor SJ far from 0. There the streams are held to
 * mpmath's digits by unit.stream_accuracy.
 */
static int rma_is_exact(int kind, int32_t method) {
  return kind != SPREAD && !(method == TSQ_SJ && (kind == OFFSET || kind == OUTLIER));
}

static void any_cut_any_order(void **state) {
  (void)state;
  static const int32_t methods[] = {TSQ_CE,   TSQ_DL, TSQ_HE, TSQ_HS,  TSQ_SJ,
                                    TSQ_REML, TSQ_ML, TSQ_PM, TSQ_DLIT};
  static problem d;
  rng r = {20260101};
  for (int round = 0; round < 60; round++) {
    int kind = round % KINDS;
    make(&d, &r, kind);
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
      method_now = tsq_method_name(methods[i]);
      answer alone = analyse(&d, &r, methods[i], 1);
      answer many = analyse(&d, &r, methods[i], 1 + rng_below(&r, MAX_PARTS));
      int iterated =
          methods[i] == TSQ_REML || methods[i] == TSQ_ML || methods[i] == TSQ_PM || methods[i] == TSQ_DLIT;
      compare(kind, &many, &alone, 1e-13);
      if (rma_is_exact(kind, methods[i]))
        compare_with_rma(kind, &d, methods[i], &many, iterated ? 1e-9 : 1e-12);
    }
  }
}

/* y -> c y, v -> c^2 v, for a power of two: the same bits, scaled. */
static void units_do_not_matter(void **state) {
  (void)state;
  static problem d;
  rng r = {7};
  make(&d, &r, PLAIN);
  rng order = {99};
  answer a = analyse(&d, &order, TSQ_REML, 5);
  for (size_t i = 0; i < d.k; i++) {
    d.y[i] = ldexp(d.y[i], -300);
    d.v[i] = ldexp(d.v[i], -600);
  }
  order = (rng){99};
  answer b = analyse(&d, &order, TSQ_REML, 5);
  assert_true(a.tau2 > 0);
  assert_true(b.tau2 == ldexp(a.tau2, -600));
  assert_true(b.QE == a.QE && b.I2 == a.I2);
  for (size_t j = 0; j < a.p; j++) {
    assert_true(b.b[j].estimate == ldexp(a.b[j].estimate, -300));
    assert_true(b.b[j].p_value == a.b[j].p_value);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(any_cut_any_order),
                                     cmocka_unit_test(units_do_not_matter)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
