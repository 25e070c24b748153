/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a fit in one line each, below figures and tables: from the class's sections. UTF-8, Greek letters as such. */
#include "fit/rows.h"

#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#define TAU2 "\xCF\x84\xC2\xB2"
#define I_SQUARED "I\xC2\xB2"
#define CHI2 "\xCF\x87\xC2\xB2"
#define MINUS "\xE2\x88\x92"
#define IS "\xC2\xA0=\xC2\xA0" /* no line ends within "df = 12" */

enum { NUMBER = 56, NOTE = 600 };

/* ---- numbers ----------------------------------------------------------------------------------------------------- */

static const char *decimal(char out[NUMBER], double value, int digits) {
  const char *sign = value < 0 ? MINUS : "";
  double size = fabs(value);
  if (isnan(value)) {
    (void)tsqp_format(out, NUMBER, "NA");
  } else if (isinf(value)) {
    (void)tsqp_format(out, NUMBER, "%s\xE2\x88\x9E", sign);
  } else if (size >= 1e12 || (size > 0 && size < 1e-4 && digits > 6)) {
    char power[TSQP_POWER];
    (void)tsqp_format(out, NUMBER, "%s%s", sign, tsqp_power_of_ten(power, size, 2));
  } else {
    char plain[NUMBER - 4];
    (void)tsqp_format(plain, sizeof plain, "%.*f", digits, size);
    (void)tsqp_format(out, NUMBER, "%s%s", plain[strspn(plain, "0.")] == '\0' ? "" : sign, plain);
  }
  return out;
}

/* Three significant digits, at most eight decimals. */
static const char *significant(char out[NUMBER], double value) {
  if (value == 0) return "0";
  int digits = isfinite(value) ? 2 - (int)floor(log10(fabs(value))) : 2;
  return decimal(out, value, digits < 0 ? 0 : digits > 8 ? 8 : digits);
}

static const char *whole_or_tenth(char out[NUMBER], double df) {
  return decimal(out, df, fabs(df - round(df)) < 1e-9 ? 0 : 1);
}

static const char *p_text(char out[NUMBER], double p) {
  if (isnan(p)) {
    (void)tsqp_format(out, NUMBER, "p" IS "NA");
  } else if (p < 0.001) {
    (void)tsqp_format(out, NUMBER, "p\xC2\xA0<\xC2\xA0%s", "0.001");
  } else {
    (void)tsqp_format(out, NUMBER, "p" IS "%.*f", p < 0.1 ? 3 : 2, p);
  }
  return out;
}

/* ---- one line ---------------------------------------------------------------------------------------------------- */

typedef struct line {
  char text[NOTE];
  size_t used;
} line;

