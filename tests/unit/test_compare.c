/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comparisons of fits: numbers from the fits' own likelihoods (the reference set's kind compare has metafor's), refusals in their order,
 * one model inside the other by the space of its columns.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../bcg.h"
#include "../close.h"

#include "bcg_counts.h"

#include <math.h>
#include <string.h>
#include <tausq/beta_binomial.h>
#include <tausq/glmm.h>
#include <tausq/mh.h>
#include <tausq/refit.h>
#include <tausq/rma.h>
#include <tausq/subgroup.h>

#define K BCG_K
static const tsq_data bcg = {.k = K, .yi = bcg_yi, .vi = bcg_vi};
static const tsq_tables tables = {.k = K, .ai = bcg_tpos, .bi = bcg_tneg, .ci = bcg_cpos, .di = bcg_cneg};

static tsq_fit *with(const double *x, size_t p, int32_t method) {
  tsq_fit *fit = NULL;
  tsq_data data = bcg;
  data.x = x;
  data.p = p;
  if (tsq_rma(&data, TSQ_OPTIONS(.method = method), &fit) != TSQ_OK) fail_msg("%s", tsq_last_error());
  return fit;
}

/* Frees both. */
static tsq_comparison compare(tsq_fit *reduced, tsq_fit *full) {
  tsq_comparison c = {.size = sizeof c};
  if (tsq_compare(reduced, full, &c) != TSQ_OK) fail_msg("%s", tsq_last_error());
  tsq_fit_free(reduced);
  tsq_fit_free(full);
  return c;
}

static void refuse(tsq_fit *reduced, tsq_fit *full, int status, const char *message) {
  tsq_comparison c = {.size = sizeof c, .LRT = 42};
  assert_int_equal(tsq_compare(reduced, full, &c), status);
  assert_true(c.LRT == 42);
  if (strstr(tsq_last_error(), message) == NULL)
    fail_msg("'%s' does not say '%s'", tsq_last_error(), message);
  tsq_fit_free(reduced);
  tsq_fit_free(full);
}

/* From the fits' own likelihoods, which their own tests hold against metafor; chi-squared with 1 df by erfc(). */
static void moderators_by_ml(void **state) {
  (void)state;
  tsq_fit *reduced = with(NULL, 0, TSQ_ML);
  tsq_fit *full = with(bcg_ablat, 1, TSQ_ML);
  double logs[2] = {tsq_fit_value(reduced, "loglik"), tsq_fit_value(full, "loglik")};
  double tau2[2] = {tsq_fit_value(reduced, "tau2"), tsq_fit_value(full, "tau2")};
  tsq_comparison c = compare(reduced, full);
  assert_true(c.restricted == 0 && c.df == 1 && c.parameters[0] == 2 && c.parameters[1] == 3);
  assert_true(c.loglik[0] == logs[0] && c.loglik[1] == logs[1] && c.tau2[0] == tau2[0] &&
              c.tau2[1] == tau2[1]);
  assert_close(c.LRT, 2 * (logs[1] - logs[0]), 1e-14);
  assert_close(c.p_value, erfc(sqrt(c.LRT / 2)), 1e-12); /* chi2(1) */
  assert_true(isnan(c.p_boundary));
  assert_close(c.R2, 100 * (tau2[0] - tau2[1]) / tau2[0], 1e-13);
  assert_close(c.AIC[1], -2 * logs[1] + 6, 1e-14);
  assert_close(c.BIC[1], -2 * logs[1] + 3 * log(13), 1e-14);
}

