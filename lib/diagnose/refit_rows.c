/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnose/refit_rows.h"

#include "base/names.h"
#include "base/number.h"
#include "base/options.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

static int find_coefficient(const tsq_fit *fit, const char *name, size_t *index) {
  *index = 0;
  if (name == NULL) return TSQ_OK;
  for (size_t j = 0; j < fit->linear.p; j++) {
    if (strcmp(fit->linear.names[j], name) != 0) continue;
    *index = j;
    return TSQ_OK;
  }
  char known[300];
  tsqp_nearest_first(name, (const char *const *)fit->linear.names, fit->linear.p, known, sizeof known);
  return tsqp_fail(TSQ_ERR_NAME, "options.coefficient: the fit has no '%.60s'; it has %s", name, known);
}

int tsqp_refit_rows_open(tsqp_refit_rows *r, const tsq_fit *fit, const tsq_rows_options *callers,
                         tsq_rows_options *o) {
  TSQP_TRY(tsqp_read_options(callers, o, sizeof *o, "tsq_rows_options"));
  TSQP_TRY(tsqp_need(fit, "refit"));
  TSQP_TRY(find_coefficient(fit, o->coefficient, &r->coefficient));
  r->fit = fit;
  r->rows = NULL;
  return tsq_rows_new(fit->options.level, fit->options.measure, &r->rows);
}

/* ---- one row ----------------------------------------------------------------------------------------------------- */

/* The coefficient of `fit` that is the same column as the r-th of all studies' fit; p where it is gone. */
static size_t same_coefficient(const tsqp_refit_rows *r, const tsq_fit *fit, size_t of_all) {
  size_t j = 0;
  while (j < fit->linear.p && fit->linear.column[j] != r->fit->linear.column[of_all])
    j++;
  return j;
}

/* The pooled effect with its prediction interval, or a coefficient. */
static int set_effect(const tsqp_refit_rows *r, const tsq_fit *fit, tsq_row *row) {
  size_t j = same_coefficient(r, fit, r->coefficient);
  if (j == fit->linear.p) {
    row->status = TSQ_ERR_SINGULAR;
    row->note = "the coefficient cannot be estimated from these studies";
    return TSQ_OK;
  }
  if (tsqp_fit_is_pooled(fit) && tsqp_fit_is_pooled(r->fit)) return tsq_predict(fit, NULL, 1, &row->effect);
  tsq_estimate e = tsq_coef(fit, j);
  row->effect = tsqp_as_prediction(&e);
  return TSQ_OK;
}

/* The class's lines on heterogeneity, by the names of their quantities. */
static int set_heterogeneity(tsqp_refit_rows *r, const tsq_fit *fit) {
  tsqp_walk walk;
  tsqp_walk_open(&walk, fit, 4);
  for (const tsqp_section *s = fit->class->sections; s->kind != 0; s++) {
    if (!(s->when & TSQP_HETEROGENEITY) || !tsqp_section_applies(&walk, s)) continue;
    for (const tsqp_line *l = s->lines; l != NULL && l->value != NULL; l++) {
      TSQP_TRY(tsqp_rows_set(r->rows, l->value, tsqp_scalar(fit, l->value)));
      if (l->p == NULL) continue;
      TSQP_TRY(tsqp_rows_set(r->rows, l->p, tsqp_scalar(fit, l->p)));
    }
  }
  return TSQ_OK;
}

static int set_coefficients(tsqp_refit_rows *r, const tsq_fit *fit) {
  for (size_t c = 0; c < r->fit->linear.p && r->fit->linear.p > 1; c++) {
    char name[120];
    size_t j = same_coefficient(r, fit, c);
    (void)tsqp_format(name, sizeof name, "beta:%.100s", r->fit->linear.names[c]);
    TSQP_TRY(tsqp_rows_set(r->rows, name, j < fit->linear.p ? fit->linear.b[j] : NAN));
  }
  return TSQ_OK;
}

/* Moderators that the studies left do not tell from others are not in the refit: the other coefficients mean something else then. */
static void say_dropped(const tsqp_refit_rows *r, const tsq_fit *fit, char *note, size_t n) {
  size_t used = 0;
  note[0] = '\0';
  for (size_t c = 0; c < r->fit->linear.p && used + 80 < n; c++) {
    if (same_coefficient(r, fit, c) < fit->linear.p) continue;
    used +=
        (size_t)tsqp_format(note + used, n - used, "%s%.60s",
                            used > 0 ? ", " : "without the redundant moderator ", r->fit->linear.names[c]);
  }
}

static int add_fit(tsqp_refit_rows *r, const tsq_fit *fit, tsq_row *row) {
  char dropped[300];
  TSQP_TRY(set_effect(r, fit, row));
  say_dropped(r, fit, dropped, sizeof dropped);
  if (row->note == NULL && dropped[0] != '\0') row->note = dropped;
  if (row->status == TSQ_OK && isnan(row->effect.estimate)) {
    row->status = TSQ_ERR_DATA;
    row->note = "not estimable";
  }
  TSQP_TRY(tsqp_rows_add(r->rows, row));
  TSQP_TRY(tsqp_rows_set(r->rows, "k", (double)fit->k));
  TSQP_TRY(set_heterogeneity(r, fit));
  return set_coefficients(r, fit);
}

int tsqp_refit_rows_add(tsqp_refit_rows *r, const size_t *keep, size_t n, size_t study) {
  tsq_fit *refit = NULL;
  char name[140];
  const char *label = tsqp_input_label(r->fit->input, study);
  if (label == NULL)
    (void)tsqp_format(name, sizeof name, "Study %zu", tsqp_input_row(r->fit->input, study) + 1);
  tsq_row row = tsqp_new_row(TSQ_ROW_ESTIMATE, label != NULL ? label : name);
  row.index = study;
  tsq_change change = {.size = sizeof change, .rows = keep, .n = n};
  int status = n > 0 ? tsqp_refit(r->fit, &change, &refit) : tsqp_fail(TSQ_ERR_TOO_FEW, "no study is left");
  if (status == TSQ_ERR_NOMEM) return status;
  if (status != TSQ_OK) {
    char note[300];
    (void)tsqp_format(note, sizeof note, "%s", tsq_last_error());
    row.status = status;
    row.note = note;
    return tsqp_rows_add(r->rows, &row);
  }
  status = add_fit(r, refit, &row);
  tsq_fit_free(refit);
  return status;
}

int tsqp_refit_rows_close(tsqp_refit_rows *r) {
  tsq_row row = tsqp_new_row(TSQ_ROW_TOTAL, "All studies");
  TSQP_TRY(add_fit(r, r->fit, &row));
  return tsqp_rows_add_notes(r->rows, r->fit);
}
