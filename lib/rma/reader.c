/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks of complete studies, gathered from the caller's arrays. */
#include "base/alloc.h"
#include "base/status.h"
#include "kernel/columns.h"
#include "rma/studies.h"

#include <math.h>
#include <string.h>

int tsqp_reader_open(tsqp_reader *reader, const tsqp_studies *studies) {
  memset(reader, 0, sizeof *reader);
  reader->studies = studies;
  size_t columns = 3 + studies->p;
  double *room = tsqp_malloc(columns * TSQP_BLOCK * sizeof *room);
  size_t *index = tsqp_malloc(TSQP_BLOCK * sizeof *index);
  if (room == NULL || index == NULL) {
    tsqp_free(room);
    tsqp_free(index);
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a block of %zu columns", columns);
  }
  reader->block.y = room;
  reader->block.v = room + TSQP_BLOCK;
  reader->block.a = studies->data.weights != NULL ? room + 2 * TSQP_BLOCK : NULL;
  reader->block.z = room + 3 * TSQP_BLOCK;
  reader->block.index = index;
  tsqp_reader_rewind(reader, studies->r);
  return TSQ_OK;
}

void tsqp_reader_close(tsqp_reader *reader) {
  tsqp_free(reader->block.y); /* one allocation holds all columns */
  tsqp_free(reader->block.index);
  memset(reader, 0, sizeof *reader);
}

void tsqp_reader_rewind(tsqp_reader *reader, const double *r) {
  reader->r = r;
  reader->next_row = 0;
  reader->next_dropped = 0;
}

/* The indices of the next complete studies. */
static size_t next_rows(tsqp_reader *reader) {
  const tsqp_studies *s = reader->studies;
  size_t n = 0;
  while (n < TSQP_BLOCK && reader->next_row < s->data.k) {
    size_t i = reader->next_row++;
    if (reader->next_dropped < s->n_dropped && s->dropped[reader->next_dropped] == i) {
      reader->next_dropped++;
    } else {
      reader->block.index[n++] = i;
    }
  }
  return n;
}

/* z = R^-T x by forward substitution, a column at a time over the whole block. */
static void gather_basis(const tsqp_reader *reader, size_t n) {
  const tsqp_studies *s = reader->studies;
  const size_t *index = reader->block.index;
  for (size_t j = 0; j < s->p; j++) {
    double *z = reader->block.z + j * TSQP_BLOCK;
    if (s->column[j] == TSQP_INTERCEPT) {
      for (size_t i = 0; i < n; i++) {
        z[i] = 1;
      }
    } else {
      const double *x = s->data.x + s->column[j] * s->data.ldx;
      for (size_t i = 0; i < n; i++) {
        z[i] = x[index[i]];
      }
    }
    if (reader->r == NULL) continue;
    for (size_t m = 0; m < j; m++) {
      tsqp_kernel_axpy(n, -reader->r[m * s->p + j], reader->block.z + m * TSQP_BLOCK, z);
    }
    double diagonal = reader->r[j * s->p + j];
    for (size_t i = 0; i < n; i++) {
      z[i] /= diagonal;
    }
  }
}

size_t tsqp_reader_next(tsqp_reader *reader) {
  const tsqp_studies *s = reader->studies;
  size_t n = next_rows(reader);
  reader->block.n = n;
  if (n == 0) return 0;
  double y_unit = ldexp(1, -s->exponent);
  double v_unit = ldexp(1, -2 * s->exponent);
  for (size_t i = 0; i < n; i++) {
    size_t row = reader->block.index[i];
    reader->block.y[i] = s->data.yi[row] * y_unit;
    reader->block.v[i] = s->data.vi != NULL ? s->data.vi[row] * v_unit
                                            : (s->data.sei[row] * y_unit) * (s->data.sei[row] * y_unit);
    if (reader->block.v[i] == 0) reader->block.v[i] = s->v_zero;
    if (reader->block.a != NULL) reader->block.a[i] = s->data.weights[row] / s->weight_max;
  }
  if (s->column != NULL && s->p > 0) gather_basis(reader, n);
  return n;
}
