/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of all models: what is refused and in which words, sizes, values from text, tables in the order of the records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../bcg.h"

#include "bcg_counts.h"
#include "fit/options.h"

#include <math.h>
#include <string.h>
#include <tausq/beta_binomial.h>
#include <tausq/glmm.h>
#include <tausq/mh.h>
#include <tausq/models.h>
#include <tausq/refit.h>
#include <tausq/report.h>
#include <tausq/rma.h>
#include <tausq/rows.h>
#include <tausq/subgroup.h>

#define K BCG_K
static const double *const rma_columns[2] = {bcg_yi, bcg_vi};
static const double *const table_columns[4] = {bcg_tpos, bcg_tneg, bcg_cpos, bcg_cneg};
static const char *const rma_roles[2] = {"yi", "vi"};
static const char *const table_roles[4] = {"ai", "bi", "ci", "di"};

static int fit_model(const char *model, const tsq_options *options, tsq_fit **fit) {
  int is_rma = strcmp(model, "rma") == 0;
  tsq_columns columns = {.k = K,
                         .n = is_rma ? 2 : 4,
                         .roles = is_rma ? rma_roles : table_roles,
                         .values = is_rma ? rma_columns : table_columns};
  return tsq_fit_columns(model, &columns, options, fit);
}

static void refuses(const char *model, const tsq_options *options, int status, const char *message) {
  tsq_fit *mark = (tsq_fit *)(void *)&status;
  tsq_fit *fit = mark;
  assert_int_equal(fit_model(model, options, &fit), status);
  assert_ptr_equal(fit, mark);
  if (strncmp(tsq_last_error(), message, strlen(message)) != 0)
    fail_msg("'%s', expected '%s'", tsq_last_error(), message);
}

static void values_of_other_enums(void **state) {
  (void)state;
  refuses("rma", TSQ_OPTIONS(.method = TSQ_Z), TSQ_ERR_ARGUMENT,
          "options.method = 2010 is 'z' of enum tsq_test: not one of its values");
  refuses("rma", TSQ_OPTIONS(.test = TSQ_REML), TSQ_ERR_ARGUMENT,
          "options.test = 1080 is 'REML' of enum tsq_method: not one of its values");
  refuses("glmm", TSQ_OPTIONS(.covariance = TSQ_UM_RS), TSQ_ERR_ARGUMENT,
          "options.covariance = 11020 is 'UM.RS' of enum tsq_glmm_model: not one of its values");
  refuses("rma", TSQ_OPTIONS(.keep = 7), TSQ_ERR_ARGUMENT,
          "options.keep = 7 is not one of its values (enum tsq_keep)");
}

static void what_a_model_does_not_take(void **state) {
  (void)state;
  refuses("mh", TSQ_OPTIONS(.nodes = 5), TSQ_ERR_ARGUMENT, "options.nodes: model mh does not take it");
  refuses("mh", TSQ_OPTIONS(.method = TSQ_REML), TSQ_ERR_ARGUMENT,
          "options.method: model mh does not take it");
  refuses("mh", TSQ_OPTIONS(.tau2 = NAN), TSQ_ERR_ARGUMENT, "options.tau2: model mh does not take it");
  refuses("peto", TSQ_OPTIONS(.no_correction = 1), TSQ_ERR_ARGUMENT,
          "options.no_correction: model peto does not take it");
  refuses("rma", TSQ_OPTIONS(.glmm_model = TSQ_UM_FS), TSQ_ERR_ARGUMENT,
          "options.glmm_model: model rma does not take it");
  refuses("bb", TSQ_OPTIONS(.keep00 = 1), TSQ_ERR_ARGUMENT, "options.keep00: model bb does not take it");
  refuses("bb", TSQ_OPTIONS(.add = 0.5), TSQ_ERR_ARGUMENT, "options.add: model bb does not take it");
}

