/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <tausq/transform.h>

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const int32_t all[] = {TSQ_TRANSFORM_EXP,     TSQ_TRANSFORM_PERCENT, TSQ_TRANSFORM_EFFICACY,
                              TSQ_TRANSFORM_ILOGIT,  TSQ_TRANSFORM_IPROBIT, TSQ_TRANSFORM_ICLOGLOG,
                              TSQ_TRANSFORM_IARCSIN, TSQ_TRANSFORM_IPFT,    TSQ_TRANSFORM_IPFT_HM,
                              TSQ_TRANSFORM_ISQRT,   TSQ_TRANSFORM_IIRFT,   TSQ_TRANSFORM_IIRFT_HM,
                              TSQ_TRANSFORM_ZTOR,    TSQ_TRANSFORM_ZTOR2,   TSQ_TRANSFORM_IAHW,
                              TSQ_TRANSFORM_IABT,    TSQ_TRANSFORM_DTOCLES, TSQ_TRANSFORM_DTOU3};

static void assert_close(double got, double want, double relative) {
  if (isnan(got) && isnan(want)) return;
  if (got == want || fabs(got - want) <= relative * fabs(want)) return;
  fail_msg("%.17g, not %.17g", got, want);
}

/* R: metafor 3.8.1 transf.*(), n = 20 for ipft, harmonic mean of 10, 20, 40 for ipft.hm, t = 20 for iirft */
static void agrees_with_metafor(void **state) {
  (void)state;
  static const double x[7] = {-.3, .05, .2, .7, .785, 1.2, 1.6};
  static const double ni[3] = {10, 20, 40};
  static const struct {
    int32_t transform;
    size_t n_sizes;
    double want[7];
  } cases[] = {
      {TSQ_TRANSFORM_IPFT,
       1,
       {0, 0, 0.020071911431778722, 0.41087149143789881, 0.49958240275015148, 0.88616847640327812, 1}},
      {TSQ_TRANSFORM_IPFT_HM,
       3,
       {0, 0, 0.017512023757080941, 0.41019984853981478, 0.49957925102820977, 0.88890289087357932, 1}},
      {TSQ_TRANSFORM_IIRFT,
       1,
       {0, 0, 0.018906249999999999, 0.4653188775510203, 0.59147855998214949, 1.4151085069444442,
        2.5350610351562501}},
      {TSQ_TRANSFORM_IARCSIN,
       0,
       {0, 0.002497917360987117, 0.039469502998557456, 0.41501642854987947, 0.49960183664463337,
        0.86869685777062267, 1}},
      {TSQ_TRANSFORM_ISQRT,
       0,
       {0, 0.0025000000000000005, 0.040000000000000008, 0.48999999999999994, 0.61622500000000002,
        1.4399999999999999, 2.5600000000000005}},
      {TSQ_TRANSFORM_ILOGIT,
       0,
       {0.42555748318834102, 0.51249739648421033, 0.54983399731247795, 0.66818777216816616,
        0.68675672664390186, 0.76852478349901754, 0.83201838513392445}},
      {TSQ_TRANSFORM_ZTOR,
       0,
       {-0.2913126124515909, 0.049958374957879977, 0.19737532022490401, 0.60436777711716361,
        0.65556721653224448, 0.83365460701215521, 0.92166855440647133}},
  };
  for (size_t c = 0; c < COUNT(cases); c++) {
    double out[7];
    tsq_transform_options *o =
        TSQ_TRANSFORM_OPTIONS(.ni = cases[c].n_sizes == 1 ? &ni[1] : ni, .n = cases[c].n_sizes);
    assert_int_equal(tsq_transform_values(cases[c].transform, o, 7, x, out), TSQ_OK);
    for (size_t i = 0; i < 7; i++) {
      assert_close(out[i], cases[c].want[i], 1e-13); /* ipft: R's form cancels near 1/2 */
    }
  }
}

/* mpmath, 30 digits */
static void is_accurate_at_the_ends(void **state) {
  (void)state;
  static const struct {
    int32_t transform;
    double x, want;
  } cases[] = {
      {TSQ_TRANSFORM_EXP, -700.0, 9.85967654375977086e-305},
      {TSQ_TRANSFORM_PERCENT, 1e-12, 1.00000000000049998e-10},
      {TSQ_TRANSFORM_EFFICACY, -1e-09, 9.99999999500000062e-8},
      {TSQ_TRANSFORM_ILOGIT, -50.0, 1.92874984796391778e-22},
      {TSQ_TRANSFORM_IPROBIT, -37.0, 5.72557122252457682e-300},
      {TSQ_TRANSFORM_ICLOGLOG, -40.0, 4.24835425529158899e-18},
      {TSQ_TRANSFORM_IARCSIN, 1e-09, 1.00000000000000012e-18},
      {TSQ_TRANSFORM_ZTOR, 1e-10, 1.00000000000000004e-10},
      {TSQ_TRANSFORM_ZTOR2, 1e-05, 9.99999999933333497e-11},
      {TSQ_TRANSFORM_IABT, 1e-13, 9.9999999999995003e-14},
      {TSQ_TRANSFORM_IAHW, 1e-13, 2.99999999999970009e-13},
      {TSQ_TRANSFORM_IAHW, -0.25, -0.953125},
      {TSQ_TRANSFORM_DTOCLES, -30.0, 3.60649708622560333e-100},
      {TSQ_TRANSFORM_DTOU3, 0.5, 0.691462461274013104},
  };
  for (size_t c = 0; c < COUNT(cases); c++) {
    double out;
    assert_int_equal(tsq_transform_values(cases[c].transform, NULL, 1, &cases[c].x, &out), TSQ_OK);
    assert_close(out, cases[c].want, 1e-14);
  }
}

