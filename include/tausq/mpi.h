/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/mpi.h
 * @brief One analysis over many machines by MPI: the library tausq_mpi, built with -DTAUSQ_WITH_MPI=ON.
 *
 * Not part of the umbrella <tausq.h>, as it needs <mpi.h>. Every function is collective: all ranks of the communicator call it, in
 * the same order and with the same options. All ranks return the same status: where one fails, all do, and
 * tsq_mpi_last_error() says everywhere which rank it was and why. MPI must have been initialised by the caller.
 */
#ifndef TAUSQ_MPI_H
#define TAUSQ_MPI_H

#include <tausq/batch.h>
#include <tausq/stream.h>

#include <mpi.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief For `root`: every rank gets the result. */
#define TSQ_MPI_ALL (-1)

/**
 * @brief Merges every rank's stream into one, along a binomial tree of messages of tsq_stream_bytes() size.
 * @param local in: this rank's stream, unchanged. All of one model and one pass; streams without studies are fine.
 * @param comm  in: the communicator.
 * @param root  in: the rank that gets the whole, or TSQ_MPI_ALL.
 * @param whole out: a new stream of all studies, at `root` (or everywhere); untouched elsewhere and unless TSQ_OK. Free it with
 *              tsq_stream_free(). May be NULL on ranks that get none.
 * @return the same on all ranks: TSQ_OK; TSQ_ERR_NULL: local, or whole where it is wanted; TSQ_ERR_ARGUMENT: root is not a rank, or the
 *   streams are of different models or passes; TSQ_ERR_RANGE; TSQ_ERR_NOMEM; TSQ_ERR_IO: MPI itself failed (where comm's error
 *   handler returns).
 * Edge cases: the order of merging is fixed, so for one number of ranks the result has the same bits every time; for another
 *   number of ranks it differs by less than 1e-13 relative.
 * Cost: log2(ranks) messages of O(p^2) bytes.
 * Source: Chan, Golub & LeVeque 1983, doi:10.1080/00031305.1983.10483115 (pairwise merging).
 * Since: 0.1
 */
TSQ_API int tsq_mpi_stream_reduce(const tsq_stream *local, MPI_Comm comm, int root, tsq_stream **whole);

/**
 * @brief tsq_rma() for studies that are spread over ranks: each gives its own, all get the answer.
 *
 * Each pass over the studies ends in one reduction of O(p^2) numbers, which is all that travels; the methods need as many passes as
 * tsq_iterate_new() says.
 * @param local   in: this rank's studies (k = 0 is fine) with the same p on all ranks; weights are not supported.
 * @param options in: as for tsq_stream_finish(), the same on all ranks; NULL = the library's defaults.
 * @param comm    in: the communicator.
 * @param fit     out: as of tsq_iterate_finish(), on all ranks the same bits; untouched unless TSQ_OK; each rank frees its own.
 * @return the same on all ranks: TSQ_OK, or what tsq_stream_add(), tsq_iterate_new(), tsq_iterate_step() and
 *   tsq_mpi_stream_reduce() return; TSQ_ERR_NULL: local or fit is NULL.
 * Cost: passes of O(k p^2 / ranks).
 * Source: as for tsq_iterate_new().
 * Since: 0.1
 */
TSQ_API int tsq_mpi_rma(const tsq_data *local, const tsq_options *options, MPI_Comm comm, tsq_fit **fit);

/**
 * @brief tsq_batch() over ranks: the root's problems are dealt out in equal shares, solved, and the answers come back to it.
 * @param data    in: at the root the problems, as for tsq_batch(); not looked at elsewhere (NULL will do).
 * @param options in: at the root as for tsq_batch() (NULL = the defaults); not looked at elsewhere.
 * @param comm    in: the communicator.
 * @param root    in: the rank that has the problems and gets the answers, the same on all ranks.
 * @param out     out: at the root as for tsq_batch(): untouched unless TSQ_OK; not looked at elsewhere.
 * @return the same on all ranks: what tsq_batch() returns; TSQ_ERR_ARGUMENT: root is not a rank; TSQ_ERR_IO: MPI itself failed.
 * Edge cases: fewer problems than ranks leave some idle. Answers equal those of tsq_batch() on one
 *   machine to rounding: a problem's last bits may depend on how many are solved together.
 * Cost: the data travel once, the wanted columns once; memory at a rank for its share and its answers.
 * Source: as tsq_batch().
 * Since: 0.1
 */
TSQ_API int tsq_mpi_batch(const tsq_batch_data *data, const tsq_options *options, MPI_Comm comm, int root,
                          const tsq_batch_out *out);

/**
 * @brief What went wrong in this rank's last tsq_mpi_ call, on whichever rank it was: "rank 3: vi[17] = -1: ...".
 * @return thread-local text, never NULL; empty after a success.
 * Since: 0.1
 */
TSQ_API const char *tsq_mpi_last_error(void);

#ifdef __cplusplus
}
#endif

#endif
