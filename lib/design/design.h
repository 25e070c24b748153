/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a design: variables, the terms made of them, the columns they fill. */
#ifndef TSQP_DESIGN_H
#define TSQP_DESIGN_H

#include <tausq/design.h>

typedef struct tsqp_variable {
  char *name;
  size_t n_levels; /* 0 = numeric */
  char **levels;
} tsqp_variable;

enum tsqp_term_kind {
  TSQP_TERM_NUMERIC = 1,
  TSQP_TERM_FACTOR = 2,
  TSQP_TERM_POLY = 3,     /* orthogonal; parameters as in tsqp_poly_fit() */
  TSQP_TERM_POLY_RAW = 4, /* no parameters */
  TSQP_TERM_RCS = 5,      /* parameters: the knots */
  TSQP_TERM_INTERACTION = 6
};

typedef struct tsqp_term {
  char *name;
  int32_t kind;
  size_t first, n;     /* its columns */
  size_t variable;     /* index; not of interactions */
  size_t reference;    /* of factors: the level without a column, or TSQ_NO_REFERENCE */
  size_t parent[2];    /* of interactions: indices of the two terms */
  size_t n_parameters; /* of bases */
  double *parameter;
} tsqp_term;

struct tsq_design {
  size_t k, p;
  double *x; /* [k x column_capacity] */
  char **names;
  size_t x_capacity, name_capacity; /* in columns */
  tsqp_term *term;
  size_t n_terms, term_capacity;
  tsqp_variable *variable;
  size_t n_variables, variable_capacity;
  int32_t no_intercept;
};

/* SIZE_MAX where there is none; no message. */
size_t tsqp_design_find_term(const tsq_design *design, const char *name);
size_t tsqp_design_find_variable(const tsq_design *design, const char *name);
/* "a, b, c" of n names for messages, cut off where the buffer ends. */
void tsqp_list_words(const char *const *names, size_t n, char *buffer, size_t bytes);

/* snprintf into memory of its own, to be freed with tsqp_free(); NULL where memory could not be had. */
char *tsqp_format_new(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The columns of a term of one variable at the value x, to out[0], out[stride], ...; NaN gives NaN. */
void tsqp_term_columns(const tsqp_term *term, double x, double *out, size_t stride);

/*
 * Orthogonal polynomials over the values that are not NaN; `parameter` has room for TSQP_POLY_PARAMETERS(degree):
 * centre, scale, then for j = 0 ... degree - 1 the recurrence's a_j, then its b_j, then 1 / ||P_(j+1)||.
 */
#define TSQP_POLY_PARAMETERS(degree) (2 + 3 * (degree))
int tsqp_poly_fit(const double *values, size_t k, size_t degree, double *parameter);

/* Harrell's default knots of the values that are not NaN. */
int tsqp_rcs_default_knots(const double *values, size_t k, size_t n_knots, double *knots);

#endif
