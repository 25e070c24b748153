/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From reports to the effects of a measure, study by study, with the source of each and what is wrong with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../close.h"

#include <tausq/convert.h>
#include <tausq/effect.h>
#include <tausq/transform.h>

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* mpmath, 30 digits: log(HR), ((log(upper) - log(lower))/(2 z))^2, z = sqrt(2) erfinv(0.95) */
static void ratios_with_intervals(void **state) {
  (void)state;
  const double hr[] = {0.8, 0.9, 0.7}, lower[] = {0.6, 0.7, 0.5}, upper[] = {1.07, 1.16, 0.98};
  const double want_y[] = {-0.22314355131420975577, -0.10536051565782630123, -0.35667494393873237891};
  const double want_v[] = {0.021778448556188703657, 0.016603126538058300417, 0.029471503223461489165};
  const int32_t ratios[] = {TSQ_HR, TSQ_OR, TSQ_RR, TSQ_IRR, TSQ_ROM};
  tsq_estimate_reports r = {.k = 3, .estimate = hr, .ci_lower = lower, .ci_upper = upper};
  double yi[3], vi[3], log_hr[3], log_lower[3], log_upper[3], y2[3], v2[3];
  int32_t source[3], reason[3];
  for (size_t m = 0; m < COUNT(ratios); m++) {
    assert_int_equal(tsq_effect_estimates(ratios[m], &r, NULL, yi, vi, source, reason), TSQ_OK);
    for (size_t i = 0; i < 3; i++) {
      assert_close(yi[i], want_y[i], 1e-15);
      assert_close(vi[i], want_v[i], 1e-14);
      assert_true(source[i] == TSQ_SOURCE_CI && reason[i] == TSQ_REASON_NONE);
    }
  }
  /* the same numbers as logs, by their scale, or by a measure without one */
  for (size_t i = 0; i < 3; i++) {
    log_hr[i] = log(hr[i]);
    log_lower[i] = log(lower[i]);
    log_upper[i] = log(upper[i]);
  }
  tsq_estimate_reports logs = {.k = 3, .estimate = log_hr, .ci_lower = log_lower, .ci_upper = log_upper};
  assert_int_equal(
      tsq_effect_estimates(TSQ_HR, &logs, TSQ_CONVERT_OPTIONS(.scale = TSQ_SCALE_YI), y2, v2, NULL, NULL),
      TSQ_OK);
  assert_memory_equal(yi, y2, sizeof yi);
  assert_memory_equal(vi, v2, sizeof vi);
  assert_int_equal(tsq_effect_estimates(TSQ_GEN, &logs, NULL, y2, v2, NULL, NULL), TSQ_OK);
  assert_memory_equal(vi, v2, sizeof vi);
  assert_int_equal(tsq_effect_estimates(TSQ_HR, &logs, NULL, y2, v2, NULL, NULL), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "estimate[0] = -0.223144: outside the reported scale");
  /* level 0.9 */
  assert_int_equal(tsq_effect_estimates(TSQ_HR, &r, TSQ_CONVERT_OPTIONS(.level = 0.9), yi, vi, NULL, NULL),
                   TSQ_OK);
  assert_close(vi[0], 0.030922073412114537591, 1e-14);
}

