/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Effect sizes of a million trials: columns in, yi and vi out. The records are read twice: checked, and then used. */
#include "bench.h"
#include "trials.h"

#include <stdlib.h>
#include <tausq.h>

#define K 1000000

typedef struct records {
  int32_t measure;
  double *column[6], *yi, *vi;
} records;

static void means(void *context) {
  records *r = context;
  tsq_means m = {.k = K,
                 .m1 = r->column[0],
                 .sd1 = r->column[1],
                 .n1 = r->column[2],
                 .m2 = r->column[3],
                 .sd2 = r->column[4],
                 .n2 = r->column[5]};
  bench_check(tsq_effect_means(r->measure, &m, NULL, r->yi, r->vi));
}

static void tables(void *context) {
  records *r = context;
  tsq_tables t = {.k = K, .ai = r->column[0], .bi = r->column[1], .ci = r->column[2], .di = r->column[3]};
  bench_check(tsq_effect_tables(r->measure, &t, NULL, r->yi, r->vi));
}

void bench_effects(const bench_run *run) {
  static const struct {
    const char *name;
    int32_t measure;
    int columns;
  } cases[] = {{"effects.md", TSQ_MD, 6}, {"effects.smd", TSQ_SMD, 6}, {"effects.rom", TSQ_ROM, 6},
               {"effects.or", TSQ_OR, 4}, {"effects.rr", TSQ_RR, 4},   {"effects.rd", TSQ_RD, 4}};
  const trials_options o = {.seed = 3, .sparse = 0.02};
  records r = {.yi = bench_column(K), .vi = bench_column(K)};
  for (int j = 0; j < 6; j++) {
    r.column[j] = bench_column(K);
  }
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    if (!bench_wanted(run, cases[i].name)) continue;
    if (cases[i].columns == 6) {
      trials_means(K, &o, r.column);
    } else {
      trials_tables(K, &o, r.column);
    }
    r.measure = cases[i].measure;
    double bytes = (2.0 * cases[i].columns + 2) * 8 * K;
    bench_case c = {cases[i].name, K, 0, 0, 1, K, bytes, cases[i].columns == 6 ? means : tables, &r};
    bench_time(run, &c);
  }
  for (int j = 0; j < 6; j++) {
    free(r.column[j]);
  }
  free(r.yi);
  free(r.vi);
}
