/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of a stream, and the steps that its files share.
 *
 * A study is the row a = (1, x_1 .. x_q, e) with e = y - (b_0 + b_1 x_1 + ...), b being the running shift of Chan, Golub & LeVeque
 * (1983, doi:10.1080/00031305.1983.10483115), carried over from means to regressions. A stream holds sum m a a' (lower triangle)
 * for several weightings m, the families below, in double-double arithmetic. Everything is in units that are powers of two, found from the first
 * study, so that scaling rounds nothing.
 */
#ifndef TSQP_STREAM_H
#define TSQP_STREAM_H

#include "numeric/double_double.h"

#include <tausq/stream.h>

#include <stddef.h>
#include <stdint.h>

/* Weightings: w = 1/(v + tau2) and its powers; in a first pass also 1, v and v^2 (what HE and SJ need), the
   last two without the pairs of e, which stay 0. */
enum { TSQP_W1, TSQP_W2, TSQP_W3, TSQP_V0, TSQP_V1, TSQP_V2, TSQP_FAMILIES };

#define TSQP_NO_UNIT INT32_MIN
#define TSQP_MAX_MODERATORS 1024

struct tsqp_row_kernels;

struct tsq_stream {
  size_t q;        /* moderators */
  size_t m;        /* q + 2: the length of a row */
  size_t triangle; /* m (m + 1) / 2 */
  size_t families; /* TSQP_FAMILIES in a first pass, TSQP_V0 in later ones */
  int32_t no_intercept;
  int32_t unit;         /* y is held as y / 2^unit; TSQP_NO_UNIT before the first study */
  uint32_t names_check; /* CRC of the moderators' names, 0 = unnamed */
  int32_t missing_is_error;
  uint64_t k;
  uint64_t dropped;
  uint64_t looked_at; /* k when the shift was last examined */
  double tau2;        /* of this pass, in the caller's units */
  double v_min;       /* the caller's units; 0 before the first study */
  double v_max;
  tsqp_dd log_det; /* sum ln((v + tau2) / 4^unit) */
  int32_t *x_unit; /* [q] x_j is held as x_j / 2^x_unit[j] */
  double *shift;   /* [q + 1] */
  tsqp_dd *sum;    /* [families][triangle] */
  double *block;   /* room of one block of studies */
  const struct tsqp_row_kernels *kernels;
  char **names; /* [q], NULL = unnamed */
};

/* Place of the pair (a, b), b <= a, in a triangle. */
static inline size_t tsqp_at(size_t a, size_t b) {
  return a * (a + 1) / 2 + b;
}

static inline tsqp_dd *tsqp_family(const tsq_stream *s, size_t family) {
  return s->sum + family * s->triangle;
}

/* The first active row entry and the number of coefficients: without an intercept the entry 0 is summed but not used. */
static inline size_t tsqp_stream_p(const tsq_stream *s) {
  return s->q + (s->no_intercept ? 0 : 1);
}

int tsqp_stream_make(size_t q, int32_t no_intercept, size_t families, tsq_stream **stream);
/* Without studies, for the pass at tau2; units and shift stay. */
void tsqp_stream_clear(tsq_stream *s, double tau2);
/* Copies the moderators' names [q]; the stream stays as it was where that fails. */
int tsqp_stream_set_names(tsq_stream *s, const char *const *names);
void tsqp_stream_drop_names(tsq_stream *s);
/* The name of moderator j for messages. */
const char *tsqp_stream_name(const tsq_stream *s, size_t j, char *buffer, size_t n);
/* Adds the sums of `from` to those of `into`; both are of one kind. */
int tsqp_stream_join(tsq_stream *into, const tsq_stream *from);
/* TSQ_OK where `from` may be merged into `into`; `what` names it in the message. */
int tsqp_stream_same_kind(const tsq_stream *into, const tsq_stream *from, const char *what);
/* From the present shift to another one [q + 1]; d is room for m numbers. */
void tsqp_stream_move_shift(tsq_stream *s, const double *shift, tsqp_dd *d);
/* Moves the shift to the solution where the sums about it would cancel too much. */
void tsqp_stream_look_at_shift(tsq_stream *s);

uint32_t tsqp_crc32c(uint32_t crc, const void *bytes, size_t n);

#endif
