/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options that say nothing in the company of the others are errors: nobody shall believe that they did something. */
#include "cli.h"

#include <string.h>

static const struct {
  const char *option, *needs;
} needs[] = {{"above", "threshold"},     {"common-tau2", "subgroup"}, {"predict", "mods"},
             {"drop-redundant", "mods"}, {"no-intercept", "mods"},    {"nodes", "model"}};

static const struct {
  const char *option, *other, *why;
} exclude[] = {{"subgroup", "mods", "add the column to --mods"},
               {"subgroup", "threshold", "the probability is one of a single pooled effect"},
               {"mods", "threshold", "the probability is one of a single pooled effect"}};

/* Options of computed effects. */
static const char *const of_measure[] = {"vtype", "add", "to", "drop00"};

/* What a model does not know. */
static const char *const not_mh[] = {"vtype",   "drop00",         "nodes",     "mods",        "no-intercept",
                                     "predict", "drop-redundant", "subgroup",  "common-tau2", "preset",
                                     "method",  "test",           "tau2",      "tau2-ci",     "prediction",
                                     "i2",      "weights",        "threshold", "above",       "studies"};
static const char *const not_bb[] = {
    "add",        "to",   "vtype",          "drop00",    "nodes",       "mods",   "no-intercept", "predict",
    "method",     "test", "drop-redundant", "subgroup",  "common-tau2", "preset", "tau2",         "tau2-ci",
    "prediction", "i2",   "weights",        "threshold", "above",       "studies"};
static const char *const not_glmm[] = {"vtype",   "drop00",    "drop-redundant", "subgroup",   "common-tau2",
                                       "preset",  "tau2",      "tau2-ci",        "prediction", "i2",
                                       "weights", "threshold", "above",          "studies"};
static const char *const not_rma[] = {"nodes"};

static int none_of(const settings *s, const char *const *names, size_t n, const char *of) {
  for (size_t i = 0; i < n; i++) {
    if (option_given(s, names[i])) return usage_error(s, "--%s has no meaning with --model %s", names[i], of);
  }
  return EXIT_DONE;
}

#define NONE_OF(names, of) none_of(s, names, sizeof names / sizeof names[0], of)

static int fits_model(const settings *s) {
  int32_t glmm;
  const char *name = s->model != NULL ? s->model : "rma";
  if (strcmp(name, "mh") == 0 || strcmp(name, "peto") == 0) return NONE_OF(not_mh, name);
  if (strcmp(name, "bb") == 0) return NONE_OF(not_bb, name);
  if (strcmp(name, "rma") == 0) return NONE_OF(not_rma, name);
  if (strcmp(name, "glmm") == 0 || tsq_glmm_model_from_name(name, &glmm) == TSQ_OK)
    return NONE_OF(not_glmm, name);
  return usage_error(s, "unknown model '%s'; known: rma, mh, peto, bb, glmm, UM.FS, UM.RS, CM.EL, CM.AL",
                     name);
}

/* Columns of records, and how effects are computed from them, ask for a measure. */
static int fits_measure(const settings *s) {
  if (s->measure != NULL || (s->model != NULL && strcmp(s->model, "peto") == 0)) return EXIT_DONE;
  for (size_t i = 0; i < sizeof of_measure / sizeof of_measure[0]; i++) {
    if (option_given(s, of_measure[i])) return usage_error(s, "--%s needs --measure", of_measure[i]);
  }
  for (size_t i = 0; i < s->n_roles; i++) {
    const char *role = s->role[i];
    if (strcmp(role, "yi") != 0 && strcmp(role, "vi") != 0 && strcmp(role, "sei") != 0 &&
        strcmp(role, "ni") != 0)
      return usage_error(s, "--%s needs --measure", role);
  }
  return EXIT_DONE;
}

int check_options(const settings *s) {
  int status = s->which == CMD_FIT ? fits_model(s) : EXIT_DONE;
  for (size_t i = 0; i < sizeof needs / sizeof needs[0] && status == EXIT_DONE; i++) {
    if (option_given(s, needs[i].option) && !option_given(s, needs[i].needs))
      status = usage_error(s, "--%s needs --%s", needs[i].option, needs[i].needs);
  }
  for (size_t i = 0; i < sizeof exclude / sizeof exclude[0] && status == EXIT_DONE && s->which == CMD_FIT;
       i++) {
    if (option_given(s, exclude[i].option) && option_given(s, exclude[i].other))
      status = usage_error(s, "--%s and --%s exclude each other: %s", exclude[i].option, exclude[i].other,
                           exclude[i].why);
  }
  if (status == EXIT_DONE) status = fits_measure(s);
  double level = 0.5;
  if (status == EXIT_DONE) status = number_option(s, "level", s->level, &level);
  if (status == EXIT_DONE && !(level > 0 && level < 1))
    return usage_error(s, "--level %s: a confidence level lies between 0 and 1, such as 0.95", s->level);
  return status;
}
