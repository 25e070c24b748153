/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * y = 1e6 + noise, a moderator far from 0, variances over up to 22 powers of two: expected values by mpmath with 60 digits from the normal
 * equations and the definitions of the estimators (the data are exact in binary), so tolerances are those of rounding.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../close.h"

#include <math.h>
#include <tausq/stream.h>

#define K 24

typedef struct expected {
  double qe, vt, dl, sj, reml, pm, b[2], se[2]; /* b, se at the REML tau2 */
} expected;

static const expected known[2] = {
    {73.510275952363974968,
     0.043105177851283954809,
     0.10092543664069836979,
     0.10022575768524636674,
     0.089311354594224257463,
     0.085093177440528947866,
     {999936.66277220419768, 0.031885473747259928582},
     {42.586215238225886646, 0.021233452507645728224}},
    {1111.6199653883957128,
     0.0035698916307213937079,
     0.17681023614122584279,
     0.059322828030820719235,
     0.10696845068501165184,
     0.044312204366224649614,
     {999876.29257744306669, 0.061984627480204634829},
     {60.730223074565617915, 0.030286371826859405822}},
};

static double y[K], v[K], x[K];

static void make(int spread) {
  for (int i = 0; i < K; i++) {
    y[i] = 1e6 + (i * 37 % 19) / 16.0;
    v[i] = spread ? ldexp(1, i * 5 % 23 - 12) : (i * 5 % 7 + 1) / 64.0;
    x[i] = 2000 + i * 7 % 13;
  }
}

static void feed(tsq_stream *s, size_t chunk) {
  for (size_t i = 0; i < K; i += chunk) {
    size_t n = i + chunk > K ? K - i : chunk;
    tsq_data part = {.k = n, .yi = y + i, .vi = v + i, .x = x + i, .p = 1};
    assert_int_equal(tsq_stream_add(s, &part), TSQ_OK);
  }
}

static tsq_fit *analyse(int32_t method, size_t chunk) {
  tsq_stream *s = NULL;
  tsq_iterate *it = NULL;
  tsq_fit *fit = NULL;
  tsq_stream_options o = {.size = sizeof o, .p = 1};
  assert_int_equal(tsq_stream_new(&o, &s), TSQ_OK);
  feed(s, chunk);
  assert_int_equal(tsq_iterate_new(s, TSQ_OPTIONS(.method = method, .test = TSQ_Z), &it), TSQ_OK);
  while (!tsq_iterate_done(it)) {
    assert_int_equal(tsq_stream_restart(s, tsq_iterate_tau2(it)), TSQ_OK);
    feed(s, chunk);
    assert_int_equal(tsq_iterate_step(it, s, NULL), TSQ_OK);
  }
  assert_int_equal(tsq_iterate_finish(it, &fit), TSQ_OK);
  tsq_iterate_free(it);
  tsq_stream_free(s);
  return fit;
}

static double tau2_of(int32_t method, size_t chunk) {
  tsq_fit *fit = analyse(method, chunk);
  double tau2 = tsq_fit_value(fit, "tau2");
  tsq_fit_free(fit);
  return tau2;
}

static void against_sixty_digits(void **state) {
  (void)state;
  static const size_t chunks[] = {1, 7, K};
  for (int spread = 0; spread < 2; spread++) {
    const expected *e = &known[spread];
    make(spread);
    for (size_t c = 0; c < 3; c++) {
      tsq_fit *fit = analyse(TSQ_DL, chunks[c]);
      assert_close(tsq_fit_value(fit, "QE"), e->qe, 1e-15);
      assert_close(tsq_fit_value(fit, "vt"), e->vt, 2e-15);
      assert_close(tsq_fit_value(fit, "tau2"), e->dl, 4e-15);
      tsq_fit_free(fit);
      assert_close(tau2_of(TSQ_SJ, chunks[c]), e->sj, 4e-15);
      assert_close(tau2_of(TSQ_PM, chunks[c]), e->pm, 1e-13);
      fit = analyse(TSQ_REML, chunks[c]);
      assert_close(tsq_fit_value(fit, "tau2"), e->reml, 1e-13);
      for (size_t j = 0; j < 2; j++) {
        assert_close(tsq_coef(fit, j).estimate, e->b[j], 1e-13);
        assert_close(tsq_coef(fit, j).se, e->se[j], 1e-13);
      }
      tsq_fit_free(fit);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(against_sixty_digits)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
