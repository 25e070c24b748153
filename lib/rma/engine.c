/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rma/engine.h"

#include "base/alloc.h"
#include "base/status.h"
#include "rma/regression_algebra.h"

#include <math.h>
#include <string.h>

static int no_memory(size_t p) {
  return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu coefficients", p);
}

int tsqp_engine_open(tsqp_engine *e, const tsqp_studies *studies) {
  memset(e, 0, sizeof *e);
  size_t p = studies->p;
  e->studies = studies;
  e->p = p;
  double *room = tsqp_calloc(6 * p * p + 5 * p, sizeof *room);
  if (room == NULL) return no_memory(p);
  e->r = room;
  e->chol = e->r + p * p;
  e->shift = e->chol + p * p;
  e->work = e->shift + p;
  memcpy(e->r, studies->r, p * p * sizeof *e->r);
  int status = tsqp_reader_open(&e->reader, studies);
  if (status == TSQ_OK && tsqp_is_pooled(studies)) {
    e->chunks = tsqp_malloc(tsqp_pooled_chunks(studies->data.k) * sizeof *e->chunks);
    if (e->chunks == NULL) status = no_memory(p);
  } else if (status == TSQ_OK) {
    status = tsqp_regression_open(&e->regression, studies);
  }
  if (status != TSQ_OK) tsqp_engine_close(e);
  return status;
}

void tsqp_engine_close(tsqp_engine *e) {
  tsqp_free(e->r); /* one allocation holds all numbers */
  tsqp_free(e->chunks);
  tsqp_regression_close(&e->regression);
  if (e->apart != NULL) tsqp_apart_close(e->apart);
  tsqp_free(e->apart);
  tsqp_reader_close(&e->reader);
  memset(e, 0, sizeof *e);
}

int tsqp_engine_apart(tsqp_engine *e, tsqp_apart **apart) {
  if (e->apart == NULL) {
    tsqp_apart *made = tsqp_malloc(sizeof *made);
    if (made == NULL) return no_memory(e->p);
    int status = tsqp_apart_open(made, e->studies);
    if (status != TSQ_OK) {
      tsqp_free(made);
      return status;
    }
    e->apart = made;
  }
  *apart = e->apart;
  return TSQ_OK;
}

/* ---- the pooled model -------------------------------------------------------------------------------------------- */

/*
 * The most precise study, with normalised weight w_m, is kept apart from the sums r over the others: where it outweighs them by many
 * orders of magnitude, what they contribute would otherwise vanish in differences such as sum w - sum w^2 / sum w. With e = y - y_m,
 * S1 = w_m + R1 and f = w_m/S1, and d the mean relative to y_m (the shift of this pass plus delta):
 *   tr P  = 2 f R1 + (R1^2 - R2)/S1          tr PP = (f R1)^2 + 2 f^2 R2 + R2 - 2 R3/S1 + (R2/S1)^2
 *   y'PPPy = sum w^3 r^2 + f g^2 R1 + 2 f u g - u^2/S1, g = w_m d, u = sum w^2 r over the others
 * Where no study is kept apart w_m is 0.
 */
static double pooled_algebra(const double r[TSQP_POOLED_SUMS], double w_m, double shift, tsqp_moments *m,
                             double *d) {
  double s1 = w_m + r[0];
  double f = w_m / s1;
  double sum_we = r[3] + shift * r[0];
  *d = sum_we / s1;
  double delta = *d - shift;
  double g = f * sum_we;
  double others = r[6] - 2 * delta * r[3] + delta * delta * r[0];
  double u = r[4] - delta * r[1];
  m->sw1 = s1;
  m->sw2 = w_m * w_m + r[1];
  m->sw3 = w_m * w_m * w_m + r[2];
  m->rw2 = hypot(w_m, sqrt(r[1]));
  m->q1 = fmax(0, others) + g * *d;
  m->q2 = fmax(0, r[7] - 2 * delta * r[4] + delta * delta * r[1]) + g * g;
  m->q3 =
      fmax(0, r[8] - 2 * delta * r[5] + delta * delta * r[2] + f * g * g * r[0] + 2 * f * u * g - u * u / s1);
  m->tr1 = 2 * f * r[0] + (r[0] * r[0] - r[1]) / s1;
  m->tr2 = f * r[0] * f * r[0] + 2 * f * f * r[1] + (r[1] - 2 * r[2] / s1 + (r[1] / s1) * (r[1] / s1));
  m->log_det_xwx = log(s1) - log(m->s);
  return others;
}

/* The sums at t: at t = 0 they may have come with the scan. */
static void pooled_sums(tsqp_engine *e, int asked, tsqp_moments *m, double sums[TSQP_POOLED_SUMS]) {
  const tsqp_studies *s = e->studies;
  tsqp_pooled_at at = {.shift = e->shift[0], .t = m->t, .s = m->s};
  tsqp_pooled_pass(s, &at, !(asked & TSQP_TRACES), e->chunks, sums);
}

