/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/design.h
 * @brief Columns of a model matrix from raw variables: dummies, interactions, polynomials, splines.
 *
 * A design owns the columns in the layout that tsq_data takes them (k x p, column-major, without the intercept):
 *
 *     tsq_design *d = NULL;
 *     tsq_design_from_terms(frame, "ablat + alloc + ablat:alloc", &d);
 *     tsq_data data = {.k = tsq_design_k(d), .yi = yi, .vi = vi,
 *                      .x = tsq_design_x(d), .p = tsq_design_p(d), .x_names = tsq_design_names(d)};
 *
 * It also remembers how each column was made, so that tsq_design_row() and tsq_design_parse_row() turn new raw values
 * into the matching row for tsq_predict(), in the same basis (factor coding, polynomial coefficients, spline knots).
 *
 * A *term* is what enters the model together and is tested together ("alloc", "poly(hours,2)"); a *variable* is a raw
 * quantity that terms are made of ("hours"). NaN (missing) in a variable gives NaN in all columns made of it.
 */
#ifndef TAUSQ_DESIGN_H
#define TAUSQ_DESIGN_H

#include <tausq/base.h>
#include <tausq/frame.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief Columns of a model matrix and how they were made. Opaque; freed by tsq_design_free(). */
typedef struct tsq_design tsq_design;

/** @brief Bases of a polynomial. 0 in an argument means the default, TSQ_POLY_ORTHOGONAL. */
enum tsq_poly_kind {
  TSQ_POLY_ORTHOGONAL = 24010, /**< columns orthonormal over the studies, and orthogonal to 1: R's poly(x, degree) */
  TSQ_POLY_RAW = 24020         /**< x, x^2, x^3, ...: R's poly(x, degree, raw = TRUE) */
};

/** @brief As the reference level of a factor: there is none, every level has its column (for models without intercept). */
#define TSQ_NO_REFERENCE ((size_t)-1)

/**
 * @brief The name of a kind of polynomial.
 * @param value in: a value of enum tsq_poly_kind.
 * @return static text, "orthogonal" or "raw"; NULL for other values.
 * Since: 0.1
 */
TSQ_API const char *tsq_poly_kind_name(int32_t value);

/**
 * @brief The kind of polynomial by its name.
 * @param name  in: "orthogonal" or "raw", in any case.
 * @param value out: enum tsq_poly_kind; untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: unknown (the message lists the names).
 * Since: 0.1
 */
TSQ_API int tsq_poly_kind_from_name(const char *name, int32_t *value);

/**
 * @brief An empty design.
 * @param k   in: number of studies (rows), >= 1.
 * @param out out: the design, untouched unless TSQ_OK; free it with tsq_design_free().
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_LENGTH: k = 0; TSQ_ERR_NOMEM.
 * Cost: O(1).
 * Since: 0.1
 */
TSQ_API int tsq_design_new(size_t k, tsq_design **out);

/**
 * @brief Frees a design with its columns and names. NULL is fine.
 * @param design in: the design; it must not be used afterwards.
 * Since: 0.1
 */
TSQ_API void tsq_design_free(tsq_design *design);

/**
 * @brief Adds a numeric moderator as it is: one column.
 * @param design in/out: a design; unchanged unless TSQ_OK. What was borrowed from it before is no longer valid.
 * @param name   in: name of the variable, the term and the column.
 * @param values in: [k] values, k = tsq_design_k(design), copied; NaN = missing.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: the name is empty, or taken by a term or a column;
 *   TSQ_ERR_DATA: an infinite value (index in the message); TSQ_ERR_LENGTH: k x p overflows; TSQ_ERR_NOMEM.
 * Cost: O(k).
 * Since: 0.1
 */
TSQ_API int tsq_design_add_numeric(tsq_design *design, const char *name, const double *values);