static void what_a_model_does_not_have(void **state) {
  (void)state;
  refuses("glmm", TSQ_OPTIONS(.method = TSQ_REML), TSQ_ERR_ARGUMENT,
          "options.method = REML: model glmm does not have it; it has ML, CE");
  refuses("glmm", TSQ_OPTIONS(.test = TSQ_KNHA), TSQ_ERR_ARGUMENT,
          "options.test = knha: model glmm does not have it; it has z, t");
  refuses("mh", TSQ_OPTIONS(.measure = TSQ_SMD), TSQ_ERR_ARGUMENT,
          "options.measure = SMD: model mh does not have it");
}

static void ranges_and_pairs(void **state) {
  (void)state;
  static const double levels[6] = {1, -0.1, 95, NAN, INFINITY, 1.0000001};
  static const char *const models[5] = {"rma", "mh", "peto", "glmm", "bb"};
  for (int m = 0; m < 5; m++) {
    for (int i = 0; i < 6; i++)
      refuses(models[m], TSQ_OPTIONS(.level = levels[i]), TSQ_ERR_ARGUMENT, "options.level = ");
  }
  refuses("rma", TSQ_OPTIONS(.no_intercept = -1), TSQ_ERR_ARGUMENT, "options.no_intercept = -1: 0 or 1");
  refuses("rma", TSQ_OPTIONS(.tau2 = 1), TSQ_ERR_ARGUMENT,
          "options.tau2 = 1 is given but options.tau2_fixed is 0");
  refuses("rma", TSQ_OPTIONS(.tau2_fixed = 1, .tau2 = INFINITY), TSQ_ERR_ARGUMENT, "options.tau2 = inf");
  refuses("mh", TSQ_OPTIONS(.add = 1), TSQ_ERR_ARGUMENT, "options.add = 1 is used only with add_mode");
  refuses("mh", TSQ_OPTIONS(.add_mode = TSQ_ADD_VALUE, .add = -1), TSQ_ERR_ARGUMENT, "options.add = -1");
  refuses("rma", TSQ_OPTIONS(.reserved = 1), TSQ_ERR_OPTIONS, "options.reserved must be 0");
}

/* ---- sizes: 0 or at least the struct, everywhere ------------------------------------------------------------------ */

/* Each takes a size for its struct, whose members are those of a call that succeeds. */
static tsq_fit *fit_of_all;

