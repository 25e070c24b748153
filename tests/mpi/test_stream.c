/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tausq_mpi on as many ranks as it is started with, against tsq_rma() of one process on the whole data; and what fails, fails on all. */
#include <tausq.h>
#include <tausq/mpi.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#define K 997
#define P 2

static double y[K], v[K], x[P * K];
static const char *const names[P] = {"year", "dose"};
static int rank, ranks;

static void must(int condition, const char *what, int line) {
  if (condition) return;
  fprintf(stderr, "rank %d, line %d: %s (%s; %s)\n", rank, line, what, tsq_last_error(),
          tsq_mpi_last_error());
  MPI_Abort(MPI_COMM_WORLD, 1);
}
#define MUST(condition) must(condition, #condition, __LINE__)

static void make_data(void) {
  for (int i = 0; i < K; i++) {
    y[i] = 0.3 + (i * 37 % 101 - 50) / 60.0;
    v[i] = 0.02 + (i * 53 % 97) / 300.0;
    x[i] = 1990 + i % 31;
    x[K + i] = (i * 7 % 13) / 3.0;
  }
}

/* Rank r has the studies from K r / ranks, unequal shares for 2 and 3 ranks; with `few` all are on the last rank. */
static tsq_data share(size_t p, int few) {
  int from = few ? (rank == ranks - 1 ? 0 : K) : K * rank / ranks;
  int to = few ? K : K * (rank + 1) / ranks;
  return (tsq_data){.k = (size_t)(to - from),
                    .yi = y + from,
                    .vi = v + from,
                    .x = p > 0 ? x + from : NULL,
                    .p = p,
                    .ldx = K,
                    .x_names = p > 0 ? names : NULL};
}

static void close_to(double got, double want, double tolerance, int line) {
  if (got == want || (isnan(got) && isnan(want)) || fabs(got - want) <= tolerance * fabs(want)) return;
  fprintf(stderr, "rank %d, line %d: %.17g, expected %.17g\n", rank, line, got, want);
  MPI_Abort(MPI_COMM_WORLD, 1);
}
#define CLOSE(got, want, tolerance) close_to(got, want, tolerance, __LINE__)

