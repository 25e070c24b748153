/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Joining streams. The other one's sums are brought into this one's units (powers of two) and to its shift, in the manner of Chan,
 * Golub & LeVeque 1983 (doi:10.1080/00031305.1983.10483115): with e' = e - x'd,
 *   sum w x e' = sum w x e - (sum w x x') d        sum w e'^2 = sum w e^2 - d'(sum w x e + sum w x e').
 */
#include "stream/stream.h"

#include "base/alloc.h"
#include "base/status.h"
#include "numeric/dd_linalg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LN2_HIGH 0.693147180559945286
#define LN2_LOW 2.319046813846299558e-17

/* Beyond this the sums of one stream would be lost in, or overflow, those of the other. */
#define UNIT_APART 150
#define X_UNIT_APART 200

/* Above this ratio of what the shift leaves over to the residual sum of squares, the shift is moved. */
#define CANCELLATION 1e3

int tsqp_stream_same_kind(const tsq_stream *into, const tsq_stream *from, const char *what) {
  if (into->q != from->q || into->no_intercept != from->no_intercept) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "%s has %zu moderators%s, the other stream has %zu%s", what, from->q,
                     from->no_intercept ? " and no intercept" : "", into->q,
                     into->no_intercept ? " and no intercept" : "");
  }
  if (into->names_check != 0 && from->names_check != 0 && into->names_check != from->names_check) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "%s has moderators of other names than the other stream", what);
  }
  if (into->families != from->families) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "%s is a %s pass, the other stream is not", what,
                     from->families == TSQP_FAMILIES ? "first" : "later");
  }
  if (into->tau2 != from->tau2) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "%s was made at tau2 = %.17g, the other stream at %.17g", what,
                     from->tau2, into->tau2);
  }
  return TSQ_OK;
}

void tsqp_stream_move_shift(tsq_stream *s, const double *shift, tsqp_dd *d) {
  size_t e = s->m - 1;
  for (size_t a = 0; a < e; a++) {
    d[a] = tsqp_dd_sum(shift[a], -s->shift[a]);
    s->shift[a] = shift[a];
  }
  for (size_t f = 0; f < s->families && f <= TSQP_V0; f++) { /* the others have no pairs of e */
    tsqp_dd *sum = tsqp_family(s, f);
    tsqp_dd *last = sum + tsqp_at(e, 0);
    tsqp_dd square = last[e];
    for (size_t a = 0; a < e; a++) {
      square = tsqp_dd_subtract(square, tsqp_dd_multiply(d[a], last[a]));
    }
    for (size_t a = 0; a < e; a++) {
      for (size_t b = 0; b < e; b++) {
        tsqp_dd xx = a >= b ? sum[tsqp_at(a, b)] : sum[tsqp_at(b, a)];
        last[a] = tsqp_dd_subtract(last[a], tsqp_dd_multiply(xx, d[b]));
      }
      square = tsqp_dd_subtract(square, tsqp_dd_multiply(d[a], last[a]));
    }
    last[e] = square;
  }
}

/* The shift that the sums ask for: the solution of the first family's normal equations. 0 = the present one will do. */
static int better_shift(const tsq_stream *s, tsqp_dd *room, double *shift) {
  size_t p = tsqp_stream_p(s);
  size_t first = s->m - 1 - p;
  const tsqp_dd *sum = tsqp_family(s, TSQP_W1);
  tsqp_dd *l = room;
  tsqp_dd *d = l + p * p;
  for (size_t a = 0; a < p; a++) {
    d[a] = sum[tsqp_at(s->m - 1, a + first)];
    for (size_t b = 0; b <= a; b++) {
      l[a * p + b] = sum[tsqp_at(a + first, b + first)];
    }
  }
  if (tsqp_dd_cholesky(p, l, 1e-24) != p) return 0;
  tsqp_dd_solve_lower(p, l, d);
  tsqp_dd left_over = tsqp_dd_dot(p, d, d);
  double rest = tsqp_dd_value(tsqp_dd_subtract(sum[tsqp_at(s->m - 1, s->m - 1)], left_over));
  if (!(left_over.high > CANCELLATION * rest) || !isfinite(left_over.high)) return 0;
  tsqp_dd_solve_lower_transposed(p, l, d);
  memcpy(shift, s->shift, (s->q + 1) * sizeof *shift);
  for (size_t a = 0; a < p; a++) {
    shift[a + first] += tsqp_dd_value(d[a]);
    if (!isfinite(shift[a + first])) return 0;
  }
  return 1;
}

void tsqp_stream_look_at_shift(tsq_stream *s) {
  size_t p = tsqp_stream_p(s);
  if (s->k < p + 2 || s->k < 2 * s->looked_at) return;
  s->looked_at = s->k;
  tsqp_dd *room = tsqp_malloc((p * p + p + s->m) * sizeof *room);
  double *shift = tsqp_malloc((s->q + 1) * sizeof *shift);
  if (room != NULL && shift != NULL && better_shift(s, room, shift)) { /* without memory the shift stays */
    tsqp_stream_move_shift(s, shift, room + p * p);
  }
  tsqp_free(room);
  tsqp_free(shift);
}

