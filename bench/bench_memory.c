/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast memory can be read, by a plain sum of a long column: the measure of the rest. */
#include "bench.h"

#include <pthread.h>
#include <stdlib.h>

#define N 40000000 /* 320 MB: no cache holds it */
#define LANES 32

typedef struct part {
  const double *a;
  size_t n;
  double sum;
} part;

/* Many independent sums, so that memory and not addition is the limit. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
__attribute__((target_clones("default", "avx2", "arch=x86-64-v4"))) __attribute__((optimize("O3")))
#endif
static double
sum_of(const double *a, size_t n) {
  double lane[LANES] = {0};
  for (size_t i = 0; i + LANES <= n; i += LANES) {
    for (size_t l = 0; l < LANES; l++) {
      lane[l] += a[i + l];
    }
  }
  double sum = 0;
  for (size_t l = 0; l < LANES; l++) {
    sum += lane[l];
  }
  return sum;
}

static void *read_part(void *context) {
  part *p = context;
  p->sum = sum_of(p->a, p->n);
  return NULL;
}

typedef struct reading {
  const double *a;
  size_t threads;
  double sum;
} reading;

static void read_all(void *context) {
  reading *r = context;
  part parts[64];
  pthread_t thread[64];
  size_t started = 0;
  for (size_t i = 0; i < r->threads; i++) {
    parts[i] = (part){.a = r->a + i * (N / r->threads), .n = N / r->threads};
  }
  for (size_t i = 1; i < r->threads; i++) {
    if (pthread_create(&thread[i], NULL, read_part, &parts[i]) != 0) break;
    started = i;
  }
  read_part(&parts[0]);
  for (size_t i = 1; i <= started; i++) {
    pthread_join(thread[i], NULL);
  }
  for (size_t i = 0; i <= started; i++) {
    r->sum += parts[i].sum;
  }
}

void bench_memory(bench_run *run) {
  double *a = bench_column(N);
  for (size_t i = 0; i < N; i++) {
    a[i] = (double)(i % 7);
  }
  for (int t = 0; t < 2; t++) {
    int threads = t == 0 ? 1 : run->threads;
    if (threads < 1 || threads > 64) threads = 1;
    reading r = {.a = a, .threads = (size_t)threads};
    double best = 1e9;
    for (int i = 0; i < 7; i++) {
      double start = bench_now();
      read_all(&r);
      double seconds = bench_now() - start;
      if (seconds < best) best = seconds;
    }
    run->bandwidth[t] = N * sizeof *a / best;
    if (t == 1 && threads == 1) break;
    bench_case c = {"memory.read", N, 0, 0, threads, N, N * sizeof *a, read_all, &r};
    bench_time(run, &c);
  }
  free(a);
}
