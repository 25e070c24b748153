/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures, drawn by a program that takes gnuplot's place: neither block nor file nor child is left. */
#define _XOPEN_SOURCE 700
#include "every_allocation.h"
#include "fixture.h"

#include "../../bcg.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[80], program[100], picture[100];

static void set_up(void) {
  snprintf(folder, sizeof folder, "%s", P_tmpdir "/tausq-allocation-XXXXXX");
  assert_non_null(mkdtemp(folder));
  snprintf(program, sizeof program, "%s/fake", folder);
  snprintf(picture, sizeof picture, "%s/a.svg", folder);
  FILE *file = fopen(program, "w");
  assert_non_null(file);
  fputs("#!/bin/sh\ncat >/dev/null; printf '<?xml version=\"1.0\"?>\\n<svg></svg>\\n'\n", file);
  fclose(file);
  assert_int_equal(chmod(program, 0755), 0);
}

static int tear_down(int status) {
  assert_int_equal(remove(picture) == 0, status == TSQ_OK);
  assert_int_equal(remove(program), 0);
  assert_int_equal(rmdir(folder), 0); /* nothing else is there */
  assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
  assert_int_equal(errno, ECHILD);
  return status;
}

#define OPTIONS                                                                                              \
  (&(tsq_plot_options){                                                                                      \
      .size = sizeof(tsq_plot_options), .gnuplot = program, .title = "Title", .caption = "Caption"})

static const char *const texts[BCG_K + 1] = {"1", "2", "3",  "4",  "5",  "6",  "7",
                                             "8", "9", "10", "11", "12", "13", NULL};

static int forest(every_try *t) {
  tsq_data data = fixture_pooled_data();
  tsq_fit *fit = fixture_fit(&data, NULL);
  tsq_rows *rows = NULL;
  assert_int_equal(tsq_fit_rows(fit, NULL, &rows), TSQ_OK);
  set_up();
  const tsq_forest_column column = {.header = "Dose", .group = "Arm", .texts = texts};
  const tsq_forest figure = {.rows = rows,
                             .options = OPTIONS,
                             .columns = &column,
                             .n_columns = 1,
                             .order = TSQ_ORDER_EFFECT,
                             .x_label = "axis",
                             .favours_left = "left",
                             .favours_right = "right",
                             .show_threshold = TSQ_SHOW,
                             .threshold = 0.1,
                             .threshold_label = "MCID"};
  int status = EVERY(t, tsq_plot_forest(&figure, picture));
  tsq_rows_free(rows);
  tsq_fit_free(fit);
  return tear_down(status);
}

static int forest_of_subgroups(every_try *t) {
  static const char *const names[3] = {"alternate", "random", "systematic"};
  tsq_data data = fixture_pooled_data();
  tsq_fit *fit = fixture_fit(&data, NULL), *subgroups = NULL;
  tsq_rows *rows = NULL;
  assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.codes = bcg_alloc, .names = names, .n = 3), &subgroups),
                   TSQ_OK);
  assert_int_equal(tsq_fit_rows(subgroups, NULL, &rows), TSQ_OK);
  set_up();
  int status = EVERY(t, tsq_plot_forest(&(tsq_forest){.rows = rows, .options = OPTIONS}, picture));
  tsq_rows_free(rows);
  tsq_fit_free(subgroups);
  tsq_fit_free(fit);
  return tear_down(status);
}

static int forest_of_regression(every_try *t) {
  tsq_data data = fixture_data();
  tsq_fit *fit = fixture_fit(&data, NULL);
  tsq_rows *rows = NULL;
  assert_int_equal(tsq_fit_rows(fit, NULL, &rows), TSQ_OK);
  set_up();
  int status = EVERY(t, tsq_plot_forest(&(tsq_forest){.rows = rows, .options = OPTIONS}, picture));
  tsq_rows_free(rows);
  tsq_fit_free(fit);
  return tear_down(status);
}

/* A figure of the pooled model or of the regression. */
#define FIGURE(name, pooled, call)                                                                           \
  static int name(every_try *t) {                                                                            \
    tsq_data data = pooled ? fixture_pooled_data() : fixture_data();                                         \
    tsq_fit *fit = fixture_fit(&data, NULL);                                                                 \
    set_up();                                                                                                \
    int status = EVERY(t, call);                                                                             \
    tsq_fit_free(fit);                                                                                       \
    return tear_down(status);                                                                                \
  }
FIGURE(funnel, 1,
       tsq_plot_funnel(&(tsq_funnel){.fit = fit, .options = OPTIONS, .kind = TSQ_FUNNEL_CONTOUR}, picture))
FIGURE(bubble, 0, tsq_plot_bubble(&(tsq_bubble){.fit = fit, .options = OPTIONS, .labels = texts}, picture))

FIGURE(funnel_of_residuals, 0,
       tsq_plot_funnel(&(tsq_funnel){.fit = fit, .options = OPTIONS, .show_null = TSQ_SHOW}, picture))

static const double places[BCG_K] = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0};
static const char *const categories[] = {"without", "with"};
FIGURE(bubble_of_categories, 0,
       tsq_plot_bubble(&(tsq_bubble){.fit = fit,
                                     .options = OPTIONS,
                                     .points_x = places,
                                     .categories = categories,
                                     .n_categories = 2},
                       picture))

/* Leave-one-out of ratios, with numbers. */
static int forest_of_ratios(every_try *t) {
  static const char *const numbers[] = {"tau2", "p_value"};
  tsq_data data = fixture_pooled_data();
  tsq_fit *fit = fixture_fit(&data, TSQ_OPTIONS(.measure = TSQ_RR));
  tsq_rows *rows = NULL;
  assert_int_equal(tsq_leave_one_out(fit, NULL, &rows), TSQ_OK);
  set_up();
  const tsq_forest figure = {
      .rows = rows, .options = OPTIONS, .numbers = numbers, .n_numbers = 2, .reverse = 1};
  int status = EVERY(t, tsq_plot_forest(&figure, picture));
  tsq_rows_free(rows);
  tsq_fit_free(fit);
  return tear_down(status);
}

const every_case every_plot[] = {
    {"tsq_plot_forest", "with columns", forest, 0},
    {"tsq_plot_forest", "of subgroups", forest_of_subgroups, 0},
    {"tsq_plot_forest", "of a regression", forest_of_regression, 0},
    {"tsq_plot_forest", "of ratios, leave-one-out", forest_of_ratios, 0},
    {"tsq_plot_funnel", "contours", funnel, 0},
    {"tsq_plot_funnel", "residuals", funnel_of_residuals, 0},
    {"tsq_plot_bubble", "labels", bubble, 0},
    {"tsq_plot_bubble", "categories", bubble_of_categories, 0},
    {NULL, NULL, NULL, 0},
};
