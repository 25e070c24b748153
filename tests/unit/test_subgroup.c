/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Subgroups of the BCG trials by allocation: against metafor 3.8.1 (the reference set's case subgroup-bcg-alloc-FE has the same), Welch's test
 * against subgroup_cases.py, groups against fits of their studies alone, for every model.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../bcg.h"
#include "../close.h"

#include "bcg_counts.h"
#include "subgroup_cases.h"

#include <math.h>
#include <string.h>
#include <tausq/beta_binomial.h>
#include <tausq/glmm.h>
#include <tausq/mh.h>
#include <tausq/refit.h>
#include <tausq/rma.h>
#include <tausq/subgroup.h>

static const tsq_data bcg = {.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi};
static const char *const names[3] = {"alternate", "random", "systematic"};

static tsq_fit *rma_of(const tsq_data *data, const tsq_options *options) {
  tsq_fit *fit = NULL;
  if (tsq_rma(data, options, &fit) != TSQ_OK) fail_msg("%s", tsq_last_error());
  return fit;
}

static tsq_fit *grouped(tsq_fit *fit, const tsq_grouping *grouping) {
  tsq_fit *s = NULL;
  if (tsq_subgroup(fit, grouping, &s) != TSQ_OK) fail_msg("%s", tsq_last_error());
  tsq_fit_free(fit); /* the analysis does not need it */
  return s;
}

static void common_effect_groups(void **state) {
  (void)state;
  static const double effect[3] = {-0.7185553676346008, -0.294536663614776, -0.413328379603451};
  static const int32_t how[2] = {TSQ_TAU2_SEPARATE, TSQ_TAU2_COMMON};
  for (int h = 0; h < 2; h++) {
    tsq_fit *s = grouped(rma_of(&bcg, TSQ_OPTIONS(.method = TSQ_CE, .test = TSQ_Z)),
                         TSQ_GROUPING(.codes = bcg_alloc, .names = names, .n = 3, .tau2 = how[h]));
    assert_string_equal(tsq_fit_model(s), "subgroups");
    assert_int_equal(tsq_fit_extent(s, "group"), 3);
    for (size_t g = 0; g < 3; g++) {
      assert_close(tsq_coef(s, g).estimate, effect[g], 1e-12);
      assert_string_equal(tsq_coef_name(s, g), names[g]);
      assert_string_equal(tsq_fit_label(s, "group", g), names[g]);
    }
    assert_close(tsq_fit_value(s, "Q_between"), 19.865369819665684, 1e-11);
    assert_close(tsq_fit_value(s, "Q_between_p"), 4.85612383628119e-05, 1e-10);
    assert_true(tsq_fit_value(s, "Q_between_df") == 2);
    /* without estimated variances Welch's test is the same */
    assert_close(tsq_fit_value(s, "F_p"), 4.85612383628119e-05, 1e-10);
    assert_close(tsq_fit_value(s, "QMp"), 4.85612383628119e-05, 1e-10);
    tsq_fit_free(s);
  }
}

/* subgroup_cases.py: Welch 1951 by mpmath on the groups' Knapp-Hartung fits. */
static void welch(void **state) {
  (void)state;
  tsq_fit *s = grouped(rma_of(&bcg, TSQ_OPTIONS(.method = TSQ_DL, .test = TSQ_KNHA)),
                       TSQ_GROUPING(.codes = bcg_alloc, .n = 3));
  for (size_t g = 0; g < 3; g++) {
    assert_close(tsq_coef(s, g).estimate, subgroup_effect[g], 1e-12);
    assert_close(tsq_coef(s, g).se, subgroup_se[g], 1e-12);
    assert_true(tsq_coef(s, g).df == subgroup_df[g]);
  }
  assert_close(tsq_fit_value(s, "Q_between"), subgroup_Q, 1e-11);
  assert_close(tsq_fit_value(s, "Q_between_p"), subgroup_Qp, 1e-11);
  assert_close(tsq_fit_value(s, "F"), subgroup_F, 1e-11);
  assert_true(tsq_fit_value(s, "F_df1") == 2);
  assert_close(tsq_fit_value(s, "F_df2"), subgroup_df2, 1e-12);
  assert_close(tsq_fit_value(s, "F_p"), subgroup_Fp, 1e-11);
  assert_true(tsq_fit_value(s, "QMp") == tsq_fit_value(s, "F_p"));
  tsq_fit_free(s);
  s = grouped(rma_of(&bcg, TSQ_OPTIONS(.method = TSQ_DL, .test = TSQ_KNHA)),
              TSQ_GROUPING(.codes = bcg_alloc, .n = 3, .test = TSQ_SUBGROUP_CHI2));
  assert_true(tsq_fit_value(s, "QMp") == tsq_fit_value(s, "Q_between_p"));
  tsq_fit_free(s);
}

/* Of two groups Welch's test is the t test of their difference with Satterthwaite's df, and so is the contrast. */
static void two_groups_are_a_contrast(void **state) {
  (void)state;
  int32_t codes[BCG_K];
  for (int i = 0; i < BCG_K; i++)
    codes[i] = bcg_alloc[i] == 1;
  tsq_fit *s = grouped(rma_of(&bcg, TSQ_OPTIONS(.test = TSQ_KNHA)), TSQ_GROUPING(.codes = codes, .n = 2));
  const double c[2] = {-1, 1};
  tsq_estimate e;
  assert_int_equal(tsq_contrast(s, c, 0, &e), TSQ_OK);
  tsq_estimate a = tsq_coef(s, 0);
  tsq_estimate b = tsq_coef(s, 1);
  double va = a.se * a.se;
  double vb = b.se * b.se;
  assert_close(e.estimate, b.estimate - a.estimate, 1e-13);
  assert_close(e.se, sqrt(va + vb), 1e-13);
  assert_close(e.df, (va + vb) * (va + vb) / (va * va / a.df + vb * vb / b.df), 1e-13);
  assert_close(tsq_fit_value(s, "F"), e.statistic * e.statistic, 1e-12);
  assert_close(tsq_fit_value(s, "F_df2"), e.df, 1e-12);
  assert_close(tsq_fit_value(s, "F_p"), e.p_value, 1e-11);
  tsq_fit_free(s);
}

/* Common tau2: each group's own fit has the tau2 of the model with all groups; its groups differ as that model's coefficients do. */
static void common_tau2(void **state) {
  (void)state;
  double x[2 * BCG_K];
  for (int i = 0; i < BCG_K; i++) {
    x[i] = bcg_alloc[i] == 1;
    x[BCG_K + i] = bcg_alloc[i] == 2;
  }
  tsq_data data = bcg;
  data.x = x;
  data.p = 2;
  tsq_fit *by_hand = rma_of(&data, NULL);
  tsq_fit *s = grouped(rma_of(&bcg, NULL),
                       TSQ_GROUPING(.codes = bcg_alloc, .names = names, .n = 3, .tau2 = TSQ_TAU2_COMMON));
  const double c[3] = {-1, 1, 0};
  tsq_estimate e;
  for (size_t g = 0; g < 3; g++) {
    assert_true(tsq_fit_value(tsq_fit_part(s, g), "tau2") == tsq_fit_value(by_hand, "tau2"));
    assert_close(tsq_coef(tsq_fit_part(s, g), 0).estimate, tsq_coef(s, g).estimate, 1e-12);
  }
  assert_true(tsq_fit_value(tsq_fit_part(s, 4), "QMp") == tsq_fit_value(by_hand, "QMp"));
  assert_true(tsq_fit_value(s, "F_p") == tsq_fit_value(by_hand, "QMp"));
  assert_null(tsq_fit_part(s, 5));
  assert_int_equal(tsq_contrast(s, c, 0, &e), TSQ_OK);
  assert_close(e.estimate, tsq_coef(by_hand, 1).estimate, 1e-12);
  assert_close(e.se, tsq_coef(by_hand, 1).se, 1e-12);
  tsq_fit_free(by_hand);
  tsq_fit_free(s);
}

/* Studies without a group are left out and listed. */
static void no_group(void **state) {
  (void)state;
  int32_t codes[BCG_K];
  double why[BCG_K];
  double yi[BCG_K];
  memcpy(codes, bcg_alloc, sizeof codes);
  memcpy(yi, bcg_yi, sizeof yi);
  codes[0] = -1;
  yi[7] = NAN;
  tsq_data data = bcg;
  data.yi = yi;
  tsq_fit *s = grouped(rma_of(&data, NULL), TSQ_GROUPING(.codes = codes, .n = 3));
  assert_true(tsq_fit_value(s, "k") == 11 && tsq_fit_value(s, "k_all") == 13);
  assert_int_equal(tsq_fit_get(s, "why", why, BCG_K), TSQ_OK);
  for (int i = 0; i < BCG_K; i++)
    assert_true(why[i] == (i == 0 ? TSQ_LEFT_NO_GROUP : i == 7 ? TSQ_LEFT_MISSING : TSQ_LEFT_IN));
  assert_true(((int)tsq_fit_value(s, "outcome") & TSQ_OUTCOME_NO_GROUP) != 0);
  assert_string_equal(tsq_coef_name(s, 0), "group 1");
  assert_true(tsq_fit_value(tsq_fit_part(s, 3), "k") == 11); /* the overall fit */
  assert_null(tsq_fit_part(s, 4));
  double k[3];
  assert_int_equal(tsq_fit_get(s, "group_k", k, 3), TSQ_OK);
  assert_true(k[0] == 2 && k[1] == 5 && k[2] == 4);
  tsq_fit_free(s);
}

/* Groups of any model are its fits of their studies; Q_between by its definition. */
static void check_groups(tsq_fit *fit) {
  size_t rows[BCG_K];
  double sum_w = 0, sum_wy = 0, sum_wy2 = 0;
  tsq_fit *s = NULL;
  assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.codes = bcg_alloc, .names = names, .n = 3), &s), TSQ_OK);
  for (int32_t g = 0; g < 3; g++) {
    size_t n = 0;
    for (size_t i = 0; i < BCG_K; i++) {
      if (bcg_alloc[i] == g) rows[n++] = i;
    }
    tsq_fit *alone = NULL;
    assert_int_equal(tsq_refit(fit, TSQ_CHANGE(.rows = rows, .n = n), &alone), TSQ_OK);
    tsq_estimate e = tsq_coef(alone, 0);
    tsq_estimate of_group = tsq_coef(s, (size_t)g);
    assert_memory_equal(&e, &of_group, sizeof e);
    sum_w += 1 / (e.se * e.se);
    sum_wy += e.estimate / (e.se * e.se);
    sum_wy2 += e.estimate * e.estimate / (e.se * e.se);
    tsq_fit_free(alone);
  }
  assert_close(tsq_fit_value(s, "Q_between"), sum_wy2 - sum_wy * sum_wy / sum_w, 1e-10);
  assert_true(tsq_coef(tsq_fit_part(s, 3), 0).estimate == tsq_coef(fit, 0).estimate);
  tsq_fit *common = NULL;
  if (strcmp(tsq_fit_model(fit), "rma") != 0) {
    assert_int_equal(
        tsq_subgroup(fit, TSQ_GROUPING(.codes = bcg_alloc, .n = 3, .tau2 = TSQ_TAU2_COMMON), &common),
        TSQ_ERR_UNSUPPORTED);
    assert_non_null(strstr(tsq_last_error(), "has no common tau2"));
  }
  tsq_fit_free(s);
  tsq_fit_free(fit);
}

