/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rma/pooled_sums.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

const char *tsqp_moderator_name(const tsq_data *data, size_t column, char *buffer, size_t n) {
  if (data->x_names != NULL && data->x_names[column] != NULL) return data->x_names[column];
  tsqp_format(buffer, n, "x%zu", column + 1);
  return buffer;
}

static double variance_at(const tsq_data *data, size_t i) {
  return data->vi != NULL ? data->vi[i] : data->sei[i] * data->sei[i];
}

static int check_arguments(const tsq_data *data) {
  if (data->k == 0) return tsqp_fail(TSQ_ERR_LENGTH, "data.k = 0: there are no studies");
  if (data->yi == NULL) return tsqp_fail(TSQ_ERR_NULL, "data.yi is NULL");
  if (data->vi == NULL && data->sei == NULL)
    return tsqp_fail(TSQ_ERR_NULL, "data.vi and data.sei are both NULL: give one");
  if (data->vi != NULL && data->sei != NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT,
                     "data.vi and data.sei are both given: give one, so that they cannot be confused");
  }
  if (data->p > 0 && data->x == NULL)
    return tsqp_fail(TSQ_ERR_NULL, "data.x is NULL but data.p = %zu", data->p);
  if (data->ldx != 0 && data->ldx < data->k) {
    return tsqp_fail(TSQ_ERR_LENGTH, "data.ldx = %zu < data.k = %zu: columns would overlap", data->ldx,
                     data->k);
  }
  if (data->p > 4096) return tsqp_fail(TSQ_ERR_LENGTH, "data.p = %zu: at most 4096 moderators", data->p);
  return TSQ_OK;
}

/* " (study 'Hart 1977', line 5)", "" where neither label nor line is known. */
const char *tsqp_study_place(const tsq_data *data, size_t i, char *buffer, size_t n) {
  const char *label = data->labels != NULL ? data->labels[i] : NULL;
  size_t line = data->lines != NULL ? data->lines[i] : 0;
  char at[32] = "";
  buffer[0] = '\0';
  if (line > 0) tsqp_format(at, sizeof at, "line %zu", line);
  if (label != NULL) {
    tsqp_format(buffer, n, " (study '%.60s'%s%s)", label, line > 0 ? ", " : "", at);
  } else if (line > 0) {
    tsqp_format(buffer, n, " (%s)", at);
  }
  return buffer;
}

static int not_positive(const tsq_data *data, size_t i) {
  char place[120];
  return tsqp_fail(TSQ_ERR_DATA, "%s[%zu] = %g%s: a %s must be > 0", data->vi != NULL ? "vi" : "sei", i,
                   data->vi != NULL ? data->vi[i] : data->sei[i], tsqp_study_place(data, i, place, sizeof place),
                   data->vi != NULL ? "sampling variance" : "standard error");
}

/* NaN means missing; what is not missing must be in its domain. */
static int check_study(const tsq_data *data, size_t i, int *missing) {
  const char *spread_name = data->vi != NULL ? "vi" : "sei";
  char place[120];
  double y = data->yi[i];
  double spread = data->vi != NULL ? data->vi[i] : data->sei[i];
  *missing = isnan(y) || isnan(spread);
  if (isinf(y)) return tsqp_fail(TSQ_ERR_DATA, "yi[%zu]%s is infinite", i, tsqp_study_place(data, i, place, sizeof place));
  if (!isnan(spread) && !(spread >= 0)) {
    return not_positive(data, i);
  }
  if (isinf(spread)) return tsqp_fail(TSQ_ERR_DATA, "%s[%zu]%s is infinite", spread_name, i, tsqp_study_place(data, i, place, sizeof place));
  for (size_t j = 0; j < data->p; j++) {
    double x = data->x[i + j * data->ldx];
    if (isinf(x)) {
      char buffer[32];
      return tsqp_fail(TSQ_ERR_DATA, "x[%zu] of moderator '%.60s'%s is infinite", i,
                       tsqp_moderator_name(data, j, buffer, sizeof buffer), tsqp_study_place(data, i, place, sizeof place));
    }
    if (isnan(x)) *missing = 1;
  }
  if (data->weights != NULL) {
    double a = data->weights[i];
    if (a < 0 || isinf(a))
      return tsqp_fail(TSQ_ERR_DATA, "weights[%zu] = %g%s: a weight must be finite and >= 0", i, a,
                       tsqp_study_place(data, i, place, sizeof place));
    if (isnan(a)) *missing = 1;
  }
  return TSQ_OK;
}

