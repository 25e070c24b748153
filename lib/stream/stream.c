/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of a stream: made, fed, emptied for a further pass, freed. */
#include "stream/stream.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/options.h"
#include "base/status.h"
#include "stream/rows.h"

#include <string.h>

TSQP_NO_PADDING(tsq_stream_options, missing, 3 * sizeof(size_t) + 2 * sizeof(int32_t));

int tsqp_stream_make(size_t q, int32_t no_intercept, size_t families, tsq_stream **stream) {
  tsq_stream *s = tsqp_calloc(1, sizeof *s);
  if (s == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a stream");
  s->q = q;
  s->m = q + 2;
  s->triangle = s->m * (s->m + 1) / 2;
  s->families = families;
  s->no_intercept = no_intercept;
  s->unit = TSQP_NO_UNIT;
  s->kernels = tsqp_active_row_kernels();
  s->x_unit = tsqp_calloc(q + 1, sizeof *s->x_unit);
  s->shift = tsqp_calloc(q + 1, sizeof *s->shift);
  s->sum = tsqp_calloc(families * s->triangle, sizeof *s->sum);
  s->block = tsqp_calloc(tsqp_block_room(s->m), sizeof *s->block);
  if (s->x_unit == NULL || s->shift == NULL || s->sum == NULL || s->block == NULL) {
    tsq_stream_free(s);
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a stream of %zu moderators", q);
  }
  for (size_t j = 0; j < q; j++) {
    s->x_unit[j] = TSQP_NO_UNIT;
  }
  *stream = s;
  return TSQ_OK;
}

static void free_names(char **names, size_t n) {
  for (size_t j = 0; names != NULL && j < n; j++) {
    tsqp_free(names[j]);
  }
  tsqp_free(names);
}

void tsq_stream_free(tsq_stream *s) {
  if (s == NULL) return;
  tsqp_stream_drop_names(s);
  tsqp_free(s->x_unit);
  tsqp_free(s->shift);
  tsqp_free(s->sum);
  tsqp_free(s->block);
  tsqp_free(s);
}

int tsqp_stream_set_names(tsq_stream *s, const char *const *names) {
  char **made = tsqp_calloc(s->q, sizeof *made);
  int status = made != NULL ? TSQ_OK : TSQ_ERR_NOMEM;
  uint32_t check = 0;
  for (size_t j = 0; j < s->q && status == TSQ_OK; j++) {
    if (names[j] == NULL) {
      free_names(made, s->q);
      return tsqp_fail(TSQ_ERR_NULL, "options.x_names[%zu] is NULL", j);
    }
    made[j] = tsqp_strdup(names[j]);
    if (made[j] == NULL) status = TSQ_ERR_NOMEM;
    check = tsqp_crc32c(check, names[j], strlen(names[j]) + 1);
  }
  if (status != TSQ_OK) {
    free_names(made, s->q);
    return tsqp_fail(status, "out of memory for the moderators' names");
  }
  free_names(s->names, s->q);
  s->names = made;
  s->names_check = check != 0 ? check : 1; /* 0 means unnamed */
  return TSQ_OK;
}

void tsqp_stream_drop_names(tsq_stream *s) {
  free_names(s->names, s->q);
  s->names = NULL;
}

static int check_options(const tsq_stream_options *o) {
  if (o->p > TSQP_MAX_MODERATORS) {
    return tsqp_fail(TSQ_ERR_LENGTH, "options.p = %zu: at most %d moderators", o->p, TSQP_MAX_MODERATORS);
  }
  if (o->no_intercept != 0 && o->no_intercept != 1) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.no_intercept = %d: 0 or 1", (int)o->no_intercept);
  }
  if (o->no_intercept && o->p == 0) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "the model has neither an intercept nor a moderator");
  }
  if (o->missing != 0 && o->missing != TSQ_MISSING_OMIT && o->missing != TSQ_MISSING_ERROR) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.missing = %d is not one of its values", (int)o->missing);
  }
  return TSQ_OK;
}

int tsq_stream_new(const tsq_stream_options *options, tsq_stream **stream) {
  tsq_stream_options o;
  tsq_stream *s = NULL;
  tsqp_clear_error();
  TSQP_NOT_NULL(stream);
  TSQP_TRY(tsqp_read_options(options, &o, sizeof o, "tsq_stream_options"));
  TSQP_TRY(check_options(&o));
  TSQP_TRY(tsqp_stream_make(o.p, o.no_intercept, TSQP_FAMILIES, &s));
  s->missing_is_error = o.missing == TSQ_MISSING_ERROR;
  if (o.x_names != NULL && o.p > 0) {
    int status = tsqp_stream_set_names(s, o.x_names);
    if (status != TSQ_OK) {
      tsq_stream_free(s);
      return status;
    }
  }
  *stream = s;
  return TSQ_OK;
}

const char *tsqp_stream_name(const tsq_stream *s, size_t j, char *buffer, size_t n) {
  if (s->names != NULL) return s->names[j];
  tsqp_format(buffer, n, "x%zu", j + 1);
  return buffer;
}

void tsqp_stream_clear(tsq_stream *s, double tau2) {
  s->k = s->dropped = s->looked_at = 0;
  s->tau2 = tau2;
  s->v_min = s->v_max = 0;
  s->log_det = (tsqp_dd){0, 0};
  memset(s->sum, 0, s->families * s->triangle * sizeof *s->sum);
}

int tsq_stream_restart(tsq_stream *stream, double tau2) {
  tsqp_clear_error();
  TSQP_NOT_NULL(stream);
  if (!(tau2 >= 0 && isfinite(tau2))) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "tau2 = %g: it must be finite and >= 0", tau2);
  }
  stream->families = TSQP_V0; /* what does not depend on tau2 is known from the first pass */
  tsqp_stream_clear(stream, tau2);
  return TSQ_OK;
}

size_t tsq_stream_count(const tsq_stream *stream) {
  return stream != NULL ? (size_t)stream->k : 0;
}

size_t tsq_stream_dropped(const tsq_stream *stream) {
  return stream != NULL ? (size_t)stream->dropped : 0;
}

size_t tsq_stream_coefficients(const tsq_stream *stream) {
  return stream != NULL ? tsqp_stream_p(stream) : 0;
}
