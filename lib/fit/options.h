/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The options of all models: one record each, a table of what each model takes, one function that resolves them.
 */
#ifndef TSQP_FIT_OPTIONS_H
#define TSQP_FIT_OPTIONS_H

#include "base/names.h"

#include <tausq/models.h>
#include <tausq/options.h>

/* In the order of the records and of every table of takes. */
typedef enum tsqp_option_id {
  TSQP_OPT_PRESET = 1, TSQP_OPT_METHOD, TSQP_OPT_TEST, TSQP_OPT_CI_KIND, TSQP_OPT_PI_KIND, TSQP_OPT_I2_KIND,
  TSQP_OPT_NO_INTERCEPT, TSQP_OPT_MISSING, TSQP_OPT_REDUNDANT, TSQP_OPT_WEIGHTING, TSQP_OPT_TAU2_FIXED, TSQP_OPT_THREADS,
  TSQP_OPT_TAU2, TSQP_OPT_LEVEL, TSQP_OPT_MEASURE, TSQP_OPT_KEEP, TSQP_OPT_GLMM_MODEL, TSQP_OPT_COVARIANCE, TSQP_OPT_NODES,
  TSQP_OPT_KEEP00, TSQP_OPT_NO_CORRECTION, TSQP_OPT_ADD_MODE, TSQP_OPT_TO, TSQP_OPT_ADD, TSQP_OPT_END
} tsqp_option_id;

typedef struct tsqp_option {
  tsqp_option_id id;
  int32_t type; /* enum tsq_option_type */
  size_t offset;
  const char *name;
  const char *enum_name;               /* of enums: "tsq_test" ... */
  const char *(*name_of)(int32_t);     /* ... its _name ... */
  int (*from_name)(const char *, int32_t *); /* ... and _from_name function ... */
  double lowest, highest;
  const char *rule; /* what the value must be: "a confidence level lies between 0 and 1, such as 0.95" */
  const char *text;
  const char *metafor;
} tsqp_option;

/* What a model takes. */
typedef struct tsqp_take {
  tsqp_option_id id;
  double by_default;      /* value of 0; TSQP_BY_PRESET */
  const int32_t *allowed; /* 0-ended values of an enum that it has; NULL = all */
} tsqp_take;

#define TSQP_BY_PRESET (-1.0) /* of no option a default */
#define TSQP_TAKES_END {TSQP_OPT_END, 0, NULL}

size_t tsqp_option_count(void);
const tsqp_option *tsqp_option_at(size_t index);
const tsqp_take *tsqp_find_take(const tsqp_take *takes, tsqp_option_id id);

/* The caller's options with every default resolved; refuses what `model` does not take or have. */
int tsqp_resolve_options(const char *model, const tsqp_take *takes, const tsq_options *callers, tsq_options *resolved);

/* The names' tables: also for messages that say whose value a stray number is. */
typedef struct tsqp_enum {
  const char *name;
  const tsqp_name *names;
  size_t n;
} tsqp_enum;
extern const tsqp_enum tsqp_enums[];
extern const size_t tsqp_n_enums;

#endif