static int remember_dropped(tsqp_studies *s, size_t i, size_t *room) {
  if (s->n_dropped == *room) {
    size_t more = *room == 0 ? 16 : *room * 2;
    size_t *grown = tsqp_realloc(s->dropped, more * sizeof *grown);
    if (grown == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for the indices of dropped studies");
    s->dropped = grown;
    *room = more;
  }
  s->dropped[s->n_dropped++] = i;
  return TSQ_OK;
}

static int scan_studies(tsqp_studies *s, int missing_is_error) {
  const tsq_data *data = &s->data;
  size_t room = 0;
  for (size_t i = 0; i < data->k; i++) {
    int missing = 0;
    TSQP_TRY(check_study(data, i, &missing));
    if (missing) {
      char place[120];
      if (missing_is_error)
        return tsqp_fail(TSQ_ERR_DATA, "study [%zu]%s has a missing value (NaN)", i, tsqp_study_place(data, i, place, sizeof place));
      TSQP_TRY(remember_dropped(s, i, &room));
      continue;
    }
    double v = variance_at(data, i);
    if ((data->vi != NULL ? data->vi[i] : data->sei[i]) == 0) {
      if (s->n_zero++ == 0) s->zero = i;
      s->k++;
      if (data->weights != NULL) s->weight_max = fmax(s->weight_max, data->weights[i]);
      continue;
    }
    if (v == 0 || isinf(v))
      return tsqp_fail(TSQ_ERR_RANGE, "sei[%zu] = %g: its square cannot be represented", i, data->sei[i]);
    int is_first = s->k == s->n_zero;
    if (is_first || v < s->v_min) {
      s->v_second = is_first ? HUGE_VAL : s->v_min;
      s->v_min = v;
      s->pivot = i;
    } else if (v < s->v_second) {
      s->v_second = v;
    }
    if (is_first || v > s->v_max) s->v_max = v;
    if (data->weights != NULL) s->weight_max = fmax(s->weight_max, data->weights[i]);
    s->k++;
  }
  return TSQ_OK;
}

/*
 * The unit is the power of two next to the geometric middle of the smallest and the largest standard error: sums of
 * powers of weights then neither overflow nor underflow, and scaling rounds nothing.
 */
static void choose_unit(tsqp_studies *s) {
  s->exponent = (ilogb(s->v_min) + ilogb(s->v_max)) / 4;
  s->v_min = ldexp(s->v_min, -2 * s->exponent);
  s->v_second = s->k - s->n_zero > 1 ? ldexp(s->v_second, -2 * s->exponent) : s->v_min;
  s->v_max = ldexp(s->v_max, -2 * s->exponent);
  s->y_pivot = ldexp(s->data.yi[s->pivot], -s->exponent);
  if (s->n_zero > 0) s->v_min = s->v_zero = ldexp(s->v_min, -200);
}

int tsqp_studies_scan(const tsq_data *data, int missing_is_error, size_t threads, tsqp_studies *studies) {
  TSQP_TRY(check_arguments(data));
  if (tsqp_first_look(data, threads, studies)) return TSQ_OK;
  memset(studies, 0, sizeof *studies);
  studies->data = *data;
  studies->threads = threads;
  if (studies->data.ldx == 0) studies->data.ldx = data->k;
  int status = scan_studies(studies, missing_is_error);
  if (status == TSQ_OK && studies->k == 0) {
    status = tsqp_fail(TSQ_ERR_TOO_FEW, "no study is complete: each of the %zu has a missing value", data->k);
  }
  if (status == TSQ_OK && studies->n_zero == studies->k) status = not_positive(data, studies->zero);
  if (status == TSQ_OK && data->weights != NULL && studies->weight_max == 0) {
    status = tsqp_fail(TSQ_ERR_DATA, "weights are all 0");
  }
  if (status != TSQ_OK) {
    tsqp_studies_release(studies);
    return status;
  }
  choose_unit(studies);
  return TSQ_OK;
}

size_t tsqp_first_dropped(const tsqp_studies *s, size_t row) {
  size_t lo = 0;
  size_t hi = s->n_dropped;
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    if (s->dropped[mid] < row) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return lo;
}

void tsqp_studies_release(tsqp_studies *studies) {
  tsqp_free(studies->column);
  tsqp_free(studies->dropped);
  tsqp_free(studies->r);
  memset(studies, 0, sizeof *studies);
}
