/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tsq_batch() says what tsq_rma() says, for 10^5 random problems: ordinary ones, and those with missing studies, k = 1, equal effects,
 * invalid data, variances and scales far apart; and it says it in the same bits on every instruction set and any number of threads.
 */
#include "batch_fixture.h"
#include "kernel/kernels.h"

static void compare_pooled(rng *r, int32_t method, int32_t test, size_t k, size_t m, double tolerance) {
  double *y = malloc(k * m * sizeof *y);
  double *v = malloc(k * m * sizeof *v);
  assert_true(y != NULL && v != NULL);
  draw_all(r, k, m, y, v);
  tsq_batch_data data = {.m = m, .k = k, .yi = y, .vi = v};
  assert_true(compare_with_rma(&data, TSQ_OPTIONS(.method = method, .test = test), tolerance) > m / 4);
  free(y);
  free(v);
}

static const int32_t tests[] = {TSQ_Z, TSQ_KNHA, TSQ_ADHOC, TSQ_T};
static const size_t sizes[] = {10, 3, 25, 1, 2, 6, 70};

static void closed_forms(void **state) {
  (void)state;
  rng r = {81};
  const int32_t methods[] = {TSQ_CE, TSQ_DL, TSQ_HE, TSQ_HS, TSQ_SJ};
  for (size_t i = 0; i < 28; i++) {
    compare_pooled(&r, methods[i % 5], tests[i % 4], sizes[i % 7], sizes[i % 7] > 25 ? 301 : 2003, 1e-12);
  }
}

static void iterated(void **state) {
  (void)state;
  rng r = {82};
  const int32_t methods[] = {TSQ_REML, TSQ_ML, TSQ_PM, TSQ_EB};
  for (size_t i = 0; i < 28; i++) {
    compare_pooled(&r, methods[(i + i / 4) % 4], tests[i % 4], sizes[i % 7], sizes[i % 7] > 25 ? 301 : 2003,
                   1e-9);
  }
}

/* A fixed tau2, one beyond what lanes take among them. */
static void fixed_tau2(void **state) {
  (void)state;
  rng r = {86};
  enum { K = 7, M = 301 };
  static double y[K * M];
  static double v[K * M];
  const double tau2[] = {0, 0.3, 1e20, 1e200};
  draw_all(&r, K, M, y, v);
  tsq_batch_data data = {.m = M, .k = K, .yi = y, .vi = v};
  for (size_t i = 0; i < 4; i++) {
    tsq_options *options = TSQ_OPTIONS(.tau2_fixed = 1, .tau2 = tau2[i], .test = TSQ_Z);
    assert_true(compare_with_rma(&data, options, 1e-12) > M / 4);
  }
}

/* Methods that lanes do not know go one by one, to the same bits as alone. */
static void other_methods(void **state) {
  (void)state;
  rng r = {83};
  compare_pooled(&r, TSQ_PMM, TSQ_KNHA, 8, 101, 0);
  compare_pooled(&r, TSQ_HSK, TSQ_Z, 8, 101, 1e-13);
  compare_pooled(&r, TSQ_REML, TSQ_KR, 8, 101, 1e-13);
}