/**
 * @brief Adds a categorical moderator in treatment coding: one 0/1 column for each level but the reference.
 *
 * The column of level L of factor f is named "f=L" (R writes "fL").
 *
 * @param design          in/out: a design; unchanged unless TSQ_OK. What was borrowed from it before is no longer valid.
 * @param name            in: name of the variable and the term.
 * @param codes           in: [k] level of each study, 0 .. n_levels - 1, k = tsq_design_k(design); -1 = missing (NaN in every
 *                            column).
 * @param n_levels        in: number of levels: >= 2 with a reference, >= 1 without.
 * @param level_names     in: [n_levels] their names, copied, all different; NULL = "1", "2", ...
 * @param reference_level in: index of the level without a column: 0 is R's choice; TSQ_NO_REFERENCE = every level has one.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: as tsq_design_add_numeric(), or two levels of one name;
 *   TSQ_ERR_DATA: a code out of range; TSQ_ERR_ARGUMENT: reference_level >= n_levels;
 *   TSQ_ERR_TOO_FEW: too few levels to make a column; TSQ_ERR_LENGTH; TSQ_ERR_NOMEM.
 * Edge cases: a level that no study has gives a column of zeros, which a fit reports as TSQ_ERR_SINGULAR.
 * Cost: O(k n_levels).
 * Since: 0.1
 */
TSQ_API int tsq_design_add_factor(tsq_design *design, const char *name, const int32_t *codes, size_t n_levels,
                                  const char *const *level_names, size_t reference_level);

/**
 * @brief Adds the interaction of two terms: the products of every column of the one with every column of the other.
 *
 * The term is named "FIRST:SECOND", the columns likewise; the first term's columns vary fastest, as in R. The result is a
 * term again: interactions of three variables are made by adding "a:b" and then ("a:b", "c").
 *
 * @param design      in/out: a design; unchanged unless TSQ_OK. What was borrowed from it before is no longer valid.
 * @param first_term  in: name of a term added before.
 * @param second_term in: name of another term added before.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: there is no such term (the message lists them), or the interaction is there
 *   already, in this or the other order; TSQ_ERR_ARGUMENT: the two terms share a variable;
 *   TSQ_ERR_RANGE: a product overflows; TSQ_ERR_LENGTH; TSQ_ERR_NOMEM.
 * Edge cases: both terms must be there, so the main effects always are: R's coding of factors without them has no counterpart.
 * Cost: O(k p1 p2).
 * Since: 0.1
 */
TSQ_API int tsq_design_add_interaction(tsq_design *design, const char *first_term, const char *second_term);

/**
 * @brief Adds a polynomial in a variable: `degree` columns.
 *
 * Orthogonal: P_j(x) / ||P_j||, P_j monic of degree j, by the three-term recurrence P_(j+1) = (x - a_j) P_j - (n_j / n_(j-1)) P_(j-1),
 * n_j = sum_i P_j(x_i)^2, a_j = sum_i x_i P_j(x_i)^2 / n_j, over the studies where x is not missing. The term is named
 * "poly(NAME,DEGREE)", of raw powers "poly(NAME,DEGREE,raw)", and its columns that followed by 1, 2, ...
 *
 * @param design in/out: a design; unchanged unless TSQ_OK. What was borrowed from it before is no longer valid.
 * @param name   in: name of the variable.
 * @param values in: [k] values, k = tsq_design_k(design); NaN = missing.
 * @param degree in: 1 ... 64, less than the number of different values where orthogonal.
 * @param kind   in: enum tsq_poly_kind; 0 = orthogonal.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: as tsq_design_add_numeric(); TSQ_ERR_ARGUMENT: degree or kind;
 *   TSQ_ERR_DATA: an infinite value; TSQ_ERR_SINGULAR: too few different values for the degree;
 *   TSQ_ERR_RANGE: a power overflows; TSQ_ERR_LENGTH; TSQ_ERR_NOMEM.
 * Edge cases: the basis depends on every study with a value here, also on those that a fit drops for other reasons; drop
 *   them beforehand where R's columns are wanted to the digit. The fit itself is the same.
 * Cost: O(k degree), and sorting k values.
 * Source: Forsythe 1957, Journal of the SIAM 5(2), doi:10.1137/0105007.
 * Since: 0.1
 */
