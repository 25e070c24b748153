/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which models there are, and fits by name and columns: the same as by each model's own function. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../bcg.h"

#include "bcg_counts.h"

#include <math.h>
#include <string.h>
#include <tausq/beta_binomial.h>
#include <tausq/glmm.h>
#include <tausq/mh.h>
#include <tausq/models.h>
#include <tausq/rma.h>

#define K BCG_K
static const double hours[K] = {100, 300, 200, 5000, 3000, 1000, 900, 40000, 2500, 800, 22000, 1200, 8000};
static const double hours2[K] = {90, 310, 210, 4800, 3100, 900, 500, 41000, 2400, 700, 12000, 1100, 8500};

static tsq_fit *by_columns(const char *model, const tsq_columns *columns, const tsq_options *options) {
  tsq_fit *fit = NULL;
  if (tsq_fit_columns(model, columns, options, &fit) != TSQ_OK) fail_msg("%s: %s", model, tsq_last_error());
  return fit;
}

/* All scalars to the last bit. Frees both. */
static void assert_same_fit(tsq_fit *a, tsq_fit *b) {
  tsq_quantity q = {.size = sizeof q};
  assert_string_equal(tsq_fit_model(a), tsq_fit_model(b));
  for (size_t i = 0; tsq_model_quantity(tsq_fit_model(a), i, &q) == TSQ_OK; i++) {
    if (q.over[0] != NULL) continue;
    double of_a = tsq_fit_value(a, q.name), of_b = tsq_fit_value(b, q.name);
    if (memcmp(&of_a, &of_b, sizeof of_a) != 0 && !(isnan(of_a) && isnan(of_b)))
      fail_msg("%s: %.17g, %.17g", q.name, of_a, of_b);
  }
  for (size_t j = 0; j < tsq_fit_extent(b, "coef"); j++) {
    assert_true(tsq_coef(a, j).estimate == tsq_coef(b, j).estimate);
    assert_string_equal(tsq_coef_name(a, j), tsq_coef_name(b, j));
  }
  assert_int_equal(tsq_fit_extent(a, "coef"), tsq_fit_extent(b, "coef"));
  for (size_t i = 0; i < K; i++) {
    const char *label = tsq_study_label(b, i);
    if (label != NULL) assert_string_equal(tsq_study_label(a, i), label);
  }
  tsq_fit_free(a);
  tsq_fit_free(b);
}

