/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The geometry of forest plots: what a reader sees is where it belongs, and nothing covers anything. */
#include "forest_fixture.h"

#include <tausq/effect.h>

/* Squares: area proportional to weight, centre at the estimate; lines: from bound to bound. */
static void assert_studies_are_right(const tsqp_scene *scene, const tsq_fit *fit, int is_log) {
  static double weights[MOST_STUDIES];
  assert_int_equal(tsq_fit_get(fit, "weights", weights, t.k), TSQ_OK);
  reading axis = read_axis(scene, 0, is_log);
  double per_weight = 0;
  for (size_t i = 0; i < t.k; i++) {
    const tsqp_shape *square = find_shape(scene, TSQP_POLYGON, TSQP_ROLE_SQUARE, i);
    const tsqp_shape *line = find_shape(scene, TSQP_LINE, TSQP_ROLE_INTERVAL, i);
    assert_non_null(square);
    assert_non_null(line);
    tsqp_box s = bounds_of(scene, square), l = bounds_of(scene, line);
    double side = s.right - s.left, half = Z_95 * sqrt(t.vi[i]);
    assert_near(s.bottom - s.top, side, 1e-9 * side);
    if (i == 0) per_weight = side * side / weights[0];
    assert_near(side * side / weights[i], per_weight, 1e-9 * per_weight);
    assert_near(0.5 * (s.left + s.right), at(axis, t.yi[i]), 1e-6);
    assert_near(l.left, at(axis, t.yi[i] - half), 1e-6);
    assert_near(l.right, at(axis, t.yi[i] + half), 1e-6);
    assert_near(l.top, 0.5 * (s.top + s.bottom), 1e-9);
  }
}

/* The label of each study stands on the line of its square. */
static void assert_labels_are_beside_squares(const tsqp_scene *scene) {
  size_t found = 0;
  for (size_t i = 0; i < scene->n_texts; i++) {
    const tsqp_text *text = &scene->texts[i];
    if (text->role != TSQP_ROLE_STUDY_LABEL) continue;
    const tsqp_shape *square = find_shape(scene, TSQP_POLYGON, TSQP_ROLE_SQUARE, text->index);
    assert_non_null(square);
    tsqp_box s = bounds_of(scene, square);
    assert_near(text->y - 0.36 * text->font.size, 0.5 * (s.top + s.bottom), 1e-6);
    size_t shown = strcspn(text->text, "\xE2"); /* up to the ellipsis */
    if (strlen(text->text) > shown) shown = shown > 3 ? shown : 0;
    assert_memory_equal(text->text, t.labels[text->index], shown);
    found++;
  }
  assert_int_equal(found, t.k);
}

static void any_number_of_studies_is_readable(void **state) {
  (void)state;
  static const size_t sizes[] = {2, 5, 39, 200};
  double heights[4];
  for (size_t s = 0; s < 4; s++) {
    make_trials(&t, sizes[s]);
    tsq_data data = data_of(&t);
    tsq_fit *fit = fit_of(&data, NULL);
    tsq_rows *rows = rows_of(fit);
    tsq_forest_column columns[6];
    arm_columns(&t, columns);
    const tsq_plot_options options = {
        .size = sizeof options,
        .title = "Pain at three months, acupuncture versus sham acupuncture",
        .caption = "Constructed records. A caption that is long enough to be broken into more "
                   "than one line, because it goes on and on about what is shown above it, "
                   "and about what is not, as captions do."};
    const tsq_forest forest = {.size = sizeof forest,
                               .rows = rows,
                               .options = &options,
                               .columns = columns,
                               .n_columns = 6,
                               .effect_name = "MD",
                               .x_label = "Mean difference (VAS 0-10)",
                               .favours_left = "Favours acupuncture",
                               .favours_right = "Favours sham",
                               .show_threshold = TSQ_SHOW,
                               .threshold = -0.3,
                               .threshold_label = "MCID \u22120.3",
                               .x_min = -12,
                               .x_max = 12};
    figure f;
    lay_out(&f, &forest);
    assert_readable(&f.scene);
    assert_studies_are_right(&f.scene, fit, 0);
    assert_labels_are_beside_squares(&f.scene);
    assert_int_equal(count_shapes(&f.scene, TSQP_POLYGON, TSQP_ROLE_DIAMOND), 1);
    heights[s] = f.scene.height;
    close_figure(&f);
    tsq_rows_free(rows);
    tsq_fit_free(fit);
  }
  /* the page grows by the same height for each study */
  assert_near((heights[3] - heights[2]) / 161, (heights[2] - heights[1]) / 34, 0.05);
}

