/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The doors to exact intervals and tests of proportions and rates. */
#include "exact/exact.h"

#include "base/alloc.h"
#include "base/names.h"
#include "base/options.h"
#include "base/status.h"

#include <math.h>

TSQP_NO_PADDING(tsq_exact_options, reserved, sizeof(size_t) + sizeof(double) + 2 * sizeof(int32_t));

static const tsqp_name methods[] = {{TSQ_EXACT_TAILS, "exact"},
                                    {TSQ_EXACT_TAILS, "clopper-pearson"},
                                    {TSQ_EXACT_TAILS, "garwood"},
                                    {TSQ_EXACT_MIDP, "midp"},
                                    {TSQ_EXACT_SCORE, "score"},
                                    {TSQ_EXACT_SCORE, "wilson"},
                                    {TSQ_EXACT_AGRESTI_COULL, "agresti-coull"},
                                    {TSQ_EXACT_JEFFREYS, "jeffreys"},
                                    {TSQ_EXACT_RULE_OF_3, "rule-of-3"}};

const char *tsq_exact_method_name(int32_t method) {
  return tsqp_name_of(methods, TSQP_COUNT(methods), method);
}

int tsq_exact_method_from_name(const char *name, int32_t *method) {
  tsqp_clear_error();
  TSQP_NOT_NULL(method);
  return tsqp_value_of(methods, TSQP_COUNT(methods), "method", name, method);
}

int tsqp_exact_read_options(const tsq_exact_options *callers, const int32_t *served, tsq_exact_options *o) {
  TSQP_TRY(tsqp_read_options(callers, o, sizeof *o, "tsq_exact_options"));
  if (o->level == 0) o->level = 0.95;
  if (!(o->level > 0 && o->level < 1)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT,
                     "options.level = %g: a confidence level lies between 0 and 1, such as 0.95", o->level);
  }
  if (o->reserved != 0)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.reserved = %d: it must be 0", (int)o->reserved);
  if (o->method == 0) o->method = TSQ_EXACT_TAILS;
  const char *name = tsq_exact_method_name(o->method);
  if (name == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.method = %d is not an enum tsq_exact_method", (int)o->method);
  }
  for (; *served != 0; served++) {
    if (*served == o->method) return TSQ_OK;
  }
  return tsqp_fail(TSQ_ERR_ARGUMENT, "options.method = %s is not for this", name);
}

/* Room for k effects, which the checks of tsq_effect_...() ask for. */
static double *scratch(size_t k) {
  double *room = tsqp_malloc((k + 1) * sizeof *room);
  if (room == NULL) (void)tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu records", k);
  return room;
}

static int check_whole(const char *name, const double *column, size_t k) {
  for (size_t i = 0; column != NULL && i < k; i++) {
    if (!isnan(column[i]) && column[i] != floor(column[i]))
      return tsqp_fail(TSQ_ERR_DATA, "%s[%zu] = %g is not a whole number", name, i, column[i]);
    if (column[i] > 1e12)
      return tsqp_fail(TSQ_ERR_DATA, "%s[%zu] = %g: counts up to 1e12 are exact", name, i, column[i]);
  }
  return TSQ_OK;
}

static const tsq_effect_options as_they_are = {.size = sizeof as_they_are, .to = TSQ_TO_NONE};

int tsqp_exact_check_proportions(const tsq_proportions *r) {
  double *effects = scratch(r->k);
  if (effects == NULL) return TSQ_ERR_NOMEM;
  int status = tsq_effect_proportions(TSQ_PR, r, &as_they_are, effects, NULL);
  tsqp_free(effects);
  TSQP_TRY(status);
  TSQP_TRY(check_whole("xi", r->xi, r->k));
  TSQP_TRY(check_whole("mi", r->mi, r->k));
  return check_whole("ni", r->ni, r->k);
}

int tsqp_exact_check_tables(const tsq_tables *t) {
  double *effects = scratch(t->k);
  if (effects == NULL) return TSQ_ERR_NOMEM;
  int status = tsq_effect_tables(TSQ_OR, t, &as_they_are, effects, NULL);
  tsqp_free(effects);
  TSQP_TRY(status);
  TSQP_TRY(check_whole("ai", t->ai, t->k));
  TSQP_TRY(check_whole("bi", t->bi, t->k));
  TSQP_TRY(check_whole("ci", t->ci, t->k));
  TSQP_TRY(check_whole("di", t->di, t->k));
  TSQP_TRY(check_whole("n1i", t->n1i, t->k));
  return check_whole("n2i", t->n2i, t->k);
}

/* Columns that were checked, as counts. */
typedef struct counts {
  size_t k;
  int is_rate;
  const double *x, *size, *rest; /* `rest` = without the event, where `size` is NULL or NaN */
} counts;

static int count_at(const counts *all, size_t i, tsqp_count *count) {
  double size = all->size != NULL ? all->size[i] : NAN;
  if (isnan(size) && all->rest != NULL) size = all->x[i] + all->rest[i];
  *count = (tsqp_count){all->is_rate, all->x[i], size};
  return !isnan(count->x) && !isnan(count->size);
}

