/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The caller's arrays as the model sees them: complete studies only, in units in which the variances are near 1, with
 * the moderators in an orthogonal basis. Nothing is copied but one block at a time.
 */
#ifndef TSQP_STUDIES_H
#define TSQP_STUDIES_H

#include "fit/fit.h"
#include "kernel/kernels.h"

#include <stddef.h>
#include <stdint.h>
#include <tausq/rma.h>

typedef struct tsqp_studies {
  tsq_data data;    /* borrowed arrays */
  size_t k;         /* complete studies */
  size_t p;         /* columns of the model matrix, intercept included */
  size_t *column;   /* [p] column of data.x, or TSQP_INTERCEPT */
  size_t n_dropped; /* studies with NaN */
  size_t *dropped;  /* [n_dropped] their indices, ascending */
  int exponent;     /* the unit of y is 2^exponent, of v 2^(2 exponent): powers of two, so scaling is exact */
  double v_min;     /* in units, as all that follows */
  double v_second;  /* the smallest but one; v_min where k = 1 */
  double v_max;
  /*
   * The pooled model's sums are about y_pivot and leave the study `pivot` out: the most precise one, in the caller's arrays, or
   * SIZE_MAX where none outweighs the rest (then y_pivot is only near the mean).
   */
  size_t pivot;
  double y_pivot;
  /*
   * Studies with a variance of 0, which only tau2 gives a finite weight: how many, and the first one's index. In the sums v_zero stands for
   * 0, so far below all other variances that no digit of a result at a tau2 > 0 knows of it.
   */
  size_t n_zero, zero;
  double v_zero;
  size_t threads;
  int has_first; /* the sums of the pooled model at t = 0, s = 1, about y_pivot, came with the scan */
  double first[TSQP_POOLED_SUMS];
  double first_rss; /* sum (y - mean)^2, likewise */
  int has_rss;
  double rss;        /* of unweighted least squares with the model's columns */
  double weight_max; /* largest of data.weights; 0 where there are none */
  double *r;         /* [p x p] upper triangular, row by row: the basis is z = R^-T x */
} tsqp_studies;

/*
 * Checks the data and finds what is missing (`missing_is_error`); sets all but `column`, `p` and `r`.
 * On failure nothing is left allocated.
 */
int tsqp_studies_scan(const tsq_data *data, int missing_is_error, size_t threads, tsqp_studies *studies);

/* Chooses the columns and makes their basis; `drop` = leave redundant columns out instead of failing. */
int tsqp_studies_choose_columns(tsqp_studies *studies, int no_intercept, int drop);

/* A copy with a basis of its own, for engines that refine it; the column and dropped lists are shared. */
void tsqp_studies_release(tsqp_studies *studies);

/* TSQ_ERR_DATA, naming the study, where studies with a variance of 0 and this method (and this fixed tau2, if it is) go not together. */
int tsqp_check_zero_variances(const tsqp_studies *studies, const tsq_options *options);
/* TSQ_ERR_DATA: "vi[i] = 0: a sampling variance must be > 0 `why`". */
int tsqp_refuse_zero_variance(const tsqp_studies *studies, const char *why);
/* The same for an estimate t of tau2: where it is 0, or only v_zero keeps it from it, the model has no solution. */
int tsqp_check_zero_estimate(const tsqp_studies *studies, double t);

/* The intercept-only model. */
static inline int tsqp_is_pooled(const tsqp_studies *studies) {
  return studies->p == 1 && studies->column[0] == TSQP_INTERCEPT;
}

/* The place in the list of dropped studies from which on they are >= row. */
size_t tsqp_first_dropped(const tsqp_studies *studies, size_t row);

/* The name of a column of data.x for messages: its own, or "x1", ... written into `buffer`. */
const char *tsqp_moderator_name(const tsq_data *data, size_t column, char *buffer, size_t n);

/* One block of complete studies; columns are TSQP_BLOCK apart. */
typedef struct tsqp_block {
  size_t n;
  double *y; /* in units */
  double *v;
  double *a;     /* the caller's weights divided by the largest; NULL where there are none */
  double *z;     /* [p] columns of the basis */
  size_t *index; /* each row's index in the caller's arrays */
} tsqp_block;

typedef struct tsqp_reader {
  const tsqp_studies *studies;
  const double *r; /* the basis in use */
  size_t next_row;
  size_t next_dropped;
  tsqp_block block;
} tsqp_reader;

/* Memory for one block; freed by tsqp_reader_close(), which is fine on a zeroed reader. */
int tsqp_reader_open(tsqp_reader *reader, const tsqp_studies *studies);
void tsqp_reader_close(tsqp_reader *reader);
/* Back to the first study. */
void tsqp_reader_rewind(tsqp_reader *reader, const double *r);
/* The next block: 0 past the last study. */
size_t tsqp_reader_next(tsqp_reader *reader);

/* " (study 'Hart 1977', line 5)" in the buffer; "" where neither label nor line is known. */
const char *tsqp_study_place(const tsq_data *data, size_t i, char *buffer, size_t n);

#endif
