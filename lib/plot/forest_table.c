/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the caller's rows to those of a forest plot: headings, studies, summaries, prediction intervals, notes. */
#include "plot/forest_table.h"

#include "plot/number_style.h"
#include "plot/text.h"

#include "base/status.h"

#include <math.h>
#include <string.h>

typedef struct maker {
  tsqp_arena *arena;
  const tsq_forest *forest;
  tsqp_forest_table *table;
  tsq_row *rows; /* [n] the caller's */
  size_t n;
  double *ni; /* [n] sample sizes of studies and estimates, NaN = unknown */
  tsqp_effect_axis axis;
  tsqp_number_style style;
} maker;

/* --- reading -------------------------------------------------------------------------------------------------------- */

static int is_summary(const tsq_row *row) {
  return row->kind == TSQ_ROW_SUBTOTAL || row->kind == TSQ_ROW_TOTAL;
}

static int read_rows(maker *m) {
  m->n = tsq_rows_count(m->forest->rows);
  m->rows = tsqp_arena_take(m->arena, m->n, sizeof *m->rows);
  m->ni = tsqp_arena_take(m->arena, m->n, sizeof *m->ni);
  if (m->rows == NULL || m->ni == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < m->n; i++) {
    m->rows[i].size = sizeof m->rows[i];
    TSQP_TRY(tsq_rows_at(m->forest->rows, i, &m->rows[i]));
    m->ni[i] = is_summary(&m->rows[i]) ? NAN : m->rows[i].n;
  }
  return TSQ_OK;
}

/* The scale on which a row is printed: with its own n; a summary without one with the harmonic mean of its group's. */
static tsqp_scale scale_of(const maker *m, const tsq_row *row) {
  if (!tsqp_needs_n(m->axis.transform)) return m->axis.scale;
  if (!isnan(row->n) && (is_summary(row) || !tsqp_is_by_mean(m->axis.transform)))
    return tsqp_scale_with(m->axis.transform, row->n);
  if (row->group == SIZE_MAX || !is_summary(row)) return m->axis.scale;
  double inverse = 0, known = 0;
  for (size_t i = 0; i < m->n; i++) {
    if (m->rows[i].group != row->group || isnan(m->ni[i])) continue;
    inverse += 1 / m->ni[i];
    known++;
  }
  return known > 0 ? tsqp_scale_with(m->axis.transform, known / inverse) : m->axis.scale;
}

static int choose_style(maker *m) {
  double *lower = tsqp_arena_take(m->arena, m->n, sizeof *lower);
  double *upper = tsqp_arena_take(m->arena, m->n, sizeof *upper);
  if (lower == NULL || upper == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < m->n; i++) {
    int counts = !is_summary(&m->rows[i]);
    lower[i] = counts ? tsqp_printed(m->axis.scale, m->rows[i].effect.ci_lower) : NAN;
    upper[i] = counts ? tsqp_printed(m->axis.scale, m->rows[i].effect.ci_upper) : NAN;
  }
  return tsqp_choose_number_style(m->arena, m->n, lower, upper, m->forest->digits, m->table->is_warped,
                                  &m->style);
}

/* --- numbers -------------------------------------------------------------------------------------------------------- */

/* The place on the axis of a value of yi's scale. */
static double position(const maker *m, tsqp_scale scale, double value) {
  return m->table->is_warped ? value : tsqp_printed(scale, value);
}

