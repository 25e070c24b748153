/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model matrix in an orthogonal basis, so that the climb does not depend on the moderators' units or correlation. */
#include "table/glmm_fit.h"

#include "base/status.h"

#include <math.h>

/* What is left of a column after the others were taken out of it, relative to its length, where it counts as dependent. */
#define DEPENDENT 1e-9

static double column_dot(const tsqp_glmm_model *m, size_t a, size_t b) {
  double sum = 0;
  for (size_t i = 0; i < m->k; i++)
    sum += m->basis[i * m->p + a] * m->basis[i * m->p + b];
  return sum;
}

/* Modified Gram-Schmidt, each column twice; columns are first brought to length 1, so that no scale overflows. */
int tsqp_glmm_orthogonalise(tsq_glmm_fit *fit) {
  tsqp_glmm_model *m = &fit->model;
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
    if (!(left > DEPENDENT * before) || !(before > 0)) {
      return tsqp_fail(TSQ_ERR_SINGULAR, "moderator '%.60s' is a linear combination of the others",
                       fit->names[j]);
    }
    double length = left / sqrt((double)m->k);
    m->r[j * p + j] = length * largest;
    for (size_t i = 0; i < m->k; i++)
      m->basis[i * p + j] /= length;
  }
  return TSQ_OK;
}
