/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tsq_batch() with moderators that all problems share says what tsq_rma() says: with and without an intercept, 1 to 15 moderators,
 * missing studies that leave the design deficient or a study alone with its group, weights that a few studies dominate.
 */
#include "batch_fixture.h"
#include "kernel/kernels.h"

/* The kinds of design; each is of full rank over all studies. */
enum { NORMAL_COLUMNS, YEARS, GROUPS, NEARLY_COLLINEAR, ONE_FAR_OUT, DESIGN_KINDS };

static double design_cell(rng *r, int kind, size_t k, size_t i, size_t c, double before) {
  double z = rng_normal(r);
  switch (kind) {
    case YEARS: return floor(2000 + 8 * z);
    case GROUPS: return i % (k / 2 + 1) == c + 1; /* dummies of one study or two */
    case NEARLY_COLLINEAR: return c == 0 ? z : before + 1e-3 * z;
    case ONE_FAR_OUT: return i == c ? 100 : z;
    default: return z;
  }
}

static void draw_design(rng *r, int kind, size_t k, size_t p, double *x) {
  for (size_t c = 0; c < p; c++) {
    for (size_t i = 0; i < k; i++) {
      x[i + c * k] = design_cell(r, kind, k, i, c, c > 0 ? x[i + (c - 1) * k] : 0);
    }
  }
}

typedef struct setting {
  int kind;
  size_t k, p, m;
  int no_intercept;
} setting;

static size_t compare_design(rng *r, const setting *s, int32_t method, int32_t test, double tolerance) {
  double *y = malloc(s->k * s->m * sizeof *y);
  double *v = malloc(s->k * s->m * sizeof *v);
  double *x = malloc(s->k * s->p * sizeof *x);
  assert_true(y != NULL && v != NULL && x != NULL);
  draw_design(r, s->kind, s->k, s->p, x);
  draw_all(r, s->k, s->m, y, v);
  tsq_batch_data data = {.m = s->m, .k = s->k, .yi = y, .vi = v, .x = x, .p = s->p};
  tsq_options *options = TSQ_OPTIONS(.method = method, .test = test, .no_intercept = s->no_intercept);
  size_t answered = compare_with_rma(&data, options, tolerance);
  free(y);
  free(v);
  free(x);
  return answered;
}

static const int32_t tests[] = {TSQ_Z, TSQ_KNHA, TSQ_ADHOC, TSQ_T};
static const setting settings[] = {
    {NORMAL_COLUMNS, 14, 1, 1009, 0}, {NORMAL_COLUMNS, 40, 2, 409, 0}, {YEARS, 12, 1, 1009, 0},
    {GROUPS, 10, 3, 1009, 0},         {NORMAL_COLUMNS, 9, 2, 1009, 1}, {NEARLY_COLLINEAR, 15, 2, 509, 0},
    {ONE_FAR_OUT, 11, 2, 509, 0},     {NORMAL_COLUMNS, 5, 3, 509, 0},  {NORMAL_COLUMNS, 30, 15, 109, 0},
    {NORMAL_COLUMNS, 8, 1, 1009, 1},  {NORMAL_COLUMNS, 4, 3, 307, 0},  {GROUPS, 17, 5, 307, 0},
};
#define SETTINGS (sizeof settings / sizeof settings[0])

static void closed_forms(void **state) {
  (void)state;
  rng r = {181};
  const int32_t methods[] = {TSQ_CE, TSQ_DL, TSQ_HE, TSQ_HS, TSQ_SJ};
  for (size_t i = 0; i < 5 * SETTINGS; i++) {
    const setting *s = &settings[i % SETTINGS];
    compare_design(&r, s, methods[i % 5], tests[(i + i / 5) % 4], 1e-12);
  }
}

static void iterated(void **state) {
  (void)state;
  rng r = {182};
  const int32_t methods[] = {TSQ_REML, TSQ_ML, TSQ_PM, TSQ_EB};
  for (size_t i = 0; i < 4 * SETTINGS; i++) {
    const setting *s = &settings[i % SETTINGS];
    size_t answered = compare_design(&r, s, methods[i / SETTINGS], tests[i % 4], 1e-9);
    if (s->k > s->p + 2) assert_true(answered > s->m / 4);
  }
}