static int set_values(maker *m, tsqp_forest_row *row, tsqp_scale scale, double estimate, double lower,
                      double upper) {
  const double values[] = {estimate, lower, upper};
  double places[3];
  for (int part = 0; part < 3; part++) {
    places[part] = position(m, scale, values[part]);
    double printed = tsqp_printed(scale, values[part]);
    if (isnan(printed) && !isnan(values[part])) {
      return tsqp_fail(TSQ_ERR_DATA, "the transformation has no value for %g ('%.100s')", values[part],
                       row->label);
    }
    if (isnan(printed)) continue;
    row->effect[part] = tsqp_styled_number(m->arena, m->style, printed);
    if (row->effect[part] == NULL) return TSQ_ERR_NOMEM;
  }
  row->has_values = 1;
  row->estimate = places[0];
  row->lower = places[1];
  row->upper = places[2];
  if (places[1] > places[2]) { /* a decreasing transformation */
    const char *text = row->effect[1];
    row->effect[1] = row->effect[2];
    row->effect[2] = text;
    row->lower = places[2];
    row->upper = places[1];
  }
  return TSQ_OK;
}

static int add_row(maker *m, int kind, size_t index, const char *label, tsqp_forest_row **row) {
  if (m->table->n_rows == m->table->room)
    return tsqp_fail(TSQ_ERR_INTERNAL, "a forest plot has more rows than expected");
  *row = &m->table->rows[m->table->n_rows++];
  **row = (tsqp_forest_row){.kind = kind,
                            .index = index,
                            .estimate = NAN,
                            .lower = NAN,
                            .upper = NAN,
                            .fitted = {NAN, NAN, NAN},
                            .weight = NAN};
  (*row)->label = label == NULL ? NULL : tsqp_clean_text(m->arena, label);
  return label != NULL && (*row)->label == NULL ? TSQ_ERR_NOMEM : TSQ_OK;
}

/* --- rows ----------------------------------------------------------------------------------------------------------- */

static int kind_of(const tsq_row *row) {
  if (row->kind == TSQ_ROW_SUBTOTAL) return TSQP_ROW_SUBTOTAL;
  return row->kind == TSQ_ROW_TOTAL ? TSQP_ROW_TOTAL : TSQP_ROW_STUDY;
}

static const char *label_of(maker *m, const tsq_row *from) {
  if (from->kind == TSQ_ROW_TOTAL && m->forest->overall_label != NULL) return m->forest->overall_label;
  if (from->label != NULL) return from->label;
  switch (from->kind) {
    case TSQ_ROW_TOTAL: return "Overall";
    case TSQ_ROW_SUBTOTAL: return "Subtotal";
    case TSQ_ROW_STUDY:
      if (from->index != SIZE_MAX) return tsqp_arena_format(m->arena, "Study %zu", from->index + 1);
      return "Study";
    default: return "";
  }
}

/* The fitted value of a model with moderators, with its confidence interval. */
static void set_fitted(const maker *m, const tsq_row *from, tsqp_forest_row *row) {
  double lower = position(m, m->axis.scale, from->fitted[1]),
         upper = position(m, m->axis.scale, from->fitted[2]);
  row->fitted[0] = position(m, m->axis.scale, from->fitted[0]);
  row->fitted[1] = fmin(lower, upper);
  row->fitted[2] = fmax(lower, upper);
}

