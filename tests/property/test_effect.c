/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of effects whatever the data: exchange of groups, change of units, order, studies left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <tausq/effect.h>

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define K 40

/* A small linear congruential generator: the data of a run are always the same. */
static double uniform(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(*seed >> 11) * 0x1p-53;
}

static void fill(double *x, double low, double high, int whole, uint64_t seed) {
  for (size_t i = 0; i < K; i++) {
    double v = low + (high - low) * uniform(&seed);
    x[i] = whole ? floor(v) : v;
  }
}

typedef struct data {
  double a[K], b[K], c[K], d[K], m1[K], sd1[K], n1[K], m2[K], sd2[K], n2[K], t1[K], t2[K], r[K];
} data;

static data make_data(void) {
  data x;
  fill(x.a, 0, 30, 1, 1); /* some cells are 0 */
  fill(x.b, 1, 90, 1, 2);
  fill(x.c, 0, 30, 1, 3);
  fill(x.d, 1, 90, 1, 4);
  fill(x.m1, 2, 30, 0, 5);
  fill(x.sd1, 1, 9, 0, 6);
  fill(x.n1, 4, 90, 1, 7);
  fill(x.m2, 2, 30, 0, 8);
  fill(x.sd2, 1, 9, 0, 9);
  fill(x.n2, 4, 90, 1, 10);
  fill(x.t1, 9, 200, 0, 11);
  fill(x.t2, 9, 200, 0, 12);
  fill(x.r, -0.9, 0.9, 0, 13);
  return x;
}

static int close_to(double x, double y, double relative) {
  return (isnan(x) && isnan(y)) || fabs(x - y) <= relative * (fabs(x) + fabs(y)) + 1e-300;
}

static void assert_pairs(const char *what, const double *yi, const double *vi, const double *y2,
                         const double *v2, double y_factor, double v_factor) {
  for (size_t i = 0; i < K; i++) {
    /* an effect of 0 by cancellation keeps rounding errors of the size of its standard error */
    int same_y =
        close_to(y2[i], y_factor * yi[i], 1e-12) || fabs(y2[i] - y_factor * yi[i]) < 1e-13 * sqrt(v2[i]);
    if (!same_y) fail_msg("%s: yi[%zu] = %.17g, not %.17g", what, i, y2[i], y_factor * yi[i]);
    if (!close_to(v2[i], v_factor * vi[i], 1e-12)) {
      fail_msg("%s: vi[%zu] = %.17g, not %.17g", what, i, v2[i], v_factor * vi[i]);
    }
  }
}

/* Group 1 for group 2: the effect changes its sign, its variance stays. */
static void exchange_of_groups(void **state) {
  (void)state;
  data x = make_data();
  double yi[K], vi[K], y2[K], v2[K];
  const int32_t of_means[] = {TSQ_MD,  TSQ_SMD, TSQ_SMDH, TSQ_ROM, TSQ_VR,
                              TSQ_CVR, TSQ_RPB, TSQ_RBIS, TSQ_D2OR};
  tsq_means m = {.k = K, .m1 = x.m1, .sd1 = x.sd1, .n1 = x.n1, .m2 = x.m2, .sd2 = x.sd2, .n2 = x.n2};
  tsq_means m_swapped = {.k = K, .m1 = x.m2, .sd1 = x.sd2, .n1 = x.n2, .m2 = x.m1, .sd2 = x.sd1, .n2 = x.n1};
  for (size_t j = 0; j < COUNT(of_means); j++) {
    assert_int_equal(tsq_effect_means(of_means[j], &m, NULL, yi, vi), TSQ_OK);
    assert_int_equal(tsq_effect_means(of_means[j], &m_swapped, NULL, y2, v2), TSQ_OK);
    assert_pairs(tsq_measure_name(of_means[j]), yi, vi, y2, v2, -1, 1);
  }
  const int32_t of_tables[] = {TSQ_RR,  TSQ_OR,  TSQ_RD,   TSQ_AS,   TSQ_PETO, TSQ_PHI,
                               TSQ_YUQ, TSQ_YUY, TSQ_RTET, TSQ_PBIT, TSQ_OR2D};
  tsq_tables t = {.k = K, .ai = x.a, .bi = x.b, .ci = x.c, .di = x.d};
  tsq_tables t_swapped = {.k = K, .ai = x.c, .bi = x.d, .ci = x.a, .di = x.b};
  for (size_t j = 0; j < COUNT(of_tables); j++) {
    assert_int_equal(tsq_effect_tables(of_tables[j], &t, NULL, yi, vi), TSQ_OK);
    assert_int_equal(tsq_effect_tables(of_tables[j], &t_swapped, NULL, y2, v2), TSQ_OK);
    assert_pairs(tsq_measure_name(of_tables[j]), yi, vi, y2, v2, -1, 1);
  }
  const int32_t of_rates[] = {TSQ_IRR, TSQ_IRD, TSQ_IRSD};
  tsq_rates r = {.k = K, .x1i = x.a, .t1i = x.t1, .x2i = x.c, .t2i = x.t2};
  tsq_rates r_swapped = {.k = K, .x1i = x.c, .t1i = x.t2, .x2i = x.a, .t2i = x.t1};
  for (size_t j = 0; j < COUNT(of_rates); j++) {
    assert_int_equal(tsq_effect_rates(of_rates[j], &r, NULL, yi, vi), TSQ_OK);
    assert_int_equal(tsq_effect_rates(of_rates[j], &r_swapped, NULL, y2, v2), TSQ_OK);
    assert_pairs(tsq_measure_name(of_rates[j]), yi, vi, y2, v2, -1, 1);
  }
}