/* The double arcsine of x/n, transformed back with n, is x/n: Miller 1978 is exact. mpmath's double arcsines. */
static void inverts_the_double_arcsine(void **state) {
  (void)state;
  static const struct {
    double x, n, angle;
  } cases[] = {
      {1.0, 20.0, 0.266857931928527418},
      {1.0, 1000000.0, 0.001207106496668974404},
      {1.0, 1000000000000.0, 1.207106781186263007e-6},
      {10.0, 20.0, 0.7853981633974483096},
      {5000001.0, 10000000.0, 0.7853982633974383096},
      {50.0, 101.0, 0.7804958884513334467},
      {19.0, 20.0, 1.303938394866369201},
      {999999.0, 1000000.0, 1.569589220298227645},
      {3.0, 7.0, 0.7222280996119286462},
  };
  for (size_t c = 0; c < COUNT(cases); c++) {
    double out;
    tsq_transform_options *o = TSQ_TRANSFORM_OPTIONS(.ni = &cases[c].n, .n = 1);
    assert_int_equal(tsq_transform_values(TSQ_TRANSFORM_IPFT, o, 1, &cases[c].angle, &out), TSQ_OK);
    /* the angle itself is rounded: p moves by sin(2 angle) times that */
    double rounding = 4e-16 * cases[c].angle + 1e-16 * cases[c].x / cases[c].n;
    if (fabs(out - cases[c].x / cases[c].n) > rounding)
      fail_msg("%.17g of %g/%g", out, cases[c].x, cases[c].n);
  }
}

/* Central differences of the transformation, away from where values are cut. */
static void slopes_are_derivatives(void **state) {
  (void)state;
  const double size = 37, h = 1e-5;
  for (size_t t = 0; t < COUNT(all); t++) {
    for (int i = 0; i < 5; i++) {
      double x = 0.3 + 0.2 * i, low = x - h, high = x + h, below, above, slope;
      tsq_transform_options *o = TSQ_TRANSFORM_OPTIONS(.ni = &size, .n = 1);
      assert_int_equal(tsq_transform_values(all[t], o, 1, &low, &below), TSQ_OK);
      assert_int_equal(tsq_transform_values(all[t], o, 1, &high, &above), TSQ_OK);
      assert_int_equal(tsq_transform_slope(all[t], o, 1, &x, &slope), TSQ_OK);
      assert_close(slope, (above - below) / (2 * h), 1e-7);
    }
  }
}

/* Also across the cuts, and with infinite values; EFFICACY is the one that decreases. */
static void is_monotone(void **state) {
  (void)state;
  const double size = 12;
  for (size_t t = 0; t < COUNT(all); t++) {
    double sign = all[t] == TSQ_TRANSFORM_EFFICACY ? -1 : 1, before = NAN;
    for (int i = -402; i <= 402; i++) {
      double x = i == -402 ? -HUGE_VAL : i == 402 ? HUGE_VAL : 0.01 * i, out;
      tsq_transform_options *o = TSQ_TRANSFORM_OPTIONS(.ni = &size, .n = 1);
      assert_int_equal(tsq_transform_values(all[t], o, 1, &x, &out), TSQ_OK);
      assert_true(!isnan(out));
      if (i > -402) assert_true(sign * out >= sign * before);
      before = out;
    }
  }
}

static void keeps_missing_values_and_works_in_place(void **state) {
  (void)state;
  const double size = 12;
  for (size_t t = 0; t < COUNT(all); t++) {
    double values[2] = {NAN, 0.5}, apart[2];
    tsq_transform_options *o = TSQ_TRANSFORM_OPTIONS(.ni = &size, .n = 1);
    assert_int_equal(tsq_transform_values(all[t], o, 2, values, apart), TSQ_OK);
    assert_int_equal(tsq_transform_values(all[t], o, 2, values, values), TSQ_OK);
    assert_true(isnan(values[0]));
    assert_true(values[1] == apart[1]);
    double slope;
    values[0] = NAN;
    assert_int_equal(tsq_transform_slope(all[t], o, 1, values, &slope), TSQ_OK);
    assert_true(isnan(slope));
  }
}

