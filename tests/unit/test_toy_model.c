/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700
/*
 * A model in one file: the plain mean of the effects. Text, JSON, tables, figures, subgroups, predictions, contrasts, leave-one-out, rows
 * and refits serve it without knowing it. Expected numbers are R's mean(y), sd(y)/sqrt(k) by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../close.h"

#include "fit/left_out.h"
#include "fit/sections.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tausq/plot.h>
#include <tausq/refit.h>
#include <tausq/report.h>
#include <tausq/rma.h>
#include <tausq/subgroup.h>
#include <unistd.h>

/* ---- the model --------------------------------------------------------------------------------------------------- */

typedef struct toy {
  tsq_fit fit;
  tsqp_left_out_list left_out;
  double sd;
} toy;

static int get_column(const tsq_fit *fit, const char *role, double *out) {
  int known;
  const double *column = tsqp_input_column(fit->input, role, &known);
  size_t left = 0;
  for (size_t i = 0; i < fit->k_all; i++) {
    if (left < fit->n_left_out && fit->left_out[left] == i) {
      left++;
    } else {
      *out++ = column[i];
    }
  }
  return TSQ_OK;
}
static int get_yi(const tsq_fit *fit, double *out) {
  return get_column(fit, "yi", out);
}
static int get_vi(const tsq_fit *fit, double *out) {
  return get_column(fit, "vi", out);
}

static int toy_fit(tsq_fit *fit, const void *records) {
  toy *t = (toy *)fit;
  const tsq_data *data = records;
  double sum = 0, squares = 0;
  int status = tsqp_left_out_new(&t->left_out, data->k);
  for (size_t i = 0; i < data->k && status == TSQ_OK; i++) {
    if (isnan(data->yi[i])) {
      status = tsqp_left_out_add(&t->left_out, fit, i, TSQ_LEFT_MISSING);
    } else {
      sum += data->yi[i];
    }
  }
  if (status == TSQ_OK) status = tsqp_left_out_settle(&t->left_out, fit);
  if (status != TSQ_OK) return status;
  double k = (double)fit->k;
  for (size_t i = 0; i < data->k; i++)
    squares += isnan(data->yi[i]) ? 0 : (data->yi[i] - sum / k) * (data->yi[i] - sum / k);
  t->sd = sqrt(squares / (k - 1));
  status = tsqp_linear_single(&fit->linear, sum / k, t->sd / sqrt(k));
  fit->linear.ddf = k - 1;
  return status;
}

static void toy_describe(const tsq_fit *fit, tsqp_texts *texts) {
  (void)fit;
  tsqp_say_conventions(texts, "plain mean of the effects; t, k-1 df");
}

static void toy_release(tsq_fit *fit) {
  tsqp_left_out_free(&((toy *)fit)->left_out);
}

static const tsqp_take takes[] = {{TSQP_OPT_MISSING, TSQ_MISSING_OMIT, NULL},
                                  {TSQP_OPT_LEVEL, 0.95, NULL},
                                  {TSQP_OPT_MEASURE, 0, NULL},
                                  {TSQP_OPT_KEEP, TSQ_KEEP_COPY, NULL},
                                  TSQP_TAKES_END};
static const tsqp_quantity own[] = {TSQP_AT("sd", toy, sd, "standard deviation of the effects"),
                                    TSQP_OVER("yi", TSQP_STUDY, get_yi, "the effects"),
                                    TSQP_OVER("vi", TSQP_STUDY, get_vi, "their sampling variances"),
                                    {.name = NULL}};
static const tsqp_line spread[] = {{"sd", "sd", NULL, NULL, NULL, NULL, 0}, {.value = NULL}};
static const tsqp_section sections[] = {{"heading", TSQP_HEADING, 0, "Mean of {k} Effects", NULL},
                                        {"spread", TSQP_LINES, TSQP_HETEROGENEITY, "Spread:", spread},
                                        {"coefficients", TSQP_COEFFICIENTS, 0, NULL, NULL},
                                        {"effects", TSQP_EFFECTS, 0, NULL, NULL},
                                        {"studies", TSQP_STUDIES, 0, NULL, NULL},
                                        {NULL, 0, 0, NULL, NULL}};
static const tsqp_layout *const layouts[] = {&tsqp_data_layout, NULL};
static const tsqp_quantity *const quantities[] = {tsqp_common_quantities, tsqp_linear_quantities, own, NULL};
static const tsqp_class toy_class = {.name = "toy",
                                     .title = "Plain mean",
                                     .bytes = sizeof(toy),
                                     .layouts = layouts,
                                     .options = takes,
                                     .quantities = quantities,
                                     .sections = sections,
                                     .fit = toy_fit,
                                     .describe = toy_describe,
                                     .release = toy_release};

/* ---- what serves it ---------------------------------------------------------------------------------------------- */

