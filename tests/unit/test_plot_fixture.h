/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of figures share: trials, and questions about a scene. Constructed records, not data of real trials. */
#ifndef TEST_PLOT_FIXTURE_H
#define TEST_PLOT_FIXTURE_H

#include "plot/figures.h"

#include <tausq/plot.h>
#include <tausq/rma.h>
#include <tausq/subgroup.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MOST_STUDIES 400
#define Z_95 1.959963984540054

typedef struct trials {
  size_t k;
  double yi[MOST_STUDIES], vi[MOST_STUDIES], hours[MOST_STUDIES];
  int32_t codes[MOST_STUDIES];
  char texts[7][MOST_STUDIES][120];
  const char *labels[MOST_STUDIES];
  const char *cells[6][MOST_STUDIES + 8]; /* and of the rows that follow */
} trials;

static inline double next_uniform(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return (double)(*state >> 11) / 9007199254740992.0;
}

static inline const char *label_for(size_t i) {
  static const char *const labels[] = {
      "Brinkhaus",
      "The Very Long-Named International Multicentre Collaborative Trial Group of Everything",
      "\u91dd\u7078\u8a66\u9a13\u30b0\u30eb\u30fc\u30d7\u306e\u5171\u540c\u7814\u7a76",
      "Carlsson & Sj\u00f6lund",
      "\u041a\u043e\u043b\u043b\u0435\u043a\u0442\u0438\u0432",
      "Wei\u00df",
      "\u0391\u03b3\u03ac\u03c0\u03b7"};
  return labels[i % 7];
}

static inline void make_trials(trials *t, size_t k) {
  uint64_t state = 88172645463325252ull;
  t->k = k;
  for (size_t i = 0; i < k; i++) {
    double n = 20 + floor(300 * next_uniform(&state) * next_uniform(&state));
    double numbers[] = {3 + next_uniform(&state),   1.5 + next_uniform(&state), n,
                        3.5 + next_uniform(&state), 1.5 + next_uniform(&state), n + 1};
    t->yi[i] = numbers[0] - numbers[3];
    t->vi[i] = numbers[1] * numbers[1] / n + numbers[4] * numbers[4] / (n + 1);
    t->hours[i] = 100 + 3000 * next_uniform(&state);
    t->codes[i] = (int32_t)(i % 3);
    snprintf(t->texts[6][i], sizeof t->texts[6][i], "%s %zu", label_for(i), 1990 + i % 35);
    t->labels[i] = t->texts[6][i];
    for (size_t j = 0; j < 6; j++) {
      snprintf(t->texts[j][i], sizeof t->texts[j][i], j % 3 == 2 ? "%.0f" : "%.2f", numbers[j]);
      t->cells[j][i] = t->texts[j][i];
    }
  }
}

static inline tsq_data data_of(const trials *t) {
  return (tsq_data){.k = t->k, .yi = t->yi, .vi = t->vi, .labels = t->labels};
}

static inline tsq_fit *fit_of(const tsq_data *data, const tsq_options *options) {
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(data, options, &fit), TSQ_OK);
  return fit;
}

static inline tsq_rows *rows_of(const tsq_fit *fit) {
  tsq_rows *rows = NULL;
  assert_int_equal(tsq_fit_rows(fit, NULL, &rows), TSQ_OK);
  return rows;
}

static inline tsq_row row_at(const tsq_rows *rows, size_t i) {
  tsq_row row = {.size = sizeof row};
  assert_int_equal(tsq_rows_at(rows, i, &row), TSQ_OK);
  return row;
}

/* The n-th row of a kind, from 0. */
static inline size_t row_of_kind(const tsq_rows *rows, int32_t kind, size_t n) {
  for (size_t i = 0; i < tsq_rows_count(rows); i++) {
    if (row_at(rows, i).kind == kind && n-- == 0) return i;
  }
  fail_msg("there is no such row of kind %d", (int)kind);
  return 0;
}

/* A column's cells for the studies, in the first rows; the row behind them is the overall effect. */
static inline void arm_columns(trials *t, tsq_forest_column columns[6]) {
  static const char *const headers[] = {"Mean", "SD", "n"};
  memset(columns, 0, 6 * sizeof *columns);
  for (size_t j = 0; j < 6; j++) {
    columns[j].header = headers[j % 3];
    columns[j].group = j < 3 ? "Acupuncture" : "Sham acupuncture";
    columns[j].texts = t->cells[j];
    for (size_t i = t->k; i < t->k + 8; i++)
      t->cells[j][i] = i == t->k && j % 3 == 2 ? "123456" : NULL;
  }
}

/* --- a scene and its arena ------------------------------------------------------------------------------------------ */

typedef struct figure {
  tsqp_arena arena;
  tsqp_scene scene;
  tsqp_page_options page;
} figure;

static inline void open_figure(figure *f, const tsq_plot_options *options) {
  memset(f, 0, sizeof *f);
  assert_int_equal(tsqp_read_page_options(options, "test.svg", &f->page), TSQ_OK);
  tsqp_scene_open(&f->scene, &f->arena);
}

