/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/plot.h
 * @brief The field's figures, drawn by gnuplot: forest plot, funnel plot, bubble plot of a meta-regression.
 *
 * Each figure is described by one plain struct, whose zero fields mean the default, and written to one file. The
 * picture is made beside the target under another name, checked, and renamed: `path` holds a complete picture or what it
 * held before. gnuplot runs as a child process and reads its commands from a pipe; texts (labels, titles, file names)
 * reach it as data and never as commands.
 */
#ifndef TAUSQ_PLOT_H
#define TAUSQ_PLOT_H

#include <tausq/base.h>
#include <tausq/fit.h>
#include <tausq/rows.h>
#include <tausq/transform.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief File formats of a picture. 0 in an option means: by the file name's extension. */
enum tsq_plot_format {
  TSQ_PLOT_SVG = 41010, /**< vector graphics for the web */
  TSQ_PLOT_PNG = 41020, /**< pixels */
  TSQ_PLOT_PDF = 41030  /**< vector graphics for print */
};

/** @brief Whether a part of a figure is drawn. 0 in an option means the default named there. */
enum tsq_show {
  TSQ_SHOW = 42010, /**< draw it */
  TSQ_HIDE = 42020  /**< leave it out */
};

/** @brief Order of the studies in a forest plot (within their subgroups). 0 means TSQ_ORDER_GIVEN. */
enum tsq_forest_order {
  TSQ_ORDER_GIVEN = 43010,    /**< as in the data */
  TSQ_ORDER_EFFECT = 43020,   /**< smallest effect first */
  TSQ_ORDER_PRECISION = 43030 /**< most precise study first */
};

/** @brief Alignment of a forest plot's column. 0 means: numbers by their decimal point, texts left. */
enum tsq_align {
  TSQ_ALIGN_LEFT = 44010,
  TSQ_ALIGN_RIGHT = 44020,
  TSQ_ALIGN_CENTRE = 44030,
  TSQ_ALIGN_DECIMAL = 44040 /**< decimal points below each other */
};

/** @brief Kinds of funnel plot. 0 means TSQ_FUNNEL_PLAIN. */
enum tsq_funnel_kind {
  TSQ_FUNNEL_PLAIN = 45010,  /**< the pseudo confidence region around the pooled effect */
  TSQ_FUNNEL_CONTOUR = 45020 /**< also shaded by the p value of each point against the null value (Peters et al. 2008) */
};

/** @brief What all figures share. Zero (and NULL for the whole struct) means the default. */
typedef struct tsq_plot_options {
  size_t size;         /**< sizeof(tsq_plot_options) */
  int32_t format;      /**< enum tsq_plot_format; 0 = by the extension of the path (.svg, .png, .pdf) */
  int32_t dpi;         /**< PNG: pixels per inch, 36 .. 1200; 0 = 200 */
  double width;        /**< of the page in points (1/72 inch); 0 = fitted to the content */
  double height;       /**< of the page in points; 0 = fitted to the content */
  double font_size;    /**< points, 4 .. 48; 0 = 9 */
  double time_limit;   /**< seconds after which a gnuplot that hangs is ended; 0 = 60 */
  const char *title;   /**< above the figure; NULL or "" = none */
  const char *caption; /**< below the figure, wrapped to its width; NULL or "" = none */
  const char *font;    /**< font family; NULL or "" = "DejaVu Sans" (whose widths the layout knows) */
  const char *gnuplot; /**< the program; NULL or "" = the environment's TAUSQ_GNUPLOT, else gnuplot on the PATH */
} tsq_plot_options;