TSQ_API int tsq_design_add_polynomial(tsq_design *design, const char *name, const double *values, size_t degree,
                                      int32_t kind);

/**
 * @brief Adds a restricted cubic spline (linear beyond the outer knots): n_knots - 1 columns.
 *
 * Columns: x, and for j = 1 ... n_knots - 2, with knots t_1 < ... < t_m, (u)+ = max(u, 0):
 * [(x - t_j)+^3 - (x - t_(m-1))+^3 (t_m - t_j) / (t_m - t_(m-1)) + (x - t_m)+^3 (t_(m-1) - t_j) / (t_m - t_(m-1))] / (t_m - t_1)^2,
 * named NAME, NAME', NAME'', ... as rms::rcs() does; the term is "rcs(NAME,M)".
 *
 * @param design  in/out: a design; unchanged unless TSQ_OK. What was borrowed from it before is no longer valid.
 * @param name    in: name of the variable.
 * @param values  in: [k] values, k = tsq_design_k(design); NaN = missing.
 * @param n_knots in: number of knots m, 3 ... 64.
 * @param knots   in: [n_knots] the knots, strictly increasing; NULL = Harrell's: equally spaced quantiles (linear
 *                interpolation, R's type 7) from 0.10 to 0.90 for 3 knots, 0.05 to 0.95 for 4 to 6, 0.025 to 0.975 for more; with fewer
 *                than 100 values the outer two are the fifth smallest and the fifth largest value.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: as tsq_design_add_numeric(), the column NAME included;
 *   TSQ_ERR_ARGUMENT: n_knots, or knots not finite and strictly increasing; TSQ_ERR_DATA: an infinite value;
 *   TSQ_ERR_TOO_FEW: no knots given and fewer than 6 values, or ties so that the default knots are not all different: give knots;
 *   TSQ_ERR_RANGE: a column overflows; TSQ_ERR_LENGTH; TSQ_ERR_NOMEM.
 * Edge cases: where "fifth smallest, fifth largest" does not leave the knots in increasing order (fewer than about 13
 *   values), the quantiles stand; rms::rcs() sorts what it gets there. rms also moves outer knots away from heavily tied extremes; this
 *   does not.
 * Cost: O(k n_knots), and sorting k values where knots is NULL.
 * Source: Harrell 2015, Regression Modeling Strategies, sections 2.4.5 and 2.4.6,
 *   doi:10.1007/978-3-319-19425-7.
 * Since: 0.1
 */
TSQ_API int tsq_design_add_rcs(tsq_design *design, const char *name, const double *values, size_t n_knots,
                               const double *knots);

