/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RevMan's study effects and Mantel-Haenszel pools: as it printed them, and as its formulas have them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../close.h"
#include "mh/revman.h"

#include <tausq/effect.h>

#include <string.h>

#include "revman_cases.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const tsq_effect_options revman = {.size = sizeof revman, .convention = TSQ_CONVENTION_REVMAN};

/* One study through the generic door: four counts, or two times mean, SD and n. */
static tsq_records one_study(const double *record, int is_means, const double *columns[6]) {
  static const char *const counts[] = {"ai", "n1i", "ci", "n2i"};
  static const char *const means[] = {"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"};
  size_t n = is_means ? 6 : 4;
  for (size_t j = 0; j < n; j++) {
    columns[j] = &record[j];
  }
  return (tsq_records){.k = 1, .n_columns = n, .names = is_means ? means : counts, .columns = columns};
}

static int is_of_means(int32_t measure) {
  return measure == TSQ_MD || measure == TSQ_SMD;
}

/* Six decimals, of all three numbers. */
static void printed_to_the_digit(void **state) {
  (void)state;
  const double z = 1.959963984540054;
  for (size_t i = 0; i < COUNT(revman_printed); i++) {
    int32_t measure = revman_printed[i].measure;
    const double *columns[6];
    tsq_records r = one_study(revman_printed[i].record, is_of_means(measure), columns);
    double yi, vi;
    int is_ratio = measure == TSQ_RR || measure == TSQ_OR || measure == TSQ_PETO;
    assert_int_equal(tsq_effect(measure, &r, &revman, &yi, &vi), TSQ_OK);
    const double want[] = {revman_printed[i].estimate, revman_printed[i].ci_lower,
                           revman_printed[i].ci_upper};
    for (int j = 0; j < 3; j++) {
      double y = yi + (j == 0 ? 0 : j == 1 ? -z : z) * sqrt(vi);
      double shown = is_ratio ? exp(y) : y;
      if (fabs(shown - want[j]) > 5.0001e-7)
        fail_msg("%s, row %zu: %.9f, printed %.6f", tsq_measure_name(measure), i, shown, want[j]);
    }
  }
}

static void computed_in_exact_fractions(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(revman_computed); i++) {
    int32_t measure = revman_computed[i].measure, reason = -1;
    const double *columns[6];
    tsq_records r = one_study(revman_computed[i].record, is_of_means(measure), columns);
    double yi, vi;
    assert_int_equal(tsq_effect(measure, &r, &revman, &yi, &vi), TSQ_OK);
    assert_int_equal(tsq_effect_reasons(measure, &r, &revman, &reason), TSQ_OK);
    if (reason != revman_computed[i].reason)
      fail_msg("%s, row %zu: %s", tsq_measure_name(measure), i, tsq_reason_name(reason));
    if (isnan(revman_computed[i].yi)) {
      assert_true(isnan(yi) && isnan(vi));
      continue;
    }
    if (fabs(yi - revman_computed[i].yi) > 4e-15 * fabs(revman_computed[i].yi))
      fail_msg("%s, row %zu: yi %.17g, not %.17g", tsq_measure_name(measure), i, yi, revman_computed[i].yi);
    assert_close(vi, revman_computed[i].vi, 4e-15);
  }
}

/* The other group first: the opposite effect, with the same variance. */
static void groups_change_places(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(revman_computed); i++) {
    int32_t measure = revman_computed[i].measure;
    const double *r = revman_computed[i].record;
    int means = is_of_means(measure);
    const double swapped[] = {
        r[means ? 3 : 2], r[means ? 4 : 3], r[means ? 5 : 0], r[means ? 0 : 1], r[1], r[2]};
    const double *columns[2][6];
    tsq_records first = one_study(r, means, columns[0]), second = one_study(swapped, means, columns[1]);
    double yi[2], vi[2];
    assert_int_equal(tsq_effect(measure, &first, &revman, &yi[0], &vi[0]), TSQ_OK);
    assert_int_equal(tsq_effect(measure, &second, &revman, &yi[1], &vi[1]), TSQ_OK);
    assert_int_equal(isnan(yi[0]), isnan(yi[1]));
    if (isnan(yi[0])) continue;
    assert_close(yi[0], -yi[1], 4e-15);
    assert_close(vi[0], vi[1], 4e-15);
  }
}

