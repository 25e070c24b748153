/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/root.h"

#include "numeric/gsl_guard.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>

#define STEPS 200
#define CLOSE 4e-16 /* relative */

/* Brent's eight numbers, twice over. */
#define STATE_DOUBLES 16

/* Halving, where a GSL of another version wants more room than there is. */
static double bisect(tsqp_function *f, void *context, double lower, double upper, int rises) {
  double middle = lower;
  for (int i = 0; i < 10 * STEPS && fabs(upper - lower) > CLOSE * fmax(fabs(lower), fabs(upper)); i++) {
    middle = lower + 0.5 * (upper - lower);
    if ((f(middle, context) < 0) == rises) {
      lower = middle;
    } else {
      upper = middle;
    }
  }
  return middle;
}

/*
 * GSL's solver is a struct with its method's state behind a pointer. Both are ours here, on the stack: gsl_root_fsolver_alloc() would
 * ask for memory, and an interval of a thousand studies is no place to run out of it.
 */
double tsqp_root(tsqp_function *f, void *context, double lower, double upper) {
  double at_lower = f(lower, context);
  double at_upper = f(upper, context);
  if (at_lower == 0) return lower;
  if (at_upper == 0) return upper;
  if ((at_lower < 0) == (at_upper < 0)) return fabs(at_lower) < fabs(at_upper) ? lower : upper;
  double state[STATE_DOUBLES] = {0};
  if (gsl_root_fsolver_brent->size > sizeof state) return bisect(f, context, lower, upper, at_lower < 0);
  gsl_function function = {f, context};
  gsl_root_fsolver solver = {.type = gsl_root_fsolver_brent, .state = state};
  double root = NAN;
  tsqp_gsl_enter();
  if (gsl_root_fsolver_set(&solver, &function, lower, upper) == GSL_SUCCESS) {
    for (int i = 0; i < STEPS && gsl_root_fsolver_iterate(&solver) == GSL_SUCCESS; i++) {
      if (gsl_root_test_interval(gsl_root_fsolver_x_lower(&solver), gsl_root_fsolver_x_upper(&solver), 0,
                                 CLOSE) == GSL_SUCCESS)
        break;
    }
    root = gsl_root_fsolver_root(&solver);
  }
  tsqp_gsl_leave();
  return root;
}
