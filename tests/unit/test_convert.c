/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <tausq/convert.h>
#include <tausq/transform.h>

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void assert_close(double got, double want, double relative) {
  if (isnan(got) && isnan(want)) return;
  if (fabs(got - want) <= relative * fabs(want)) return;
  fail_msg("%.17g, not %.17g", got, want);
}

/* Cochrane Handbook 6.5, 6.5.2.2: n = 25, 95% interval 30.0 to 34.2, SD 5.09; more digits from R's qt(). */
static void arms_from_errors_and_intervals(void **state) {
  (void)state;
  const double n[] = {25, 25, 25, 25, 25, NAN}, mean[] = {NAN, 32.5, NAN, NAN, 1, NAN},
               sd[] = {NAN, NAN, NAN, 7, NAN, 3}, se[] = {NAN, 1.5, NAN, 99, NAN, NAN},
               lower[] = {30.0, NAN, 30.0, NAN, NAN, NAN}, upper[] = {34.2, NAN, 34.2, NAN, NAN, NAN},
               level[] = {NAN, NAN, 0.9, NAN, NAN, NAN};
  tsq_arm_reports reports = {
      .k = 6, .n = n, .mean = mean, .sd = sd, .se = se, .ci_lower = lower, .ci_upper = upper, .level = level};
  double m[6], s[6];
  int32_t ms[6], ss[6];
  assert_int_equal(tsq_convert_arms(&reports, NULL, m, s, ms, ss), TSQ_OK);
  assert_close(m[0], 32.1, 1e-15);
  assert_int_equal(ms[0], TSQ_SOURCE_CI);
  assert_close(s[0], 5.0874593331357785, 1e-13);
  assert_int_equal(ss[0], TSQ_SOURCE_CI);
  assert_true(m[1] == 32.5 && ms[1] == TSQ_SOURCE_GIVEN);
  assert_close(s[1], 7.5, 1e-15);
  assert_int_equal(ss[1], TSQ_SOURCE_SE);
  assert_close(s[2], 5 * 4.2 / (2 * 1.7108820799094284), 1e-12); /* R: qt(0.95, 24) */
  assert_true(s[3] == 7 && ss[3] == TSQ_SOURCE_GIVEN);
  assert_true(isnan(s[4]) && ss[4] == TSQ_SOURCE_NONE && m[4] == 1);
  assert_true(s[5] == 3 && isnan(m[5]) && ms[5] == TSQ_SOURCE_NONE);

  assert_int_equal(
      tsq_convert_arms(&reports, TSQ_CONVERT_OPTIONS(.reference = TSQ_REFERENCE_NORMAL), NULL, s, NULL, NULL),
      TSQ_OK);
  assert_close(s[0], 5 * 4.2 / 3.919927969080108, 1e-14); /* R: 2 * qnorm(0.975) */
}

/* R, the papers' equations: Luo et al. 2018, Wan et al. 2014, Shi et al. 2020 and 2023 */
static void arms_from_quantiles(void **state) {
  (void)state;
  const double n[] = {80, 80, 80}, min[] = {2, NAN, 2}, q1[] = {NAN, 14, 14}, median[] = {19.5, 19.5, 19.5},
               q3[] = {NAN, 26, 26}, max[] = {45, NAN, 45};
  const struct {
    double mean, sd, statistic, critical;
    int32_t source;
  } want[] = {
      {20.020331765370713, 8.8890935581113606, 0.18604651162790697, 0.25364900735489437, TSQ_SOURCE_RANGE},
      {19.852437500000001, 9.0595347535969282, 0.083333333333333329, 0.29534150701872214,
       TSQ_SOURCE_QUARTILES},
      {20.121646638825613, 8.9730340659306833, 0.21338708678728616, 0.33533207162496848, TSQ_SOURCE_FIVE},
  };
  tsq_arm_reports reports = {.k = 3, .n = n, .min = min, .q1 = q1, .median = median, .q3 = q3, .max = max};
  double m[3], s[3], statistic[3], critical[3];
  int32_t ms[3], ss[3];
  assert_int_equal(tsq_convert_arms(&reports, NULL, m, s, ms, ss), TSQ_OK);
  assert_int_equal(tsq_skewness(&reports, statistic, critical), TSQ_OK);
  for (size_t i = 0; i < 3; i++) {
    assert_close(m[i], want[i].mean, 1e-14);
    assert_close(s[i], want[i].sd, 1e-13);
    assert_close(statistic[i], want[i].statistic, 1e-13);
    assert_close(critical[i], want[i].critical, 1e-13);
    assert_int_equal(ms[i], want[i].source);
    assert_int_equal(ss[i], want[i].source);
  }
}

