/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doubles between ranks: arrays of any length, and columns of a row-wise matrix. MPI counts are ints, so long arrays go in pieces. */
#ifndef TSQP_MPI_TRANSFER_H
#define TSQP_MPI_TRANSFER_H

#include <mpi.h>
#include <stddef.h>

/* All return an MPI status. */
int tsqp_mpi_send(const double *a, size_t n, int to, MPI_Comm comm);
int tsqp_mpi_receive(double *a, size_t n, int from, MPI_Comm comm);

/* Sends the n first columns of k rows that are ld apart, as k n numbers row by row. */
int tsqp_mpi_send_columns(const double *a, size_t k, size_t n, size_t ld, int to, MPI_Comm comm);

#endif
