/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every fitted model begins with, and the class that says the rest.
 *
 * A fit is an immutable input (the caller's columns: owned, lent or not kept), resolved options, a linear part (coefficients in a
 * basis, their covariances, df), likelihoods, and a constant class. Whatever rests on the linear part is written once, in lib/fit;
 * a class adds tables (records, options, quantities, sections of the report) and a few functions, each NULL where the common answer
 * serves or where there is none.
 */
#ifndef TSQP_FIT_H
#define TSQP_FIT_H

#include "fit/input.h"
#include "fit/options.h"

#include <tausq/fit.h>
#include <tausq/predict.h>
#include <tausq/rows.h>

#include <stdint.h>

#define TSQP_INTERCEPT SIZE_MAX

/* ---- what a fit holds -------------------------------------------------------------------------------------------- */

/*
 * x'b = z'd with z = R^-T x, so that nothing cancels in x'Vx. Where r is NULL the basis is x itself: d = b, v = vb. All numbers are in
 * the caller's units; matrices are symmetric or upper triangular, row by row.
 */
typedef struct tsqp_linear {
  size_t p;
  char **names;        /* [p] */
  size_t moderators;   /* that the caller gave: rows to predict at have so many columns */
  size_t *column;      /* [p] among the caller's moderators, TSQP_INTERCEPT; the key that survives a refit */
  double *b, *vb;      /* [p], [p x p] of the caller's columns */
  double *r;           /* [p x p] or NULL */
  double *d, *v, *v0;  /* in the basis; v0 without Knapp-Hartung's factor */
  double ddf;          /* of the coefficients' t; +infinity = normal */
  double *ddf_of;      /* [p] where each coefficient has its own; NULL = ddf */
} tsqp_linear;

/* The criteria count `parameters` and `observations`; saturated is 0 where -2 loglik itself is the deviance. loglik NaN = none. */
typedef struct tsqp_likelihood {
  double loglik, saturated, parameters, observations;
} tsqp_likelihood;

/* Which likelihood the model maximised. */
enum { TSQP_ML_OWN, TSQP_REML_OWN, TSQP_NONE_OWN };

typedef struct tsqp_test {
  double statistic, df1, df2, p_value; /* df2 infinite = chi-squared */
} tsqp_test;

/* Conventions and outcomes in words, made when first asked for. */
typedef struct tsqp_texts {
  char *conventions;
  char **outcome;
  size_t n;
  int failed; /* memory was short while they were made */
} tsqp_texts;

struct tsq_fit {
  const struct tsqp_class *class;
  tsqp_input *input;   /* NULL: it keeps no studies */
  tsq_options options; /* every default resolved */
  tsqp_linear linear;
  tsqp_test omnibus;   /* QM */
  tsqp_likelihood ml, reml;
  int own;             /* which of them was maximised */
  uint32_t outcome;    /* bits of enum tsq_outcome */
  int32_t test_asked;  /* options.test before it was set to z for want of df */
  size_t k, k_all;     /* studies used, given */
  size_t n_left_out;
  const size_t *left_out;   /* [n_left_out] rows of the input, ascending; the model's own */
  const unsigned char *why; /* [n_left_out] enum tsq_left_out; NULL = all are TSQ_LEFT_MISSING */
  double tau2, se_tau2;     /* NaN: the model has none */
  tsq_interval tau2_interval; /* of a fit without input: the one that it came with; size 0 = none */
  double df_residual;       /* k - p */
  double critical;          /* quantile of ddf at options.level, once computed; 0 = not yet */
  tsqp_texts *texts;
};

/* ---- the class --------------------------------------------------------------------------------------------------- */

/* What a quantity runs over. */
typedef enum tsqp_dimension {
  TSQP_SCALAR, TSQP_COEF, TSQP_STUDY, TSQP_GIVEN, TSQP_GROUP, TSQP_DIMENSIONS
} tsqp_dimension;

typedef struct tsqp_quantity {
  const char *name;
  uint8_t over[2];  /* tsqp_dimension */
  uint16_t offset;  /* of a double in the model's struct, where `get` is NULL */
  int (*get)(const tsq_fit *fit, double *out);
  const char *text;
} tsqp_quantity;

#define TSQP_AT(name_, type_, member_, text_) {.name = name_, .offset = offsetof(type_, member_), .text = text_}
#define TSQP_GET(name_, get_, text_) {.name = name_, .get = get_, .text = text_}
#define TSQP_OVER(name_, dimension_, get_, text_) {.name = name_, .over = {dimension_}, .get = get_, .text = text_}