static void skewed_summaries_are_dropped_unless_kept(void **state) {
  (void)state;
  const double n = 25, min = 1, q1 = 3, median = 4, q3 = 6, max = 30;
  tsq_arm_reports r = {.k = 1, .n = &n, .min = &min, .q1 = &q1, .median = &median, .q3 = &q3, .max = &max};
  double m, s;
  int32_t ms;
  assert_int_equal(tsq_convert_arms(&r, NULL, &m, &s, &ms, NULL), TSQ_OK);
  assert_true(isnan(m) && isnan(s) && ms == TSQ_SOURCE_NONE);
  assert_int_equal(tsq_convert_arms(&r, TSQ_CONVERT_OPTIONS(.skewed = TSQ_SKEWED_KEEP), &m, &s, &ms, NULL),
                   TSQ_OK);
  assert_close(m, 6.1795374066847231, 1e-14);
  assert_close(s, 5.746111057975761, 1e-13);
}

static void small_samples_and_missing_medians(void **state) {
  (void)state;
  const double n[] = {4, 20}, q1[] = {1, 1}, median[] = {2, NAN}, q3[] = {3, 3};
  tsq_arm_reports r = {.k = 2, .n = n, .q1 = q1, .median = median, .q3 = q3};
  double m[2], s[2], t[2], c[2];
  assert_int_equal(tsq_convert_arms(&r, NULL, m, s, NULL, NULL), TSQ_OK);
  assert_true(isnan(m[0]) && isnan(s[0])); /* fewer than 5 */
  assert_true(isnan(m[1]));                /* no median: no mean, but an SD */
  assert_close(s[1], 1.5956920144568221, 1e-13);
  assert_int_equal(tsq_skewness(&r, t, c), TSQ_OK);
  assert_true(isnan(t[0]) && isnan(t[1]));
}

/* Cochrane Handbook 6.5, 6.5.2.3: difference 3.8, p = 0.008, n 25 and 22: t 2.78, SE 1.37, SD 4.69 */
static void sd_from_a_difference(void **state) {
  (void)state;
  const double n1[] = {25, 25, 25, 25, 25, 25}, n2[] = {22, 22, 22, 22, 22, 22},
               d[] = {3.8, -3.8, NAN, 3.8, 3.8, 0}, p[] = {0.008, NAN, NAN, NAN, 0, 0.5},
               t[] = {NAN, 2.7769, NAN, NAN, NAN, NAN}, se[] = {NAN, NAN, NAN, 2, NAN, NAN},
               lower[] = {NAN, NAN, 1.0437897538, NAN, NAN, NAN},
               upper[] = {NAN, NAN, 6.5562102462, NAN, NAN, NAN};
  tsq_difference_reports r = {.k = 6,
                              .n1 = n1,
                              .n2 = n2,
                              .difference = d,
                              .p = p,
                              .t = t,
                              .se = se,
                              .ci_lower = lower,
                              .ci_upper = upper};
  double sd[6], got[6];
  int32_t source[6];
  assert_int_equal(tsq_convert_differences(&r, NULL, sd, got, source), TSQ_OK);
  assert_close(got[0], 1.36910030070529, 1e-12);
  assert_close(sd[0], 4.6834693413750985, 1e-12);
  assert_close(sd[0], 4.69, 2e-3);
  assert_int_equal(source[0], TSQ_SOURCE_P);
  assert_close(got[1], 3.8 / 2.7769, 1e-14);
  assert_int_equal(source[1], TSQ_SOURCE_STATISTIC);
  assert_close(got[2], 1.3684551952079835, 1e-12); /* half width / R: qt(0.975, 45) */
  assert_int_equal(source[2], TSQ_SOURCE_CI);
  assert_true(got[3] == 2 && source[3] == TSQ_SOURCE_SE);
  assert_true(isnan(got[4]) && source[4] == TSQ_SOURCE_NONE); /* p = 0 says nothing */
}

