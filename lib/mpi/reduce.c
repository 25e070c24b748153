/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A binomial tree: in round r the ranks that are odd multiples of 2^r send to the even multiples below them, so that
 * rank 0 holds everything after log2(ranks) rounds. A rank whose merging failed sends on what it has: all agree in the end.
 */
#include "mpi/agree.h"

#include <stdint.h>
#include <stdlib.h>

#define TAG 0x7A51

/* What a rank holds while it receives and merges. */
typedef struct part {
  tsq_stream *stream;   /* own copy */
  unsigned char *bytes; /* [n] */
  int n;
} part;

static void part_close(part *p) {
  tsq_stream_free(p->stream);
  free(p->bytes);
}

static int part_open(const tsq_stream *local, part *p) {
  size_t n = 0;
  if (local == NULL) return tsqp_mpi_fail(TSQ_ERR_NULL, "local is NULL");
  int status = tsq_stream_bytes(local, NULL, 0, &n);
  if (status != TSQ_OK) return status;
  p->bytes = malloc(n);
  if (p->bytes == NULL) return tsqp_mpi_fail(TSQ_ERR_NOMEM, "out of memory for a stream's bytes");
  p->n = (int)n; /* at most 50 MB, by the limit on moderators */
  status = tsq_stream_bytes(local, p->bytes, n, NULL);
  return status == TSQ_OK ? tsq_stream_from_bytes(p->bytes, n, &p->stream) : status;
}

/* Different sizes are different models, whose messages could not be received. */
static int same_size(const part *p, MPI_Comm comm) {
  int size[2] = {p->n, -p->n};
  int largest[2];
  if (MPI_Allreduce(size, largest, 2, MPI_INT, MPI_MAX, comm) != MPI_SUCCESS) {
    return tsqp_mpi_fail(TSQ_ERR_IO, "an MPI call failed");
  }
  if (largest[0] == -largest[1]) return TSQ_OK;
  return tsqp_mpi_fail(TSQ_ERR_ARGUMENT, "the ranks' streams are of different models or passes");
}

static int merge_received(part *p) {
  tsq_stream *other = NULL;
  int status = tsq_stream_from_bytes(p->bytes, (size_t)p->n, &other);
  if (status == TSQ_OK) status = tsq_stream_merge(p->stream, other);
  tsq_stream_free(other);
  return status;
}

/* Leaves the whole in rank 0's stream. Messages flow whatever the status, so that nobody waits for ever. */
static int climb(part *p, int rank, int ranks, MPI_Comm comm) {
  int status = TSQ_OK;
  for (int64_t step = 1; step < ranks; step *= 2) {
    if (rank % (2 * step) != 0) {
      if (status == TSQ_OK) status = tsq_stream_bytes(p->stream, p->bytes, (size_t)p->n, NULL);
      int sent = MPI_Send(p->bytes, p->n, MPI_BYTE, (int)(rank - step), TAG, comm);
      return sent == MPI_SUCCESS ? status : tsqp_mpi_fail(TSQ_ERR_IO, "an MPI call failed");
    }
    if (rank + step >= ranks) continue;
    if (MPI_Recv(p->bytes, p->n, MPI_BYTE, (int)(rank + step), TAG, comm, MPI_STATUS_IGNORE) != MPI_SUCCESS) {
      return tsqp_mpi_fail(TSQ_ERR_IO, "an MPI call failed");
    }
    if (status == TSQ_OK) status = merge_received(p);
  }
  return status == TSQ_OK ? tsq_stream_bytes(p->stream, p->bytes, (size_t)p->n, NULL) : status;
}

/* From rank 0 to the one or all who want it. */
static int hand_out(part *p, int rank, int root, MPI_Comm comm) {
  int done = MPI_SUCCESS;
  if (root == TSQ_MPI_ALL) {
    done = MPI_Bcast(p->bytes, p->n, MPI_BYTE, 0, comm);
  } else if (root != 0 && rank == 0) {
    done = MPI_Send(p->bytes, p->n, MPI_BYTE, root, TAG, comm);
  } else if (root != 0 && rank == root) {
    done = MPI_Recv(p->bytes, p->n, MPI_BYTE, 0, TAG, comm, MPI_STATUS_IGNORE);
  }
  return done == MPI_SUCCESS ? TSQ_OK : tsqp_mpi_fail(TSQ_ERR_IO, "an MPI call failed");
}

static int check_arguments(int rank, int ranks, int root, tsq_stream *const *whole) {
  if (root != TSQ_MPI_ALL && (root < 0 || root >= ranks)) {
    return tsqp_mpi_fail(TSQ_ERR_ARGUMENT, "root is not a rank of comm, nor TSQ_MPI_ALL");
  }
  if ((root == TSQ_MPI_ALL || root == rank) && whole == NULL)
    return tsqp_mpi_fail(TSQ_ERR_NULL, "whole is NULL");
  return TSQ_OK;
}

static int reduce(part *p, int rank, int ranks, int root, MPI_Comm comm) {
  int status = same_size(p, comm);
  if (status != TSQ_OK) return tsqp_mpi_agree(status, comm);
  status = tsqp_mpi_agree(climb(p, rank, ranks, comm), comm);
  if (status != TSQ_OK) return status;
  status = hand_out(p, rank, root, comm);
  if (status == TSQ_OK && (root == TSQ_MPI_ALL || root == rank)) {
    tsq_stream_free(p->stream);
    p->stream = NULL;
    status = tsq_stream_from_bytes(p->bytes, (size_t)p->n, &p->stream);
  }
  return tsqp_mpi_agree(status, comm);
}

int tsq_mpi_stream_reduce(const tsq_stream *local, MPI_Comm comm, int root, tsq_stream **whole) {
  int rank;
  int ranks;
  part p = {0};
  tsqp_mpi_clear();
  if (MPI_Comm_rank(comm, &rank) != MPI_SUCCESS || MPI_Comm_size(comm, &ranks) != MPI_SUCCESS) {
    return tsqp_mpi_fail(TSQ_ERR_IO, "an MPI call failed");
  }
  int status = check_arguments(rank, ranks, root, whole);
  if (status == TSQ_OK) status = part_open(local, &p);
  status = tsqp_mpi_agree(status, comm);
  if (status == TSQ_OK) status = reduce(&p, rank, ranks, root, comm);
  if (status == TSQ_OK && (root == TSQ_MPI_ALL || root == rank)) {
    *whole = p.stream;
    p.stream = NULL;
  }
  part_close(&p);
  return status;
}
