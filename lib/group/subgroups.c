/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subgroup analysis: the studies put in the order of their groups, one fit a group, and the test for differences. */
#include "base/alloc.h"
#include "base/number.h"
#include "base/options.h"
#include "base/status.h"
#include "rma/rma.h"
#include "numeric/distributions.h"

#include <math.h>
#include <tausq/subgroup.h>

struct tsq_subgroups {
  size_t n_groups;
  size_t n;        /* studies in a group, with or without missing values */
  size_t *start;   /* [n_groups + 1] */
  size_t *study;   /* [k] indices in the caller's arrays, group by group; then the studies without a group */
  double *columns; /* yi, vi or sei, weights: [n] each, in that order */
  double *dummies; /* [n x (n_groups - 1)] for the common model */
  const char **labels; /* [n] borrowed texts, or NULL */
  char **names;        /* [n_groups] */
  const char **dummy_names;
  int32_t tau2;
  tsq_fit **fits; /* [n_groups] */
  tsq_fit *overall;
  tsq_fit *common; /* NULL where tau2 is separate */
  tsq_wald_test test;
};

void tsq_subgroups_free(tsq_subgroups *s) {
  if (s == NULL) return;
  for (size_t g = 0; g < s->n_groups; g++) {
    if (s->fits != NULL) tsq_fit_free(s->fits[g]);
    if (s->names != NULL) tsqp_free(s->names[g]);
  }
  tsq_fit_free(s->overall);
  tsq_fit_free(s->common);
  tsqp_free(s->fits);
  tsqp_free(s->names);
  tsqp_free(s->dummy_names);
  tsqp_free(s->labels);
  tsqp_free(s->dummies);
  tsqp_free(s->columns);
  tsqp_free(s->study);
  tsqp_free(s->start);
  tsqp_free(s);
}

static int check(const tsq_data *data, const int32_t *codes, size_t n_groups, int32_t tau2) {
  TSQP_NOT_NULL(codes);
  if (data->k == 0) return tsqp_fail(TSQ_ERR_LENGTH, "data.k = 0: there are no studies");
  if (data->yi == NULL) return tsqp_fail(TSQ_ERR_NULL, "data.yi is NULL");
  if (data->vi == NULL && data->sei == NULL)
    return tsqp_fail(TSQ_ERR_NULL, "data.vi and data.sei are both NULL: give one");
  if (data->vi != NULL && data->sei != NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT,
                     "data.vi and data.sei are both given: give one, so that they cannot be confused");
  }
  if (data->p > 0)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "data.p = %zu: in a subgroup analysis the group is the only moderator",
                     data->p);
  if (n_groups < 2) return tsqp_fail(TSQ_ERR_LENGTH, "n_groups = %zu: there must be at least 2", n_groups);
  if (n_groups > data->k)
    return tsqp_fail(TSQ_ERR_TOO_FEW, "%zu studies cannot fill %zu groups", data->k, n_groups);
  if (tau2 != TSQ_TAU2_SEPARATE && tau2 != TSQ_TAU2_COMMON) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "tau2 = %d is neither separate nor common", (int)tau2);
  }
  for (size_t i = 0; i < data->k; i++) {
    if (codes[i] >= 0 && (size_t)codes[i] >= n_groups) {
      return tsqp_fail(TSQ_ERR_DATA, "codes[%zu] = %d: groups are 0 .. %zu", i, (int)codes[i], n_groups - 1);
    }
  }
  return TSQ_OK;
}

/* Counting sort of the studies by group: stable, so a group keeps the caller's order. */
static int sort_studies(tsq_subgroups *s, size_t k, const int32_t *codes) {
  s->start = tsqp_calloc(s->n_groups + 2, sizeof *s->start);
  s->study = tsqp_malloc(k * sizeof *s->study);
  if (s->start == NULL || s->study == NULL)
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", k);
  for (size_t i = 0; i < k; i++) {
    if (codes[i] >= 0) s->start[(size_t)codes[i] + 2]++;
  }
  for (size_t g = 2; g <= s->n_groups + 1; g++) {
    s->start[g] += s->start[g - 1];
  }
  size_t without = k; /* studies without a group go to the end, last first: turned round below */
  for (size_t i = 0; i < k; i++) {
    s->study[codes[i] >= 0 ? s->start[(size_t)codes[i] + 1]++ : --without] = i;
  }
  s->n = s->start[s->n_groups];
  for (size_t lo = s->n, hi = k; lo + 1 < hi; lo++) {
    size_t swapped = s->study[lo];
    s->study[lo] = s->study[--hi];
    s->study[hi] = swapped;
  }
  return TSQ_OK;
}

