/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fit of any model as JSON: the same keys for every model, enough to do the analysis again. */
#ifndef TSQP_WITH_REPORT
#define TSQP_WITH_REPORT 0
#endif

#include "report/report.h" /* so that a build without JSON has a declaration here, too */

#if TSQP_WITH_REPORT

#include "report/json.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

#define SCHEMA 1

/* ---- conventions, outcomes, data --------------------------------------------------------------------------------- */

/* The options that the model takes, by name: names of enums, numbers. */
static int options_of(const tsq_fit *fit, json_t *object) {
  for (const tsqp_take *take = fit->class->options; take != NULL && take->id != TSQP_OPT_END; take++) {
    for (size_t i = 0; i < tsqp_option_count(); i++) {
      const tsqp_option *r = tsqp_option_at(i);
      if (r->id != take->id || (r->id == TSQP_OPT_TAU2 && !fit->options.tau2_fixed)) continue;
      const unsigned char *at = (const unsigned char *)&fit->options + r->offset;
      double number;
      int32_t whole;
      memcpy(&number, at, r->type == TSQ_OPTION_NUMBER ? sizeof number : 0);
      memcpy(&whole, at, r->type == TSQ_OPTION_NUMBER ? 0 : sizeof whole);
      TSQP_TRY(r->type == TSQ_OPTION_ENUM     ? tsqp_json_text_at(object, r->name, r->name_of(whole))
               : r->type == TSQ_OPTION_NUMBER ? tsqp_json_number_at(object, r->name, number)
                                              : tsqp_json_number_at(object, r->name, whole));
    }
  }
  return TSQ_OK;
}

/* What was asked for, where it is not what was used. */
static int asked(const tsq_fit *fit, json_t *object) {
  if (fit->test_asked == fit->options.test || fit->test_asked == 0) return TSQ_OK;
  return tsqp_json_text_at(object, "test_asked", tsq_test_name(fit->test_asked));
}

