/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The doors: typed and generic records, options, errors, the list of measures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <tausq/effect.h>
#include <tausq/transform.h>

#include "../close.h"

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const double m1[] = {103, 100}, sd1[] = {5.5, 9}, n1[] = {50, 20}, m2[] = {100, 90}, sd2[] = {4.5, 3},
                    n2[] = {50, 7};

static void the_example_of_the_manual(void **state) {
  (void)state;
  double yi[2], vi[2];
  tsq_means arms = {.k = 2, .m1 = m1, .sd1 = sd1, .n1 = n1, .m2 = m2, .sd2 = sd2, .n2 = n2};
  assert_int_equal(tsq_effect_means(TSQ_MD, &arms, NULL, yi, vi), TSQ_OK);
  assert_true(yi[0] == 3 && yi[1] == 10);
  assert_true(fabs(vi[0] - 1.01) < 1e-15); /* 5.5^2/50 + 4.5^2/50 */
  assert_string_equal(tsq_last_error(), "");
}

static void outputs_may_be_left_out(void **state) {
  (void)state;
  double yi[2], vi[2], alone[2];
  tsq_means arms = {.k = 2, .m1 = m1, .sd1 = sd1, .n1 = n1, .m2 = m2, .sd2 = sd2, .n2 = n2};
  assert_int_equal(tsq_effect_means(TSQ_SMD, &arms, NULL, yi, vi), TSQ_OK);
  assert_int_equal(tsq_effect_means(TSQ_SMD, &arms, NULL, alone, NULL), TSQ_OK);
  assert_memory_equal(alone, yi, sizeof yi);
  assert_int_equal(tsq_effect_means(TSQ_SMD, &arms, NULL, NULL, alone), TSQ_OK);
  assert_memory_equal(alone, vi, sizeof vi);
  assert_int_equal(tsq_effect_means(TSQ_SMD, &arms, NULL, NULL, NULL), TSQ_ERR_NULL);
}

