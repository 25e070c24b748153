/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The caller's options on their way to other ranks. */
#ifndef TSQP_MPI_OPTIONS_H
#define TSQP_MPI_OPTIONS_H

#include <tausq/options.h>

/* A copy of full size (NULL: all defaults), by the rule of all sized structs; TSQ_ERR_OPTIONS where that breaks it. */
int tsqp_mpi_read_options(const tsq_options *callers, tsq_options *known);

#endif