enum { /* traits */
  TSQP_HAS_LIKELIHOOD = 1, /* of the data given: fits can be compared */
  TSQP_HAS_TAU2 = 2,
  TSQP_HAS_WEIGHTS = 4,    /* the quantity "weights" */
  TSQP_HAS_EFFECTS = 8,    /* the quantities "yi", "vi" */
  TSQP_HAS_LEGEND = 16     /* of significance codes, below the coefficients in text */
};

/* A parameter that a refit can hold. */
typedef struct tsqp_fixable {
  const char *name;
  size_t flag, value; /* offsets of an int32_t and a double in tsq_options */
} tsqp_fixable;

typedef struct tsqp_class {
  const char *name, *title;
  size_t bytes; /* of the model's struct, which begins with a tsq_fit */
  uint32_t traits;
  const tsqp_layout *const *layouts;             /* records that it takes, NULL-ended */
  const tsqp_take *options;                      /* TSQP_TAKES_END */
  const tsqp_quantity *const *quantities;        /* NULL-ended tables, each ended by an entry without a name */
  const struct tsqp_section *sections;           /* of the report, ended by kind 0 */
  const tsqp_fixable *fixable;                   /* ended by an entry without a name; NULL = none */
  /* The only one that must be there: `records` are those of made->input, checked to be of a layout above. */
  int (*fit)(tsq_fit *made, const void *records);
  /* The records have moved (the input was copied); NULL where the model needs none after fitting. */
  void (*moved)(tsq_fit *made, const void *records);
  /* Whether the prediction interval exists, its df and standard error for basis row z; NULL = by fit/predict.c. */
  int (*interval)(const tsq_fit *fit, int32_t kind, double level, tsq_interval *tau2); /* of tau2; NULL = none */
  int (*blup)(const tsq_fit *fit, tsq_prediction *blups);                              /* NULL = none */
  /* A {word} of the report's titles: text or NULL. */
  const char *(*word)(const tsq_fit *fit, const char *name, char *buffer, size_t n);
  void (*describe)(const tsq_fit *fit, tsqp_texts *texts); /* conventions, and outcomes of its own */
  int (*rows)(const tsq_fit *fit, const tsq_rows_options *options, tsq_rows *rows); /* NULL = its studies and the pooled effect */
  const tsq_fit *(*part)(const tsq_fit *fit, size_t index);
  const char *(*label)(const tsq_fit *fit, tsqp_dimension over, size_t index); /* of the group dimension */
  void (*release)(tsq_fit *fit);                           /* what is its own */
} tsqp_class;

/* ---- making a fit ------------------------------------------------------------------------------------------------ */

/* The one door behind every model's own: reads records and options by their tables, fits, and keeps the input as it was told. */
int tsqp_new_fit(const tsqp_class *class, const tsqp_layout *layout, const void *records, const tsq_options *options,
                 tsq_fit **fit);

/* The same for an input that the library made (refits): takes `input` over, also where it fails. `options` are resolved. */
int tsqp_fit_input(const tsqp_class *class, tsqp_input *input, const tsq_options *options, tsq_fit **fit);

/* tsq_refit() for callers that have checked. */
int tsqp_refit(const tsq_fit *fit, const tsq_change *change, tsq_fit **refit);

/* A fit of a class without input, options resolved, for streams and subgroups. NULL: no memory, with a message. */
tsq_fit *tsqp_bare_fit(const tsqp_class *class, const tsq_options *options);

/* Room for p coefficients; with_basis: also r, d, v, v0, else d = b and v = v0 = vb. Names are set by tsqp_linear_names(). */
int tsqp_linear_new(tsqp_linear *linear, size_t p, int with_basis);
/* Names by linear->column: "intercept", x_names[column] or "x1", ... */
int tsqp_linear_names(tsqp_linear *linear, const char *const *x_names);
/* Names by themselves. */
int tsqp_linear_set_names(tsqp_linear *linear, const char *const *names);
void tsqp_linear_free(tsqp_linear *linear);
/* A single effect without a basis, z test. */
int tsqp_linear_single(tsqp_linear *linear, double estimate, double se);

/* The omnibus test of coefficients first .. p - 1 in the basis (r is upper triangular: the last ones are R22^-1 d2). */
void tsqp_omnibus(size_t p, size_t first, const double *d, const double *v, double ddf, double *work, tsqp_test *test);

/* From the basis to the caller's columns: b = R^-1 d, vb = R^-1 v R^-T, symmetric to the last bit. work: [p x p]. */
void tsqp_linear_to_columns(tsqp_linear *linear, double *work);

/* ---- what all ask ------------------------------------------------------------------------------------------------ */

