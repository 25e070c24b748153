/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fit can be asked by name: found in its class's tables, counted by its dimensions, one element by its label. */
#include "base/alloc.h"
#include "base/names.h"
#include "base/number.h"
#include "base/status.h"
#include "fit/fit.h"

#include <math.h>
#include <string.h>

static const char *const dimension_names[TSQP_DIMENSIONS] = {"1", "coef", "study", "given", "group"};

const char *tsqp_dimension_name(tsqp_dimension dimension) {
  return dimension_names[dimension];
}

size_t tsqp_extent(const tsq_fit *fit, tsqp_dimension dimension) {
  switch (dimension) {
    case TSQP_COEF: return fit->linear.p;
    case TSQP_STUDY: return fit->input != NULL ? fit->k : 0;
    case TSQP_GIVEN: return fit->input != NULL ? fit->k_all : 0;
    case TSQP_GROUP: {
      size_t n = 0;
      while (fit->class->label != NULL && fit->class->label(fit, TSQP_GROUP, n) != NULL)
        n++;
      return n;
    }
    default: return 1;
  }
}

static tsqp_dimension dimension_of(const char *name) {
  for (int d = TSQP_COEF; d < TSQP_DIMENSIONS; d++) {
    if (name != NULL && strcmp(dimension_names[d], name) == 0) return (tsqp_dimension)d;
  }
  return TSQP_DIMENSIONS;
}

size_t tsq_fit_extent(const tsq_fit *fit, const char *dimension) {
  tsqp_dimension d = dimension_of(dimension);
  return fit != NULL && d != TSQP_DIMENSIONS ? tsqp_extent(fit, d) : 0;
}

/* The row of the input that the i-th study used is. */
static size_t used_row(const tsq_fit *fit, size_t i) {
  for (size_t left = 0; left < fit->n_left_out && fit->left_out[left] <= i; left++)
    i++;
  return i;
}

static const char *label_of(const tsq_fit *fit, tsqp_dimension d, size_t index) {
  if (index >= tsqp_extent(fit, d)) return NULL;
  switch (d) {
    case TSQP_COEF: return fit->linear.names[index];
    case TSQP_STUDY: return tsqp_input_label(fit->input, used_row(fit, index));
    case TSQP_GIVEN: return tsqp_input_label(fit->input, index);
    default: return fit->class->label != NULL ? fit->class->label(fit, d, index) : NULL;
  }
}

const char *tsq_fit_label(const tsq_fit *fit, const char *dimension, size_t index) {
  tsqp_dimension d = dimension_of(dimension);
  return fit != NULL && d != TSQP_DIMENSIONS ? label_of(fit, d, index) : NULL;
}

const char *tsq_study_label(const tsq_fit *fit, size_t index) {
  return fit != NULL ? label_of(fit, TSQP_GIVEN, index) : NULL;
}

/* ---- finding ----------------------------------------------------------------------------------------------------- */

const tsqp_quantity *tsqp_find_quantity(const tsqp_class *class, const char *name) {
  for (const tsqp_quantity *const *table = class->quantities; *table != NULL; table++) {
    for (const tsqp_quantity *q = *table; q->name != NULL; q++) {
      if (strcmp(q->name, name) == 0) return q;
    }
  }
  return NULL;
}

/* Names are listed on failure alone: that costs more than a fit. */
static int no_quantity(const tsqp_class *class, const char *name) {
  const char *names[128];
  size_t n = 0;
  for (const tsqp_quantity *const *table = class->quantities; *table != NULL; table++) {
    for (const tsqp_quantity *q = *table; q->name != NULL && n < TSQP_COUNT(names); q++)
      names[n++] = q->name;
  }
  char known[400];
  tsqp_nearest_first(name, names, n, known, sizeof known);
  return tsqp_fail(TSQ_ERR_NAME, "model %s has no quantity '%.60s'; it has %s", class->name, name, known);
}

/* A quantity, or one element of one: index is SIZE_MAX for all. */
typedef struct asked {
  const tsqp_quantity *quantity;
  size_t index;
} asked;

/* "beta:ablat": the label may hold colons itself. */
static int find_element(const tsq_fit *fit, const char *name, const char *colon, asked *a) {
  char plain[64];
  size_t length = (size_t)(colon - name);
  if (length >= sizeof plain) return no_quantity(fit->class, name);
  memcpy(plain, name, length);
  plain[length] = '\0';
  a->quantity = tsqp_find_quantity(fit->class, plain);
  if (a->quantity == NULL) return no_quantity(fit->class, plain);
  tsqp_dimension over = (tsqp_dimension)a->quantity->over[0];
  if (over == TSQP_SCALAR || a->quantity->over[1] != TSQP_SCALAR)
    return tsqp_fail(TSQ_ERR_NAME, "'%.60s' has no elements with labels", plain);
  for (size_t i = 0; i < tsqp_extent(fit, over); i++) {
    const char *label = label_of(fit, over, i);
    if (label == NULL || strcmp(label, colon + 1) != 0) continue;
    a->index = i;
    return TSQ_OK;
  }
  return tsqp_fail(TSQ_ERR_NAME, "'%.60s' has no element '%.60s' (over %s)", plain, colon + 1, dimension_names[over]);
}

