/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tsq_mpi_batch() against tsq_batch() of one process: to 1e-12, in both layouts, with moderators, for more ranks than problems. */
#include <tausq.h>
#include <tausq/mpi.h>

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { K = 7, M = 1001, P = 2, B = P + 1 };

static int rank, ranks;

static void must(int condition, const char *what, int line) {
  if (condition) return;
  fprintf(stderr, "rank %d, line %d: %s (%s; %s)\n", rank, line, what, tsq_last_error(),
          tsq_mpi_last_error());
  MPI_Abort(MPI_COMM_WORLD, 1);
}
#define MUST(condition) must(condition, #condition, __LINE__)

static double y[K * M], v[K * M], x[K * P];
static size_t offsets[M + 1];

typedef struct answers {
  double tau2[M], estimate[B * M], se[B * M], p_value[B * M], pi_lower[M], Q[M], tau2_upper[M];
  int32_t status[M];
} answers;

static void make_data(void) {
  for (int i = 0; i < K * M; i++) {
    y[i] = (i * 37 % 101 - 40) / 60.0;
    v[i] = 0.02 + (i * 53 % 97) / 300.0;
  }
  v[3 * M + 17] = -1; /* a bad problem has its status in its own place */
  for (int i = 0; i < K; i++) {
    x[i] = i;
    x[K + i] = i * 3 % 5;
  }
  for (size_t j = 0; j <= M; j++) { /* 4, 5, 6 studies in turn */
    offsets[j] = j / 3 * 15 + (j % 3 > 0 ? 4 : 0) + (j % 3 > 1 ? 5 : 0);
  }
}

static tsq_batch_out columns(answers *a) {
  return (tsq_batch_out){.size = sizeof(tsq_batch_out),
                         .tau2 = a->tau2,
                         .estimate = a->estimate,
                         .se = a->se,
                         .p_value = a->p_value,
                         .pi_lower = a->pi_lower,
                         .Q = a->Q,
                         .tau2_upper = a->tau2_upper,
                         .status = a->status};
}

static void compare(const tsq_batch_data *data, const tsq_options *options, int root) {
  static answers one;
  static answers many;
  memset(&one, 0, sizeof one);
  memset(&many, 0, sizeof many);
  tsq_batch_out to_one = columns(&one);
  tsq_batch_out to_many = columns(&many);
  MUST(tsq_batch(data, options, NULL, &to_one) == TSQ_OK);
  int is_root = rank == root;
  MUST(tsq_mpi_batch(is_root ? data : NULL, is_root ? options : NULL, MPI_COMM_WORLD, root,
                     is_root ? &to_many : NULL) == TSQ_OK);
  if (is_root) {
    const double *a = one.tau2; /* the columns lie one after the other */
    const double *b = many.tau2;
    for (size_t i = 0; i < offsetof(answers, status) / sizeof *a; i++) {
      MUST(a[i] == b[i] || (isnan(a[i]) && isnan(b[i])) || fabs(a[i] - b[i]) <= 1e-12 * fabs(a[i]));
    }
    MUST(memcmp(one.status, many.status, sizeof one.status) == 0);
  }
}

static void refusals(void) {
  answers *a = calloc(1, sizeof *a);
  MUST(a != NULL);
  tsq_batch_out out = columns(a);
  tsq_batch_data data = {.m = M, .k = K, .yi = y, .vi = v, .ld = 1};
  MUST(tsq_mpi_batch(&data, NULL, MPI_COMM_WORLD, 0, &out) == TSQ_ERR_LENGTH);
  MUST(strstr(tsq_mpi_last_error(), "rank 0: data.k") != NULL);
  data.ld = 0;
  MUST(tsq_mpi_batch(NULL, NULL, MPI_COMM_WORLD, 0, &out) == TSQ_ERR_NULL);
  MUST(tsq_mpi_batch(&data, NULL, MPI_COMM_WORLD, ranks, &out) == TSQ_ERR_ARGUMENT);
  MUST(tsq_mpi_batch(&data, TSQ_OPTIONS(.method = 7), MPI_COMM_WORLD, 0, &out) == TSQ_ERR_ARGUMENT);
  MUST(a->tau2[0] == 0 && a->Q[M - 1] == 0);
  free(a);
}

int main(int argc, char **argv) {
  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  make_data();
  tsq_batch_data rows = {.m = M, .k = K, .yi = y, .vi = v};
  tsq_batch_data with_x = {.m = M, .k = K, .yi = y, .vi = v, .x = x, .p = P};
  tsq_batch_data inner = {.m = 2, .k = K, .ld = M, .yi = y + 5, .vi = v + 5}; /* fewer than three ranks */
  tsq_batch_data errors = {.m = M - 20, .k = K, .ld = M, .yi = y + 20, .sei = v + 20};
  tsq_batch_data ragged = {.m = M, .offsets = offsets, .yi = y, .vi = v};
  for (int root = 0; root < ranks; root++) {
    compare(&rows, NULL, root);
    compare(&with_x, TSQ_OPTIONS(.method = TSQ_DL), root);
    compare(&inner, TSQ_OPTIONS(.method = TSQ_PM), root);
    compare(&errors, NULL, root);
    compare(&ragged, TSQ_OPTIONS(.method = TSQ_REML, .test = TSQ_Z), root);
  }
  refusals();
  MPI_Finalize();
  return 0;
}