static inline void close_figure(figure *f) {
  tsqp_scene_close(&f->scene);
  tsqp_arena_free(&f->arena);
}

/* --- questions ------------------------------------------------------------------------------------------------------ */

static inline int touch(const tsqp_box *a, const tsqp_box *b) {
  return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static inline void assert_inside_page(const tsqp_scene *scene) {
  for (size_t i = 0; i < scene->n_points; i++) {
    if (!(scene->x[i] >= 0 && scene->x[i] <= scene->width && scene->y[i] >= 0 &&
          scene->y[i] <= scene->height)) {
      fail_msg("point (%g, %g) is outside the page of %g x %g", scene->x[i], scene->y[i], scene->width,
               scene->height);
    }
  }
  for (size_t i = 0; i < scene->n_texts; i++) {
    tsqp_box box = tsqp_text_box(&scene->texts[i]);
    if (!(box.left >= 0 && box.right <= scene->width && box.top >= 0 && box.bottom <= scene->height)) {
      fail_msg("'%s' is outside the page", scene->texts[i].text);
    }
  }
}

static inline void assert_no_texts_overlap(const tsqp_scene *scene) {
  for (size_t i = 0; i < scene->n_texts; i++) {
    tsqp_box box = tsqp_text_box(&scene->texts[i]);
    for (size_t j = i + 1; j < scene->n_texts; j++) {
      tsqp_box other = tsqp_text_box(&scene->texts[j]);
      if (touch(&box, &other)) fail_msg("'%s' overlaps '%s'", scene->texts[i].text, scene->texts[j].text);
    }
  }
}

static inline size_t count_shapes(const tsqp_scene *scene, int kind, int role) {
  size_t n = 0;
  for (size_t i = 0; i < scene->n_shapes; i++)
    n += scene->shapes[i].kind == kind && scene->shapes[i].role == role;
  return n;
}

static inline tsqp_box bounds_of(const tsqp_scene *scene, const tsqp_shape *shape) {
  tsqp_box box = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
  for (size_t i = shape->first; i < shape->first + shape->n; i++) {
    box.left = fmin(box.left, scene->x[i]);
    box.right = fmax(box.right, scene->x[i]);
    box.top = fmin(box.top, scene->y[i]);
    box.bottom = fmax(box.bottom, scene->y[i]);
  }
  return box;
}

/* The first shape of a role and index (TSQP_NO_INDEX: any). */
static inline const tsqp_shape *find_shape(const tsqp_scene *scene, int kind, int role, size_t index) {
  for (size_t i = 0; i < scene->n_shapes; i++) {
    const tsqp_shape *shape = &scene->shapes[i];
    if (shape->kind == kind && shape->role == role && (index == TSQP_NO_INDEX || shape->index == index))
      return shape;
  }
  return NULL;
}

static inline const tsqp_text *find_text(const tsqp_scene *scene, const char *text) {
  for (size_t i = 0; i < scene->n_texts; i++) {
    if (strcmp(scene->texts[i].text, text) == 0) return &scene->texts[i];
  }
  return NULL;
}

static inline const tsqp_text *find_text_with(const tsqp_scene *scene, const char *part) {
  for (size_t i = 0; i < scene->n_texts; i++) {
    if (strstr(scene->texts[i].text, part) != NULL) return &scene->texts[i];
  }
  return NULL;
}

/* A line through tick labels, as a reader reads the axis: page = intercept + slope * number. */
typedef struct reading {
  double intercept, slope;
  size_t n;
} reading;

static inline double number_of(const char *label) {
  return strncmp(label, "\u2212", 3) == 0 ? -atof(label + 3) : atof(label);
}

/* is_y: the labels left of the axis (right-anchored) instead of those below it; is_log: their logarithms. */
static inline reading read_axis(const tsqp_scene *scene, int is_y, int is_log) {
  double first[2] = {0, 0}, last[2] = {0, 0};
  reading r = {0, 0, 0};
  for (size_t i = 0; i < scene->n_texts; i++) {
    const tsqp_text *text = &scene->texts[i];
    if (text->role != TSQP_ROLE_TICK_LABEL || (text->anchor == TSQP_RIGHT) != is_y) continue;
    double number = number_of(text->text), place = is_y ? text->y - 0.36 * text->font.size : text->x;
    if (is_log) number = log(number);
    double *point = r.n++ == 0 ? first : last;
    point[0] = number;
    point[1] = place;
  }
  assert_true(r.n >= 2);
  r.slope = (last[1] - first[1]) / (last[0] - first[0]);
  r.intercept = first[1] - r.slope * first[0];
  return r;
}

static inline double at(reading r, double number) {
  return r.intercept + r.slope * number;
}

static inline void assert_near(double got, double want, double tolerance) {
  if (!(fabs(got - want) <= tolerance)) fail_msg("got %.10g, want %.10g", got, want);
}

#endif
