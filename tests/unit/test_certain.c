/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Meta-regression on hostile data against answers of 50 digits (tests/reference/certain/oracle.py): offsets of 1e8 standard deviations,
 * variances whose ratio is 1e12 to 1e100, studies of leverage 1, near-collinear moderators. Files named as arguments instead of the
 * committed ones are counted, and printed; without arguments the committed ones are to be right throughout.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tausq/rma.h>

#define MOST_K 32
#define MOST_P 4
#define COARSE 1e-6
#define FINE 1e-10

enum { QE, DL, HE, HS, SJ, PM, EB, PMM, REML, ML, QP_LOWER, QP_UPPER, ANSWERS };
static const struct {
  const char *name;
  int32_t method;
} answer[ANSWERS] = {{"QE", TSQ_REML},   {"DL", TSQ_DL}, {"HE", TSQ_HE},      {"HS", TSQ_HS},
                     {"SJ", TSQ_SJ},     {"PM", TSQ_PM}, {"EB", TSQ_EB},      {"PMM", TSQ_PMM},
                     {"REML", TSQ_REML}, {"ML", TSQ_ML}, {"QPlower", TSQ_PM}, {"QPupper", TSQ_PM}};

typedef struct problem {
  char name[80];
  size_t k, p;
  double yi[MOST_K], vi[MOST_K], x[MOST_K * MOST_P];
  double want[ANSWERS];
  double scale; /* 1/tr P(0): the least that tau2 can be told from 0 by */
} problem;

static int read_problem(FILE *file, problem *q) {
  if (fscanf(file, " case %79s %zu %zu", q->name, &q->k, &q->p) != 3) return 0;
  assert_true(q->k <= MOST_K && q->p <= MOST_P);
  for (size_t i = 0; i < q->k; i++) {
    assert_int_equal(fscanf(file, "%lf %lf", &q->yi[i], &q->vi[i]), 2);
    for (size_t j = 0; j < q->p; j++) {
      assert_int_equal(fscanf(file, "%lf", &q->x[j * q->k + i]), 1);
    }
  }
  char word[40];
  size_t known = 0;
  while (fscanf(file, "%39s", word) == 1 && strcmp(word, "end") != 0) {
    double value;
    assert_int_equal(fscanf(file, "%lf", &value), 1);
    if (strcmp(word, "scale") == 0) q->scale = value;
    for (int a = 0; a < ANSWERS; a++) {
      if (strcmp(word, answer[a].name) != 0) continue;
      q->want[a] = value;
      known++;
    }
  }
  assert_int_equal(known, ANSWERS);
  return 1;
}

static double answer_of(const problem *q, int a) {
  tsq_data data = {.k = q->k, .yi = q->yi, .vi = q->vi, .x = q->x, .p = q->p};
  tsq_options options = {.size = sizeof options, .method = answer[a].method};
  tsq_fit *fit = NULL;
  double got = NAN;
  if (tsq_rma(&data, &options, &fit) != TSQ_OK) {
    print_error("%s %s: %s\n", q->name, answer[a].name, tsq_last_error());
    return got;
  }
  if (a == QP_LOWER || a == QP_UPPER) {
    tsq_interval interval = {.size = sizeof interval};
    if (tsq_confint(fit, "tau2", TSQ_INTERVAL_OPTIONS(.kind = TSQ_CI_QP), &interval) == TSQ_OK)
      got = a == QP_LOWER ? interval.lower : interval.upper;
  } else {
    got = tsq_fit_value(fit, a == QE ? "QE" : "tau2");
  }
  tsq_fit_free(fit);
  return got;
}

/* Relative; of a tau2 that is 0 relative to the scale. */
static double error_of(const problem *q, int a, double got) {
  double least = a == QE || q->want[a] > 0 ? q->want[a] : q->scale;
  double error = fabs(got - q->want[a]) / least;
  return got == q->want[a] ? 0 : isnan(error) ? HUGE_VAL : error;
}

typedef struct count {
  size_t problems, coarse[ANSWERS], fine[ANSWERS];
  double worst[ANSWERS];
} count;

static void run_file(const char *path, count *c, int print) {
  static problem q;
  FILE *file = fopen(path, "r");
  if (file == NULL) fail_msg("%s cannot be read", path);
  while (read_problem(file, &q)) {
    c->problems++;
    for (int a = 0; a < ANSWERS; a++) {
      double got = answer_of(&q, a);
      double error = error_of(&q, a, got);
      c->coarse[a] += error <= COARSE;
      c->fine[a] += error <= FINE;
      c->worst[a] = fmax(c->worst[a], error);
      if (print && error > FINE)
        print_message("%s %s: %.17g, not %.17g (%.1e)\n", q.name, answer[a].name, got, q.want[a], error);
    }
  }
  fclose(file);
}

static void print_count(const count *c) {
  print_message("%-8s %8s %8s %8s  worst of %zu\n", "", "problems", "to 1e-6", "to 1e-10", c->problems);
  for (int a = 0; a < ANSWERS; a++) {
    print_message("%-8s %8zu %8zu %8zu  %.1e\n", answer[a].name, c->problems, c->coarse[a], c->fine[a],
                  c->worst[a]);
  }
}

static void test_committed(void **state) {
  (void)state;
  static const char *const file[] = {"found.txt", "hardest.txt"};
  count c = {0};
  for (size_t i = 0; i < 2; i++) {
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/tests/reference/certain/%s", TSQ_SOURCE_DIR, file[i]);
    run_file(path, &c, 1);
  }
  assert_true(c.problems >= 60);
  for (int a = 0; a < ANSWERS; a++) {
    assert_int_equal(c.fine[a], c.problems);
  }
}

int main(int argc, char **argv) {
  if (argc > 1) {
    count c = {0};
    for (int i = 1; i < argc; i++) {
      run_file(argv[i], &c, 1);
    }
    print_count(&c);
    return 0;
  }
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_committed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
