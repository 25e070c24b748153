/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One large analysis: pooling and meta-regression by tsq_rma(), from the arrays (lent, as copying them takes longer) to the freed fit. */
#include "bench.h"
#include "trials.h"

#include <stdlib.h>
#include <tausq.h>

typedef struct analysis {
  tsq_data data;
  tsq_options options;
} analysis;

static void fit(void *context) {
  const analysis *a = context;
  tsq_fit *f = NULL;
  bench_check(tsq_rma(&a->data, &a->options, &f));
  tsq_fit_free(f);
}

static const struct {
  const char *name;
  int32_t method;
  double passes; /* that the method needs at least: DL's weights at tau2 are known after the first */
} pools[] = {
    {"pool.ce", TSQ_CE, 1}, {"pool.dl", TSQ_DL, 2}, {"pool.reml", TSQ_REML, 1}, {"pool.pm", TSQ_PM, 1}};

void bench_pool(const bench_run *run) {
  if (run->filter != NULL && !bench_wanted(run, "pool.ce") && !bench_wanted(run, "pool.dl") &&
      !bench_wanted(run, "pool.reml") && !bench_wanted(run, "pool.pm")) {
    return;
  }
  const size_t most = 10000000;
  const trials_options o = {.seed = 1, .tau2 = 0.04, .spread = 0.7};
  double *y = bench_column(most);
  double *v = bench_column(most);
  trials_effects(most, 0, &o, y, v, NULL);
  for (size_t i = 0; i < sizeof pools / sizeof pools[0]; i++) {
    if (!bench_wanted(run, pools[i].name)) continue;
    for (size_t k = 1000; k <= most; k *= 10) {
      for (int threads = 1; threads <= run->threads; threads += run->threads > 1 ? run->threads - 1 : 1) {
        if (threads > 1 && k < 1000000) break;
        analysis a = {{.k = k, .yi = y, .vi = v},
                      {.size = sizeof(tsq_options),
                       .method = pools[i].method,
                       .threads = threads,
                       .keep = TSQ_KEEP_LENT}};
        bench_case c = {pools[i].name, k, 0, 0, threads, (double)k, pools[i].passes * 16.0 * (double)k,
                        fit,           &a};
        bench_time(run, &c);
      }
    }
  }
  free(y);
  free(v);
}

void bench_metareg(const bench_run *run) {
  if (!bench_wanted(run, "metareg.reml")) return;
  const size_t most = 1000000;
  enum { P = 4 }; /* and the intercept: 5 coefficients */
  const trials_options o = {.seed = 2, .tau2 = 0.04, .spread = 0.7};
  double *y = bench_column(most);
  double *v = bench_column(most);
  double *x = bench_column(most * P);
  for (size_t k = 1000; k <= most; k *= 1000) {
    trials_effects(k, P, &o, y, v, x);
    for (int threads = 1; threads <= run->threads; threads += run->threads > 1 ? run->threads - 1 : 1) {
      if (threads > 1 && k < most) break;
      analysis a = {{.k = k, .yi = y, .vi = v, .x = x, .p = P},
                    {.size = sizeof(tsq_options),
                     .method = TSQ_REML,
                     .test = TSQ_KNHA,
                     .threads = threads,
                     .keep = TSQ_KEEP_LENT}};
      bench_case c = {"metareg.reml", k, P + 1, 0, threads, (double)k, (16.0 + 8.0 * P) * (double)k, fit, &a};
      bench_time(run, &c);
    }
  }
  free(y);
  free(v);
  free(x);
}
