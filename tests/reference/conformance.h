/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the conformance runner share. */
#ifndef TESTS_CONFORMANCE_H
#define TESTS_CONFORMANCE_H

#include <jansson.h>
#include <stddef.h>
#include <tausq.h>

#define MAX_FIELDS 200
#define FIELD_BYTES 64

/* One case while it runs. The first reason why it fails, or cannot be run, is kept in `message`. */
typedef struct trial {
  const json_t *json;
  tsq_frame *frame; /* the case's data file */
  int failed;
  int unsupported;
  size_t compared; /* numbers compared: a case that compares none does not pass */
  size_t n_seen;   /* fields of "expect" that were looked at: a case with one that was not does not pass */
  char seen[MAX_FIELDS][FIELD_BYTES];
  char message[600];
} trial;

/* Says why a case fails. */
void disagree(trial *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Says why a case cannot be run: it is skipped. */
void unsupported(trial *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Whether the case is settled already. */
int settled(const trial *t);

/* `count` zeroed doubles; ends the program where there is no memory. */
double *new_numbers(size_t count);

/* expect[field], "a.b" going down two levels; NULL where it is not expected. The field counts as looked at. */
const json_t *expected(trial *t, const char *field);
/* `n` computed numbers against expect[field]: a number, (nested) arrays, null = NaN, "Inf", "-Inf". */
void compare(trial *t, const char *field, const double *got, size_t n);
void compare_number(trial *t, const char *field, double got);
void compare_text(trial *t, const char *field, size_t index, const char *got);
/* Fails the case where `expect` holds a field that was not looked at. */
void compare_nothing_else(trial *t);

/* A status of the library: where an error is expected it settles the case, else an error fails it. Returns 1 to go on. */
int answered(trial *t, int status);

/* An argument of the call that is not in the NULL-terminated list makes the case unsupported. */
void all_arguments_known(trial *t, const json_t *call, const char *const *known);
/* A numeric column of the data file; NULL where the trial is now settled. */
const double *numeric_column(trial *t, const char *name);
/* yi, vi and ni of an input with a measure. Returns 0 where the trial is now settled. */
int measure_effects(trial *t, const json_t *input, double *yi, double *vi, double *ni);
/* yi, and behind it vi, of any input; to be freed. NULL where the trial is now settled. */
double *input_effects(trial *t, const json_t *input);
/* Method, test and level, with metafor's conventions for the rest. Returns 0 where the trial is now settled. */
int model_options(trial *t, const json_t *call, tsq_options *options);

/* The kinds, one file each. */
void run_escalc(trial *t, const json_t *call);
void run_rma(trial *t, const json_t *call);
void run_subgroup(trial *t, const json_t *call);
void run_mh(trial *t, const json_t *call);
void run_peto(trial *t, const json_t *call);
void run_glmm(trial *t, const json_t *call);
void run_refit(trial *t, const json_t *call);
void run_compare(trial *t, const json_t *call);

#endif