/* Every typed door gives what the generic one gives. */
static void typed_and_generic_doors_agree(void **state) {
  (void)state;
  const double a[] = {4, 7}, b[] = {9, 0}, c[] = {5, 3}, d[] = {8, 6}, r[] = {0.3, -0.2}, n[] = {30, 41},
               t[] = {20, 33};
  const double m[] = {5, 7}, alpha[] = {0.8, 0.7};
  double yi[2], vi[2], yg[2], vg[2];
#define GENERIC(measure, ...)                                                                                \
  do {                                                                                                       \
    const char *const names[] = {NAMES};                                                                     \
    const double *const columns[] = {__VA_ARGS__};                                                           \
    tsq_records g = {.k = 2, .n_columns = COUNT(names), .names = names, .columns = columns};                 \
    assert_int_equal(COUNT(names), COUNT(columns));                                                          \
    assert_int_equal(tsq_effect(measure, &g, NULL, yg, vg), TSQ_OK);                                         \
    assert_memory_equal(yi, yg, sizeof yi);                                                                  \
    assert_memory_equal(vi, vg, sizeof vi);                                                                  \
    assert_true(isfinite(yi[0]) && isfinite(vi[1]));                                                         \
  } while (0)
#define NAMES "n2i", "m1i", "sd1i", "n1i", "m2i", "sd2i"
  tsq_means means = {.k = 2, .m1 = m1, .sd1 = sd1, .n1 = n1, .m2 = m2, .sd2 = sd2, .n2 = n2};
  assert_int_equal(tsq_effect_means(TSQ_SMD, &means, NULL, yi, vi), TSQ_OK);
  GENERIC(TSQ_SMD, n2, m1, sd1, n1, m2, sd2);
#undef NAMES
#define NAMES "ai", "bi", "ci", "di"
  tsq_tables tables = {.k = 2, .ai = a, .bi = b, .ci = c, .di = d};
  assert_int_equal(tsq_effect_tables(TSQ_OR, &tables, NULL, yi, vi), TSQ_OK);
  GENERIC(TSQ_OR, a, b, c, d);
  assert_int_equal(tsq_effect_tables(TSQ_MPOR, &tables, NULL, yi, vi), TSQ_OK);
  GENERIC(TSQ_MPOR, a, b, c, d);
#undef NAMES
#define NAMES "x1i", "t1i", "x2i", "t2i"
  tsq_rates rates = {.k = 2, .x1i = a, .t1i = n, .x2i = b, .t2i = t};
  assert_int_equal(tsq_effect_rates(TSQ_IRR, &rates, NULL, yi, vi), TSQ_OK);
  GENERIC(TSQ_IRR, a, n, b, t);
#undef NAMES
#define NAMES "xi", "ni"
  tsq_proportions proportions = {.k = 2, .xi = a, .ni = n};
  assert_int_equal(tsq_effect_proportions(TSQ_PLO, &proportions, NULL, yi, vi), TSQ_OK);
  GENERIC(TSQ_PLO, a, n);
#undef NAMES
#define NAMES "xi", "ti"
  tsq_counts counts = {.k = 2, .xi = b, .ti = t};
  assert_int_equal(tsq_effect_counts(TSQ_IRLN, &counts, NULL, yi, vi), TSQ_OK);
  GENERIC(TSQ_IRLN, b, t);
#undef NAMES
#define NAMES "mi", "sdi", "ni"
  tsq_single_means single = {.k = 2, .mi = m, .sdi = sd1, .ni = n};
  assert_int_equal(tsq_effect_single_means(TSQ_CVLN, &single, NULL, yi, vi), TSQ_OK);
  GENERIC(TSQ_CVLN, m, sd1, n);
#undef NAMES
#define NAMES "m1i", "m2i", "sd1i", "sd2i", "ni", "ri"
  tsq_changes change = {.k = 2, .m1i = m1, .m2i = m2, .sd1i = sd1, .sd2i = sd2, .ni = n, .ri = r};
  assert_int_equal(tsq_effect_changes(TSQ_SMCC, &change, NULL, yi, vi), TSQ_OK);
  GENERIC(TSQ_SMCC, m1, m2, sd1, sd2, n, r);
#undef NAMES
#define NAMES "ri", "ni"
  tsq_correlations correlations = {.k = 2, .ri = r, .ni = n};
  assert_int_equal(tsq_effect_correlations(TSQ_ZCOR, &correlations, NULL, yi, vi), TSQ_OK);
  GENERIC(TSQ_ZCOR, r, n);
#undef NAMES
#define NAMES "ai", "mi", "ni"
  tsq_reliabilities reliabilities = {.k = 2, .ai = alpha, .mi = m, .ni = n};
  assert_int_equal(tsq_effect_reliabilities(TSQ_ABT, &reliabilities, NULL, yi, vi), TSQ_OK);
  GENERIC(TSQ_ABT, alpha, m, n);
}

/* --- missing and impossible values --- */

static void missing_values_give_missing_pairs(void **state) {
  (void)state;
  const double ai[] = {NAN, 4, 5}, bi[] = {4, 4, NAN}, ci[] = {5, NAN, 3}, di[] = {6, 6, 6},
               n1i[] = {10, 8, 15};
  double yi[3], vi[3];
  tsq_tables t = {.k = 3, .ai = ai, .bi = bi, .ci = ci, .di = di, .n1i = n1i};
  assert_int_equal(tsq_effect_tables(TSQ_OR, &t, NULL, yi, vi), TSQ_OK);
  assert_true(isnan(yi[0]) && isnan(vi[0]) && isnan(yi[1]) && isnan(vi[1]));
  assert_true(fabs(yi[2] - log(5.0 * 6 / (10 * 3))) < 1e-15); /* b from n1 */
}