/* A common-effect fit is compared by the likelihood of the other; tau2 = 0 is at the boundary. */
static void tau2_at_the_boundary(void **state) {
  (void)state;
  for (int r = 0; r < 2; r++) {
    tsq_fit *full = with(NULL, 0, r ? TSQ_REML : TSQ_ML);
    tsq_fit *reduced = with(NULL, 0, TSQ_CE);
    double logs[2] = {tsq_fit_value(reduced, r ? "REML.loglik" : "ML.loglik"), tsq_fit_value(full, "loglik")};
    tsq_comparison c = compare(reduced, full);
    assert_true(c.restricted == r && c.df == 1 && c.tau2[0] == 0);
    assert_close(c.LRT, 2 * (logs[1] - logs[0]), 1e-14);
    assert_true(c.LRT > 50);
    assert_close(c.p_boundary, c.p_value / 2, 1e-15);
    assert_true(isnan(c.R2));
  }
  /* no heterogeneity: the statistic is 0 and the p value at the boundary 1 */
  const double same[4] = {0.3, 0.3, 0.3, 0.3}, v[4] = {0.1, 0.2, 0.1, 0.3};
  const tsq_data data = {.k = 4, .yi = same, .vi = v};
  tsq_fit *fits[2];
  assert_int_equal(tsq_rma(&data, TSQ_OPTIONS(.method = TSQ_CE), &fits[0]), TSQ_OK);
  assert_int_equal(tsq_rma(&data, TSQ_OPTIONS(.method = TSQ_ML), &fits[1]), TSQ_OK);
  tsq_comparison c = compare(fits[0], fits[1]);
  assert_true(c.LRT == 0 && c.p_boundary == 1);
  /* with a moderator besides, both differ: no boundary's p value */
  c = compare(with(NULL, 0, TSQ_CE), with(bcg_ablat, 1, TSQ_ML));
  assert_true(c.df == 2 && isnan(c.p_boundary));
}

static void equal_models(void **state) {
  (void)state;
  tsq_comparison c = compare(with(NULL, 0, TSQ_REML), with(NULL, 0, TSQ_REML));
  assert_true(c.LRT == 0 && c.df == 0 && isnan(c.p_value) && c.restricted == 1);
}

/* The same factor coded otherwise is the same space of columns: inside, and equal by either likelihood. */
static void a_factor_coded_otherwise(void **state) {
  (void)state;
  double dummies[2 * K], effects[2 * K], one[K], other[K];
  for (int i = 0; i < K; i++) {
    dummies[i] = bcg_alloc[i] == 1;
    dummies[K + i] = bcg_alloc[i] == 2;
    effects[i] = bcg_alloc[i] == 0 ? 1 : bcg_alloc[i] == 2 ? -1 : 0;
    effects[K + i] = 1e6 * (bcg_alloc[i] == 1 ? 1 : bcg_alloc[i] == 2 ? -1 : 0);
    one[i] = 3 - 2 * (bcg_alloc[i] == 1); /* of the dummies' space */
    other[i] = bcg_alloc[i];              /* likewise: a line through the codes */
  }
  static const int32_t methods[2] = {TSQ_ML, TSQ_REML};
  for (int m = 0; m < 2; m++) {
    tsq_comparison c = compare(with(dummies, 2, methods[m]), with(effects, 2, methods[m]));
    assert_true(c.df == 0 && fabs(c.LRT) < 1e-9);
  }
  tsq_comparison c = compare(with(one, 1, TSQ_ML), with(effects, 2, TSQ_ML));
  assert_true(c.df == 1 && c.LRT > 0);
  c = compare(with(other, 1, TSQ_ML), with(dummies, 2, TSQ_ML));
  assert_true(c.df == 1 && c.LRT > 0);
  refuse(with(bcg_ablat, 1, TSQ_ML), with(effects, 2, TSQ_ML), TSQ_ERR_ARGUMENT,
         "neither model is a special case of the other");
}

static tsq_fit *glmm(const double *x, int32_t model, int32_t method) {
  tsq_fit *fit = NULL;
  const tsq_glmm_data counts = {
      .k = K, .ai = bcg_tpos, .bi = bcg_tneg, .ci = bcg_cpos, .di = bcg_cneg, .x = x, .p = x != NULL};
  if (tsq_glmm(&counts, TSQ_OPTIONS(.glmm_model = model, .method = method), &fit) != TSQ_OK)
    fail_msg("%s", tsq_last_error());
  return fit;
}

static void models_of_counts(void **state) {
  (void)state;
  tsq_comparison c = compare(glmm(NULL, TSQ_CM_AL, 0), glmm(bcg_ablat, TSQ_CM_AL, 0));
  assert_true(c.df == 1 && c.LRT > 0 && c.restricted == 0);
  c = compare(glmm(NULL, TSQ_CM_AL, TSQ_CE), glmm(NULL, TSQ_CM_AL, TSQ_ML));
  assert_true(c.df == 1 && c.p_boundary == c.p_value / 2);
  refuse(glmm(NULL, TSQ_CM_AL, 0), glmm(NULL, TSQ_UM_FS, 0), TSQ_ERR_ARGUMENT, "different likelihoods");
}