static void fits_by_columns(void **state) {
  (void)state;
  const char *const labels[K] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"};
  const char *const names[1] = {"ablat"};
  tsq_fit *own = NULL;
  const tsq_data data = {
      .k = K, .yi = bcg_yi, .vi = bcg_vi, .x = bcg_ablat, .p = 1, .x_names = names, .labels = labels};
  assert_int_equal(tsq_rma(&data, TSQ_OPTIONS(.method = TSQ_DL), &own), TSQ_OK);
  assert_same_fit(by_columns("rma",
                             &(tsq_columns){.k = K,
                                            .n = 2,
                                            .roles = (const char *const[]){"vi", "yi"},
                                            .values = (const double *const[]){bcg_vi, bcg_yi},
                                            .x = bcg_ablat,
                                            .p = 1,
                                            .x_names = names,
                                            .labels = labels},
                             TSQ_OPTIONS(.method = TSQ_DL)),
                  own);
  const tsq_columns counts = {.k = K,
                              .n = 4,
                              .roles = (const char *const[]){"ai", "bi", "ci", "di"},
                              .values = (const double *const[]){bcg_tpos, bcg_tneg, bcg_cpos, bcg_cneg},
                              .labels = labels};
  const tsq_tables tables = {
      .k = K, .ai = bcg_tpos, .bi = bcg_tneg, .ci = bcg_cpos, .di = bcg_cneg, .labels = labels};
  assert_int_equal(tsq_mh_tables(&tables, TSQ_OPTIONS(.measure = TSQ_RD), &own), TSQ_OK);
  assert_same_fit(by_columns("mh", &counts, TSQ_OPTIONS(.measure = TSQ_RD)), own);
  assert_int_equal(tsq_peto(&tables, NULL, &own), TSQ_OK);
  assert_same_fit(by_columns("peto", &counts, NULL), own);
  assert_int_equal(tsq_beta_binomial(&tables, NULL, &own), TSQ_OK);
  assert_same_fit(by_columns("bb", &counts, NULL), own);
  tsq_columns regressed = counts;
  regressed.x = bcg_ablat;
  regressed.p = 1;
  regressed.x_names = names;
  const tsq_glmm_data glmm = {.k = K,
                              .ai = bcg_tpos,
                              .bi = bcg_tneg,
                              .ci = bcg_cpos,
                              .di = bcg_cneg,
                              .x = bcg_ablat,
                              .p = 1,
                              .x_names = names,
                              .labels = labels};
  assert_int_equal(tsq_glmm(&glmm, TSQ_OPTIONS(.glmm_model = TSQ_CM_AL), &own), TSQ_OK);
  assert_same_fit(by_columns("glmm", &regressed, TSQ_OPTIONS(.glmm_model = TSQ_CM_AL)), own);
  /* records of other kinds, chosen by the roles */
  const tsq_columns rates = {.k = K,
                             .n = 4,
                             .roles = (const char *const[]){"x1i", "t1i", "x2i", "t2i"},
                             .values = (const double *const[]){bcg_tpos, hours, bcg_cpos, hours2}};
  assert_int_equal(
      tsq_mh_rates(&(tsq_rates){.k = K, .x1i = bcg_tpos, .t1i = hours, .x2i = bcg_cpos, .t2i = hours2}, NULL,
                   &own),
      TSQ_OK);
  assert_same_fit(by_columns("mh", &rates, NULL), own);
  const tsq_columns proportions = {.k = K,
                                   .n = 2,
                                   .roles = (const char *const[]){"xi", "mi"},
                                   .values = (const double *const[]){bcg_tpos, bcg_tneg}};
  assert_int_equal(
      tsq_beta_binomial_proportions(&(tsq_proportions){.k = K, .xi = bcg_tpos, .mi = bcg_tneg}, NULL, &own),
      TSQ_OK);
  assert_same_fit(by_columns("bb", &proportions, NULL), own);
}

static void expect(const char *model, const tsq_columns *columns, int status, const char *message) {
  tsq_fit *mark = (tsq_fit *)(void *)&status;
  tsq_fit *fit = mark;
  assert_int_equal(tsq_fit_columns(model, columns, NULL, &fit), status);
  assert_ptr_equal(fit, mark);
  if (strstr(tsq_last_error(), message) == NULL)
    fail_msg("'%s' does not say '%s'", tsq_last_error(), message);
}

static void bad_columns(void **state) {
  (void)state;
  const char *const effects[2] = {"yi", "vi"}, *const mixed[2] = {"yi", "ai"},
                    *const twice[3] = {"yi", "vi", "yi"}, *const hole[2] = {"yi", NULL};
  const double *const values[3] = {bcg_yi, bcg_vi, bcg_yi}, *const missing[2] = {bcg_yi, NULL};
  const tsq_columns good = {.k = K, .n = 2, .roles = effects, .values = values};
  tsq_columns c = good;
  expect("rmb", &good, TSQ_ERR_NAME, "unknown model 'rmb'; known: rma,");
  expect("subgroups", &good, TSQ_ERR_NAME, "unknown model");
  expect(NULL, &good, TSQ_ERR_NULL, "model");
  expect("rma", NULL, TSQ_ERR_NULL, "columns");
  expect("mh", &good, TSQ_ERR_NAME, "model mh has no records with the columns yi, vi; it takes ai bi ci di");
  c.roles = mixed;
  expect("rma", &c, TSQ_ERR_NAME, "model rma has no records with the columns yi, ai");
  c.roles = twice;
  c.n = 3;
  expect("rma", &c, TSQ_ERR_ARGUMENT, "'yi' is there twice");
  c = good;
  c.roles = hole;
  expect("rma", &c, TSQ_ERR_NULL, "columns.roles[1] is NULL");
  c = good;
  c.values = missing;
  expect("rma", &c, TSQ_ERR_NULL, "columns.values[1] ('vi') is NULL");
  c = good;
  c.roles = NULL;
  expect("rma", &c, TSQ_ERR_NULL, "columns.roles is NULL");
  c = good;
  c.n = 0;
  expect("rma", &c, TSQ_ERR_NULL, "yi is NULL");
  const char *const counts[4] = {"ai", "bi", "ci", "di"};
  const double *const cells[4] = {bcg_tpos, bcg_tneg, bcg_cpos, bcg_cneg};
  c = (tsq_columns){.k = K, .n = 4, .roles = counts, .values = cells, .x = bcg_ablat, .p = 1};
  expect("mh", &c, TSQ_ERR_ARGUMENT, "columns.p = 1: model mh takes no moderators");
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_fit_columns("rma", &good, NULL, NULL), TSQ_ERR_NULL);
  assert_null(fit);
}