/* A fixed tau2, other methods, options that are taken one problem at a time. */
static void other_ways(void **state) {
  (void)state;
  rng r = {183};
  enum { K = 12, M = 203 };
  static double y[K * M];
  static double v[K * M];
  double x[2 * K];
  draw_design(&r, NORMAL_COLUMNS, K, 2, x);
  draw_all(&r, K, M, y, v);
  tsq_batch_data data = {.m = M, .k = K, .yi = y, .vi = v, .x = x, .p = 2};
  tsq_options *each[] = {TSQ_OPTIONS(.tau2_fixed = 1, .tau2 = 0.02),
                         TSQ_OPTIONS(.method = TSQ_PMM),
                         TSQ_OPTIONS(.method = TSQ_DLIT, .level = 0.9),
                         TSQ_OPTIONS(.weighting = TSQ_WEIGHT_EQUAL),
                         TSQ_OPTIONS(.missing = TSQ_MISSING_ERROR),
                         TSQ_OPTIONS(.preset = TSQ_PRESET_META, .level = 0.99),
                         TSQ_OPTIONS(.method = TSQ_DL, .i2_kind = TSQ_I2_Q)};
  for (size_t i = 0; i < sizeof each / sizeof each[0]; i++) {
    (void)compare_with_rma(&data, each[i], 1e-9);
  }
}

/* Threads, neighbours, standard errors: a problem's bits depend on its own studies alone. */
static void same_bits_anyhow(void **state) {
  (void)state;
  rng r = {184};
  enum { K = 13, M = 4507, MODS = 2, FROM = 1003, PART = 701 };
  double *y = malloc(sizeof(double[K * M]));
  double *v = malloc(sizeof(double[K * M]));
  double x[K * MODS];
  assert_true(y != NULL && v != NULL);
  draw_design(&r, NORMAL_COLUMNS, K, MODS, x);
  draw_all(&r, K, M, y, v);
  columns first = make_columns((MODS + 1) * M);
  columns again = make_columns((MODS + 1) * M);
  columns part = make_columns((MODS + 1) * PART);
  columns *each[] = {&first, &again, &part};
  for (size_t i = 0; i < 3; i++) {
    each[i]->out.re2 = each[i]->out.re2_p = each[i]->out.re2_log10_p = NULL;
  }
  tsq_batch_data data = {.m = M, .k = K, .yi = y, .vi = v, .x = x, .p = MODS};
  assert_int_equal(tsq_batch(&data, NULL, NULL, &first.out), TSQ_OK);
  assert_int_equal(tsq_batch(&data, TSQ_OPTIONS(.threads = 3), NULL, &again.out), TSQ_OK);
  for (int q = 0; q < COLUMNS; q++) {
    assert_memory_equal(first.value[q], again.value[q], (MODS + 1) * M * sizeof(double));
  }
  assert_memory_equal(first.status, again.status, M * sizeof *first.status);
  data = (tsq_batch_data){.m = PART, .k = K, .ld = M, .yi = y + FROM, .vi = v + FROM, .x = x, .p = MODS};
  assert_int_equal(tsq_batch(&data, NULL, NULL, &part.out), TSQ_OK);
  for (int q = 0; q < COLUMNS; q++) {
    size_t rows = q >= FIRST_OF_COEFFICIENT && q <= LAST_OF_COEFFICIENT ? MODS + 1 : 1;
    for (size_t b = 0; b < rows; b++) {
      assert_memory_equal(first.value[q] + b * M + FROM, part.value[q] + b * PART, PART * sizeof(double));
    }
  }
  free_columns(&first);
  free_columns(&again);
  free_columns(&part);
  free(y);
  free(v);
}

/* The kernels themselves, on every instruction set that this processor has. */
typedef struct kernel_case {
  tsqp_batch_plan plan;
  tsqp_batch_tile tile;
  double *room, *base;
} kernel_case;

