/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The studies of a fit as rows, and its summary. */
#include "fit/rows.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/options.h"
#include "base/status.h"
#include "numeric/distributions.h"

#include <math.h>
#include <string.h>

/* What studies used have by quantity; a column that the model lacks is NaN. */
typedef struct columns {
  double *yi, *vi, *weights;
  double *fitted; /* [3 x k] of a model with moderators, NULL else */
  double *room;
} columns;

static int get(const tsq_fit *fit, const char *name, double *out) {
  const tsqp_quantity *q = tsqp_find_quantity(fit->class, name);
  if (q != NULL && q->over[0] == TSQP_STUDY) return tsqp_fill_quantity(q, fit, out);
  for (size_t i = 0; i < fit->k; i++)
    out[i] = NAN;
  return TSQ_OK;
}

/* Row i of the moderators given. */
static void moderators_of(const tsq_fit *fit, size_t i, double *x) {
  const tsqp_input *input = fit->input;
  const double *all = tsqp_record_pointer(input, input->layout->x);
  size_t ld = tsqp_record_size(input, input->layout->ldx);
  if (ld == 0) ld = input->k;
  for (size_t j = 0; j < fit->linear.moderators; j++)
    x[j] = all[i + j * ld];
}

static int fit_values(const tsq_fit *fit, double *fitted) {
  double *x = tsqp_malloc((fit->linear.moderators + 1) * sizeof *x);
  if (x == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu moderators", fit->linear.moderators);
  size_t left = 0;
  size_t used = 0;
  int status = TSQ_OK;
  for (size_t i = 0; i < fit->k_all && status == TSQ_OK; i++) {
    if (left < fit->n_left_out && fit->left_out[left] == i) {
      left++;
      continue;
    }
    tsq_prediction p;
    moderators_of(fit, i, x);
    status = tsq_predict(fit, x, 1, &p);
    if (status != TSQ_OK) break;
    fitted[3 * used] = p.estimate;
    fitted[3 * used + 1] = p.ci_lower;
    fitted[3 * used++ + 2] = p.ci_upper;
  }
  tsqp_free(x);
  return status;
}

static int read_columns(const tsq_fit *fit, columns *c) {
  size_t k = fit->k;
  int moderators = fit->linear.moderators > 0 && fit->class->layouts != NULL; /* those of subgroups are no columns of records */
  c->room = tsqp_malloc((moderators ? 6 : 3) * k * sizeof *c->room);
  if (c->room == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", k);
  c->yi = c->room;
  c->vi = c->yi + k;
  c->weights = c->vi + k;
  c->fitted = moderators ? c->weights + k : NULL;
  TSQP_TRY(get(fit, "yi", c->yi));
  TSQP_TRY(get(fit, "vi", c->vi));
  TSQP_TRY(get(fit, "weights", c->weights));
  return moderators ? fit_values(fit, c->fitted) : TSQ_OK;
}

static const char *left_out_words(int why) {
  switch (why) {
    case TSQ_LEFT_MISSING: return "missing values";
    case TSQ_LEFT_SAYS_NOTHING: return "no events, or events only, in both groups";
    case TSQ_LEFT_NO_GROUP: return "no group";
    default: return "left out";
  }
}

static void set_numbers(const tsq_fit *fit, const columns *c, size_t i, tsq_row *row) {
  row->weight = c->weights[i];
  if (c->fitted != NULL) memcpy(row->fitted, c->fitted + 3 * i, sizeof row->fitted);
  if (isnan(c->yi[i]) || isnan(c->vi[i])) {
    row->status = TSQ_ERR_DATA;
    row->note = "no effect of its own";
    return;
  }
  tsq_estimate e = tsqp_make_estimate(c->yi[i], 0, sqrt(c->vi[i]), HUGE_VAL, fit->options.level);
  row->effect = tsqp_as_prediction(&e);
}

/* A study's label, "Study 3" where it has none, by its place among the studies of the root. */
static const char *label_of(const tsqp_input *input, size_t i, char *buffer, size_t n) {
  const char *label = tsqp_input_label(input, i);
  if (label != NULL) return label;
  (void)tsqp_format(buffer, n, "Study %zu", tsqp_input_row(input, i) + 1);
  return buffer;
}

static int add_studies(tsq_rows *rows, const tsq_fit *fit, size_t group, const double *ni, const columns *c) {
  size_t left = 0;
  size_t used = 0;
  for (size_t i = 0; i < fit->k_all; i++) {
    char made[40];
    size_t place = tsqp_input_row(fit->input, i);
    tsq_row row = tsqp_new_row(TSQ_ROW_STUDY, label_of(fit->input, i, made, sizeof made));
    row.index = place;
    row.group = group;
    if (ni != NULL) row.n = ni[place];
    if (left < fit->n_left_out && fit->left_out[left] == i) {
      row.status = TSQ_ERR_DATA;
      row.note = left_out_words(fit->why != NULL ? fit->why[left] : TSQ_LEFT_MISSING);
      left++;
    } else {
      set_numbers(fit, c, used++, &row);
    }
    TSQP_TRY(tsqp_rows_add(rows, &row));
  }
  return TSQ_OK;
}

int tsqp_rows_add_studies(tsq_rows *rows, const tsq_fit *fit, size_t group, const double *ni) {
  columns c = {.room = NULL};
  int status = read_columns(fit, &c);
  if (status == TSQ_OK) status = add_studies(rows, fit, group, ni, &c);
  tsqp_free(c.room);
  return status;
}

/* Harmonic mean over the studies used: what transformations of pooled effects take. */
static double harmonic_mean(const tsq_fit *fit, const double *ni) {
  double sum = 0;
  double n = 0;
  size_t left = 0;
  for (size_t i = 0; i < fit->k_all; i++) {
    if (left < fit->n_left_out && fit->left_out[left] == i) {
      left++;
      continue;
    }
    double size = ni[tsqp_input_row(fit->input, i)];
    if (!(size > 0)) continue;
    sum += 1 / size;
    n++;
  }
  return n > 0 ? n / sum : NAN;
}

int tsqp_rows_add_summary(tsq_rows *rows, const tsq_fit *fit, int32_t kind, size_t group, const char *label,
                          const tsq_prediction *effect, const double *ni) {
  tsq_row row = tsqp_new_row(kind, label);
  row.group = group;
  row.effect = *effect;
  if (isnan(effect->estimate)) {
    row.status = TSQ_ERR_DATA;
    row.note = "not estimable";
  }
  if (ni != NULL) row.n = harmonic_mean(fit, ni);
  return tsqp_rows_add(rows, &row);
}

/* ---- the door ---------------------------------------------------------------------------------------------------- */

static int studies_and_total(const tsq_fit *fit, const tsq_rows_options *o, tsq_rows *rows) {
  TSQP_TRY(tsqp_rows_add_studies(rows, fit, SIZE_MAX, o->ni));
  if (tsqp_fit_is_pooled(fit)) {
    tsq_prediction effect;
    const char *label = tsqp_is_random(fit) ? "Overall (random effects)" : "Overall (common effect)";
    TSQP_TRY(tsq_predict(fit, NULL, 1, &effect));
    TSQP_TRY(tsqp_rows_add_summary(rows, fit, TSQ_ROW_TOTAL, SIZE_MAX, label, &effect, o->ni));
    if (fit->class->traits & TSQP_HAS_WEIGHTS) rows->row[rows->n - 1].row.weight = 100;
  }
  return tsqp_rows_add_notes(rows, fit);
}

/* Rows are made with places among the studies of the root; a refit's caller knows its own. */
static int make_rows(const tsq_fit *fit, const tsq_rows_options *o, tsq_rows *rows) {
  return fit->class->rows != NULL ? fit->class->rows(fit, o, rows) : studies_and_total(fit, o, rows);
}

static void own_places(const tsqp_input *input, tsq_rows *rows) {
  for (size_t i = 0; i < rows->n; i++) {
    size_t *index = &rows->row[i].row.index;
    size_t low = 0;
    size_t high = input->k;
    if (*index == SIZE_MAX) continue;
    while (low + 1 < high) { /* input->rows ascends */
      size_t middle = low + (high - low) / 2;
      if (input->rows[middle] <= *index) {
        low = middle;
      } else {
        high = middle;
      }
    }
    *index = low;
  }
}

static int make_rows_of_refit(const tsq_fit *fit, tsq_rows_options o, tsq_rows *rows) {
  const tsqp_input *input = fit->input;
  double *ni = NULL;
  if (o.ni != NULL) {
    ni = tsqp_calloc(input->root->k, sizeof *ni);
    if (ni == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", input->root->k);
    for (size_t i = 0; i < input->k; i++)
      ni[input->rows[i]] = o.ni[i];
    o.ni = ni;
  }
  int status = make_rows(fit, &o, rows);
  tsqp_free(ni);
  if (status == TSQ_OK) own_places(input, rows);
  return status;
}

int tsq_fit_rows(const tsq_fit *fit, const tsq_rows_options *options, tsq_rows **rows) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(rows);
  tsq_rows_options o;
  tsq_rows *made = NULL;
  TSQP_TRY(tsqp_read_options(options, &o, sizeof o, "tsq_rows_options"));
  TSQP_TRY(tsqp_need(fit, "studies"));
  TSQP_TRY(tsq_rows_new(fit->options.level, fit->options.measure, &made));
  int status = fit->input->rows != NULL ? make_rows_of_refit(fit, o, made) : make_rows(fit, &o, made);
  if (status != TSQ_OK) {
    tsq_rows_free(made);
    return status;
  }
  *rows = made;
  return TSQ_OK;
}
