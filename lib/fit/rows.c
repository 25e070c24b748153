/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows: what they hold, and reading and filling them. */
#include "fit/rows.h"

#include "base/alloc.h"
#include "base/names.h"
#include "base/options.h"
#include "base/rules.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

TSQP_NO_PADDING(tsq_row, n, 3 * sizeof(size_t) + 2 * sizeof(int32_t) + 2 * sizeof(void *) + 16 * sizeof(double));
TSQP_NO_PADDING(tsq_rows_options, ni, 5 * sizeof(void *));

static const tsqp_name kinds[] = {{TSQ_ROW_STUDY, "study"},
                                  {TSQ_ROW_ESTIMATE, "estimate"},
                                  {TSQ_ROW_SUBTOTAL, "subtotal"},
                                  {TSQ_ROW_TOTAL, "total"}};

const char *tsq_row_kind_name(int32_t kind) {
  return tsqp_name_of(kinds, TSQP_COUNT(kinds), kind);
}

int tsq_row_kind_from_name(const char *name, int32_t *kind) {
  tsqp_clear_error();
  TSQP_NOT_NULL(kind);
  return tsqp_value_of(kinds, TSQP_COUNT(kinds), "kind of row", name, kind);
}

static int no_memory(void) {
  return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for rows");
}

/* ---- lifetime ---------------------------------------------------------------------------------------------------- */

int tsq_rows_new(double level, int32_t measure, tsq_rows **rows) {
  tsqp_clear_error();
  TSQP_NOT_NULL(rows);
  TSQP_TRY(tsqp_resolve_level("level", 0.95, &level));
  if (measure != 0 && tsq_measure_name(measure) == NULL)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "measure = %d is not a measure", (int)measure);
  tsq_rows *made = tsqp_calloc(1, sizeof *made);
  if (made == NULL) return no_memory();
  made->level = level;
  made->measure = measure;
  *rows = made;
  return TSQ_OK;
}

