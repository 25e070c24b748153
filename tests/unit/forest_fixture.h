/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of forest plots share: a figure laid out, its rows in order, the BCG trials. */
#ifndef TESTS_FOREST_FIXTURE_H
#define TESTS_FOREST_FIXTURE_H

#include "../bcg.h"
#include "test_plot_fixture.h"

static trials t; /* large: not on the stack */

static inline void lay_out(figure *f, const tsq_forest *forest) {
  open_figure(f, forest->options);
  int status = tsqp_forest_scene(forest, &f->page, &f->scene);
  if (status != TSQ_OK) fail_msg("%s", tsq_last_error());
}

static inline void assert_readable(const tsqp_scene *scene) {
  assert_inside_page(scene);
  assert_no_texts_overlap(scene);
}

/* Rows from top to bottom. */
static inline void read_order(const tsqp_scene *scene, size_t *order) {
  size_t n = 0;
  double last = -1;
  for (;;) {
    const tsqp_text *next = NULL;
    for (size_t i = 0; i < scene->n_texts; i++) {
      const tsqp_text *text = &scene->texts[i];
      if (text->role == TSQP_ROLE_STUDY_LABEL && text->y > last && (next == NULL || text->y < next->y))
        next = text;
    }
    if (next == NULL) break;
    order[n++] = next->index;
    last = next->y;
  }
  assert_int_equal(n, t.k);
}

static inline void use_bcg(void) {
  t.k = 13;
  memcpy(t.yi, bcg_yi, sizeof bcg_yi);
  memcpy(t.vi, bcg_vi, sizeof bcg_vi);
  for (size_t i = 0; i < 13; i++)
    t.labels[i] = "BCG";
}

static inline void assert_interval(const tsqp_scene *scene, int role, size_t index, reading axis,
                                   double lower, double upper) {
  const tsqp_shape *shape = find_shape(scene, TSQP_POLYGON, role, index);
  assert_non_null(shape);
  tsqp_box box = bounds_of(scene, shape);
  assert_near(box.left, at(axis, lower), 1e-5);
  assert_near(box.right, at(axis, upper), 1e-5);
}

#endif