static void each_study_uses_what_it_has(void **state) {
  (void)state;
  const double nan2[] = {NAN, 103}, n_1[] = {20, 50}, n_2[] = {10, 50}, di[] = {NAN, 9}, ti[] = {2, NAN};
  double yi[2], vi[2];
  tsq_means arms = {
      .k = 2, .m1 = nan2, .sd1 = sd1, .n1 = n_1, .m2 = m2, .sd2 = sd2, .n2 = n_2, .di = di, .ti = ti};
  assert_int_equal(tsq_effect_means(TSQ_D2ORN, &arms, NULL, yi, vi), TSQ_OK);
  assert_true(fabs(yi[0] - 1.65 * 2 * sqrt(1.0 / 20 + 1.0 / 10)) < 1e-14); /* from t */
  assert_true(yi[1] != 9 * 1.65); /* from means, although d is given */
}

static void values_that_are_not_finite_become_missing(void **state) {
  (void)state;
  const double zero[] = {0, 3}, ten[] = {10, 10}, five[] = {5, 5};
  double yi[2], vi[2];
  tsq_tables t = {.k = 2, .ai = zero, .n1i = ten, .ci = five, .n2i = ten};
  assert_int_equal(tsq_effect_tables(TSQ_OR, &t, TSQ_EFFECT_OPTIONS(.to = TSQ_TO_NONE), yi, vi), TSQ_OK);
  assert_true(isnan(yi[0]) && isnan(vi[0]) && isfinite(yi[1]));
  const double minus[] = {-1, 2}, one[] = {1, 1};
  tsq_means arms = {.k = 2, .m1 = minus, .sd1 = one, .n1 = ten, .m2 = one, .sd2 = one, .n2 = ten};
  assert_int_equal(tsq_effect_means(TSQ_ROM, &arms, NULL, yi, vi), TSQ_OK);
  assert_true(isnan(yi[0]) && isnan(vi[0]) && isfinite(yi[1]));
  tsq_means tiny = {.k = 1, .m1 = one, .sd1 = one, .n1 = one, .m2 = minus, .sd2 = one, .n2 = one};
  assert_int_equal(tsq_effect_means(TSQ_SMD, &tiny, NULL, yi, vi), TSQ_OK);
  assert_true(isnan(yi[0]) && isnan(vi[0])); /* no degrees of freedom */
}

/* A semi-partial correlation beyond what its R^2 allows: the formula's variance is negative. */
static void negative_variances_become_missing(void **state) {
  (void)state;
  const double r[] = {0.9, 0.2}, r2[] = {0.1, 0.3}, n[] = {20, 20}, m[] = {3, 3};
  double yi[2], vi[2];
  tsq_correlations c = {.k = 2, .ri = r, .ni = n, .mi = m, .r2i = r2};
  assert_int_equal(tsq_effect_correlations(TSQ_SPCOR, &c, NULL, yi, vi), TSQ_OK);
  assert_true(isnan(yi[0]) && isnan(vi[0]) && isfinite(vi[1]));
}

static void double_zero_tables_are_dropped_on_request(void **state) {
  (void)state;
  const double a[] = {0, 5, 0}, b[] = {9, 0, 9}, c[] = {0, 7, 2}, d[] = {8, 0, 8};
  double yi[3], vi[3];
  tsq_tables t = {.k = 3, .ai = a, .bi = b, .ci = c, .di = d};
  assert_int_equal(tsq_effect_tables(TSQ_RD, &t, TSQ_EFFECT_OPTIONS(.drop00 = 1), yi, vi), TSQ_OK);
  assert_true(isnan(yi[0]) && isnan(vi[0]) && isnan(yi[1]) && isfinite(yi[2]));
  assert_int_equal(tsq_effect_tables(TSQ_RD, &t, NULL, yi, vi), TSQ_OK);
  assert_true(isfinite(yi[0]) && isfinite(yi[1]));
}