static void pooled_moments(tsqp_engine *e, int asked, tsqp_moments *m) {
  const tsqp_studies *studies = e->studies;
  int apart = studies->pivot != SIZE_MAX;
  int use_first = m->t == 0 && studies->has_first;
  m->s = use_first ? 1 : studies->v_second + m->t;
  double w_m = apart ? m->s / (studies->v_min + m->t) : 0;
  double allowed = asked & TSQP_EXACT ? TSQP_LITTLE : TSQP_MUCH;
  for (int pass = 0; pass < 3; pass++) {
    double sums[TSQP_POOLED_SUMS];
    double d;
    if (use_first && pass == 0) {
      memcpy(sums, studies->first, sizeof sums);
      e->shift[0] = 0;
    } else {
      pooled_sums(e, asked, m, sums);
    }
    double others = pooled_algebra(sums, w_m, e->shift[0], m, &d);
    m->log_det_v = sums[TSQP_LOG] + (apart ? log(studies->v_min + m->t) : 0);
    double moved = (d - e->shift[0]) * (d - e->shift[0]) * sums[0];
    e->shift[0] = d;
    if (moved <= allowed * fmax(0, others + moved)) break;
  }
  e->chol[0] = sqrt(m->sw1);
  m->error = 1e-13;
}

/* ---- both ---------------------------------------------------------------------------------------------------------- */

/* Whether what was asked before is at least what is asked now. */
static int covers(int before, int now) {
  int exact = (before & TSQP_EXACT) || !(now & TSQP_EXACT);
  int all = !(before & TSQP_TRACES) || (now & TSQP_TRACES);
  return exact && all;
}

/* Names the study whose effect is the most standard errors away from 0. */
static int overflow(const tsq_data *data) {
  double most = -HUGE_VAL;
  size_t at = 0;
  for (size_t i = 0; i < data->k; i++) {
    double log_se = data->vi != NULL ? 0.5 * log(data->vi[i]) : log(data->sei[i]);
    double away = log(fabs(data->yi[i])) - log_se;
    if (away > most) { /* false for NaN */
      most = away;
      at = i;
    }
  }
  return tsqp_fail(TSQ_ERR_RANGE, "yi[%zu] = %g, %s[%zu] = %g: weighted sums overflow double precision", at,
                   data->yi[at], data->vi != NULL ? "vi" : "sei", at,
                   data->vi != NULL ? data->vi[at] : data->sei[at]);
}

/* Studies with a variance of 0 outweigh the rest beyond all bounds. The pooled model's shift is from y_pivot. */
static int without_variance(tsqp_engine *e, tsqp_moments *m) {
  const tsqp_studies *s = e->studies;
  if (!tsqp_apart_affordable(s)) {
    return tsqp_fail(TSQ_ERR_DATA, "%s[%zu] = 0: so many studies need sampling variances > 0",
                     s->data.vi != NULL ? "vi" : "sei", s->zero);
  }
  TSQP_TRY(tsqp_apart_moments(e, m));
  if (tsqp_is_pooled(s)) e->shift[0] -= s->y_pivot;
  return TSQ_OK;
}

int tsqp_moments_at(tsqp_engine *e, double t, int asked, tsqp_moments *moments) {
  if (e->has_last && e->last.t == t && covers(e->last_asked, asked)) {
    *moments = e->last;
    return TSQ_OK;
  }
  tsqp_moments m = {.t = t};
  e->has_last = 0;
  if (e->studies->n_zero > 0) {
    TSQP_TRY(without_variance(e, &m));
  } else if (tsqp_is_pooled(e->studies)) {
    pooled_moments(e, asked, &m);
  } else {
    TSQP_TRY(tsqp_regression_moments(e, asked, &m));
  }
  if (!isfinite(m.q1) || !isfinite(m.q2) || !isfinite(m.sw1)) {
    return overflow(&e->studies->data);
  }
  if (asked & TSQP_TRACES) m.q2 = m.q3 = NAN;
  e->last = *moments = m;
  e->last_asked = asked;
  e->has_last = 1;
  if (t == 0 && (asked & TSQP_EXACT)) {
    e->zero = m;
    e->has_zero = 1;
  }
  return TSQ_OK;
}

int tsqp_moments_at_zero(tsqp_engine *e, tsqp_moments *moments) {
  if (!e->has_zero) return tsqp_moments_at(e, 0, TSQP_EXACT | TSQP_TRACES, moments);
  *moments = e->zero;
  return TSQ_OK;
}

double tsqp_log_det_xx(const tsqp_studies *studies) {
  if (tsqp_is_pooled(studies)) return log((double)studies->k);
  double log_r = 0;
  for (size_t j = 0; j < studies->p; j++) {
    log_r += log(fabs(studies->r[j * studies->p + j]));
  }
  return 2 * log_r;
}
