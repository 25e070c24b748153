/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The geometry of funnel and bubble plots, read off their own axes. */
#include "test_plot_fixture.h"

#include <tausq/effect.h>
#include <tausq/glmm.h>
#include <tausq/mh.h>

/* metafor's dat.bcg, escalc(measure = "RR"). */
static const double yi[] = {-0.8893113339, -1.5853886572, -1.3480731483, -1.4415511900, -0.2175473222,
                            -0.7861155858, -1.6208982236, 0.0119523335,  -0.4694176487, -1.3713448035,
                            -0.3393588283, 0.4459134006,  -0.0173139482};
static const double vi[] = {0.3255847650, 0.1945811214, 0.4153679654, 0.0200100319, 0.0512101722,
                            0.0069056185, 0.2230172476, 0.0039615793, 0.0564342105, 0.0730247936,
                            0.0124122140, 0.5325058452, 0.0714046597};
static const double ablat[] = {44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33};
static const char *const x_names[] = {"ablat"};
static const char *const labels[] = {
    "Aronson",           "Ferguson & Simes", "Rosenthal 1960",
    "Hart & Sutherland", "Frimodt-Moller",   "Stein & Aronson",
    "Vandiviere",        "TPT Madras",       NULL,
    "Rosenthal 1961",    "Comstock 1974",    "Comstock & Webster, with a name that is much longer",
    "Comstock 1976"};
static const tsq_data pooled = {.k = 13, .yi = yi, .vi = vi};
static const tsq_data regression = {.k = 13, .yi = yi, .vi = vi, .x = ablat, .p = 1, .x_names = x_names};

/* metafor 3.8.1, control = list(threshold = 1e-14): rma(yi, vi) */
#define MU (-0.7145323422)

static void lay_out_funnel(figure *f, const tsq_funnel *funnel) {
  open_figure(f, funnel->options);
  int status = tsqp_funnel_scene(funnel, &f->page, &f->scene);
  if (status != TSQ_OK) fail_msg("%s", tsq_last_error());
  assert_inside_page(&f->scene);
  assert_no_texts_overlap(&f->scene);
}

static void lay_out_bubble(figure *f, const tsq_bubble *bubble) {
  open_figure(f, bubble->options);
  int status = tsqp_bubble_scene(bubble, &f->page, &f->scene);
  if (status != TSQ_OK) fail_msg("%s", tsq_last_error());
  assert_inside_page(&f->scene);
  assert_no_texts_overlap(&f->scene);
}

static void assert_circle(const tsqp_scene *scene, size_t index, double x, double y) {
  const tsqp_shape *circle = find_shape(scene, TSQP_POLYGON, TSQP_ROLE_POINT, index);
  assert_non_null(circle);
  tsqp_box box = bounds_of(scene, circle);
  assert_near(0.5 * (box.left + box.right), x, 1e-6);
  assert_near(0.5 * (box.top + box.bottom), y, 1e-6);
}

static void a_funnel_is_right(void **state) {
  (void)state;
  tsq_fit *fit = fit_of(&pooled, NULL);
  const tsq_funnel funnel = {.fit = fit, .x_label = "Log risk ratio"};
  figure f;
  lay_out_funnel(&f, &funnel);
  reading x = read_axis(&f.scene, 0, 0), y = read_axis(&f.scene, 1, 0);
  assert_true(x.slope > 0 &&
              y.slope > 0); /* the most precise on top: y on the page grows with the standard error */
  for (size_t i = 0; i < 13; i++)
    assert_circle(&f.scene, i, at(x, yi[i]), at(y, sqrt(vi[i])));
  /* the region: tip at (mu, 0), edges at mu +- 1.96 se */
  tsqp_box region = bounds_of(&f.scene, find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_BAND, TSQP_NO_INDEX));
  double deepest = (region.bottom - y.intercept) / y.slope;
  assert_true(deepest > sqrt(0.5325058452));
  assert_near(region.top, at(y, 0), 1e-6);
  assert_near(region.left, at(x, MU - Z_95 * deepest), 1e-4);
  assert_near(region.right, at(x, MU + Z_95 * deepest), 1e-4);
  tsqp_box centre = bounds_of(&f.scene, find_shape(&f.scene, TSQP_LINE, TSQP_ROLE_REFERENCE, TSQP_NO_INDEX));
  assert_near(centre.left, at(x, MU), 1e-4);
  close_figure(&f);
  tsq_fit_free(fit);
}

