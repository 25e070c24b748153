/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/notes.h"

#include "plot/axis.h"

#include <math.h>
#include <string.h>

#define TAU2 "\xCF\x84\xC2\xB2"
#define I_SQUARED "I\xC2\xB2"
#define CHI2 "\xCF\x87\xC2\xB2"
#define IS "\xC2\xA0=\xC2\xA0" /* no line ends within "df = 12" */

/* Three significant digits, at most eight decimals. */
static char *significant(tsqp_arena *arena, double value) {
  if (!(value != 0)) return tsqp_arena_format(arena, "0");
  int digits = isfinite(value) ? 2 - (int)floor(log10(fabs(value))) : 2;
  return tsqp_number_text(arena, value, digits < 0 ? 0 : digits > 8 ? 8 : digits);
}

static char *whole_or_tenth(tsqp_arena *arena, double df) {
  return tsqp_number_text(arena, df, fabs(df - round(df)) < 1e-9 ? 0 : 1);
}

static int any_null(const char *const *texts, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (texts[i] == NULL) return 1;
  }
  return 0;
}

/* tau2 and I2, each with its interval where there is one; a common-effect model has no tau2. */
static char *variance_part(tsqp_arena *arena, const tsq_fit *fit, int with_intervals) {
  tsq_options options = {.size = sizeof options};
  if (tsq_fit_options(fit, &options) == TSQ_OK && options.method == TSQ_CE) {
    char *common = tsqp_number_text(arena, tsq_fit_value(fit, "I2"), 1);
    return common == NULL ? NULL : tsqp_arena_format(arena, I_SQUARED IS "%s%%", common);
  }
  tsq_tau2_interval ci = {.size = sizeof ci, .outcome = TSQ_CI_NOT_DEFINED};
  int status = with_intervals ? tsq_confint(fit, 0, 0, &ci) : TSQ_OK;
  if (status == TSQ_ERR_NOMEM) return NULL;
  char *tau2 = significant(arena, tsq_fit_value(fit, "tau2"));
  char *i2 = tsqp_number_text(arena, tsq_fit_value(fit, "I2"), 1);
  if (status != TSQ_OK || ci.outcome == TSQ_CI_NOT_DEFINED) { /* the model has no such interval */
    const char *texts[] = {tau2, i2};
    return any_null(texts, 2) ? NULL : tsqp_arena_format(arena, TAU2 IS "%s, " I_SQUARED IS "%s%%", tau2, i2);
  }
  const char *texts[] = {tau2,
                         i2,
                         significant(arena, ci.tau2[0]),
                         significant(arena, ci.tau2[1]),
                         tsqp_number_text(arena, ci.I2[0], 1),
                         tsqp_number_text(arena, ci.I2[1], 1)};
  if (any_null(texts, 6)) return NULL;
  return tsqp_arena_format(arena, TAU2 IS "%s (%g%% CI %s to %s), " I_SQUARED IS "%s%% (%s%% to %s%%)", tau2,
                           100 * ci.level, texts[2], texts[3], i2, texts[4], texts[5]);
}

char *tsqp_heterogeneity_note(tsqp_arena *arena, const tsq_fit *fit, int with_intervals) {
  double df = tsq_fit_value(fit, "df_residual");
  if (!(df > 0)) return tsqp_arena_format(arena, "Heterogeneity: not applicable");
  char *variance = variance_part(arena, fit, with_intervals);
  char *q = tsqp_number_text(arena, tsq_fit_value(fit, "QE"), 2);
  char *p = tsqp_p_text(arena, tsq_fit_value(fit, "QEp"));
  if (variance == NULL || q == NULL || p == NULL) return NULL;
  int is_residual = tsq_fit_value(fit, "p") > 1 || strcmp(tsq_coef_name(fit, 0), "intercept") != 0;
  return tsqp_arena_format(arena, "%s: %s, Q" IS "%s, df" IS "%.0f, %s",
                           is_residual ? "Residual heterogeneity" : "Heterogeneity", variance, q, df, p);
}

/* "F = 4.1, df = 2 and 10, p = 0.05", "chi2 = 5.6, df = 2, p = 0.06" */
static char *joint_test(tsqp_arena *arena, const char *what, double statistic, double df1, double df2,
                        double p) {
  char *value = tsqp_number_text(arena, statistic, 2), *p_text = tsqp_p_text(arena, p);
  char *first = whole_or_tenth(arena, df1), *second = whole_or_tenth(arena, df2);
  if (value == NULL || p_text == NULL || first == NULL || second == NULL) return NULL;
  if (isinf(df2))
    return tsqp_arena_format(arena, "%s: " CHI2 IS "%s, df" IS "%s, %s", what, value, first, p_text);
  return tsqp_arena_format(arena, "%s: F" IS "%s, df" IS "%s and %s, %s", what, value, first, second, p_text);
}

char *tsqp_test_note(tsqp_arena *arena, const tsq_fit *fit, int is_pooled) {
  if (!is_pooled) {
    return joint_test(arena, "Test of moderators", tsq_fit_value(fit, "QM"), tsq_fit_value(fit, "QMdf1"),
                      tsq_fit_value(fit, "QMdf2"), tsq_fit_value(fit, "QMp"));
  }
  tsq_estimate e = tsq_coef(fit, 0);
  char *value = tsqp_number_text(arena, e.statistic, 2), *p = tsqp_p_text(arena, e.p_value);
  char *df = whole_or_tenth(arena, e.df);
  if (value == NULL || p == NULL || df == NULL) return NULL;
  if (isinf(e.df)) return tsqp_arena_format(arena, "Overall effect: z" IS "%s, %s", value, p);
  return tsqp_arena_format(arena, "Overall effect: t" IS "%s, df" IS "%s, %s", value, df, p);
}

char *tsqp_subgroup_note(tsqp_arena *arena, const tsq_subgroups *subgroups) {
  tsq_wald_test test = {.size = sizeof test};
  if (tsq_subgroups_test(subgroups, &test) != TSQ_OK) return NULL;
  return joint_test(arena, "Test for subgroup differences", test.statistic, test.df1, test.df2, test.p_value);
}

/* `plain` at `text`, followed by something that does not go on with the word. */
static int is_word(const char *text, const char *plain) {
  size_t n = strlen(plain);
  if (strncmp(text, plain, n) != 0) return 0;
  char next = text[n];
  return !((next >= '0' && next <= '9') || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z'));
}

char *tsqp_conventions_note(tsqp_arena *arena, const tsq_fit *fit) {
  const char *text = tsq_fit_conventions(fit);
  if (text == NULL) text = "";
  char *note = tsqp_arena_take(arena, strlen(text) + 1, 2),
       *end = note; /* "I2" grows by one byte, others do not */
  while (note != NULL && *text != '\0') {
    const char *better = is_word(text, "tau2") ? TAU2 : is_word(text, "I2") ? I_SQUARED : NULL;
    if (better != NULL) {
      memcpy(end, better, strlen(better));
      end += strlen(better);
      text += better[0] == 'I' ? 2 : 4;
    } else {
      *end++ = *text++;
    }
  }
  return note;
}