void tsq_rows_free(tsq_rows *rows) {
  if (rows == NULL) return;
  for (size_t i = 0; i < rows->n; i++) {
    tsqp_free(rows->row[i].label);
    tsqp_free(rows->row[i].note);
  }
  for (size_t j = 0; j < rows->n_columns; j++) {
    tsqp_free(rows->column[j].name);
    tsqp_free(rows->column[j].values);
  }
  for (size_t g = 0; g < rows->n_groups; g++)
    tsqp_free(rows->group[g]);
  for (size_t i = 0; i < rows->n_notes; i++)
    tsqp_free(rows->note[i].text);
  tsqp_free(rows->row);
  tsqp_free(rows->column);
  tsqp_free(rows->group);
  tsqp_free(rows->note);
  tsqp_free(rows);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

size_t tsq_rows_count(const tsq_rows *rows) {
  return rows != NULL ? rows->n : 0;
}
double tsq_rows_level(const tsq_rows *rows) {
  return rows != NULL ? rows->level : NAN;
}
int32_t tsq_rows_measure(const tsq_rows *rows) {
  return rows != NULL ? rows->measure : 0;
}
const char *tsq_rows_group(const tsq_rows *rows, size_t group) {
  return rows != NULL && group < rows->n_groups ? rows->group[group] : NULL;
}
const char *tsq_rows_column(const tsq_rows *rows, size_t index) {
  return rows != NULL && index < rows->n_columns ? rows->column[index].name : NULL;
}

const char *tsq_rows_note(const tsq_rows *rows, size_t index, int32_t *kind, size_t *group) {
  if (rows == NULL || index >= rows->n_notes) return NULL;
  if (kind != NULL) *kind = rows->note[index].kind;
  if (group != NULL) *group = rows->note[index].group;
  return rows->note[index].text;
}

int tsq_rows_at(const tsq_rows *rows, size_t index, tsq_row *row) {
  tsqp_clear_error();
  TSQP_NOT_NULL(rows);
  TSQP_NOT_NULL(row);
  if (index >= rows->n) return tsqp_fail(TSQ_ERR_ARGUMENT, "index = %zu: there are %zu rows", index, rows->n);
  const tsq_row *found = &rows->row[index].row;
  return tsqp_write_result(found, sizeof *found, sizeof *found, row, "tsq_row");
}

static double or_nan(size_t index) {
  return index == SIZE_MAX ? NAN : (double)index;
}

/* The columns that every row has. */
static const struct {
  const char *name;
  size_t offset; /* of a double in tsq_row */
} fixed[] = {{"estimate", offsetof(tsq_row, effect.estimate)},   {"se", offsetof(tsq_row, effect.se)},
             {"statistic", offsetof(tsq_row, effect.statistic)}, {"df", offsetof(tsq_row, effect.df)},
             {"p_value", offsetof(tsq_row, effect.p_value)},     {"ci_lower", offsetof(tsq_row, effect.ci_lower)},
             {"ci_upper", offsetof(tsq_row, effect.ci_upper)},   {"pi_lower", offsetof(tsq_row, effect.pi_lower)},
             {"pi_upper", offsetof(tsq_row, effect.pi_upper)},   {"pi_se", offsetof(tsq_row, effect.pi_se)},
             {"pi_df", offsetof(tsq_row, effect.pi_df)},         {"weight", offsetof(tsq_row, weight)},
             {"fitted", offsetof(tsq_row, fitted)},              {"fitted_lower", offsetof(tsq_row, fitted) + sizeof(double)},
             {"fitted_upper", offsetof(tsq_row, fitted) + 2 * sizeof(double)},
             {"n", offsetof(tsq_row, n)}};
static const char *const whole[] = {"index", "group", "kind", "status"};

static double whole_of(const tsq_row *r, size_t which) {
  switch (which) {
    case 0: return or_nan(r->index);
    case 1: return or_nan(r->group);
    case 2: return r->kind;
    default: return r->status;
  }
}

static int no_column(const tsq_rows *rows, const char *name) {
  const char *names[96];
  size_t n = 0;
  for (size_t j = 0; j < rows->n_columns && n < 64; j++)
    names[n++] = rows->column[j].name;
  for (size_t j = 0; j < TSQP_COUNT(fixed); j++)
    names[n++] = fixed[j].name;
  for (size_t j = 0; j < TSQP_COUNT(whole); j++)
    names[n++] = whole[j];
  char known[400];
  tsqp_nearest_first(name, names, n, known, sizeof known);
  return tsqp_fail(TSQ_ERR_NAME, "rows have no column '%.60s'; they have %s", name, known);
}

static const tsqp_row_column *find_column(const tsq_rows *rows, const char *name) {
  for (size_t j = 0; j < rows->n_columns; j++) {
    if (strcmp(rows->column[j].name, name) == 0) return &rows->column[j];
  }
  return NULL;
}

static int fill_fixed(const tsq_rows *rows, const char *name, double *buf) {
  for (size_t j = 0; j < TSQP_COUNT(fixed); j++) {
    if (strcmp(fixed[j].name, name) != 0) continue;
    for (size_t i = 0; i < rows->n; i++)
      memcpy(buf + i, (const unsigned char *)&rows->row[i].row + fixed[j].offset, sizeof *buf);
    return 1;
  }
  for (size_t j = 0; j < TSQP_COUNT(whole); j++) {
    if (strcmp(whole[j], name) != 0) continue;
    for (size_t i = 0; i < rows->n; i++)
      buf[i] = whole_of(&rows->row[i].row, j);
    return 1;
  }
  return 0;
}

int tsq_rows_numbers(const tsq_rows *rows, const char *name, double *buf, size_t n) {
  tsqp_clear_error();
  TSQP_NOT_NULL(rows);
  TSQP_NOT_NULL(name);
  TSQP_NOT_NULL(buf);
  if (n < rows->n) return tsqp_fail(TSQ_ERR_BUFFER, "n = %zu: there are %zu rows", n, rows->n);
  const tsqp_row_column *column = find_column(rows, name);
  if (column != NULL) {
    if (rows->n > 0) memcpy(buf, column->values, rows->n * sizeof *buf);
    return TSQ_OK;
  }
  return fill_fixed(rows, name, buf) ? TSQ_OK : no_column(rows, name);
}

/* ---- filling ----------------------------------------------------------------------------------------------------- */

tsq_row tsqp_new_row(int32_t kind, const char *label) {
  tsq_prediction none = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
  return (tsq_row){.size = sizeof(tsq_row), .kind = kind, .index = SIZE_MAX, .group = SIZE_MAX, .label = label, .effect = none,
                   .weight = NAN, .fitted = {NAN, NAN, NAN}, .n = NAN};
}

static int copy_text(const char *text, char **copy) {
  *copy = NULL;
  if (text == NULL) return TSQ_OK;
  *copy = tsqp_strdup(text);
  return *copy != NULL ? TSQ_OK : no_memory();
}

/* Room for one row more, in the extra columns as well. */
static int make_room(tsq_rows *rows) {
  if (rows->n < rows->room) return TSQ_OK;
  size_t room = rows->room == 0 ? 16 : 2 * rows->room;
  tsqp_row *more = tsqp_realloc(rows->row, room * sizeof *more);
  if (more == NULL) return no_memory();
  rows->row = more;
  for (size_t j = 0; j < rows->n_columns; j++) {
    double *values = tsqp_realloc(rows->column[j].values, room * sizeof *values);
    if (values == NULL) return no_memory();
    rows->column[j].values = values;
  }
  rows->room = room;
  return TSQ_OK;
}

int tsqp_rows_add(tsq_rows *rows, const tsq_row *row) {
  TSQP_TRY(make_room(rows));
  tsqp_row made = {.row = *row};
  int status = copy_text(row->label, &made.label);
  if (status == TSQ_OK) status = copy_text(row->note, &made.note);
  if (status != TSQ_OK) {
    tsqp_free(made.label);
    return status;
  }
  made.row.size = sizeof made.row;
  made.row.label = made.label;
  made.row.note = made.note;
  for (size_t j = 0; j < rows->n_columns; j++)
    rows->column[j].values[rows->n] = NAN;
  rows->row[rows->n++] = made;
  return TSQ_OK;
}

int tsq_rows_add(tsq_rows *rows, const tsq_row *row) {
  tsqp_clear_error();
  TSQP_NOT_NULL(rows);
  TSQP_NOT_NULL(row);
  tsq_row r;
  TSQP_TRY(tsqp_read_data(row, &r, sizeof r, sizeof r, "tsq_row"));
  if (tsq_row_kind_name(r.kind) == NULL) return tsqp_fail(TSQ_ERR_ARGUMENT, "row.kind = %d is not a kind of row", (int)r.kind);
  if (r.group != SIZE_MAX && r.group >= rows->n_groups)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "row.group = %zu: there are %zu groups", r.group, rows->n_groups);
  return tsqp_rows_add(rows, &r);
}