/*
 * What the figures share. Effects are drawn on the x axis of forest and funnel plots and on the y axis of bubble plots; the members
 * that say how have the same names in all three:
 *
 * - `transform` (enum tsq_transform): how numbers are shown. 0 = as the measure has it (risk ratios for log risk ratios: the measure is
 *   that of the rows, or the fit's option `measure`), or as they are where no measure is said; TSQ_TRANSFORM_NONE = as they are.
 * - `null_value`, `x_min`, `x_max` (`y_min`, `y_max` in a bubble plot) and `threshold` are on **the scale that is shown**: 0.8 for a
 *   risk ratio of 0.8. x_min = x_max = 0: the range is chosen from the data. null_value = 0: the measure's value of no effect (0 for
 *   differences, 1 for ratios, none for means and proportions); without a measure 0 on the scale of yi.
 * - `x_label`, `y_label`: NULL = what the measure's numbers are called ("Risk ratio"); "" = no label.
 * - `show_null` (enum tsq_show): a line at the null value; default: shown where there is one. TSQ_SHOW without a measure's own: at
 *   `null_value`.
 */

/** @brief One extra column of a forest plot, left of the picture. The layout is fixed for ever. */
typedef struct tsq_forest_column {
  const char *header;             /**< above the column; NULL = none */
  const char *group;              /**< above the header: neighbouring columns with the same text share it; NULL = none */
  const char *const *texts;       /**< [n] one text a row, in the order of the rows, n = tsq_rows_count(forest.rows); an entry
                                       may be NULL */
  int32_t align;                  /**< enum tsq_align */
  int32_t reserved;               /**< must be 0 */
} tsq_forest_column;

/**
 * @brief A forest plot of rows: of a fit of any model, of subgroups, leave-one-out, cumulative, or what the caller put together.
 *
 * From the rows come labels, effects, groups, weights, the level, the measure, and the notes below. Everything but `rows` may be zero.
 */
typedef struct tsq_forest {
  size_t size;                       /**< sizeof(tsq_forest), or 0 */
  const tsq_rows *rows;              /**< what is drawn: tsq_fit_rows(), tsq_leave_one_out(), tsq_cumulative(), tsq_rows_new() */
  const tsq_plot_options *options;   /**< page, file and program; NULL = defaults */
  const char *x_label;               /**< below the x axis; see above (without a measure none) */
  const tsq_forest_column *columns;  /**< [n_columns] extra columns of texts; NULL where n_columns = 0 */
  const char *const *numbers;        /**< [n_numbers] names of columns of the rows (tsq_rows_numbers()) that are printed after them:
                                          "n", "tau2", "I2"; NULL where n_numbers = 0 */
  const char *study_header;          /**< NULL = "Study" */
  const char *effect_name;           /**< short name of the measure: the effect column is headed "MD [95% CI]"; NULL = the measure's
                                          ("RR", "log RR" where it is not transformed, "Proportion"), "Estimate" without a measure */
  const char *favours_left;          /**< below the axis, left of the null value ("Favours acupuncture"); NULL = none */
  const char *favours_right;         /**< likewise, right; NULL = none */
  const char *overall_label;         /**< in the place of the labels of TSQ_ROW_TOTAL; NULL = the rows' own */
  const char *threshold_label;       /**< at the threshold's line, "MCID"; NULL = none */
  size_t n_columns;                  /**< n_columns + n_numbers are at most 32 */
  size_t n_numbers;                  /**< how many names */
  double null_value;                 /**< see above; favours_left and favours_right part there */
  double threshold;                  /**< a line such as the minimal important difference, on the scale shown; used where
                                          show_threshold is TSQ_SHOW */
  double x_min;                      /**< range of the axis, on the scale shown: intervals beyond it are cut and end in an arrow; */
  double x_max;                      /**< x_min = x_max = 0 = chosen from the data */
  int32_t transform;                 /**< enum tsq_transform, see above. With exp the axis is logarithmic; with others linear in what is
                                          shown */
  int32_t show_null;                 /**< enum tsq_show, see above */
  int32_t order;                     /**< enum tsq_forest_order: of studies and estimates, within their groups */
  int32_t reverse;                   /**< 1 = in the reverse of that order */
  int32_t digits;                    /**< decimals of effects, 1 .. 10; 0 = two, or what the typical interval is worth (ratios: at
                                          least one significant digit, and none beyond the fourth); -1 = none */
  int32_t show_weights;              /**< enum tsq_show; default: shown where the rows have them (hidden beside fitted values) */
  int32_t show_prediction;           /**< enum tsq_show: prediction interval; default: shown where a total has one */
  int32_t show_threshold;            /**< enum tsq_show; default: hidden */
  int32_t show_heterogeneity;        /**< enum tsq_show: notes of TSQ_NOTE_HETEROGENEITY, of all rows and of groups; default: shown */
  int32_t show_test;                 /**< enum tsq_show: notes of TSQ_NOTE_TEST (default: shown where there is a null value) and
                                          TSQ_NOTE_GROUPS (default: shown) */
  int32_t show_notes;                /**< enum tsq_show: notes of TSQ_NOTE_OUTCOME and TSQ_NOTE_CONVENTIONS, and why rows are not
                                          estimable; default: shown */
  int32_t zebra;                     /**< enum tsq_show: every other row shaded; default: hidden */
} tsq_forest;