static void studies_stand_in_the_order_asked_for(void **state) {
  (void)state;
  static size_t order[MOST_STUDIES];
  make_trials(&t, 39);
  tsq_data data = data_of(&t);
  tsq_fit *fit = fit_of(&data, NULL);
  tsq_rows *rows = rows_of(fit);
  static const int32_t kinds[] = {TSQ_ORDER_GIVEN, TSQ_ORDER_EFFECT, TSQ_ORDER_PRECISION};
  for (size_t o = 0; o < 3; o++) {
    int32_t kind = kinds[o];
    for (int32_t reverse = 0; reverse < 2; reverse++) {
      const tsq_forest forest = {.rows = rows, .order = kind, .reverse = reverse};
      figure f;
      lay_out(&f, &forest);
      read_order(&f.scene, order);
      for (size_t i = 0; i + 1 < t.k; i++) {
        size_t a = order[reverse ? i + 1 : i], b = order[reverse ? i : i + 1];
        if (kind == TSQ_ORDER_GIVEN) assert_true(a < b);
        if (kind == TSQ_ORDER_EFFECT) assert_true(t.yi[a] <= t.yi[b]);
        if (kind == TSQ_ORDER_PRECISION) assert_true(t.vi[a] <= t.vi[b]);
      }
      close_figure(&f);
    }
  }
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/*
 * metafor 3.8.1 with control = list(threshold = 1e-14): rma(yi, vi, test = "knha"): -0.7145323422 [-1.1084437137, -0.3206209706]; prediction interval with
 * t(k - 1) and the conventional standard error: [-1.9953419585, 0.5662772742]; the tips of diamond and bar are read off the
 * logarithmic axis by its tick labels.
 */
static void pooled_effects_are_where_metafor_has_them(void **state) {
  (void)state;
  use_bcg();
  tsq_data data = data_of(&t);
  tsq_fit *fit = fit_of(&data, NULL);
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows, .transform = TSQ_TRANSFORM_EXP, .effect_name = "RR"};
  figure f;
  lay_out(&f, &forest);
  assert_readable(&f.scene);
  assert_studies_are_right(&f.scene, fit, 1);
  reading axis = read_axis(&f.scene, 0, 1);
  assert_interval(&f.scene, TSQP_ROLE_DIAMOND, TSQP_NO_INDEX, axis, -1.1084437137, -0.3206209706);
  assert_interval(&f.scene, TSQP_ROLE_PREDICTION, TSQP_NO_INDEX, axis, -1.9953419585, 0.5662772742);
  tsqp_box reference =
      bounds_of(&f.scene, find_shape(&f.scene, TSQP_LINE, TSQP_ROLE_REFERENCE, TSQP_NO_INDEX));
  assert_near(reference.left, at(axis, -0.7145323422), 1e-5);
  tsqp_box null_line =
      bounds_of(&f.scene, find_shape(&f.scene, TSQP_LINE, TSQP_ROLE_NULL_LINE, TSQP_NO_INDEX));
  assert_near(null_line.left, at(axis, 0), 1e-6);
  const char *const texts[] = {"RR [95% CI]", "0.41",   "[0.13,", "1.26]", "0.49",  "[0.33,",
                               "0.73]",       "[0.14,", "1.76]",  "5.1%",  "10.2%", "100.0%"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    if (find_text(&f.scene, texts[i]) == NULL) fail_msg("'%s' is missing", texts[i]);
  }
  /* confint(): tau2 0.3132 [0.1197, 1.1115], I2 92.22 [81.92, 97.68]; QE 152.233; t -3.952, p 0.00192 */
  assert_non_null(find_text_with(&f.scene, "\u03c4\u00b2\u00a0=\u00a00.313 (95% CI 0.120 to 1.11)"));
  assert_non_null(find_text_with(&f.scene, "I\u00b2\u00a0=\u00a092.2% (81.9% to 97.7%)"));
  assert_non_null(find_text_with(&f.scene, "Q\u00a0=\u00a0152.23"));
  assert_non_null(
      find_text_with(&f.scene, "t\u00a0=\u00a0\u22123.95, df\u00a0=\u00a012, p\u00a0=\u00a00.002"));
  close_figure(&f);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* How trials were allocated. */
static const int32_t alloc_codes[BCG_K] = {0, 0, 0, 0, 1, 1, 0, 0, 0, 2, 2, 2, 2};
static const char *const alloc_names[] = {"random", "alternate", "systematic"};

/* metafor 3.8.1 (threshold = 1e-14): rma(yi, vi, subset = alloc == g, test = "knha"). */
static void subgroups_have_their_own_diamonds(void **state) {
  (void)state;
  use_bcg();
  tsq_data data = data_of(&t);
  tsq_fit *fit = fit_of(&data, NULL), *subgroups = NULL;
  assert_int_equal(
      tsq_subgroup(fit, TSQ_GROUPING(.codes = alloc_codes, .names = alloc_names, .n = 3), &subgroups),
      TSQ_OK);
  tsq_rows *rows = rows_of(subgroups);
  const tsq_forest forest = {.rows = rows, .effect_name = "log RR", .x_min = -5, .x_max = 5};
  figure f;
  lay_out(&f, &forest);
  assert_readable(&f.scene);
  reading axis = read_axis(&f.scene, 0, 0);
  static const double bounds[][2] = {
      {-1.5903454477, -0.3515839609}, {-4.1188807120, 3.0372947883}, {-1.5833130905, 0.7348983075}};
  for (size_t g = 0; g < 3; g++)
    assert_interval(&f.scene, TSQP_ROLE_DIAMOND, row_of_kind(rows, TSQ_ROW_SUBTOTAL, g), axis, bounds[g][0],
                    bounds[g][1]);
  assert_int_equal(count_shapes(&f.scene, TSQP_POLYGON, TSQP_ROLE_DIAMOND), 4);
  static size_t order[MOST_STUDIES];
  read_order(&f.scene, order);
  static const size_t expected[] = {0, 1, 2, 3, 6, 7, 8, 4, 5, 9, 10, 11, 12};
  for (size_t i = 0; i < 13; i++)
    assert_int_equal(row_at(rows, order[i]).index, expected[i]);
  assert_non_null(find_text_with(&f.scene, "Test for subgroup differences"));
  for (size_t g = 0; g < 3; g++)
    assert_non_null(find_text(&f.scene, alloc_names[g]));
  close_figure(&f);
  tsq_rows_free(rows);
  tsq_fit_free(subgroups);
  tsq_fit_free(fit);
}

static void subgroups_of_many_trials_are_readable(void **state) {
  (void)state;
  make_trials(&t, 200);
  tsq_data data = data_of(&t);
  tsq_fit *fit = fit_of(&data, NULL), *subgroups = NULL;
  const char *names[] = {"Manual acupuncture",
                         "Electro-acupuncture, at the frequencies that the guideline of 2009 names",
                         "Auricular"};
  t.codes[7] = -1; /* a trial without a group has no square */
  const tsq_grouping *grouping =
      TSQ_GROUPING(.codes = t.codes, .names = names, .n = 3, .tau2 = TSQ_TAU2_COMMON);
  assert_int_equal(tsq_subgroup(fit, grouping, &subgroups), TSQ_OK);
  tsq_rows *rows = rows_of(subgroups);
  tsq_forest_column columns[6];
  arm_columns(&t, columns);
  for (size_t n_columns = 0; n_columns <= 6; n_columns += 6) {
    const tsq_forest forest = {.rows = rows, .columns = columns, .n_columns = n_columns, .zebra = TSQ_SHOW};
    figure f;
    lay_out(&f, &forest);
    assert_readable(&f.scene);
    assert_int_equal(count_shapes(&f.scene, TSQP_POLYGON, TSQP_ROLE_SQUARE), 199);
    for (size_t i = 0; i < tsq_rows_count(rows); i++) {
      tsq_row row = row_at(rows, i);
      if (row.kind == TSQ_ROW_STUDY)
        assert_int_equal(find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_SQUARE, i) == NULL, row.index == 7);
    }
    close_figure(&f);
  }
  tsq_rows_free(rows);
  tsq_fit_free(subgroups);
  tsq_fit_free(fit);
}

