/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The notes below a forest plot: those of the rows, by kind, and why rows have no numbers. */
#include "plot/forest_table.h"

#include "plot/text.h"

#include "base/names.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

int tsqp_add_text(tsqp_arena *arena, tsqp_texts_list *list, const char *text) {
  if (list->n == list->room) {
    size_t room = list->room == 0 ? 8 : 2 * list->room;
    const char **moved = tsqp_arena_take(arena, room, sizeof *moved);
    if (moved == NULL) return TSQ_ERR_NOMEM;
    if (list->n > 0) memcpy(moved, list->text, list->n * sizeof *moved);
    list->text = moved;
    list->room = room;
  }
  list->text[list->n] = tsqp_clean_text(arena, text);
  return list->text[list->n++] == NULL ? TSQ_ERR_NOMEM : TSQ_OK;
}

static int is_wanted(const tsq_forest *forest, int32_t kind, int has_null) {
  switch (kind) {
    case TSQ_NOTE_HETEROGENEITY: return forest->show_heterogeneity != TSQ_HIDE;
    /* of a proportion, the test of logit = 0, say, answers what nobody asked */
    case TSQ_NOTE_TEST: return forest->show_test == 0 ? has_null : forest->show_test == TSQ_SHOW;
    case TSQ_NOTE_GROUPS: return forest->show_test != TSQ_HIDE;
    default: return forest->show_notes != TSQ_HIDE;
  }
}

static int add_notes_of_kind(tsqp_arena *arena, const tsq_forest *forest, int32_t wanted,
                             tsqp_texts_list *notes) {
  int32_t kind;
  size_t group;
  const char *text;
  for (size_t i = 0; (text = tsq_rows_note(forest->rows, i, &kind, &group)) != NULL; i++) {
    if (kind == wanted && group == SIZE_MAX) TSQP_TRY(tsqp_add_text(arena, notes, text));
  }
  return TSQ_OK;
}

/* --- why rows are not estimable ------------------------------------------------------------------------------------- */

static int has_no_numbers(const tsq_row *row) {
  return row->status != TSQ_OK || isnan(row->effect.estimate);
}

/* An outcome names the studies that were left out, and why: "1 study with missing values was left out: 'Rosenthal 1960'". */
static int names_study(const char *outcome, const char *label) {
  size_t n = strlen(label);
  for (const char *at = outcome; (at = strstr(at, label)) != NULL; at++) {
    if (at > outcome && at[-1] == '\'' && at[n] == '\'') return 1;
  }
  return 0;
}

static int is_told(const tsq_forest *forest, const char *label) {
  int32_t kind;
  const char *text;
  if (label == NULL || label[0] == '\0') return 0;
  for (size_t i = 0; (text = tsq_rows_note(forest->rows, i, &kind, NULL)) != NULL; i++) {
    if (kind == TSQ_NOTE_OUTCOME && names_study(text, label)) return 1;
  }
  return 0;
}

static const char *reason_of(const tsq_forest *forest, size_t i, tsq_row *row) {
  *row = (tsq_row){.size = sizeof *row};
  if (tsq_rows_at(forest->rows, i, row) != TSQ_OK || !has_no_numbers(row) || is_told(forest, row->label))
    return NULL;
  return row->note != NULL && row->note[0] != '\0' ? row->note : NULL;
}

/* Rows that have no numbers for one reason share a line: "Not estimable: A, B (no events in either group)". */
static int add_reason(tsqp_arena *arena, const tsq_forest *forest, size_t first, const char *reason,
                      tsqp_texts_list *notes) {
  tsq_row row;
  char *line = NULL;
  for (size_t i = 0; i < tsq_rows_count(forest->rows); i++) {
    const char *same = reason_of(forest, i, &row);
    if (same == NULL || strcmp(same, reason) != 0) continue;
    if (i < first) return TSQ_OK; /* said already */
    line = line == NULL ? tsqp_arena_format(arena, "Not estimable: %s", row.label != NULL ? row.label : "")
                        : tsqp_arena_format(arena, "%s, %s", line, row.label != NULL ? row.label : "");
    if (line == NULL) return TSQ_ERR_NOMEM;
  }
  if (line == NULL) return TSQ_OK;
  line = tsqp_arena_format(arena, "%s (%s)", line, reason);
  return line == NULL ? TSQ_ERR_NOMEM : tsqp_add_text(arena, notes, line);
}

static int add_reasons(tsqp_arena *arena, const tsq_forest *forest, tsqp_texts_list *notes) {
  tsq_row row;
  for (size_t i = 0; i < tsq_rows_count(forest->rows); i++) {
    const char *reason = reason_of(forest, i, &row);
    if (reason != NULL) TSQP_TRY(add_reason(arena, forest, i, reason, notes));
  }
  return TSQ_OK;
}

static int any_fitted(const tsq_forest *forest) {
  for (size_t i = 0; i < tsq_rows_count(forest->rows); i++) {
    tsq_row row = {.size = sizeof row};
    if (tsq_rows_at(forest->rows, i, &row) == TSQ_OK && !isnan(row.fitted[0])) return 1;
  }
  return 0;
}

int tsqp_make_forest_notes(tsqp_arena *arena, const tsq_forest *forest, int has_null,
                           tsqp_texts_list *notes) {
  static const int32_t kinds[] = {TSQ_NOTE_HETEROGENEITY, TSQ_NOTE_TEST, TSQ_NOTE_GROUPS, TSQ_NOTE_OUTCOME,
                                  TSQ_NOTE_CONVENTIONS};
  for (size_t i = 0; i < TSQP_COUNT(kinds); i++) {
    if (is_wanted(forest, kinds[i], has_null)) TSQP_TRY(add_notes_of_kind(arena, forest, kinds[i], notes));
    if (kinds[i] == TSQ_NOTE_OUTCOME && forest->show_notes != TSQ_HIDE)
      TSQP_TRY(add_reasons(arena, forest, notes));
  }
  if (!any_fitted(forest)) return TSQ_OK;
  char *text = tsqp_arena_format(arena, "%g%% confidence intervals of the fitted values: pale diamonds",
                                 100 * tsq_rows_level(forest->rows));
  return text == NULL ? TSQ_ERR_NOMEM : tsqp_add_text(arena, notes, text);
}
