/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many problems at once: in lanes, one by one, with moderators, ragged, and with threads of their own. */
#include "every_allocation.h"

#include <math.h>

enum { K = 6, M = 20 };
static double yi[K * M], vi[K * M];
static const double x[K] = {1, 4, 2, 8, 5, 7};
static size_t offsets[M + 1];

static void fill(void) {
  for (size_t i = 0; i < K * M; i++) {
    yi[i] = sin((double)i);
    vi[i] = 0.1 + 0.02 * (double)(i % 7);
  }
  for (size_t m = 0; m <= M; m++)
    offsets[m] = m * K;
}

static int batch(every_try *t, const tsq_batch_data *data, const tsq_options *options, size_t p) {
  static double tau2[M], estimate[2 * M], lower[2 * M], pi_upper[M];
  for (size_t m = 0; m < M; m++)
    tau2[m] = estimate[m] = estimate[M + m] = lower[m] = lower[M + m] = pi_upper[m] = -7;
  const tsq_batch_out out = {.size = sizeof out,
                             .tau2 = tau2,
                             .estimate = estimate,
                             .ci_lower = lower,
                             .pi_upper = p == 1 ? pi_upper : NULL};
  fill();
  int status = EVERY(t, tsq_batch(data, options, NULL, &out));
  if (status == TSQ_OK) { /* else some may have their answers, as documented */
    every_answer(t, tau2, sizeof tau2);
    every_answer(t, estimate, sizeof estimate);
    every_answer(t, lower, sizeof lower);
    every_answer(t, pi_upper, sizeof pi_upper);
  }
  return status;
}

#define STUDY_MAJOR                                                                                          \
  { .size = sizeof(tsq_batch_data), .m = M, .k = K, .yi = yi, .vi = vi }
#define METHODS(X)                                                                                           \
  X(CE) X(DL) X(HE) X(HS) X(HSK) X(SJ) X(SJIT) X(PM) X(PMM) X(EB) X(ML) X(REML) X(DL2) X(DLIT)
#define BATCH(m)                                                                                             \
  static int pooled_##m(every_try *t) {                                                                      \
    const tsq_batch_data data = STUDY_MAJOR;                                                                 \
    return batch(t, &data, TSQ_OPTIONS(.method = TSQ_##m, .test = TSQ_KNHA), 1);                             \
  }
METHODS(BATCH)

static int moderators(every_try *t) {
  tsq_batch_data data = STUDY_MAJOR;
  data.x = x;
  data.p = 1;
  return batch(t, &data, NULL, 2);
}
static int ragged(every_try *t) {
  tsq_batch_data data = STUDY_MAJOR;
  data.offsets = offsets;
  return batch(t, &data, NULL, 1);
}

#define ROW(m) {"tsq_batch", #m, pooled_##m, 0},
const every_case every_batch[] = {
    METHODS(ROW){"tsq_batch", "a moderator", moderators, 0},
    {"tsq_batch", "ragged", ragged, 0},
    {NULL, NULL, NULL, 0},
};