#define K 6
static const double yi[K] = {1, 2, NAN, 4, 7, 6};
static const double vi[K] = {1, 1, 1, 1, 1, 1};
static const char *const labels[K] = {"A", "B", "C", "D", "E", "F"};

static tsq_fit *toy_of(const tsq_options *options) {
  tsq_fit *fit = NULL;
  tsq_data data = {.k = K, .yi = yi, .vi = vi, .labels = labels};
  if (tsqp_new_fit(&toy_class, &tsqp_data_layout, &data, options, &fit) != TSQ_OK)
    fail_msg("%s", tsq_last_error());
  return fit;
}

static char *report(const tsq_fit *fit, const tsq_report_options *o, int32_t format) {
  size_t bytes = 0;
  assert_int_equal(tsq_report(fit, o, format, NULL, 0, &bytes), TSQ_ERR_BUFFER);
  char *text = malloc(bytes);
  assert_non_null(text);
  if (tsq_report(fit, o, format, text, bytes, NULL) != TSQ_OK) fail_msg("%s", tsq_last_error());
  return text;
}

static void expect(const char *text, const char *part) {
  if (strstr(text, part) == NULL) fail_msg("no '%s' in:\n%s", part, text);
}

/* 1, 2, 4, 6, 7: mean 4, sum of squares 26, sd sqrt(6.5), se sqrt(1.3), qt(.975, 4) = 2.7764451051977987 */
static void questions(void **state) {
  (void)state;
  tsq_fit *fit = toy_of(NULL);
  tsq_estimate e = tsq_coef(fit, 0);
  tsq_prediction p;
  tsq_interval interval = {.size = sizeof interval};
  const double two = 2;
  double why[K];
  assert_string_equal(tsq_fit_model(fit), "toy");
  assert_close(e.estimate, 4, 1e-15);
  assert_close(e.se, sqrt(1.3), 1e-15);
  assert_close(e.ci_upper, 4 + 2.7764451051977987 * sqrt(1.3), 1e-14);
  assert_int_equal(tsq_predict(fit, NULL, 1, &p), TSQ_OK);
  assert_true(p.estimate == e.estimate && p.ci_upper == e.ci_upper && isnan(p.pi_lower));
  assert_int_equal(tsq_contrast(fit, &two, 0, &e), TSQ_OK);
  assert_close(e.estimate, 8, 1e-15);
  assert_int_equal(tsq_confint(fit, "intercept", NULL, &interval), TSQ_OK);
  assert_close(interval.upper, p.ci_upper, 1e-15);
  assert_int_equal(tsq_confint(fit, "tau2", NULL, &interval), TSQ_ERR_NAME);
  assert_close(tsq_fit_value(fit, "sd"), sqrt(6.5), 1e-15);
  assert_int_equal(tsq_fit_get(fit, "why", why, K), TSQ_OK);
  assert_true(why[2] == TSQ_LEFT_MISSING && why[3] == TSQ_LEFT_IN);
  assert_string_equal(tsq_fit_outcome(fit, 0), "1 study with missing values was left out: 'C'");
  assert_int_equal(tsq_fit_can(fit, "compare"), 0);
  assert_int_equal(tsq_fit_can(fit, "refit"), 1);
  tsq_fit_free(fit);
  tsq_data data = {.k = K, .yi = yi, .vi = vi};
  assert_int_equal(tsqp_new_fit(&toy_class, &tsqp_data_layout, &data, TSQ_OPTIONS(.nodes = 5), &fit),
                   TSQ_ERR_ARGUMENT);
  assert_string_equal(tsq_last_error(), "options.nodes: model toy does not take it");
}

static void reports(void **state) {
  (void)state;
  tsq_fit *fit = toy_of(NULL);
  char *text = report(fit, TSQ_REPORT_OPTIONS(.studies = 1), TSQ_REPORT_TEXT);
  expect(text, "Mean of 5 Effects");
  expect(text, "Spread:");
  expect(text, "2.5495");
  expect(text, "1.1402");
  expect(text, "plain mean of the effects");
  free(text);
  static const int32_t tables[4] = {TSQ_REPORT_CSV, TSQ_REPORT_MARKDOWN, TSQ_REPORT_LATEX, TSQ_REPORT_HTML};
  for (int i = 0; i < 4; i++) {
    text = report(fit, TSQ_REPORT_OPTIONS(.studies = 1), tables[i]);
    expect(text, "intercept");
    expect(text, "sd");
    free(text);
  }
  text = report(fit, NULL, TSQ_REPORT_JSON);
  json_t *json = json_loads(text, 0, NULL);
  assert_non_null(json);
  assert_string_equal(json_string_value(json_object_get(json, "model")), "toy");
  assert_close(json_number_value(json_object_get(json_object_get(json, "quantities"), "sd")), sqrt(6.5),
               1e-15);
  assert_int_equal(json_array_size(json_object_get(json, "studies")), K);
  json_t *line = json_object_get(json_object_get(json_object_get(json, "sections"), "spread"), "sd");
  assert_close(json_number_value(json_object_get(line, "estimate")), sqrt(6.5), 1e-15);
  json_decref(json);
  free(text);
  tsq_fit_free(fit);
}