/* mpmath: (log(0.8)/z(0.98))^2; atanh; differences as they are */
static void other_reports_and_scales(void **state) {
  (void)state;
  const double estimate[] = {0.8, 0.8, 0.8, NAN}, se[] = {0.15, NAN, NAN, NAN}, z[] = {NAN, -1.5, NAN, NAN},
               p[] = {NAN, NAN, 0.04, NAN}, o_e[] = {NAN, NAN, NAN, -5.5}, v[] = {NAN, NAN, NAN, 12.25};
  tsq_estimate_reports r = {
      .k = 4, .estimate = estimate, .se = se, .statistic = z, .p = p, .o_e = o_e, .v = v};
  double yi[4], vi[4];
  int32_t source[4], reason[4];
  assert_int_equal(tsq_effect_estimates(TSQ_HR, &r, NULL, yi, vi, source, reason), TSQ_OK);
  const double y = -0.22314355131420975577;
  assert_close(vi[0], 0.0225, 1e-15);
  assert_close(vi[1], y * y / 2.25, 1e-15);
  assert_close(vi[2], 0.011805217391606176763, 1e-13);
  assert_close(yi[3], -0.44897959183673469388, 1e-15);
  assert_close(vi[3], 0.081632653061224489796, 1e-15);
  const int32_t sources[] = {TSQ_SOURCE_SE, TSQ_SOURCE_STATISTIC, TSQ_SOURCE_P, TSQ_SOURCE_O_E};
  for (size_t i = 0; i < 4; i++) {
    assert_true(source[i] == sources[i] && reason[i] == TSQ_REASON_NONE);
  }
  const double cor[] = {0.3}, low[] = {0.1}, high[] = {0.48};
  tsq_estimate_reports c = {.k = 1, .estimate = cor, .ci_lower = low, .ci_upper = high};
  assert_int_equal(tsq_effect_estimates(TSQ_ZCOR, &c, NULL, yi, vi, NULL, reason), TSQ_OK);
  assert_close(yi[0], 0.30951960420311171547, 1e-15);
  assert_close(vi[0], 0.01162527871896804166, 1e-14);
  assert_int_equal(tsq_effect_estimates(TSQ_MD, &c, NULL, yi, vi, NULL, reason), TSQ_OK);
  assert_true(yi[0] == 0.3);
  assert_close(vi[0], 0.38 * 0.38 / (4 * 1.959963984540054 * 1.959963984540054), 1e-14);
  const double percent[] = {-20}, from[] = {-40}, to[] = {7};
  tsq_estimate_reports change = {.k = 1, .estimate = percent, .ci_lower = from, .ci_upper = to};
  const tsq_convert_options as_percent = {.size = sizeof as_percent, .transform = TSQ_TRANSFORM_PERCENT};
  assert_int_equal(tsq_effect_estimates(TSQ_RR, &change, &as_percent, yi, vi, NULL, reason), TSQ_OK);
  assert_close(yi[0], y, 1e-15);
  assert_close(vi[0], 0.021778448556188703657, 1e-14);
}

/* Each report with what is to be said of it; 1.5 [0.5, 2.5] was made on the ratio itself. */
static void what_is_wrong_is_said(void **state) {
  (void)state;
  static const struct {
    double estimate, lower, upper, se, p;
    int32_t reason;
  } cases[] = {
      {0.8, 0.66, 0.97, NAN, NAN, TSQ_REASON_NONE},
      {0.1, 0.0, 0.4, NAN, NAN, TSQ_REASON_NO_VARIANCE}, /* log 0: the interval says nothing */
      {0.1, 0.0, 0.4, NAN, 0.03, TSQ_REASON_NONE},
      {1.5, 0.5, 2.5, NAN, NAN, TSQ_REASON_ASYMMETRIC},
      {0.03, 0.01, 0.2, NAN, NAN,
       TSQ_REASON_NONE}, /* 0.034 with 0.006 to 0.195 is even, and rounds to this */
      {0.030001, 0.010001, 0.200001, NAN, NAN, TSQ_REASON_ASYMMETRIC},
      {0.4, 0.1, 0.6, 0.3, NAN, TSQ_REASON_ASYMMETRIC},
      {4, 1.5, 2.5, NAN, NAN, TSQ_REASON_OUTSIDE},
      {1, 1.5, 2.5, NAN, NAN, TSQ_REASON_OUTSIDE},
      {0.8, NAN, NAN, NAN, NAN, TSQ_REASON_NO_VARIANCE},
      {0.8, 0.6, NAN, NAN, NAN, TSQ_REASON_NO_VARIANCE},
      {NAN, NAN, NAN, 0.3, NAN, TSQ_REASON_MISSING},
      {NAN, 0.5, 2, NAN, NAN, TSQ_REASON_NONE}, /* the middle of its interval */
      {0, NAN, NAN, 0.3, NAN, TSQ_REASON_NOT_ESTIMABLE},
      {0.8, 0.8, 0.8, NAN, NAN, TSQ_REASON_ZERO_VARIANCE},
      {0.8, NAN, NAN, 0, NAN, TSQ_REASON_NONE}, /* given */
      {1, NAN, NAN, NAN, 1, TSQ_REASON_NO_VARIANCE},
      {0.8, NAN, NAN, NAN, 0, TSQ_REASON_NO_VARIANCE},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    double yi, vi;
    int32_t reason = -1, source = -1;
    tsq_estimate_reports r = {.k = 1,
                              .estimate = &cases[i].estimate,
                              .ci_lower = &cases[i].lower,
                              .ci_upper = &cases[i].upper,
                              .se = &cases[i].se,
                              .p = &cases[i].p};
    assert_int_equal(tsq_effect_estimates(TSQ_OR, &r, NULL, &yi, &vi, &source, &reason), TSQ_OK);
    if (reason != cases[i].reason) fail_msg("row %zu: %s", i, tsq_reason_name(reason));
    int has_effect =
        reason == TSQ_REASON_NONE || reason == TSQ_REASON_ASYMMETRIC || reason == TSQ_REASON_OUTSIDE;
    assert_int_equal(isfinite(yi) && isfinite(vi), has_effect);
    assert_int_equal(source != TSQ_SOURCE_NONE, has_effect);
    assert_true(has_effect || (isnan(yi) && isnan(vi)));
  }
}