static void compare(size_t p, int few, int32_t method, double tolerance) {
  tsq_options o = {.size = sizeof o, .method = method};
  tsq_data whole = {.k = K, .yi = y, .vi = v, .x = p > 0 ? x : NULL, .p = p, .x_names = p > 0 ? names : NULL};
  tsq_data mine = share(p, few);
  tsq_fit *r = NULL;
  tsq_fit *fit = NULL;
  MUST(tsq_rma(&whole, &o, &fit) == TSQ_OK);
  MUST(tsq_mpi_rma(&mine, &o, MPI_COMM_WORLD, &r) == TSQ_OK);
  MUST(tsq_fit_value(r, "k") == K);
  CLOSE(tsq_fit_value(r, "tau2"), tsq_fit_value(fit, "tau2"), tolerance);
  CLOSE(tsq_fit_value(r, "QE"), tsq_fit_value(fit, "QE"), tolerance);
  CLOSE(tsq_fit_value(r, "I2"), tsq_fit_value(fit, "I2"), tolerance);
  for (size_t j = 0; j <= p; j++) {
    CLOSE(tsq_coef(r, j).estimate, tsq_coef(fit, j).estimate, tolerance);
    CLOSE(tsq_coef(r, j).se, tsq_coef(fit, j).se, tolerance);
    MUST(strcmp(tsq_coef_name(r, j), tsq_coef_name(fit, j)) == 0);
  }
  tsq_fit_free(fit);
  double least[2] = {tsq_fit_value(r, "tau2"), tsq_coef(r, 0).estimate};
  double most[2];
  MPI_Allreduce(MPI_IN_PLACE, least, 2, MPI_DOUBLE, MPI_MIN, MPI_COMM_WORLD);
  double own[2] = {tsq_fit_value(r, "tau2"), tsq_coef(r, 0).estimate};
  tsq_fit_free(r);
  MPI_Allreduce(own, most, 2, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
  MUST(least[0] == most[0] && least[1] == most[1]); /* the same bits everywhere */
}

static void reduce_to(int root) {
  tsq_stream *s = NULL;
  tsq_stream *whole = NULL;
  tsq_stream *one = NULL;
  tsq_data mine = share(0, 0);
  tsq_data all = {.k = K, .yi = y, .vi = v};
  MUST(tsq_stream_new(NULL, &s) == TSQ_OK && tsq_stream_add(s, &mine) == TSQ_OK);
  MUST(tsq_mpi_stream_reduce(s, MPI_COMM_WORLD, root, &whole) == TSQ_OK);
  MUST(tsq_stream_count(s) == mine.k);
  MUST((whole != NULL) == (root == TSQ_MPI_ALL || root == rank));
  if (whole != NULL) {
    tsq_fit *fit = NULL;
    tsq_fit *expected = NULL;
    MUST(tsq_stream_new(NULL, &one) == TSQ_OK && tsq_stream_add(one, &all) == TSQ_OK);
    MUST(tsq_stream_finish(whole, NULL, &fit) == TSQ_OK);
    MUST(tsq_stream_finish(one, NULL, &expected) == TSQ_OK);
    CLOSE(tsq_fit_value(fit, "tau2"), tsq_fit_value(expected, "tau2"), 1e-13);
    CLOSE(tsq_fit_value(fit, "QE"), tsq_fit_value(expected, "QE"), 1e-13);
    tsq_fit_free(fit);
    tsq_fit_free(expected);
    tsq_stream_free(one);
  }
  tsq_stream_free(whole);
  tsq_stream_free(s);
}

/* The last rank is wrong: all learn it, with its words, and nobody hangs. */
static void shared_failures(void) {
  int last = ranks - 1;
  char name[32];
  (void)snprintf(name, sizeof name, "rank %d: ", last);
  tsq_fit *fit = NULL;
  tsq_data mine = share(0, 0);
  double bad = -1;
  if (rank == last) mine = (tsq_data){.k = 1, .yi = y, .vi = &bad};
  MUST(tsq_mpi_rma(&mine, NULL, MPI_COMM_WORLD, &fit) == TSQ_ERR_DATA);
  MUST(strstr(tsq_mpi_last_error(), name) != NULL && strstr(tsq_mpi_last_error(), "vi[0] = -1") != NULL);
  MUST(fit == NULL);
  tsq_stream *s = NULL;
  tsq_stream *whole = NULL;
  MUST(tsq_stream_new(NULL, &s) == TSQ_OK);
  MUST(tsq_mpi_stream_reduce(rank == last ? NULL : s, MPI_COMM_WORLD, 0, &whole) == TSQ_ERR_NULL);
  MUST(tsq_mpi_stream_reduce(s, MPI_COMM_WORLD, ranks, &whole) == TSQ_ERR_ARGUMENT);
  if (ranks > 1) {
    if (rank == last) MUST(tsq_stream_restart(s, 0.1) == TSQ_OK);
    MUST(tsq_mpi_stream_reduce(s, MPI_COMM_WORLD, TSQ_MPI_ALL, &whole) == TSQ_ERR_ARGUMENT);
    MUST(strstr(tsq_mpi_last_error(), "different models or passes") != NULL);
    tsq_options o = {.size = sizeof o, .method = rank == last ? TSQ_DL : TSQ_REML};
    mine = share(0, 0);
    MUST(tsq_mpi_rma(&mine, &o, MPI_COMM_WORLD, &fit) == TSQ_ERR_ARGUMENT);
    MUST(strstr(tsq_mpi_last_error(), "options are not the same") != NULL);
  }
  MUST(whole == NULL);
  tsq_stream_free(s);
  mine = (tsq_data){.k = 0};
  MUST(tsq_mpi_rma(&mine, NULL, MPI_COMM_WORLD, &fit) == TSQ_ERR_TOO_FEW);
}

int main(int argc, char **argv) {
  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  make_data();
  for (int root = TSQ_MPI_ALL; root < ranks; root++) {
    reduce_to(root);
  }
  for (int few = 0; few < 2; few++) {
    for (size_t p = 0; p <= P; p += P) {
      compare(p, few, TSQ_CE, 1e-12);
      compare(p, few, TSQ_DL, 1e-12);
      compare(p, few, TSQ_REML, 1e-9);
      compare(p, few, TSQ_PM, 1e-9);
    }
  }
  shared_failures();
  MPI_Finalize();
  return 0;
}