static int copy_names(tsq_subgroups *s, const char *const *names) {
  s->names = tsqp_calloc(s->n_groups, sizeof *s->names);
  if (s->names == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for the groups' names");
  for (size_t g = 0; g < s->n_groups; g++) {
    char buffer[32];
    tsqp_format(buffer, sizeof buffer, "group %zu", g + 1);
    s->names[g] = tsqp_strdup(names != NULL && names[g] != NULL ? names[g] : buffer);
    if (s->names[g] == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for the groups' names");
  }
  return TSQ_OK;
}

/* The studies' columns in the order of the groups; what the fits borrow lives as long as the analysis. */
static int gather(tsq_subgroups *s, const tsq_data *data, tsq_data *sorted) {
  const double *sources[3] = {data->yi, data->vi != NULL ? data->vi : data->sei, data->weights};
  s->columns = tsqp_malloc(3 * s->n * sizeof *s->columns);
  s->labels = data->labels != NULL ? tsqp_calloc(s->n, sizeof *s->labels) : NULL;
  if (s->columns == NULL || (data->labels != NULL && s->labels == NULL)) {
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", s->n);
  }
  for (size_t c = 0; c < 3 && sources[c] != NULL; c++) {
    for (size_t i = 0; i < s->n; i++) {
      s->columns[c * s->n + i] = sources[c][s->study[i]];
    }
  }
  for (size_t i = 0; s->labels != NULL && i < s->n; i++) {
    s->labels[i] = data->labels[s->study[i]];
  }
  *sorted = (tsq_data){.k = s->n, .yi = s->columns, .labels = s->labels};
  *(data->vi != NULL ? &sorted->vi : &sorted->sei) = s->columns + s->n;
  if (data->weights != NULL) sorted->weights = s->columns + 2 * s->n;
  return TSQ_OK;
}

static const double *from(const double *column, size_t start) {
  return column != NULL ? column + start : NULL;
}

static tsq_data slice(const tsq_data *sorted, size_t start, size_t end) {
  tsq_data part = *sorted;
  part.k = end - start;
  part.yi = from(sorted->yi, start);
  part.vi = from(sorted->vi, start);
  part.sei = from(sorted->sei, start);
  part.weights = from(sorted->weights, start);
  part.labels = sorted->labels != NULL ? sorted->labels + start : NULL;
  return part;
}

/* A group needs a complete study; messages of a group's fit name the group. */
static int fit_groups(tsq_subgroups *s, const tsq_data *sorted, const tsq_options *options) {
  s->fits = tsqp_calloc(s->n_groups, sizeof(tsq_fit *));
  if (s->fits == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu groups", s->n_groups);
  for (size_t g = 0; g < s->n_groups; g++) {
    if (s->start[g] == s->start[g + 1])
      return tsqp_fail(TSQ_ERR_TOO_FEW, "group '%.60s' has no study", s->names[g]);
    tsq_data part = slice(sorted, s->start[g], s->start[g + 1]);
    int status = tsq_rma(&part, options, &s->fits[g]);
    if (status != TSQ_OK) {
      char cause[300];
      tsqp_format(cause, sizeof cause, "%s", tsq_last_error());
      return tsqp_fail(status, "group '%.60s': %s", s->names[g], cause);
    }
    tsqp_fit_set_original(s->fits[g], s->study + s->start[g]);
  }
  return TSQ_OK;
}

/* Intercept (the first group) and a dummy for each other group, one tau2. */
static int fit_common(tsq_subgroups *s, const tsq_data *sorted, const tsq_options *options) {
  size_t p = s->n_groups - 1;
  s->dummies = tsqp_calloc(s->n * p, sizeof *s->dummies);
  s->dummy_names = tsqp_calloc(p, sizeof *s->dummy_names);
  if (s->dummies == NULL || s->dummy_names == NULL)
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu groups", p + 1);
  for (size_t g = 1; g <= p; g++) {
    s->dummy_names[g - 1] = s->names[g];
    for (size_t i = s->start[g]; i < s->start[g + 1]; i++) {
      s->dummies[(g - 1) * s->n + i] = 1;
    }
  }
  tsq_data data = *sorted;
  data.x = s->dummies;
  data.p = p;
  data.x_names = s->dummy_names;
  TSQP_TRY(tsq_rma(&data, options, &s->common));
  tsqp_fit_set_original(s->common, s->study);
  s->test = (tsq_wald_test){.size = sizeof s->test};
  s->test.statistic = tsq_fit_value(s->common, "QM");
  s->test.df1 = (double)p;
  s->test.df2 = tsq_fit_value(s->common, "QMdf2");
  s->test.p_value = tsq_fit_value(s->common, "QMp");
  return TSQ_OK;
}

/* Q_between = sum w (b_g - b)^2 about the weighted mean of the groups' effects, w = 1/se_g^2. */
static void test_separate(tsq_subgroups *s) {
  double sum_w = 0;
  double mean = 0;
  double q = 0;
  for (size_t g = 0; g < s->n_groups; g++) {
    tsq_estimate e = tsq_coef(s->fits[g], 0);
    double w = 1 / (e.se * e.se);
    double away = e.estimate - mean;
    sum_w += w;
    mean += away * (w / sum_w);
    q += w * away * (e.estimate - mean);
  }
  double df = (double)s->n_groups - 1;
  s->test = (tsq_wald_test){sizeof s->test, q, df, HUGE_VAL, tsqp_chi2_upper(q, df)};
}

static int build(tsq_subgroups *s, const tsq_data *data, const int32_t *codes, const char *const *names,
                 const tsq_options *options) {
  tsq_data sorted;
  TSQP_TRY(sort_studies(s, data->k, codes));
  TSQP_TRY(copy_names(s, names));
  TSQP_TRY(gather(s, data, &sorted));
  for (size_t g = 0; g < s->n_groups; g++) {
    if (s->start[g] == s->start[g + 1])
      return tsqp_fail(TSQ_ERR_TOO_FEW, "group '%.60s' has no study", s->names[g]);
  }
  TSQP_TRY(tsq_rma(&sorted, options, &s->overall));
  tsqp_fit_set_original(s->overall, s->study);
  tsqp_fit_say_no_group(s->overall, s->study + s->n, data->k - s->n);
  if (s->tau2 == TSQ_TAU2_SEPARATE) {
    TSQP_TRY(fit_groups(s, &sorted, options));
    test_separate(s);
    return TSQ_OK;
  }
  TSQP_TRY(fit_common(s, &sorted, options));
  tsq_options fixed = s->common->options;
  if (fixed.method != TSQ_CE) {
    fixed.tau2_fixed = 1;
    fixed.tau2 = s->common->tau2;
  }
  return fit_groups(s, &sorted, &fixed);
}

int tsq_subgroup(const tsq_data *callers, const int32_t *codes, const char *const *names, size_t n_groups,
                 int32_t tau2, const tsq_options *options, tsq_subgroups **result) {
  tsqp_clear_error();
  TSQP_NOT_NULL(result);
  if (callers == NULL) return tsqp_fail(TSQ_ERR_NULL, "data is NULL");
  tsq_data data;
  tsq_options resolved;
  TSQP_TRY(tsqp_read_data(callers, &data, sizeof data, sizeof data, "tsq_data"));
  if (tau2 == 0) tau2 = TSQ_TAU2_SEPARATE;
  TSQP_TRY(check(&data, codes, n_groups, tau2));
  TSQP_TRY(tsqp_resolve_options(options, &data, &resolved));
  if (resolved.no_intercept)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.no_intercept: a subgroup analysis pools each group");
  if (tau2 == TSQ_TAU2_COMMON && resolved.test == TSQ_KR) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "test kr is for intercept-only models, not for a common tau2");
  }
  tsq_subgroups *s = tsqp_calloc(1, sizeof *s);
  if (s == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a subgroup analysis");
  s->n_groups = n_groups;
  s->tau2 = tau2;
  int status = build(s, &data, codes, names, options);
  if (status != TSQ_OK) {
    tsq_subgroups_free(s);
    return status;
  }
  *result = s;
  return TSQ_OK;
}

size_t tsq_subgroups_count(const tsq_subgroups *s) {
  return s != NULL ? s->n_groups : 0;
}

const char *tsq_subgroups_name(const tsq_subgroups *s, size_t group) {
  return s != NULL && group < s->n_groups ? s->names[group] : NULL;
}

const tsq_fit *tsq_subgroups_fit(const tsq_subgroups *s, size_t group) {
  return s != NULL && group < s->n_groups ? s->fits[group] : NULL;
}

const tsq_fit *tsq_subgroups_overall(const tsq_subgroups *s) {
  return s != NULL ? s->overall : NULL;
}

const tsq_fit *tsq_subgroups_common(const tsq_subgroups *s) {
  return s != NULL ? s->common : NULL;
}

int tsq_subgroups_effect(const tsq_subgroups *s, size_t group, tsq_prediction *effect) {
  tsqp_clear_error();
  if (s == NULL) return tsqp_fail(TSQ_ERR_NULL, "subgroups is NULL");
  TSQP_NOT_NULL(effect);
  if (group >= s->n_groups) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "group = %zu: there are %zu", group, s->n_groups);
  }
  if (s->common == NULL) return tsq_predict(s->fits[group], NULL, 1, effect);
  double *row = tsqp_calloc(s->n_groups - 1, sizeof *row); /* the group's cell of the common model */
  if (row == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a row of %zu columns", s->n_groups - 1);
  if (group > 0) row[group - 1] = 1;
  int status = tsq_predict(s->common, row, 1, effect);
  tsqp_free(row);
  return status;
}

int tsq_subgroups_test(const tsq_subgroups *s, tsq_wald_test *test) {
  tsqp_clear_error();
  if (s == NULL) return tsqp_fail(TSQ_ERR_NULL, "subgroups is NULL");
  TSQP_NOT_NULL(test);
  return tsqp_write_result(&s->test, sizeof s->test, sizeof s->test, test, "tsq_wald_test");
}

const size_t *tsq_subgroups_studies(const tsq_subgroups *s, size_t group, size_t *n) {
  if (s == NULL || group >= s->n_groups) return NULL;
  if (n != NULL) *n = s->start[group + 1] - s->start[group];
  return s->study + s->start[group];
}
