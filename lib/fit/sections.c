/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a class's sections to texts and numbers. */
#include "fit/sections.h"

#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int tsqp_has_moderators(const tsq_fit *fit) {
  return fit->linear.p > (fit->options.no_intercept ? 0U : 1U);
}

const char *tsqp_decimal(char buffer[32], double value, int digits) {
  if (isnan(value)) return "NA";
  if (isinf(value)) return value > 0 ? "Inf" : "-Inf";
  double smallest = 0.5 * pow(10, -digits);
  if (value != 0 && (fabs(value) >= 1e9 || fabs(value) < smallest)) {
    tsqp_format(buffer, 32, "%.*g", digits, value);
  } else {
    tsqp_format(buffer, 32, "%.*f", digits, value);
  }
  return buffer;
}

void tsqp_walk_open(tsqp_walk *walk, const tsq_fit *fit, int digits) {
  *walk = (tsqp_walk){.fit = fit, .digits = digits, .has_interval = -1};
}

int tsqp_walk_interval(tsqp_walk *walk) {
  if (walk->has_interval >= 0) return TSQ_OK;
  const tsq_fit *fit = walk->fit;
  walk->has_interval = 0;
  if (!tsqp_is_random(fit) || !tsqp_can(fit, "interval")) return TSQ_OK;
  int status = tsqp_tau2_interval(fit, 0, fit->options.level, &walk->tau2);
  if (status == TSQ_ERR_UNSUPPORTED) return TSQ_OK;
  TSQP_TRY(status);
  walk->has_interval = walk->tau2.outcome != TSQ_CI_NOT_DEFINED;
  return TSQ_OK;
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

static const char *common_word(const tsq_fit *fit, const char *name) {
  int moderators = tsqp_has_moderators(fit);
  if (strcmp(name, "kind") == 0) {
    if (!tsqp_is_random(fit)) return moderators ? "Common-Effect Model with Moderators" : "Common-Effect Model";
    return moderators ? "Mixed-Effects Model" : "Random-Effects Model";
  }
  if (strcmp(name, "residual") == 0) return moderators ? " (residual)" : "";
  if (strcmp(name, "Residual") == 0) return moderators ? "Residual " : "";
  if (strcmp(name, "Q") == 0) return moderators ? "QE" : "Q";
  return NULL;
}

/* What stands in the braces: a word, or a quantity, whole or with decimals. */
static const char *filled(const tsqp_walk *walk, char *name, char *buffer, size_t n) {
  const char *text = common_word(walk->fit, name);
  if (text == NULL && walk->fit->class->word != NULL) text = walk->fit->class->word(walk->fit, name, buffer, n);
  if (text != NULL) return text;
  size_t length = strlen(name);
  int digits = length > 0 && name[length - 1] == ':' ? walk->digits : 0;
  if (digits > 0) name[length - 1] = '\0';
  return tsqp_decimal(buffer, tsqp_scalar(walk->fit, name), digits);
}

const char *tsqp_section_title(const tsqp_walk *walk, const char *title, char *buffer, size_t n) {
  size_t used = 0;
  while (*title != '\0' && used + 1 < n) {
    const char *end = *title == '{' ? strchr(title, '}') : NULL;
    char name[32];
    char made[120];
    if (end == NULL || (size_t)(end - title) > sizeof name) {
      buffer[used++] = *title++;
      continue;
    }
    size_t length = (size_t)(end - title) - 1;
    memcpy(name, title + 1, length);
    name[length] = '\0';
    int written = tsqp_format(buffer + used, n - used, "%s", filled(walk, name, made, sizeof made));
    used = written < 0 || (size_t)written >= n - used ? n - 1 : used + (size_t)written;
    title = end + 1;
  }
  buffer[used] = '\0';
  return buffer;
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

static double number_of(const tsq_fit *fit, const char *name) {
  if (name == NULL) return NAN;
  if (name[0] >= '0' && name[0] <= '9') return tsqp_strtod(name, NULL);
  return tsqp_scalar(fit, name);
}

static int rests_on_coefficients(const tsqp_section *s) {
  return s->kind == TSQP_COEFFICIENTS || s->kind == TSQP_EFFECTS || s->kind == TSQP_STATISTICS ||
         (s->when & TSQP_WHEN_MODERATORS) != 0;
}

int tsqp_section_applies(const tsqp_walk *walk, const tsqp_section *s) {
  const tsq_fit *fit = walk->fit;
  if ((fit->outcome & TSQ_OUTCOME_NEEDS_PASS) && rests_on_coefficients(s)) return 0;
  if ((s->when & TSQP_WHEN_RANDOM) && !tsqp_is_random(fit)) return 0;
  if ((s->when & TSQP_WHEN_COMMON) && tsqp_is_random(fit)) return 0;
  if ((s->when & TSQP_WHEN_MODERATORS) && !tsqp_has_moderators(fit)) return 0;
  if ((s->when & TSQP_WHEN_POOLED) && tsqp_has_moderators(fit)) return 0;
  if ((s->when & TSQP_WHEN_DEFINED) && isnan(number_of(fit, s->lines[0].value))) return 0;
  return 1;
}

/* The interval of a function of tau2. */
static int set_interval(tsqp_walk *walk, const char *name, tsqp_said *said) {
  double lower;
  double upper;
  if (!tsqp_map_tau2(walk->fit, name, 0, &lower)) return TSQ_OK;
  TSQP_TRY(tsqp_walk_interval(walk));
  if (walk->has_interval != 1) return TSQ_OK;
  said->is_empty = walk->tau2.outcome == TSQ_CI_EMPTY; /* [0, 0] would read as certainty */
  if (said->is_empty) return TSQ_OK;
  (void)tsqp_map_tau2(walk->fit, name, walk->tau2.lower, &lower);
  (void)tsqp_map_tau2(walk->fit, name, walk->tau2.upper, &upper);
  said->lower = lower;
  said->upper = upper;
  return TSQ_OK;
}

const char *tsqp_interval_words(const tsqp_walk *walk) {
  if (walk->has_interval != 1) return NULL;
  if (walk->tau2.outcome == TSQ_CI_EMPTY)
    return "the interval for tau2 is empty: the effects are closer together than any tau2 explains";
  if (walk->tau2.outcome == TSQ_CI_NOT_CONNECTED)
    return "the set of plausible tau2 has holes: the interval is its hull";
  return NULL;
}

int tsqp_section_lines(tsqp_walk *walk, const tsqp_section *s, tsqp_said lines[TSQP_MOST_LINES], size_t *n) {
  *n = 0;
  for (const tsqp_line *l = s->lines; l != NULL && l->value != NULL && *n < TSQP_MOST_LINES; l++) {
    double value = number_of(walk->fit, l->value);
    if (isnan(value) && s->kind != TSQP_STATISTICS && s->kind != TSQP_INLINE) continue;
    tsqp_said *said = &lines[*n];
    *said = (tsqp_said){.name = l->value, .is_test = l->p != NULL, .value = value, .se = NAN, .lower = NAN, .upper = NAN,
                        .df1 = NAN, .df2 = HUGE_VAL, .p = NAN, .unit = l->unit != NULL ? l->unit : "",
                        .digits = l->digits != 0 ? l->digits : walk->digits};
    (void)tsqp_section_title(walk, l->label, said->label, sizeof said->label);
    if (said->is_test) {
      said->df1 = number_of(walk->fit, l->a);
      if (l->b != NULL) said->df2 = number_of(walk->fit, l->b);
      said->p = number_of(walk->fit, l->p);
    } else {
      said->se = number_of(walk->fit, l->a);
      if (tsqp_is_random(walk->fit)) TSQP_TRY(set_interval(walk, l->value, said));
    }
    (*n)++;
  }
  return TSQ_OK;
}