/** @brief A funnel plot: effects against their standard errors, the most precise on top. */
typedef struct tsq_funnel {
  size_t size;                     /**< sizeof(tsq_funnel), or 0 */
  const tsq_fit *fit;              /**< a fit of any model that keeps its studies and has effects of each (quantities "yi", "vi");
                                        with moderators the residuals are drawn about 0 */
  const tsq_plot_options *options; /**< NULL = defaults */
  const char *x_label;             /**< see tsq_forest; without a measure "Effect"; of residuals "Log risk ratio: residual" */
  const char *y_label;             /**< NULL = "Standard error" */
  const double *added_yi;          /**< [n_added] effects imputed by trim-and-fill, scale of yi, drawn open; NULL = none */
  const double *added_sei;         /**< [n_added] their standard errors, > 0; NULL = none */
  const double *ni;                /**< [k] sample sizes or person-times of the studies given, k = tsq_fit_extent(fit, "given"), for
                                        transformations that need them: their harmonic mean is taken; NULL = none */
  size_t n_added;                  /**< number of added studies */
  double null_value;               /**< centre of the contours, on the scale shown (see above; of residuals 0) */
  double level;                    /**< level of the pseudo confidence region; 0 = 0.95 */
  double x_min;                    /**< range of the axis, on the scale shown; x_min = x_max = 0 = chosen from the data */
  double x_max;                    /**< end of the x axis */
  int32_t transform;               /**< enum tsq_transform: the numbers at the x axis, which stays linear in yi; residuals are shown as
                                        they are, or with TSQ_TRANSFORM_EXP as ratios */
  int32_t show_null;               /**< enum tsq_show: a line at the null value; default: hidden */
  int32_t show_legend;             /**< enum tsq_show; default: shown for contours and added studies */
  int32_t kind;                    /**< enum tsq_funnel_kind */
} tsq_funnel;

/**
 * @brief A bubble plot: effects against one moderator, areas by weight, with the regression line and its bands.
 *
 * For a moderator that enters the model as one column, `fit` and `moderator` are enough; one that is 0 or 1 everywhere (a factor's
 * level) is drawn as two categories. For a curve (splines, a logarithm, polynomials) pass the points at which the line is to be drawn:
 * `grid_x` on the x axis and `grid_rows`, the rows of the model there, and with `points_x` where the studies lie; for a factor of
 * several levels the same with `categories`.
 */