static int conventions(const tsq_fit *fit, json_t *root) {
  const tsqp_texts *texts = tsqp_fit_texts(fit);
  json_t *object = tsqp_json_object_at(root, "conventions");
  json_t *outcomes = tsqp_json_array_at(root, "outcomes");
  if (texts == NULL || object == NULL || outcomes == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(tsqp_json_text_at(object, "text", texts->conventions));
  TSQP_TRY(options_of(fit, object));
  TSQP_TRY(asked(fit, object));
  for (size_t i = 0; i < texts->n; i++)
    TSQP_TRY(tsqp_json_append(outcomes, tsqp_json_text(texts->outcome[i])));
  return TSQ_OK;
}

/* A digest of each column over the studies used. */
static int data(const tsq_fit *fit, json_t *root) {
  json_t *object = tsqp_json_object_at(root, "data");
  if (object == NULL) return TSQ_ERR_NOMEM;
  if (fit->input == NULL) return TSQ_OK;
  TSQP_TRY(tsqp_json_text_at(object, "records", fit->input->layout->name));
  json_t *digests = tsqp_json_object_at(object, "digests");
  if (digests == NULL) return TSQ_ERR_NOMEM;
  char text[17];
  for (const tsqp_column *c = fit->input->layout->columns; c->role != NULL; c++) {
    if (tsqp_record_pointer(fit->input, c->offset) == NULL) continue;
    TSQP_TRY(tsq_fit_digest(fit, c->role, text));
    TSQP_TRY(tsqp_json_text_at(digests, c->role, text));
  }
  if (tsqp_record_pointer(fit->input, fit->input->layout->x) == NULL) return TSQ_OK;
  TSQP_TRY(tsq_fit_digest(fit, "x", text));
  return tsqp_json_text_at(digests, "x", text);
}

static int dimensions(const tsq_fit *fit, json_t *root) {
  json_t *object = tsqp_json_object_at(root, "dimensions");
  if (object == NULL) return TSQ_ERR_NOMEM;
  for (int d = TSQP_COEF; d < TSQP_DIMENSIONS; d++) {
    const char *name = tsqp_dimension_name((tsqp_dimension)d);
    size_t n = tsqp_extent(fit, (tsqp_dimension)d);
    if (n == 0) continue;
    json_t *labels = tsqp_json_array_at(object, name);
    if (labels == NULL) return TSQ_ERR_NOMEM;
    for (size_t i = 0; i < n; i++)
      TSQP_TRY(tsqp_json_append(labels, tsqp_json_text(tsq_fit_label(fit, name, i))));
  }
  return TSQ_OK;
}

/* ---- numbers ----------------------------------------------------------------------------------------------------- */

static int coefficients(const tsq_fit *fit, json_t *root) {
  json_t *array = tsqp_json_array_at(root, "coefficients");
  if (array == NULL) return TSQ_ERR_NOMEM;
  for (size_t j = 0; j < fit->linear.p; j++) {
    tsq_estimate e = tsq_coef(fit, j);
    tsq_prediction p = tsqp_as_prediction(&e);
    json_t *object = tsqp_json_object_in(array);
    if (object == NULL) return TSQ_ERR_NOMEM;
    TSQP_TRY(tsqp_json_text_at(object, "name", fit->linear.names[j]));
    TSQP_TRY(tsqp_json_estimate(object, &p, 0));
  }
  return TSQ_OK;
}

static int effects(tsqp_report *r, json_t *root) {
  if (tsqp_fit_is_pooled(r->fit) && tsqp_can(r->fit, "predict")) {
    tsq_prediction p;
    json_t *pooled = tsqp_json_object_at(root, "pooled");
    if (pooled == NULL) return TSQ_ERR_NOMEM;
    TSQP_TRY(tsq_predict(r->fit, NULL, 1, &p));
    TSQP_TRY(tsqp_json_effect(r, pooled, &p, NAN));
  }
  json_t *predictions = tsqp_json_array_at(root, "predictions");
  if (predictions == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < r->o.n_predictions; i++) {
    char number[40];
    json_t *object = tsqp_json_object_in(predictions);
    if (object == NULL) return TSQ_ERR_NOMEM;
    TSQP_TRY(tsqp_json_text_at(object, "label", tsqp_prediction_label(r, i, number, sizeof number)));
    TSQP_TRY(tsqp_json_effect(r, object, &r->o.predictions[i], NAN));
  }
  return TSQ_OK;
}

static int beyond(tsqp_report *r, json_t *root) {
  const tsq_beyond *b = r->o.beyond;
  if (b == NULL) return TSQ_OK;
  json_t *object = tsqp_json_object_at(root, "beyond");
  if (object == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(tsqp_json_number_at(object, "threshold", b->threshold));
  if (r->o.transform != 0) {
    double shown;
    TSQP_TRY(tsqp_report_shown(r, b->threshold, &shown));
    TSQP_TRY(tsqp_json_number_at(object, "threshold_shown", shown));
    TSQP_TRY(tsqp_json_text_at(object, "scale", r->o.shown));
  }
  TSQP_TRY(tsqp_json_text_at(object, "direction", r->o.beyond_direction < 0 ? "below" : "above"));
  TSQP_TRY(tsqp_json_number_at(object, "probability", b->probability));
  json_t *proportion = tsqp_json_object_at(object, "proportion");
  if (proportion == NULL) return TSQ_ERR_NOMEM;
  tsq_prediction p = tsqp_as_prediction(&b->proportion);
  return tsqp_json_estimate(proportion, &p, 0);
}

static int said_line(json_t *object, const tsqp_said *s, double level) {
  TSQP_TRY(tsqp_json_text_at(object, "label", s->label));
  if (s->is_test) {
    TSQP_TRY(tsqp_json_number_at(object, "statistic", s->value));
    TSQP_TRY(tsqp_json_number_at(object, "df1", s->df1));
    TSQP_TRY(tsqp_json_number_at(object, "df2", s->df2));
    return tsqp_json_number_at(object, "p_value", s->p);
  }
  TSQP_TRY(tsqp_json_number_at(object, "estimate", s->value));
  if (!isnan(s->se)) TSQP_TRY(tsqp_json_number_at(object, "se", s->se));
  if (isnan(s->lower)) return TSQ_OK;
  TSQP_TRY(tsqp_json_number_at(object, "ci_lower", s->lower));
  TSQP_TRY(tsqp_json_number_at(object, "ci_upper", s->upper));
  return tsqp_json_number_at(object, "level", level);
}

/* The class's sections of lines, an object each, by key. */
static int sections(tsqp_report *r, json_t *root) {
  static const char *const outcomes[] = {"found", "empty", "upper unbounded", "not defined", "not connected"};
  json_t *all = tsqp_json_object_at(root, "sections");
  if (all == NULL) return TSQ_ERR_NOMEM;
  for (const tsqp_section *s = r->fit->class->sections; s->kind != 0; s++) {
    tsqp_said said[TSQP_MOST_LINES];
    size_t n;
    int has_lines = s->kind == TSQP_LINES || s->kind == TSQP_INLINE || s->kind == TSQP_STATISTICS;
    if (!has_lines || s->lines == NULL || !tsqp_section_applies(&r->walk, s)) continue;
    json_t *section = json_object_get(all, s->key);
    if (section == NULL) section = tsqp_json_object_at(all, s->key);
    if (section == NULL) return TSQ_ERR_NOMEM;
    TSQP_TRY(tsqp_section_lines(&r->walk, s, said, &n));
    for (size_t i = 0; i < n; i++) {
      json_t *line = tsqp_json_object_at(section, said[i].name);
      if (line == NULL) return TSQ_ERR_NOMEM;
      TSQP_TRY(said_line(line, &said[i], r->level));
    }
  }
  if (r->walk.has_interval != 1) return TSQ_OK;
  json_t *interval = tsqp_json_object_at(root, "tau2_interval");
  if (interval == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(tsqp_json_text_at(interval, "kind", tsq_tau2_ci_name(r->walk.tau2.kind)));
  TSQP_TRY(tsqp_json_text_at(interval, "outcome", outcomes[r->walk.tau2.outcome]));
  TSQP_TRY(tsqp_json_number_at(interval, "level", r->walk.tau2.level));
  TSQP_TRY(tsqp_json_number_at(interval, "lower", r->walk.tau2.lower));
  return tsqp_json_number_at(interval, "upper", r->walk.tau2.upper);
}

/* A scalar as a number; others as {over, values}, matrices row by row. */
static int quantity(const tsq_fit *fit, const tsqp_quantity *q, json_t *object) {
  size_t n = tsqp_extent(fit, (tsqp_dimension)q->over[0]);
  size_t m = q->over[1] == TSQP_SCALAR ? 1 : tsqp_extent(fit, (tsqp_dimension)q->over[1]);
  if (n * m == 0) return TSQ_OK;
  double *values = tsqp_calloc(n, m * sizeof *values);
  if (values == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
  int status = tsqp_fill_quantity(q, fit, values);
  if (status == TSQ_OK && q->over[0] == TSQP_SCALAR) {
    status = tsqp_json_number_at(object, q->name, values[0]);
  } else if (status == TSQ_OK) {
    json_t *entry = tsqp_json_object_at(object, q->name);
    json_t *over = entry != NULL ? tsqp_json_array_at(entry, "over") : NULL;
    json_t *array = over != NULL ? tsqp_json_array_at(entry, "values") : NULL;
    status = array != NULL ? TSQ_OK : TSQ_ERR_NOMEM;
    for (int d = 0; d < 2 && status == TSQ_OK && q->over[d] != TSQP_SCALAR; d++)
      status = tsqp_json_append(over, tsqp_json_text(tsqp_dimension_name((tsqp_dimension)q->over[d])));
    for (size_t i = 0; i < n && status == TSQ_OK; i++) {
      json_t *row = q->over[1] != TSQP_SCALAR ? json_array() : array;
      if (row != array) status = tsqp_json_append(array, row);
      for (size_t j = 0; j < m && status == TSQ_OK; j++)
        status = tsqp_json_append(row, tsqp_json_number(values[i + j * n]));
    }
  }
  tsqp_free(values);
  return status;
}

static int quantities(const tsq_fit *fit, json_t *root) {
  json_t *object = tsqp_json_object_at(root, "quantities");
  if (object == NULL) return TSQ_ERR_NOMEM;
  for (const tsqp_quantity *const *table = fit->class->quantities; *table != NULL; table++) {
    for (const tsqp_quantity *q = *table; q->name != NULL; q++)
      TSQP_TRY(quantity(fit, q, object));
  }
  return TSQ_OK;
}

/* How the studies of a subgroup analysis are grouped, for whoever does it again. */
static int grouping(const tsq_fit *fit, json_t *root) {
  if (fit->class->part == NULL) return TSQ_OK;
  json_t *object = tsqp_json_object_at(root, "grouping");
  if (object == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(tsqp_json_text_at(object, "tau2", fit->class->word(fit, "tau2_kind", NULL, 0)));
  TSQP_TRY(tsqp_json_text_at(object, "test", fit->class->word(fit, "test_kind", NULL, 0)));
  json_t *names = tsqp_json_array_at(object, "groups");
  if (names == NULL) return TSQ_ERR_NOMEM;
  for (size_t j = 0; j < fit->linear.p; j++)
    TSQP_TRY(tsqp_json_append(names, tsqp_json_text(fit->linear.names[j])));
  return TSQ_OK;
}

/* ---- the report -------------------------------------------------------------------------------------------------- */

static int fill(tsqp_report *r, json_t *root, int whole) {
  const tsq_fit *fit = r->fit;
  TSQP_TRY(tsqp_json_text_at(root, "model", fit->class->name));
  TSQP_TRY(tsqp_json_text_at(root, "measure",
                             fit->options.measure != 0 ? tsq_measure_name(fit->options.measure) : NULL));
  TSQP_TRY(tsqp_json_text_at(root, "effect", r->o.measure));
  TSQP_TRY(conventions(fit, root));
  if (whole) TSQP_TRY(data(fit, root));
  if (whole) TSQP_TRY(dimensions(fit, root));
  TSQP_TRY(coefficients(fit, root));
  TSQP_TRY(effects(r, root));
  TSQP_TRY(beyond(r, root));
  TSQP_TRY(sections(r, root));
  TSQP_TRY(quantities(fit, root));
  if (whole) TSQP_TRY(grouping(fit, root));
  return whole ? tsqp_json_studies(fit, root) : TSQ_OK;
}

/* A fit's parts: the same, without the records, which the whole has. */
static int parts(tsqp_report *r, json_t *root) {
  const tsq_fit *fit = r->fit;
  if (fit->class->part == NULL) return TSQ_OK;
  json_t *array = tsqp_json_array_at(root, "parts");
  if (array == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; tsq_fit_part(fit, i) != NULL; i++) {
    json_t *object = tsqp_json_object_in(array);
    if (object == NULL) return TSQ_ERR_NOMEM;
    tsqp_report of_part = *r;
    of_part.fit = tsq_fit_part(fit, i);
    of_part.o.n_predictions = 0;
    of_part.o.beyond = NULL;
    tsqp_walk_open(&of_part.walk, of_part.fit, r->o.digits);
    const char *name = i < fit->linear.p    ? fit->linear.names[i]
                       : i == fit->linear.p ? "(overall)"
                                            : "(common model)";
    TSQP_TRY(tsqp_json_text_at(object, "name", name));
    TSQP_TRY(fill(&of_part, object, 0));
  }
  return TSQ_OK;
}

static int head(const tsqp_report *r, json_t *root) {
  TSQP_TRY(tsqp_json_text_at(root, "tausq", tsq_version()));
  TSQP_TRY(tsqp_json_number_at(root, "schema", SCHEMA));
  return tsqp_json_text_at(root, "call", r->o.call);
}

int tsqp_fit_json(tsqp_report *r) {
  json_t *root = json_object();
  if (root == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
  int status = head(r, root);
  if (status == TSQ_OK) status = fill(r, root, 1);
  if (status == TSQ_OK) status = parts(r, root);
  return tsqp_json_deliver(r, status, root);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static int row_json(tsqp_report *r, size_t i, json_t *array) {
  const tsq_row *row = &r->rows->row[i].row;
  json_t *object = tsqp_json_object_in(array);
  if (object == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(tsqp_json_text_at(object, "kind", tsq_row_kind_name(row->kind)));
  TSQP_TRY(tsqp_json_text_at(object, "label", row->label));
  TSQP_TRY(tsqp_json_text_at(object, "group", tsq_rows_group(r->rows, row->group)));
  TSQP_TRY(tsqp_json_text_at(object, "note", row->note));
  TSQP_TRY(tsqp_json_effect(r, object, &row->effect, row->n));
  TSQP_TRY(tsqp_json_number_at(object, "weight", row->weight));
  for (size_t j = 0; j < r->rows->n_columns; j++)
    TSQP_TRY(tsqp_json_number_at(object, r->rows->column[j].name, r->rows->column[j].values[i]));
  return TSQ_OK;
}

static int fill_rows(tsqp_report *r, json_t *root) {
  TSQP_TRY(head(r, root));
  TSQP_TRY(
      tsqp_json_text_at(root, "measure", r->measure_code != 0 ? tsq_measure_name(r->measure_code) : NULL));
  TSQP_TRY(tsqp_json_number_at(root, "level", r->level));
  json_t *array = tsqp_json_array_at(root, "rows");
  if (array == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < r->rows->n; i++)
    TSQP_TRY(row_json(r, i, array));
  json_t *notes = tsqp_json_array_at(root, "notes");
  if (notes == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < r->rows->n_notes; i++)
    TSQP_TRY(tsqp_json_append(notes, tsqp_json_text(r->rows->note[i].text)));
  return TSQ_OK;
}

int tsqp_rows_json(tsqp_report *r) {
  json_t *root = json_object();
  if (root == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
  return tsqp_json_deliver(r, fill_rows(r, root), root);
}

#endif