/* Event for non-event: log odds ratios and differences change their sign. */
static void exchange_of_outcomes(void **state) {
  (void)state;
  data x = make_data();
  double yi[K], vi[K], y2[K], v2[K];
  const int32_t measures[] = {TSQ_OR,  TSQ_RD,  TSQ_AS,   TSQ_PETO, TSQ_PHI,
                              TSQ_YUQ, TSQ_YUY, TSQ_RTET, TSQ_PBIT};
  tsq_tables t = {.k = K, .ai = x.a, .bi = x.b, .ci = x.c, .di = x.d};
  tsq_tables swapped = {.k = K, .ai = x.b, .bi = x.a, .ci = x.d, .di = x.c};
  for (size_t j = 0; j < COUNT(measures); j++) {
    assert_int_equal(tsq_effect_tables(measures[j], &t, NULL, yi, vi), TSQ_OK);
    assert_int_equal(tsq_effect_tables(measures[j], &swapped, NULL, y2, v2), TSQ_OK);
    assert_pairs(tsq_measure_name(measures[j]), yi, vi, y2, v2, -1, 1);
  }
}

/* Other units of measurement, from 1e-150 to 1e150: standardized and log ratio measures do not move, MD scales. */
static void change_of_units(void **state) {
  (void)state;
  static const struct {
    int32_t measure;
    int power;
  } cases[] = {{TSQ_MD, 1},  {TSQ_SMD, 0}, {TSQ_SMDH, 0}, {TSQ_SMD1, 0}, {TSQ_SMD1H, 0}, {TSQ_ROM, 0},
               {TSQ_CVR, 0}, {TSQ_VR, 0},  {TSQ_RPB, 0},  {TSQ_RBIS, 0}, {TSQ_CLESN, 0}};
  static const double scales[] = {1e-150, 1e-3, 7, 1e150};
  data x = make_data(), s = x;
  tsq_means m = {.k = K, .m1 = x.m1, .sd1 = x.sd1, .n1 = x.n1, .m2 = x.m2, .sd2 = x.sd2, .n2 = x.n2};
  tsq_means scaled = {.k = K, .m1 = s.m1, .sd1 = s.sd1, .n1 = s.n1, .m2 = s.m2, .sd2 = s.sd2, .n2 = s.n2};
  double yi[K], vi[K], y2[K], v2[K];
  for (size_t l = 0; l < COUNT(scales); l++) {
    for (size_t i = 0; i < K; i++) {
      s.m1[i] = scales[l] * x.m1[i];
      s.m2[i] = scales[l] * x.m2[i];
      s.sd1[i] = scales[l] * x.sd1[i];
      s.sd2[i] = scales[l] * x.sd2[i];
    }
    for (size_t j = 0; j < COUNT(cases); j++) {
      double factor = cases[j].power == 1 ? scales[l] : 1;
      assert_int_equal(tsq_effect_means(cases[j].measure, &m, NULL, yi, vi), TSQ_OK);
      assert_int_equal(tsq_effect_means(cases[j].measure, &scaled, NULL, y2, v2), TSQ_OK);
      assert_pairs(tsq_measure_name(cases[j].measure), yi, vi, y2, v2, factor, factor * factor);
    }
  }
}

/* The reverse order gives the same numbers in reverse, averages over studies included. */
static void order_of_studies(void **state) {
  (void)state;
  data x = make_data(), z = x;
  for (size_t i = 0; i < K; i++) {
    size_t j = K - 1 - i;
    z.a[i] = x.a[j], z.b[i] = x.b[j], z.c[i] = x.c[j], z.d[i] = x.d[j];
  }
  tsq_tables t = {.k = K, .ai = x.a, .bi = x.b, .ci = x.c, .di = x.d};
  tsq_tables reversed = {.k = K, .ai = z.a, .bi = z.b, .ci = z.c, .di = z.d};
  const int32_t vtypes[] = {TSQ_LS, TSQ_AV};
  for (size_t j = 0; j < COUNT(vtypes); j++) {
    double yi[K], vi[K], y2[K], v2[K], y3[K], v3[K];
    tsq_effect_options *o = TSQ_EFFECT_OPTIONS(.vtype = vtypes[j], .to = TSQ_TO_IF0ALL);
    assert_int_equal(tsq_effect_tables(TSQ_RR, &t, o, yi, vi), TSQ_OK);
    assert_int_equal(tsq_effect_tables(TSQ_RR, &reversed, o, y2, v2), TSQ_OK);
    for (size_t i = 0; i < K; i++) {
      y3[i] = y2[K - 1 - i];
      v3[i] = v2[K - 1 - i];
    }
    assert_pairs("RR", yi, vi, y3, v3, 1, 1);
  }
}

