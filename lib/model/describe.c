/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fit's conventions and outcomes in words. */
#include "base/number.h"
#include "model/fit.h"

#include <string.h>

static const char *test_words(int32_t test) {
  switch (test) {
    case TSQ_Z: return "standard normal";
    case TSQ_T: return "t, k-p df";
    case TSQ_KNHA: return "Hartung-Knapp-Sidik-Jonkman, t, k-p df";
    case TSQ_ADHOC: return "Hartung-Knapp-Sidik-Jonkman with factor >= 1, t, k-p df";
    default: return "Kenward-Roger";
  }
}

static const char *pi_words(int32_t kind) {
  switch (kind) {
    case TSQ_PI_NORMAL: return "normal";
    case TSQ_PI_T: return "t, df of the test";
    case TSQ_PI_HTS: return "t, k-p-1 df";
    case TSQ_PI_K1: return "t, k-p df, conventional se";
    default: return "none";
  }
}

static const char *ci_words(int32_t kind) {
  switch (kind) {
    case TSQ_CI_QP: return "Q-profile";
    case TSQ_CI_GENQ: return "generalized Q";
    default: return "profile likelihood";
  }
}

static void conventions(tsq_fit *fit) {
  const tsq_options *o = &fit->options;
  if (!tsqp_is_random(fit)) {
    tsqp_format(fit->conventions, sizeof fit->conventions, "common effect; test: %s; I2 from Q; level %g%%",
                test_words(o->test), 100 * o->level);
    return;
  }
  tsqp_format(fit->conventions, sizeof fit->conventions,
              "tau2: %s; test: %s; interval for tau2: %s; I2 from %s; prediction interval: %s; level %g%%",
              o->tau2_fixed ? "fixed by the caller" : tsq_method_name(o->method), test_words(o->test),
              ci_words(o->ci_kind), tsq_i2_name(o->i2_kind), pi_words(o->pi_kind), 100 * o->level);
}

static char *next_outcome(tsq_fit *fit) {
  return fit->outcome_text[fit->n_outcomes++];
}

static void say(tsq_fit *fit, uint32_t bit, const char *text) {
  if (fit->outcome & bit) tsqp_format(next_outcome(fit), TSQP_TEXT, "%s", text);
}

/* By their indices in the caller's arrays: of studies in another order than the caller's, `original` has them. */
static void list_studies(char *text, const char *what, const size_t *study, size_t n,
                         const size_t *original) {
  int used = tsqp_format(text, TSQP_TEXT, "%zu stud%s %s dropped (index", n, n == 1 ? "y" : "ies", what);
  for (size_t i = 0; i < n && used < TSQP_TEXT - 40; i++) {
    used += tsqp_format(text + used, TSQP_TEXT - (size_t)used, "%s %zu", i > 0 ? "," : "",
                        original != NULL ? original[study[i]] : study[i]);
    if (used >= TSQP_TEXT - 40 && i + 1 < n)
      used += tsqp_format(text + used, TSQP_TEXT - (size_t)used, ", ...");
  }
  tsqp_format(text + used, TSQP_TEXT - (size_t)used, ")");
}

static void say_dropped_studies(tsq_fit *fit) {
  size_t n = fit->studies.n_dropped;
  if (fit->outcome & TSQ_OUTCOME_STUDIES_DROPPED)
    list_studies(next_outcome(fit), n == 1 ? "with missing values was" : "with missing values were",
                 fit->studies.dropped, n, fit->original);
}

void tsqp_fit_set_original(tsq_fit *fit, const size_t *original) {
  fit->original = original;
  tsqp_fit_describe(fit);
}

void tsqp_fit_say_no_group(tsq_fit *fit, const size_t *study, size_t n) {
  if (n == 0) return;
  fit->outcome |= TSQ_OUTCOME_NO_GROUP;
  list_studies(next_outcome(fit), n == 1 ? "without a group was" : "without a group were", study, n, NULL);
}

/* The moderators that are not among the fit's columns. */
static void say_dropped_columns(tsq_fit *fit) {
  if (!(fit->outcome & TSQ_OUTCOME_COLUMNS_DROPPED)) return;
  char *text = next_outcome(fit);
  int used = tsqp_format(text, TSQP_TEXT, "redundant moderators were dropped:");
  size_t next = fit->studies.column[0] == TSQP_INTERCEPT ? 1 : 0;
  for (size_t j = 0; j < fit->studies.data.p && used < TSQP_TEXT - 70; j++) {
    if (next < fit->p && fit->studies.column[next] == j) {
      next++;
      continue;
    }
    char buffer[32];
    used += tsqp_format(text + used, TSQP_TEXT - (size_t)used, " %.60s",
                        tsqp_moderator_name(&fit->studies.data, j, buffer, sizeof buffer));
  }
}

void tsqp_fit_describe(tsq_fit *fit) {
  if (fit->studies.n_dropped > 0) fit->outcome |= TSQ_OUTCOME_STUDIES_DROPPED;
  conventions(fit);
  fit->n_outcomes = 0;
  say_dropped_studies(fit);
  say_dropped_columns(fit);
  say(fit, TSQ_OUTCOME_TAU2_ZERO, "tau2 was estimated as 0, the boundary of its range");
  say(fit, TSQ_OUTCOME_MULTIMODAL, "the likelihood of tau2 has several maxima: the estimate is the highest");
  say(fit, TSQ_OUTCOME_NOT_PROVED,
      "tau2 is the best value found, but it was not proved that none is better: the search reached its "
      "budget, or "
      "rounding hides what it would prove");
  say(fit, TSQ_OUTCOME_VARIANCE_RATIO, "the largest sampling variance is 1e7 times the smallest or more");
  if (fit->outcome & TSQ_OUTCOME_ZERO_VARIANCE)
    tsqp_format(
        next_outcome(fit), TSQP_TEXT,
        "%zu stud%s a sampling variance of 0 (the first: index %zu): their weight rests on tau2 alone",
        fit->studies.n_zero, fit->studies.n_zero == 1 ? "y has" : "ies have",
        fit->original != NULL ? fit->original[fit->studies.zero] : fit->studies.zero);
  say(fit, TSQ_OUTCOME_LOOKS_LIKE_SE,
      fit->studies.data.vi != NULL ? "vi look like standard errors: the effects vary far less than they allow"
                                   : "sei look like variances: the effects vary far more than they allow");
  say(fit, TSQ_OUTCOME_TEST_CHANGED, "no residual degrees of freedom: the test was set to z");
  say(fit, TSQ_OUTCOME_KNHA_COMMON_EFFECT, "the Knapp-Hartung method is not meant for a common-effect model");
  say(fit, TSQ_OUTCOME_NO_SPREAD,
      "the effects are equal: the Knapp-Hartung factor is 0 and its intervals have no width");
}

const char *tsq_fit_conventions(const tsq_fit *fit) {
  return fit != NULL ? fit->conventions : NULL;
}

const char *tsq_fit_outcome(const tsq_fit *fit, size_t index) {
  return fit != NULL && index < fit->n_outcomes ? fit->outcome_text[index] : NULL;
}

const char *tsq_study_label(const tsq_fit *fit, size_t index) {
  if (fit == NULL || fit->studies.data.labels == NULL || index >= fit->studies.data.k) return NULL;
  return fit->studies.data.labels[index];
}
