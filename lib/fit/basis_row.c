/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows and contrasts in the basis of the linear part, where coefficients are nearly uncorrelated and nothing cancels. */
#include "base/number.h"
#include "base/status.h"
#include "fit/fit.h"

#include <math.h>

/* z = R^-T z by forward substitution. */
static void into_basis(const tsqp_linear *l, double *z) {
  if (l->r == NULL) return;
  for (size_t j = 0; j < l->p; j++) {
    for (size_t i = 0; i < j; i++)
      z[j] -= l->r[i * l->p + j] * z[i];
    z[j] /= l->r[j * l->p + j];
  }
}

void tsqp_contrast_row(const tsq_fit *fit, const double *c, size_t stride, double *z) {
  for (size_t j = 0; j < fit->linear.p; j++)
    z[j] = c[j * stride];
  into_basis(&fit->linear, z);
}

/* "x2", or its name where the input or the coefficients know it. */
static const char *moderator_name(const tsq_fit *fit, size_t column, char *buffer, size_t n) {
  for (size_t j = 0; j < fit->linear.p; j++) {
    if (fit->linear.column[j] == column) return fit->linear.names[j];
  }
  const char *const *names =
      fit->input != NULL ? tsqp_record_pointer(fit->input, fit->input->layout->x_names) : NULL;
  if (names != NULL && names[column] != NULL) return names[column];
  (void)tsqp_format(buffer, n, "x%zu", column + 1);
  return buffer;
}

int tsqp_basis_row(const tsq_fit *fit, const double *x_new, size_t m, size_t row, const char *name, double *z) {
  const tsqp_linear *l = &fit->linear;
  for (size_t j = 0; j < l->moderators; j++) {
    double x = x_new[row + j * m];
    if (!isfinite(x)) {
      char buffer[32];
      return tsqp_fail(TSQ_ERR_DATA, "%s[%zu] = %g: the value of moderator '%.60s' must be finite", name, row + j * m, x,
                       moderator_name(fit, j, buffer, sizeof buffer));
    }
  }
  for (size_t j = 0; j < l->p; j++)
    z[j] = l->column[j] == TSQP_INTERCEPT ? 1 : x_new[row + l->column[j] * m];
  into_basis(l, z);
  return TSQ_OK;
}