/* Threads, neighbours, layout: a problem's bits depend on its own studies alone. */
static void layouts_and_threads(void **state) {
  (void)state;
  rng r = {84};
  enum { K = 9, M = 5003 };
  double *y = malloc(K * M * sizeof *y);
  double *v = malloc(K * M * sizeof *v);
  double *flat_y = malloc(K * M * sizeof *y);
  double *flat_v = malloc(K * M * sizeof *v);
  double *flat_se = malloc(K * M * sizeof *v);
  size_t *offsets = malloc((M + 1) * sizeof *offsets);
  assert_true(y && v && flat_y && flat_v && flat_se && offsets);
  columns first = make_columns(M);
  columns again = make_columns(M);
  for (size_t j = 0; j <= M; j++) {
    offsets[j] = j * K;
  }
  for (size_t j = 0; j < M; j++) {
    draw(&r, K, j, flat_y + j * K, flat_v + j * K);
    for (size_t i = 0; i < K; i++) {
      double se =
          ldexp(floor(ldexp(sqrt(fabs(flat_v[j * K + i])), 20)), -20); /* few bits: its square is exact */
      if (!(se > 0) || isinf(se)) se = 0.25;
      flat_se[j * K + i] = se;
      flat_v[j * K + i] = se * se;
      y[i * M + j] = flat_y[j * K + i];
      v[i * M + j] = flat_v[j * K + i];
    }
  }
  tsq_batch_data study_major = {.m = M, .k = K, .yi = y, .vi = v};
  tsq_batch_data ragged = {.m = M, .offsets = offsets, .yi = flat_y, .vi = flat_v};
  tsq_batch_data errors = {.m = M, .offsets = offsets, .yi = flat_y, .sei = flat_se};
  assert_int_equal(tsq_batch(&study_major, NULL, NULL, &first.out), TSQ_OK);
  assert_int_equal(tsq_batch(&study_major, TSQ_OPTIONS(.threads = 3), NULL, &again.out), TSQ_OK);
  same_bits(&first, &again, M);
  assert_int_equal(tsq_batch(&ragged, NULL, NULL, &again.out), TSQ_OK);
  same_bits(&first, &again, M);
  assert_int_equal(tsq_batch(&errors, NULL, NULL, &again.out), TSQ_OK);
  for (size_t j = 0; j < M; j++) { /* odd ones square in other units */
    assert_int_equal(first.status[j], again.status[j]);
    if (first.status[j] == TSQ_OK)
      assert_true(fabs(first.value[ESTIMATE][j] - again.value[ESTIMATE][j]) <=
                  1e-12 * (fabs(first.value[ESTIMATE][j]) + first.value[SE][j]));
  }
  for (size_t from = 1; from < M; from += 1500) { /* other neighbours */
    tsq_batch_data part = study_major;
    part.yi = y + from;
    part.vi = v + from;
    part.ld = M;
    part.m = M - from < 700 ? M - from : 700;
    if (part.m < 2) continue;
    columns some = make_columns(part.m);
    assert_int_equal(tsq_batch(&part, NULL, NULL, &some.out), TSQ_OK);
    for (int q = 0; q < COLUMNS; q++) {
      assert_memory_equal(first.value[q] + from, some.value[q], part.m * sizeof(double));
    }
    free_columns(&some);
  }
  free_columns(&first);
  free_columns(&again);
  free(y);
  free(v);
  free(flat_y);
  free(flat_v);
  free(flat_se);
  free(offsets);
}

/* The kernels themselves, on every instruction set that this processor has. */
static void instruction_sets(void **state) {
  (void)state;
  rng r = {85};
  enum { K = 12, N = TSQP_BATCH_BLOCK };
  static double y[K * N];
  static double v[K * N];
  static double room[TSQP_BATCH_ROOM(K)];
  double table[K + 1];
  double low[K + 1];
  for (size_t i = 0; i <= K; i++) {
    table[i] = 1 + 0.1 * (double)i;
    low[i] = 0.1 + 0.1 * (double)i;
  }
  for (int repeat = 0; repeat < 40; repeat++) {
    for (size_t j = 0; j < N; j++) {
      double one_y[K];
      double one_v[K];
      draw(&r, K, repeat % 2 == 0 ? 1000 : j, one_y, one_v);
      for (size_t i = 0; i < K; i++) {
        y[i * N + j] = one_y[i];
        v[i * N + j] = one_v[i];
      }
    }
    for (int method = TSQP_BATCH_FIXED; method <= TSQP_BATCH_REML; method++) {
      tsqp_batch_plan plan = {.method = method,
                              .random = 1,
                              .knha = repeat % 3 == 0,
                              .normal = repeat % 3 == 1,
                              .pi = 1,
                              .critical = table,
                              .pi_critical = table,
                              .log_beta = table,
                              .q_high = table,
                              .q_low = low};
      tsqp_batch_tile tile = {.n = N, .k = K, .ld = N, .y = y, .v = v};
      columns out[2] = {make_columns(N), make_columns(N)};
      tsqp_batch_block block[2];
      const char *const sets[] = {"baseline", "avx2", "avx512"};
      for (int i = 0; i < 3; i++) {
        const tsqp_kernels *k = tsqp_kernels_of(sets[i]);
        if (k == NULL) continue;
        int to = i > 0;
        memset(&block[to], 0, sizeof block[to]);
        k->batch_start(&plan, &tile, &block[to]);
        if (method >= TSQP_BATCH_PM) k->batch_iterate(&plan, &tile, &block[to], room);
        k->batch_bounds(&plan, &tile, &block[to], room);
        memcpy(out[to].value[TAU2_LOWER], block[to].lower, sizeof block[to].lower);
        memcpy(out[to].value[TAU2_UPPER], block[to].upper, sizeof block[to].upper);
        k->batch_re2(&tile, &block[to], out[to].value, 0);
        k->batch_finish(&plan, &tile, &block[to], out[to].value, 0);
        if (i == 0) continue;
        for (size_t j = 0; j < N; j++) {
          assert_int_equal(block[0].state[j], block[1].state[j]);
          if (block[0].state[j] == TSQP_LANE_ODD) continue;
          for (int q = 0; q < COLUMNS; q++) {
            assert_memory_equal(&out[0].value[q][j], &out[1].value[q][j], sizeof(double));
          }
        }
      }
      free_columns(&out[0]);
      free_columns(&out[1]);
    }
  }
}

