/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mpi/transfer.h"

#define TAG 0x7A52
#define PIECE ((size_t)1 << 27) /* doubles in a message: 1 GiB */

int tsqp_mpi_send(const double *a, size_t n, int to, MPI_Comm comm) {
  for (size_t at = 0; at < n; at += PIECE) {
    size_t count = n - at < PIECE ? n - at : PIECE;
    int done = MPI_Send(a + at, (int)count, MPI_DOUBLE, to, TAG, comm);
    if (done != MPI_SUCCESS) return done;
  }
  return MPI_SUCCESS;
}

int tsqp_mpi_receive(double *a, size_t n, int from, MPI_Comm comm) {
  for (size_t at = 0; at < n; at += PIECE) {
    size_t count = n - at < PIECE ? n - at : PIECE;
    int done = MPI_Recv(a + at, (int)count, MPI_DOUBLE, from, TAG, comm, MPI_STATUS_IGNORE);
    if (done != MPI_SUCCESS) return done;
  }
  return MPI_SUCCESS;
}

/* Row by row: rows are long where there are many problems, and then a message a row costs nothing that counts. */
int tsqp_mpi_send_columns(const double *a, size_t k, size_t n, size_t ld, int to, MPI_Comm comm) {
  for (size_t i = 0; i < k; i++) {
    int done = tsqp_mpi_send(a + i * ld, n, to, comm);
    if (done != MPI_SUCCESS) return done;
  }
  return MPI_SUCCESS;
}
