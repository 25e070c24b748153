/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/gauss_hermite.h"

#include "numeric/gsl_guard.h"

#include <gsl/gsl_integration.h>
#include <string.h>

int tsqp_gauss_hermite(size_t n, double *nodes, double *weights) {
  if (n < 1 || n > 200) return 1;
  tsqp_gsl_enter();
  gsl_integration_fixed_workspace *w =
      gsl_integration_fixed_alloc(gsl_integration_fixed_hermite, n, 0.0, 1.0, 0.0, 0.0);
  if (w != NULL) {
    memcpy(nodes, gsl_integration_fixed_nodes(w), n * sizeof *nodes);
    memcpy(weights, gsl_integration_fixed_weights(w), n * sizeof *weights);
    gsl_integration_fixed_free(w);
  }
  tsqp_gsl_leave();
  return w == NULL;
}
