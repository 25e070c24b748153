/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports: the way of snprintf, JSON that parses back to the fit's numbers, widths, bad input. The texts are tested with the command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../bcg.h"
#include "../close.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <tausq/models.h>
#include <tausq/report.h>
#include <tausq/rma.h>
#include <tausq/subgroup.h>
#include <tausq/transform.h>

static tsq_fit *bcg_fit(void) {
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&(tsq_data){.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi}, NULL, &fit), TSQ_OK);
  return fit;
}

static char *text_of(const tsq_fit *fit, const tsq_report_options *o, int32_t format) {
  size_t bytes = 0;
  assert_int_equal(tsq_report(fit, o, format, NULL, 0, &bytes), TSQ_ERR_BUFFER);
  char *text = malloc(bytes);
  assert_non_null(text);
  assert_int_equal(tsq_report(fit, o, format, text, bytes, NULL), TSQ_OK);
  assert_int_equal(strlen(text) + 1, bytes);
  return text;
}

static void json_has_every_quantity(void **state) {
  (void)state;
  tsq_fit *fit = bcg_fit();
  tsq_report_options o = {.size = sizeof o, .transform = TSQ_TRANSFORM_EXP};
  char *text = text_of(fit, &o, TSQ_REPORT_JSON);
  json_t *json = json_loads(text, 0, NULL);
  assert_non_null(json);
  json_t *values = json_object_get(json, "quantities");
  tsq_quantity q = {.size = sizeof q};
  for (size_t i = 0; tsq_model_quantity("rma", i, &q) == TSQ_OK; i++) {
    double buf[BCG_K * BCG_K];
    json_t *value = json_object_get(values, q.name);
    if (value == NULL) fail_msg("JSON has no '%s'", q.name);
    assert_int_equal(tsq_fit_get(fit, q.name, buf, BCG_K * BCG_K), TSQ_OK);
    if (q.over[0] == NULL && isfinite(buf[0]))
      assert_true(json_number_value(value) == buf[0]); /* to the last bit */
    if (q.over[0] == NULL) continue;
    assert_string_equal(json_string_value(json_array_get(json_object_get(value, "over"), 0)), q.over[0]);
    assert_int_equal(json_array_size(json_object_get(value, "values")), tsq_fit_extent(fit, q.over[0]));
  }
  json_t *pooled = json_object_get(json, "pooled");
  assert_close(json_number_value(json_object_get(json_object_get(pooled, "shown"), "estimate")),
               exp(-0.714532342158), 1e-11);
  assert_string_equal(json_string_value(json_object_get(json_object_get(json, "conventions"), "test")),
                      "knha");
  json_decref(json);
  free(text);
  tsq_fit_free(fit);
}

static void text_stays_within_80_columns(void **state) {
  (void)state;
  tsq_fit *fit = bcg_fit();
  tsq_report_options o = {.size = sizeof o, .studies = 1, .transform = TSQ_TRANSFORM_EXP};
  char *text = text_of(fit, &o, TSQ_REPORT_TEXT);
  for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
    if (strlen(line) > 80) fail_msg("%zu columns: %s", strlen(line), line);
  }
  free(text);
  tsq_fit_free(fit);
}

/* A subgroup analysis has coefficients that are no columns of its records. */
static void reports_of_subgroups(void **state) {
  (void)state;
  static const int32_t formats[6] = {TSQ_REPORT_TEXT,     TSQ_REPORT_JSON,  TSQ_REPORT_CSV,
                                     TSQ_REPORT_MARKDOWN, TSQ_REPORT_LATEX, TSQ_REPORT_HTML};
  tsq_fit *fit = bcg_fit();
  tsq_fit *s = NULL;
  assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.codes = bcg_alloc, .n = 3), &s), TSQ_OK);
  tsq_fit_free(fit);
  for (int i = 0; i < 6; i++) {
    tsq_report_options o = {.size = sizeof o, .studies = 1};
    char *text = text_of(s, &o, formats[i]);
    assert_non_null(strstr(text, "group 2"));
    if (formats[i] == TSQ_REPORT_JSON) {
      json_t *json = json_loads(text, 0, NULL);
      assert_non_null(json);
      assert_int_equal(json_array_size(json_object_get(json, "studies")), BCG_K);
      assert_int_equal(json_array_size(json_object_get(json, "parts")), 4);
      json_t *columns = json_object_get(json_array_get(json_object_get(json, "studies"), 6), "columns");
      assert_true(json_number_value(json_object_get(columns, "yi")) == bcg_yi[6]);
      json_decref(json);
    }
    free(text);
  }
  tsq_fit_free(s);
}