/* metafor's documentation of conv.wald: odds ratio 0.64, 95% interval 0.33 to 1.22 (vi 0.1113), or p = 0.17 (vi 0.1058) */
static void effects_from_intervals_and_tests(void **state) {
  (void)state;
  const double or_[] = {0.64, 0.64, NAN, 0.64, 0.64, 0.64}, lower[] = {0.33, NAN, 0.33, 0.33, NAN, 0},
               upper[] = {1.22, NAN, 1.22, 1.22, NAN, 1.22}, p[] = {0.5, 0.17, NAN, NAN, NAN, 0.17},
               level[] = {NAN, NAN, NAN, 0.9, NAN, NAN}, df[] = {NAN, NAN, NAN, 12, NAN, NAN};
  tsq_estimate_reports r = {
      .k = 6, .estimate = or_, .ci_lower = lower, .ci_upper = upper, .p = p, .level = level, .df = df};
  double yi[6], vi[6], asymmetry[6];
  int32_t source[6];
  assert_int_equal(tsq_convert_estimates(&r, TSQ_CONVERT_OPTIONS(.transform = TSQ_TRANSFORM_EXP), yi, vi,
                                         source, asymmetry),
                   TSQ_OK);
  assert_close(yi[0], log(0.64), 1e-15);
  assert_close(vi[0], 0.11125926299891378, 1e-13);
  assert_close(vi[0], 0.1113, 5e-4);
  assert_int_equal(source[0], TSQ_SOURCE_CI);
  assert_close(asymmetry[0], 0.013183466740656144,
               1e-12); /* (log 0.64 - log sqrt(0.33 * 1.22)) / half width */
  assert_close(vi[1], 0.10577704526066174, 1e-13);
  assert_close(vi[1], 0.1058, 5e-4);
  assert_int_equal(source[1], TSQ_SOURCE_P);
  assert_true(isnan(asymmetry[1]));
  assert_close(yi[2], 0.5 * log(0.33 * 1.22), 1e-14); /* the middle of the interval */
  assert_close(vi[3], 0.1345478651555162, 1e-12);     /* R: qt(0.95, 12) */
  assert_true(yi[4] == yi[0] && isnan(vi[4]) && source[4] == TSQ_SOURCE_NONE);
  assert_int_equal(source[5], TSQ_SOURCE_P); /* a bound of 0 is no use on the log scale */
  assert_close(vi[5], vi[1], 1e-15);
}

/* Every scale: report what the transformation makes of y and its Wald interval, and get y and v back. */
static void reported_scales_are_inverted(void **state) {
  (void)state;
  const int32_t transforms[] = {0,
                                TSQ_TRANSFORM_EXP,
                                TSQ_TRANSFORM_PERCENT,
                                TSQ_TRANSFORM_EFFICACY,
                                TSQ_TRANSFORM_ILOGIT,
                                TSQ_TRANSFORM_IPROBIT,
                                TSQ_TRANSFORM_ZTOR};
  for (size_t i = 0; i < COUNT(transforms); i++) {
    const double se = 0.2, z = 1.959963984540054;
    tsq_estimate e = {.estimate = 0.3, .ci_lower = 0.3 - z * se, .ci_upper = 0.3 + z * se}, shown;
    assert_int_equal(tsq_transform_estimate(transforms[i], NULL, &e, &shown), TSQ_OK);
    tsq_estimate_reports r = {
        .k = 1, .estimate = &shown.estimate, .ci_lower = &shown.ci_lower, .ci_upper = &shown.ci_upper};
    double yi, vi, asymmetry;
    assert_int_equal(tsq_convert_estimates(&r, TSQ_CONVERT_OPTIONS(.transform = transforms[i]), &yi, &vi,
                                           NULL, &asymmetry),
                     TSQ_OK);
    assert_close(yi, 0.3, 1e-13);
    assert_close(vi, 0.04, 1e-12);
    assert_true(asymmetry < 1e-12);
  }
  double zero = 0;
  tsq_estimate_reports r = {.k = 1, .estimate = &zero};
  double yi = 7;
  assert_int_equal(
      tsq_convert_estimates(&r, TSQ_CONVERT_OPTIONS(.transform = TSQ_TRANSFORM_IPFT), &yi, NULL, NULL, NULL),
      TSQ_ERR_ARGUMENT);
  assert_true(yi == 7);
}

