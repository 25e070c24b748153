/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a fit or a subgroup analysis to the rows of its forest plot. */
#include "plot/forest_table.h"

#include "plot/axis.h"
#include "plot/notes.h"
#include "plot/number_style.h"
#include "plot/plot_studies.h"
#include "plot/text.h"

#include "base/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct maker {
  tsqp_arena *arena;
  const tsq_forest *forest;
  tsqp_forest_table *table;
  tsqp_plot_studies all;     /* of the overall fit; `index` is that of the caller's data */
  const char *const *labels; /* by the caller's index, or NULL */
  size_t *row_of;            /* [n_all] place among the complete studies, SIZE_MAX for others */
  tsqp_scale pooled;         /* scale of the overall effect */
  tsqp_number_style style;
} maker;

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

/* --- studies -------------------------------------------------------------------------------------------------------- */

/* What studies are sorted by: the key, then their place in the data. */
typedef struct sortable {
  double key;
  size_t place;
  size_t study;
} sortable;

static int compare(const void *a, const void *b) {
  const sortable *x = a, *y = b;
  if (x->key < y->key || x->key > y->key) return x->key < y->key ? -1 : 1;
  return (x->place > y->place) - (x->place < y->place);
}

static double sort_key(const maker *m, size_t study) {
  size_t i = m->row_of[study];
  if (i == SIZE_MAX)
    return m->forest->reverse ? -HUGE_VAL : HUGE_VAL; /* studies without numbers stand last */
  if (m->forest->order == TSQ_ORDER_EFFECT) return m->all.yi[i];
  if (m->forest->order == TSQ_ORDER_PRECISION) return m->all.sei[i];
  return 0;
}

/* The studies in the order asked for. */
static int sort_studies(maker *m, const size_t *studies, size_t n, sortable **sorted) {
  sortable *list = tsqp_arena_take(m->arena, n, sizeof *list);
  if (list == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < n; i++)
    list[i] = (sortable){sort_key(m, studies[i]), i, studies[i]};
  int sorted_by = m->forest->order == TSQ_ORDER_EFFECT || m->forest->order == TSQ_ORDER_PRECISION;
  if (sorted_by) qsort(list, n, sizeof *list, compare);
  for (size_t i = 0; m->forest->reverse && i < n / 2; i++) {
    sortable swap = list[i];
    list[i] = list[n - 1 - i];
    list[n - 1 - i] = swap;
  }
  *sorted = list;
  return TSQ_OK;
}

