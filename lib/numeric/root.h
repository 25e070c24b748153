/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A root of a continuous function between two points where its signs differ. */
#ifndef TSQP_ROOT_H
#define TSQP_ROOT_H

typedef double tsqp_function(double x, void *context);

/*
 * Brent's method (GSL's), to the last digits; nothing is allocated. Where the signs do not differ: the end where |f| is smaller. NaN
 * where f is NaN at an end.
 */
double tsqp_root(tsqp_function *f, void *context, double lower, double upper);

#endif