/* What the caller says goes before RevMan's defaults. */
static void options_are_obeyed(void **state) {
  (void)state;
  const double a[] = {0, 3}, n1[] = {10, 20}, c[] = {0, 5}, n2[] = {12, 20};
  tsq_tables t = {.k = 2, .ai = a, .n1i = n1, .ci = c, .n2i = n2};
  tsq_effect_options o = revman;
  double yi[2], vi[2], plain[2];
  o.drop00 = TSQ_DROP00_KEEP;
  assert_int_equal(tsq_effect_tables(TSQ_RR, &t, &o, yi, vi), TSQ_OK);
  assert_close(yi[0], log(13.0 / 11), 1e-15);
  o.drop00 = 0;
  o.to = TSQ_TO_ALL;
  assert_int_equal(tsq_effect_tables(TSQ_PETO, &t, &o, yi, vi), TSQ_OK);
  o.to = TSQ_TO_NONE;
  assert_int_equal(tsq_effect_tables(TSQ_PETO, &t, &o, plain, vi), TSQ_OK);
  assert_true(yi[1] == plain[1] && isnan(yi[0])); /* by default nothing is there to be added */
  o.to = 0;
  o.add_mode = TSQ_ADD_VALUE;
  o.add = 1;
  assert_int_equal(tsq_effect_tables(TSQ_RD, &t, &o, yi, vi), TSQ_OK);
  assert_true(yi[0] == 0);
  assert_close(vi[0], 11.0 / (12 * 12 * 12) + 13.0 / (14 * 14 * 14), 1e-15);
  o = revman;
  o.vtype = TSQ_UB;
  const double m1[] = {5}, m2[] = {4}, sd[] = {2}, n[] = {9};
  tsq_means arms = {.k = 1, .m1 = m1, .sd1 = sd, .n1 = n, .m2 = m2, .sd2 = sd, .n2 = n};
  assert_int_equal(tsq_effect_means(TSQ_SMD, &arms, &o, yi, vi), TSQ_OK);
  assert_close(yi[0], (1 - 3.0 / 63) * 0.5, 1e-15);
  const double d[] = {0.5, 0.5}, one[] = {1, 9};
  tsq_means reported = {.k = 2, .di = d, .n1 = one, .n2 = one};
  assert_int_equal(tsq_effect_means(TSQ_SMD, &reported, &revman, yi, vi), TSQ_OK);
  assert_true(isnan(yi[0]) && isnan(vi[0])); /* no degrees of freedom */
  assert_close(yi[1], (1 - 3.0 / 63) * 0.5, 1e-15);
}

/* R's meta leaves out what RevMan leaves out, whatever the convention of the variances. */
static void uninformative_studies_by_measure(void **state) {
  (void)state;
  const double a[] = {0, 5, 0, 2}, b[] = {9, 0, 9, 9}, c[] = {0, 7, 2, 1}, d[] = {8, 0, 8, 7};
  tsq_tables t = {.k = 4, .ai = a, .bi = b, .ci = c, .di = d};
  const struct {
    int32_t measure, drop00, reasons[2]; /* of the study without, and the one with nothing but, events */
  } cases[] = {
      {TSQ_RR, 0, {0, 0}},
      {TSQ_RR, TSQ_DROP00_KEEP, {0, 0}},
      {TSQ_RR, TSQ_DROP00_ALL, {TSQ_REASON_DOUBLE_ZERO, TSQ_REASON_DOUBLE_FULL}},
      {TSQ_RR, TSQ_DROP00_NOT_ESTIMABLE, {TSQ_REASON_DOUBLE_ZERO, 0}},
      {TSQ_OR, TSQ_DROP00_NOT_ESTIMABLE, {TSQ_REASON_DOUBLE_ZERO, TSQ_REASON_DOUBLE_FULL}},
      {TSQ_PETO, TSQ_DROP00_NOT_ESTIMABLE, {TSQ_REASON_DOUBLE_ZERO, TSQ_REASON_DOUBLE_FULL}},
      {TSQ_RD, TSQ_DROP00_NOT_ESTIMABLE, {0, 0}},
      {TSQ_AS, TSQ_DROP00_NOT_ESTIMABLE, {0, 0}},
      {TSQ_RD, 1, {TSQ_REASON_DOUBLE_ZERO, TSQ_REASON_DOUBLE_FULL}},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    const char *names[] = {"ai", "bi", "ci", "di"};
    const double *columns[] = {a, b, c, d};
    tsq_records r = {.k = 4, .n_columns = 4, .names = names, .columns = columns};
    tsq_effect_options o = {.size = sizeof o, .drop00 = cases[i].drop00};
    double yi[4], vi[4];
    int32_t why[4];
    assert_int_equal(tsq_effect_tables(cases[i].measure, &t, &o, yi, vi), TSQ_OK);
    assert_int_equal(tsq_effect_reasons(cases[i].measure, &r, &o, why), TSQ_OK);
    for (int s = 0; s < 2; s++) {
      assert_int_equal(why[s], cases[i].reasons[s]);
      assert_int_equal(isnan(yi[s]) && isnan(vi[s]), cases[i].reasons[s] != 0);
    }
    assert_true(isfinite(yi[2]) && isfinite(yi[3]) && why[2] == 0 && why[3] == 0);
  }
}