/* At the bottom of the frame the shades meet at se times the normal quantiles of p = 0.01, 0.05, 0.10. */
static void contours_are_where_p_values_are(void **state) {
  (void)state;
  tsq_fit *fit = fit_of(&pooled, NULL);
  const double added_yi[] = {0.2, 0.9}, added_sei[] = {0.35, 0.6};
  const tsq_funnel funnel = {.fit = fit,
                             .kind = TSQ_FUNNEL_CONTOUR,
                             .transform = TSQ_TRANSFORM_EXP,
                             .added_yi = added_yi,
                             .added_sei = added_sei,
                             .n_added = 2,
                             .x_min = 0.05,
                             .x_max = 20};
  figure f;
  lay_out_funnel(&f, &funnel);
  reading x = read_axis(&f.scene, 0, 1), y = read_axis(&f.scene, 1, 0);
  static const double z[] = {2.575829303548901, 1.959963984540054, 1.644853626951473};
  size_t band = 0;
  for (size_t i = 0; i < f.scene.n_shapes; i++) {
    if (f.scene.shapes[i].role != TSQP_ROLE_BAND || f.scene.shapes[i].kind != TSQP_POLYGON) continue;
    if (band++ == 0) continue; /* the background */
    tsqp_box box = bounds_of(&f.scene, &f.scene.shapes[i]);
    double deepest = (box.bottom - y.intercept) / y.slope;
    assert_near(box.right, at(x, z[band - 2] * deepest), 1e-6);
    assert_near(box.left, at(x, -z[band - 2] * deepest), 1e-6);
  }
  assert_int_equal(band, 4);
  /* the range is on the scale shown: from a ratio of 0.05 to one of 20 */
  tsqp_box background =
      bounds_of(&f.scene, find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_BAND, TSQP_NO_INDEX));
  assert_near(background.left, at(x, log(0.05)), 1e-6);
  assert_near(background.right, at(x, log(20)), 1e-6);
  for (size_t i = 0; i < 2; i++)
    assert_circle(&f.scene, 13 + i, at(x, added_yi[i]), at(y, added_sei[i]));
  assert_non_null(find_text(&f.scene, "p < 0.01"));
  assert_non_null(find_text(&f.scene, "Imputed"));
  close_figure(&f);
  tsq_fit_free(fit);
}

static void a_funnel_of_a_metaregression_shows_residuals(void **state) {
  (void)state;
  tsq_fit *fit = fit_of(&regression, NULL);
  const tsq_funnel funnel = {.fit = fit};
  figure f;
  lay_out_funnel(&f, &funnel);
  reading x = read_axis(&f.scene, 0, 0), y = read_axis(&f.scene, 1, 0);
  /* metafor 3.8.1 (threshold = 1e-14): coef() */
  for (size_t i = 0; i < 13; i++) {
    double residual = yi[i] - (0.2514682100 - 0.0291017250 * ablat[i]);
    const tsqp_shape *circle = find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_POINT, i);
    tsqp_box box = bounds_of(&f.scene, circle);
    assert_near(0.5 * (box.left + box.right), at(x, residual), 1e-4);
    assert_near(0.5 * (box.top + box.bottom), at(y, sqrt(vi[i])), 1e-6);
  }
  assert_non_null(find_text(&f.scene, "Residual"));
  close_figure(&f);
  tsq_fit_free(fit);
}

/* The axis says what residuals are of; they are not back-transformed. */
static void residuals_are_called_so(void **state) {
  (void)state;
  tsq_fit *fit = fit_of(&regression, TSQ_OPTIONS(.measure = TSQ_RR));
  const tsq_funnel funnel = {.fit = fit};
  figure f;
  lay_out_funnel(&f, &funnel);
  assert_non_null(find_text(&f.scene, "Log risk ratio: residual"));
  assert_non_null(find_text(&f.scene, "\u22120.5"));
  close_figure(&f);
  tsq_fit_free(fit);
}

