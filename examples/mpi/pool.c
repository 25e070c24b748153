/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One meta-regression over many machines: every rank has its own trials, and all get the answer.
 *
 *     cmake -B build -DTAUSQ_WITH_MPI=ON && cmake --build build
 *     mpirun -n 4 build/examples/mpi/pool [TRIALS]
 *
 * The trials are made up (slope 0.02 a year, tau2 0.04), the same for any number of ranks: trial i depends on i alone.
 */
#include <tausq.h>
#include <tausq/mpi.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* The n-th random number of trial i (splitmix64: Steele, Lea & Flood 2014). */
static double uniform(uint64_t i, uint64_t n) {
  uint64_t z = (4 * i + n + 1) * 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return ((double)((z ^ (z >> 31)) >> 11) + 0.5) / 9007199254740992.0;
}

static void make_trials(uint64_t first, size_t k, double *yi, double *vi, double *year) {
  for (size_t i = 0; i < k; i++) {
    uint64_t trial = first + i;
    double noise = sqrt(-2 * log(uniform(trial, 0))) * cos(6.283185307179586 * uniform(trial, 1));
    vi[i] = 4 / (20 + 180 * uniform(trial, 2));
    year[i] = 1990 + floor(30 * uniform(trial, 3));
    yi[i] = 0.3 + 0.02 * (year[i] - 2005) + sqrt(0.04 + vi[i]) * noise;
  }
}

static void report(const tsq_fit *fit) {
  tsq_estimate slope = tsq_coef(fit, 1);
  printf("k = %.0f trials, REML with Knapp-Hartung\n", tsq_fit_value(fit, "k"));
  printf("slope per %s %.5f, 95%% CI %.5f to %.5f\n", tsq_coef_name(fit, 1), slope.estimate, slope.ci_lower,
         slope.ci_upper);
  printf("tau2 = %.5f, residual I2 = %.2f%%\n", tsq_fit_value(fit, "tau2"), tsq_fit_value(fit, "I2"));
}

int main(int argc, char **argv) {
  MPI_Init(&argc, &argv);
  int rank;
  int ranks;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  const uint64_t trials = argc > 1 ? strtoull(argv[1], NULL, 10) : 100000;
  const uint64_t first = trials * (uint64_t)rank / (uint64_t)ranks;
  const size_t k = (size_t)(trials * (uint64_t)(rank + 1) / (uint64_t)ranks - first);

  static const char *const names[1] = {"year"};
  double *columns = malloc((k + 1) * 3 * sizeof *columns);
  if (columns == NULL) MPI_Abort(MPI_COMM_WORLD, 1);
  make_trials(first, k, columns, columns + k, columns + 2 * k);
  const tsq_data mine = {
      .k = k, .yi = columns, .vi = columns + k, .x = columns + 2 * k, .p = 1, .x_names = names};
  tsq_fit *fit = NULL;
  int status = tsq_mpi_rma(&mine, TSQ_OPTIONS(.method = TSQ_REML, .test = TSQ_KNHA), MPI_COMM_WORLD, &fit);
  if (rank == 0) {
    if (status == TSQ_OK) {
      report(fit);
    } else {
      fprintf(stderr, "%s: %s\n", tsq_strerror(status), tsq_mpi_last_error());
    }
  }
  tsq_fit_free(fit);
  free(columns);
  MPI_Finalize();
  return status == TSQ_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