/**
 * @brief Builds a design from a frame by a formula's right-hand side.
 *
 * TERM + TERM + ..., where a term is one of
 *   NAME                      a numeric column as it is, a text column as a factor (reference: its first level);
 *   factor(NAME)              a factor, numeric columns too; factor(NAME, ref = LEVEL) chooses the reference;
 *   poly(NAME, DEGREE)        orthogonal polynomial; poly(NAME, DEGREE, raw) raw powers;
 *   rcs(NAME, M)              restricted cubic spline with M knots; rcs(NAME, T1, T2, T3, ...) with these knots (three or more);
 *   TERM:TERM[:TERM...]       interaction; the terms (for three or more: the products of the first ones) must be there too;
 *   TERM*TERM[*TERM...]       the terms and all their interactions;
 *   1, 0 or -1                with (1, as always) or without (0, -1) intercept: see tsq_design_intercept().
 * A leading '~' is skipped. A term given twice counts once. As in R, main effects come first, then interactions by the number of
 * variables. Names with other characters than letters, digits, '.', '_' and bytes beyond ASCII are put in `backquotes`,
 * levels in "double" or 'single' quotes.
 *
 * @param frame in: a frame; rows are the studies. Not needed after the call.
 * @param terms in: the formula; "" or "1" gives a design without columns.
 * @param out   out: the design, untouched unless TSQ_OK; free it with tsq_design_free().
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_PARSE: malformed (the message says where), or a text column where numbers are needed;
 *   TSQ_ERR_NAME: no such column, level or term; TSQ_ERR_LENGTH: the frame has no rows; what the tsq_design_add_ functions
 *   return; TSQ_ERR_NOMEM.
 * Edge cases: without intercept the first factor has a column for every level, as in R. A factor's levels are those of the
 *   studies that have all variables of the formula; see tsq_design_from_studies() for studies without an effect. A column of
 *   percentages ("12.5%") is a factor only by factor(NAME); as a number it is TSQ_ERR_PARSE.
 * Cost: that of the tsq_design_add_ functions.
 * Source: the notation of Wilkinson & Rogers 1973, doi:10.2307/2346786, as in R.
 * Since: 0.1
 */
TSQ_API int tsq_design_from_terms(const tsq_frame *frame, const char *terms, tsq_design **out);

/**
 * @brief As tsq_design_from_terms(), for an analysis of some of the frame's rows: factors have the levels of those rows alone.
 *
 * A level that only studies without an effect have would be a column of zeros among the others, and the fit refused as
 * collinear. The design has all rows of the frame; a row whose level no study in use has is NaN in the factor's columns.
 *
 * @param frame in: a frame; rows are the studies. Not needed after the call.
 * @param terms in: the formula: see tsq_design_from_terms().
 * @param use   in: [rows] 0 .. 1: 1 = the study has an effect and takes part, 0 = it does not; NULL = all do; rows = tsq_frame_rows(frame).
 * @param out   out: the design, untouched unless TSQ_OK; free it with tsq_design_free().
 * @return as tsq_design_from_terms(); TSQ_ERR_TOO_FEW also where the rows in use have one level of a factor.
 * Edge cases: rows in use that lack a variable of the formula do not count either. Polynomials and splines take their basis
 *   from all rows that have the variable.
 * Cost: as tsq_design_from_terms().
 * Source: model.frame() with na.omit in R, of which metafor's designs are.
 * Since: 0.1
 */
TSQ_API int tsq_design_from_studies(const tsq_frame *frame, const char *terms, const int32_t *use, tsq_design **out);

/** @brief Number of studies (rows). @param design in: a design. @return k; 0 where design is NULL. Since: 0.1 */
TSQ_API size_t tsq_design_k(const tsq_design *design);

/** @brief Number of columns. @param design in: a design. @return p; 0 where design is NULL. Since: 0.1 */
TSQ_API size_t tsq_design_p(const tsq_design *design);

/**
 * @brief The columns.
 * @param design in: a design.
 * @return borrowed [k x p] values, k = tsq_design_k(design), p = tsq_design_p(design), column-major (x[i + j * k]), valid until a
 *   term is added or the design freed; NULL where p = 0 or design is NULL.
 * Since: 0.1
 */
TSQ_API const double *tsq_design_x(const tsq_design *design);

/**
 * @brief The columns' names.
 * @param design in: a design.
 * @return borrowed [p] names, p = tsq_design_p(design), valid as tsq_design_x(); NULL where p = 0 or design is NULL.
 * Since: 0.1
 */
TSQ_API const char *const *tsq_design_names(const tsq_design *design);

/**
 * @brief Whether the model is meant to have an intercept.
 * @param design in: a design.
 * @return 0 where tsq_design_from_terms() read "0" or "-1" (set tsq_options.no_intercept), else 1; 1 where design is NULL.
 * Since: 0.1
 */
TSQ_API int tsq_design_intercept(const tsq_design *design);