static int options_of_size(size_t size) {
  tsq_fit *fit = NULL;
  tsq_options o = {.size = size};
  int status = fit_model("rma", &o, &fit);
  tsq_fit_free(fit);
  return status;
}
static int data_of_size(size_t size) {
  tsq_fit *fit = NULL;
  tsq_data d = {.size = size, .k = K, .yi = bcg_yi, .vi = bcg_vi};
  int status = tsq_rma(&d, NULL, &fit);
  tsq_fit_free(fit);
  return status;
}
static int tables_of_size(size_t size) {
  tsq_fit *fit = NULL;
  tsq_tables t = {.size = size, .k = K, .ai = bcg_tpos, .bi = bcg_tneg, .ci = bcg_cpos, .di = bcg_cneg};
  int status = tsq_mh_tables(&t, NULL, &fit);
  tsq_fit_free(fit);
  return status;
}
static int counts_of_size(size_t size) {
  tsq_fit *fit = NULL;
  tsq_glmm_data t = {.size = size, .k = K, .ai = bcg_tpos, .bi = bcg_tneg, .ci = bcg_cpos, .di = bcg_cneg};
  int status = tsq_glmm(&t, TSQ_OPTIONS(.method = TSQ_CE), &fit);
  tsq_fit_free(fit);
  return status;
}
static int columns_of_size(size_t size) {
  tsq_fit *fit = NULL;
  tsq_columns c = {.size = size, .k = K, .n = 2, .roles = rma_roles, .values = rma_columns};
  int status = tsq_fit_columns("rma", &c, NULL, &fit);
  tsq_fit_free(fit);
  return status;
}
static int change_of_size(size_t size) {
  tsq_fit *fit = NULL;
  tsq_change c = {.size = size};
  int status = tsq_refit(fit_of_all, &c, &fit);
  tsq_fit_free(fit);
  return status;
}
static int grouping_of_size(size_t size) {
  tsq_fit *fit = NULL;
  tsq_grouping g = {.size = size, .codes = bcg_alloc, .n = 3};
  int status = tsq_subgroup(fit_of_all, &g, &fit);
  tsq_fit_free(fit);
  return status;
}
static int comparison_of_size(size_t size) {
  tsq_comparison c = {.size = size};
  return tsq_compare(fit_of_all, fit_of_all, &c);
}
static int fit_options_of_size(size_t size) {
  tsq_options o = {.size = size};
  return tsq_fit_options(fit_of_all, &o);
}
static int interval_of_size(size_t size) {
  tsq_interval i = {.size = size};
  return tsq_confint(fit_of_all, NULL, NULL, &i);
}
static int interval_options_of_size(size_t size) {
  tsq_interval i = {.size = 0};
  return tsq_confint(fit_of_all, NULL, &(tsq_interval_options){.size = size}, &i);
}
static int rows_options_of_size(size_t size) {
  tsq_rows *rows = NULL;
  int status = tsq_fit_rows(fit_of_all, &(tsq_rows_options){.size = size}, &rows);
  tsq_rows_free(rows);
  return status;
}
static int loo_options_of_size(size_t size) {
  tsq_rows *rows = NULL;
  int status = tsq_leave_one_out(fit_of_all, &(tsq_rows_options){.size = size}, &rows);
  tsq_rows_free(rows);
  return status;
}
static int row_of_size(size_t size) {
  tsq_rows *rows = NULL;
  tsq_row row = {.size = size, .kind = TSQ_ROW_STUDY, .group = SIZE_MAX};
  assert_int_equal(tsq_rows_new(0, 0, &rows), TSQ_OK);
  int status = tsq_rows_add(rows, &row);
  if (status == TSQ_OK) status = tsq_rows_at(rows, 0, &row);
  tsq_rows_free(rows);
  return status;
}
static int report_options_of_size(size_t size) {
  int status = tsq_report(fit_of_all, &(tsq_report_options){.size = size}, TSQ_REPORT_TEXT, NULL, 0, NULL);
  return status == TSQ_ERR_BUFFER ? TSQ_OK : status;
}
static int info_of_size(size_t size) {
  return tsq_model_at(0, &(tsq_model_info){.size = size});
}
static int quantity_of_size(size_t size) {
  return tsq_model_quantity("mh", 0, &(tsq_quantity){.size = size});
}
static int option_of_size(size_t size) {
  return tsq_model_option("mh", 0, &(tsq_option){.size = size});
}

static void one_rule_for_sizes(void **state) {
  (void)state;
  static const struct {
    const char *name;
    int (*call)(size_t size);
    size_t size;
  } cases[] = {
      {"tsq_options", options_of_size, sizeof(tsq_options)},
      {"tsq_data", data_of_size, sizeof(tsq_data)},
      {"tsq_tables", tables_of_size, sizeof(tsq_tables)},
      {"tsq_glmm_data", counts_of_size, sizeof(tsq_glmm_data)},
      {"tsq_columns", columns_of_size, sizeof(tsq_columns)},
      {"tsq_change", change_of_size, sizeof(tsq_change)},
      {"tsq_grouping", grouping_of_size, sizeof(tsq_grouping)},
      {"tsq_comparison", comparison_of_size, sizeof(tsq_comparison)},
      {"tsq_options of a fit", fit_options_of_size, sizeof(tsq_options)},
      {"tsq_interval", interval_of_size, sizeof(tsq_interval)},
      {"tsq_interval_options", interval_options_of_size, sizeof(tsq_interval_options)},
      {"tsq_rows_options", rows_options_of_size, sizeof(tsq_rows_options)},
      {"tsq_rows_options of refits", loo_options_of_size, sizeof(tsq_rows_options)},
      {"tsq_row", row_of_size, sizeof(tsq_row)},
      {"tsq_report_options", report_options_of_size, sizeof(tsq_report_options)},
      {"tsq_model_info", info_of_size, sizeof(tsq_model_info)},
      {"tsq_quantity", quantity_of_size, sizeof(tsq_quantity)},
      {"tsq_option", option_of_size, sizeof(tsq_option)},
  };
  assert_int_equal(fit_model("rma", NULL, &fit_of_all), TSQ_OK);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const size_t bad[4] = {1, 9, cases[i].size / 2 + 3, cases[i].size - 1};
    if (cases[i].call(0) != TSQ_OK) fail_msg("%s.size = 0: %s", cases[i].name, tsq_last_error());
    if (cases[i].call(cases[i].size) != TSQ_OK) fail_msg("%s: %s", cases[i].name, tsq_last_error());
    for (int b = 0; b < 4; b++) {
      if (cases[i].call(bad[b]) != TSQ_ERR_OPTIONS) fail_msg("%s.size = %zu is taken", cases[i].name, bad[b]);
      assert_non_null(strstr(tsq_last_error(), ".size = "));
    }
  }
  tsq_fit_free(fit_of_all);
}

