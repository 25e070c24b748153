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
#include <tausq/subgroup.h>
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

/** @brief One extra column of a forest plot, left of the picture. The layout is fixed for ever. */
typedef struct tsq_forest_column {
  const char *header;             /**< above the column; NULL = none */
  const char *group;              /**< above the header: neighbouring columns with the same text share it; NULL = none */
  const char *const *texts;       /**< [k] one text a study, in the order of the data, k = forest.fit.data.k; an entry may be NULL */
  const char *total;              /**< in the row of the overall effect; NULL = none */
  const char *const *subtotals;   /**< [groups] in the rows of the subgroups' effects; NULL = none;
                                       groups = tsq_subgroups_count(forest.subgroups) */
  int32_t align;                  /**< enum tsq_align */
  int32_t reserved;               /**< must be 0 */
} tsq_forest_column;

/**
 * @brief A forest plot. Set exactly one of `fit` and `subgroups`; everything else may be zero.
 *
 * Values on the x axis (`null_value`, `threshold`, `x_min`, `x_max`) are on the scale of yi: log(0.8) for a risk ratio of
 * 0.8.
 */
typedef struct tsq_forest {
  size_t size;                       /**< sizeof(tsq_forest), or 0 */
  const tsq_fit *fit;                /**< the model; its borrowed data must still be alive; NULL where subgroups are given */
  const tsq_subgroups *subgroups;    /**< or the subgroup analysis; NULL where a fit is given */
  const tsq_plot_options *options;   /**< page, file and program; NULL = defaults */
  const char *const *labels;         /**< [k] study labels in the order of the data, k = fit.data.k; NULL = those of the data */
  const tsq_forest_column *columns;  /**< [n_columns] extra columns; NULL where n_columns = 0 */
  size_t n_columns;                  /**< at most 32 */
  const double *ni;                  /**< [k] sample sizes or person-times in the order of the data, NaN = unknown: for
                                          transformations that need them. Studies are printed with their own, pooled
                                          effects with the harmonic mean; NULL = none */
  const char *study_header;          /**< NULL = "Study" */
  const char *effect_name;           /**< short name of the measure, "MD", "RR": the effect column is headed
                                          "MD [95% CI]"; NULL = "Estimate" */
  const char *axis_label;            /**< below the x axis; NULL = none */
  const char *favours_left;          /**< below the axis, left of the null line ("Favours acupuncture"); NULL = none */
  const char *favours_right;         /**< likewise, right; NULL = none */
  const char *overall_label;         /**< row of the overall effect; NULL = "Overall (random effects)" or "(common effect)" */
  const char *heterogeneity;         /**< line below the studies; NULL = made from the fit (tau2, I2, Q, p); "" = none */
  const char *threshold_label;       /**< at the threshold's line, "MCID"; NULL = none */
  double null_value;                 /**< value of no effect, scale of yi; 0 is right for all differences and log ratios */
  double threshold;                  /**< a line such as the minimal important difference; used where show_threshold is
                                          TSQ_SHOW */
  double x_min;                      /**< range of the axis, scale of yi: intervals beyond it are cut and end in an arrow; */
  double x_max;                      /**< x_min = x_max = 0 = chosen from the data */
  int32_t transform;                 /**< enum tsq_transform: scale of the printed numbers; 0 = that of yi. With exp the axis
                                          is logarithmic; with the others linear on the printed scale */
  int32_t order;                     /**< enum tsq_forest_order */
  int32_t reverse;                   /**< 1 = in the reverse of that order */
  int32_t digits;                    /**< decimals of effects, 1 .. 10; 0 = two, or what the typical interval is worth;
                                          -1 = none */
  int32_t show_weights;              /**< enum tsq_show; default: shown (hidden for a model with moderators) */
  int32_t show_prediction;           /**< enum tsq_show: prediction interval; default: shown where the fit has one */
  int32_t show_null;                 /**< enum tsq_show: null line; default: shown unless the printed scale is a proportion
                                          or another scale without a natural null */
  int32_t show_threshold;            /**< enum tsq_show; default: hidden */
  int32_t show_test;                 /**< enum tsq_show: test of the overall effect; default: shown unless the printed scale is a
                                          proportion or another without a natural null */
  int32_t zebra;                     /**< enum tsq_show: every other row shaded; default: hidden */
} tsq_forest;

/** @brief A funnel plot: effects against their standard errors, the most precise on top. */
typedef struct tsq_funnel {
  size_t size;                     /**< sizeof(tsq_funnel), or 0 */
  const tsq_fit *fit;              /**< the model of k = fit.data.k studies; with moderators the residuals are drawn about 0 */
  const tsq_plot_options *options; /**< NULL = defaults */
  const double *added_yi;          /**< [n_added] effects imputed by trim-and-fill, drawn open; NULL = none */
  const double *added_sei;         /**< [n_added] their standard errors, > 0; NULL = none */
  size_t n_added; /**< number of added studies */
  const double *ni;                /**< [k] sample sizes or person-times for transformations that need them: their
                                        harmonic mean is taken; NULL = none */
  const char *x_label;             /**< NULL = "Effect", "Residual" for a model with moderators */
  const char *y_label;             /**< NULL = "Standard error" */
  double null_value;               /**< centre of the contours, scale of yi */
  double level;                    /**< level of the pseudo confidence region; 0 = 0.95 */
  double x_min;                    /**< range of the axis, scale of yi; x_min = x_max = 0 = chosen from the data */
  double x_max; /**< end of the x axis */
  int32_t kind;                    /**< enum tsq_funnel_kind */
  int32_t transform;               /**< enum tsq_transform: the numbers at the x axis, which stays linear in yi; 0 = none */
  int32_t show_legend;             /**< enum tsq_show; default: shown for contours and added studies */
  int32_t reserved;                /**< must be 0 */
} tsq_funnel;

