/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For -DTAUSQ_PRIVATE_GSL=ON. Debian's libgsl.a refers to stderr in a way that only programs can satisfy, from the default error handler
 * and from stream functions, none of which this library reaches: the handler of gsl_guard.c is installed before the first call.
 */
#if TSQP_PRIVATE_GSL
__attribute__((visibility("hidden"))) void *stderr;
#else
typedef int tsqp_gsl_is_shared; /* a translation unit is not to be empty */
#endif