static const struct {
  const char *label;
  int32_t measure;
  size_t n;
  const char *names[7];
  double values[7][2];
  const char *message;
} impossible[] = {
    {"events",
     TSQ_OR,
     4,
     {"ai", "n1i", "ci", "n2i"},
     {{1, 12}, {10, 10}, {3, 3}, {10, 10}},
     "ai[1] = 12 > n1i[1] = 10: more events than participants"},
    {"negative count",
     TSQ_RR,
     4,
     {"ai", "bi", "ci", "di"},
     {{1, 1}, {2, 2}, {3, -3}, {4, 4}},
     "ci[1] = -3: a count must be >= 0 and finite"},
    {"empty arm",
     TSQ_RD,
     4,
     {"ai", "bi", "ci", "di"},
     {{1, 0}, {2, 0}, {3, 3}, {4, 4}},
     "ai[1] + bi[1] = 0: a sample size must be > 0"},
    {"given twice",
     TSQ_OR,
     5,
     {"ai", "bi", "n1i", "ci", "di"},
     {{1, 1}, {9, 8}, {10, 10}, {3, 3}, {4, 4}},
     "n1i[1] = 10 is not ai[1] + bi[1] = 9"},
    {"n = 0",
     TSQ_MD,
     6,
     {"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"},
     {{1, 1}, {1, 1}, {9, 0}, {1, 1}, {1, 1}, {9, 9}},
     "n1i[1] = 0: a sample size must be > 0 and finite"},
    {"negative SD",
     TSQ_MD,
     6,
     {"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"},
     {{1, 1}, {1, 1}, {9, 9}, {1, 1}, {-1, 1}, {9, 9}},
     "sd2i[0] = -1: a standard deviation must be >= 0 and finite"},
    {"infinite mean",
     TSQ_MD,
     6,
     {"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"},
     {{1, HUGE_VAL}, {1, 1}, {9, 9}, {1, 1}, {1, 1}, {9, 9}},
     "m1i[1] = inf: the value must be finite"},
    {"correlation",
     TSQ_COR,
     2,
     {"ri", "ni"},
     {{0.5, -1.01}, {9, 9}},
     "ri[1] = -1.01: a correlation must be between -1 and 1"},
    {"person-time",
     TSQ_IR,
     2,
     {"xi", "ti"},
     {{5, 5}, {9, 0}},
     "ti[1] = 0: a person-time must be > 0 and finite"},
    {"proportion",
     TSQ_PR,
     2,
     {"xi", "ni"},
     {{5, 10}, {9, 9}},
     "xi[1] = 10 > ni[1] = 9: more events than participants"},
    {"alpha",
     TSQ_ABT,
     3,
     {"ai", "mi", "ni"},
     {{0.5, 1.5}, {3, 3}, {9, 9}},
     "ai[1] = 1.5: a reliability must be <= 1 and finite"},
    {"items",
     TSQ_ABT,
     3,
     {"ai", "mi", "ni"},
     {{0.5, 0.5}, {3, 1}, {9, 9}},
     "mi[1] = 1: the number of items must be >= 2 and finite"},
    {"variance",
     TSQ_GEN,
     2,
     {"yi", "vi"},
     {{0.5, 0.5}, {3, -1}},
     "vi[1] = -1: a sampling variance must be >= 0 and finite"},
};

static void impossible_values_are_errors(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(impossible); i++) {
    const double *columns[7];
    for (size_t j = 0; j < impossible[i].n; j++) {
      columns[j] = impossible[i].values[j];
    }
    tsq_records r = {.k = 2, .n_columns = impossible[i].n, .names = impossible[i].names, .columns = columns};
    double yi[2] = {7, 7}, vi[2] = {7, 7}, ni[2] = {7, 7};
    if (tsq_effect(impossible[i].measure, &r, NULL, yi, vi) != TSQ_ERR_DATA)
      fail_msg("%s", impossible[i].label);
    assert_string_equal(tsq_last_error(), impossible[i].message);
    assert_int_equal(tsq_effect_ni(impossible[i].measure, &r, ni), TSQ_ERR_DATA);
    assert_true(yi[0] == 7 && yi[1] == 7 && vi[0] == 7 && vi[1] == 7 && ni[0] == 7);
  }
}