static int add_column(tsq_rows *rows, const char *name, tsqp_row_column **column) {
  tsqp_row_column *more = tsqp_realloc(rows->column, (rows->n_columns + 1) * sizeof *more);
  if (more == NULL) return no_memory();
  rows->column = more;
  tsqp_row_column made = {tsqp_strdup(name), tsqp_malloc((rows->room + 1) * sizeof(double))};
  if (made.name == NULL || made.values == NULL) {
    tsqp_free(made.name);
    tsqp_free(made.values);
    return no_memory();
  }
  for (size_t i = 0; i < rows->n; i++)
    made.values[i] = NAN;
  rows->column[rows->n_columns] = made;
  *column = &rows->column[rows->n_columns++];
  return TSQ_OK;
}

int tsqp_rows_set(tsq_rows *rows, const char *name, double value) {
  tsqp_row_column *column = (tsqp_row_column *)find_column(rows, name);
  if (column == NULL) TSQP_TRY(add_column(rows, name, &column));
  column->values[rows->n - 1] = value;
  return TSQ_OK;
}

int tsq_rows_add_column(tsq_rows *rows, const char *name, const double *values) {
  tsqp_clear_error();
  TSQP_NOT_NULL(rows);
  TSQP_NOT_NULL(name);
  tsqp_row_column *column;
  int is_fixed = 0;
  for (size_t j = 0; j < TSQP_COUNT(fixed); j++)
    is_fixed |= strcmp(fixed[j].name, name) == 0;
  for (size_t j = 0; j < TSQP_COUNT(whole); j++)
    is_fixed |= strcmp(whole[j], name) == 0;
  if (is_fixed || find_column(rows, name) != NULL) return tsqp_fail(TSQ_ERR_NAME, "rows have a column '%.60s' already", name);
  TSQP_TRY(add_column(rows, name, &column));
  if (values != NULL && rows->n > 0) memcpy(column->values, values, rows->n * sizeof *values);
  return TSQ_OK;
}

