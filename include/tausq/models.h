/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/models.h
 * @brief Which models there are, what each can be asked and told: for help texts, the command, api.json and bindings.
 *
 * A new model, option or quantity appears here by itself.
 *
 * Experimental: new in 0.2, and may still change before 1.0; CHANGELOG says how to move over.
 */
#ifndef TAUSQ_MODELS_H
#define TAUSQ_MODELS_H

#include <tausq/base.h>
#include <tausq/fit.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief A model. All texts are static. */
typedef struct tsq_model_info {
  size_t size;          /**< sizeof(tsq_model_info), or 0 */
  const char *name;     /**< "rma", "mh", "peto", "bb", "glmm" */
  const char *title;    /**< what it is, in words */
  const char *roles;    /**< columns that it can take, separated by blanks: "yi vi sei weights" */
  const char *measures; /**< codes of what it pools: "OR RR RD IRR IRD"; "" = any */
  size_t n_quantities;  /**< for tsq_model_quantity() */
  size_t n_options;     /**< for tsq_model_option() */
  int32_t has_moderators; /**< 1 = it takes moderators */
  int32_t reserved;     /**< 0 */
} tsq_model_info;

/**
 * @brief How many models there are.
 * @return the number, for tsq_model_at().
 * Since: 0.2
 */
TSQ_API size_t tsq_model_count(void);

/**
 * @brief One of the models.
 * @param index in: 0 .. tsq_model_count() - 1.
 * @param info  out: set info->size (or 0) before.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: the index is out of range; TSQ_ERR_OPTIONS.
 * Since: 0.2
 */
TSQ_API int tsq_model_at(size_t index, tsq_model_info *info);

/** @brief What a fit can be asked by name. All texts are static. */
typedef struct tsq_quantity {
  size_t size;         /**< sizeof(tsq_quantity), or 0 */
  const char *name;    /**< "tau2", "QE", "beta", "vb", ...: the field's names */
  const char *over[2]; /**< what it runs over: NULL = nothing (a scalar), else "coef", "study" (used), "given", "group", ... */
  const char *text;    /**< one line: what it is, its scale */
} tsq_quantity;

/**
 * @brief One of the quantities that a model's fits have.
 * @param model    in: a model's name, "subgroups" included.
 * @param index    in: 0, 1, ...
 * @param quantity out: set quantity->size (or 0) before.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: no such model; TSQ_ERR_ARGUMENT: past the last quantity; TSQ_ERR_OPTIONS.
 * Since: 0.2
 */
TSQ_API int tsq_model_quantity(const char *model, size_t index, tsq_quantity *quantity);

/** @brief What kind of value an option has. */
enum tsq_option_type {
  TSQ_OPTION_ENUM = 32010,  /**< one of some names */
  TSQ_OPTION_FLAG = 32020,  /**< 0 or 1 */
  TSQ_OPTION_WHOLE = 32030, /**< a whole number */
  TSQ_OPTION_NUMBER = 32040 /**< a number */
};

/** @brief An option as one model takes it. All texts are static. */
typedef struct tsq_option {
  size_t size;             /**< sizeof(tsq_option), or 0 */
  const char *name;        /**< of the member of tsq_options: "method" */
  const char *enum_name;   /**< "tsq_method"; NULL where type is another */
  const char *values;      /**< names that this model has, separated by blanks: "ML CE"; NULL where type is another */
  const char *by_default;  /**< this model's default as text: "REML", "0.95" */
  const char *metafor;     /**< metafor's name of it; NULL = it has none */
  const char *text;        /**< one line: what it does */
  size_t offset;           /**< of the member in tsq_options */
  int32_t type;            /**< enum tsq_option_type */
  int32_t reserved;        /**< 0 */
  double lowest;           /**< least value of numbers; -infinity = none */
  double highest;          /**< largest */
} tsq_option;

/**
 * @brief One of the options that a model takes.
 * @param model  in: a model's name; "batch" and "stream" are known too.
 * @param index  in: 0, 1, ...
 * @param option out: set option->size (or 0) before; its texts stay valid, those of `values` and `by_default` until this thread's next
 *               call of this function.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: no such model; TSQ_ERR_ARGUMENT: past the last option; TSQ_ERR_OPTIONS.
 * Since: 0.2
 */
TSQ_API int tsq_model_option(const char *model, size_t index, tsq_option *option);

/**
 * @brief Sets an option from text: "method", "REML"; "level", "0.9"; "no_intercept", "1".
 * @param options in, out: with options->size set (0 = that of this release).
 * @param name    in: an option of any model.
 * @param text    in: its value: a name of the enum (ignoring case), a number, for flags 0, 1, "yes", "no", "true" or "false".
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: no such option, or name of its enum (the message lists them, the nearest first);
 *   TSQ_ERR_PARSE: not a number; TSQ_ERR_OPTIONS. Options are untouched unless TSQ_OK.
 * Since: 0.2
 */
TSQ_API int tsq_option_set(tsq_options *options, const char *name, const char *text);

/** @brief Records as columns with roles, for callers that do not know the records' structs: bindings, the command. */
typedef struct tsq_columns {
  size_t size;                  /**< sizeof(tsq_columns), or 0 */
  size_t k;                     /**< number of studies */
  size_t n;                     /**< number of columns */
  const char *const *roles;     /**< [n] "yi", "vi", "ai", ... */
  const double *const *values;  /**< [n] of [k] numbers each; NaN = missing */
  const double *x;              /**< [k x p] moderators, column-major, without the intercept; NULL where p = 0 */
  size_t p;                     /**< number of moderators */
  size_t ldx;                   /**< leading dimension of x; 0 = k */
  const char *const *x_names;   /**< [p] their names; NULL = "x1", ... */
  const char *const *labels;    /**< [k] labels of the studies; NULL = none */
  const size_t *lines;          /**< [k] lines of the file that they came from; NULL = none */
} tsq_columns;

/**
 * @brief Fits a model by its name: the records that have these roles are chosen among those that the model takes.
 * @param model   in: a name of tsq_model_at().
 * @param columns in: the records.
 * @param options in: as for the model's own function.
 * @param fit     out: as for the model's own function.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: no such model (the message lists them), or no records of it have these roles; TSQ_ERR_ARGUMENT:
 *   moderators for a model without; and all of the model's own function.
 * Since: 0.2
 */
TSQ_API int tsq_fit_columns(const char *model, const tsq_columns *columns, const tsq_options *options, tsq_fit **fit);

#ifdef __cplusplus
}
#endif

#endif