/* metafor's dat.bcg; in the fourth trial nobody fell ill. */
static const double ai[] = {4, 6, 3, 0, 33, 180, 8, 505, 29, 17, 186, 5, 27};
static const double n1i[] = {123, 306, 231, 13598, 5069, 1541, 2545, 88391, 7499, 1716, 50634, 2498, 16913};
static const double ci[] = {11, 29, 11, 0, 47, 372, 10, 499, 45, 65, 141, 3, 29};
static const double n2i[] = {139, 303, 220, 12867, 5808, 1451, 629, 88391, 7277, 1665, 27338, 2341, 17854};

/* A Mantel-Haenszel fit has effects of its studies, but not of one without events; its pooled effect is the centre. */
static void a_funnel_of_counts_has_the_studies_that_say_something(void **state) {
  (void)state;
  const tsq_tables tables = {.size = sizeof tables, .k = 13, .ai = ai, .n1i = n1i, .ci = ci, .n2i = n2i};
  tsq_fit *fit = NULL;
  double numerator = 0, denominator = 0;
  assert_int_equal(tsq_mh_tables(&tables, TSQ_OPTIONS(.measure = TSQ_OR), &fit), TSQ_OK);
  const tsq_funnel funnel = {.fit = fit};
  figure f;
  lay_out_funnel(&f, &funnel);
  reading x = read_axis(&f.scene, 0, 1), y = read_axis(&f.scene, 1, 0);
  assert_non_null(find_text(&f.scene, "Odds ratio"));
  assert_non_null(strstr(f.scene.description, "12 studies"));
  for (size_t i = 0; i < 13; i++) {
    double b = n1i[i] - ai[i], d = n2i[i] - ci[i], n = n1i[i] + n2i[i];
    numerator += ai[i] * d / n;
    denominator += b * ci[i] / n;
    if (i == 3) {
      assert_null(find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_POINT, i));
    } else {
      assert_circle(&f.scene, i, at(x, log(ai[i] * d / (b * ci[i]))),
                    at(y, sqrt(1 / ai[i] + 1 / b + 1 / ci[i] + 1 / d)));
    }
  }
  tsqp_box centre = bounds_of(&f.scene, find_shape(&f.scene, TSQP_LINE, TSQP_ROLE_REFERENCE, TSQP_NO_INDEX));
  assert_near(centre.left, at(x, log(numerator / denominator)), 1e-6);
  close_figure(&f);
  tsq_fit_free(fit);
}

/* The null value is on the scale shown, too: contours about a proportion of 0.3. */
static void contours_stand_about_the_null_value_that_is_shown(void **state) {
  (void)state;
  const double logits[] = {-1.5, -0.4, -1.0}, variances[] = {0.05, 0.1, 0.2};
  const tsq_data data = {.k = 3, .yi = logits, .vi = variances};
  tsq_fit *fit = fit_of(&data, TSQ_OPTIONS(.measure = TSQ_PLO));
  const tsq_funnel funnel = {
      .fit = fit, .kind = TSQ_FUNNEL_CONTOUR, .null_value = 0.3, .show_null = TSQ_SHOW};
  figure f;
  lay_out_funnel(&f, &funnel);
  assert_non_null(find_text(&f.scene, "Proportion"));
  const tsqp_shape *first = find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_POINT, 0);
  const tsqp_shape *second = find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_POINT, 1);
  tsqp_box a = bounds_of(&f.scene, first), b = bounds_of(&f.scene, second); /* the axis is linear in logits */
  double slope = (b.left - a.left) / (logits[1] - logits[0]);
  double middle = 0.5 * (a.left + a.right) + slope * (log(0.3 / 0.7) - logits[0]);
  tsqp_box line = bounds_of(&f.scene, find_shape(&f.scene, TSQP_LINE, TSQP_ROLE_NULL_LINE, TSQP_NO_INDEX));
  assert_near(line.left, middle, 1e-6);
  size_t band = 0;
  for (size_t i = 0; i < f.scene.n_shapes; i++) {
    if (f.scene.shapes[i].role != TSQP_ROLE_BAND || band++ == 0) continue;
    const tsqp_shape *shape = &f.scene.shapes[i];
    double tip = HUGE_VAL, x = 0;
    for (size_t j = shape->first; j < shape->first + shape->n; j++) {
      if (f.scene.y[j] < tip) x = f.scene.x[j];
      tip = fmin(tip, f.scene.y[j]);
    }
    assert_near(x, middle, 1e-6);
  }
  assert_int_equal(band, 4);
  close_figure(&f);
  tsq_fit_free(fit);
}