static int check_apart(const tsq_stream *into, const tsq_stream *from) {
  int far = into->unit != TSQP_NO_UNIT && abs(from->unit - into->unit) > UNIT_APART;
  for (size_t j = 0; j < into->q; j++) {
    if (into->x_unit[j] == TSQP_NO_UNIT || from->x_unit[j] == TSQP_NO_UNIT) continue;
    far |= abs(from->x_unit[j] - into->x_unit[j]) > X_UNIT_APART;
  }
  if (!far) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_RANGE, "the streams' scales are too far apart to be summed in double precision");
}

/* `s` in the units of `into`, whose missing units it sets. */
static void to_units_of(tsq_stream *into, tsq_stream *s) {
  size_t e = s->m - 1;
  int dy = s->unit - into->unit;
  for (size_t j = 0; j < s->q; j++) { /* a column without a unit is all 0: any unit fits */
    if (into->x_unit[j] == TSQP_NO_UNIT) into->x_unit[j] = s->x_unit[j];
    if (s->x_unit[j] == TSQP_NO_UNIT) s->x_unit[j] = into->x_unit[j];
  }
  for (size_t f = 0; f < s->families; f++) {
    int of_weight = f < TSQP_V0 ? -2 * dy * (int)(f + 1) : 2 * dy * (int)(f - TSQP_V0);
    for (size_t a = 0; a < s->m; a++) {
      int of_a = a == e ? dy : (a == 0 ? 0 : s->x_unit[a - 1] - into->x_unit[a - 1]);
      for (size_t b = 0; b <= a; b++) {
        int of_b = b == e ? dy : (b == 0 ? 0 : s->x_unit[b - 1] - into->x_unit[b - 1]);
        tsqp_dd *sum = &tsqp_family(s, f)[tsqp_at(a, b)];
        *sum = tsqp_dd_scale(*sum, of_weight + of_a + of_b);
      }
    }
  }
  for (size_t a = 0; a < e; a++) {
    s->shift[a] = ldexp(s->shift[a], dy - (a == 0 ? 0 : s->x_unit[a - 1] - into->x_unit[a - 1]));
  }
  tsqp_dd grown = tsqp_dd_times((tsqp_dd){LN2_HIGH, LN2_LOW}, 2.0 * dy * (double)s->k);
  s->log_det = tsqp_dd_add(s->log_det, grown);
  s->unit = into->unit;
  memcpy(s->x_unit, into->x_unit, s->q * sizeof *s->x_unit);
}

static void add_sums(tsq_stream *into, const tsq_stream *from) {
  for (size_t i = 0; i < into->families * into->triangle; i++) {
    into->sum[i] = tsqp_dd_add(into->sum[i], from->sum[i]);
  }
  into->log_det = tsqp_dd_add(into->log_det, from->log_det);
  if (into->k == 0 || from->v_min < into->v_min) into->v_min = from->v_min;
  if (from->v_max > into->v_max) into->v_max = from->v_max;
  into->k += from->k;
}

static void copy_state(tsq_stream *to, const tsq_stream *from) {
  to->unit = from->unit;
  to->k = from->k;
  to->looked_at = from->looked_at;
  to->v_min = from->v_min;
  to->v_max = from->v_max;
  to->log_det = from->log_det;
  memcpy(to->x_unit, from->x_unit, from->q * sizeof *from->x_unit);
  memcpy(to->shift, from->shift, (from->q + 1) * sizeof *from->shift);
  memcpy(to->sum, from->sum, from->families * from->triangle * sizeof *from->sum);
}

int tsqp_stream_join(tsq_stream *into, const tsq_stream *from) {
  if (from->k > 0) {
    if (into->unit == TSQP_NO_UNIT) {
      copy_state(into, from);
    } else {
      tsq_stream *other = NULL;
      TSQP_TRY(check_apart(into, from));
      TSQP_TRY(tsqp_stream_make(from->q, from->no_intercept, from->families, &other));
      tsqp_dd *d = tsqp_malloc(from->m * sizeof *d);
      if (d == NULL) {
        tsq_stream_free(other);
        return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for merging %zu moderators", from->q);
      }
      copy_state(other, from);
      to_units_of(into, other);
      tsqp_stream_move_shift(other, into->shift, d);
      add_sums(into, other);
      tsqp_free(d);
      tsq_stream_free(other);
    }
  }
  into->dropped += from->dropped;
  return TSQ_OK;
}

int tsq_stream_merge(tsq_stream *into, const tsq_stream *from) {
  tsqp_clear_error();
  TSQP_NOT_NULL(into);
  TSQP_NOT_NULL(from);
  if (into == from) return tsqp_fail(TSQ_ERR_ARGUMENT, "from is the same stream as into");
  TSQP_TRY(tsqp_stream_same_kind(into, from, "from"));
  int takes_names = into->names == NULL && from->names != NULL;
  uint32_t check = into->names_check;
  if (takes_names) TSQP_TRY(tsqp_stream_set_names(into, (const char *const *)from->names));
  int status = tsqp_stream_join(into, from);
  if (status != TSQ_OK) {
    if (takes_names) tsqp_stream_drop_names(into);
    into->names_check = check;
    return status;
  }
  if (into->names_check == 0) into->names_check = from->names_check;
  tsqp_stream_look_at_shift(into);
  return TSQ_OK;
}