static void every_model(void **state) {
  (void)state;
  const tsq_tables tables = {.k = BCG_K, .ai = bcg_tpos, .bi = bcg_tneg, .ci = bcg_cpos, .di = bcg_cneg};
  tsq_fit *fit = NULL;
  check_groups(rma_of(&bcg, NULL));
  assert_int_equal(tsq_mh_tables(&tables, TSQ_OPTIONS(.measure = TSQ_RR), &fit), TSQ_OK);
  check_groups(fit);
  assert_int_equal(tsq_peto(&tables, NULL, &fit), TSQ_OK);
  check_groups(fit);
  assert_int_equal(tsq_beta_binomial(&tables, NULL, &fit), TSQ_OK);
  check_groups(fit);
  const tsq_glmm_data counts = {.k = BCG_K, .ai = bcg_tpos, .bi = bcg_tneg, .ci = bcg_cpos, .di = bcg_cneg};
  assert_int_equal(tsq_glmm(&counts, TSQ_OPTIONS(.glmm_model = TSQ_CM_AL), &fit), TSQ_OK);
  check_groups(fit);
}

static void bad_groups(void **state) {
  (void)state;
  tsq_fit *mark = (tsq_fit *)(void *)&state;
  tsq_fit *s = mark;
  tsq_fit *fit = rma_of(&bcg, NULL);
  int32_t codes[BCG_K];
  memcpy(codes, bcg_alloc, sizeof codes);
  assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.codes = codes, .names = names, .n = 1), &s),
                   TSQ_ERR_LENGTH);
  assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.names = names, .n = 3), &s), TSQ_ERR_NULL);
  assert_int_equal(tsq_subgroup(NULL, TSQ_GROUPING(.codes = codes, .n = 3), &s), TSQ_ERR_NULL);
  assert_int_equal(tsq_subgroup(fit, NULL, &s), TSQ_ERR_NULL);
  assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.codes = codes, .n = 3), NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.codes = codes, .n = 3, .tau2 = TSQ_REML), &s),
                   TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.codes = codes, .n = 3, .test = TSQ_REML), &s),
                   TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.codes = codes, .n = 4), &s), TSQ_ERR_TOO_FEW);
  assert_string_equal(tsq_last_error(), "group 'group 4' has no study");
  codes[5] = 3;
  assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.codes = codes, .names = names, .n = 3), &s), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "grouping.codes[5] = 3: groups are 0 .. 2");
  tsq_fit_free(fit);
  tsq_data data = bcg;
  data.x = bcg_ablat;
  data.p = 1;
  fit = rma_of(&data, NULL);
  assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.codes = bcg_alloc, .n = 3), &s), TSQ_ERR_UNSUPPORTED);
  tsq_fit_free(fit);
  fit = rma_of(&bcg, TSQ_OPTIONS(.keep = TSQ_KEEP_NONE));
  assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.codes = bcg_alloc, .n = 3), &s), TSQ_ERR_UNSUPPORTED);
  tsq_fit_free(fit);
  assert_ptr_equal(s, mark);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(common_effect_groups),
      cmocka_unit_test(welch),
      cmocka_unit_test(two_groups_are_a_contrast),
      cmocka_unit_test(common_tau2),
      cmocka_unit_test(no_group),
      cmocka_unit_test(every_model),
      cmocka_unit_test(bad_groups),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