/* A missing study leaves the others as they are (no averages), whatever the measure. */
static void a_missing_study_touches_no_other(void **state) {
  (void)state;
  data x = make_data(), holes = x;
  for (size_t i = 0; i < K; i += 7) {
    holes.a[i] = NAN;
    holes.m1[i] = NAN;
  }
  double yi[K], vi[K], y2[K], v2[K];
  tsq_tables t = {.k = K, .ai = x.a, .bi = x.b, .ci = x.c, .di = x.d};
  tsq_tables with_holes = {.k = K, .ai = holes.a, .bi = x.b, .ci = x.c, .di = x.d};
  assert_int_equal(tsq_effect_tables(TSQ_OR, &t, NULL, yi, vi), TSQ_OK);
  assert_int_equal(tsq_effect_tables(TSQ_OR, &with_holes, NULL, y2, v2), TSQ_OK);
  for (size_t i = 0; i < K; i++) {
    if (i % 7 == 0)
      assert_true(isnan(y2[i]) && isnan(v2[i]));
    else
      assert_true(y2[i] == yi[i] && v2[i] == vi[i]);
  }
}

/* Where two measures are the same thing said differently. */
static void measures_that_are_tied(void **state) {
  (void)state;
  data x = make_data();
  double yi[K], vi[K], y2[K], v2[K], ones[K], n[K];
  for (size_t i = 0; i < K; i++) {
    ones[i] = 1;
    n[i] = x.a[i] + x.b[i];
  }
  /* MPORM with the phi of the paired table is MPOR */
  double a[K], b[K], c[K], d[K], phi[K];
  tsq_effect_options *raw = TSQ_EFFECT_OPTIONS(.to = TSQ_TO_NONE);
  tsq_tables paired = {.k = K, .ai = x.a, .bi = x.b, .ci = x.c, .di = x.d};
  assert_int_equal(tsq_effect_tables(TSQ_MPOR, &paired, raw, yi, vi), TSQ_OK);
  assert_int_equal(tsq_effect_tables(TSQ_PHI, &paired, raw, phi, NULL), TSQ_OK);
  for (size_t i = 0; i < K; i++) {
    a[i] = x.a[i] + x.b[i];
    b[i] = x.c[i] + x.d[i];
    c[i] = x.a[i] + x.c[i];
    d[i] = x.b[i] + x.d[i];
  }
  tsq_tables margins = {.k = K, .ai = a, .bi = b, .ci = c, .di = d, .ri = phi};
  assert_int_equal(tsq_effect_tables(TSQ_MPORM, &margins, raw, y2, v2), TSQ_OK);
  assert_pairs("MPORM", yi, vi, y2, v2, 1, 1);
  /* a rate over a person-time of 1 is a count: IRLN - IRLN = IRR */
  tsq_rates r = {.k = K, .x1i = x.b, .t1i = x.t1, .x2i = ones, .t2i = ones};
  tsq_counts count = {.k = K, .xi = x.b, .ti = x.t1};
  assert_int_equal(tsq_effect_rates(TSQ_IRR, &r, NULL, yi, vi), TSQ_OK);
  assert_int_equal(tsq_effect_counts(TSQ_IRLN, &count, NULL, y2, v2), TSQ_OK);
  for (size_t i = 0; i < K; i++) {
    assert_true(fabs(yi[i] - y2[i]) < 1e-14 && fabs(vi[i] - v2[i] - 1) < 1e-14);
  }
  /* the log odds ratio is a difference of logits */
  tsq_proportions first = {.k = K, .xi = x.a, .ni = n}, second = {.k = K, .xi = x.c, .mi = x.d};
  assert_int_equal(tsq_effect_tables(TSQ_OR, &paired, TSQ_EFFECT_OPTIONS(.to = TSQ_TO_ALL), yi, vi), TSQ_OK);
  double p1[K], p2[K];
  assert_int_equal(tsq_effect_proportions(TSQ_PLO, &first, TSQ_EFFECT_OPTIONS(.to = TSQ_TO_ALL), p1, y2),
                   TSQ_OK);
  assert_int_equal(tsq_effect_proportions(TSQ_PLO, &second, TSQ_EFFECT_OPTIONS(.to = TSQ_TO_ALL), p2, v2),
                   TSQ_OK);
  for (size_t i = 0; i < K; i++) {
    assert_true(fabs(yi[i] - (p1[i] - p2[i])) < 1e-14 && close_to(vi[i], y2[i] + v2[i], 1e-14));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exchange_of_groups),
      cmocka_unit_test(exchange_of_outcomes),
      cmocka_unit_test(change_of_units),
      cmocka_unit_test(order_of_studies),
      cmocka_unit_test(a_missing_study_touches_no_other),
      cmocka_unit_test(measures_that_are_tied),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
