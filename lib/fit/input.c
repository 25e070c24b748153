/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fit/input.h"

#include "base/alloc.h"
#include "base/options.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

/* ---- members of a record struct ---------------------------------------------------------------------------------- */

size_t tsqp_record_size(const tsqp_input *input, size_t offset) {
  size_t value = 0;
  if (offset != 0) memcpy(&value, input->records.bytes + offset, sizeof value);
  return value;
}

const void *tsqp_record_pointer(const tsqp_input *input, size_t offset) {
  const void *value = NULL;
  if (offset != 0) memcpy(&value, input->records.bytes + offset, sizeof value);
  return value;
}

void tsqp_record_set_size(tsqp_input *input, size_t offset, size_t value) {
  if (offset != 0) memcpy(input->records.bytes + offset, &value, sizeof value);
}

void tsqp_record_set_pointer(tsqp_input *input, size_t offset, const void *value) {
  if (offset != 0) memcpy(input->records.bytes + offset, &value, sizeof value);
}

static size_t leading(const tsqp_input *input) {
  size_t ld = tsqp_record_size(input, input->layout->ldx);
  return ld != 0 ? ld : input->k;
}

size_t tsqp_input_moderators(const tsqp_input *input) {
  return tsqp_record_size(input, input->layout->p);
}

const double *tsqp_input_moderator(const tsqp_input *input, size_t column) {
  const double *x = tsqp_record_pointer(input, input->layout->x);
  return x == NULL || column >= tsqp_input_moderators(input) ? NULL : x + column * leading(input);
}

/* ---- lifetime ---------------------------------------------------------------------------------------------------- */

static tsqp_input *new_input(const tsqp_layout *layout) {
  tsqp_input *input = tsqp_calloc(1, sizeof *input);
  if (input == NULL) {
    (void)tsqp_fail(TSQ_ERR_NOMEM, "out of memory for the records");
    return NULL;
  }
  atomic_init(&input->refs, 1);
  input->layout = layout;
  return input;
}

tsqp_input *tsqp_input_hold(tsqp_input *input) {
  if (input != NULL) atomic_fetch_add_explicit(&input->refs, 1, memory_order_relaxed);
  return input;
}

void tsqp_input_release(tsqp_input *input) {
  if (input == NULL || atomic_fetch_sub_explicit(&input->refs, 1, memory_order_acq_rel) != 1) return;
  tsqp_input_release(input->root);
  tsqp_free(input->rows);
  tsqp_free(input->columns);
  tsqp_free(input->texts);
  tsqp_free(input);
}

int tsqp_input_borrow(const tsqp_layout *layout, const void *records, tsqp_input **input) {
  if (records == NULL) return tsqp_fail(TSQ_ERR_NULL, "%s is NULL", layout->what);
  tsqp_input *made = new_input(layout);
  if (made == NULL) return TSQ_ERR_NOMEM;
  int status = tsqp_read_data(records, made->records.bytes, layout->bytes, layout->bytes, layout->name);
  if (status != TSQ_OK) {
    tsqp_input_release(made);
    return status;
  }
  made->k = tsqp_record_size(made, layout->k);
  made->labels = tsqp_record_pointer(made, layout->labels);
  made->lines = tsqp_record_pointer(made, layout->lines);
  *input = made;
  return TSQ_OK;
}

/* ---- copies ------------------------------------------------------------------------------------------------------ */

/* One row's numbers of a column into their new places. */
static void copy_rows(const double *from, const size_t *rows, size_t n, double *to) {
  if (rows == NULL) {
    memcpy(to, from, n * sizeof *to);
    return;
  }
  for (size_t i = 0; i < n; i++)
    to[i] = from[rows[i]];
}

static size_t count_columns(const tsqp_input *input) {
  size_t n = tsqp_record_pointer(input, input->layout->x) != NULL ? tsqp_input_moderators(input) : 0;
  for (const tsqp_column *c = input->layout->columns; c->role != NULL; c++) {
    if (tsqp_record_pointer(input, c->offset) != NULL) n++;
  }
  return n;
}