/* ---- from text ---------------------------------------------------------------------------------------------------- */

static void from_text(void **state) {
  (void)state;
  tsq_options o = {.size = sizeof o};
  assert_int_equal(tsq_option_set(&o, "method", "reml"), TSQ_OK);
  assert_int_equal(o.method, TSQ_REML);
  assert_int_equal(tsq_option_set(&o, "level", "0.9"), TSQ_OK);
  assert_true(o.level == 0.9);
  assert_int_equal(tsq_option_set(&o, "no_intercept", "Yes"), TSQ_OK);
  assert_int_equal(o.no_intercept, 1);
  assert_int_equal(tsq_option_set(&o, "no_intercept", "FALSE"), TSQ_OK);
  assert_int_equal(o.no_intercept, 0);
  assert_int_equal(tsq_option_set(&o, "nodes", "7"), TSQ_OK);
  assert_int_equal(o.nodes, 7);
  assert_int_equal(tsq_option_set(&o, "measure", "or"), TSQ_OK);
  assert_int_equal(o.measure, TSQ_OR);
  assert_int_equal(tsq_option_set(&o, "to", "if0all"), TSQ_OK);
  assert_int_equal(o.to, TSQ_TO_IF0ALL);
  tsq_options before = o;
  assert_int_equal(tsq_option_set(&o, "methud", "REML"), TSQ_ERR_NAME);
  assert_non_null(
      strstr(tsq_last_error(), "unknown option 'methud'; known: method,")); /* the nearest first */
  assert_int_equal(tsq_option_set(&o, "method", "REMLL"), TSQ_ERR_NAME);
  assert_int_equal(tsq_option_set(&o, "method", ""), TSQ_ERR_NAME);
  assert_int_equal(tsq_option_set(&o, "level", "high"), TSQ_ERR_PARSE);
  assert_int_equal(tsq_option_set(&o, "level", "0.9x"), TSQ_ERR_PARSE);
  assert_int_equal(tsq_option_set(&o, "level", ""), TSQ_ERR_PARSE);
  assert_int_equal(tsq_option_set(&o, "level", "nan"), TSQ_ERR_PARSE);
  assert_int_equal(tsq_option_set(&o, "nodes", "2.5"), TSQ_ERR_PARSE);
  assert_int_equal(tsq_option_set(&o, "nodes", "1e99"), TSQ_ERR_PARSE);
  assert_int_equal(tsq_option_set(&o, "keep00", "maybe"), TSQ_ERR_PARSE);
  assert_int_equal(tsq_option_set(NULL, "level", "0.9"), TSQ_ERR_NULL);
  assert_int_equal(tsq_option_set(&o, NULL, "0.9"), TSQ_ERR_NULL);
  assert_int_equal(tsq_option_set(&o, "level", NULL), TSQ_ERR_NULL);
  assert_memory_equal(&before, &o, sizeof o);
}

/* ---- tables ------------------------------------------------------------------------------------------------------- */

