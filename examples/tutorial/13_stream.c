/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * More trials than memory: a file is read chunk by chunk, once for every pass that the method needs, and only sums are kept.
 *
 *     13_stream                 a temporary file of a million made-up trials (mean 0.25, tau2 0.09)
 *     13_stream FILE            a file of pairs (yi, vi) of doubles, of any length
 *     13_stream FILE TRIALS     the same, after that many made-up trials were written to it
 */
#include "tutorial.h"

#include <math.h>
#include <sys/resource.h>

enum { CHUNK = 4096, TRIALS = 1000000 };

/* A small random generator of our own (splitmix64: Steele, Lea & Flood 2014), so that the numbers are the same everywhere. */
static double uniform(uint64_t *state) {
  uint64_t z = *state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return ((double)((z ^ (z >> 31)) >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(uint64_t *state) {
  double radius = sqrt(-2 * log(uniform(state)));
  return radius * cos(6.283185307179586 * uniform(state));
}

static void write_trials(FILE *file, long trials) {
  uint64_t state = 2026;
  for (long i = 0; i < trials; i++) {
    double trial[2]; /* yi, vi */
    trial[1] = 4 / (20 + 180 * uniform(&state));
    trial[0] = 0.25 + sqrt(0.09 + trial[1]) * normal(&state);
    if (fwrite(trial, sizeof trial, 1, file) != 1) check(TSQ_ERR_IO);
  }
}

/* One pass over the whole file. */
static void add_file(FILE *file, tsq_stream *stream) {
  static double pairs[CHUNK][2], yi[CHUNK], vi[CHUNK];
  size_t n;
  rewind(file);
  while ((n = fread(pairs, sizeof pairs[0], CHUNK, file)) > 0) {
    for (size_t i = 0; i < n; i++) {
      yi[i] = pairs[i][0];
      vi[i] = pairs[i][1];
    }
    const tsq_data chunk = {.k = n, .yi = yi, .vi = vi};
    check(tsq_stream_add(stream, &chunk));
  }
}

static tsq_fit *analyse(FILE *file, size_t *passes) {
  tsq_stream *stream = NULL;
  tsq_iterate *analysis = NULL;
  tsq_fit *fit = NULL;
  check(tsq_stream_new(NULL, &stream));
  add_file(file, stream);
  check(tsq_iterate_new(stream, TSQ_OPTIONS(.method = TSQ_REML), &analysis));
  while (!tsq_iterate_done(
      analysis)) { /* where the next pass is wanted; on many machines: restart, add, merge */
    check(tsq_stream_restart(stream, tsq_iterate_tau2(analysis)));
    add_file(file, stream);
    check(tsq_iterate_step(analysis, stream, NULL));
  }
  check(tsq_iterate_finish(analysis, &fit));
  *passes = tsq_iterate_passes(analysis);
  tsq_iterate_free(analysis);
  tsq_stream_free(stream);
  return fit; /* asked like any other fit, but for what needs the studies themselves */
}

static long kilobytes(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

int main(int argc, char **argv) {
  FILE *file = argc > 1 ? fopen(argv[1], argc > 2 ? "w+b" : "rb") : tmpfile();
  if (file == NULL) check(TSQ_ERR_IO);
  if (argc != 2) write_trials(file, argc > 2 ? atol(argv[2]) : TRIALS);
  size_t passes = 0;
  long before = kilobytes();
  tsq_fit *fit = analyse(file, &passes);
  long grown = kilobytes() - before;
  fclose(file);
  tsq_estimate mean = tsq_coef(fit, 0);
  int proved = ((int)tsq_fit_value(fit, "outcome") & TSQ_OUTCOME_NOT_PROVED) == 0;
  printf("k = %.0f: mean %.5f, 95%% CI %.5f to %.5f\n", tsq_fit_value(fit, "k"), mean.estimate, mean.ci_lower,
         mean.ci_upper);
  printf("tau2 = %.5f (SE %.5f), I2 = %.2f%%, the global maximum: %s\n", tsq_fit_value(fit, "tau2"),
         tsq_fit_value(fit, "se_tau2"), tsq_fit_value(fit, "I2"), proved ? "proved" : "not proved");
  printf("memory grew by %s\n", grown < 2048 ? "less than 2 MiB" : "more than it should");
  if (argc > 1) fprintf(stderr, "%zu passes, %ld KiB at most\n", passes, kilobytes());
  tsq_fit_free(fit);
  return EXIT_SUCCESS;
}