/* Puts copies of the columns of `input`'s own pointers, at `rows` of them, in their place. */
static int own_columns(tsqp_input *input, const size_t *rows, size_t n) {
  size_t columns = count_columns(input);
  size_t p = tsqp_input_moderators(input);
  size_t ld = leading(input);
  double *room = tsqp_calloc(n + (n == 0), (columns + (columns == 0)) * sizeof *room);
  if (room == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu columns of %zu studies", columns, n);
  input->columns = room;
  for (const tsqp_column *c = input->layout->columns; c->role != NULL; c++) {
    const double *from = tsqp_record_pointer(input, c->offset);
    if (from == NULL) continue;
    copy_rows(from, rows, n, room);
    tsqp_record_set_pointer(input, c->offset, room);
    room += n;
  }
  const double *x = tsqp_record_pointer(input, input->layout->x);
  if (x != NULL && p > 0) {
    tsqp_record_set_pointer(input, input->layout->x, room);
    for (size_t j = 0; j < p; j++, room += n)
      copy_rows(x + j * ld, rows, n, room);
    tsqp_record_set_size(input, input->layout->ldx, n);
  }
  input->k = n;
  tsqp_record_set_size(input, input->layout->k, n);
  return TSQ_OK;
}

static size_t text_bytes(const char *const *texts, size_t n) {
  size_t bytes = 0;
  for (size_t i = 0; texts != NULL && i < n; i++)
    bytes += texts[i] != NULL ? strlen(texts[i]) + 1 : 0;
  return bytes;
}

/* Copies of n texts to *room, whose pointers go to `to`. */
static void copy_texts(const char *const *from, size_t n, const char **to, char **room) {
  for (size_t i = 0; i < n; i++) {
    if (from[i] == NULL) continue;
    size_t bytes = strlen(from[i]) + 1;
    memcpy(*room, from[i], bytes);
    to[i] = *room;
    *room += bytes;
  }
}

/* Labels, lines and names of moderators: pointers first, then lines, then the texts themselves. */
static int own_texts(tsqp_input *input) {
  size_t k = input->k;
  size_t p = tsqp_input_moderators(input);
  const char *const *names = tsqp_record_pointer(input, input->layout->x_names);
  size_t labels = input->labels != NULL ? k : 0;
  size_t lines = input->lines != NULL ? k : 0;
  size_t named = names != NULL ? p : 0;
  if (labels + lines + named == 0) return TSQ_OK;
  size_t bytes = (labels + named) * sizeof(char *) + lines * sizeof(size_t) + text_bytes(input->labels, labels) +
                 text_bytes(names, named);
  char *room = tsqp_calloc(1, bytes);
  if (room == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu labels", labels);
  input->texts = room;
  const char **own_labels = (const char **)(void *)room;
  const char **own_names = own_labels + labels;
  size_t *own_lines = (size_t *)(void *)(own_names + named);
  char *letters = (char *)(own_lines + lines);
  if (labels > 0) copy_texts(input->labels, labels, own_labels, &letters);
  if (named > 0) copy_texts(names, named, own_names, &letters);
  if (lines > 0) memcpy(own_lines, input->lines, lines * sizeof *own_lines);
  if (labels > 0) input->labels = own_labels;
  if (lines > 0) input->lines = own_lines;
  if (named > 0) tsqp_record_set_pointer(input, input->layout->x_names, own_names);
  tsqp_record_set_pointer(input, input->layout->labels, input->labels);
  tsqp_record_set_pointer(input, input->layout->lines, input->lines);
  return TSQ_OK;
}

int tsqp_input_own(tsqp_input *input) {
  TSQP_TRY(own_columns(input, NULL, input->k));
  return own_texts(input);
}

/* ---- gathering --------------------------------------------------------------------------------------------------- */

static int check_rows(const tsqp_input *from, const tsq_change *change) {
  if (change->rows == NULL) return TSQ_OK;
  if (change->n == 0) return tsqp_fail(TSQ_ERR_LENGTH, "change.n = 0: no study would stay");
  for (size_t i = 0; i < change->n; i++) {
    if (change->rows[i] >= from->k)
      return tsqp_fail(TSQ_ERR_LENGTH, "change.rows[%zu] = %zu: studies are 0 .. %zu", i, change->rows[i], from->k - 1);
    if (i > 0 && change->rows[i] <= change->rows[i - 1])
      return tsqp_fail(TSQ_ERR_ARGUMENT, "change.rows[%zu] = %zu does not ascend", i, change->rows[i]);
  }
  return TSQ_OK;
}

/* Another column in the place of that of a role. */
static int replace(tsqp_input *input, const char *role, const double *values) {
  if (values == NULL) return TSQ_OK;
  for (const tsqp_column *c = input->layout->columns; c->role != NULL; c++) {
    if (strcmp(c->role, role) != 0) continue;
    tsqp_record_set_pointer(input, c->offset, values);
    return TSQ_OK;
  }
  return tsqp_fail(TSQ_ERR_UNSUPPORTED, "change.%s: the fit's records (%s) have no such column", role, input->layout->name);
}

static int replace_moderators(tsqp_input *input, const tsq_change *change) {
  if (change->x == NULL) {
    return change->p == 0 ? TSQ_OK : tsqp_fail(TSQ_ERR_NULL, "change.x is NULL but change.p = %zu", change->p);
  }
  if (input->layout->x == 0)
    return tsqp_fail(TSQ_ERR_UNSUPPORTED, "change.x: the fit's records (%s) have no moderators", input->layout->name);
  tsqp_record_set_pointer(input, input->layout->x, change->x);
  tsqp_record_set_size(input, input->layout->p, change->p);
  tsqp_record_set_size(input, input->layout->ldx, input->k);
  tsqp_record_set_pointer(input, input->layout->x_names, change->x_names);
  return TSQ_OK;
}

static int keep_rows(tsqp_input *made, const tsqp_input *from, const tsq_change *change) {
  if (change->rows == NULL && from->rows == NULL) return TSQ_OK;
  made->rows = tsqp_malloc((made->k + 1) * sizeof *made->rows);
  if (made->rows == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", made->k);
  for (size_t i = 0; i < made->k; i++)
    made->rows[i] = tsqp_input_row(from, change->rows != NULL ? change->rows[i] : i);
  return TSQ_OK;
}

int tsqp_input_gather(tsqp_input *from, const tsq_change *change, tsqp_input **input) {
  TSQP_TRY(check_rows(from, change));
  tsqp_input *made = new_input(from->layout);
  if (made == NULL) return TSQ_ERR_NOMEM;
  made->records = from->records;
  made->k = from->k;
  made->root = tsqp_input_hold(from->root != NULL ? from->root : from);
  int status = replace(made, "yi", change->yi);
  if (status == TSQ_OK) status = replace(made, "weights", change->weights);
  if (status == TSQ_OK) status = replace_moderators(made, change);
  if (status == TSQ_OK) status = own_columns(made, change->rows, change->rows != NULL ? change->n : from->k);
  if (status == TSQ_OK) status = keep_rows(made, from, change);
  tsqp_record_set_pointer(made, made->layout->labels, NULL);
  tsqp_record_set_pointer(made, made->layout->lines, NULL);
  int has_roots_names = change->x == NULL && (from->root == NULL || from->texts == NULL); /* which is held */
  if (status == TSQ_OK && !has_roots_names) status = own_texts(made);
  if (status != TSQ_OK) {
    tsqp_input_release(made);
    return status;
  }
  *input = made;
  return TSQ_OK;
}

/* ---- rows and columns -------------------------------------------------------------------------------------------- */

size_t tsqp_input_row(const tsqp_input *input, size_t row) {
  return input->rows != NULL ? input->rows[row] : row;
}

static const tsqp_input *root_of(const tsqp_input *input) {
  return input->root != NULL ? input->root : input;
}

const char *tsqp_input_label(const tsqp_input *input, size_t row) {
  const tsqp_input *root = root_of(input);
  return root->labels != NULL ? root->labels[tsqp_input_row(input, row)] : NULL;
}

size_t tsqp_input_line(const tsqp_input *input, size_t row) {
  const tsqp_input *root = root_of(input);
  return root->lines != NULL ? root->lines[tsqp_input_row(input, row)] : 0;
}

const double *tsqp_input_column(const tsqp_input *input, const char *role, int *known) {
  for (const tsqp_column *c = input->layout->columns; c->role != NULL; c++) {
    if (strcmp(c->role, role) != 0) continue;
    *known = 1;
    return tsqp_record_pointer(input, c->offset);
  }
  *known = 0;
  return NULL;
}

/* ---- digests ----------------------------------------------------------------------------------------------------- */

typedef struct used_rows {
  const size_t *left_out;
  size_t n;
  size_t k;
} used_rows;

/* FNV-1a, 64 bits; -0 counts as 0 and every NaN as one. */
static uint64_t mix(uint64_t digest, double value) {
  uint64_t bits;
  if (value == 0) value = 0;
  if (isnan(value)) value = NAN;
  memcpy(&bits, &value, sizeof bits);
  for (int i = 0; i < 8; i++) {
    digest = (digest ^ (bits & 0xFFU)) * UINT64_C(0x100000001B3);
    bits >>= 8;
  }
  return digest;
}

static uint64_t mix_column(uint64_t digest, const double *column, const used_rows *rows) {
  size_t next = 0;
  for (size_t i = 0; i < rows->k; i++) {
    if (next < rows->n && rows->left_out[next] == i) {
      next++;
    } else {
      digest = mix(digest, column[i]);
    }
  }
  return digest;
}

int tsqp_input_digest(const tsqp_input *input, const char *role, const size_t *left_out, size_t n_left_out,
                      uint64_t *digest) {
  used_rows rows = {left_out, n_left_out, input->k};
  uint64_t d = UINT64_C(0xCBF29CE484222325);
  int found = 0;
  for (const tsqp_column *c = input->layout->columns; c->role != NULL; c++) {
    const double *column = tsqp_record_pointer(input, c->offset);
    if (column == NULL || (role != NULL && strcmp(role, TSQP_ALL_COLUMNS) != 0 && strcmp(role, c->role) != 0)) continue;
    d = mix_column(d, column, &rows);
    found = 1;
  }
  const double *x = tsqp_record_pointer(input, input->layout->x);
  if (x != NULL && (role == NULL || strcmp(role, "x") == 0)) {
    for (size_t j = 0; j < tsqp_input_moderators(input); j++)
      d = mix_column(d, x + j * leading(input), &rows);
    found = 1;
  }
  if (!found) return tsqp_fail(TSQ_ERR_NAME, "the fit's records have no column '%.60s'", role != NULL ? role : "");
  *digest = d;
  return TSQ_OK;
}