typedef struct tsq_bubble {
  size_t size;                     /**< sizeof(tsq_bubble), or 0 */
  const tsq_fit *fit;              /**< a fit with moderators, of any model that keeps its studies and has effects of each */
  const tsq_plot_options *options; /**< NULL = defaults */
  const char *x_label;             /**< NULL = the moderator's name */
  const char *y_label;             /**< as x_label of tsq_forest; without a measure "Effect" */
  const double *row;               /**< [p] values at which the other moderators are held, p = fit.data.p; NULL = their means */
  const double *points_x;          /**< [k] the studies given on the x axis, k = tsq_fit_extent(fit, "given"); NULL = the moderator */
  const double *grid_x;            /**< [n_grid] increasing positions on the x axis; NULL = 101 over the moderator's range */
  const double *grid_rows;         /**< [n_grid x p] the model's rows there, column-major, p = fit.data.p; needed with grid_x,
                                        else NULL */
  const char *const *categories;   /**< [n_categories] names of the positions 0, 1, ... on the x axis: the mean effects are drawn as
                                        bars there instead of a line; NULL = the x axis has numbers */
  const double *ni;                /**< [k] as in tsq_funnel, k = tsq_fit_extent(fit, "given"); NULL = none */
  const char *const *labels;       /**< [k] texts at the points, k = tsq_fit_extent(fit, "given"); NULL (or an entry NULL) =
                                        none; a label that finds no free
                                        place beside its circle is left out, and the figure says how many */
  size_t moderator;                /**< which of the fit's moderators is on the x axis, from 0 */
  size_t n_grid;                   /**< 2 .. 100000 */
  size_t n_categories;             /**< 0, or 2 .. 16 */
  double null_value;               /**< horizontal line, on the scale shown */
  double x_min;                    /**< range of the x axis, in the moderator's units; x_min = x_max = 0 = chosen from the data */
  double x_max;                    /**< end of the x axis */
  double y_min;                    /**< range of the y axis, on the scale shown; y_min = y_max = 0 = chosen from the data */
  double y_max;                    /**< end of the y axis */
  int32_t transform;               /**< enum tsq_transform: the numbers at the y axis, which stays linear in yi */
  int32_t show_null;               /**< enum tsq_show; default: shown where it lies in the range */
  int32_t show_legend;             /**< enum tsq_show; default: shown */
  int32_t show_confidence;         /**< enum tsq_show: band of the mean effect; default: shown */
  int32_t show_prediction;         /**< enum tsq_show: band of a new trial's effect; default: shown where the fit has one */
  int32_t reserved;                /**< must be 0 */
} tsq_bubble;

/**
 * @brief Draws a forest plot: each row's effect and confidence interval, summaries as diamonds.
 *
 * Rows come in this order: those of no group, then group by group (its name, its studies, its summary, its notes), then the totals,
 * each with its prediction interval. Squares have an area proportional to the row's weight (all are alike where the rows have none); a
 * diamond spans the confidence interval of a summary. The page grows with the number of rows, at a constant size of type; labels that
 * are too long end in an ellipsis. Rows of a model with moderators have their fitted values as pale diamonds.
 *
 * @param forest in: what to draw; see tsq_forest. Borrowed during the call.
 * @param path   in: file to write, UTF-8 or the file system's bytes; replaced if it exists.
 * @return TSQ_OK;
 *   TSQ_ERR_NULL: forest, path or rows is NULL, a column has no texts, or the transformation needs sample sizes;
 *   TSQ_ERR_ARGUMENT: an option is out of its range, a value has no place on the scale shown, the page is too small for the content
 *   (the message says what is needed), favours_* are given for a measure without a null value, the format is not to be seen from the
 *   path;
 *   TSQ_ERR_DATA: a value is not finite, the transformation does not exist for an estimate, no row can be drawn;
 *   TSQ_ERR_NAME: the rows have no column of a name in `numbers`;
 *   TSQ_ERR_LENGTH: more than 5000 rows, 1000 groups or 32 columns;
 *   TSQ_ERR_GNUPLOT: gnuplot is missing, died, hung or refused its input (with its own message);
 *   TSQ_ERR_IO: the file cannot be written there; TSQ_ERR_OPTIONS; TSQ_ERR_NOMEM;
 *   TSQ_ERR_UNSUPPORTED: this build has no plots (tsq_has("plot")).
 * Edge cases: rows without numbers are listed as "not estimable", and below the figure why; an interval beyond the axis ends in an
 *   arrow.
 * Cost: O(k) and one run of gnuplot (about 0.1 s).
 * Source: Lewis & Clarke 2001, doi:10.1136/bmj.322.7300.1479; prediction interval: Riley, Higgins & Deeks 2011,
 *   doi:10.1136/bmj.d549.
 * Since: 0.1 (of rows 0.2)
 */