/* ---- Mantel-Haenszel ------------------------------------------------------------------------------------------------ */

static void pools_as_printed(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(revman_pools); i++) {
    size_t k = revman_pools[i].k;
    tsq_tables t = {.k = k,
                    .ai = revman_pools[i].a,
                    .n1i = revman_pools[i].n1,
                    .ci = revman_pools[i].c,
                    .n2i = revman_pools[i].n2};
    double yi[7], vi[7], common[7], random[7], total = 0;
    tsqp_mh_pools p;
    assert_int_equal(tsqp_mh_random(revman_pools[i].measure, &t, yi, vi, common, random, &p), TSQ_OK);
    const double *weight = revman_pools[i].random ? random : common;
    for (size_t s = 0; s < k; s++) {
      total += weight[s];
      if (isnan(revman_pools[i].weight[s])) continue;
      if (fabs(weight[s] - revman_pools[i].weight[s]) > 5.0001e-7)
        fail_msg("pool %zu, study %zu: %.8f, printed %.6f", i, s, weight[s], revman_pools[i].weight[s]);
    }
    assert_close(total, 100, 1e-14);
    assert_true(p.k == (double)k);
    assert_close(p.common, revman_pools[i].common, 1e-13);
    assert_close(p.common_se, revman_pools[i].common_se, 1e-14);
    assert_close(p.QE, revman_pools[i].Q, 1e-13);
    assert_close(p.tau2, revman_pools[i].tau2, 1e-13);
    assert_close(p.random, revman_pools[i].mean, 1e-13);
    assert_close(p.random_se, revman_pools[i].se, 1e-13);
  }
}

static void studies_without_an_effect_have_no_share(void **state) {
  (void)state;
  const double a[] = {0, 4, NAN, 0}, n1[] = {20, 30, 20, 12}, c[] = {0, 9, 2, 3}, n2[] = {21, 31, 22, 15};
  tsq_tables t = {.k = 4, .ai = a, .n1i = n1, .ci = c, .n2i = n2};
  double yi[4], vi[4], common[4], random[4];
  tsqp_mh_pools p, two;
  assert_int_equal(tsqp_mh_random(TSQ_OR, &t, yi, vi, common, random, &p), TSQ_OK);
  assert_true(p.k == 2 && isnan(yi[0]) && isnan(yi[2]));
  assert_true(common[0] == 0 && random[0] == 0 && common[2] == 0 && random[2] == 0);
  assert_close(common[1] + common[3], 100, 1e-14);
  const double a2[] = {4, 0}, m1[] = {30, 12}, c2[] = {9, 3}, m2[] = {31, 15};
  tsq_tables kept = {.k = 2, .ai = a2, .n1i = m1, .ci = c2, .n2i = m2};
  assert_int_equal(tsqp_mh_random(TSQ_OR, &kept, yi, vi, NULL, NULL, &two), TSQ_OK);
  assert_memory_equal(&p, &two, sizeof p);
}

static void pools_that_cannot_be(void **state) {
  (void)state;
  const double a[] = {0}, n[] = {20}, big[] = {21};
  tsq_tables none = {.k = 1, .ai = a, .n1i = n, .ci = a, .n2i = n};
  tsq_tables wrong = {.k = 1, .ai = big, .n1i = n, .ci = a, .n2i = n};
  double yi[1], vi[1];
  tsqp_mh_pools p = {.k = 7};
  assert_int_equal(tsqp_mh_random(TSQ_RR, &none, yi, vi, NULL, NULL, &p), TSQ_ERR_TOO_FEW);
  assert_int_equal(tsqp_mh_random(TSQ_RR, &wrong, yi, vi, NULL, NULL, &p), TSQ_ERR_DATA);
  assert_int_equal(tsqp_mh_random(TSQ_PETO, &none, yi, vi, NULL, NULL, &p), TSQ_ERR_ARGUMENT);
  assert_true(p.k == 7);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(printed_to_the_digit),
      cmocka_unit_test(computed_in_exact_fractions),
      cmocka_unit_test(groups_change_places),
      cmocka_unit_test(options_are_obeyed),
      cmocka_unit_test(uninformative_studies_by_measure),
      cmocka_unit_test(pools_as_printed),
      cmocka_unit_test(studies_without_an_effect_have_no_share),
      cmocka_unit_test(pools_that_cannot_be),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