static void intervals_beyond_the_axis_end_in_arrows(void **state) {
  (void)state;
  use_bcg();
  tsq_data data = data_of(&t);
  tsq_fit *fit = fit_of(&data, NULL);
  tsq_rows *rows = rows_of(fit);
  const double lo = -1.5, hi = 0.2;
  const tsq_forest forest = {.rows = rows, .x_min = lo, .x_max = hi};
  figure f;
  lay_out(&f, &forest);
  assert_readable(&f.scene);
  size_t heads = 2; /* of the prediction interval, [-2.0, 0.57] */
  for (size_t i = 0; i < 13; i++) {
    double half = Z_95 * sqrt(t.vi[i]);
    heads += (t.yi[i] - half < lo) + (size_t)(t.yi[i] + half > hi);
    int is_inside = t.yi[i] >= lo && t.yi[i] <= hi;
    assert_int_equal(find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_SQUARE, i) != NULL, is_inside);
  }
  assert_int_equal(count_shapes(&f.scene, TSQP_POLYGON, TSQP_ROLE_CLIPPED), heads);
  reading axis = read_axis(&f.scene, 0, 0);
  for (size_t i = 0; i < f.scene.n_shapes; i++) {
    if (f.scene.shapes[i].role != TSQP_ROLE_INTERVAL) continue;
    tsqp_box box = bounds_of(&f.scene, &f.scene.shapes[i]);
    assert_true(box.left >= at(axis, lo) - 1e-6 && box.right <= at(axis, hi) + 1e-6);
  }
  close_figure(&f);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* One study a hundred times less precise than the others does not squeeze them. */