/* Studies have there what the fit of all groups made of them, and why they have nothing. */
static void studies_of_subgroups(void **state) {
  (void)state;
  int32_t codes[BCG_K];
  memcpy(codes, bcg_alloc, sizeof codes);
  codes[4] = -1;
  tsq_fit *fit = bcg_fit();
  tsq_fit *s = NULL;
  assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.codes = codes, .n = 3), &s), TSQ_OK);
  tsq_fit_free(fit);
  char *text = text_of(s, NULL, TSQ_REPORT_JSON);
  json_t *json = json_loads(text, 0, NULL), *study;
  size_t i;
  double sum = 0;
  assert_non_null(json);
  json_array_foreach(json_object_get(json, "studies"), i, study) {
    int in = i != 4;
    assert_string_equal(json_string_value(json_object_get(study, "why")), in ? "in" : "no group");
    assert_int_equal(json_is_null(json_object_get(study, "group")), !in);
    assert_int_equal(json_is_null(json_object_get(study, "yi")), !in);
    if (!in) continue;
    assert_true(json_number_value(json_object_get(study, "yi")) == bcg_yi[i]);
    assert_true(json_number_value(json_object_get(study, "vi")) == bcg_vi[i]);
    sum += json_number_value(json_object_get(study, "weight"));
  }
  assert_int_equal(i, BCG_K);
  assert_true(fabs(sum - 100) < 1e-10); /* percent of all, as in the forest plot */
  json_decref(json);
  free(text);
  tsq_fit_free(s);
}

/* Q is below the 2.5% quantile of chi-squared (0.004 with 7 df): no tau2 >= 0 is plausible, and [0, 0] is said nowhere. */
static void an_empty_interval_is_said(void **state) {
  (void)state;
  static const double yi[8] = {0.31, 0.32, 0.33, 0.34, 0.35, 0.36, 0.37, 0.38},
                      vi[8] = {1, 1, 1, 1, 1, 1, 1, 1};
  static const int32_t tables[3] = {TSQ_REPORT_MARKDOWN, TSQ_REPORT_LATEX, TSQ_REPORT_HTML};
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&(tsq_data){.k = 8, .yi = yi, .vi = vi}, NULL, &fit), TSQ_OK);
  char *text = text_of(fit, NULL, TSQ_REPORT_TEXT);
  assert_non_null(strstr(text, "[empty]"));
  assert_null(strstr(text, "[0.0000, 0.0000]"));
  free(text);
  for (int i = 0; i < 3; i++) {
    text = text_of(fit, NULL, tables[i]);
    assert_non_null(strstr(text, "is empty: the effects are closer together"));
    free(text);
  }
  text = text_of(fit, NULL, TSQ_REPORT_CSV);
  assert_non_null(strstr(text, "heterogeneity,tau,0,NA,NA,NA,NA,NA,NA,NA,NA,NA"));
  free(text);
  text = text_of(fit, NULL, TSQ_REPORT_JSON);
  json_t *json = json_loads(text, 0, NULL);
  assert_string_equal(json_string_value(json_object_get(json_object_get(json, "tau2_interval"), "outcome")),
                      "empty");
  json_t *tau2 = json_object_get(json_object_get(json_object_get(json, "sections"), "heterogeneity"), "tau2");
  assert_non_null(tau2);
  assert_null(json_object_get(tau2, "ci_lower"));
  json_decref(json);
  free(text);
  tsq_fit_free(fit);
}

static void bad_input(void **state) {
  (void)state;
  tsq_fit *fit = bcg_fit();
  char buffer[10] = "untouched";
  size_t bytes = 0;
  assert_int_equal(tsq_report(NULL, NULL, TSQ_REPORT_TEXT, buffer, 10, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_report(fit, NULL, 7, buffer, 10, NULL), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_report(fit, NULL, TSQ_REPORT_TEXT, NULL, 10, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_report(fit, NULL, TSQ_REPORT_TEXT, buffer, 10, &bytes), TSQ_ERR_BUFFER);
  assert_true(bytes > 500);
  assert_string_equal(buffer, "untouched");
  tsq_report_options o = {.size = sizeof o, .digits = 99};
  assert_int_equal(tsq_report(fit, &o, TSQ_REPORT_TEXT, NULL, 0, NULL), TSQ_ERR_ARGUMENT);
  o = (tsq_report_options){.size = sizeof o, .transform = TSQ_TRANSFORM_IPFT_HM};
  assert_int_equal(tsq_report(fit, &o, TSQ_REPORT_TEXT, NULL, 0, NULL), TSQ_ERR_ARGUMENT);
  tsq_fit_free(fit);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_has_every_quantity),   cmocka_unit_test(text_stays_within_80_columns),
      cmocka_unit_test(reports_of_subgroups),      cmocka_unit_test(studies_of_subgroups),
      cmocka_unit_test(an_empty_interval_is_said), cmocka_unit_test(bad_input),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