static void rows_and_refits(void **state) {
  (void)state;
  static const double without[5] = {19.0 / 4, 18.0 / 4, 16.0 / 4, 13.0 / 4, 14.0 / 4};
  tsq_fit *fit = toy_of(NULL);
  tsq_rows *rows = NULL;
  double numbers[K + 1];
  assert_int_equal(tsq_leave_one_out(fit, NULL, &rows), TSQ_OK);
  assert_int_equal(tsq_rows_count(rows), 6); /* the studies used, and all of them */
  assert_int_equal(tsq_rows_numbers(rows, "estimate", numbers, K + 1), TSQ_OK);
  for (int i = 0; i < 5; i++)
    assert_close(numbers[i], without[i], 1e-15);
  assert_int_equal(tsq_rows_numbers(rows, "sd", numbers, K + 1), TSQ_OK);
  assert_close(numbers[5], sqrt(6.5), 1e-15);
  tsq_rows_free(rows);
  assert_int_equal(tsq_fit_rows(fit, NULL, &rows), TSQ_OK);
  assert_int_equal(tsq_rows_count(rows), K + 1);
  tsq_row row = {.size = sizeof row};
  assert_int_equal(tsq_rows_at(rows, 2, &row), TSQ_OK);
  assert_string_equal(row.note, "missing values");
  assert_int_equal(tsq_rows_at(rows, K, &row), TSQ_OK);
  assert_int_equal(row.kind, TSQ_ROW_TOTAL);
  assert_close(row.effect.estimate, 4, 1e-15);
  tsq_rows_free(rows);
  assert_int_equal(tsq_cumulative(fit, NULL, &rows), TSQ_OK);
  assert_int_equal(tsq_rows_numbers(rows, "estimate", numbers, K + 1), TSQ_OK);
  assert_close(numbers[1], 1.5, 1e-15);
  assert_close(numbers[2], 7.0 / 3, 1e-15);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

static void subgroups(void **state) {
  (void)state;
  const int32_t codes[K] = {0, 0, 0, 1, 1, 1};
  tsq_fit *fit = toy_of(NULL);
  tsq_fit *s = NULL;
  assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.codes = codes, .n = 2), &s), TSQ_OK);
  assert_close(tsq_coef(s, 0).estimate, 1.5, 1e-15);
  assert_close(tsq_coef(s, 1).estimate, 17.0 / 3, 1e-15);
  assert_close(tsq_coef(s, 0).se, 0.5, 1e-15); /* sd(1, 2)/sqrt(2) */
  /* sd(4, 7, 6)^2 = 7/3, over 3; Welch's t test of two means */
  double difference = 17.0 / 3 - 1.5;
  assert_close(tsq_fit_value(s, "F"), difference * difference / (0.25 + 7.0 / 9), 1e-14);
  assert_close(tsq_fit_value(s, "F_df2"),
               (0.25 + 7.0 / 9) * (0.25 + 7.0 / 9) / (0.25 * 0.25 / 1 + 49.0 / 81 / 2), 1e-14);
  char *text = report(s, NULL, TSQ_REPORT_TEXT);
  expect(text, "group 2");
  free(text);
  tsq_fit_free(s);
  tsq_fit_free(fit);
}

/* The library knows how to draw it, though no line of the figures names it. */
static void forest(void **state) {
  (void)state;
  if (!tsq_has("plot")) skip();
  char folder[] = P_tmpdir "/tausq-toy-XXXXXX", path[80];
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/toy.svg", folder);
  tsq_fit *fit = toy_of(NULL);
  tsq_rows *rows = NULL;
  assert_int_equal(tsq_fit_rows(fit, NULL, &rows), TSQ_OK);
  int status = tsq_plot_forest(&(tsq_forest){.rows = rows, .x_label = "Plain mean"}, path);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
  if (status != TSQ_OK) {
    (void)rmdir(folder);
    fail_msg("%s", tsq_last_error());
  }
  static char svg[1 << 18];
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  svg[fread(svg, 1, sizeof svg - 1, file)] = '\0';
  fclose(file);
  assert_int_equal(remove(path), 0);
  assert_int_equal(rmdir(folder), 0);
  expect(svg, "Plain mean");
  expect(svg, "7.00 [5.04, 8.96]"); /* a study's own interval: vi = 1 */
  expect(svg, "missing values");
  expect(svg, "4.00 [0.83, 7.17]"); /* 4 -+ 2.776445 sqrt(1.3) */
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(questions), cmocka_unit_test(reports),
                                     cmocka_unit_test(rows_and_refits), cmocka_unit_test(subgroups),
                                     cmocka_unit_test(forest)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
