/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fit keeps of the caller's arrays: a copy, a loan, nothing; digests of what it was made from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../bcg.h"
#include "../close.h"

#include "bcg_counts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tausq/glmm.h>
#include <tausq/mh.h>
#include <tausq/models.h>
#include <tausq/refit.h>
#include <tausq/report.h>
#include <tausq/rma.h>
#include <tausq/rows.h>
#include <tausq/subgroup.h>

#define K BCG_K

/* The caller's arrays on the heap, so that what is read after they are freed is found by valgrind and by its values. */
typedef struct arrays {
  double *yi, *vi, *x;
  char **labels;
  size_t *lines;
  const char **names;
  char *name;
} arrays;

static arrays make_arrays(void) {
  arrays a = {malloc(K * sizeof(double)),
              malloc(K * sizeof(double)),
              malloc(2 * K * sizeof(double)),
              malloc(K * sizeof(char *)),
              malloc(K * sizeof(size_t)),
              malloc(sizeof(char *)),
              malloc(6)};
  memcpy(a.yi, bcg_yi, sizeof bcg_yi);
  memcpy(a.vi, bcg_vi, sizeof bcg_vi);
  memset(a.x, 0, 2 * K * sizeof(double));
  memcpy(a.x, bcg_ablat, sizeof bcg_ablat);
  memcpy(a.name, "ablat", 6);
  a.names[0] = a.name;
  a.yi[3] = NAN;
  for (size_t i = 0; i < K; i++) {
    a.labels[i] = malloc(10);
    snprintf(a.labels[i], 10, "Trial %zu", i);
    a.lines[i] = 2 + i;
  }
  return a;
}

static void spoil_and_free(arrays *a) {
  for (size_t i = 0; i < K; i++) {
    a->yi[i] = a->vi[i] = a->x[i] = 1e300;
    a->lines[i] = 0;
    memset(a->labels[i], 'x', 9);
    free(a->labels[i]);
  }
  memset(a->name, 'x', 5);
  free(a->yi);
  free(a->vi);
  free(a->x);
  free(a->labels);
  free(a->lines);
  free((void *)a->names);
  free(a->name);
}

static tsq_data data_of(const arrays *a) {
  return (tsq_data){.k = K,
                    .yi = a->yi,
                    .vi = a->vi,
                    .x = a->x,
                    .p = 1,
                    .ldx = 2 * K,
                    .x_names = a->names,
                    .labels = (const char *const *)a->labels,
                    .lines = a->lines};
}

static char *json_of(const tsq_fit *fit) {
  size_t bytes = 0;
  assert_int_equal(tsq_report(fit, NULL, TSQ_REPORT_JSON, NULL, 0, &bytes), TSQ_ERR_BUFFER);
  char *text = malloc(bytes);
  assert_int_equal(tsq_report(fit, NULL, TSQ_REPORT_JSON, text, bytes, NULL), TSQ_OK);
  return text;
}

/* Every answer of the fit is in its JSON: the same before and after the caller's arrays are gone. */
static void a_copy_is_the_fits_own(void **state) {
  (void)state;
  arrays a = make_arrays();
  tsq_data data = data_of(&a);
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&data, NULL, &fit), TSQ_OK);
  char *before = json_of(fit);
  spoil_and_free(&a);
  tsq_fit *unasked = NULL; /* whose texts and intervals are made afterwards */
  arrays b = make_arrays();
  data = data_of(&b);
  assert_int_equal(tsq_rma(&data, NULL, &unasked), TSQ_OK);
  spoil_and_free(&b);
  char *after = json_of(fit);
  char *late = json_of(unasked);
  assert_string_equal(before, after);
  assert_string_equal(before, late);
  assert_non_null(strstr(late, "'Trial 3' (line 5)"));
  assert_string_equal(tsq_study_label(unasked, 4), "Trial 4");
  assert_string_equal(tsq_coef_name(unasked, 1), "ablat");
  free(before);
  free(after);
  free(late);
  tsq_fit_free(fit);
  tsq_fit_free(unasked);
}

