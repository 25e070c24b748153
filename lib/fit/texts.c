/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conventions and outcomes in words: made when first asked for, so that a fit that nobody reads costs nothing. */
#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"
#include "fit/fit.h"

#include <stdarg.h>
#include <string.h>

static char *formatted(const char *format, va_list args) {
  va_list again;
  va_copy(again, args);
  int length = tsqp_vformat(NULL, 0, format, again);
  va_end(again);
  if (length < 0) return NULL;
  char *text = tsqp_malloc((size_t)length + 1);
  if (text != NULL) tsqp_vformat(text, (size_t)length + 1, format, args);
  return text;
}

void tsqp_say_conventions(tsqp_texts *texts, const char *format, ...) {
  va_list args;
  va_start(args, format);
  texts->conventions = formatted(format, args);
  va_end(args);
  if (texts->conventions == NULL) texts->failed = 1;
}

void tsqp_say(tsqp_texts *texts, const char *format, ...) {
  char **more = tsqp_realloc(texts->outcome, (texts->n + 1) * sizeof *more);
  if (more == NULL) {
    texts->failed = 1;
    return;
  }
  texts->outcome = more;
  va_list args;
  va_start(args, format);
  char *text = formatted(format, args);
  va_end(args);
  if (text == NULL) {
    texts->failed = 1;
    return;
  }
  texts->outcome[texts->n++] = text;
}

const char *tsqp_study_name(const tsqp_input *input, size_t row, char *buffer, size_t n) {
  const char *label = tsqp_input_label(input, row);
  size_t line = tsqp_input_line(input, row);
  char place[40] = "";
  if (line > 0) (void)tsqp_format(place, sizeof place, " (line %zu)", line);
  if (label != NULL) {
    (void)tsqp_format(buffer, n, "'%.80s'%s", label, place);
  } else {
    (void)tsqp_format(buffer, n, "study %zu%s", tsqp_input_row(input, row) + 1, place);
  }
  return buffer;
}

/* ---- what all models say ----------------------------------------------------------------------------------------- */

static int why_of(const tsq_fit *fit, size_t i) {
  return fit->why != NULL ? fit->why[i] : TSQ_LEFT_MISSING;
}

/* "2 studies with missing values were left out: 'Aronson 1948' (line 3), study 5" */
static void say_left_out(const tsq_fit *fit, tsqp_texts *texts, int why, const char *one, const char *many) {
  enum { SHOWN = 12 };
  char list[SHOWN * 140];
  size_t count = 0;
  size_t used = 0;
  list[0] = '\0';
  for (size_t i = 0; i < fit->n_left_out; i++) {
    if (why_of(fit, i) != why || count++ >= SHOWN) continue;
    char name[132];
    if (fit->input == NULL) continue;
    used += (size_t)tsqp_format(list + used, sizeof list - used, "%s %s", count > 1 ? "," : "",
                                tsqp_study_name(fit->input, fit->left_out[i], name, sizeof name));
  }
  if (count == 0) return;
  tsqp_say(texts, "%zu %s left out%s%s%s", count, count == 1 ? one : many, used > 0 ? ":" : "", list,
           count > SHOWN ? ", ..." : "");
}

/* The moderators that are not among the fit's columns. */
static void say_dropped_columns(const tsq_fit *fit, tsqp_texts *texts) {
  char list[400];
  size_t used = 0;
  const char *const *names =
      fit->input != NULL ? tsqp_record_pointer(fit->input, fit->input->layout->x_names) : NULL;
  list[0] = '\0';
  for (size_t j = 0; j < fit->linear.moderators && used < sizeof list - 80; j++) {
    int there = 0;
    for (size_t c = 0; c < fit->linear.p; c++)
      there |= fit->linear.column[c] == j;
    if (there) continue;
    char made[32];
    (void)tsqp_format(made, sizeof made, "x%zu", j + 1);
    used += (size_t)tsqp_format(list + used, sizeof list - used, " %.60s",
                                names != NULL && names[j] != NULL ? names[j] : made);
  }
  tsqp_say(texts, "redundant moderators were dropped:%s", list);
}

static void describe(const tsq_fit *fit, tsqp_texts *texts) {
  say_left_out(fit, texts, TSQ_LEFT_MISSING, "study with missing values was", "studies with missing values were");
  say_left_out(fit, texts, TSQ_LEFT_SAYS_NOTHING,
               "study without events (or with events only) in both groups was",
               "studies without events (or with events only) in both groups were");
  say_left_out(fit, texts, TSQ_LEFT_NO_GROUP, "study without a group was", "studies without a group were");
  if (fit->outcome & TSQ_OUTCOME_COLUMNS_DROPPED) say_dropped_columns(fit, texts);
  fit->class->describe(fit, texts);
}

void tsqp_texts_free(tsqp_texts *texts) {
  if (texts == NULL) return;
  for (size_t i = 0; i < texts->n; i++)
    tsqp_free(texts->outcome[i]);
  tsqp_free(texts->outcome);
  tsqp_free(texts->conventions);
  tsqp_free(texts);
}

const tsqp_texts *tsqp_fit_texts(const tsq_fit *fit) {
  if (fit->texts != NULL) return fit->texts;
  tsqp_texts *texts = tsqp_calloc(1, sizeof *texts);
  if (texts != NULL) describe(fit, texts);
  if (texts == NULL || texts->failed) {
    tsqp_texts_free(texts);
    (void)tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a fit's notes");
    return NULL;
  }
  ((tsq_fit *)fit)->texts = texts; /* a handle is one thread's */
  return texts;
}

const char *tsq_fit_conventions(const tsq_fit *fit) {
  tsqp_clear_error();
  const tsqp_texts *texts = fit != NULL ? tsqp_fit_texts(fit) : NULL;
  return texts != NULL ? texts->conventions : NULL;
}

const char *tsq_fit_outcome(const tsq_fit *fit, size_t index) {
  tsqp_clear_error();
  const tsqp_texts *texts = fit != NULL ? tsqp_fit_texts(fit) : NULL;
  return texts != NULL && index < texts->n ? texts->outcome[index] : NULL;
}