static void a_very_wide_interval_does_not_set_the_scale(void **state) {
  (void)state;
  use_bcg();
  t.vi[4] = 500;
  tsq_data data = data_of(&t);
  tsq_fit *fit = fit_of(&data, NULL);
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows};
  figure f;
  lay_out(&f, &forest);
  assert_readable(&f.scene);
  reading axis = read_axis(&f.scene, 0, 0);
  assert_true(axis.slope > 20); /* points a unit: the whole of [-44, 44] would leave 2 */
  assert_int_equal(count_shapes(&f.scene, TSQP_POLYGON, TSQP_ROLE_CLIPPED), 2);
  close_figure(&f);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

static void dropped_studies_are_listed_without_numbers(void **state) {
  (void)state;
  use_bcg();
  t.yi[2] = NAN;
  tsq_data data = data_of(&t);
  tsq_fit *fit = fit_of(&data, NULL);
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows, .order = TSQ_ORDER_EFFECT};
  figure f;
  lay_out(&f, &forest);
  assert_readable(&f.scene);
  assert_int_equal(count_shapes(&f.scene, TSQP_POLYGON, TSQP_ROLE_SQUARE), 12);
  assert_non_null(find_text(&f.scene, "not estimable"));
  static size_t order[MOST_STUDIES];
  read_order(&f.scene, order);
  assert_int_equal(order[12], 2);
  close_figure(&f);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* metafor 3.8.1 (threshold = 1e-14): rma(yi, vi, mods = ~ ablat, test = "knha"), predict() at 13, 55. */
