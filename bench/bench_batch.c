/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A million small analyses: tau2, estimate, se, Knapp-Hartung interval, Q and I2; ".p" with p values too, ".qp" with the Q-profile interval of
 * tau2, ".re2" with the test RE2; ".loop" by tsq_rma().
 */
#include "bench.h"
#include "trials.h"

#include <stdlib.h>
#include <tausq.h>

#define M 1000000
#define COLUMNS 9

typedef struct batch {
  tsq_batch_data data;
  tsq_options options;
  tsq_batch_out out;
} batch;

static void run_batch(void *context) {
  const batch *b = context;
  bench_check(tsq_batch(&b->data, &b->options, NULL, &b->out));
}

/* The same answers, one problem after the other: the first 10^4 of them. */
#define LOOP 10000
static void run_loop(void *context) {
  const batch *b = context;
  double y[64];
  double v[64];
  for (size_t j = 0; j < LOOP; j++) {
    for (size_t i = 0; i < b->data.k; i++) {
      y[i] = b->data.yi[i * M + j];
      v[i] = b->data.vi[i * M + j];
    }
    tsq_fit *fit = NULL;
    tsq_data data = {.k = b->data.k, .yi = y, .vi = v, .x = b->data.x, .p = b->data.p};
    bench_check(tsq_rma(&data, &b->options, &fit));
    tsq_estimate e = tsq_coef(fit, 0);
    b->out.estimate[j] = e.estimate;
    b->out.ci_lower[j] = e.ci_lower;
    tsq_fit_free(fit);
  }
}

enum { NOTHING_MORE, P_VALUES, BOUNDS, RE2 };
static const struct {
  const char *name;
  int32_t method;
  int more; /* two columns each */
} cases[] = {{"batch.ce", TSQ_CE, NOTHING_MORE},     {"batch.dl", TSQ_DL, NOTHING_MORE},
             {"batch.reml", TSQ_REML, NOTHING_MORE}, {"batch.reml.p", TSQ_REML, P_VALUES},
             {"batch.reml.qp", TSQ_REML, BOUNDS},    {"batch.reml.re2", TSQ_REML, RE2},
             {"batch.pm", TSQ_PM, NOTHING_MORE},     {"batch.ml", TSQ_ML, NOTHING_MORE}};

static void ask_more(batch *b, int more, double *first, double *second) {
  if (more == P_VALUES) {
    b->out.statistic = first;
    b->out.p_value = second;
  } else if (more == BOUNDS) {
    b->out.tau2_lower = first;
    b->out.tau2_upper = second;
  } else if (more == RE2) {
    b->out.re2 = first;
    b->out.re2_p = second;
  }
}

static void bench_size(const bench_run *run, size_t k, double *y, double *v, double *const column[COLUMNS]) {
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    if (!bench_wanted(run, cases[i].name)) continue;
    batch b = {{.m = M, .k = k, .yi = y, .vi = v},
               {.size = sizeof(tsq_options), .method = cases[i].method},
               {.size = sizeof(tsq_batch_out), .tau2 = column[0], .estimate = column[1], .se = column[2]}};
    double outputs = 3;
    if (cases[i].method == TSQ_CE || cases[i].method == TSQ_DL) {
      b.options.test = TSQ_Z;
    } else {
      b.options.test = TSQ_KNHA;
      b.out.ci_lower = column[3];
      b.out.ci_upper = column[4];
      b.out.Q = column[5];
      b.out.I2 = column[6];
      outputs += 4;
    }
    ask_more(&b, cases[i].more, column[7], column[8]);
    if (cases[i].more != NOTHING_MORE) outputs += 2;
    for (int threads = 1; threads <= run->threads; threads += run->threads > 1 ? run->threads - 1 : 1) {
      b.options.threads = threads;
      bench_case c = {cases[i].name, k, 0, M, threads, M, (16.0 * (double)k + 8 * outputs) * M,
                      run_batch,     &b};
      bench_time(run, &c);
    }
    if (cases[i].method == TSQ_REML && cases[i].more == NOTHING_MORE &&
        bench_wanted(run, "batch.reml.loop")) {
      b.options.threads = 1;
      bench_case c = {"batch.reml.loop", k, 0, LOOP, 1, LOOP, 16.0 * (double)k * LOOP, run_loop, &b};
      bench_time(run, &c);
    }
  }
}

static void bench_shared_x(const bench_run *run, double *y, double *v, double *const column[COLUMNS]) {
  enum { K = 40, P = 1, N = 20000 };
  if (!bench_wanted(run, "batch.metareg")) return;
  double x[K * P];
  const trials_options o = {.seed = 5, .tau2 = 0.04, .spread = 0.7};
  double *scratch = bench_column(2 * K);
  trials_effects(K, P, &o, scratch, scratch + K, x);
  for (int threads = 1; threads <= run->threads; threads += run->threads > 1 ? run->threads - 1 : 1) {
    batch b = {{.m = N, .k = K, .ld = M, .yi = y, .vi = v, .x = x, .p = P},
               {.size = sizeof(tsq_options), .method = TSQ_REML, .test = TSQ_KNHA, .threads = threads},
               {.tau2 = column[0], .estimate = column[1], .se = column[2]}};
    bench_case c = {"batch.metareg", K, P + 1, N, threads, N, (16.0 * K + 8 * 5) * N, run_batch, &b};
    bench_time(run, &c);
  }
  free(scratch);
}

void bench_batch(const bench_run *run) {
  int wanted = bench_wanted(run, "batch.metareg") || bench_wanted(run, "batch.reml.loop");
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    wanted |= bench_wanted(run, cases[i].name);
  }
  if (!wanted) return;
  double *column[COLUMNS];
  for (int j = 0; j < COLUMNS; j++) {
    column[j] = bench_column(M);
  }
  for (size_t k = 10; k <= 40; k += 30) {
    const trials_options o = {.seed = 4, .tau2 = 0.04, .spread = 0.7};
    double *y = bench_column(k * M);
    double *v = bench_column(k * M);
    trials_batch(k, M, &o, y, v);
    bench_size(run, k, y, v, column);
    if (k == 40) bench_shared_x(run, y, v, column);
    free(y);
    free(v);
  }
  for (int j = 0; j < COLUMNS; j++) {
    free(column[j]);
  }
}