/* What is said of a model is so: its quantities answer, its names are not there twice, its measures and moderators are taken. */
static void what_is_said_of_models(void **state) {
  (void)state;
  const char *const counts[4] = {"ai", "bi", "ci", "di"}, *const effects[2] = {"yi", "vi"};
  const double *const cells[4] = {bcg_tpos, bcg_tneg, bcg_cpos, bcg_cneg}, *const values[2] = {bcg_yi,
                                                                                               bcg_vi};
  assert_int_equal(tsq_model_count(), 5);
  for (size_t m = 0; m < tsq_model_count(); m++) {
    tsq_model_info info = {.size = sizeof info};
    tsq_quantity q = {.size = sizeof q};
    const char *names[200];
    double buffer[K * K];
    size_t n = 0;
    assert_int_equal(tsq_model_at(m, &info), TSQ_OK);
    int is_rma = strcmp(info.name, "rma") == 0;
    tsq_fit *fit = by_columns(info.name,
                              &(tsq_columns){.k = K,
                                             .n = is_rma ? 2 : 4,
                                             .roles = is_rma ? effects : counts,
                                             .values = is_rma ? values : cells},
                              NULL);
    assert_string_equal(tsq_fit_model(fit), info.name);
    assert_non_null(strstr(info.roles, is_rma ? "yi" : "ai"));
    assert_true(strlen(info.title) > 5);
    for (; tsq_model_quantity(info.name, n, &q) == TSQ_OK; n++) {
      size_t length = 0;
      size_t expected = 1;
      for (int d = 0; d < 2 && q.over[d] != NULL; d++)
        expected *= tsq_fit_extent(fit, q.over[d]);
      assert_int_equal(tsq_fit_length(fit, q.name, &length), TSQ_OK);
      if (length != expected) fail_msg("%s: %s has %zu numbers", info.name, q.name, length);
      if (tsq_fit_get(fit, q.name, buffer, K * K) != TSQ_OK)
        fail_msg("%s: %s: %s", info.name, q.name, tsq_last_error());
      for (size_t i = 0; i < n; i++) {
        if (strcmp(names[i], q.name) == 0) fail_msg("%s has %s twice", info.name, q.name);
      }
      names[n] = q.name;
      assert_true(strlen(q.text) > 3);
    }
    assert_int_equal(n, info.n_quantities);
    assert_int_equal(tsq_fit_get(fit, "quality", buffer, K * K), TSQ_ERR_NAME);
    assert_non_null(strstr(tsq_last_error(), info.name));
    assert_int_equal(info.has_moderators, is_rma || strcmp(info.name, "glmm") == 0);
    tsq_fit_free(fit);
  }
  assert_int_equal(tsq_model_at(5, &(tsq_model_info){.size = 0}), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_model_at(0, NULL), TSQ_ERR_NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(fits_by_columns), cmocka_unit_test(bad_columns),
                                     cmocka_unit_test(what_is_said_of_models)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