/**
 * @brief A bubble plot: effects against one moderator, areas by weight, with the regression line and its bands.
 *
 * For a moderator that enters the model as one column, `fit` and `moderator` are enough. For a curve (splines, a
 * logarithm, polynomials) pass the points at which the line is to be drawn: `grid_x` on the x axis and `grid_rows`, the
 * rows of the model there, and with `points_x` where the studies lie.
 */
typedef struct tsq_bubble {
  size_t size;                     /**< sizeof(tsq_bubble), or 0 */
  const tsq_fit *fit;              /**< a model with p = fit.data.p moderators of k = fit.data.k studies */
  const tsq_plot_options *options; /**< NULL = defaults */
  size_t moderator;                /**< column of data->x that is on the x axis, from 0 */
  const double *row;               /**< [p] values at which the other moderators are held; NULL = their means */
  const double *points_x;          /**< [k] the studies on the x axis, in the order of the data; NULL = the moderator */
  const double *grid_x;            /**< [n_grid] increasing positions on the x axis; NULL = 101 over the moderator's range */
  const double *grid_rows;         /**< [n_grid x p] the model's rows there, column-major; needed with grid_x, else NULL */
  size_t n_grid;                   /**< 2 .. 100000 */
  const double *ni;                /**< [k] sample sizes or person-times for transformations that need them: their
                                        harmonic mean is taken; NULL = none */
  const char *x_label;             /**< NULL = the moderator's name */
  const char *y_label;             /**< NULL = "Effect" */
  const char *const *labels;       /**< [k] texts at the points, in the order of the data; NULL (or an entry NULL) = none;
                                        a label that finds no free place beside its circle is left out */
  double null_value;               /**< horizontal line, scale of yi; drawn where show_null is not TSQ_HIDE */
  double x_min;                    /**< range of the x axis; x_min = x_max = 0 = chosen from the data */
  double x_max; /**< end of the x axis */
  double y_min;                    /**< range of the y axis, scale of yi; y_min = y_max = 0 = chosen from the data */
  double y_max; /**< end of the y axis */
  int32_t transform;               /**< enum tsq_transform: the numbers at the y axis; 0 = none */
  int32_t show_confidence;         /**< enum tsq_show: band of the mean effect; default: shown */
  int32_t show_prediction;         /**< enum tsq_show: band of a new trial's effect; default: shown where the fit has one */
  int32_t show_null;               /**< enum tsq_show; default: shown where it lies in the range */
  int32_t show_legend;             /**< enum tsq_show; default: shown */
  int32_t reserved;                /**< must be 0 */
} tsq_bubble;

/**
 * @brief Draws a forest plot: each study's effect and confidence interval, the pooled effects as diamonds.
 *
 * Squares have an area proportional to the study's weight; a diamond spans the confidence interval of a pooled effect; a
 * bar below it the prediction interval. The page grows with the number of studies, at a constant size of type; labels that
 * are too long end in an ellipsis. A model with moderators has no overall diamond: its fitted values are drawn on the rows.
 *
 * @param forest in: what to draw; see tsq_forest. Borrowed during the call.
 * @param path   in: file to write, UTF-8 or the file system's bytes; replaced if it exists.
 * @return TSQ_OK;
 *   TSQ_ERR_NULL: forest or path is NULL, neither fit nor subgroups is given, or a column has no texts;
 *   TSQ_ERR_ARGUMENT: both are given, an option is out of its range, the page is too small for the content, the format is
 *   not to be seen from the path;
 *   TSQ_ERR_DATA: a value is not finite, or the transformation does not exist for an estimate;
 *   TSQ_ERR_LENGTH: more than 5000 rows or 32 columns;
 *   TSQ_ERR_GNUPLOT: gnuplot is missing, died, hung or refused its input (with its own message);
 *   TSQ_ERR_IO: the file cannot be written there; TSQ_ERR_OPTIONS; TSQ_ERR_NOMEM;
 *   TSQ_ERR_UNSUPPORTED: this build has no plots (tsq_has("plot")).
 * Edge cases: studies dropped for missing values are listed without numbers ("not estimable"); k = 1 has a diamond of the
 *   study's own interval; an interval beyond the axis ends in an arrow.
 * Cost: O(k) and one run of gnuplot (about 0.1 s).
 * Source: Lewis & Clarke 2001, doi:10.1136/bmj.322.7300.1479; prediction interval: Riley, Higgins & Deeks 2011,
 *   doi:10.1136/bmj.d549.
 * Since: 0.1
 */
TSQ_API int tsq_plot_forest(const tsq_forest *forest, const char *path);

/**
 * @brief Draws a funnel plot: effects against standard errors (axis reversed), with the region mu +- z * se that would hold
 *        `level` of the studies if all shared one effect, or shaded by the studies' p values.
 *
 * @param funnel in: what to draw; see tsq_funnel.
 * @param path   in: file to write; replaced if it exists.
 * @return as tsq_plot_forest(); TSQ_ERR_ARGUMENT: level outside (0, 1); TSQ_ERR_DATA: added_yi[index] or added_sei[index] is
 *   not finite, or a standard error is not > 0.
 * Edge cases: one study gives a figure with one point.
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
 * @return as tsq_plot_forest(); TSQ_ERR_UNSUPPORTED: the model has no moderators; TSQ_ERR_ARGUMENT: moderator out of range;
 *   TSQ_ERR_DATA: a grid value is not finite or grid_x does not increase; TSQ_ERR_LENGTH: n_grid out of range.
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
