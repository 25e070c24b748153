/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * meta_files FILE...: the common-effect and DerSimonian-Laird meta-analysis of every marker over files with the columns SNP, BETA, SE (the
 * same markers in the same order), as a GWAS consortium runs it: to standard output SNP, P, P(R), BETA, BETA(R), Q, I.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tausq.h>
#include <unistd.h>

static void check(int status) {
  if (status == TSQ_OK) return;
  fprintf(stderr, "meta_files: %s: %s\n", tsq_strerror(status), tsq_last_error());
  exit(2);
}

static double *column(size_t n) {
  double *c = malloc(n * sizeof *c);
  if (c == NULL) exit(2);
  return c;
}

/* The files, read by as many threads as there are processors. */
typedef struct files {
  char **path;
  size_t k;
  tsq_frame **frame;
  atomic_size_t next;
} files;

static void *read_files(void *context) {
  files *f = context;
  for (size_t i; (i = atomic_fetch_add(&f->next, 1)) < f->k;) {
    check(tsq_frame_read_csv(f->path[i], TSQ_CSV_OPTIONS(.delimiter = ' '), &f->frame[i]));
  }
  return NULL;
}

static void read_all(files *f) {
  pthread_t helper[63];
  size_t helpers = 0;
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  while (helpers + 1 < (size_t)processors && helpers < 63 &&
         pthread_create(&helper[helpers], NULL, read_files, f) == 0) {
    helpers++;
  }
  read_files(f);
  for (size_t i = 0; i < helpers; i++) {
    pthread_join(helper[i], NULL);
  }
}

/* The study-major rows, from frames with the same markers. */
static size_t gather(const files *f, double **y, double **se) {
  size_t m = tsq_frame_rows(f->frame[0]);
  *y = column(m * f->k);
  *se = column(m * f->k);
  for (size_t i = 0; i < f->k; i++) {
    const double *beta = NULL;
    const double *error = NULL;
    if (tsq_frame_rows(f->frame[i]) != m) {
      fprintf(stderr, "meta_files: %s has %zu markers, %s has %zu\n", f->path[i], tsq_frame_rows(f->frame[i]),
              f->path[0], m);
      exit(2);
    }
    check(tsq_frame_numeric(f->frame[i], "BETA", &beta));
    check(tsq_frame_numeric(f->frame[i], "SE", &error));
    memcpy(*y + i * m, beta, m * sizeof *beta);
    memcpy(*se + i * m, error, m * sizeof *error);
  }
  return m;
}

int main(int argc, char **argv) {
  if (argc < 2) {
    fputs("usage: meta_files FILE...\n", stderr);
    return 2;
  }
  files f = {.path = argv + 1, .k = (size_t)argc - 1};
  double *y = NULL;
  double *se = NULL;
  f.frame = calloc(f.k, sizeof *f.frame);
  if (f.frame == NULL) return 2;
  read_all(&f);
  size_t k = f.k;
  size_t m = gather(&f, &y, &se);
  double *fixed[4] = {column(m), column(m), column(m), column(m)};
  double *random[2] = {column(m), column(m)};
  tsq_batch_data data = {.m = m, .k = k, .yi = y, .sei = se};
  tsq_batch_out common = {.estimate = fixed[0], .p_value = fixed[1], .Q = fixed[2], .I2 = fixed[3]};
  tsq_batch_out effects = {.estimate = random[0], .p_value = random[1]};
  check(tsq_batch(&data, TSQ_OPTIONS(.method = TSQ_CE, .test = TSQ_Z, .threads = -1), NULL, &common));
  check(tsq_batch(&data, TSQ_OPTIONS(.method = TSQ_DL, .test = TSQ_Z, .threads = -1), NULL, &effects));
  const char *const *snp = NULL;
  check(tsq_frame_text(f.frame[0], "SNP", &snp));
  puts("SNP P P(R) BETA BETA(R) Q I");
  for (size_t j = 0; j < m; j++) {
    printf("%s %.4g %.4g %.4f %.4f %.4g %.2f\n", snp[j], fixed[1][j], random[1][j], fixed[0][j], random[0][j],
           fixed[2][j], fixed[3][j]);
  }
  for (size_t i = 0; i < k; i++) {
    tsq_frame_free(f.frame[i]);
  }
  return 0;
}