/* A model of counts over a moderator: its line, and circles that are alike as it has no weights. */
static void a_bubble_plot_of_a_glmm_has_circles_that_are_alike(void **state) {
  (void)state;
  const tsq_glmm_data data = {.size = sizeof data,
                              .k = 13,
                              .ai = ai,
                              .n1i = n1i,
                              .ci = ci,
                              .n2i = n2i,
                              .x = ablat,
                              .p = 1,
                              .x_names = x_names};
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_glmm(&data, NULL, &fit), TSQ_OK);
  const tsq_bubble bubble = {.fit = fit};
  figure f;
  lay_out_bubble(&f, &bubble);
  double width = 0;
  for (size_t i = 0; i < 13; i++) {
    const tsqp_shape *circle = find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_POINT, i);
    assert_int_equal(circle == NULL, i == 3);
    if (circle == NULL) continue;
    tsqp_box box = bounds_of(&f.scene, circle);
    if (i == 0) width = box.right - box.left;
    assert_near(box.right - box.left, width, 1e-9);
  }
  reading x = read_axis(&f.scene, 0, 0), y = read_axis(&f.scene, 1, 1);
  for (size_t i = 0; i < f.scene.n_shapes; i++) {
    const tsqp_shape *curve = &f.scene.shapes[i];
    if (curve->role != TSQP_ROLE_CURVE || curve->style.on > 0) continue;
    assert_near(f.scene.x[curve->first], at(x, 13), 1e-6);
    assert_near(f.scene.y[curve->first], at(y, tsq_coef(fit, 0).estimate + 13 * tsq_coef(fit, 1).estimate),
                1e-6);
  }
  assert_non_null(find_text(&f.scene, "ablat"));
  assert_non_null(find_text(&f.scene, "Odds ratio"));
  assert_non_null(find_text(&f.scene, "Study"));
  close_figure(&f);
  tsq_fit_free(fit);
}

/* A level of a factor is one of two categories, not a place between 0.0 and 1.0. */
static void a_factor_is_drawn_as_categories(void **state) {
  (void)state;
  double random[13];
  static const char *const names[] = {"not at random", "at random"};
  for (size_t i = 0; i < 13; i++)
    random[i] = i % 3 == 0;
  const tsq_data data = {.k = 13, .yi = yi, .vi = vi, .x = random, .p = 1, .x_names = x_names};
  tsq_fit *fit = fit_of(&data, TSQ_OPTIONS(.measure = TSQ_RR));
  for (int named = 0; named < 2; named++) {
    const tsq_bubble bubble = {.fit = fit, .categories = named ? names : NULL, .n_categories = named ? 2 : 0};
    figure f;
    lay_out_bubble(&f, &bubble);
    reading y = read_axis(&f.scene, 1, 1);
    for (size_t c = 0; c < 2; c++) {
      const tsqp_text *name = find_text(&f.scene, named ? names[c] : c == 0 ? "0" : "1");
      assert_non_null(name);
      double mean = tsq_coef(fit, 0).estimate + (double)c * tsq_coef(fit, 1).estimate;
      int found = 0;
      for (size_t i = 0; i < f.scene.n_shapes; i++) { /* a bar at the mean, centred over the name */
        if (f.scene.shapes[i].role != TSQP_ROLE_CURVE) continue;
        tsqp_box bar = bounds_of(&f.scene, &f.scene.shapes[i]);
        found = found ||
                (fabs(0.5 * (bar.left + bar.right) - name->x) < 1e-6 && fabs(bar.top - at(y, mean)) < 1e-6);
      }
      assert_true(found);
    }
    size_t ticks = 0; /* below the axis: the names alone */
    for (size_t i = 0; i < f.scene.n_texts; i++)
      ticks += f.scene.texts[i].role == TSQP_ROLE_TICK_LABEL && f.scene.texts[i].anchor == TSQP_CENTRE;
    assert_int_equal(ticks, 2);
    close_figure(&f);
  }
  tsq_fit_free(fit);
}