static int add_study(maker *m, size_t study) {
  tsqp_forest_row *row;
  const char *label = tsqp_study_label(m->arena, m->labels, study);
  if (label == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(add_row(m, TSQP_ROW_STUDY, study, label, &row));
  size_t i = m->row_of[study];
  if (i == SIZE_MAX) return TSQ_OK;
  double half = m->all.critical * m->all.sei[i];
  row->weight = m->all.weight[i];
  tsqp_scale scale = tsqp_study_scale(m->forest->transform, m->pooled, m->forest->ni, study);
  return set_values(m, row, scale, m->all.yi[i], m->all.yi[i] - half, m->all.yi[i] + half);
}

static int add_studies(maker *m, const size_t *studies, size_t n) {
  sortable *sorted;
  TSQP_TRY(sort_studies(m, studies, n, &sorted));
  for (size_t i = 0; i < n; i++)
    TSQP_TRY(add_study(m, sorted[i].study));
  return TSQ_OK;
}

/* --- pooled effects ------------------------------------------------------------------------------------------------- */

static const char *level_label(maker *m, const char *format) {
  return tsqp_arena_format(m->arena, "%g%% %s", 100 * m->all.level, format);
}

static int add_effect(maker *m, int kind, size_t index, const char *label, tsqp_scale scale,
                      const tsq_prediction *effect, double weight) {
  tsqp_forest_row *row;
  if (label == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(add_row(m, kind, index, label, &row));
  row->weight = weight;
  return set_values(m, row, scale, effect->estimate, effect->ci_lower, effect->ci_upper);
}

static int add_prediction(maker *m, const tsq_prediction *effect) {
  tsqp_forest_row *row;
  if (m->forest->show_prediction == TSQ_HIDE || isnan(effect->pi_lower) || isnan(effect->pi_upper))
    return TSQ_OK;
  const char *label = level_label(m, "prediction interval");
  if (label == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(add_row(m, TSQP_ROW_PREDICTION, SIZE_MAX, label, &row));
  return set_values(m, row, m->pooled, NAN, effect->pi_lower, effect->pi_upper);
}

static int add_gap(maker *m) {
  tsqp_forest_row *row;
  return add_row(m, TSQP_ROW_GAP, SIZE_MAX, NULL, &row);
}

static int add_overall(maker *m, const tsq_fit *fit) {
  tsq_prediction effect;
  tsq_options options = {.size = sizeof options};
  TSQP_TRY(tsq_predict(fit, NULL, 1, &effect));
  TSQP_TRY(tsq_fit_options(fit, &options));
  const char *label = options.method == TSQ_CE ? "Overall (common effect)" : "Overall (random effects)";
  if (m->forest->overall_label != NULL) label = m->forest->overall_label;
  TSQP_TRY(add_gap(m));
  TSQP_TRY(add_effect(m, TSQP_ROW_TOTAL, SIZE_MAX, label, m->pooled, &effect, 100));
  m->table->reference = position(m, m->pooled, effect.estimate);
  return add_prediction(m, &effect);
}

static int add_note(maker *m, const char *text) {
  if (text == NULL) return TSQ_ERR_NOMEM;
  m->table->notes[m->table->n_notes] = tsqp_clean_text(m->arena, text);
  return m->table->notes[m->table->n_notes++] == NULL ? TSQ_ERR_NOMEM : TSQ_OK;
}

static int has_null(const tsq_forest *forest) {
  return forest->show_null == 0 ? tsqp_has_natural_null(forest->transform) : forest->show_null == TSQ_SHOW;
}

static int add_notes(maker *m, const tsq_fit *fit) {
  const tsq_forest *forest = m->forest;
  if (forest->heterogeneity == NULL) {
    TSQP_TRY(add_note(m, tsqp_heterogeneity_note(m->arena, fit, 1)));
  } else if (forest->heterogeneity[0] != '\0') {
    TSQP_TRY(add_note(m, forest->heterogeneity));
  }
  /* of a proportion, the test of logit = 0, say, answers what nobody asked */
  int show_test =
      forest->show_test == 0 ? tsqp_has_natural_null(forest->transform) : forest->show_test == TSQ_SHOW;
  if (show_test) TSQP_TRY(add_note(m, tsqp_test_note(m->arena, fit, m->all.is_pooled)));
  if (forest->subgroups != NULL && forest->show_test != TSQ_HIDE) {
    TSQP_TRY(add_note(m, tsqp_subgroup_note(m->arena, forest->subgroups)));
  }
  return add_note(m, tsqp_conventions_note(m->arena, fit));
}

/* --- one fit, or groups --------------------------------------------------------------------------------------------- */

/* The fitted values of a model with moderators, with their confidence intervals. */
static int set_fitted(maker *m, const tsq_fit *fit) {
  const tsq_data *data = tsqp_data_of(fit);
  size_t k = m->all.k, ld = data->ldx > 0 ? data->ldx : data->k;
  double *rows = tsqp_arena_take(m->arena, k, data->p * sizeof *rows);
  tsq_prediction *fitted = tsqp_arena_take(m->arena, k, sizeof *fitted);
  if (rows == NULL || fitted == NULL) return TSQ_ERR_NOMEM;
  for (size_t j = 0; j < data->p; j++) {
    for (size_t i = 0; i < k; i++)
      rows[i + j * k] = data->x[m->all.index[i] + j * ld];
  }
  TSQP_TRY(tsq_predict(fit, rows, k, fitted));
  for (size_t r = 0; r < m->table->n_rows; r++) {
    tsqp_forest_row *row = &m->table->rows[r];
    if (row->kind != TSQP_ROW_STUDY || !row->has_values) continue;
    const tsq_prediction *of = &fitted[m->row_of[row->index]];
    double lower = position(m, m->pooled, of->ci_lower), upper = position(m, m->pooled, of->ci_upper);
    row->fitted[0] = position(m, m->pooled, of->estimate);
    row->fitted[1] = fmin(lower, upper);
    row->fitted[2] = fmax(lower, upper);
  }
  return TSQ_OK;
}

static int add_fit(maker *m) {
  size_t *studies = tsqp_arena_take(m->arena, m->all.n_all, sizeof *studies);
  if (studies == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < m->all.n_all; i++)
    studies[i] = i;
  TSQP_TRY(add_studies(m, studies, m->all.n_all));
  if (m->all.is_pooled) {
    TSQP_TRY(add_overall(m, m->forest->fit));
  } else {
    TSQP_TRY(set_fitted(m, m->forest->fit));
  }
  TSQP_TRY(add_notes(m, m->forest->fit));
  if (m->all.is_pooled) return TSQ_OK;
  return add_note(m, level_label(m, "confidence intervals of the fitted values: pale diamonds"));
}

static int add_subtotal(maker *m, size_t group, const size_t *studies, size_t n) {
  tsq_prediction effect;
  tsqp_forest_row *row;
  double weight = 0;
  TSQP_TRY(tsq_subgroups_effect(m->forest->subgroups, group, &effect));
  for (size_t i = 0; i < n; i++) {
    if (m->row_of[studies[i]] != SIZE_MAX) weight += m->all.weight[m->row_of[studies[i]]];
  }
  tsqp_scale scale = tsqp_pooled_scale(m->forest->transform, m->forest->ni, studies, n);
  TSQP_TRY(add_effect(m, TSQP_ROW_SUBTOTAL, group, "Subtotal", scale, &effect, weight));
  const char *note = tsqp_heterogeneity_note(m->arena, tsq_subgroups_fit(m->forest->subgroups, group), 0);
  if (note == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(add_row(m, TSQP_ROW_NOTE, group, note, &row));
  return add_gap(m);
}

static int add_groups(maker *m) {
  const tsq_subgroups *subgroups = m->forest->subgroups;
  for (size_t g = 0; g < tsq_subgroups_count(subgroups); g++) {
    tsqp_forest_row *row;
    size_t n;
    const size_t *studies = tsq_subgroups_studies(subgroups, g, &n);
    TSQP_TRY(add_row(m, TSQP_ROW_HEADING, g, tsq_subgroups_name(subgroups, g), &row));
    TSQP_TRY(add_studies(m, studies, n));
    TSQP_TRY(add_subtotal(m, g, studies, n));
  }
  m->table->n_rows--; /* the gap before the overall row is its own */
  TSQP_TRY(add_overall(m, tsq_subgroups_overall(subgroups)));
  return add_notes(m, tsq_subgroups_overall(subgroups));
}

/* --- preparation ---------------------------------------------------------------------------------------------------- */

/*
 * The overall fit of a subgroup analysis has the studies in the order of their groups: its indices and labels are turned
 * into those of the caller's data.
 */
static int unsort(maker *m) {
  const tsq_subgroups *subgroups = m->forest->subgroups;
  const tsq_data *data = tsqp_data_of(tsq_subgroups_overall(subgroups));
  size_t *callers = tsqp_arena_take(m->arena, m->all.n_all, sizeof *callers), n = 0, largest = 0;
  if (callers == NULL) return TSQ_ERR_NOMEM;
  for (size_t g = 0; g < tsq_subgroups_count(subgroups); g++) {
    size_t size;
    const size_t *studies = tsq_subgroups_studies(subgroups, g, &size);
    for (size_t i = 0; i < size && n < m->all.n_all; i++) {
      callers[n++] = studies[i];
      if (studies[i] > largest) largest = studies[i];
    }
  }
  for (size_t i = 0; i < m->all.k; i++)
    m->all.index[i] = callers[m->all.index[i]];
  m->all.n_all = largest + 1; /* studies without a group are not listed */
  if (m->labels != NULL || data->labels == NULL) return TSQ_OK;
  const char **labels = tsqp_arena_take(m->arena, m->all.n_all, sizeof *labels);
  if (labels == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < n; i++)
    labels[callers[i]] = data->labels[i];
  m->labels = labels;
  return TSQ_OK;
}

static int find_rows(maker *m) {
  m->row_of = tsqp_arena_take(m->arena, m->all.n_all, sizeof *m->row_of);
  if (m->row_of == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < m->all.n_all; i++)
    m->row_of[i] = SIZE_MAX;
  for (size_t i = 0; i < m->all.k; i++)
    m->row_of[m->all.index[i]] = i;
  return TSQ_OK;
}

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

/* Lines, range and texts that do not depend on the rows. */
static int set_frame(maker *m, double level) {
  const tsq_forest *forest = m->forest;
  tsqp_forest_table *table = m->table;
  table->scale = m->pooled;
  table->is_warped = tsqp_is_exponential(forest->transform);
  table->columns = forest->columns;
  table->n_columns = forest->n_columns;
  table->study_header = forest->study_header != NULL ? forest->study_header : "Study";
  table->effect_header =
      tsqp_arena_format(m->arena, "%s [%g%% CI]",
                        or_none(forest->effect_name) != NULL ? forest->effect_name : "Estimate", 100 * level);
  TSQP_TRY(copy_text(m, forest->axis_label, &table->axis_label));
  TSQP_TRY(copy_text(m, forest->favours_left, &table->favours[0]));
  TSQP_TRY(copy_text(m, forest->favours_right, &table->favours[1]));
  TSQP_TRY(copy_text(m, forest->threshold_label, &table->threshold_label));
  table->null_value = has_null(forest) ? position(m, m->pooled, forest->null_value) : NAN;
  table->threshold = forest->show_threshold == TSQ_SHOW ? position(m, m->pooled, forest->threshold) : NAN;
  table->reference = NAN;
  double ends[] = {position(m, m->pooled, forest->x_min), position(m, m->pooled, forest->x_max)};
  if (forest->x_min < forest->x_max) {
    table->x_min = fmin(ends[0], ends[1]);
    table->x_max = fmax(ends[0], ends[1]);
  }
  table->zebra = forest->zebra == TSQ_SHOW;
  return table->effect_header == NULL ? TSQ_ERR_NOMEM : TSQ_OK;
}

int tsqp_make_forest_table(tsqp_arena *arena, const tsq_forest *forest, tsqp_forest_table *table) {
  memset(table, 0, sizeof *table);
  maker m = {.arena = arena, .forest = forest, .table = table, .labels = forest->labels};
  const tsq_fit *fit = forest->fit != NULL ? forest->fit : tsq_subgroups_overall(forest->subgroups);
  TSQP_TRY(tsqp_read_plot_studies(arena, fit, &m.all));
  size_t groups = tsq_subgroups_count(forest->subgroups);
  if (m.all.n_all > 5000 || groups > 1000) {
    return tsqp_fail(TSQ_ERR_LENGTH,
                     "%zu studies in %zu groups: a forest plot has at most 5000 studies and 1000 groups",
                     m.all.n_all, groups);
  }
  table->room = m.all.n_all + 4 * groups + 4;
  table->rows = tsqp_arena_take(arena, table->room, sizeof *table->rows);
  if (table->rows == NULL) return TSQ_ERR_NOMEM;
  if (forest->subgroups != NULL) TSQP_TRY(unsort(&m));
  if (m.labels == NULL && forest->fit != NULL) m.labels = tsqp_data_of(fit)->labels;
  TSQP_TRY(tsqp_check_transform("forest", forest->transform, forest->ni, m.all.n_all));
  m.pooled = tsqp_pooled_scale(forest->transform, forest->ni, m.all.index, m.all.k);
  TSQP_TRY(tsqp_choose_number_style(arena, &m.all, m.pooled, forest->digits, &m.style));
  TSQP_TRY(find_rows(&m));
  TSQP_TRY(set_frame(&m, m.all.level));
  table->show_weights = forest->show_weights == 0 ? m.all.is_pooled : forest->show_weights == TSQ_SHOW;
  return forest->subgroups != NULL ? add_groups(&m) : add_fit(&m);
}