TSQ_API int tsq_plot_forest(const tsq_forest *forest, const char *path);

/**
 * @brief Draws a funnel plot: effects against standard errors (axis reversed), with the region mu +- z * se that would hold
 *        `level` of the studies if all shared one effect, or shaded by the studies' p values.
 *
 * @param funnel in: what to draw; see tsq_funnel.
 * @param path   in: file to write; replaced if it exists.
 * @return as tsq_plot_forest(); TSQ_ERR_UNSUPPORTED: the fit keeps no studies, or its model has no effects of its studies;
 *   TSQ_ERR_ARGUMENT: level outside (0, 1), residuals with a transformation other than exp; TSQ_ERR_DATA: added_yi[index] or
 *   added_sei[index] is not finite, or a standard error is not > 0; no study has an effect.
 * Edge cases: one study gives a figure with one point; studies without an effect of their own (no events) are left out.
 * Cost: O(k) and one run of gnuplot.
 * Source: Sterne & Egger 2001, doi:10.1016/S0895-4356(01)00377-8; contours: Peters et al. 2008,
 *   doi:10.1016/j.jclinepi.2007.11.010.
 * Since: 0.1
 */
TSQ_API int tsq_plot_funnel(const tsq_funnel *funnel, const char *path);

/**
 * @brief Draws a bubble plot of a meta-regression: x'b over one moderator with its confidence and prediction bands, the
 *        studies as circles with an area proportional to their weight.
 *
 * @param bubble in: what to draw; see tsq_bubble.
 * @param path   in: file to write; replaced if it exists.
 * @return as tsq_plot_forest(); TSQ_ERR_UNSUPPORTED: the model has no moderators, or as tsq_plot_funnel();
 *   TSQ_ERR_ARGUMENT: moderator out of range; TSQ_ERR_DATA: a grid value is not finite or grid_x does not increase;
 *   TSQ_ERR_LENGTH: n_grid or n_categories out of range.
 * Cost: O(k p + n_grid p^2) and one run of gnuplot.
 * Source: Thompson & Higgins 2002, doi:10.1002/sim.1187.
 * Since: 0.1
 */
TSQ_API int tsq_plot_bubble(const tsq_bubble *bubble, const char *path);

/** @brief The code of a file format: "svg", "png", "pdf". @param format in: enum tsq_plot_format.
 *  @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_plot_format_name(int32_t format);
/** @brief File format from its code, ignoring case. @param name in: the code. @param format out: enum tsq_plot_format.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_plot_format_from_name(const char *name, int32_t *format);
/** @brief "show" or "hide". @param show in: enum tsq_show. @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_show_name(int32_t show);
/** @brief From "show" or "hide" ("yes", "no"). @param name in: the word. @param show out: enum tsq_show.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_show_from_name(const char *name, int32_t *show);
/** @brief The code of an order: "given", "effect", "precision". @param order in: enum tsq_forest_order.
 *  @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_forest_order_name(int32_t order);
/** @brief Order from its code ("obs" and "prec" are metafor's). @param name in: the code. @param order out: enum tsq_forest_order.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_forest_order_from_name(const char *name, int32_t *order);
/** @brief The code of an alignment: "left", "right", "centre", "decimal". @param align in: enum tsq_align.
 *  @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_align_name(int32_t align);
/** @brief Alignment from its code ("center" is "centre"). @param name in: the code. @param align out: enum tsq_align.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_align_from_name(const char *name, int32_t *align);
/** @brief The code of a kind of funnel plot: "plain", "contour". @param kind in: enum tsq_funnel_kind.
 *  @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_funnel_kind_name(int32_t kind);
/** @brief Kind of funnel plot from its code. @param name in: the code. @param kind out: enum tsq_funnel_kind.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_funnel_kind_from_name(const char *name, int32_t *kind);

#ifdef __cplusplus
}
#endif

#endif
