/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mpi/agree.h"

#include <stdio.h>
#include <string.h>

#define MESSAGE 512

static _Thread_local char message[MESSAGE];

void tsqp_mpi_clear(void) {
  message[0] = '\0';
}

const char *tsq_mpi_last_error(void) {
  return message;
}

int tsqp_mpi_fail(int status, const char *text) {
  (void)snprintf(message, sizeof message, "%s", text);
  return status;
}

static int mpi_failed(void) {
  return tsqp_mpi_fail(TSQ_ERR_IO, "an MPI call failed");
}

int tsqp_mpi_agree(int status, MPI_Comm comm) {
  int rank;
  int ranks;
  int failed;
  char text[MESSAGE] = "";
  if (MPI_Comm_rank(comm, &rank) != MPI_SUCCESS || MPI_Comm_size(comm, &ranks) != MPI_SUCCESS)
    return mpi_failed();
  int mine = status == TSQ_OK ? ranks : rank;
  if (MPI_Allreduce(&mine, &failed, 1, MPI_INT, MPI_MIN, comm) != MPI_SUCCESS) return mpi_failed();
  if (failed == ranks) return TSQ_OK;
  if (failed == rank) {
    const char *cause = message[0] != '\0' ? message : tsq_last_error();
    (void)snprintf(text, sizeof text, "rank %d: %.480s", rank, cause);
  }
  if (MPI_Bcast(&status, 1, MPI_INT, failed, comm) != MPI_SUCCESS) return mpi_failed();
  if (MPI_Bcast(text, MESSAGE, MPI_CHAR, failed, comm) != MPI_SUCCESS) return mpi_failed();
  return tsqp_mpi_fail(status, text);
}
