/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A million at once: does a 95% interval hold the true effect in 95 of 100 meta-analyses of six trials? For each of many simulated
 * meta-analyses tsq_batch() gives the whole answer of tsq_rma(), some 20 million a second and thread; the answer per problem is that
 * of tsq_rma() to 1e-9. Numbers lie study by study: yi[i * m + j] is study i of problem j.
 */
#include "tutorial.h"

#include <math.h>

enum { STUDIES = 6, PROBLEMS = 200000 };

/* Normal numbers by Box & Muller from a linear congruential generator: the same everywhere. */
static double uniform(uint64_t *state) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return ((double)(*state >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(uint64_t *state) {
  return sqrt(-2 * log(uniform(state))) * cos(6.283185307179586 * uniform(state));
}

static double coverage(const tsq_batch_data *data, int32_t test, double truth) {
  static double lower[PROBLEMS], upper[PROBLEMS];
  int hits = 0;
  check(tsq_batch(data, TSQ_OPTIONS(.method = TSQ_REML, .test = test), NULL,
                  &(tsq_batch_out){.ci_lower = lower, .ci_upper = upper}));
  for (int j = 0; j < PROBLEMS; j++)
    hits += lower[j] <= truth && truth <= upper[j];
  return 100.0 * hits / PROBLEMS;
}

int main(void) {
  static double yi[STUDIES * PROBLEMS], vi[STUDIES * PROBLEMS];
  const double mu = 0.3, tau2 = 0.05, v[STUDIES] = {0.02, 0.03, 0.05, 0.05, 0.1, 0.2};
  uint64_t state = 1;
  for (int j = 0; j < PROBLEMS; j++) {
    for (int i = 0; i < STUDIES; i++) {
      vi[i * PROBLEMS + j] = v[i];
      yi[i * PROBLEMS + j] = mu + sqrt(tau2 + v[i]) * normal(&state);
    }
  }
  const tsq_batch_data data = {.m = PROBLEMS, .k = STUDIES, .yi = yi, .vi = vi};
  printf("%d meta-analyses of %d trials, tau2 = %g: intervals that hold the true effect\n", PROBLEMS, STUDIES,
         tau2);
  printf("  Wald (z)               %.1f%%\n", coverage(&data, TSQ_Z, mu));
  printf("  Knapp-Hartung (knha)   %.1f%%\n", coverage(&data, TSQ_KNHA, mu));
  return EXIT_SUCCESS;
}
