/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fits from JSON reports: the same bits again, what changed is named, what is no report is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../bcg.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tausq.h>

static char json[1 << 18];
static char lines[1 << 14];

static void write_report(const tsq_fit *fit) {
  assert_int_equal(tsq_report(fit, NULL, TSQ_REPORT_JSON, json, sizeof json, NULL), TSQ_OK);
}

/* Fits again what `json` says, and gives how many lines of changes there are in `lines`. */
static size_t changes_after_rerun(double tolerance) {
  tsq_fit *again = NULL;
  int status = tsq_rerun(json, strlen(json), &again);
  if (status != TSQ_OK) fail_msg("%s", tsq_last_error());
  assert_int_equal(tsq_report_changes(json, strlen(json), again, tolerance, lines, sizeof lines, NULL),
                   TSQ_OK);
  tsq_fit_free(again);
  size_t n = 0;
  for (const char *at = lines; *at != '\0'; at++) {
    if (*at == '\n') n++;
  }
  return n;
}

/* A text of the report becomes another, where it first stands. */
static void change(const char *was, const char *is) {
  char *at = strstr(json, was);
  if (at == NULL) fail_msg("the report has no %s", was);
  memmove(at + strlen(is), at + strlen(was), strlen(at + strlen(was)) + 1);
  memcpy(at, is, strlen(is));
}

/* ---- the same again ---------------------------------------------------------------------------------------------- */

static void same_and_freed(tsq_fit *fit) {
  write_report(fit);
  tsq_fit_free(fit);
  assert_int_equal(changes_after_rerun(0), 0);
  assert_string_equal(lines, "");
}

static void effects_come_back(void **state) {
  (void)state;
  static const size_t line[BCG_K] = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 20};
  static const char *const labels[BCG_K] = {"a", "b \"quoted\"", NULL, "d"};
  double sei[BCG_K], yi[BCG_K], weights[BCG_K];
  for (size_t i = 0; i < BCG_K; i++) {
    sei[i] = sqrt(bcg_vi[i]);
    yi[i] = i == 4 ? NAN : bcg_yi[i];
    weights[i] = (double)(i + 1);
  }
  tsq_fit *fit = NULL;
  const tsq_data pooled = {
      .k = BCG_K, .yi = yi, .sei = sei, .weights = weights, .labels = labels, .lines = line};
  assert_int_equal(tsq_rma(&pooled, TSQ_OPTIONS(.method = TSQ_DL, .measure = TSQ_RR, .level = 0.9), &fit),
                   TSQ_OK);
  same_and_freed(fit);
  tsq_fit *again = NULL;
  assert_int_equal(tsq_rerun(json, strlen(json), &again), TSQ_OK);
  assert_string_equal(tsq_study_label(again, 1), "b \"quoted\"");
  assert_null(tsq_study_label(again, 2));
  assert_non_null(strstr(tsq_fit_outcome(again, 0), "(line 6)")); /* the study without an effect */
  tsq_options o = {.size = sizeof o};
  assert_int_equal(tsq_fit_options(again, &o), TSQ_OK);
  assert_int_equal(o.measure, TSQ_RR);
  assert_true(o.level == 0.9);
  tsq_fit_free(again);
}

static void moderators_come_back(void **state) {
  (void)state;
  static const char *const names[] = {"latitude"};
  tsq_fit *fit = NULL;
  const tsq_data data = {.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi, .x = bcg_ablat, .p = 1, .x_names = names};
  assert_int_equal(
      tsq_rma(&data, TSQ_OPTIONS(.preset = TSQ_PRESET_METAFOR, .tau2 = 0.1, .tau2_fixed = 1), &fit), TSQ_OK);
  same_and_freed(fit);
}

/* k = p leaves no df: the test becomes z, but the one that was asked for is in the report. */
static void the_test_asked_for_comes_back(void **state) {
  (void)state;
  tsq_fit *fit = NULL;
  const tsq_data one = {.k = 1, .yi = bcg_yi, .vi = bcg_vi};
  assert_int_equal(tsq_rma(&one, TSQ_OPTIONS(.test = TSQ_KNHA), &fit), TSQ_OK);
  same_and_freed(fit);
  assert_non_null(strstr(json, "\"test_asked\": \"knha\""));
}

