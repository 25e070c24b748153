/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Failures that all ranks share. This library is a client of tausq's public interface, so it keeps a message of its own.
 */
#ifndef TSQP_MPI_AGREE_H
#define TSQP_MPI_AGREE_H

#include <tausq/mpi.h>

/* Clears the message: every public function begins with it. */
void tsqp_mpi_clear(void);

/* Sets this rank's own message, for a failure that tausq did not report; returns status. */
int tsqp_mpi_fail(int status, const char *message);

/*
 * Collective: TSQ_OK where all ranks bring TSQ_OK; otherwise everywhere the status of the lowest rank that failed, and its message:
 * its own, or tausq's.
 */
int tsqp_mpi_agree(int status, MPI_Comm comm);

#endif
