/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fit again from its JSON report: options, records, moderators, labels, lines, groups. */
#ifndef TSQP_WITH_REPORT
#define TSQP_WITH_REPORT 0
#endif

#include "base/status.h"

#include <tausq/report.h>

#if TSQP_WITH_REPORT

#include "report/json.h"

#include "base/alloc.h"
#include "base/number.h"

#include <math.h>
#include <string.h>
#include <tausq/models.h>
#include <tausq/subgroup.h>

/* What is read of the report; arrays of pointers and numbers are ours, texts are the report's. */
typedef struct record {
  const json_t *studies;
  size_t k, n, p;
  const char **roles, **x_names, **labels;
  const double **values;
  double *numbers, *x; /* [k x n], [k x p] */
  size_t *lines;
} record;

static void release(record *r) {
  tsqp_free((void *)r->roles);
  tsqp_free((void *)r->x_names);
  tsqp_free((void *)r->labels);
  tsqp_free((void *)r->values);
  tsqp_free(r->numbers);
  tsqp_free(r->x);
  tsqp_free(r->lines);
}

/* ---- options ----------------------------------------------------------------------------------------------------- */

static int set_option(tsq_options *o, const char *name, const json_t *value) {
  char digits[32];
  if (json_is_null(value) || strcmp(name, "text") == 0 || strcmp(name, "keep") == 0) return TSQ_OK;
  if (json_is_string(value)) return tsq_option_set(o, name, json_string_value(value));
  if (!json_is_number(value)) return tsqp_fail(TSQ_ERR_PARSE, "the report's conventions.%.40s is neither number nor name", name);
  return tsq_option_set(o, name, tsqp_shortest(digits, json_number_value(value)));
}

/* The test that was asked for counts, not the one that few studies left. */
static int read_options(const json_t *conventions, tsq_options *o) {
  static const char asked[] = "test_asked";
  void *at;
  if (!json_is_object(conventions)) return tsqp_fail(TSQ_ERR_PARSE, "the report has no conventions");
  *o = (tsq_options){.size = sizeof *o};
  json_t *all = (json_t *)conventions; /* jansson's iterators are not const */
  for (at = json_object_iter(all); at != NULL; at = json_object_iter_next(all, at)) {
    const char *name = json_object_iter_key(at);
    if (strcmp(name, asked) != 0) TSQP_TRY(set_option(o, name, json_object_iter_value(at)));
  }
  const json_t *test = json_object_get(conventions, asked);
  return test != NULL ? set_option(o, "test", test) : TSQ_OK;
}

/* ---- records ----------------------------------------------------------------------------------------------------- */