/* --- names of columns --- */

static int try_names(size_t n, const char *const *names) {
  static const double one[] = {1, 1};
  const double *columns[8] = {one, one, one, one, one, one, one, one};
  tsq_records r = {.k = 2, .n_columns = n, .names = names, .columns = columns};
  double yi[2];
  return tsq_effect(TSQ_OR, &r, NULL, yi, NULL);
}

static void column_names_are_checked(void **state) {
  (void)state;
  assert_int_equal(try_names(4, (const char *const[]){"ai", "bi", "ci", "dii"}), TSQ_ERR_NAME);
  assert_string_equal(tsq_last_error(), "records.names[3] = 'dii' is not an argument of any measure");
  assert_int_equal(try_names(4, (const char *const[]){"ai", "bi", "ci", "ci"}), TSQ_ERR_NAME);
  assert_string_equal(tsq_last_error(), "records.names[3] = 'ci' occurs twice");
  assert_int_equal(try_names(3, (const char *const[]){"ai", "bi", "ci"}), TSQ_ERR_NAME);
  assert_string_equal(tsq_last_error(),
                      "OR needs the columns ai bi ci di, or ai n1i ci n2i, or ai bi ci n2i, or ai n1i ci di");
  assert_int_equal(try_names(4, (const char *const[]){"ai", "bi", NULL, "di"}), TSQ_ERR_NULL);
  /* a column that the measure does not use is no error */
  assert_int_equal(try_names(5, (const char *const[]){"ai", "bi", "ci", "di", "m1i"}), TSQ_OK);
}

/* --- options --- */