static int add_effect(maker *m, size_t i) {
  const tsq_row *from = &m->rows[i];
  const char *label = label_of(m, from);
  tsqp_forest_row *row;
  if (label == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(add_row(m, kind_of(from), i, label, &row));
  if (from->status != TSQ_OK || isnan(from->effect.estimate)) return TSQ_OK;
  row->weight = from->weight;
  if (!is_summary(from)) set_fitted(m, from, row);
  return set_values(m, row, scale_of(m, from), from->effect.estimate, from->effect.ci_lower,
                    from->effect.ci_upper);
}

static int add_prediction(maker *m, const tsq_row *from) {
  tsqp_forest_row *row;
  if (m->forest->show_prediction == TSQ_HIDE || isnan(from->effect.pi_lower) || isnan(from->effect.pi_upper))
    return TSQ_OK;
  const char *label = tsqp_arena_format(m->arena, "%g%% prediction interval", 100 * m->table->level);
  if (label == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(add_row(m, TSQP_ROW_PREDICTION, SIZE_MAX, label, &row));
  return set_values(m, row, scale_of(m, from), NAN, from->effect.pi_lower, from->effect.pi_upper);
}

static int add_gap(maker *m) {
  tsqp_forest_row *row;
  return add_row(m, TSQP_ROW_GAP, SIZE_MAX, NULL, &row);
}

static int add_group_notes(maker *m, size_t group) {
  tsqp_forest_row *row;
  int32_t kind;
  size_t of;
  const char *text;
  for (size_t i = 0; (text = tsq_rows_note(m->forest->rows, i, &kind, &of)) != NULL; i++) {
    if (of != group || (kind == TSQ_NOTE_HETEROGENEITY && m->forest->show_heterogeneity == TSQ_HIDE))
      continue;
    TSQP_TRY(add_row(m, TSQP_ROW_NOTE, SIZE_MAX, text, &row));
  }
  return TSQ_OK;
}

static int add_block(maker *m, const tsqp_forest_block *block, const size_t *sorted, int is_last) {
  tsqp_forest_row *heading;
  if (block->is_totals) TSQP_TRY(add_gap(m));
  if (block->group != SIZE_MAX)
    TSQP_TRY(add_row(m, TSQP_ROW_HEADING, SIZE_MAX, tsq_rows_group(m->forest->rows, block->group), &heading));
  for (size_t i = block->first; i < block->first + block->n; i++) {
    const tsq_row *row = &m->rows[sorted[i]];
    TSQP_TRY(add_effect(m, sorted[i]));
    if (row->kind == TSQ_ROW_TOTAL && row->status == TSQ_OK) TSQP_TRY(add_prediction(m, row));
  }
  if (block->group == SIZE_MAX) return TSQ_OK;
  TSQP_TRY(add_group_notes(m, block->group));
  return is_last ? TSQ_OK : add_gap(m);
}

static size_t count_group_notes(const tsq_rows *rows) {
  size_t n = 0, group;
  for (size_t i = 0; tsq_rows_note(rows, i, NULL, &group) != NULL; i++)
    n += group != SIZE_MAX;
  return n;
}

static int add_blocks(maker *m) {
  size_t *sorted, n;
  tsqp_forest_block *blocks;
  TSQP_TRY(tsqp_sort_forest_rows(m->arena, m->forest, m->rows, m->n, &sorted, &blocks, &n));
  m->table->room = 2 * m->n + 3 * n + count_group_notes(m->forest->rows);
  m->table->rows = tsqp_arena_take(m->arena, m->table->room, sizeof *m->table->rows);
  if (m->table->rows == NULL) return TSQ_ERR_NOMEM;
  for (size_t b = 0; b < n; b++) {
    int totals_follow = b + 1 < n && blocks[b + 1].is_totals; /* they bring their own gap */
    TSQP_TRY(add_block(m, &blocks[b], sorted, b + 1 == n || totals_follow));
  }
  return TSQ_OK;
}

/* --- what does not depend on single rows ---------------------------------------------------------------------------- */

static const char *or_none(const char *text) {
  return text == NULL || text[0] == '\0' ? NULL : text;
}

/* A clean copy in *copy, NULL for none. */
static int copy_text(maker *m, const char *text, const char **copy) {
  *copy = or_none(text);
  if (*copy == NULL) return TSQ_OK;
  *copy = tsqp_clean_text(m->arena, text);
  return *copy == NULL ? TSQ_ERR_NOMEM : TSQ_OK;
}

static int read_axis(maker *m) {
  const tsq_forest *f = m->forest;
  const tsqp_effect_wish wish = {.figure = "forest",
                                 .axis = 'x',
                                 .measure = tsq_rows_measure(f->rows),
                                 .transform = f->transform,
                                 .show_null = f->show_null,
                                 .null_value = f->null_value,
                                 .min = f->x_min,
                                 .max = f->x_max,
                                 .label = f->x_label,
                                 .ni = m->ni,
                                 .n = m->n};
  TSQP_TRY(tsqp_read_effect_axis(m->arena, &wish, &m->axis));
  m->table->is_warped = tsqp_is_exponential(m->axis.transform);
  m->table->scale = m->axis.scale;
  return copy_text(m, m->axis.label, &m->table->axis_label);
}

/* A member on the scale shown as a place on the axis. */
static int place_shown(const maker *m, const char *member, double shown, double *place) {
  *place = shown;
  return m->table->is_warped ? tsqp_read_shown(&m->axis, "forest", member, shown, place) : TSQ_OK;
}

static int set_lines(maker *m) {
  const tsq_forest *f = m->forest;
  tsqp_forest_table *table = m->table;
  table->split = !m->axis.has_null ? NAN : table->is_warped ? m->axis.null_value : m->axis.null_shown;
  table->null_value = m->axis.shows_null ? table->split : NAN;
  table->threshold = NAN;
  table->reference = NAN;
  if (f->show_threshold == TSQ_SHOW) TSQP_TRY(place_shown(m, "threshold", f->threshold, &table->threshold));
  if (m->axis.is_fixed) {
    TSQP_TRY(place_shown(m, "x_min", f->x_min, &table->x_min));
    TSQP_TRY(place_shown(m, "x_max", f->x_max, &table->x_max));
  }
  for (size_t i = m->n; i-- > 0;) { /* the first total of all rows */
    const tsq_row *row = &m->rows[i];
    if (row->kind == TSQ_ROW_TOTAL && row->group == SIZE_MAX)
      table->reference = position(m, scale_of(m, row), row->effect.estimate);
  }
  return TSQ_OK;
}

static int set_texts(maker *m) {
  const tsq_forest *f = m->forest;
  tsqp_forest_table *table = m->table;
  const char *name = or_none(f->effect_name) != NULL ? f->effect_name
                     : m->axis.code != NULL          ? m->axis.code
                                                     : "Estimate";
  table->effect_name = name;
  table->study_header = f->study_header != NULL ? f->study_header : "Study";
  table->effect_header = tsqp_arena_format(m->arena, "%s [%g%% CI]", name, 100 * table->level);
  if (table->effect_header == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(copy_text(m, f->favours_left, &table->favours[0]));
  TSQP_TRY(copy_text(m, f->favours_right, &table->favours[1]));
  TSQP_TRY(copy_text(m, f->threshold_label, &table->threshold_label));
  if ((table->favours[0] != NULL || table->favours[1] != NULL) && isnan(table->split)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT,
                     "forest->favours_left, favours_right: what is shown has no value of no effect at which "
                     "they could part; set null_value and show_null");
  }
  return TSQ_OK;
}

static void set_weights(maker *m) {
  int has_weights = 0, has_fitted = 0;
  for (size_t i = 0; i < m->n; i++) {
    has_weights = has_weights || (!is_summary(&m->rows[i]) && !isnan(m->rows[i].weight));
    has_fitted = has_fitted || !isnan(m->rows[i].fitted[0]);
  }
  int32_t show = m->forest->show_weights;
  m->table->has_weights = has_weights;
  m->table->show_weights = has_weights && (show == 0 ? !has_fitted : show == TSQ_SHOW);
}

int tsqp_make_forest_table(tsqp_arena *arena, const tsq_forest *forest, tsqp_forest_table *table) {
  memset(table, 0, sizeof *table);
  maker m = {.arena = arena, .forest = forest, .table = table};
  table->level = tsq_rows_level(forest->rows);
  table->zebra = forest->zebra == TSQ_SHOW;
  TSQP_TRY(read_rows(&m));
  TSQP_TRY(read_axis(&m));
  TSQP_TRY(choose_style(&m));
  TSQP_TRY(set_lines(&m));
  TSQP_TRY(set_texts(&m));
  set_weights(&m);
  TSQP_TRY(tsqp_make_forest_columns(arena, forest, table));
  TSQP_TRY(add_blocks(&m));
  return tsqp_make_forest_notes(arena, forest, m.axis.has_null, &table->notes);
}