static void fitted_values_of_a_metaregression_are_drawn(void **state) {
  (void)state;
  use_bcg();
  tsq_data data = data_of(&t);
  data.x = bcg_ablat;
  data.p = 1;
  tsq_fit *fit = fit_of(&data, NULL);
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows, .x_label = "Log risk ratio"};
  figure f;
  lay_out(&f, &forest);
  assert_readable(&f.scene);
  reading axis = read_axis(&f.scene, 0, 0);
  assert_int_equal(count_shapes(&f.scene, TSQP_POLYGON, TSQP_ROLE_DIAMOND), 13);
  assert_interval(&f.scene, TSQP_ROLE_DIAMOND, 4, axis, -0.5516634034, 0.2979549732);
  assert_interval(&f.scene, TSQP_ROLE_DIAMOND, 1, axis, -1.8536293891, -0.8446239422);
  assert_null(find_text(&f.scene, "Weight"));
  assert_non_null(find_text_with(&f.scene, "Residual heterogeneity"));
  assert_non_null(
      find_text_with(&f.scene, "F\u00a0=\u00a012.59, df\u00a0=\u00a01 and 11, p\u00a0=\u00a00.005"));
  close_figure(&f);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

static void proportions_have_a_linear_axis(void **state) {
  (void)state;
  /* logits of 2/20, 5/20, 9/20 and their variances 1/x + 1/(n - x) */
  t.k = 3;
  const double x[] = {2, 5, 9};
  for (size_t i = 0; i < 3; i++) {
    t.yi[i] = log(x[i] / (20 - x[i]));
    t.vi[i] = 1 / x[i] + 1 / (20 - x[i]);
    t.labels[i] = "p";
  }
  tsq_data data = data_of(&t);
  tsq_fit *fit = fit_of(&data, NULL);
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows, .transform = TSQ_TRANSFORM_ILOGIT};
  figure f;
  lay_out(&f, &forest);
  assert_readable(&f.scene);
  reading axis = read_axis(&f.scene, 0, 0);
  for (size_t i = 0; i < 3; i++) {
    tsqp_box s = bounds_of(&f.scene, find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_SQUARE, i));
    assert_near(0.5 * (s.left + s.right), at(axis, x[i] / 20), 1e-6);
  }
  assert_null(find_shape(&f.scene, TSQP_LINE, TSQP_ROLE_NULL_LINE, TSQP_NO_INDEX));
  assert_non_null(find_text(&f.scene, "0.25"));
  close_figure(&f);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* Vaccine efficacy 100 (1 - RR) decreases in the log risk ratio: bounds change places. */
static void a_decreasing_scale_keeps_bounds_in_order(void **state) {
  (void)state;
  use_bcg();
  tsq_data data = data_of(&t);
  tsq_fit *fit = fit_of(&data, NULL);
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows, .transform = TSQ_TRANSFORM_EFFICACY, .digits = 1};
  figure f;
  lay_out(&f, &forest);
  assert_readable(&f.scene);
  reading axis = read_axis(&f.scene, 0, 0);
  assert_interval(&f.scene, TSQP_ROLE_DIAMOND, TSQP_NO_INDEX, axis, 100 * (1 - exp(-0.3206209706)),
                  100 * (1 - exp(-1.1084437137)));
  assert_non_null(find_text(&f.scene, "[27.4,"));
  assert_non_null(find_text(&f.scene, "67.0]"));
  close_figure(&f);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/*
 * metafor 3.8.1: transf.ipft(yi, ni) for PFT of 3/10, 20/100, 1/50; the pooled estimate with the harmonic mean,
 * transf.ipft.hm.
 */
