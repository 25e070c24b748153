/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One benchmark: its work as a function, what it moves and makes, and how its line is printed. */
#ifndef BENCH_H
#define BENCH_H

#include <stddef.h>
#include <stdio.h>

typedef void bench_work(void *context);

typedef struct bench_case {
  const char *name;
  size_t k, p, m;
  int threads;
  double items; /* fits, studies, trials: what is counted a second */
  double bytes; /* that one run has to read and write: each array as often as the method needs it */
  bench_work *work;
  void *context;
} bench_case;

typedef struct bench_run {
  const char *filter; /* NULL: all */
  FILE *out;
  int threads;         /* the largest number to try */
  double bandwidth[2]; /* of reading memory, on one thread and on `threads`; bytes a second */
} bench_run;

/* Whether --filter wants this name. */
int bench_wanted(const bench_run *run, const char *name);
/* Times it (at least 5 runs and 0.3 s) and prints its line. */
void bench_time(const bench_run *run, const bench_case *c);
double bench_now(void);
/* Memory, or the end of the program. */
double *bench_column(size_t n);
void bench_check(int status);

/* The groups; each looks at --filter itself. */
void bench_memory(bench_run *run);
void bench_pool(const bench_run *run);
void bench_metareg(const bench_run *run);
void bench_effects(const bench_run *run);
void bench_batch(const bench_run *run);
void bench_stream(const bench_run *run);

#endif