/* The keys of an object, borrowed. */
static int read_keys(const json_t *object, size_t *n, const char ***keys) {
  size_t i = 0;
  json_t *all = (json_t *)object;
  *n = json_object_size(object);
  *keys = tsqp_calloc(*n + 1, sizeof **keys);
  if (*keys == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report's columns");
  for (void *at = json_object_iter(all); at != NULL && i < *n; at = json_object_iter_next(all, at))
    (*keys)[i++] = json_object_iter_key(at);
  return TSQ_OK;
}

/* The numbers of study i by these keys into columns of k. */
static int read_row(const record *r, size_t i, const char *where, size_t n, const char *const *keys, double *columns) {
  const json_t *object = json_object_get(json_array_get(r->studies, i), where);
  for (size_t j = 0; j < n; j++) {
    if (!tsqp_json_read(json_object_get(object, keys[j]), &columns[j * r->k + i]))
      return tsqp_fail(TSQ_ERR_PARSE, "the report's studies[%zu].%s.%.40s is no number", i, where, keys[j]);
  }
  return TSQ_OK;
}

static void read_names(record *r) {
  int has_labels = 0;
  int has_lines = 0;
  for (size_t i = 0; i < r->k; i++) {
    const json_t *study = json_array_get(r->studies, i);
    double line;
    r->labels[i] = json_string_value(json_object_get(study, "label"));
    if (tsqp_json_read(json_object_get(study, "line"), &line) && line >= 1) r->lines[i] = (size_t)line;
    has_labels |= r->labels[i] != NULL;
    has_lines |= r->lines[i] != 0;
  }
  if (!has_labels) {
    tsqp_free((void *)r->labels);
    r->labels = NULL;
  }
  if (!has_lines) {
    tsqp_free(r->lines);
    r->lines = NULL;
  }
}

static int read_records(const json_t *root, record *r) {
  r->studies = json_object_get(root, "studies");
  r->k = json_array_size(r->studies);
  if (!json_is_array(r->studies)) return tsqp_fail(TSQ_ERR_PARSE, "the report has no studies");
  if (r->k == 0) return tsqp_fail(TSQ_ERR_UNSUPPORTED, "the report is of a fit that kept no studies");
  const json_t *first = json_array_get(r->studies, 0);
  TSQP_TRY(read_keys(json_object_get(first, "columns"), &r->n, &r->roles));
  TSQP_TRY(read_keys(json_object_get(first, "moderators"), &r->p, &r->x_names));
  r->numbers = tsqp_calloc(r->k, (r->n + 1) * sizeof(double));
  r->x = tsqp_calloc(r->k, (r->p + 1) * sizeof(double));
  r->values = tsqp_calloc(r->n + 1, sizeof *r->values);
  r->labels = tsqp_calloc(r->k, sizeof *r->labels);
  r->lines = tsqp_calloc(r->k, sizeof *r->lines);
  if (r->numbers == NULL || r->x == NULL || r->values == NULL || r->labels == NULL || r->lines == NULL)
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report's %zu studies", r->k);
  for (size_t i = 0; i < r->k; i++) {
    TSQP_TRY(read_row(r, i, "columns", r->n, r->roles, r->numbers));
    TSQP_TRY(read_row(r, i, "moderators", r->p, r->x_names, r->x));
  }
  for (size_t j = 0; j < r->n; j++)
    r->values[j] = r->numbers + j * r->k;
  read_names(r);
  return TSQ_OK;
}

static int fit_records(const json_t *model, const json_t *conventions, const record *r, tsq_fit **fit) {
  tsq_options o;
  const char *name = json_string_value(model);
  if (name == NULL) return tsqp_fail(TSQ_ERR_PARSE, "the report names no model");
  TSQP_TRY(read_options(conventions, &o));
  tsq_columns columns = {.size = sizeof columns, .k = r->k, .n = r->n, .roles = r->roles, .values = r->values,
                         .labels = r->labels, .lines = r->lines};
  if (r->p > 0) {
    columns.x = r->x;
    columns.p = r->p;
    columns.x_names = r->x_names;
  }
  return tsq_fit_columns(name, &columns, &o, fit);
}

/* ---- groups ------------------------------------------------------------------------------------------------------ */

static int read_group(const record *r, size_t i, const tsq_grouping *g, int32_t *code) {
  const char *name = json_string_value(json_object_get(json_array_get(r->studies, i), "group"));
  *code = -1;
  for (size_t j = 0; name != NULL && j < g->n && *code < 0; j++) {
    if (strcmp(g->names[j], name) == 0) *code = (int32_t)j;
  }
  return name == NULL || *code >= 0 ? TSQ_OK
                                    : tsqp_fail(TSQ_ERR_PARSE, "the report's studies[%zu].group is none of its groups", i);
}

static int read_grouping(const json_t *grouping, const record *r, tsq_grouping *g, const char **names, int32_t *codes) {
  const json_t *list = json_object_get(grouping, "groups");
  *g = (tsq_grouping){.size = sizeof *g, .codes = codes, .names = names, .n = json_array_size(list)};
  for (size_t j = 0; j < g->n; j++) {
    names[j] = json_string_value(json_array_get(list, j));
    if (names[j] == NULL) return tsqp_fail(TSQ_ERR_PARSE, "the report's grouping.groups[%zu] is no name", j);
  }
  TSQP_TRY(tsq_subgroup_tau2_from_name(json_string_value(json_object_get(grouping, "tau2")), &g->tau2));
  TSQP_TRY(tsq_subgroup_test_from_name(json_string_value(json_object_get(grouping, "test")), &g->test));
  for (size_t i = 0; i < r->k; i++)
    TSQP_TRY(read_group(r, i, g, &codes[i]));
  return TSQ_OK;
}

/* The model and its options are those of all groups together, one of the parts. */
static int fit_groups(const json_t *root, const record *r, tsq_fit **fit) {
  const json_t *grouping = json_object_get(root, "grouping");
  size_t n = json_array_size(json_object_get(grouping, "groups"));
  const json_t *overall = json_array_get(json_object_get(root, "parts"), n);
  tsq_fit *whole = NULL;
  TSQP_TRY(fit_records(json_object_get(overall, "model"), json_object_get(overall, "conventions"), r, &whole));
  tsq_grouping g;
  const char **names = tsqp_calloc(n + 1, sizeof *names);
  int32_t *codes = tsqp_calloc(r->k, sizeof *codes);
  int status = names != NULL && codes != NULL ? TSQ_OK : tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report's groups");
  if (status == TSQ_OK) status = read_grouping(grouping, r, &g, names, codes);
  if (status == TSQ_OK) status = tsq_subgroup(whole, &g, fit);
  tsqp_free((void *)names);
  tsqp_free(codes);
  tsq_fit_free(whole);
  return status;
}

int tsq_rerun(const char *json, size_t bytes, tsq_fit **fit) {
  tsqp_clear_error();
  TSQP_NOT_NULL(json);
  TSQP_NOT_NULL(fit);
  json_t *root;
  record r = {.k = 0};
  TSQP_TRY(tsqp_json_load(json, bytes, &root));
  int status = read_records(root, &r);
  if (status == TSQ_OK) {
    status = json_object_get(root, "grouping") != NULL
                 ? fit_groups(root, &r, fit)
                 : fit_records(json_object_get(root, "model"), json_object_get(root, "conventions"), &r, fit);
  }
  release(&r);
  json_decref(root);
  return status;
}

#else

int tsq_rerun(const char *json, size_t bytes, tsq_fit **fit) {
  tsqp_clear_error();
  TSQP_NOT_NULL(json);
  TSQP_NOT_NULL(fit);
  (void)bytes;
  return tsqp_fail(TSQ_ERR_UNSUPPORTED, "this build reads no JSON (it was made without jansson)");
}

#endif