static void bad_options_are_refused(void **state) {
  (void)state;
  double yi[2] = {7, 7};
  const int32_t vtypes[] = {TSQ_LS, TSQ_ST};
  tsq_means arms = {.k = 2, .m1 = m1, .sd1 = sd1, .n1 = n1, .m2 = m2, .sd2 = sd2, .n2 = n2};
  const struct {
    tsq_effect_options *options;
    int status;
  } cases[] = {
      {TSQ_EFFECT_OPTIONS(.to = 5), TSQ_ERR_ARGUMENT},
      {TSQ_EFFECT_OPTIONS(.drop00 = 2), TSQ_ERR_ARGUMENT},
      {TSQ_EFFECT_OPTIONS(.vtype = 5), TSQ_ERR_ARGUMENT},
      {TSQ_EFFECT_OPTIONS(.vtype = TSQ_ST), TSQ_ERR_ARGUMENT},
      {TSQ_EFFECT_OPTIONS(.vtypes = vtypes), TSQ_ERR_ARGUMENT},
      {TSQ_EFFECT_OPTIONS(.add_mode = 1), TSQ_ERR_ARGUMENT},
      {TSQ_EFFECT_OPTIONS(.add = 0.5), TSQ_ERR_ARGUMENT},
      {TSQ_EFFECT_OPTIONS(.add_mode = TSQ_ADD_VALUE, .add = -0.5), TSQ_ERR_ARGUMENT},
      {TSQ_EFFECT_OPTIONS(.add_mode = TSQ_ADD_VALUE, .add = NAN), TSQ_ERR_ARGUMENT},
      {TSQ_EFFECT_OPTIONS(.convention = 3), TSQ_ERR_ARGUMENT},
      {TSQ_EFFECT_OPTIONS(.reserved = 3), TSQ_ERR_OPTIONS},
      {&(tsq_effect_options){.size = 1}, TSQ_ERR_OPTIONS},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    assert_int_equal(tsq_effect_means(TSQ_MD, &arms, cases[i].options, yi, NULL), cases[i].status);
    assert_true(tsq_last_error()[0] != '\0');
  }
  assert_true(yi[0] == 7 && yi[1] == 7);
  assert_int_equal(tsq_effect_means(12345, &arms, NULL, yi, NULL), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_effect_means(TSQ_OR, &arms, NULL, yi, NULL), TSQ_ERR_ARGUMENT);
  assert_string_equal(tsq_last_error(), "measure OR is not one of tsq_means: its records are tables");
  assert_int_equal(tsq_effect_means(TSQ_MD, NULL, NULL, yi, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_effect(TSQ_MD, NULL, NULL, yi, NULL), TSQ_ERR_NULL);
  arms.m1 = NULL;
  assert_int_equal(tsq_effect_means(TSQ_MD, &arms, NULL, yi, NULL), TSQ_ERR_NAME);
  assert_true(yi[0] == 7 && yi[1] == 7);
}

/* One vtype a study; the averages of AV are over all studies either way. */
static void vtypes_may_differ_by_study(void **state) {
  (void)state;
  const int32_t vtypes[] = {TSQ_UB, 0};
  double mixed[2], ub[2], av[2];
  tsq_means arms = {.k = 2, .m1 = m1, .sd1 = sd1, .n1 = n1, .m2 = m2, .sd2 = sd2, .n2 = n2};
  assert_int_equal(tsq_effect_means(TSQ_SMD, &arms, TSQ_EFFECT_OPTIONS(.vtype = TSQ_UB), NULL, ub), TSQ_OK);
  assert_int_equal(tsq_effect_means(TSQ_SMD, &arms, TSQ_EFFECT_OPTIONS(.vtype = TSQ_AV), NULL, av), TSQ_OK);
  assert_int_equal(
      tsq_effect_means(TSQ_SMD, &arms, TSQ_EFFECT_OPTIONS(.vtype = TSQ_AV, .vtypes = vtypes), NULL, mixed),
      TSQ_OK);
  assert_true(mixed[0] == ub[0] && mixed[1] == av[1] && ub[0] != av[0]);
}

static void no_studies_is_no_error(void **state) {
  (void)state;
  double yi = 7;
  tsq_means arms = {.k = 0, .m1 = m1, .sd1 = sd1, .n1 = n1, .m2 = m2, .sd2 = sd2, .n2 = n2};
  assert_int_equal(tsq_effect_means(TSQ_MD, &arms, NULL, &yi, NULL), TSQ_OK);
  assert_true(yi == 7);
}

static void total_sample_sizes(void **state) {
  (void)state;
  const double a[] = {0, NAN}, n[] = {10, 10}, c[] = {0, 1}, n_2[] = {12, 12};
  const char *names[] = {"ai", "n1i", "ci", "n2i"};
  const double *columns[] = {a, n, c, n_2};
  tsq_records r = {.k = 2, .n_columns = 4, .names = names, .columns = columns};
  double ni[2];
  assert_int_equal(tsq_effect_ni(TSQ_OR, &r, ni), TSQ_OK);
  assert_true(ni[0] == 22 && isnan(ni[1])); /* before 1/2 is added to the cells */
  assert_int_equal(tsq_effect_ni(TSQ_OR, &r, NULL), TSQ_ERR_NULL);
}

/* --- the list of measures --- */

static void every_measure_is_described(void **state) {
  (void)state;
  int32_t before = 0;
  for (size_t i = 0; i < tsq_measure_count(); i++) {
    int32_t measure = tsq_measure_at(i), back = 0;
    assert_true(measure > before); /* the table is searched by bisection */
    before = measure;
    tsq_measure_info info = {.size = sizeof info};
    assert_int_equal(tsq_get_measure_info(measure, &info), TSQ_OK);
    assert_int_equal(info.size, sizeof info);
    assert_int_equal(info.measure, measure);
    assert_true(info.n_inputs > 0 && info.n_vtypes > 0 && strlen(info.title) > 1 &&
                strlen(info.axis_label) > 1);
    assert_int_equal(tsq_measure_from_name(info.code, &back), TSQ_OK);
    assert_int_equal(back, measure);
    assert_non_null(tsq_record_kind_name(info.kind));
    for (size_t v = 0; v < info.n_vtypes; v++) {
      assert_non_null(tsq_vtype_name(info.vtypes[v]));
    }
    assert_true(info.transform == 0 || tsq_transform_name(info.transform) != NULL);
    if (info.transform == TSQ_TRANSFORM_EXP && info.null_value == 0) assert_true(info.null_shown == 1);
  }
  assert_int_equal(tsq_measure_at(tsq_measure_count()), 0);
  assert_null(tsq_measure_name(0));
  tsq_measure_info info = {0};
  assert_int_equal(tsq_get_measure_info(1, &info), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_get_measure_info(TSQ_MD, NULL), TSQ_ERR_NULL);
}

/* Each input set that is announced is accepted, and each of its columns is needed. */
static void announced_inputs_are_enough_and_needed(void **state) {
  (void)state;
  static const double halves[] = {0.5, 0.5}, ones[] = {1, 1}, threes[] = {3, 3}, fours[] = {4, 4},
                      twenties[] = {20, 20};
  for (size_t i = 0; i < tsq_measure_count(); i++) {
    tsq_measure_info info = {0};
    assert_int_equal(tsq_get_measure_info(tsq_measure_at(i), &info), TSQ_OK);
    for (size_t s = 0; s < info.n_inputs; s++) {
      char text[80];
      const char *names[8];
      const double *columns[8];
      size_t n = 0;
      strcpy(text, info.inputs[s]);
      for (char *name = strtok(text, " "); name != NULL; name = strtok(NULL, " ")) {
        int is_size = name[0] == 'n',
            is_half = strcmp(name, "ri") == 0 || strcmp(name, "pi") == 0 || strcmp(name, "r2i") == 0 ||
                      info.kind == TSQ_RECORD_RELIABILITIES || info.kind == TSQ_RECORD_SUPERIORITY ||
                      (info.kind == TSQ_RECORD_MEANS && strcmp(name, "di") == 0);
        int is_other = info.measure == TSQ_MPORM && (name[0] == 'b' || name[0] == 'd'); /* 3 and 1 of 4 */
        columns[n] = is_size                              ? (info.measure == TSQ_MPORM ? fours : twenties)
                     : is_half && strcmp(name, "mi") != 0 ? halves
                     : is_other                           ? ones
                                                          : threes;
        names[n++] = name;
      }
      double yi[2], vi[2];
      tsq_records r = {.k = 2, .n_columns = n, .names = names, .columns = columns};
      if (tsq_effect(info.measure, &r, NULL, yi, vi) != TSQ_OK)
        fail_msg("%s: %s", info.code, tsq_last_error());
      if (isnan(yi[0]) || isnan(vi[0])) fail_msg("%s from %s is missing", info.code, info.inputs[s]);
      r.n_columns--;
      assert_int_equal(tsq_effect(info.measure, &r, NULL, yi, vi), TSQ_ERR_NAME);
    }
  }
}

static void names_go_both_ways(void **state) {
  (void)state;
  int32_t value = 0;
  assert_int_equal(tsq_measure_from_name("smd", &value), TSQ_OK);
  assert_int_equal(value, TSQ_SMD);
  assert_int_equal(tsq_measure_from_name("AUC", &value), TSQ_OK);
  assert_int_equal(value, TSQ_CLES);
  assert_int_equal(tsq_measure_from_name("OR2DL", &value), TSQ_OK);
  assert_int_equal(value, TSQ_OR2D);
  assert_int_equal(tsq_measure_from_name("SMDX", &value), TSQ_ERR_NAME);
  assert_int_equal(tsq_measure_from_name(NULL, &value), TSQ_ERR_NULL);
  assert_int_equal(tsq_measure_from_name("OR", NULL), TSQ_ERR_NULL);
  assert_int_equal(value, TSQ_OR2D);
  assert_int_equal(tsq_vtype_from_name("avho", &value), TSQ_OK);
  assert_int_equal(value, TSQ_AVHO);
  assert_int_equal(tsq_to_from_name("if0all", &value), TSQ_OK);
  assert_int_equal(value, TSQ_TO_IF0ALL);
  assert_int_equal(tsq_to_from_name("some", &value), TSQ_ERR_NAME);
  assert_string_equal(tsq_last_error(), "unknown to 'some'; known: none, only0, all, if0all");
  assert_int_equal(tsq_convention_from_name("metafor3", &value), TSQ_OK);
  assert_int_equal(value, TSQ_CONVENTION_METAFOR3);
  assert_int_equal(tsq_record_kind_from_name("means", &value), TSQ_OK);
  assert_int_equal(value, TSQ_RECORD_MEANS);
}

/* Sweeting, Sutton & Lambert 2004 (doi:10.1002/sim.1761), section 3: with n1 = 50 and n2 = 100 the cells grow by 1/3 and 2/3. */
static void treatment_arm_correction(void **state) {
  (void)state;
  const double ai[2] = {0, 5};
  const double n1i[2] = {50, 50};
  const double ci[2] = {1, 9};
  const double n2i[2] = {100, 100};
  tsq_tables tables = {.k = 2, .ai = ai, .n1i = n1i, .ci = ci, .n2i = n2i};
  double yi[2];
  double vi[2];
  tsq_effect_options o = {.size = sizeof o, .add_mode = TSQ_ADD_TREATMENT_ARM};
  assert_int_equal(tsq_effect_tables(TSQ_OR, &tables, &o, yi, vi), TSQ_OK);
  double a = 1.0 / 3, b = 50 + 1.0 / 3, c = 1 + 2.0 / 3, d = 99 + 2.0 / 3;
  assert_close(yi[0], log(a / b * d / c), 1e-14);
  assert_close(vi[0], 1 / a + 1 / b + 1 / c + 1 / d, 1e-14);
  assert_close(yi[1], log(5.0 / 45 * 91 / 9), 1e-14); /* no zero cell: as it is */
  tsq_rates rates = {.k = 2, .x1i = ai, .t1i = n1i, .x2i = ci, .t2i = n2i};
  assert_int_equal(tsq_effect_rates(TSQ_IRR, &rates, &o, yi, vi), TSQ_ERR_ARGUMENT);
  o.add = 0.5;
  assert_int_equal(tsq_effect_tables(TSQ_OR, &tables, &o, yi, vi), TSQ_ERR_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(treatment_arm_correction),
      cmocka_unit_test(the_example_of_the_manual),
      cmocka_unit_test(outputs_may_be_left_out),
      cmocka_unit_test(typed_and_generic_doors_agree),
      cmocka_unit_test(missing_values_give_missing_pairs),
      cmocka_unit_test(each_study_uses_what_it_has),
      cmocka_unit_test(values_that_are_not_finite_become_missing),
      cmocka_unit_test(negative_variances_become_missing),
      cmocka_unit_test(double_zero_tables_are_dropped_on_request),
      cmocka_unit_test(impossible_values_are_errors),
      cmocka_unit_test(column_names_are_checked),
      cmocka_unit_test(bad_options_are_refused),
      cmocka_unit_test(vtypes_may_differ_by_study),
      cmocka_unit_test(no_studies_is_no_error),
      cmocka_unit_test(total_sample_sizes),
      cmocka_unit_test(every_measure_is_described),
      cmocka_unit_test(announced_inputs_are_enough_and_needed),
      cmocka_unit_test(names_go_both_ways),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