/* Observed less expected, where there is no estimate: V = 0 says nothing. */
static void observed_less_expected(void **state) {
  (void)state;
  const double o_e[] = {0, 1, 1, 2, 2}, v[] = {0, 0, NAN, 4, 4}, lower[] = {NAN, NAN, NAN, 0.5, NAN},
               upper[] = {NAN, NAN, NAN, 2, NAN}, estimate[] = {NAN, NAN, NAN, NAN, 3};
  const int32_t want[] = {TSQ_REASON_NOT_ESTIMABLE, TSQ_REASON_NOT_ESTIMABLE, TSQ_REASON_MISSING,
                          TSQ_REASON_NONE, TSQ_REASON_NO_VARIANCE};
  tsq_estimate_reports r = {
      .k = 5, .estimate = estimate, .ci_lower = lower, .ci_upper = upper, .o_e = o_e, .v = v};
  double yi[5], vi[5];
  int32_t source[5], reason[5];
  assert_int_equal(tsq_effect_estimates(TSQ_HR, &r, NULL, yi, vi, source, reason), TSQ_OK);
  assert_memory_equal(reason, want, sizeof want);
  assert_true(source[3] == TSQ_SOURCE_CI && yi[3] == 0);
  assert_int_equal(
      tsq_convert_estimates(&r, TSQ_CONVERT_OPTIONS(.transform = TSQ_TRANSFORM_EXP), yi, vi, source, NULL),
      TSQ_OK);
  assert_true(isnan(yi[0]) && isnan(yi[1]) && isnan(vi[1]) && source[1] == TSQ_SOURCE_NONE);
}

/* y/z = 1e200: its square is no double */
static void a_variance_beyond_doubles(void **state) {
  (void)state;
  const double estimate[] = {1}, z[] = {1e-200};
  tsq_estimate_reports r = {.k = 1, .estimate = estimate, .statistic = z};
  double yi, vi;
  int32_t reason;
  assert_int_equal(tsq_effect_estimates(TSQ_MD, &r, NULL, &yi, &vi, NULL, &reason), TSQ_OK);
  assert_true(isnan(yi) && isnan(vi) && reason == TSQ_REASON_NOT_ESTIMABLE);
}

