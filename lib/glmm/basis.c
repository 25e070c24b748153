/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model matrix in an orthogonal basis, so that the climb does not depend on the moderators' units or correlation. */
#include "glmm/fit.h"

#include "base/status.h"

#include <math.h>
#include <string.h>

/* What is left of a column after the others were taken out of it, relative to its length, where it counts as dependent. */
#define DEPENDENT 1e-9

static double column_dot(const tsqp_glmm_model *m, size_t a, size_t b) {
  double sum = 0;
  for (size_t i = 0; i < m->k; i++)
    sum += m->basis[i * m->p + a] * m->basis[i * m->p + b];
  return sum;
}

/* Leaves column j out of the model matrix. */
static void remove_column(tsqp_glmm *glmm, size_t j) {
  tsqp_glmm_model *m = &glmm->model;
  size_t p = m->p;
  double *to = m->x;
  for (size_t i = 0; i < m->k; i++) {
    for (size_t c = 0; c < p; c++) {
      if (c != j) *to++ = m->x[i * p + c];
    }
  }
  for (size_t c = j + 1; c < p; c++)
    glmm->column[c - 1] = glmm->column[c];
  m->p--;
  memset(m->r, 0, p * p * sizeof *m->r);
}

/* Modified Gram-Schmidt, each column twice; columns are first brought to length 1, so that no scale overflows. Gives the first column
 * that depends on those before it, p where there is none. */
static size_t gram_schmidt(tsqp_glmm_model *m) {
  size_t p = m->p;
  for (size_t j = 0; j < p; j++) {
    double largest = 0;
    for (size_t i = 0; i < m->k; i++)
      largest = fmax(largest, fabs(m->x[i * p + j]));
    for (size_t i = 0; i < m->k; i++)
      m->basis[i * p + j] = largest > 0 ? m->x[i * p + j] / largest : 0;
    double before = sqrt(column_dot(m, j, j));
    for (int pass = 0; pass < 2; pass++) {
      for (size_t a = 0; a < j; a++) {
        double share = column_dot(m, a, j) / (double)m->k;
        m->r[a * p + j] += share * largest;
        for (size_t i = 0; i < m->k; i++)
          m->basis[i * p + j] -= share * m->basis[i * p + a];
      }
    }
    double left = sqrt(column_dot(m, j, j));
    if (!(left > DEPENDENT * before) || !(before > 0)) return j;
    double length = left / sqrt((double)m->k);
    m->r[j * p + j] = length * largest;
    for (size_t i = 0; i < m->k; i++)
      m->basis[i * p + j] /= length;
  }
  return p;
}

int tsqp_glmm_orthogonalise(tsqp_glmm *glmm, const tsq_glmm_data *data) {
  for (;;) {
    size_t j = gram_schmidt(&glmm->model);
    if (j == glmm->model.p) return TSQ_OK;
    size_t column = glmm->column[j];
    if (glmm->fit.options.redundant != TSQ_REDUNDANT_DROP || column == TSQP_INTERCEPT) {
      const char *name = data->x_names != NULL && column != TSQP_INTERCEPT ? data->x_names[column] : NULL;
      if (name != NULL)
        return tsqp_fail(TSQ_ERR_SINGULAR, "moderator '%.60s' is a linear combination of the others", name);
      return tsqp_fail(TSQ_ERR_SINGULAR, "moderator 'x%zu' is a linear combination of the others", column + 1);
    }
    remove_column(glmm, j);
    glmm->fit.outcome |= TSQ_OUTCOME_COLUMNS_DROPPED;
  }
}