static void groups_come_back(void **state) {
  (void)state;
  int32_t codes[BCG_K];
  memcpy(codes, bcg_alloc, sizeof codes);
  codes[12] = -1;
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&(tsq_data){.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi}, NULL, &fit), TSQ_OK);
  for (int common = 0; common < 2; common++) {
    tsq_fit *groups = NULL;
    const tsq_grouping g = {
        .codes = codes, .n = 3, .tau2 = common ? TSQ_TAU2_COMMON : 0, .test = common ? 0 : TSQ_SUBGROUP_CHI2};
    assert_int_equal(tsq_subgroup(fit, &g, &groups), TSQ_OK);
    double group[BCG_K];
    assert_int_equal(tsq_fit_get(groups, "group", group, BCG_K), TSQ_OK);
    assert_true(group[0] == codes[0] && isnan(group[12]));
    same_and_freed(groups);
  }
  tsq_fit_free(fit);
}

/* ---- what changed ------------------------------------------------------------------------------------------------ */

static void changes_are_named(void **state) {
  (void)state;
  tsq_fit *fit = NULL;
  assert_int_equal(
      tsq_rma(&(tsq_data){.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi}, TSQ_OPTIONS(.method = TSQ_DL), &fit),
      TSQ_OK);
  write_report(fit);
  char *at = strstr(json, "\"I2\": "); /* in quantities it is a bare number */
  while (at != NULL && at[6] == '{')
    at = strstr(at + 1, "\"I2\": ");
  assert_non_null(at);
  at[6] = '1'; /* 92.1 is 12.1 */
  assert_int_equal(changes_after_rerun(1e-12), 1);
  assert_int_equal(strncmp(lines, "I2: 12.", 7), 0);
  assert_non_null(strstr(lines, " -> 92."));
  assert_int_equal(changes_after_rerun(0.9), 0); /* the tolerance is relative */
  write_report(fit);
  change("\"method\": \"DL\"", "\"method\": \"HE\"");
  assert_true(changes_after_rerun(1e-12) > 10);
  assert_non_null(strstr(lines, "beta[0]: "));
  assert_non_null(strstr(lines, "\nvb[0][0]: "));
  write_report(fit);
  change("\"s2w\"", "\"s3w\""); /* a quantity that only one of them has */
  assert_int_equal(changes_after_rerun(1e-12), 2);
  assert_non_null(strstr(lines, "s2w: NA -> "));
  assert_non_null(strstr(lines, "s3w: "));
  tsq_fit_free(fit);
}

/* Escapes of JSON, whoever wrote the report: the label comes out as UTF-8. */
static void escapes_are_read(void **state) {
  (void)state;
  static const char report[] =
      "{\"model\": \"rma\", \"conventions\": {}, \"studies\": [{\"columns\": {\"yi\": -1.5e-1, \"vi\": 1}, "
      "\"label\": \"\\u00e9\\ud83d\\ude00\\t\\/\\\"\\u20AC\"}]}";
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rerun(report, strlen(report), &fit), TSQ_OK);
  assert_string_equal(tsq_study_label(fit, 0), "\xC3\xA9\xF0\x9F\x98\x80\t/\"\xE2\x82\xAC");
  assert_true(tsq_fit_value(fit, "k") == 1 && tsq_coef(fit, 0).estimate == -0.15);
  tsq_fit_free(fit);
}

/* No depth of brackets exhausts the stack. */
static void depth_is_bounded(void **state) {
  (void)state;
  tsq_fit *fit = NULL;
  memset(json, '[', sizeof json);
  assert_int_equal(tsq_rerun(json, sizeof json, &fit), TSQ_ERR_PARSE);
  assert_non_null(strstr(tsq_last_error(), "too deeply"));
}

/* ---- bad input --------------------------------------------------------------------------------------------------- */