/* Names that have no room are an error that says how much they need; with that much they fit. */
static void categories_ask_for_their_room(void **state) {
  (void)state;
  double random[13], needed = 0;
  static const char *const names[] = {"a name of a category that is quite long",
                                      "another name that is as long as that"};
  for (size_t i = 0; i < 13; i++)
    random[i] = i % 3 == 0;
  const tsq_data data = {.k = 13, .yi = yi, .vi = vi, .x = random, .p = 1};
  tsq_fit *fit = fit_of(&data, NULL);
  tsq_plot_options options = {.size = sizeof options, .width = 250};
  const tsq_bubble bubble = {.fit = fit, .options = &options, .categories = names, .n_categories = 2};
  figure f;
  open_figure(&f, &options);
  assert_int_equal(tsqp_bubble_scene(&bubble, &f.page, &f.scene), TSQ_ERR_ARGUMENT);
  assert_int_equal(sscanf(strstr(tsq_last_error(), "about "), "about %lf", &needed), 1);
  close_figure(&f);
  options.width = needed;
  lay_out_bubble(&f, &bubble);
  close_figure(&f);
  tsq_fit_free(fit);
}

/* Vertices of the curve or band whose x is nearest to `x`: the y range there. */
static void range_at(const tsqp_scene *scene, const tsqp_shape *shape, double x, double *top,
                     double *bottom) {
  double nearest = HUGE_VAL;
  for (size_t i = shape->first; i < shape->first + shape->n; i++)
    nearest = fmin(nearest, fabs(scene->x[i] - x));
  *top = HUGE_VAL;
  *bottom = -HUGE_VAL;
  for (size_t i = shape->first; i < shape->first + shape->n; i++) {
    if (fabs(scene->x[i] - x) > nearest + 1e-9) continue;
    *top = fmin(*top, scene->y[i]);
    *bottom = fmax(*bottom, scene->y[i]);
  }
}

/*
 * metafor 3.8.1 (threshold = 1e-14): rma(yi, vi, mods = ~ ablat, test = "knha"); predict() at 13, 34, 55 (34 is the middle of
 * the grid); prediction interval with t(k - p) and conventional standard errors.
 */
static void a_bubble_plot_is_right(void **state) {
  (void)state;
  static const double at_x[] = {13, 34, 55};
  static const double mean[] = {-0.1268542151, -0.7379904404, -1.3491266656};
  static const double ci_lower[] = {-0.5516634034, -1.0096426935, -1.8536293891};
  static const double ci_upper[] = {0.2979549732, -0.4663381873, -0.8446239422};
  static const double pi_lower[] = {-0.8401269454, -1.3911790569, -2.1012984013};
  static const double pi_upper[] = {0.5864185151, -0.0848018239, -0.5969549300};
  static const double weights[] = {2.8228688019,  4.1878241295, 2.3074366588,  11.7748750473, 8.8947941346,
                                   13.6282827498, 3.7900307629, 14.1278771497, 8.5448469721,  7.5957850648,
                                   12.7827972806, 1.8635070422, 7.6790742058};
  tsq_fit *fit = fit_of(&regression, NULL);
  const tsq_bubble bubble = {.fit = fit, .labels = labels};
  figure f;
  lay_out_bubble(&f, &bubble);
  reading x = read_axis(&f.scene, 0, 0), y = read_axis(&f.scene, 1, 0);
  assert_true(y.slope < 0);
  const tsqp_shape *prediction = find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_BAND, TSQP_NO_INDEX),
                   *band = NULL, *curve = NULL;
  for (size_t i = 0; i < f.scene.n_shapes; i++) {
    const tsqp_shape *shape = &f.scene.shapes[i];
    if (shape->role == TSQP_ROLE_BAND) band = shape; /* the last one lies on top */
    if (shape->role == TSQP_ROLE_CURVE && !(shape->style.on > 0)) curve = shape;
  }
  assert_non_null(curve);
  assert_ptr_not_equal(band, prediction);
  for (size_t i = 0; i < 3; i++) {
    double top, bottom;
    range_at(&f.scene, curve, at(x, at_x[i]), &top, &bottom);
    assert_near(top, at(y, mean[i]), 1e-3);
    range_at(&f.scene, band, at(x, at_x[i]), &top, &bottom);
    assert_near(top, at(y, ci_upper[i]), 1e-3);
    assert_near(bottom, at(y, ci_lower[i]), 1e-3);
    range_at(&f.scene, prediction, at(x, at_x[i]), &top, &bottom);
    assert_near(top, at(y, pi_upper[i]), 1e-3);
    assert_near(bottom, at(y, pi_lower[i]), 1e-3);
  }
  double per_weight = 0;
  for (size_t i = 0; i < 13; i++) {
    assert_circle(&f.scene, i, at(x, ablat[i]), at(y, yi[i]));
    tsqp_box box = bounds_of(&f.scene, find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_POINT, i));
    double width = box.right - box.left;
    if (i == 0) per_weight = width * width / weights[0];
    assert_near(width * width / weights[i], per_weight, 1e-5 * per_weight);
  }
  assert_non_null(find_text(&f.scene, "ablat"));
  assert_non_null(find_text(&f.scene, "TPT Madras"));
  close_figure(&f);
  tsq_fit_free(fit);
}

