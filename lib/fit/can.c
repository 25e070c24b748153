/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which questions a fit answers. What tsq_fit_can() says and what refuses a question is one function. */
#include "base/names.h"
#include "base/status.h"
#include "fit/fit.h"

#include <string.h>

static int refused(const tsq_fit *fit, const char *why) {
  tsqp_set_message("model %s %s", fit->class->name, why);
  return 0;
}

static int keeps_studies(const tsq_fit *fit) {
  return fit->input != NULL || refused(fit, "was fitted without keeping its studies: what needs them cannot be asked");
}

static int has_coefficients(const tsq_fit *fit) {
  return (fit->outcome & TSQ_OUTCOME_NEEDS_PASS) == 0 ||
         refused(fit, "knows tau2 alone: its coefficients need one more pass over the studies, at it");
}

static int has_interval(const tsq_fit *fit) {
  if (fit->class->interval == NULL) return refused(fit, "has no interval for tau2");
  if (fit->input == NULL && fit->tau2_interval.size == 0)
    return refused(fit, "was fitted without keeping its studies: an interval for tau2 needs passes over them");
  return 1;
}

static int refits(const tsq_fit *fit) {
  return fit->class->layouts != NULL ? keeps_studies(fit) : refused(fit, "cannot be refitted");
}

static int compares(const tsq_fit *fit) {
  if ((fit->class->traits & TSQP_HAS_LIKELIHOOD) == 0)
    return refused(fit, "has no likelihood of its data: its fits cannot be compared");
  return keeps_studies(fit);
}

static int has_blups(const tsq_fit *fit) {
  return fit->class->blup != NULL ? keeps_studies(fit) : refused(fit, "does not answer 'blup'");
}

static int has_groups(const tsq_fit *fit) {
  if (fit->class->layouts == NULL) return refused(fit, "cannot be divided into subgroups");
  if (!tsqp_fit_is_pooled(fit)) return refused(fit, "has moderators: a subgroup analysis pools each group");
  return keeps_studies(fit);
}

static int has_parts(const tsq_fit *fit) {
  return fit->class->part != NULL || refused(fit, "has no parts");
}

static const struct {
  const char *question;
  int (*can)(const tsq_fit *fit);
} questions[] = {{"predict", has_coefficients}, {"contrast", has_coefficients}, {"interval", has_interval}, {"refit", refits},
                 {"studies", keeps_studies}, {"compare", compares}, {"blup", has_blups},   {"subgroup", has_groups},
                 {"parts", has_parts}};

int tsqp_can(const tsq_fit *fit, const char *question) {
  for (size_t i = 0; i < TSQP_COUNT(questions); i++) {
    if (strcmp(questions[i].question, question) == 0) return questions[i].can(fit);
  }
  tsqp_set_message("model %s does not answer '%.60s'", fit->class->name, question);
  return 0;
}

int tsqp_need(const tsq_fit *fit, const char *question) {
  return tsqp_can(fit, question) ? TSQ_OK : TSQ_ERR_UNSUPPORTED;
}

int tsq_fit_can(const tsq_fit *fit, const char *question) {
  tsqp_clear_error();
  if (fit == NULL || question == NULL) {
    tsqp_set_message("%s is NULL", fit == NULL ? "fit" : "question");
    return 0;
  }
  return tsqp_can(fit, question);
}
