/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/picture.h"
#include "plot/script.h"

#include "base/names.h"
#include "base/options.h"
#include "base/status.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_FONT "DejaVu Sans"
#define DEFAULT_FONT_SIZE 9
#define DEFAULT_DPI 200
#define DEFAULT_TIME_LIMIT 60

TSQP_NO_PADDING(tsq_plot_options, gnuplot,
                sizeof(size_t) + 2 * sizeof(int32_t) + 4 * sizeof(double) + 4 * sizeof(char *));

static const tsqp_name formats[] = {{TSQ_PLOT_SVG, "svg"}, {TSQ_PLOT_PNG, "png"}, {TSQ_PLOT_PDF, "pdf"}};
static const tsqp_name shows[] = {
    {TSQ_SHOW, "show"}, {TSQ_HIDE, "hide"}, {TSQ_SHOW, "yes"}, {TSQ_HIDE, "no"}};
static const tsqp_name orders[] = {{TSQ_ORDER_GIVEN, "given"},
                                   {TSQ_ORDER_EFFECT, "effect"},
                                   {TSQ_ORDER_PRECISION, "precision"},
                                   {TSQ_ORDER_GIVEN, "obs"},
                                   {TSQ_ORDER_PRECISION, "prec"}};
static const tsqp_name aligns[] = {{TSQ_ALIGN_LEFT, "left"},
                                   {TSQ_ALIGN_RIGHT, "right"},
                                   {TSQ_ALIGN_CENTRE, "centre"},
                                   {TSQ_ALIGN_DECIMAL, "decimal"},
                                   {TSQ_ALIGN_CENTRE, "center"}};
static const tsqp_name kinds[] = {{TSQ_FUNNEL_PLAIN, "plain"}, {TSQ_FUNNEL_CONTOUR, "contour"}};

static int read_name(const tsqp_name *table, size_t n, const char *what, const char *name, int32_t *value) {
  tsqp_clear_error();
  TSQP_NOT_NULL(value);
  return tsqp_value_of(table, n, what, name, value);
}

const char *tsq_plot_format_name(int32_t format) {
  return tsqp_name_of(formats, TSQP_COUNT(formats), format);
}
const char *tsq_show_name(int32_t show) {
  return tsqp_name_of(shows, TSQP_COUNT(shows), show);
}
const char *tsq_forest_order_name(int32_t order) {
  return tsqp_name_of(orders, TSQP_COUNT(orders), order);
}
const char *tsq_align_name(int32_t align) {
  return tsqp_name_of(aligns, TSQP_COUNT(aligns), align);
}
const char *tsq_funnel_kind_name(int32_t kind) {
  return tsqp_name_of(kinds, TSQP_COUNT(kinds), kind);
}

int tsq_plot_format_from_name(const char *name, int32_t *format) {
  return read_name(formats, TSQP_COUNT(formats), "plot format", name, format);
}
int tsq_show_from_name(const char *name, int32_t *show) {
  return read_name(shows, TSQP_COUNT(shows), "choice", name, show);
}
int tsq_forest_order_from_name(const char *name, int32_t *order) {
  return read_name(orders, TSQP_COUNT(orders), "order", name, order);
}
int tsq_align_from_name(const char *name, int32_t *align) {
  return read_name(aligns, TSQP_COUNT(aligns), "alignment", name, align);
}
int tsq_funnel_kind_from_name(const char *name, int32_t *kind) {
  return read_name(kinds, TSQP_COUNT(kinds), "kind of funnel plot", name, kind);
}

static int format_of_path(const char *path, int32_t *format) {
  const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
  if (dot != NULL && (slash == NULL || dot > slash) &&
      tsqp_value_of(formats, TSQP_COUNT(formats), "plot format", dot + 1, format) == TSQ_OK) {
    return TSQ_OK;
  }
  return tsqp_fail(TSQ_ERR_ARGUMENT,
                   "path '%.200s' does not end in .svg, .png or .pdf: name it so, or set options->format",
                   path);
}

static int check_range(const char *name, double value, double lowest, double highest) {
  if (value >= lowest && value <= highest) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_ARGUMENT, "options->%s = %g: allowed are %g to %g, and 0 for the default", name,
                   value, lowest, highest);
}

/* Sizes that are 0 are the default, and stay 0 where the layout chooses them. */
static int check_sizes(tsq_plot_options *is) {
  if (is->dpi == 0) is->dpi = DEFAULT_DPI;
  if (!(is->font_size != 0)) is->font_size = DEFAULT_FONT_SIZE;
  if (!(is->time_limit != 0)) is->time_limit = DEFAULT_TIME_LIMIT;
  TSQP_TRY(check_range("dpi", is->dpi, 36, 1200));
  TSQP_TRY(check_range("font_size", is->font_size, 4, 48));
  TSQP_TRY(check_range("time_limit", is->time_limit, 0.001, 1e6));
  if (is->width != 0)
    TSQP_TRY(check_range("width", is->width, 72, 14400)); /* PDF readers stop at 14400 points */
  if (is->height != 0) TSQP_TRY(check_range("height", is->height, 36, 14400));
  return TSQ_OK;
}

static const char *or_default(const char *text, const char *fallback) {
  return text == NULL || text[0] == '\0' ? fallback : text;
}

int tsqp_read_page_options(const tsq_plot_options *options, const char *path, tsqp_page_options *page) {
  tsq_plot_options *is = &page->is;
  TSQP_TRY(tsqp_read_options(options, is, sizeof *is, "tsq_plot_options"));
  if (path[0] == '\0') return tsqp_fail(TSQ_ERR_ARGUMENT, "path is empty");
  if (is->format == 0) {
    TSQP_TRY(format_of_path(path, &is->format));
  } else if (tsq_plot_format_name(is->format) == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options->format = %d is not an enum tsq_plot_format",
                     (int)is->format);
  }
  TSQP_TRY(check_sizes(is));
  is->font = or_default(is->font, DEFAULT_FONT);
  TSQP_TRY(tsqp_check_font(is->font));
  page->program = or_default(is->gnuplot, or_default(getenv("TAUSQ_GNUPLOT"), "gnuplot"));
  page->font_size = is->font_size;
  return TSQ_OK;
}