/* The resolver walks records and takes side by side: both ascend by id, and each record lies in tsq_options behind the one before. */
static void tables_are_in_order(void **state) {
  (void)state;
  static const char *const models[7] = {"rma", "mh", "peto", "glmm", "bb", "batch", "stream"};
  size_t offset = 0;
  assert_int_equal(tsqp_option_count(), TSQP_OPT_END - 1);
  for (size_t i = 0; i < tsqp_option_count(); i++) {
    const tsqp_option *r = tsqp_option_at(i);
    assert_int_equal(r->id, i + 1);
    if (r->offset <= offset) fail_msg("%s is out of the struct's order", r->name);
    offset = r->offset;
    assert_true(strlen(r->text) > 5);
    assert_true((r->type == TSQ_OPTION_ENUM) ==
                (r->name_of != NULL && r->from_name != NULL && r->enum_name != NULL));
  }
  for (int m = 0; m < 7; m++) {
    tsq_option o = {.size = sizeof o};
    size_t n = 0;
    size_t last = 0;
    for (; tsq_model_option(models[m], n, &o) == TSQ_OK; n++) {
      if (o.offset <= last) fail_msg("%s: option %s is out of order", models[m], o.name);
      last = o.offset;
      assert_non_null(o.by_default);
      if (o.type == TSQ_OPTION_ENUM) assert_true(strlen(o.values) > 1);
    }
    assert_true(n >= 3);
    assert_int_equal(tsq_model_option(models[m], n, &o), TSQ_ERR_ARGUMENT);
  }
  assert_int_equal(tsq_model_option("rmb", 0, &(tsq_option){.size = 0}), TSQ_ERR_NAME);
}

/* What a model says of its options is so: each of its values is taken (or refused for another reason), its default is what a fit has. */
static void what_is_said_is_so(void **state) {
  (void)state;
  static const char *const models[5] = {"rma", "mh", "peto", "glmm", "bb"};
  for (int m = 0; m < 5; m++) {
    tsq_option o = {.size = sizeof o};
    tsq_fit *fit = NULL;
    tsq_options used = {.size = sizeof used};
    assert_int_equal(fit_model(models[m], NULL, &fit), TSQ_OK);
    assert_int_equal(tsq_fit_options(fit, &used), TSQ_OK);
    tsq_fit_free(fit);
    for (size_t i = 0; tsq_model_option(models[m], i, &o) == TSQ_OK; i++) {
      char values[1200];
      tsq_options set = {.size = sizeof set};
      int32_t value;
      if (o.type != TSQ_OPTION_ENUM || strcmp(o.name, "measure") == 0) continue;
      if (o.by_default[0] != '\0' && o.by_default[0] != 't') { /* "the preset's" */
        assert_int_equal(tsq_option_set(&set, o.name, o.by_default), TSQ_OK);
        memcpy(&value, (unsigned char *)&used + o.offset, sizeof value);
        assert_memory_equal(&value, (unsigned char *)&set + o.offset, sizeof value);
      }
      strncpy(values, o.values, sizeof values - 1);
      values[sizeof values - 1] = '\0';
      for (char *name = strtok(values, " "); name != NULL; name = strtok(NULL, " ")) {
        tsq_options one = {.size = sizeof one};
        fit = NULL;
        assert_int_equal(tsq_option_set(&one, o.name, name), TSQ_OK);
        if (fit_model(models[m], &one, &fit) != TSQ_OK &&
            strstr(tsq_last_error(), "does not have it") != NULL)
          fail_msg("%s: %s = %s: %s", models[m], o.name, name, tsq_last_error());
        tsq_fit_free(fit);
      }
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_of_other_enums),      cmocka_unit_test(what_a_model_does_not_take),
      cmocka_unit_test(what_a_model_does_not_have), cmocka_unit_test(ranges_and_pairs),
      cmocka_unit_test(one_rule_for_sizes),         cmocka_unit_test(from_text),
      cmocka_unit_test(tables_are_in_order),        cmocka_unit_test(what_is_said_is_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