static int find(const tsq_fit *fit, const char *name, asked *a) {
  *a = (asked){tsqp_find_quantity(fit->class, name), SIZE_MAX};
  if (a->quantity != NULL) return TSQ_OK;
  const char *colon = strchr(name, ':');
  return colon != NULL ? find_element(fit, name, colon, a) : no_quantity(fit->class, name);
}

/* What the numbers of a quantity rest on: studies that the fit kept, coefficients that it knows. */
static int need_what_it_runs_over(const tsq_fit *fit, const tsqp_quantity *q) {
  if (q->over[0] == TSQP_STUDY || q->over[0] == TSQP_GIVEN) return tsqp_need(fit, "studies");
  return q->over[0] == TSQP_COEF ? tsqp_need(fit, "contrast") : TSQ_OK;
}

static size_t length_of(const tsq_fit *fit, const tsqp_quantity *q) {
  size_t n = tsqp_extent(fit, (tsqp_dimension)q->over[0]);
  return q->over[1] == TSQP_SCALAR ? n : n * tsqp_extent(fit, (tsqp_dimension)q->over[1]);
}

int tsqp_fill_quantity(const tsqp_quantity *q, const tsq_fit *fit, double *out) {
  if (q->get != NULL) return q->get(fit, out);
  memcpy(out, (const unsigned char *)fit + q->offset, sizeof *out);
  return TSQ_OK;
}

double tsqp_scalar(const tsq_fit *fit, const char *name) {
  double value = NAN;
  const tsqp_quantity *q = tsqp_find_quantity(fit->class, name);
  if (q == NULL || q->over[0] != TSQP_SCALAR) return NAN;
  return tsqp_fill_quantity(q, fit, &value) == TSQ_OK ? value : NAN;
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

int tsq_fit_length(const tsq_fit *fit, const char *name, size_t *n) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(name);
  TSQP_NOT_NULL(n);
  asked a;
  TSQP_TRY(find(fit, name, &a));
  *n = a.index != SIZE_MAX ? 1 : length_of(fit, a.quantity);
  return TSQ_OK;
}

static int get_element(const tsq_fit *fit, const asked *a, double *buf) {
  size_t length = length_of(fit, a->quantity);
  double *all = tsqp_malloc(length * sizeof *all);
  if (all == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu numbers", length);
  int status = tsqp_fill_quantity(a->quantity, fit, all);
  if (status == TSQ_OK) *buf = all[a->index];
  tsqp_free(all);
  return status;
}

int tsq_fit_get(const tsq_fit *fit, const char *name, double *buf, size_t n) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(name);
  asked a;
  TSQP_TRY(find(fit, name, &a));
  TSQP_TRY(need_what_it_runs_over(fit, a.quantity));
  size_t length = a.index != SIZE_MAX ? 1 : length_of(fit, a.quantity);
  if (length == 0) return TSQ_OK;
  TSQP_NOT_NULL(buf);
  if (n < length) return tsqp_fail(TSQ_ERR_BUFFER, "n = %zu: '%.60s' has %zu numbers", n, name, length);
  return a.index != SIZE_MAX ? get_element(fit, &a, buf) : tsqp_fill_quantity(a.quantity, fit, buf);
}

double tsq_fit_value(const tsq_fit *fit, const char *name) {
  tsqp_clear_error();
  double value = NAN;
  asked a;
  if (fit == NULL || name == NULL) {
    (void)tsqp_fail(TSQ_ERR_NULL, "%s is NULL", fit == NULL ? "fit" : "name");
    return value;
  }
  if (find(fit, name, &a) != TSQ_OK) return value;
  if (a.index == SIZE_MAX && a.quantity->over[0] != TSQP_SCALAR) {
    (void)tsqp_fail(TSQ_ERR_ARGUMENT, "'%.60s' is not a scalar: use tsq_fit_get()", name);
    return value;
  }
  (void)tsq_fit_get(fit, name, &value, 1);
  return value;
}

int tsq_fit_digest(const tsq_fit *fit, const char *column, char *text) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(text);
  TSQP_TRY(tsqp_need(fit, "studies"));
  uint64_t digest;
  TSQP_TRY(tsqp_input_digest(fit->input, column, fit->left_out, fit->n_left_out, &digest));
  for (int i = 15; i >= 0; i--, digest >>= 4)
    text[i] = "0123456789abcdef"[digest & 15U];
  text[16] = '\0';
  return TSQ_OK;
}
