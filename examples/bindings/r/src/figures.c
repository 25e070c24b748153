/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures. */
#include "tausq_r.h"

static const char *text_option(SEXP options, const char *name) {
  return tr_text(tr_element(options, name));
}

static double number_option(SEXP options, const char *name) {
  return tr_number(tr_element(options, name), 0);
}

static tsq_plot_options page_of(SEXP options) {
  tsq_plot_options page = {.size = sizeof page,
                           .title = text_option(options, "title"),
                           .caption = text_option(options, "caption")};
  page.format = tr_code(tr_element(options, "format"), tsq_plot_format_from_name);
  page.width = number_option(options, "width");
  page.height = number_option(options, "height");
  page.font_size = number_option(options, "font_size");
  page.font = text_option(options, "font");
  page.dpi = (int32_t)number_option(options, "dpi");
  return page;
}

static int32_t shown(SEXP options, const char *name) {
  return tr_code(tr_element(options, name), tsq_show_from_name);
}

static const char *path_of(SEXP path) {
  return R_ExpandFileName(Rf_translateChar(STRING_ELT(path, 0)));
}

/* columns: list of texts by their headers. */
static const tsq_forest_column *columns_of(SEXP columns, int32_t align) {
  R_xlen_t n = Rf_xlength(columns);
  const char **headers = tr_texts(n > 0 ? Rf_getAttrib(columns, R_NamesSymbol) : R_NilValue);
  tsq_forest_column *made = (tsq_forest_column *)R_alloc((size_t)n + 1, sizeof *made);
  for (R_xlen_t j = 0; j < n; j++)
    made[j] =
        (tsq_forest_column){.header = headers[j], .texts = tr_texts(VECTOR_ELT(columns, j)), .align = align};
  return made;
}

SEXP tr_forest(SEXP rows, SEXP path, SEXP options) {
  tsq_plot_options page = page_of(options);
  SEXP columns = tr_element(options, "columns");
  SEXP numbers = tr_element(options, "numbers");
  SEXP threshold = tr_element(options, "threshold");
  tsq_forest f = {.size = sizeof f, .rows = tr_handle(rows), .options = &page};
  f.transform = tr_code(tr_element(options, "transf"), tsq_transform_from_name);
  f.x_label = text_option(options, "xlab");
  f.columns = columns_of(columns, tr_code(tr_element(options, "align"), tsq_align_from_name));
  f.n_columns = (size_t)Rf_xlength(columns);
  if (f.n_columns == 0) f.columns = NULL;
  f.numbers = tr_texts(numbers);
  f.n_numbers = (size_t)Rf_xlength(numbers);
  f.favours_left = text_option(options, "favours_left");
  f.favours_right = text_option(options, "favours_right");
  f.x_min = number_option(options, "x_min");
  f.x_max = number_option(options, "x_max");
  f.null_value = number_option(options, "null_value");
  f.order = tr_code(tr_element(options, "order"), tsq_forest_order_from_name);
  f.reverse = number_option(options, "reverse") != 0;
  f.digits = (int32_t)number_option(options, "digits");
  f.show_weights = shown(options, "show_weights");
  f.show_prediction = shown(options, "show_prediction");
  f.show_heterogeneity = shown(options, "show_heterogeneity");
  f.show_test = shown(options, "show_test");
  f.show_notes = shown(options, "show_notes");
  if (!Rf_isNull(threshold)) {
    f.threshold = Rf_asReal(threshold);
    f.show_threshold = TSQ_SHOW;
  }
  tr_check(tsq_plot_forest(&f, path_of(path)));
  return R_NilValue;
}

SEXP tr_funnel(SEXP fit, SEXP path, SEXP options) {
  tsq_plot_options page = page_of(options);
  tsq_funnel f = {.size = sizeof f, .fit = tr_handle(fit), .options = &page};
  f.transform = tr_code(tr_element(options, "transf"), tsq_transform_from_name);
  f.kind = tr_code(tr_element(options, "kind"), tsq_funnel_kind_from_name);
  f.x_label = text_option(options, "xlab");
  f.y_label = text_option(options, "ylab");
  f.ni = tr_doubles(tr_element(options, "ni"));
  f.x_min = number_option(options, "x_min");
  f.x_max = number_option(options, "x_max");
  f.null_value = number_option(options, "null_value");
  f.level = number_option(options, "level");
  tr_check(tsq_plot_funnel(&f, path_of(path)));
  return R_NilValue;
}

SEXP tr_bubble(SEXP fit, SEXP path, SEXP options) {
  tsq_plot_options page = page_of(options);
  tsq_bubble b = {.size = sizeof b, .fit = tr_handle(fit), .options = &page};
  b.transform = tr_code(tr_element(options, "transf"), tsq_transform_from_name);
  b.x_label = text_option(options, "xlab");
  b.y_label = text_option(options, "ylab");
  b.ni = tr_doubles(tr_element(options, "ni"));
  b.labels = (const char *const *)tr_texts(tr_element(options, "labels"));
  b.moderator = (size_t)number_option(options, "moderator");
  tr_check(tsq_plot_bubble(&b, path_of(path)));
  return R_NilValue;
}
