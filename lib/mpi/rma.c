/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The iterated protocol over ranks: every rank holds the same analysis and takes the same steps on the same bytes. */
#include "mpi/agree.h"
#include "mpi/options.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The model for the stream, from data and options. */
static tsq_stream_options model_of(const tsq_data *local, const tsq_options *o) {
  tsq_stream_options model = {.size = sizeof model};
  model.p = local->p;
  model.x_names = local->x_names;
  model.no_intercept = o->no_intercept;
  model.missing = o->missing;
  return model;
}

static int check_arguments(const tsq_data *local, tsq_fit *const *fit) {
  if (local == NULL) return tsqp_mpi_fail(TSQ_ERR_NULL, "local is NULL");
  if (fit == NULL) return tsqp_mpi_fail(TSQ_ERR_NULL, "fit is NULL");
  return TSQ_OK;
}

/* Different options would make ranks ask for different passes, and wait for each other for ever. */
static int same_options(const tsq_options *options, MPI_Comm comm) {
  unsigned char bytes[sizeof *options];
  uint32_t hash = 2166136261u; /* FNV-1a */
  uint32_t smallest;
  uint32_t largest;
  memcpy(bytes, options, sizeof bytes);
  for (size_t i = 0; i < sizeof bytes; i++) {
    hash = (hash ^ bytes[i]) * 16777619u;
  }
  if (MPI_Allreduce(&hash, &smallest, 1, MPI_UINT32_T, MPI_MIN, comm) != MPI_SUCCESS ||
      MPI_Allreduce(&hash, &largest, 1, MPI_UINT32_T, MPI_MAX, comm) != MPI_SUCCESS) {
    return tsqp_mpi_fail(TSQ_ERR_IO, "an MPI call failed");
  }
  if (smallest == largest) return TSQ_OK;
  return tsqp_mpi_fail(TSQ_ERR_ARGUMENT, "options are not the same on all ranks");
}

/* The sums of all ranks' studies, from this rank's stream. */
static int whole_pass(tsq_stream *stream, const tsq_data *local, MPI_Comm comm, tsq_stream **whole) {
  int status = tsqp_mpi_agree(tsq_stream_add(stream, local), comm);
  return status == TSQ_OK ? tsq_mpi_stream_reduce(stream, comm, TSQ_MPI_ALL, whole) : status;
}

/* Bytes do not hold the moderators' names: an empty stream brings them. */
static int name_columns(tsq_stream *whole, const tsq_stream_options *model) {
  tsq_stream *empty = NULL;
  int status = tsq_stream_new(model, &empty);
  if (status == TSQ_OK) status = tsq_stream_merge(whole, empty);
  tsq_stream_free(empty);
  return status;
}

static int first_pass(tsq_stream *stream, const tsq_data *local, const tsq_stream_options *model,
                      const tsq_options *options, MPI_Comm comm, tsq_iterate **it) {
  tsq_stream *whole = NULL;
  int status = whole_pass(stream, local, comm, &whole);
  if (status != TSQ_OK) return status;
  status = name_columns(whole, model);
  if (status == TSQ_OK) status = tsq_iterate_new(whole, options, it);
  tsq_stream_free(whole);
  return tsqp_mpi_agree(status, comm);
}

static int next_pass(tsq_stream *stream, const tsq_data *local, MPI_Comm comm, tsq_iterate *it) {
  tsq_stream *whole = NULL;
  int status = tsqp_mpi_agree(tsq_stream_restart(stream, tsq_iterate_tau2(it)), comm);
  if (status == TSQ_OK) status = whole_pass(stream, local, comm, &whole);
  if (status != TSQ_OK) return status;
  status = tsqp_mpi_agree(tsq_iterate_step(it, whole, NULL), comm);
  tsq_stream_free(whole);
  return status;
}

int tsq_mpi_rma(const tsq_data *local, const tsq_options *options, MPI_Comm comm, tsq_fit **fit) {
  tsq_stream *stream = NULL;
  tsq_iterate *it = NULL;
  tsq_stream_options model = {.size = sizeof model};
  tsq_options o;
  tsq_fit *made = NULL;
  tsqp_mpi_clear();
  int status = tsqp_mpi_agree(tsqp_mpi_read_options(options, &o), comm);
  if (status == TSQ_OK) status = tsqp_mpi_agree(same_options(&o, comm), comm);
  if (status != TSQ_OK) return status;
  status = check_arguments(local, fit);
  if (status == TSQ_OK) {
    model = model_of(local, &o);
    status = tsq_stream_new(&model, &stream);
  }
  status = tsqp_mpi_agree(status, comm);
  if (status == TSQ_OK) status = first_pass(stream, local, &model, &o, comm, &it);
  while (status == TSQ_OK && !tsq_iterate_done(it)) {
    status = next_pass(stream, local, comm, it);
  }
  if (status == TSQ_OK) status = tsqp_mpi_agree(tsq_iterate_finish(it, &made), comm);
  if (status == TSQ_OK) {
    *fit = made;
  } else {
    tsq_fit_free(made); /* where another rank failed */
  }
  tsq_iterate_free(it);
  tsq_stream_free(stream);
  return status;
}