int tsq_rows_add_group(tsq_rows *rows, const char *name, size_t *group) {
  tsqp_clear_error();
  TSQP_NOT_NULL(rows);
  TSQP_NOT_NULL(name);
  char **more = tsqp_realloc(rows->group, (rows->n_groups + 1) * sizeof *more);
  if (more == NULL) return no_memory();
  rows->group = more;
  rows->group[rows->n_groups] = tsqp_strdup(name);
  if (rows->group[rows->n_groups] == NULL) return no_memory();
  if (group != NULL) *group = rows->n_groups;
  rows->n_groups++;
  return TSQ_OK;
}

int tsq_rows_add_note(tsq_rows *rows, int32_t kind, size_t group, const char *text) {
  tsqp_clear_error();
  TSQP_NOT_NULL(rows);
  TSQP_NOT_NULL(text);
  if (kind != TSQ_NOTE_HETEROGENEITY && kind != TSQ_NOTE_TEST && kind != TSQ_NOTE_GROUPS && kind != TSQ_NOTE_OUTCOME &&
      kind != TSQ_NOTE_CONVENTIONS)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "kind = %d is not a kind of note", (int)kind);
  if (group != SIZE_MAX && group >= rows->n_groups)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "group = %zu: there are %zu groups", group, rows->n_groups);
  tsqp_row_note *more = tsqp_realloc(rows->note, (rows->n_notes + 1) * sizeof *more);
  if (more == NULL) return no_memory();
  rows->note = more;
  char *copy = tsqp_strdup(text);
  if (copy == NULL) return no_memory();
  rows->note[rows->n_notes++] = (tsqp_row_note){kind, group, copy};
  return TSQ_OK;
}

/* The rows' own copy of one row of another's, with its extra columns. */
static int append_row(tsq_rows *rows, const tsq_rows *from, size_t i, size_t first_group, size_t group) {
  tsq_row r = from->row[i].row;
  if (group != SIZE_MAX) {
    r.group = group;
  } else if (r.group != SIZE_MAX) {
    r.group += first_group;
  }
  TSQP_TRY(tsqp_rows_add(rows, &r));
  for (size_t j = 0; j < from->n_columns; j++)
    TSQP_TRY(tsqp_rows_set(rows, from->column[j].name, from->column[j].values[i]));
  return TSQ_OK;
}

int tsq_rows_append(tsq_rows *rows, const tsq_rows *from, const char *name) {
  tsqp_clear_error();
  TSQP_NOT_NULL(rows);
  TSQP_NOT_NULL(from);
  if (rows == from) return tsqp_fail(TSQ_ERR_ARGUMENT, "from is rows itself");
  if (rows->level != from->level || (rows->measure != from->measure && (rows->n > 0 || rows->measure != 0))) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "from has another %s than rows", rows->level != from->level ? "level" : "measure");
  }
  rows->measure = from->measure;
  size_t group = SIZE_MAX;
  size_t first_group = rows->n_groups;
  if (name != NULL) TSQP_TRY(tsq_rows_add_group(rows, name, &group));
  for (size_t g = 0; g < from->n_groups && name == NULL; g++)
    TSQP_TRY(tsq_rows_add_group(rows, from->group[g], NULL));
  for (size_t i = 0; i < from->n; i++)
    TSQP_TRY(append_row(rows, from, i, first_group, group));
  return TSQ_OK;
}