static void wrong_questions(void **state) {
  (void)state;
  const double one[] = {1}, minus[] = {-1};
  tsq_estimate_reports r = {.k = 1, .estimate = one, .se = one};
  double yi[] = {7}, vi[] = {7};
  const tsq_convert_options both = {
      .size = sizeof both, .scale = TSQ_SCALE_YI, .transform = TSQ_TRANSFORM_EXP};
  const tsq_convert_options scale = {.size = sizeof scale, .scale = 3};
  assert_int_equal(tsq_effect_estimates(5, &r, NULL, yi, vi, NULL, NULL), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_effect_estimates(TSQ_OR, NULL, NULL, yi, vi, NULL, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_effect_estimates(TSQ_OR, &r, &both, yi, vi, NULL, NULL), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_effect_estimates(TSQ_OR, &r, &scale, yi, vi, NULL, NULL), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_effect_estimates(TSQ_PFT, &r, NULL, yi, vi, NULL, NULL), TSQ_ERR_ARGUMENT);
  assert_string_equal(tsq_last_error(),
                      "PFT has no way back from the scale on which it is shown: use TSQ_SCALE_YI");
  r = (tsq_estimate_reports){.k = 1, .o_e = one, .v = minus};
  assert_int_equal(tsq_effect_estimates(TSQ_HR, &r, NULL, yi, vi, NULL, NULL), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "v[0] = -1: a variance must be >= 0 and finite");
  assert_true(yi[0] == 7 && vi[0] == 7);
  assert_string_equal(tsq_scale_name(TSQ_SCALE_SHOWN), "shown");
  int32_t value;
  assert_int_equal(tsq_scale_from_name("yi", &value), TSQ_OK);
  assert_int_equal(value, TSQ_SCALE_YI);
}

/* ---- means and SDs of both groups ---------------------------------------------------------------------------------- */

/* mpmath: Luo et al. 2018 eq. 11, Wan et al. 2014 eq. 16 */
static void medians_and_quartiles(void **state) {
  (void)state;
  const double n1[] = {40, 55, 30}, l1[] = {10, 9, 11}, q1[] = {14, 13, 15}, u1[] = {19, 18, 20};
  const double n2[] = {42, 50, 33}, l2[] = {12, 11, 10}, q2[] = {15, 16, 14}, u2[] = {21, 20, 22};
  const double want[][3] = {{14.354875, 13.353545454545454545, 15.3565},
                            {6.9203691133147916675, 6.8514444139024727154, 7.005781969083378507},
                            {16.063928571428571429, 15.6461, 15.423636363636363636},
                            {6.9082731358923693876, 6.8697412274084794982, 9.2994288267050806105}};
  tsq_arm_reports a = {.k = 3, .n = n1, .q1 = l1, .median = q1, .q3 = u1},
                  b = {.k = 3, .n = n2, .q1 = l2, .median = q2, .q3 = u2};
  double got[4][3];
  int32_t source[3], reason[3];
  assert_int_equal(tsq_convert_groups(&a, &b, NULL, got[0], got[1], got[2], got[3], source, reason), TSQ_OK);
  for (size_t i = 0; i < 3; i++) {
    for (size_t j = 0; j < 4; j++) {
      assert_close(got[j][i], want[j][i], 1e-13);
    }
    assert_true(source[i] == TSQ_SOURCE_QUARTILES && reason[i] == TSQ_REASON_NONE);
  }
  tsq_means arms = {.k = 3, .m1 = got[0], .sd1 = got[1], .n1 = n1, .m2 = got[2], .sd2 = got[3], .n2 = n2};
  double yi[3], vi[3];
  assert_int_equal(tsq_effect_means(TSQ_MD, &arms, NULL, yi, vi), TSQ_OK);
  assert_close(yi[0], 14.354875 - 16.063928571428571429, 1e-13);
}

/* The least direct source of a study, or why it lacks something; the group's own columns may be written over. */
static void studies_with_different_reports(void **state) {
  (void)state;
  enum { GIVEN, MIXED, SKEWED, FEW, NOTHING, NO_N, K };
  double n[K] = {20, 20, 60, 4, 20, NAN}, mean[K] = {5, NAN, NAN, NAN, NAN, 5},
         sd[K] = {2, 2, NAN, NAN, NAN, NAN}, min[K] = {NAN, 1, NAN, 1, NAN, NAN},
         median[K] = {NAN, 4, 10.5, 4, NAN, NAN}, max[K] = {NAN, 9, NAN, 9, NAN, NAN},
         q1[K] = {NAN, NAN, 10, NAN, NAN, 3}, q3[K] = {NAN, NAN, 20, NAN, NAN, 7};
  double n2[K] = {20, 20, 20, 20, 20, 20}, mean2[K] = {4, 4, 4, 4, 4, 4}, sd2[K] = {1, 1, 1, 1, 1, 1};
  tsq_arm_reports a = {
      .k = K, .n = n, .mean = mean, .sd = sd, .min = min, .q1 = q1, .median = median, .q3 = q3, .max = max};
  tsq_arm_reports b = {.k = K, .n = n2, .mean = mean2, .sd = sd2};
  int32_t source[K], reason[K], one_source[K], mean_source[K], sd_source[K];
  double m[K], s[K];
  assert_int_equal(tsq_convert_arms(&a, NULL, m, s, mean_source, sd_source), TSQ_OK);
  assert_int_equal(tsq_convert_groups(&b, &a, NULL, NULL, NULL, NULL, NULL, source, reason), TSQ_OK);
  const int32_t reasons[K] = {
      0, 0, TSQ_REASON_SKEWED, TSQ_REASON_SAMPLE_SIZE, TSQ_REASON_MISSING, TSQ_REASON_MISSING};
  const int32_t sources[K] = {TSQ_SOURCE_GIVEN, TSQ_SOURCE_RANGE, 0, 0, 0, 0};
  assert_memory_equal(reason, reasons, sizeof reasons);
  assert_memory_equal(source, sources, sizeof sources);
  assert_int_equal(tsq_convert_groups(&a, &b, NULL, NULL, NULL, NULL, NULL, source, reason), TSQ_OK);
  assert_memory_equal(reason, reasons, sizeof reasons);
  assert_int_equal(tsq_convert_groups(&a, NULL, TSQ_CONVERT_OPTIONS(.skewed = TSQ_SKEWED_KEEP), NULL, NULL,
                                      NULL, NULL, one_source, reason),
                   TSQ_OK);
  assert_true(reason[SKEWED] == 0 && one_source[SKEWED] == TSQ_SOURCE_QUARTILES);
  assert_true(one_source[GIVEN] == TSQ_SOURCE_GIVEN && one_source[NOTHING] == TSQ_SOURCE_NONE);
  assert_int_equal(tsq_convert_groups(&a, &b, NULL, mean, sd, mean2, sd2, NULL, reason), TSQ_OK);
  assert_memory_equal(mean, m, sizeof m);
  assert_memory_equal(sd, s, sizeof s);
  assert_memory_equal(reason, reasons, sizeof reasons);
  assert_true(mean2[MIXED] == 4 && sd2[FEW] == 1 && reason[NO_N] == TSQ_REASON_MISSING);
}

static void groups_that_do_not_fit(void **state) {
  (void)state;
  const double n[] = {20, 20}, sd[] = {1, -1};
  tsq_arm_reports a = {.k = 2, .n = n}, b = {.k = 2, .n = n, .sd = sd}, c = {.k = 1, .n = n};
  double m[] = {7, 7};
  assert_int_equal(tsq_convert_groups(&a, &b, NULL, m, NULL, NULL, NULL, NULL, NULL), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "group 2: sd[1] = -1: must be >= 0 and finite");
  assert_int_equal(tsq_convert_groups(&b, &a, NULL, m, NULL, NULL, NULL, NULL, NULL), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "group 1: sd[1] = -1: must be >= 0 and finite");
  assert_int_equal(tsq_convert_groups(&a, &c, NULL, m, NULL, NULL, NULL, NULL, NULL), TSQ_ERR_LENGTH);
  assert_int_equal(tsq_convert_groups(NULL, &c, NULL, m, NULL, NULL, NULL, NULL, NULL), TSQ_ERR_NULL);
  assert_true(m[0] == 7 && m[1] == 7);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ratios_with_intervals),     cmocka_unit_test(other_reports_and_scales),
      cmocka_unit_test(what_is_wrong_is_said),     cmocka_unit_test(observed_less_expected),
      cmocka_unit_test(a_variance_beyond_doubles), cmocka_unit_test(wrong_questions),
      cmocka_unit_test(medians_and_quartiles),     cmocka_unit_test(studies_with_different_reports),
      cmocka_unit_test(groups_that_do_not_fit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