/* A quadratic in latitude: the caller's grid draws the curve, though the model has two columns. */
static void curves_follow_the_grid(void **state) {
  (void)state;
  enum { GRID = 9 };
  double x[26], grid_x[GRID], rows[2 * GRID];
  for (size_t i = 0; i < 13; i++) {
    x[i] = ablat[i];
    x[13 + i] = ablat[i] * ablat[i];
  }
  for (size_t i = 0; i < GRID; i++) {
    grid_x[i] = 10 + 5 * (double)i;
    rows[i] = grid_x[i];
    rows[GRID + i] = grid_x[i] * grid_x[i];
  }
  const tsq_data data = {.k = 13, .yi = yi, .vi = vi, .x = x, .p = 2};
  tsq_fit *fit = fit_of(&data, NULL);
  const tsq_bubble bubble = {
      .fit = fit, .grid_x = grid_x, .grid_rows = rows, .n_grid = GRID, .points_x = ablat};
  figure f;
  lay_out_bubble(&f, &bubble);
  reading px = read_axis(&f.scene, 0, 0), py = read_axis(&f.scene, 1, 0);
  double b[3];
  for (size_t j = 0; j < 3; j++)
    b[j] = tsq_coef(fit, j).estimate;
  const tsqp_shape *curve = NULL;
  for (size_t i = 0; i < f.scene.n_shapes; i++) {
    if (f.scene.shapes[i].role == TSQP_ROLE_CURVE && !(f.scene.shapes[i].style.on > 0))
      curve = &f.scene.shapes[i];
  }
  assert_non_null(curve);
  assert_int_equal(curve->n, GRID);
  for (size_t i = 0; i < GRID; i++) {
    assert_near(f.scene.x[curve->first + i], at(px, grid_x[i]), 1e-6);
    assert_near(f.scene.y[curve->first + i], at(py, b[0] + b[1] * grid_x[i] + b[2] * grid_x[i] * grid_x[i]),
                1e-6);
  }
  close_figure(&f);
  tsq_fit_free(fit);
}

/* The other moderator is held at its mean, or where the caller says. */
static void other_moderators_are_held(void **state) {
  (void)state;
  double x[26], held[2] = {NAN, 100};
  for (size_t i = 0; i < 13; i++) {
    x[i] = ablat[i];
    x[13 + i] = (double)((i * 7) % 5);
  }
  held[0] = 0; /* not used: it is the one on the axis */
  const tsq_data data = {.k = 13, .yi = yi, .vi = vi, .x = x, .p = 2};
  tsq_fit *fit = fit_of(&data, NULL);
  double mean = 0, b[3];
  for (size_t i = 0; i < 13; i++)
    mean += x[13 + i] / 13;
  for (size_t j = 0; j < 3; j++)
    b[j] = tsq_coef(fit, j).estimate;
  for (int by_caller = 0; by_caller < 2; by_caller++) {
    const tsq_bubble bubble = {.fit = fit, .row = by_caller ? held : NULL, .y_min = -100, .y_max = 100};
    figure f;
    lay_out_bubble(&f, &bubble);
    reading py = read_axis(&f.scene, 1, 0);
    double level = b[0] + b[1] * 13 + b[2] * (by_caller ? 100 : mean);
    for (size_t i = 0; i < f.scene.n_shapes; i++) {
      const tsqp_shape *curve = &f.scene.shapes[i];
      if (curve->role != TSQP_ROLE_CURVE || curve->style.on > 0) continue;
      assert_near(f.scene.y[curve->first], at(py, level), 1e-6);
    }
    close_figure(&f);
  }
  tsq_fit_free(fit);
}