static int stop_after_first(void *context, size_t done, size_t m) {
  size_t *calls = context;
  assert_true(done > 0 && done <= m);
  return ++*calls < 2;
}

/* One problem whose likelihood once had no end (k = 5, a variance of 1e100) leaves its neighbours as they are. */
static void hostile_problem(void **state) {
  (void)state;
  enum { M = 3, K = 5 };
  const double x[3 * K] = {0, -1.148537057913823, -0.22763701780730833, 0.8311085958365166, 1,
                           0.20157500904800094, 0, -0.6012211555463646, 0.863844267545284, 1,
                           0.5874022584244384, 0, 1, 0.17720836811294227, 1};
  const double one[K] = {-1.5408187513093046, -0.902259957196319, 1.6804806589475763, 0.05264959466470401, 0.0345425675580875};
  double y[M * K];
  double v[M * K];
  for (size_t i = 0; i < K; i++) {
    for (size_t j = 0; j < M; j++) {
      y[i * M + j] = one[i];
      v[i * M + j] = j == 1 && i == 3 ? 1e100 : 1.5107225139609406;
    }
  }
  tsq_batch_data data = {.m = M, .k = K, .yi = y, .vi = v, .x = x, .p = 3};
  assert_int_equal(compare_with_rma(&data, NULL, 1e-9), M);
}

static void cancelled(void **state) {
  (void)state;
  enum { M = 4000 };
  static double y[3 * M];
  static double v[3 * M];
  static double tau2[M];
  for (size_t i = 0; i < 3 * M; i++) {
    y[i] = (double)(i % 7);
    v[i] = 1;
  }
  for (size_t j = 0; j < M; j++) {
    tau2[j] = -1;
  }
  size_t calls = 0;
  tsq_batch_control control = {.go_on = stop_after_first, .context = &calls};
  tsq_batch_data data = {.m = M, .k = 3, .yi = y, .vi = v};
  assert_int_equal(tsq_batch(&data, NULL, &control, &(tsq_batch_out){.tau2 = tau2}), TSQ_ERR_CANCELLED);
  assert_int_equal(calls, 2);
  assert_non_null(strstr(tsq_last_error(), "of 4000 problems"));
  assert_true(tau2[0] >= 0);
  assert_true(tau2[M - 1] == -1);
}

