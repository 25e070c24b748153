/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * write_trials KIND DIR: the trials of tausq_bench as text, for peers. KIND is
 *   effects  k.csv with yi,vi and x1..x4, for k = 1000
 *   batch    batch.csv with problem,yi,vi: 200 problems of 10 studies
 *   gwas     study1.txt .. study10.txt with SNP BETA SE: 10 studies of M markers (third argument, default 10^6)
 */
#include "trials.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *open_in(const char *folder, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *f = fopen(path, "w");
  if (f == NULL) {
    perror(path);
    exit(2);
  }
  return f;
}

static double *column(size_t n) {
  double *c = malloc(n * sizeof *c);
  if (c == NULL) exit(2);
  return c;
}

static void effects(const char *folder) {
  enum { K = 1000, P = 4 };
  const trials_options o = {.seed = 2, .tau2 = 0.04, .spread = 0.7};
  static double y[K];
  static double v[K];
  static double x[K * P];
  trials_effects(K, P, &o, y, v, x);
  FILE *f = open_in(folder, "effects.csv");
  fputs("yi,vi,x1,x2,x3,x4\n", f);
  for (size_t i = 0; i < K; i++) {
    fprintf(f, "%.17g,%.17g,%.17g,%.17g,%.17g,%.17g\n", y[i], v[i], x[i], x[i + K], x[i + 2 * K],
            x[i + 3 * K]);
  }
  fclose(f);
}

static void batch(const char *folder) {
  enum { K = 10, M = 200 };
  const trials_options o = {.seed = 4, .tau2 = 0.04, .spread = 0.7};
  static double y[K * M];
  static double v[K * M];
  trials_batch(K, M, &o, y, v);
  FILE *f = open_in(folder, "batch.csv");
  fputs("problem,yi,vi\n", f);
  for (size_t j = 0; j < M; j++) {
    for (size_t i = 0; i < K; i++) {
      fprintf(f, "%zu,%.17g,%.17g\n", j + 1, y[i * M + j], v[i * M + j]);
    }
  }
  fclose(f);
}

static void gwas(const char *folder, size_t m) {
  enum { K = 10 };
  const trials_options o = {.seed = 6, .tau2 = 0.01, .spread = 0.7};
  double *y = column(K * m);
  double *v = column(K * m);
  trials_batch(K, m, &o, y, v);
  for (size_t i = 0; i < K; i++) {
    char name[32];
    snprintf(name, sizeof name, "study%zu.txt", i + 1);
    FILE *f = open_in(folder, name);
    fputs("SNP BETA SE\n", f);
    for (size_t j = 0; j < m; j++) {
      fprintf(f, "rs%zu %.6g %.6g\n", j + 1, y[i * m + j], sqrt(v[i * m + j]));
    }
    fclose(f);
  }
  free(y);
  free(v);
}

int main(int argc, char **argv) {
  if (argc >= 3 && strcmp(argv[1], "effects") == 0) {
    effects(argv[2]);
  } else if (argc >= 3 && strcmp(argv[1], "batch") == 0) {
    batch(argv[2]);
  } else if (argc >= 3 && strcmp(argv[1], "gwas") == 0) {
    gwas(argv[2], argc > 3 ? strtoull(argv[3], NULL, 10) : 1000000);
  } else {
    fputs("usage: write_trials effects|batch|gwas DIR [MARKERS]\n", stderr);
    return 2;
  }
  return 0;
}