static void transforms_estimates(void **state) {
  (void)state;
  tsq_estimate e = {log(2), 0.1, log(2) / 0.1, HUGE_VAL, 4e-12, log(1.5), log(3)}, out = {0};
  assert_int_equal(tsq_transform_estimate(TSQ_TRANSFORM_EXP, NULL, &e, &out), TSQ_OK);
  assert_close(out.estimate, 2, 1e-15);
  assert_close(out.ci_lower, 1.5, 1e-15);
  assert_close(out.ci_upper, 3, 1e-15);
  assert_true(isnan(out.se));
  assert_true(out.statistic == e.statistic && out.p_value == e.p_value && isinf(out.df));
  assert_int_equal(tsq_transform_estimate(TSQ_TRANSFORM_EFFICACY, NULL, &e, &out), TSQ_OK);
  assert_close(out.ci_lower, -200, 1e-14);
  assert_close(out.ci_upper, -50, 1e-14);
  assert_int_equal(tsq_transform_estimate(0, NULL, &e, &e), TSQ_OK);
  assert_true(e.se == 0.1 && e.estimate == log(2));
}

static void names_go_both_ways(void **state) {
  (void)state;
  int32_t value = 0;
  for (size_t t = 0; t < COUNT(all); t++) {
    assert_int_equal(tsq_transform_from_name(tsq_transform_name(all[t]), &value), TSQ_OK);
    assert_int_equal(value, all[t]);
  }
  assert_int_equal(tsq_transform_from_name("transf.iLogit", &value), TSQ_OK);
  assert_int_equal(value, TSQ_TRANSFORM_ILOGIT);
  assert_null(tsq_transform_name(0));
  assert_null(tsq_transform_name(999));
  value = 7;
  assert_int_equal(tsq_transform_from_name("exq", &value), TSQ_ERR_NAME);
  assert_int_equal(tsq_transform_from_name(NULL, &value), TSQ_ERR_NULL);
  assert_int_equal(tsq_transform_from_name("exp", NULL), TSQ_ERR_NULL);
  assert_int_equal(value, 7);
}

static void errors_leave_outputs_alone(void **state) {
  (void)state;
  const double x[2] = {0.5, 0.6}, sizes[3] = {10, -1, 5};
  double out[2] = {7, 7};
  assert_int_equal(tsq_transform_values(999, NULL, 2, x, out), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_transform_values(TSQ_TRANSFORM_EXP, NULL, 2, NULL, out), TSQ_ERR_NULL);
  assert_int_equal(tsq_transform_values(TSQ_TRANSFORM_EXP, NULL, 2, x, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_transform_values(TSQ_TRANSFORM_IPFT, NULL, 2, x, out), TSQ_ERR_NULL);
  tsq_transform_options o = {.size = sizeof o, .ni = sizes, .n = 3};
  assert_int_equal(tsq_transform_values(TSQ_TRANSFORM_IPFT, &o, 2, x, out), TSQ_ERR_LENGTH);
  o.n = 2;
  assert_int_equal(tsq_transform_values(TSQ_TRANSFORM_IPFT, &o, 2, x, out), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "ni[1] = -1: must be > 0 and finite");
  o.n = 0;
  assert_int_equal(tsq_transform_values(TSQ_TRANSFORM_IPFT_HM, &o, 2, x, out), TSQ_ERR_LENGTH);
  o.size = 3;
  assert_int_equal(tsq_transform_values(TSQ_TRANSFORM_IPFT, &o, 2, x, out), TSQ_ERR_OPTIONS);
  assert_true(out[0] == 7 && out[1] == 7);
  tsq_estimate e = {.estimate = 1}, result = {.estimate = 7};
  o = (tsq_transform_options){.size = sizeof o, .ni = sizes, .n = 3};
  assert_int_equal(tsq_transform_estimate(TSQ_TRANSFORM_IPFT, &o, &e, &result), TSQ_ERR_LENGTH);
  assert_int_equal(tsq_transform_estimate(TSQ_TRANSFORM_EXP, NULL, NULL, &result), TSQ_ERR_NULL);
  assert_int_equal(tsq_transform_estimate(TSQ_TRANSFORM_EXP, NULL, &e, NULL), TSQ_ERR_NULL);
  assert_true(result.estimate == 7);
  assert_int_equal(tsq_transform_values(TSQ_TRANSFORM_EXP, NULL, 0, NULL, NULL), TSQ_OK);
  assert_string_equal(tsq_last_error(), "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_metafor),
      cmocka_unit_test(is_accurate_at_the_ends),
      cmocka_unit_test(inverts_the_double_arcsine),
      cmocka_unit_test(slopes_are_derivatives),
      cmocka_unit_test(is_monotone),
      cmocka_unit_test(keeps_missing_values_and_works_in_place),
      cmocka_unit_test(transforms_estimates),
      cmocka_unit_test(names_go_both_ways),
      cmocka_unit_test(errors_leave_outputs_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