static int read_proportions(const tsq_proportions *callers, counts *all) {
  tsq_proportions r;
  if (callers == NULL) return tsqp_fail(TSQ_ERR_NULL, "records is NULL");
  TSQP_TRY(tsqp_read_data(callers, &r, sizeof r, sizeof r, "tsq_proportions"));
  TSQP_TRY(tsqp_exact_check_proportions(&r));
  *all = (counts){r.k, 0, r.xi, r.ni, r.mi};
  return TSQ_OK;
}

static int read_rates(const tsq_counts *callers, counts *all) {
  tsq_counts r;
  if (callers == NULL) return tsqp_fail(TSQ_ERR_NULL, "records is NULL");
  TSQP_TRY(tsqp_read_data(callers, &r, sizeof r, sizeof r, "tsq_counts"));
  double *effects = scratch(r.k);
  if (effects == NULL) return TSQ_ERR_NOMEM;
  int status = tsq_effect_counts(TSQ_IR, &r, &as_they_are, effects, NULL);
  tsqp_free(effects);
  TSQP_TRY(status);
  TSQP_TRY(check_whole("xi", r.xi, r.k));
  *all = (counts){r.k, 1, r.xi, r.ti, NULL};
  return TSQ_OK;
}

static void intervals(const counts *all, const tsq_exact_options *o, double *ci_lower, double *ci_upper) {
  for (size_t i = 0; i < all->k; i++) {
    tsqp_count count;
    double lower = NAN;
    double upper = NAN;
    if (count_at(all, i, &count)) tsqp_exact_interval(&count, o, &lower, &upper);
    if (ci_lower != NULL) ci_lower[i] = lower;
    if (ci_upper != NULL) ci_upper[i] = upper;
  }
}

static void tests(const counts *all, double theta, int32_t method, double *p_value) {
  for (size_t i = 0; i < all->k; i++) {
    tsqp_count count;
    p_value[i] = count_at(all, i, &count) ? tsqp_exact_p(&count, theta, method) : NAN;
  }
}

static const int32_t of_proportions[] = {TSQ_EXACT_TAILS,
                                         TSQ_EXACT_MIDP,
                                         TSQ_EXACT_SCORE,
                                         TSQ_EXACT_AGRESTI_COULL,
                                         TSQ_EXACT_JEFFREYS,
                                         TSQ_EXACT_RULE_OF_3,
                                         0};
static const int32_t of_rates[] = {TSQ_EXACT_TAILS,    TSQ_EXACT_MIDP,      TSQ_EXACT_SCORE,
                                   TSQ_EXACT_JEFFREYS, TSQ_EXACT_RULE_OF_3, 0};
static const int32_t of_tests[] = {TSQ_EXACT_TAILS, TSQ_EXACT_MIDP, 0};

int tsq_exact_proportions(const tsq_proportions *records, const tsq_exact_options *options, double *ci_lower,
                          double *ci_upper) {
  tsqp_clear_error();
  tsq_exact_options o;
  counts all;
  TSQP_TRY(tsqp_exact_read_options(options, of_proportions, &o));
  TSQP_TRY(read_proportions(records, &all));
  intervals(&all, &o, ci_lower, ci_upper);
  return TSQ_OK;
}

int tsq_exact_rates(const tsq_counts *records, const tsq_exact_options *options, double *ci_lower,
                    double *ci_upper) {
  tsqp_clear_error();
  tsq_exact_options o;
  counts all;
  TSQP_TRY(tsqp_exact_read_options(options, of_rates, &o));
  TSQP_TRY(read_rates(records, &all));
  intervals(&all, &o, ci_lower, ci_upper);
  return TSQ_OK;
}

int tsq_exact_proportion_tests(const tsq_proportions *records, double p0, const tsq_exact_options *options,
                               double *p_value) {
  tsqp_clear_error();
  tsq_exact_options o;
  counts all;
  TSQP_NOT_NULL(p_value);
  if (!(p0 >= 0 && p0 <= 1)) return tsqp_fail(TSQ_ERR_ARGUMENT, "p0 = %g: a proportion lies in [0, 1]", p0);
  TSQP_TRY(tsqp_exact_read_options(options, of_tests, &o));
  TSQP_TRY(read_proportions(records, &all));
  tests(&all, p0, o.method, p_value);
  return TSQ_OK;
}

int tsq_exact_rate_tests(const tsq_counts *records, double rate0, const tsq_exact_options *options,
                         double *p_value) {
  tsqp_clear_error();
  tsq_exact_options o;
  counts all;
  TSQP_NOT_NULL(p_value);
  if (!(rate0 >= 0) || isinf(rate0))
    return tsqp_fail(TSQ_ERR_ARGUMENT, "rate0 = %g: a rate is finite and not negative", rate0);
  TSQP_TRY(tsqp_exact_read_options(options, of_tests, &o));
  TSQP_TRY(read_rates(records, &all));
  tests(&all, rate0, o.method, p_value);
  return TSQ_OK;
}