/* In this order: no likelihood, other data, ML with REML, one not inside the other, REML with other moderators. */
static void refusals(void **state) {
  (void)state;
  tsq_fit *mh = NULL, *peto = NULL, *bb = NULL, *other = NULL;
  assert_int_equal(tsq_mh_tables(&tables, NULL, &mh), TSQ_OK);
  assert_int_equal(tsq_peto(&tables, NULL, &peto), TSQ_OK);
  refuse(mh, with(NULL, 0, TSQ_ML), TSQ_ERR_UNSUPPORTED, "model mh has no likelihood");
  refuse(with(NULL, 0, TSQ_ML), peto, TSQ_ERR_UNSUPPORTED, "model peto has no likelihood");
  assert_int_equal(tsq_beta_binomial(&tables, NULL, &bb), TSQ_OK);
  refuse(bb, with(NULL, 0, TSQ_ML), TSQ_ERR_UNSUPPORTED, "model bb cannot be compared with model rma");
  assert_int_equal(tsq_rma(&bcg, TSQ_OPTIONS(.keep = TSQ_KEEP_NONE), &other), TSQ_OK);
  refuse(other, with(NULL, 0, TSQ_ML), TSQ_ERR_UNSUPPORTED, "without keeping its studies");
  double y[K];
  memcpy(y, bcg_yi, sizeof y);
  y[3] = nextafter(y[3], 0); /* the last bit */
  tsq_data data = bcg;
  data.yi = y;
  /* other data, though ML with REML as well */
  assert_int_equal(tsq_rma(&data, TSQ_OPTIONS(.method = TSQ_ML), &other), TSQ_OK);
  refuse(other, with(NULL, 0, TSQ_REML), TSQ_ERR_DATA,
         "the fits are of different data (13 and 13 studies used)");
  double x[K];
  memcpy(x, bcg_ablat, sizeof x);
  x[2] = NAN; /* a study less */
  refuse(with(NULL, 0, TSQ_ML), with(x, 1, TSQ_ML), TSQ_ERR_DATA,
         "the fits are of different data (13 and 12 studies used)");
  refuse(with(NULL, 0, TSQ_ML), with(NULL, 0, TSQ_REML), TSQ_ERR_ARGUMENT,
         "a fit by ML cannot be compared with one by REML");
  refuse(with(NULL, 0, TSQ_DL), with(NULL, 0, TSQ_REML), TSQ_ERR_ARGUMENT, "by ML");
  refuse(with(bcg_ablat, 1, TSQ_ML), with(NULL, 0, TSQ_ML), TSQ_ERR_ARGUMENT, "exchange them");
  refuse(with(NULL, 0, TSQ_ML), with(NULL, 0, TSQ_CE), TSQ_ERR_ARGUMENT, "exchange them");
  refuse(with(bcg_year, 1, TSQ_ML), with(bcg_ablat, 1, TSQ_ML), TSQ_ERR_ARGUMENT,
         "neither model is a special case");
  refuse(with(NULL, 0, TSQ_REML), with(bcg_ablat, 1, TSQ_REML), TSQ_ERR_ARGUMENT,
         "REML fits with different moderators");
  tsq_fit *fit = with(NULL, 0, TSQ_ML);
  tsq_comparison c = {.size = sizeof c};
  assert_int_equal(tsq_compare(NULL, fit, &c), TSQ_ERR_NULL);
  assert_int_equal(tsq_compare(fit, NULL, &c), TSQ_ERR_NULL);
  assert_int_equal(tsq_compare(fit, fit, NULL), TSQ_ERR_NULL);
  tsq_fit_free(fit);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(moderators_by_ml), cmocka_unit_test(tau2_at_the_boundary),
      cmocka_unit_test(equal_models),     cmocka_unit_test(a_factor_coded_otherwise),
      cmocka_unit_test(models_of_counts), cmocka_unit_test(refusals),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
