/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/root.h"

#include "numeric/gsl_guard.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>

#define STEPS 200

double tsqp_root(tsqp_function *f, void *context, double lower, double upper) {
  double at_lower = f(lower, context);
  double at_upper = f(upper, context);
  if (at_lower == 0) return lower;
  if (at_upper == 0) return upper;
  if ((at_lower < 0) == (at_upper < 0)) return fabs(at_lower) < fabs(at_upper) ? lower : upper;
  gsl_function function = {f, context};
  double root = NAN;
  tsqp_gsl_enter();
  gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
  if (solver != NULL && gsl_root_fsolver_set(solver, &function, lower, upper) == GSL_SUCCESS) {
    for (int i = 0; i < STEPS && gsl_root_fsolver_iterate(solver) == GSL_SUCCESS; i++) {
      if (gsl_root_test_interval(gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver), 0,
                                 4e-16) == GSL_SUCCESS)
        break;
    }
    root = gsl_root_fsolver_root(solver);
  }
  if (solver != NULL) gsl_root_fsolver_free(solver);
  tsqp_gsl_leave();
  return root;
}