/* What is cut off at the frame stays in it. */
static void nothing_is_drawn_beyond_the_frame(void **state) {
  (void)state;
  tsq_fit *fit = fit_of(&regression, NULL);
  const tsq_bubble bubble = {.fit = fit, .x_min = 20, .x_max = 40, .y_min = -1, .y_max = 0};
  figure f;
  lay_out_bubble(&f, &bubble);
  reading x = read_axis(&f.scene, 0, 0), y = read_axis(&f.scene, 1, 0);
  for (size_t i = 0; i < f.scene.n_shapes; i++) {
    const tsqp_shape *shape = &f.scene.shapes[i];
    if (shape->role != TSQP_ROLE_BAND && shape->role != TSQP_ROLE_CURVE) continue;
    tsqp_box box = bounds_of(&f.scene, shape);
    assert_true(box.left >= at(x, 20) - 1e-6 && box.right <= at(x, 40) + 1e-6);
    assert_true(box.top >= at(y, 0) - 1e-6 && box.bottom <= at(y, -1) + 1e-6);
  }
  assert_null(find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_POINT, 1)); /* latitude 55 */
  close_figure(&f);
  tsq_fit_free(fit);
}

static void many_labels_never_overlap(void **state) {
  (void)state;
  static trials t;
  make_trials(&t, 200);
  tsq_data data = data_of(&t);
  data.x = t.hours;
  data.p = 1;
  tsq_fit *fit = fit_of(&data, NULL);
  const tsq_bubble bubble = {.fit = fit, .labels = t.labels};
  figure f;
  lay_out_bubble(&f, &bubble);
  size_t drawn = 0; /* those that found no room are counted */
  for (size_t i = 0; i < f.scene.n_texts; i++)
    drawn += f.scene.texts[i].role == TSQP_ROLE_STUDY_LABEL;
  char remark[60];
  snprintf(remark, sizeof remark, "%zu labels without room left out", 200 - drawn);
  assert_true(drawn < 200);
  assert_non_null(find_text(&f.scene, remark));
  close_figure(&f);
  tsq_fit_free(fit);
}

static void pages_of_many_sizes_are_readable(void **state) {
  (void)state;
  tsq_fit *fit = fit_of(&regression, NULL);
  for (double width = 220; width < 1000; width *= 1.5) {
    const tsq_plot_options options = {
        .size = sizeof options,
        .width = width,
        .height = width + 60,
        .title = "Effect by latitude: a title that needs more than one line on a narrow page",
        .caption = "And a caption that does so, too."};
    const tsq_bubble bubble = {.fit = fit, .options = &options, .transform = TSQ_TRANSFORM_EXP};
    const tsq_funnel funnel = {.fit = fit, .options = &options, .kind = TSQ_FUNNEL_CONTOUR};
    figure f;
    lay_out_bubble(&f, &bubble);
    assert_near(f.scene.width, ceil(width), 1e-9);
    close_figure(&f);
    lay_out_funnel(&f, &funnel);
    close_figure(&f);
  }
  tsq_fit_free(fit);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_funnel_is_right),
      cmocka_unit_test(contours_are_where_p_values_are),
      cmocka_unit_test(a_funnel_of_a_metaregression_shows_residuals),
      cmocka_unit_test(residuals_are_called_so),
      cmocka_unit_test(a_funnel_of_counts_has_the_studies_that_say_something),
      cmocka_unit_test(contours_stand_about_the_null_value_that_is_shown),
      cmocka_unit_test(a_bubble_plot_is_right),
      cmocka_unit_test(a_bubble_plot_of_a_glmm_has_circles_that_are_alike),
      cmocka_unit_test(a_factor_is_drawn_as_categories),
      cmocka_unit_test(categories_ask_for_their_room),
      cmocka_unit_test(curves_follow_the_grid),
      cmocka_unit_test(other_moderators_are_held),
      cmocka_unit_test(nothing_is_drawn_beyond_the_frame),
      cmocka_unit_test(many_labels_never_overlap),
      cmocka_unit_test(pages_of_many_sizes_are_readable),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