/* R: mean and sd of c(1.5, 2.25, 7, 3.5), of c(10, 12.5, 9.25, 11, 8.125, 30), and of all ten together */
static void arms_are_combined(void **state) {
  (void)state;
  double n[] = {4, 0, 4, 4}, mean[] = {3.5625, 9, NAN, 3.5625e200},
         sd[] = {2.435629624279247, 9, 1, 2.435629624279247e200};
  const double n2[] = {6, 6, 6, 6}, mean2[] = {13.479166666666666, 13, 1, 13.479166666666666e200},
               sd2[] = {8.2304376655598741, 2, 1, 8.2304376655598741e200};
  tsq_arms a = {.k = 4, .n = n, .mean = mean, .sd = sd}, b = {.k = 4, .n = n2, .mean = mean2, .sd = sd2};
  assert_int_equal(tsq_combine_arms(&a, &b, n, mean, sd), TSQ_OK); /* in place */
  assert_true(n[0] == 10);
  assert_close(mean[0], 9.5124999999999993, 1e-15);
  assert_close(sd[0], 8.1138705827325914, 1e-14);
  assert_true(n[1] == 6 && mean[1] == 13 && sd[1] == 2);
  assert_true(isnan(mean[2]));
  assert_close(sd[3], 8.1138705827325914e200, 1e-14);
  b.k = 3;
  assert_int_equal(tsq_combine_arms(&a, &b, n, NULL, NULL), TSQ_ERR_LENGTH);
  assert_int_equal(tsq_combine_arms(NULL, &b, n, NULL, NULL), TSQ_ERR_NULL);
}

/* Cochrane Handbook 6.5, 6.5.2.8: correlations 0.78 and 0.82, and the SD of change with 0.80 */
static void changes(void **state) {
  (void)state;
  const double sd1[] = {6.4, 7.0, 1, 0, NAN}, sd2[] = {7.1, 6.9, 1, 1, 1}, change[] = {4.5, 4.2, 3, 1, 1};
  double r[5];
  assert_int_equal(tsq_change_correlation(5, sd1, sd2, change, r), TSQ_OK);
  assert_close(r[0], 0.78, 5e-3);
  assert_close(r[1], 0.82, 5e-3);
  assert_close(r[0], 0.78257042253521136, 1e-14);
  assert_close(r[1], 0.81749482401656326, 1e-14);
  assert_true(isnan(r[2]) && isnan(r[3]) && isnan(r[4]));
  double back[5];
  assert_int_equal(tsq_change_sd(2, sd1, sd2, r, back), TSQ_OK);
  assert_close(back[0], 4.5, 1e-14);
  assert_close(back[1], 4.2, 1e-14);
  const double imputed = 0.8;
  assert_int_equal(tsq_change_sd(1, sd1, sd2, &imputed, back), TSQ_OK);
  assert_close(back[0], 4.3204166465747251, 1e-14);
  const double equal = 3, one = 1;
  assert_int_equal(tsq_change_sd(1, &equal, &equal, &one, back), TSQ_OK);
  assert_true(back[0] == 0);
}

