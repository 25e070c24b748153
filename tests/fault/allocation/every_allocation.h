/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every allocation of the process that a call makes fails in turn, GSL's, jansson's, libcsv's and the C library's own included:
 * malloc() and its like are replaced in the whole program (heap.c). The call is made once as it is, then again for n = 1, 2, ... with
 * its n-th allocation failing, and again with all from the n-th on failing. Each time it must either say TSQ_ERR_NOMEM with a message
 * and leave its outputs alone, or give the answer of the first time, to the byte; and no block may be lost.
 *
 * A case is a function that prepares, makes the call within EVERY(), and frees what it has prepared and been given:
 *
 *   static int interval(every_try *t) {
 *     tsq_interval out = {.size = sizeof out};
 *     every_output(t, &out, sizeof out);
 *     return EVERY(t, tsq_confint(fit, "tau2", NULL, &out));
 *   }
 *
 * and one line in its file's table, {"tsq_confint", "Q-profile", interval}. A file is a subject: one line in EVERY_SUBJECTS.
 */
#ifndef TESTS_EVERY_ALLOCATION_H
#define TESTS_EVERY_ALLOCATION_H

#include <stddef.h>
#include <tausq.h>

typedef struct every_try every_try;

typedef struct every_case {
  const char *function; /* as in api.json */
  const char *variant;
  int (*call)(every_try *t);
  int allocates_nothing; /* what is held then */
} every_case;

/* Before the call: `bytes` of an output. An error must leave them as they are; a success must always write the same. */
void every_output(every_try *t, void *output, size_t bytes);
/* The same for a handle: what is written there is another pointer each time. */
void every_handle(every_try *t, void *handle);
/* After a successful call: bytes that are the same each time, such as what a handle says. */
void every_answer(every_try *t, const void *answer, size_t bytes);

/* Allocations fail within `expr`, a call that returns a status. Its status is the value. */
#define EVERY(t, expr) (every_up(t), every_down(t, (expr)))
void every_up(every_try *t);
int every_down(every_try *t, int status);

/* Runs a case through all its failures. Fails the test, naming case and allocation, where one is not survived. */
void every_allocation(const every_case *c);

/* Subjects, in the order in which they run; tests/fault/allocation/cases_NAME.c has every_NAME[], ended by a row without a name. */
#define EVERY_SUBJECTS(X)                                                                                    \
  X(names)                                                                                                   \
  X(effects)                                                                                                 \
  X(convert)                                                                                                 \
  X(exact)                                                                                                   \
  X(rma)                                                                                                     \
  X(questions)                                                                                               \
  X(refit)                                                                                                   \
  X(subgroups)                                                                                               \
  X(batch)                                                                                                   \
  X(stream)                                                                                                  \
  X(frame)                                                                                                   \
  X(design)                                                                                                  \
  X(tables)                                                                                                  \
  X(glmm)                                                                                                    \
  X(report)                                                                                                  \
  X(plot)

#define EVERY_DECLARE(subject) extern const every_case every_##subject[];
EVERY_SUBJECTS(EVERY_DECLARE)

/* Public functions that can fail and have no case, each with its reason. */
typedef struct every_exception {
  const char *function;
  const char *reason;
} every_exception;
extern const every_exception every_exceptions[]; /* ended by a row without a name */

#endif