static void lent_arrays_are_the_callers(void **state) {
  (void)state;
  arrays a = make_arrays();
  tsq_data data = data_of(&a);
  tsq_fit *lent = NULL, *own = NULL, *refit = NULL;
  assert_int_equal(tsq_rma(&data, TSQ_OPTIONS(.keep = TSQ_KEEP_LENT), &lent), TSQ_OK);
  assert_int_equal(tsq_rma(&data, NULL, &own), TSQ_OK);
  assert_ptr_equal(tsq_study_label(lent, 4), a.labels[4]);
  assert_ptr_not_equal(tsq_study_label(own, 4), a.labels[4]);
  const size_t rows[4] = {0, 1, 4, 7};
  assert_int_equal(tsq_refit(lent, TSQ_CHANGE(.rows = rows, .n = 4), &refit), TSQ_OK);
  tsq_fit_free(lent);
  assert_string_equal(tsq_study_label(refit, 3), "Trial 7");
  double yi[4];
  assert_int_equal(tsq_fit_get(refit, "yi", yi, 4), TSQ_OK);
  assert_true(yi[3] == bcg_yi[7]);
  tsq_fit_free(refit);
  tsq_fit_free(own);
  spoil_and_free(&a);
}

static void refused(int status) {
  assert_int_equal(status, TSQ_ERR_UNSUPPORTED);
  if (strstr(tsq_last_error(), "without keeping its studies") == NULL)
    fail_msg("'%s' does not say why", tsq_last_error());
}

/* A fit that keeps nothing refuses every question that needs the studies, saying so, and answers the rest as any other. */
static void nothing_is_kept(void **state) {
  (void)state;
  const tsq_data data = {.k = K, .yi = bcg_yi, .vi = bcg_vi};
  tsq_fit *none = NULL, *own = NULL, *out = NULL;
  tsq_rows *rows = NULL;
  tsq_interval interval = {.size = sizeof interval};
  tsq_prediction p[K], q;
  tsq_comparison comparison = {.size = sizeof comparison};
  double numbers[K];
  char digest[17];
  assert_int_equal(tsq_rma(&data, TSQ_OPTIONS(.keep = TSQ_KEEP_NONE), &none), TSQ_OK);
  assert_int_equal(tsq_rma(&data, NULL, &own), TSQ_OK);
  refused(tsq_confint(none, NULL, NULL, &interval));
  refused(tsq_confint(none, "I2", NULL, &interval));
  refused(tsq_refit(none, NULL, &out));
  refused(tsq_subgroup(none, TSQ_GROUPING(.codes = bcg_alloc, .n = 3), &out));
  refused(tsq_leave_one_out(none, NULL, &rows));
  refused(tsq_cumulative(none, NULL, &rows));
  refused(tsq_fit_rows(none, NULL, &rows));
  refused(tsq_blup(none, p));
  refused(tsq_compare(none, own, &comparison));
  refused(tsq_fit_digest(none, NULL, digest));
  tsq_quantity what = {.size = sizeof what};
  for (size_t i = 0; tsq_model_quantity("rma", i, &what) == TSQ_OK; i++) {
    if (what.over[0] != NULL && strcmp(what.over[0], "study") == 0)
      refused(tsq_fit_get(none, what.name, numbers, K));
    if (what.over[0] != NULL) continue;
    double a = tsq_fit_value(none, what.name);
    double b = tsq_fit_value(own, what.name);
    if (memcmp(&a, &b, sizeof a) != 0 && !(isnan(a) && isnan(b)))
      fail_msg("%s: %.17g, %.17g", what.name, a, b);
  }
  refused(tsq_report(none, TSQ_REPORT_OPTIONS(.studies = 1), TSQ_REPORT_TEXT, NULL, 0, NULL));
  assert_int_equal(tsq_report(none, NULL, TSQ_REPORT_TEXT, NULL, 0, NULL), TSQ_ERR_BUFFER);
  char *json = json_of(none);
  assert_non_null(strstr(json, "\"tau2\""));
  free(json);
  assert_int_equal(tsq_predict(none, NULL, 1, p), TSQ_OK);
  assert_int_equal(tsq_predict(own, NULL, 1, &q), TSQ_OK);
  assert_memory_equal(p, &q, sizeof q);
  assert_int_equal(tsq_confint(none, "intercept", NULL, &interval), TSQ_OK);
  assert_null(tsq_study_label(none, 0));
  assert_int_equal(tsq_fit_extent(none, "study"), 0);
  static const char *const needs[6] = {"studies", "refit", "interval", "compare", "blup", "subgroup"};
  for (int i = 0; i < 6; i++)
    assert_true(tsq_fit_can(none, needs[i]) == 0 && tsq_fit_can(own, needs[i]) == 1);
  assert_true(tsq_fit_can(none, "predict") == 1 && tsq_fit_can(none, "contrast") == 1);
  assert_null(out);
  assert_null(rows);
  tsq_fit_free(none);
  tsq_fit_free(own);
  /* models of counts alike */
  const tsq_tables tables = {.k = K, .ai = bcg_tpos, .bi = bcg_tneg, .ci = bcg_cpos, .di = bcg_cneg};
  assert_int_equal(tsq_mh_tables(&tables, TSQ_OPTIONS(.keep = TSQ_KEEP_NONE), &none), TSQ_OK);
  refused(tsq_leave_one_out(none, NULL, &rows));
  refused(tsq_fit_get(none, "weights", numbers, K));
  assert_true(tsq_fit_value(none, "QE") > 100);
  tsq_fit_free(none);
  const tsq_glmm_data counts = {.k = K, .ai = bcg_tpos, .bi = bcg_tneg, .ci = bcg_cpos, .di = bcg_cneg};
  assert_int_equal(tsq_glmm(&counts, TSQ_OPTIONS(.keep = TSQ_KEEP_NONE, .glmm_model = TSQ_CM_AL), &none),
                   TSQ_OK);
  refused(tsq_confint(none, "tau2", NULL, &interval));
  refused(tsq_refit(none, NULL, &out));
  tsq_fit_free(none);
}

