/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tausq_bench [--filter TEXT] [--threads N] [--json FILE]: timings as JSON lines; README.md says what they mean. */
#define _POSIX_C_SOURCE 200809L
#include "bench.h"

#include <stdlib.h>
#include <string.h>
#include <tausq.h>
#include <time.h>

#define MAX_RUNS 1000
#define MIN_RUNS 5
#define MIN_SECONDS 0.3

double bench_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double *bench_column(size_t n) {
  double *column = malloc(n * sizeof *column);
  if (column == NULL) {
    fprintf(stderr, "tausq_bench: no memory for %zu numbers\n", n);
    exit(2);
  }
  memset(column, 0, n * sizeof *column); /* so that the first run does not pay for the pages */
  return column;
}

void bench_check(int status) {
  if (status == TSQ_OK) return;
  fprintf(stderr, "tausq_bench: %s: %s\n", tsq_strerror(status), tsq_last_error());
  exit(2);
}

int bench_wanted(const bench_run *run, const char *name) {
  return run->filter == NULL || strstr(name, run->filter) != NULL;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a;
  double y = *(const double *)b;
  return (x > y) - (x < y);
}

void bench_time(const bench_run *run, const bench_case *c) {
  static double seconds[MAX_RUNS];
  size_t runs = 0;
  double total = 0;
  c->work(c->context); /* warm */
  while (runs < MAX_RUNS && (runs < MIN_RUNS || total < MIN_SECONDS)) {
    double start = bench_now();
    c->work(c->context);
    seconds[runs] = bench_now() - start;
    total += seconds[runs++];
  }
  qsort(seconds, runs, sizeof *seconds, ascending);
  double median = seconds[runs / 2];
  double bandwidth = run->bandwidth[c->threads > 1];
  fprintf(run->out,
          "{\"name\": \"%s\", \"k\": %zu, \"p\": %zu, \"m\": %zu, \"threads\": %d, \"isa\": \"%s\", "
          "\"runs\": %zu, "
          "\"median_s\": %.6g, \"min_s\": %.6g, \"items_per_s\": %.6g, \"bytes_per_s\": %.6g, "
          "\"of_bandwidth\": %.4g}\n",
          c->name, c->k, c->p, c->m, c->threads, tsq_active_isa(), runs, median, seconds[0],
          c->items / median, c->bytes / median, bandwidth > 0 ? c->bytes / median / bandwidth : 1);
  fflush(run->out);
}

static void usage(FILE *out) {
  fputs("usage: tausq_bench [--filter TEXT] [--threads N] [--json FILE]\n"
        "  --filter TEXT  only benchmarks whose name has TEXT in it, for example pool or batch.reml\n"
        "  --threads N    the larger number of threads to try (default 2)\n"
        "  --json FILE    write the lines there and not to standard output\n"
        "TSQ_FORCE_ISA=baseline|avx2|avx512 in the environment chooses the instruction set.\n",
        out);
}

int main(int argc, char **argv) {
  bench_run run = {.out = stdout, .threads = 2};
  for (int i = 1; i < argc; i += 2) {
    if (strcmp(argv[i], "--help") == 0) {
      usage(stdout);
      return 0;
    }
    const char *value = i + 1 < argc ? argv[i + 1] : NULL;
    if (value != NULL && strcmp(argv[i], "--filter") == 0) {
      run.filter = value;
    } else if (value != NULL && strcmp(argv[i], "--threads") == 0) {
      run.threads = atoi(value);
    } else if (value != NULL && strcmp(argv[i], "--json") == 0) {
      run.out = fopen(value, "w");
    } else {
      usage(stderr);
      return 2;
    }
    if (run.out == NULL) {
      fprintf(stderr, "tausq_bench: %s cannot be written\n", value);
      return 2;
    }
  }
  bench_memory(&run);
  bench_pool(&run);
  bench_metareg(&run);
  bench_effects(&run);
  bench_batch(&run);
  bench_stream(&run);
  if (run.out != stdout) fclose(run.out);
  return 0;
}