static inline int tsqp_is_random(const tsq_fit *fit) {
  return (fit->class->traits & TSQP_HAS_TAU2) != 0 && fit->options.method != TSQ_CE;
}
/* The intercept alone, or a single effect. */
static inline int tsqp_fit_is_pooled(const tsq_fit *fit) {
  return fit->linear.p == 1 && fit->linear.column[0] == TSQP_INTERCEPT;
}

double tsqp_ddf_of(const tsq_fit *fit, size_t coefficient);
/* df of a contrast of the coefficients: where each has its own, Welch-Satterthwaite's. */
double tsqp_contrast_df(const tsq_fit *fit, const double *c);
/* Quantile of the t with df at the fit's level; that of the fit's own df is kept. */
double tsqp_fit_critical(const tsq_fit *fit, double df);

/* z = R^-T x for a full row of the model matrix in the fit's columns; x_new is [m x moderators given], NULL for none. */
int tsqp_basis_row(const tsq_fit *fit, const double *x_new, size_t m, size_t row, const char *name, double *z);
/* z of a contrast of the coefficients, c strided. */
void tsqp_contrast_row(const tsq_fit *fit, const double *c, size_t stride, double *z);
double tsqp_dot(size_t n, const double *a, const double *b);
/* sqrt(z'Vz); NaN stays NaN. */
double tsqp_quadratic_se(size_t p, const double *v, const double *z);
/* Estimate, test and interval from an estimate and its standard error. */
tsq_estimate tsqp_make_estimate(double estimate, double null_value, double se, double df, double level);
tsq_prediction tsqp_as_prediction(const tsq_estimate *e);

/* 1, or 0 with a message that names model and question. */
int tsqp_can(const tsq_fit *fit, const char *question);
/* TSQ_OK, or TSQ_ERR_UNSUPPORTED with that message. */
int tsqp_need(const tsq_fit *fit, const char *question);

size_t tsqp_extent(const tsq_fit *fit, tsqp_dimension dimension);
const char *tsqp_dimension_name(tsqp_dimension dimension);
/* NULL where the model has none of that name (no message). */
const tsqp_quantity *tsqp_find_quantity(const tsqp_class *class, const char *name);
int tsqp_fill_quantity(const tsqp_quantity *quantity, const tsq_fit *fit, double *out);
/* A scalar; NaN where the model has none of that name. */
double tsqp_scalar(const tsq_fit *fit, const char *name);

/* The likelihood's criteria. AICc's n is at least parameters + 2, as metafor has it. */
double tsqp_deviance(const tsqp_likelihood *l);
double tsqp_aic(const tsqp_likelihood *l);
double tsqp_bic(const tsqp_likelihood *l);
double tsqp_aicc(const tsqp_likelihood *l);
static inline const tsqp_likelihood *tsqp_own_likelihood(const tsq_fit *fit) {
  return fit->own == TSQP_REML_OWN ? &fit->reml : &fit->ml;
}

/* tau2's interval for this fit, or why not. */
int tsqp_tau2_interval(const tsq_fit *fit, int32_t kind, double level, tsq_interval *tau2);
/* A function of tau2 by its name: tau, I2, H2 with the typical variance held fixed. 0 where there is no such function. */
int tsqp_map_tau2(const tsq_fit *fit, const char *name, double tau2, double *value);

/* ---- words ------------------------------------------------------------------------------------------------------- */

/* The fit's texts, made now if they were not; NULL with a message where memory is short. */
const tsqp_texts *tsqp_fit_texts(const tsq_fit *fit);
void tsqp_texts_free(tsqp_texts *texts);
void tsqp_say_conventions(tsqp_texts *texts, const char *format, ...) __attribute__((format(printf, 2, 3)));
void tsqp_say(tsqp_texts *texts, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "'Aronson 1948' (line 3)", "study 3 (line 4)", "study 3" for a row of the fit's input. */
const char *tsqp_study_name(const tsqp_input *input, size_t row, char *buffer, size_t n);

/* ---- tables that classes are composed of ------------------------------------------------------------------------- */

extern const tsqp_quantity tsqp_common_quantities[];     /* k, k_all, p, level, outcome, why */
extern const tsqp_quantity tsqp_linear_quantities[];     /* beta, se, zval, pval, ..., vb, ddf */
extern const tsqp_quantity tsqp_omnibus_quantities[];    /* QM and its df and p */
extern const tsqp_quantity tsqp_own_criteria[];          /* loglik, deviance, AIC, ... of what was maximised */
extern const tsqp_quantity tsqp_both_criteria[];         /* ML.loglik, ..., REML.AICc */
extern const tsqp_quantity tsqp_tau2_quantities[];       /* tau2, se_tau2, tau */

#endif