/** @brief Number of terms. @param design in: a design. @return the number; 0 where design is NULL. Since: 0.1 */
TSQ_API size_t tsq_design_n_terms(const tsq_design *design);

/**
 * @brief One term: its name and its columns, to test them together.
 * @param design   in: a design.
 * @param term     in: index of the term, from 0, in the order they were added.
 * @param name     out: borrowed name, valid until the design is freed; NULL = not wanted.
 * @param first    out: index of its first column; NULL = not wanted.
 * @param n        out: number of its columns; NULL = not wanted.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: term out of range. Outputs are untouched unless TSQ_OK.
 * Since: 0.1
 */
TSQ_API int tsq_design_term(const tsq_design *design, size_t term, const char **name, size_t *first, size_t *n);

/** @brief Number of raw variables. @param design in: a design. @return the number; 0 where design is NULL. Since: 0.1 */
TSQ_API size_t tsq_design_n_variables(const tsq_design *design);

/**
 * @brief One raw variable.
 * @param design   in: a design.
 * @param variable in: its index, from 0.
 * @param name     out: borrowed name, valid until the design is freed; NULL = not wanted.
 * @param n_levels out: number of its levels, 0 = numeric; NULL = not wanted.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: variable out of range. Outputs are untouched unless TSQ_OK.
 * Since: 0.1
 */
TSQ_API int tsq_design_variable(const tsq_design *design, size_t variable, const char **name, size_t *n_levels);

/**
 * @brief The name of a factor's level.
 * @param design   in: a design.
 * @param variable in: index of the variable, from 0.
 * @param level    in: index of the level, from 0.
 * @return borrowed name, valid until the design is freed; NULL where design is NULL, an index is out of range or the variable
 *   is numeric.
 * Since: 0.1
 */
TSQ_API const char *tsq_design_level(const tsq_design *design, size_t variable, size_t level);

/**
 * @brief The row of the model matrix at new raw values, for tsq_predict().
 * @param design in: a design.
 * @param n      in: number of values given.
 * @param names  in: [n] names of variables; may be NULL where n = 0. Every variable of the design must be among them, once.
 * @param values in: [n] their values; for a factor the index of the level (0, 1, ...). NaN gives NaN in the variable's columns.
 * @param row    out: [p] the row, p = tsq_design_p(design), without the intercept; untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: a name that is no variable of the design, or a variable missing or given twice;
 *   TSQ_ERR_DATA: an infinite value, or a factor's value that is no index of a level; TSQ_ERR_RANGE: a column overflows;
 *   TSQ_ERR_NOMEM.
 * Edge cases: values equal to those of a study give that study's row, to the last bit.
 * Cost: O(p).
 * Since: 0.1
 */
TSQ_API int tsq_design_row(const tsq_design *design, size_t n, const char *const *names, const double *values,
                           double *row);

/**
 * @brief The same from text: "ablat=33, year=1970, alloc=random".
 *
 * NAME=VALUE separated by ',' or ';'; numbers with a decimal point whatever the locale; a factor's value is the name of the
 * level. Names may be put in `backquotes`, values in "double" or 'single' quotes. "NA" is missing. A value for x serves both
 * x and factor(x).
 *
 * @param design in: a design.
 * @param text   in: the values.
 * @param row    out: [p] the row, p = tsq_design_p(design), without the intercept; untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_PARSE: malformed, or not a number where one is needed; TSQ_ERR_NAME: as tsq_design_row(),
 *   or no such level (the message lists them); TSQ_ERR_DATA; TSQ_ERR_RANGE; TSQ_ERR_NOMEM.
 * Edge cases: a design without variables takes "".
 * Cost: O(p), O(length of text x variables).
 * Since: 0.1
 */
TSQ_API int tsq_design_parse_row(const tsq_design *design, const char *text, double *row);

#ifdef __cplusplus
}
#endif

#endif
