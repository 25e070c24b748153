/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fit again from its JSON report: options, records, moderators, labels, lines, groups. */
#include "report/json_read.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"

#include <string.h>
#include <tausq/models.h>
#include <tausq/report.h>
#include <tausq/subgroup.h>

/* What is read of the report; arrays of pointers and numbers are ours, texts are the report's. */
typedef struct record {
  const tsqp_value *studies;
  size_t k, n, p;
  const char **roles, **x_names, **labels;
  const double **values;
  double *numbers, *x; /* [k x n], [k x p] */
  size_t *lines;
  int has_labels, has_lines;
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

static int set_option(tsq_options *o, const char *name, const tsqp_value *value) {
  char digits[32];
  if (value->kind == TSQP_JSON_NULL || strcmp(name, "text") == 0 || strcmp(name, "keep") == 0) return TSQ_OK;
  if (value->kind == TSQP_JSON_TEXT) return tsq_option_set(o, name, value->text);
  if (value->kind == TSQP_JSON_NUMBER) return tsq_option_set(o, name, tsqp_shortest(digits, value->number));
  return tsqp_fail(TSQ_ERR_PARSE, "the report's conventions.%.40s is neither number nor name", name);
}

/* The test that was asked for counts, not the one that few studies left. */
static int read_options(const tsqp_value *conventions, tsq_options *o) {
  static const char asked[] = "test_asked";
  if (conventions == NULL || conventions->kind != TSQP_JSON_OBJECT)
    return tsqp_fail(TSQ_ERR_PARSE, "the report has no conventions");
  *o = (tsq_options){.size = sizeof *o};
  for (const tsqp_value *v = conventions->first; v != NULL; v = v->next) {
    if (strcmp(v->key, asked) != 0) TSQP_TRY(set_option(o, v->key, v));
  }
  const tsqp_value *test = tsqp_json_get(conventions, asked);
  return test != NULL ? set_option(o, "test", test) : TSQ_OK;
}

/* ---- records ----------------------------------------------------------------------------------------------------- */

/* The keys of an object, borrowed. */
static int read_keys(const tsqp_value *object, size_t *n, const char ***keys) {
  size_t i = 0;
  *n = object != NULL && object->kind == TSQP_JSON_OBJECT ? object->n : 0;
  *keys = tsqp_calloc(*n + 1, sizeof **keys);
  if (*keys == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report's columns");
  for (const tsqp_value *v = *n > 0 ? object->first : NULL; v != NULL; v = v->next)
    (*keys)[i++] = v->key;
  return TSQ_OK;
}

/* The numbers of study i by these keys into columns of k. */
static int read_row(const record *r, const tsqp_value *study, size_t i, const char *where, size_t n,
                    const char *const *keys, double *columns) {
  const tsqp_value *object = tsqp_json_get(study, where);
  for (size_t j = 0; j < n; j++) {
    if (!tsqp_json_double(tsqp_json_get(object, keys[j]), &columns[j * r->k + i]))
      return tsqp_fail(TSQ_ERR_PARSE, "the report's studies[%zu].%s.%.40s is no number", i, where, keys[j]);
  }
  return TSQ_OK;
}

static int read_study(record *r, const tsqp_value *study, size_t i) {
  double line;
  r->labels[i] = tsqp_json_string(tsqp_json_get(study, "label"));
  if (tsqp_json_double(tsqp_json_get(study, "line"), &line) && line >= 1) r->lines[i] = (size_t)line;
  r->has_labels |= r->labels[i] != NULL;
  r->has_lines |= r->lines[i] != 0;
  TSQP_TRY(read_row(r, study, i, "columns", r->n, r->roles, r->numbers));
  return read_row(r, study, i, "moderators", r->p, r->x_names, r->x);
}

static int read_records(const tsqp_value *root, record *r) {
  r->studies = tsqp_json_get(root, "studies");
  r->k = tsqp_json_count(r->studies);
  if (r->studies == NULL || r->studies->kind != TSQP_JSON_ARRAY)
    return tsqp_fail(TSQ_ERR_PARSE, "the report has no studies");
  if (r->k == 0) return tsqp_fail(TSQ_ERR_UNSUPPORTED, "the report is of a fit that kept no studies");
  const tsqp_value *first = r->studies->first;
  TSQP_TRY(read_keys(tsqp_json_get(first, "columns"), &r->n, &r->roles));
  TSQP_TRY(read_keys(tsqp_json_get(first, "moderators"), &r->p, &r->x_names));
  r->numbers = tsqp_calloc(r->k, (r->n + 1) * sizeof(double));
  r->x = tsqp_calloc(r->k, (r->p + 1) * sizeof(double));
  r->values = tsqp_calloc(r->n + 1, sizeof *r->values);
  r->labels = tsqp_calloc(r->k, sizeof *r->labels);
  r->lines = tsqp_calloc(r->k, sizeof *r->lines);
  if (r->numbers == NULL || r->x == NULL || r->values == NULL || r->labels == NULL || r->lines == NULL)
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report's %zu studies", r->k);
  size_t i = 0;
  for (const tsqp_value *study = first; study != NULL; study = study->next)
    TSQP_TRY(read_study(r, study, i++));
  for (size_t j = 0; j < r->n; j++)
    r->values[j] = r->numbers + j * r->k;
  return TSQ_OK;
}

static int fit_records(const tsqp_value *model, const tsqp_value *conventions, const record *r,
                       tsq_fit **fit) {
  tsq_options o;
  const char *name = tsqp_json_string(model);
  if (name == NULL) return tsqp_fail(TSQ_ERR_PARSE, "the report names no model");
  TSQP_TRY(read_options(conventions, &o));
  tsq_columns columns = {.size = sizeof columns,
                         .k = r->k,
                         .n = r->n,
                         .roles = r->roles,
                         .values = r->values,
                         .labels = r->has_labels ? r->labels : NULL,
                         .lines = r->has_lines ? r->lines : NULL};
  if (r->p > 0) {
    columns.x = r->x;
    columns.p = r->p;
    columns.x_names = r->x_names;
  }
  return tsq_fit_columns(name, &columns, &o, fit);
}

/* ---- groups ------------------------------------------------------------------------------------------------------ */

static int read_group(const tsqp_value *study, size_t i, const tsq_grouping *g, int32_t *code) {
  const char *name = tsqp_json_string(tsqp_json_get(study, "group"));
  *code = -1;
  for (size_t j = 0; name != NULL && j < g->n && *code < 0; j++) {
    if (strcmp(g->names[j], name) == 0) *code = (int32_t)j;
  }
  return name == NULL || *code >= 0
             ? TSQ_OK
             : tsqp_fail(TSQ_ERR_PARSE, "the report's studies[%zu].group is none of its groups", i);
}

static int read_grouping(const tsqp_value *grouping, const record *r, tsq_grouping *g, const char **names,
                         int32_t *codes) {
  const tsqp_value *list = tsqp_json_get(grouping, "groups");
  *g = (tsq_grouping){.size = sizeof *g, .codes = codes, .names = names};
  for (const tsqp_value *v = list->first; v != NULL; v = v->next) {
    names[g->n] = tsqp_json_string(v);
    if (names[g->n++] == NULL)
      return tsqp_fail(TSQ_ERR_PARSE, "the report's grouping.groups[%zu] is no name", g->n - 1);
  }
  TSQP_TRY(tsq_subgroup_tau2_from_name(tsqp_json_string(tsqp_json_get(grouping, "tau2")), &g->tau2));
  TSQP_TRY(tsq_subgroup_test_from_name(tsqp_json_string(tsqp_json_get(grouping, "test")), &g->test));
  size_t i = 0;
  for (const tsqp_value *study = r->studies->first; study != NULL; study = study->next, i++)
    TSQP_TRY(read_group(study, i, g, &codes[i]));
  return TSQ_OK;
}

/* The model and its options are those of all groups together, one of the parts. */
static int fit_groups(const tsqp_value *root, const record *r, tsq_fit **fit) {
  const tsqp_value *grouping = tsqp_json_get(root, "grouping");
  const tsqp_value *list = tsqp_json_get(grouping, "groups");
  const tsqp_value *parts = tsqp_json_get(root, "parts");
  const tsqp_value *overall = parts != NULL ? parts->first : NULL;
  size_t n = tsqp_json_count(list);
  for (size_t g = 0; g < n && overall != NULL; g++)
    overall = overall->next;
  if (n == 0 || overall == NULL)
    return tsqp_fail(TSQ_ERR_PARSE, "the report has no groups, or not their parts");
  tsq_fit *whole = NULL;
  TSQP_TRY(fit_records(tsqp_json_get(overall, "model"), tsqp_json_get(overall, "conventions"), r, &whole));
  tsq_grouping g;
  const char **names = tsqp_calloc(n + 1, sizeof *names);
  int32_t *codes = tsqp_calloc(r->k, sizeof *codes);
  int status = names != NULL && codes != NULL
                   ? TSQ_OK
                   : tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report's groups");
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
  tsqp_tree tree;
  record r = {.k = 0};
  int status = tsqp_json_read(json, bytes, &tree);
  const tsqp_value *root = tree.values;
  if (status == TSQ_OK) status = read_records(root, &r);
  if (status == TSQ_OK) {
    status = tsqp_json_get(root, "grouping") != NULL
                 ? fit_groups(root, &r, fit)
                 : fit_records(tsqp_json_get(root, "model"), tsqp_json_get(root, "conventions"), &r, fit);
  }
  release(&r);
  tsqp_json_free(&tree);
  return status;
}
