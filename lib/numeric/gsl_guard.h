/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GSL's error handler, whose default aborts the process, is one variable for everybody. Our wrappers check domains
 * first, so it should never be reached; this is the safety net: a handler installed once that swallows what happens
 * between enter and leave in the same thread, and forwards everything else to the handler that the host had.
 */
#ifndef TSQP_GSL_GUARD_H
#define TSQP_GSL_GUARD_H

void tsqp_gsl_enter(void);
void tsqp_gsl_leave(void);

#endif