static void errors_name_the_value(void **state) {
  (void)state;
  const double n[] = {10, 10}, bad_sd[] = {1, -2}, low[] = {1, 5}, high[] = {2, 4}, p[] = {0.1, 1.5},
               wrong_n[] = {10, 0}, infinite[] = {1, HUGE_VAL};
  double out[2] = {7, 7};
  tsq_arm_reports arms = {.k = 2, .n = n, .sd = bad_sd};
  assert_int_equal(tsq_convert_arms(&arms, NULL, out, out, NULL, NULL), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "sd[1] = -2: must be >= 0 and finite");
  arms = (tsq_arm_reports){.k = 2, .n = n, .ci_lower = low, .ci_upper = high};
  assert_int_equal(tsq_convert_arms(&arms, NULL, out, out, NULL, NULL), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "ci_lower[1] = 5 > ci_upper[1] = 4");
  arms = (tsq_arm_reports){.k = 2, .n = n, .min = low, .max = high};
  assert_int_equal(tsq_convert_arms(&arms, NULL, out, out, NULL, NULL), TSQ_ERR_DATA);
  assert_int_equal(tsq_skewness(&arms, out, out), TSQ_ERR_DATA);
  arms = (tsq_arm_reports){.k = 2, .n = wrong_n};
  assert_int_equal(tsq_convert_arms(&arms, NULL, out, out, NULL, NULL), TSQ_ERR_DATA);
  arms = (tsq_arm_reports){.k = 2, .n = n, .mean = infinite};
  assert_int_equal(tsq_convert_arms(&arms, NULL, out, out, NULL, NULL), TSQ_ERR_DATA);
  arms = (tsq_arm_reports){.k = 2, .n = n, .level = p};
  assert_int_equal(tsq_convert_arms(&arms, NULL, out, out, NULL, NULL), TSQ_ERR_DATA);
  arms = (tsq_arm_reports){.k = 2, .n = n};
  assert_int_equal(tsq_convert_arms(&arms, TSQ_CONVERT_OPTIONS(.level = 1.5), out, out, NULL, NULL),
                   TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_convert_arms(&arms, TSQ_CONVERT_OPTIONS(.reference = 3), out, out, NULL, NULL),
                   TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_convert_arms(&arms, TSQ_CONVERT_OPTIONS(.skewed = 3), out, out, NULL, NULL),
                   TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_convert_arms(&arms, TSQ_CONVERT_OPTIONS(.scale = TSQ_SCALE_YI), out, out, NULL, NULL),
                   TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_convert_arms(NULL, NULL, out, out, NULL, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_skewness(&arms, NULL, out), TSQ_ERR_NULL);
  tsq_difference_reports d = {.k = 2, .p = p};
  assert_int_equal(tsq_convert_differences(&d, NULL, out, NULL, NULL), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "p[1] = 1.5: a p value must be between 0 and 1");
  tsq_estimate_reports e = {.k = 2, .estimate = bad_sd};
  assert_int_equal(
      tsq_convert_estimates(&e, TSQ_CONVERT_OPTIONS(.transform = TSQ_TRANSFORM_EXP), out, NULL, NULL, NULL),
      TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "estimate[1] = -2: outside the reported scale");
  assert_int_equal(tsq_change_sd(2, n, bad_sd, p, out), TSQ_ERR_DATA);
  assert_int_equal(tsq_change_sd(2, n, n, p, out), TSQ_ERR_DATA);
  assert_int_equal(tsq_change_sd(2, n, n, NULL, out), TSQ_ERR_NULL);
  assert_int_equal(tsq_change_correlation(2, n, n, bad_sd, out), TSQ_ERR_DATA);
  assert_int_equal(tsq_change_correlation(2, n, n, n, NULL), TSQ_ERR_NULL);
  assert_true(out[0] == 7 && out[1] == 7);
}

static void names_go_both_ways(void **state) {
  (void)state;
  const int32_t all[] = {TSQ_SOURCE_NONE, TSQ_SOURCE_GIVEN,     TSQ_SOURCE_SE,
                         TSQ_SOURCE_CI,   TSQ_SOURCE_STATISTIC, TSQ_SOURCE_P,
                         TSQ_SOURCE_FIVE, TSQ_SOURCE_QUARTILES, TSQ_SOURCE_RANGE};
  for (size_t i = 0; i < COUNT(all); i++) {
    int32_t value = -1;
    assert_int_equal(tsq_source_from_name(tsq_source_name(all[i]), &value), TSQ_OK);
    assert_int_equal(value, all[i]);
  }
  assert_null(tsq_source_name(1));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arms_from_errors_and_intervals),
      cmocka_unit_test(arms_from_quantiles),
      cmocka_unit_test(skewed_summaries_are_dropped_unless_kept),
      cmocka_unit_test(small_samples_and_missing_medians),
      cmocka_unit_test(sd_from_a_difference),
      cmocka_unit_test(effects_from_intervals_and_tests),
      cmocka_unit_test(reported_scales_are_inverted),
      cmocka_unit_test(arms_are_combined),
      cmocka_unit_test(changes),
      cmocka_unit_test(errors_name_the_value),
      cmocka_unit_test(names_go_both_ways),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