static void run_kernels(const tsqp_kernels *k, const kernel_case *c, tsqp_batch_block *block, columns *out) {
  memset(block, 0, sizeof *block);
  block->base = c->base;
  k->design_start(&c->plan, &c->tile, block, c->room);
  if (c->plan.method >= TSQP_BATCH_PM) k->batch_iterate(&c->plan, &c->tile, block, c->room);
  k->batch_bounds(&c->plan, &c->tile, block, c->room);
  memcpy(out->value[TAU2_LOWER], block->lower, sizeof block->lower);
  memcpy(out->value[TAU2_UPPER], block->upper, sizeof block->upper);
  k->design_finish(&c->plan, &c->tile, block, c->room, out->value, 0, c->tile.n);
}

static void compare_sets(const kernel_case *c) {
  const size_t n = TSQP_BATCH_BLOCK;
  const size_t p = c->plan.design->p;
  const char *const sets[] = {"avx2", "avx512"};
  static tsqp_batch_block block[2];
  columns out[2] = {make_columns(n * p), make_columns(n * p)};
  run_kernels(tsqp_kernels_of("baseline"), c, &block[0], &out[0]);
  for (int i = 0; i < 2; i++) {
    const tsqp_kernels *k = tsqp_kernels_of(sets[i]);
    if (k == NULL) continue;
    run_kernels(k, c, &block[1], &out[1]);
    for (size_t j = 0; j < n; j++) {
      assert_int_equal(block[0].state[j], block[1].state[j]);
      if (block[0].state[j] == TSQP_LANE_ODD) continue;
      for (int q = 0; q < COLUMNS; q++) {
        size_t rows = q >= FIRST_OF_COEFFICIENT && q <= LAST_OF_COEFFICIENT ? p : 1;
        for (size_t b = 0; b < rows; b++) {
          assert_memory_equal(&out[0].value[q][b * n + j], &out[1].value[q][b * n + j], sizeof(double));
        }
      }
    }
  }
  free_columns(&out[0]);
  free_columns(&out[1]);
}

static void instruction_sets(void **state) {
  (void)state;
  rng r = {185};
  enum { K = 15, N = TSQP_BATCH_BLOCK, MOST_P = 5 };
  static double y[K * N];
  static double v[K * N];
  static double room[TSQP_BATCH_ROOM(K)];
  static double base[MOST_P * N];
  double z[K * MOST_P];
  double back[MOST_P * MOST_P] = {0};
  double table[K + 1];
  double low[K + 1];
  for (size_t i = 0; i <= K; i++) {
    table[i] = 1 + 0.1 * (double)i;
    low[i] = 0.1 + 0.1 * (double)i;
  }
  for (size_t i = 0; i < K * MOST_P; i++) {
    z[i] = rng_normal(&r);
  }
  for (size_t p = 1; p <= MOST_P; p++) {
    for (size_t i = 0; i < p * p; i++) {
      back[i] = rng_normal(&r);
    }
    tsqp_batch_design design = {.p = p, .intercept = p % 2 == 0, .z = z, .back = back};
    kernel_case c = {.tile = {.n = N, .k = K, .ld = N, .y = y, .v = v}, .room = room, .base = base};
    draw_all(&r, K, N, y, v);
    for (int method = TSQP_BATCH_FIXED; method <= TSQP_BATCH_REML; method++) {
      c.plan = (tsqp_batch_plan){.design = &design,
                                 .method = method,
                                 .random = 1,
                                 .knha = method % 3 == 0,
                                 .normal = method % 3 == 1,
                                 .critical = table,
                                 .pi_critical = table,
                                 .log_beta = table,
                                 .q_high = table,
                                 .q_low = low};
      compare_sets(&c);
    }
  }
}

int main(void) {
  const struct CMUnitTest all[] = {cmocka_unit_test(closed_forms), cmocka_unit_test(iterated),
                                   cmocka_unit_test(other_ways), cmocka_unit_test(same_bits_anyhow),
                                   cmocka_unit_test(instruction_sets)};
  return cmocka_run_group_tests(all, NULL, NULL);
}