static void double_arcsines_are_undone_with_sample_sizes(void **state) {
  (void)state;
  const double x[] = {3, 20, 1}, n[] = {10, 100, 50};
  t.k = 3;
  for (size_t i = 0; i < 3; i++) {
    t.yi[i] = 0.5 * (asin(sqrt(x[i] / (n[i] + 1))) + asin(sqrt((x[i] + 1) / (n[i] + 1))));
    t.vi[i] = 1 / (4 * n[i] + 2);
    t.labels[i] = "p";
  }
  tsq_data data = data_of(&t);
  tsq_fit *fit = fit_of(&data, TSQ_OPTIONS(.method = TSQ_CE));
  tsq_rows *rows = NULL;
  assert_int_equal(tsq_fit_rows(fit, TSQ_ROWS_OPTIONS(.ni = n), &rows), TSQ_OK);
  const tsq_forest forest = {.rows = rows, .transform = TSQ_TRANSFORM_IPFT, .digits = 3};
  figure f;
  lay_out(&f, &forest);
  assert_readable(&f.scene);
  const char *const texts[] = {"0.300", "0.200", "0.020"}; /* the transformation is undone exactly */
  for (size_t i = 0; i < 3; i++)
    assert_non_null(find_text(&f.scene, texts[i]));
  close_figure(&f);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* Without columns the notes reach below the axis: they must be clear of what is written there. */
static void nothing_collides_below_the_axis(void **state) {
  (void)state;
  make_trials(&t, 6);
  tsq_data data = data_of(&t);
  tsq_fit *fit = fit_of(&data, NULL);
  tsq_rows *rows = rows_of(fit);
  for (int which = 0; which < 8; which++) {
    const tsq_plot_options options = {.size = sizeof options, .caption = which & 4 ? "A caption" : NULL};
    const tsq_forest forest = {
        .rows = rows,
        .options = &options,
        .x_label = which & 1 ? "Mean difference (VAS 0-10), a long label below the axis" : NULL,
        .favours_left = which & 2 ? "Favours acupuncture" : NULL,
        .favours_right = which & 2 ? "Favours sham" : NULL};
    figure f;
    lay_out(&f, &forest);
    assert_readable(&f.scene);
    close_figure(&f);
  }
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

static void a_page_of_given_size_is_kept(void **state) {
  (void)state;
  make_trials(&t, 20);
  tsq_data data = data_of(&t);
  tsq_fit *fit = fit_of(&data, NULL);
  tsq_rows *rows = rows_of(fit);
  for (double width = 465; width < 900; width += 57) {
    const tsq_plot_options options = {.size = sizeof options, .width = width, .height = 460};
    const tsq_forest forest = {.rows = rows, .options = &options};
    figure f;
    lay_out(&f, &forest);
    assert_readable(&f.scene);
    assert_near(f.scene.width, width, 1e-9);
    assert_near(f.scene.height, 460, 1e-9);
    close_figure(&f);
  }
  static const double too_small[][2] = {{200, 0}, {0, 200}};
  for (size_t i = 0; i < 2; i++) {
    const tsq_plot_options options = {
        .size = sizeof options, .width = too_small[i][0], .height = too_small[i][1]};
    const tsq_forest forest = {.rows = rows, .options = &options};
    figure f;
    open_figure(&f, &options);
    assert_int_equal(tsqp_forest_scene(&forest, &f.page, &f.scene), TSQ_ERR_ARGUMENT);
    assert_non_null(strstr(tsq_last_error(), i == 0 ? "width" : "height"));
    close_figure(&f);
  }
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* Columns: decimal points below each other, words left, whatever their lengths. */
static void columns_are_aligned(void **state) {
  (void)state;
  make_trials(&t, 4);
  tsq_data data = data_of(&t);
  tsq_fit *fit = fit_of(&data, NULL);
  tsq_rows *rows = rows_of(fit);
  const char *const numbers[] = {"1.5", "12.25", "133", "\u22120.125", NULL};
  const char *const ones[] = {"1", "1", "1", "1", NULL};
  const char *const words[] = {"low", "some concerns", NULL, "high", NULL};
  tsq_forest_column columns[] = {{.header = "Dose", .texts = numbers},
                                 {.header = "Risk of bias", .texts = words},
                                 {.header = "A", .group = "Intervention group", .texts = ones},
                                 {.header = "B", .group = "Comparison group", .texts = ones}};
  const tsq_forest forest = {.rows = rows, .columns = columns, .n_columns = 4};
  figure f;
  lay_out(&f, &forest);
  assert_readable(&f.scene);
  double points[4];
  for (size_t i = 0; i < 4; i++) {
    const tsqp_text *text = find_text(&f.scene, numbers[i]);
    assert_non_null(text);
    tsqp_box box = tsqp_text_box(text);
    char integers[16];
    snprintf(integers, sizeof integers, "%.*s", (int)strcspn(numbers[i], "."), numbers[i]);
    points[i] = box.left + tsqp_text_width(integers, text->font);
    assert_near(points[i], points[0], 1e-6);
  }
  /* a group's header that is wider than its columns makes room for itself */
  assert_non_null(find_text(&f.scene, columns[2].group));
  assert_non_null(find_text(&f.scene, columns[3].group));
  double left = tsqp_text_box(find_text(&f.scene, "low")).left;
  /* the widest fraction ends where the column does: one gap of 1.5 times the size of type before the next */
  assert_near(left - tsqp_text_box(find_text(&f.scene, numbers[3])).right, 1.5 * 9, 1e-6);
  assert_near(tsqp_text_box(find_text(&f.scene, "some concerns")).left, left, 1e-9);
  assert_near(tsqp_text_box(find_text(&f.scene, "high")).left, left, 1e-9);
  close_figure(&f);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

static void k_of_one_is_drawn(void **state) {
  (void)state;
  make_trials(&t, 1);
  tsq_data data = data_of(&t);
  tsq_fit *fit = fit_of(&data, NULL);
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows};
  figure f;
  lay_out(&f, &forest);
  assert_readable(&f.scene);
  assert_int_equal(count_shapes(&f.scene, TSQP_POLYGON, TSQP_ROLE_DIAMOND), 1);
  close_figure(&f);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* The figure does not depend on the unit of yi: in thousandths it is the same picture. */
static void the_unit_of_effects_does_not_matter(void **state) {
  (void)state;
  static const double units[] = {1, 1e-100, 1e100};
  tsqp_box first = {0, 0, 0, 0};
  for (size_t u = 0; u < 3; u++) {
    use_bcg();
    for (size_t i = 0; i < 13; i++) {
      t.yi[i] *= units[u];
      t.vi[i] *= units[u] * units[u];
    }
    tsq_data data = data_of(&t);
    tsq_fit *fit = fit_of(&data, NULL);
    tsq_rows *rows = rows_of(fit);
    const tsq_forest forest = {.rows = rows, .x_min = -3 * units[u], .x_max = 2 * units[u]};
    figure f;
    lay_out(&f, &forest);
    assert_readable(&f.scene);
    const tsqp_shape *line = find_shape(&f.scene, TSQP_LINE, TSQP_ROLE_INTERVAL, 0);
    tsqp_box box = bounds_of(&f.scene, line);
    if (u == 0) first = box;
    assert_near(box.right - box.left, first.right - first.left, 1e-6);
    close_figure(&f);
    tsq_rows_free(rows);
    tsq_fit_free(fit);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_number_of_studies_is_readable),
      cmocka_unit_test(studies_stand_in_the_order_asked_for),
      cmocka_unit_test(pooled_effects_are_where_metafor_has_them),
      cmocka_unit_test(subgroups_have_their_own_diamonds),
      cmocka_unit_test(subgroups_of_many_trials_are_readable),
      cmocka_unit_test(intervals_beyond_the_axis_end_in_arrows),
      cmocka_unit_test(a_very_wide_interval_does_not_set_the_scale),
      cmocka_unit_test(dropped_studies_are_listed_without_numbers),
      cmocka_unit_test(fitted_values_of_a_metaregression_are_drawn),
      cmocka_unit_test(proportions_have_a_linear_axis),
      cmocka_unit_test(a_decreasing_scale_keeps_bounds_in_order),
      cmocka_unit_test(double_arcsines_are_undone_with_sample_sizes),
      cmocka_unit_test(nothing_collides_below_the_axis),
      cmocka_unit_test(a_page_of_given_size_is_kept),
      cmocka_unit_test(columns_are_aligned),
      cmocka_unit_test(k_of_one_is_drawn),
      cmocka_unit_test(the_unit_of_effects_does_not_matter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