static void refused(void **state) {
  (void)state;
  double y[6] = {1, 2, 3, 4, 5, 6};
  double v[6] = {1, 1, 1, 1, 1, 1};
  double x[3] = {1, 1, 1};
  double bad_x[3] = {1, NAN, 1};
  size_t offsets[4] = {0, 3, 2, 6};
  double tau2[3] = {-7, -7, -7};
  const struct {
    tsq_batch_data data;
    tsq_options options;
    int status;
    const char *message;
  } c[] = {
      {{.m = 0, .k = 3, .yi = y, .vi = v}, {0}, TSQ_ERR_LENGTH, "data.m = 0"},
      {{.m = 2, .k = 0, .yi = y, .vi = v}, {0}, TSQ_ERR_LENGTH, "data.k = 0"},
      {{.m = 2, .k = 3, .vi = v}, {0}, TSQ_ERR_NULL, "data.yi is NULL"},
      {{.m = 2, .k = 3, .yi = y}, {0}, TSQ_ERR_NULL, "data.vi and data.sei are both NULL"},
      {{.m = 2, .k = 3, .yi = y, .vi = v, .sei = v}, {0}, TSQ_ERR_ARGUMENT, "both given"},
      {{.m = 2, .k = 3, .ld = 1, .yi = y, .vi = v}, {0}, TSQ_ERR_LENGTH, "data.ld = 1"},
      {{.m = 3, .offsets = offsets, .yi = y, .vi = v},
       {0},
       TSQ_ERR_LENGTH,
       "data.offsets[1] = 3 > offsets[2] = 2"},
      {{.m = 2, .k = 3, .yi = y, .vi = v, .p = 1}, {0}, TSQ_ERR_NULL, "data.x is NULL"},
      {{.m = 2, .k = 3, .yi = y, .vi = v, .p = 16, .x = x}, {0}, TSQ_ERR_LENGTH, "data.p = 16"},
      {{.m = 2, .k = 3, .yi = y, .vi = v, .p = 1, .x = bad_x}, {0}, TSQ_ERR_DATA, "x[1] of moderator 1"},
      {{.m = 2, .k = 3, .yi = y, .vi = v},
       {.size = sizeof(tsq_options), .level = 2},
       TSQ_ERR_ARGUMENT,
       "level"},
      {{.m = 2, .k = 3, .yi = y, .vi = v},
       {.size = sizeof(tsq_options), .method = TSQ_GENQ},
       TSQ_ERR_ARGUMENT,
       "GENQ"},
      {{.m = 2, .k = 3, .yi = y, .vi = v, .x = x}, {0}, TSQ_ERR_ARGUMENT, "data.x is given but data.p = 0"},
      {{.m = 2, .ld = 2, .offsets = offsets, .yi = y, .vi = v}, {0}, TSQ_ERR_LENGTH, "data.ld = 2"},
      {{.m = 2, .k = 3, .yi = y, .vi = v},
       {.size = sizeof(tsq_options), .ci_kind = TSQ_CI_PL},
       TSQ_ERR_ARGUMENT,
       "options.ci_kind"},
      {{.m = 2, .k = 3, .yi = y, .vi = v},
       {.size = sizeof(tsq_options), .redundant = TSQ_REDUNDANT_DROP},
       TSQ_ERR_ARGUMENT,
       "options.redundant"},
      {{.m = 2, .k = 3, .yi = y, .vi = v, .p = 1, .x = y},
       {.size = sizeof(tsq_options), .pi_kind = TSQ_PI_HTS},
       TSQ_ERR_UNSUPPORTED,
       "pi_kind = hts"},
      {{.m = 2, .k = 3, .yi = y, .vi = v, .p = 1, .x = y},
       {.size = sizeof(tsq_options), .test = TSQ_KR},
       TSQ_ERR_ARGUMENT,
       "kr"},
  };
  for (size_t i = 0; i < sizeof c / sizeof c[0]; i++) {
    const tsq_options *options = c[i].options.size == 0 ? NULL : &c[i].options;
    assert_int_equal(tsq_batch(&c[i].data, options, NULL, &(tsq_batch_out){.tau2 = tau2}), c[i].status);
    if (strstr(tsq_last_error(), c[i].message) == NULL)
      fail_msg("'%s' lacks '%s'", tsq_last_error(), c[i].message);
    assert_true(tau2[0] == -7 && tau2[1] == -7);
  }
  tsq_batch_data good = {.m = 2, .k = 3, .yi = y, .vi = v};
  assert_int_equal(tsq_batch(NULL, NULL, NULL, &(tsq_batch_out){.tau2 = tau2}), TSQ_ERR_NULL);
  assert_int_equal(tsq_batch(&good, NULL, NULL, NULL), TSQ_ERR_NULL);
  int32_t status[2];
  tsq_batch_data constant = {.m = 2, .k = 3, .yi = y, .vi = v, .x = x, .p = 1};
  assert_int_equal(tsq_batch(&constant, NULL, NULL, &(tsq_batch_out){.status = status}), TSQ_ERR_SINGULAR);
  assert_int_equal(tsq_batch(&good, NULL, NULL, &(tsq_batch_out){0}), TSQ_OK); /* nothing wanted */
  tsq_batch_data sloped = {.m = 2, .k = 3, .yi = y, .vi = v, .x = y, .p = 1};
  assert_int_equal(tsq_batch(&sloped, NULL, NULL, &(tsq_batch_out){.re2_p = tau2}), TSQ_ERR_UNSUPPORTED);
  assert_non_null(strstr(tsq_last_error(), "RE2"));
  assert_true(tau2[0] == -7);
}

int main(void) {
  const struct CMUnitTest all[] = {cmocka_unit_test(closed_forms),        cmocka_unit_test(iterated),
                                   cmocka_unit_test(other_methods),       cmocka_unit_test(fixed_tau2),
                                   cmocka_unit_test(layouts_and_threads), cmocka_unit_test(instruction_sets),
                                   cmocka_unit_test(hostile_problem),
      cmocka_unit_test(cancelled),           cmocka_unit_test(refused)};
  return cmocka_run_group_tests(all, NULL, NULL);
}