static void add(line *l, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(line *l, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int written = tsqp_vformat(l->text + l->used, sizeof l->text - l->used, format, args);
  va_end(args);
  if (written > 0)
    l->used += (size_t)written < sizeof l->text - l->used ? (size_t)written : sizeof l->text - l->used - 1;
}

static void add_test(line *l, const char *name, double statistic, double df1, double df2, double p) {
  char a[NUMBER];
  char b[NUMBER];
  char c[NUMBER];
  if (isinf(df2)) {
    add(l, "%s" IS "%s, df" IS "%s, %s", name, decimal(a, statistic, 2), whole_or_tenth(b, df1),
        p_text(c, p));
  } else {
    char d[NUMBER];
    add(l, "F" IS "%s, df" IS "%s and %s, %s", decimal(a, statistic, 2), whole_or_tenth(b, df1),
        whole_or_tenth(d, df2), p_text(c, p));
  }
}

/* `plain` at `text`, followed by something that does not go on with the word. */
static int is_word(const char *text, const char *plain) {
  size_t n = strlen(plain);
  if (strncmp(text, plain, n) != 0) return 0;
  char next = text[n];
  return !((next >= '0' && next <= '9') || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z'));
}

/* The text with tau2 and I2 as they are printed. */
static void add_greek(line *l, const char *text) {
  while (*text != '\0') {
    const char *better = is_word(text, "tau2") ? TAU2 : is_word(text, "I2") ? I_SQUARED : NULL;
    if (better != NULL) {
      add(l, "%s", better);
      text += better[0] == 'I' ? 2 : 4;
    } else {
      add(l, "%c", *text++);
    }
  }
}

static int add_greek_note(tsq_rows *rows, int32_t kind, const char *text) {
  line l = {"", 0};
  add_greek(&l, text);
  return tsq_rows_add_note(rows, kind, SIZE_MAX, l.text);
}

/* "tau2 = 0.31 (95% CI 0.12 to 1.1)": tau, H2 and R2 follow from what is there. */
static void add_estimate(line *l, const tsqp_said *s, double level) {
  char a[NUMBER];
  char b[NUMBER];
  char c[NUMBER];
  int percent = s->unit[0] == '%';
  int first = l->text[l->used - 1] == ' ';
  const char *name = strcmp(s->name, "tau2") == 0 ? TAU2 : strcmp(s->name, "I2") == 0 ? I_SQUARED : s->label;
  add(l, "%s%s" IS "%s%s", first ? "" : ", ", name,
      percent ? decimal(a, s->value, 1) : significant(a, s->value), s->unit);
  if (isnan(s->lower)) return;
  const char *lower = percent ? decimal(b, s->lower, 1) : significant(b, s->lower);
  const char *upper = percent ? decimal(c, s->upper, 1) : significant(c, s->upper);
  if (percent) {
    add(l, " (%s%% to %s%%)", lower, upper);
  } else {
    add(l, " (%g%% CI %s to %s)", 100 * level, lower, upper);
  }
}

static int is_told(const char *name) {
  return strcmp(name, "tau2") == 0 || strcmp(name, "I2") == 0 || strcmp(name, "rho") == 0;
}

/* The lines of the sections on heterogeneity: estimates first, then the first test. */
static int heterogeneity_line(tsqp_walk *walk, int tests, line *l) {
  int done = 0;
  for (const tsqp_section *s = walk->fit->class->sections; s->kind != 0; s++) {
    tsqp_said said[TSQP_MOST_LINES];
    size_t n;
    if (!(s->when & TSQP_HETEROGENEITY) || !tsqp_section_applies(walk, s)) continue;
    TSQP_TRY(tsqp_section_lines(walk, s, said, &n));
    for (size_t i = 0; i < n; i++) {
      if (!tests && !said[i].is_test && is_told(said[i].name))
        add_estimate(l, &said[i], walk->fit->options.level);
      if (!tests || !said[i].is_test || done) continue;
      add(l, "%s", l->text[l->used - 1] == ' ' ? "" : ", ");
      add_test(l, strcmp(said[i].name, "QE") == 0 ? "Q" : said[i].label, said[i].value, said[i].df1,
               said[i].df2, said[i].p);
      done = 1;
    }
  }
  return TSQ_OK;
}

static int add_heterogeneity(tsq_rows *rows, const tsq_fit *fit, size_t group, int with_intervals) {
  line l = {"", 0};
  tsqp_walk walk;
  if (!(fit->df_residual > 0))
    return tsq_rows_add_note(rows, TSQ_NOTE_HETEROGENEITY, group, "Heterogeneity: not applicable");
  tsqp_walk_open(&walk, fit, 4);
  if (!with_intervals) walk.has_interval = 0;
  add(&l, "%s: ", tsqp_has_moderators(fit) ? "Residual heterogeneity" : "Heterogeneity");
  TSQP_TRY(heterogeneity_line(&walk, 0, &l));
  TSQP_TRY(heterogeneity_line(&walk, 1, &l));
  const char *words = tsqp_interval_words(&walk);
  if (words != NULL) {
    add(&l, "; ");
    add_greek(&l, words);
  }
  return tsq_rows_add_note(rows, TSQ_NOTE_HETEROGENEITY, group, l.text);
}

int tsqp_rows_add_test_note(tsq_rows *rows, int32_t kind, const char *what, const tsqp_test *test) {
  line l = {"", 0};
  add(&l, "%s: ", what);
  add_test(&l, CHI2, test->statistic, test->df1, test->df2, test->p_value);
  return tsq_rows_add_note(rows, kind, SIZE_MAX, l.text);
}

static int add_overall_test(tsq_rows *rows, const tsq_fit *fit) {
  char a[NUMBER];
  char b[NUMBER];
  char c[NUMBER];
  line l = {"", 0};
  tsq_estimate e = tsq_coef(fit, 0);
  if (isinf(e.df)) {
    add(&l, "Overall effect: z" IS "%s, %s", decimal(a, e.statistic, 2), p_text(b, e.p_value));
  } else {
    add(&l, "Overall effect: t" IS "%s, df" IS "%s, %s", decimal(a, e.statistic, 2), whole_or_tenth(c, e.df),
        p_text(b, e.p_value));
  }
  return tsq_rows_add_note(rows, TSQ_NOTE_TEST, SIZE_MAX, l.text);
}

int tsqp_rows_add_group_note(tsq_rows *rows, const tsq_fit *fit, size_t group) {
  return add_heterogeneity(rows, fit, group, 0);
}

int tsqp_rows_add_notes(tsq_rows *rows, const tsq_fit *fit) {
  TSQP_TRY(add_heterogeneity(rows, fit, SIZE_MAX, 1));
  if (tsqp_fit_is_pooled(fit)) {
    TSQP_TRY(add_overall_test(rows, fit));
  } else {
    TSQP_TRY(tsqp_rows_add_test_note(rows, TSQ_NOTE_TEST, "Test of moderators", &fit->omnibus));
  }
  const tsqp_texts *texts = tsqp_fit_texts(fit);
  if (texts == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < texts->n; i++)
    TSQP_TRY(add_greek_note(rows, TSQ_NOTE_OUTCOME, texts->outcome[i]));
  return add_greek_note(rows, TSQ_NOTE_CONVENTIONS, texts->conventions);
}