static void what_is_no_report_is_refused(void **state) {
  (void)state;
  static const struct {
    const char *json;
    int status;
    const char *says;
  } cases[] = {
      {"", TSQ_ERR_PARSE, "not JSON"},
      {"{\"model\": ", TSQ_ERR_PARSE, "not JSON"},
      {"[1, 2]", TSQ_ERR_PARSE, "no object"},
      {"{\n\"a\": [1, 2,]}", TSQ_ERR_PARSE, "line 2: not JSON: a value"},
      {"{\"a\": 1,}", TSQ_ERR_PARSE, "a text is expected"},
      {"{\"a\" 1}", TSQ_ERR_PARSE, "':'"},
      {"{\"a\": 1 \"b\": 2}", TSQ_ERR_PARSE, "',' or '}'"},
      {"{\"a\": +1}", TSQ_ERR_PARSE, "a value"},
      {"{\"a\": 1e}", TSQ_ERR_PARSE, "a value"},
      {"{\"a\": nul}", TSQ_ERR_PARSE, "a value"},
      {"{\"a\": \"b", TSQ_ERR_PARSE, "within a text"},
      {"{\"a\": \"\n\"}", TSQ_ERR_PARSE, "control character"},
      {"{\"a\": \"\\q\"}", TSQ_ERR_PARSE, "escape"},
      {"{\"a\": \"\\ud800\"}", TSQ_ERR_PARSE, "a character that is none"},
      {"{\"a\": \"\\u0000\"}", TSQ_ERR_PARSE, "or zero"},
      {"{} {}", TSQ_ERR_PARSE, "follows its end"},
      {"{}", TSQ_ERR_PARSE, "no studies"},
      {"{\"studies\": []}", TSQ_ERR_UNSUPPORTED, "kept no studies"},
      {"{\"studies\": [{}]}", TSQ_ERR_PARSE, "no model"},
      {"{\"model\": \"rma\", \"studies\": [{}]}", TSQ_ERR_PARSE, "no conventions"},
      {"{\"model\": \"rms\", \"conventions\": {}, \"studies\": [{\"columns\": {\"yi\": 1}}]}", TSQ_ERR_NAME,
       "rms"},
      {"{\"model\": \"rma\", \"conventions\": {\"test\": \"q\"}, \"studies\": [{\"columns\": {\"yi\": 1}}]}",
       TSQ_ERR_NAME, "'q'"},
      {"{\"model\": \"rma\", \"conventions\": {\"test\": []}, \"studies\": [{\"columns\": {\"yi\": 1}}]}",
       TSQ_ERR_PARSE, "conventions.test"},
      {"{\"model\": \"rma\", \"conventions\": {}, \"studies\": [{\"columns\": {\"yi\": 1, \"zi\": 1}}]}",
       TSQ_ERR_NAME, "zi"},
      {"{\"model\": \"rma\", \"conventions\": {}, \"studies\": [{\"columns\": {\"yi\": \"a\"}}]}",
       TSQ_ERR_PARSE, "studies[0].columns.yi"},
      {"{\"model\": \"rma\", \"conventions\": {}, \"studies\": [{\"columns\": {\"yi\": 1, \"vi\": 1}}, "
       "{\"columns\": {\"yi\": 1}}]}",
       TSQ_ERR_PARSE, "studies[1].columns.vi"},
      {"{\"grouping\": {\"groups\": [\"a\", \"b\"]}, \"studies\": [{\"columns\": {\"yi\": 1, \"vi\": 1}}]}",
       TSQ_ERR_PARSE, "no groups, or not their parts"},
  };
  tsq_fit *const untouched = (tsq_fit *)(void *)json;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tsq_fit *fit = untouched;
    assert_int_equal(tsq_rerun(cases[i].json, strlen(cases[i].json), &fit), cases[i].status);
    if (strstr(tsq_last_error(), cases[i].says) == NULL) fail_msg("%s: %s", cases[i].json, tsq_last_error());
    assert_ptr_equal(fit, untouched);
  }
}

static void arguments_are_checked(void **state) {
  (void)state;
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&(tsq_data){.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi}, NULL, &fit), TSQ_OK);
  write_report(fit);
  size_t bytes = strlen(json);
  size_t needed = 0;
  assert_int_equal(tsq_rerun(NULL, 0, &fit), TSQ_ERR_NULL);
  assert_int_equal(tsq_rerun(json, bytes, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_report_changes(NULL, 0, fit, 0, lines, sizeof lines, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_report_changes(json, bytes, NULL, 0, lines, sizeof lines, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_report_changes(json, bytes, fit, 0, NULL, 1, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_report_changes(json, bytes, fit, -1, lines, sizeof lines, NULL), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_report_changes(json, bytes, fit, NAN, lines, sizeof lines, NULL), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_report_changes("{}", 2, fit, 0, lines, sizeof lines, NULL), TSQ_ERR_PARSE);
  assert_int_equal(tsq_report_changes(json, bytes, fit, 0, NULL, 0, &needed), TSQ_ERR_BUFFER);
  assert_int_equal(needed, 1); /* no line: a terminating zero */
  tsq_fit_free(fit);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(effects_come_back),
                                     cmocka_unit_test(moderators_come_back),
                                     cmocka_unit_test(the_test_asked_for_comes_back),
                                     cmocka_unit_test(groups_come_back),
                                     cmocka_unit_test(changes_are_named),
                                     cmocka_unit_test(escapes_are_read),
                                     cmocka_unit_test(depth_is_bounded),
                                     cmocka_unit_test(what_is_no_report_is_refused),
                                     cmocka_unit_test(arguments_are_checked)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