/* ---- digests ------------------------------------------------------------------------------------------------------ */

static const char *digest_of(const double *yi, const double *vi, size_t k, const char *column, char *text) {
  tsq_fit *fit = NULL;
  if (tsq_rma(&(tsq_data){.k = k, .yi = yi, .vi = vi}, TSQ_OPTIONS(.method = TSQ_CE), &fit) != TSQ_OK)
    fail_msg("%s", tsq_last_error());
  assert_int_equal(tsq_fit_digest(fit, column, text), TSQ_OK);
  tsq_fit_free(fit);
  return text;
}

/* FNV-1a of 64 bits over the bytes of 1.0 and 2.0, least significant first, by Python: d = (d ^ byte) * 0x100000001b3 mod 2^64. */
static void digests(void **state) {
  (void)state;
  const double y[2] = {1, 2}, exchanged[2] = {2, 1}, v[2] = {1, 1}, w[2] = {1, 3};
  const double gap[3] = {1, NAN, 2}, v3[3] = {1, 5, 1};
  const double zero[2] = {0.0, 2}, minus_zero[2] = {-0.0, 2};
  char a[17], b[17];
  assert_string_equal(digest_of(y, v, 2, "yi", a), "2f121cea1c5c97f8");
  assert_string_not_equal(a, digest_of(exchanged, v, 2, "yi", b)); /* the order counts */
  assert_string_equal(a, digest_of(gap, v3, 3, "yi", b));          /* only studies used do */
  assert_string_equal(digest_of(zero, v, 2, NULL, a), digest_of(minus_zero, v, 2, NULL, b)); /* -0 is 0 */
  assert_string_equal(digest_of(y, v, 2, "yi", a), digest_of(y, w, 2, "yi", b)); /* a column is alone */
  assert_string_not_equal(digest_of(y, v, 2, NULL, a), digest_of(y, w, 2, NULL, b));
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&(tsq_data){.k = 2, .yi = y, .vi = v}, TSQ_OPTIONS(.method = TSQ_CE), &fit),
                   TSQ_OK);
  strcpy(a, "untouched");
  assert_int_equal(tsq_fit_digest(fit, "zi", a), TSQ_ERR_NAME);
  assert_int_equal(tsq_fit_digest(fit, "ai", a), TSQ_ERR_NAME);
  assert_int_equal(tsq_fit_digest(NULL, "yi", a), TSQ_ERR_NULL);
  assert_int_equal(tsq_fit_digest(fit, "yi", NULL), TSQ_ERR_NULL);
  assert_string_equal(a, "untouched");
  tsq_fit_free(fit);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_copy_is_the_fits_own),
                                     cmocka_unit_test(lent_arrays_are_the_callers),
                                     cmocka_unit_test(nothing_is_kept), cmocka_unit_test(digests)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
