/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Problems over ranks: rank r works on those from m r/ranks on. The root's own share stays where it is; the others' travels once each way.
 */
#include "mpi/agree.h"
#include "mpi/options.h"
#include "mpi/transfer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS 18
#define FIRST_OF_COEFFICIENTS 1 /* columns estimate .. ci_upper have a value a coefficient */
#define LAST_OF_COEFFICIENTS 7

/* What the root tells all: numbers of one kind, so that one message holds them. */
typedef struct plan {
  uint64_t m, k, p, ragged, has_sei, wanted, wants_status, coefficients;
} plan;

/* A rank's share of the problems and room for its answers; what is owned is freed in the end. */
typedef struct share {
  size_t first, m;
  tsq_batch_data data;
  tsq_batch_out out;
  double *numbers; /* owned: yi, vi, x */
  size_t *offsets; /* owned */
  double *answers; /* owned: the wanted columns */
  int32_t *status; /* owned */
} share;

typedef struct crew {
  MPI_Comm comm;
  int rank, ranks, root;
} crew;

static void columns_of(const tsq_batch_out *o, double *column[COLUMNS]) {
  double *const all[COLUMNS] = {o->tau2,    o->estimate, o->se,         o->statistic,  o->p_value,
                                o->log10_p, o->ci_lower, o->ci_upper,   o->pi_lower,   o->pi_upper,
                                o->Q,       o->I2,       o->H2,         o->tau2_lower, o->tau2_upper,
                                o->re2,     o->re2_p,    o->re2_log10_p};
  memcpy(column, all, sizeof all);
}

static void set_columns(tsq_batch_out *o, double *const c[COLUMNS]) {
  *o = (tsq_batch_out){
      .size = sizeof *o, .tau2 = c[0], .estimate = c[1], .se = c[2], .statistic = c[3], .p_value = c[4]};
  o->log10_p = c[5];
  o->ci_lower = c[6];
  o->ci_upper = c[7];
  o->pi_lower = c[8];
  o->pi_upper = c[9];
  o->Q = c[10];
  o->I2 = c[11];
  o->H2 = c[12];
  o->tau2_lower = c[13];
  o->tau2_upper = c[14];
  o->re2 = c[15];
  o->re2_p = c[16];
  o->re2_log10_p = c[17];
}

static size_t values_of(const plan *all, size_t column) {
  int many = column >= FIRST_OF_COEFFICIENTS && column <= LAST_OF_COEFFICIENTS;
  return many ? (size_t)all->coefficients : 1;
}

static size_t first_of(const plan *all, const crew *c, int rank) {
  return (size_t)(all->m / (uint64_t)c->ranks * (uint64_t)rank +
                  all->m % (uint64_t)c->ranks * (uint64_t)rank / (uint64_t)c->ranks);
}

static int io_failed(void) {
  return tsqp_mpi_fail(TSQ_ERR_IO, "an MPI call failed");
}

static int io(int done) {
  return done == MPI_SUCCESS ? TSQ_OK : io_failed();
}

/* ---- the plan ------------------------------------------------------------------------------------------------------- */

/* As far as distributing needs it; the rest is tsq_batch()'s to refuse. */
static int check_data(const tsq_batch_data *d, const tsq_batch_out *out) {
  if (d == NULL) return tsqp_mpi_fail(TSQ_ERR_NULL, "data is NULL at the root");
  if (out == NULL) return tsqp_mpi_fail(TSQ_ERR_NULL, "out is NULL at the root");
  if (d->yi == NULL || (d->vi == NULL && d->sei == NULL) || (d->p > 0 && d->x == NULL)) {
    return tsqp_mpi_fail(TSQ_ERR_NULL, "data.yi, vi and sei, or x is NULL");
  }
  if (d->vi != NULL && d->sei != NULL)
    return tsqp_mpi_fail(TSQ_ERR_ARGUMENT, "data.vi and data.sei are both given");
  if (d->m == 0) return tsqp_mpi_fail(TSQ_ERR_LENGTH, "data.m = 0");
  if (d->offsets != NULL) {
    if (d->p > 0) return tsqp_mpi_fail(TSQ_ERR_LENGTH, "data.x needs study-major data");
    for (size_t j = 0; j < d->m; j++) {
      if (d->offsets[j] > d->offsets[j + 1])
        return tsqp_mpi_fail(TSQ_ERR_LENGTH, "data.offsets do not ascend");
    }
    return TSQ_OK;
  }
  if (d->k == 0 || (d->ld != 0 && d->ld < d->m) || (d->p > 0 && d->ldx != 0 && d->ldx < d->k)) {
    return tsqp_mpi_fail(TSQ_ERR_LENGTH, "data.k = 0, data.ld < data.m, or data.ldx < data.k");
  }
  return TSQ_OK;
}

static void fill_plan(const tsq_batch_data *d, const tsq_options *o, const tsq_batch_out *out, plan *all) {
  double *column[COLUMNS];
  columns_of(out, column);
  *all = (plan){.m = d->m, .k = d->k, .p = d->p, .ragged = d->offsets != NULL, .has_sei = d->sei != NULL};
  for (size_t c = 0; c < COLUMNS; c++) {
    if (column[c] != NULL) all->wanted |= (uint64_t)1 << c;
  }
  all->wants_status = out->status != NULL;
  all->coefficients = d->p == 0 ? 1 : d->p + (o->no_intercept ? 0 : 1);
}

/* The root's options and plan, everywhere. */
static int share_plan(const crew *c, plan *all, tsq_options *o) {
  int done = MPI_Bcast(all, (int)(sizeof *all / sizeof(uint64_t)), MPI_UINT64_T, c->root, c->comm);
  if (done == MPI_SUCCESS) done = MPI_Bcast(o, (int)sizeof *o, MPI_BYTE, c->root, c->comm);
  return io(done);
}

/* ---- the shares ----------------------------------------------------------------------------------------------------- */

static int make_answers(const plan *all, share *s) {
  size_t n = 0;
  size_t at = 0;
  double *column[COLUMNS] = {NULL};
  for (size_t c = 0; c < COLUMNS; c++) {
    if ((all->wanted >> c & 1u) != 0) n += values_of(all, c) * s->m;
  }
  s->answers = malloc((n + 1) * sizeof *s->answers);
  s->status = malloc((s->m + 1) * sizeof *s->status);
  if (s->answers == NULL || s->status == NULL)
    return tsqp_mpi_fail(TSQ_ERR_NOMEM, "out of memory for answers");
  for (size_t c = 0; c < COLUMNS; c++) {
    if ((all->wanted >> c & 1u) == 0) continue;
    column[c] = s->answers + at;
    at += values_of(all, c) * s->m;
  }
  set_columns(&s->out, column);
  s->out.status = s->status;
  return TSQ_OK;
}

static int make_offsets(const plan *all, const crew *c, share *s) {
  if (!all->ragged || c->rank == c->root) return TSQ_OK;
  s->offsets = calloc(s->m + 1, sizeof *s->offsets);
  return s->offsets != NULL ? TSQ_OK : tsqp_mpi_fail(TSQ_ERR_NOMEM, "out of memory for offsets");
}

/* A rank's offsets begin at 0. */
static int receive_offsets(const crew *c, share *s) {
  int done = MPI_Recv(s->offsets, (int)((s->m + 1) * sizeof *s->offsets), MPI_BYTE, c->root, 0, c->comm,
                      MPI_STATUS_IGNORE);
  size_t start = s->offsets[0];
  for (size_t j = 0; j <= s->m; j++) {
    s->offsets[j] -= start;
  }
  return io(done);
}

/* The other ranks' room, before anything long is sent: memory fails here, for all. */
static int make_room(const plan *all, share *s) {
  size_t n = all->ragged ? s->offsets[s->m] : (size_t)all->k * s->m;
  s->data = (tsq_batch_data){.size = sizeof s->data, .m = s->m, .k = (size_t)all->k, .p = (size_t)all->p};
  s->data.offsets = s->offsets;
  s->numbers = malloc((2 * n + (size_t)(all->k * all->p) + 1) * sizeof *s->numbers);
  if (s->numbers == NULL) return tsqp_mpi_fail(TSQ_ERR_NOMEM, "out of memory for a share of the problems");
  s->data.yi = s->numbers;
  if (all->has_sei) {
    s->data.sei = s->numbers + n;
  } else {
    s->data.vi = s->numbers + n;
  }
  if (all->p > 0) s->data.x = s->numbers + 2 * n;
  return make_answers(all, s);
}

static int send_offsets(const plan *all, const crew *c, const tsq_batch_data *d) {
  for (int r = 0; all->ragged && r < c->ranks; r++) {
    size_t first = first_of(all, c, r);
    size_t m = first_of(all, c, r + 1) - first;
    if (r == c->root || m == 0) continue;
    int done = MPI_Send(d->offsets + first, (int)((m + 1) * sizeof *d->offsets), MPI_BYTE, r, 0, c->comm);
    if (done != MPI_SUCCESS) return io_failed();
  }
  return TSQ_OK;
}

/* The root's own share: the caller's arrays, from its first problem on. */
static int own_share(const plan *all, const tsq_batch_data *d, share *s) {
  s->data = *d;
  s->data.size = sizeof s->data;
  s->data.m = s->m;
  if (d->offsets != NULL) {
    s->data.offsets = d->offsets + s->first;
    return make_answers(all, s);
  }
  s->data.ld = d->ld == 0 ? d->m : d->ld;
  s->data.yi = d->yi + s->first;
  if (d->vi != NULL) s->data.vi = d->vi + s->first;
  if (d->sei != NULL) s->data.sei = d->sei + s->first;
  return make_answers(all, s);
}

static int send_array(const plan *all, const tsq_batch_data *d, const double *a, size_t first, size_t m,
                      int to, MPI_Comm comm) {
  if (all->ragged) {
    return tsqp_mpi_send(a + d->offsets[first], d->offsets[first + m] - d->offsets[first], to, comm);
  }
  return tsqp_mpi_send_columns(a + first, d->k, m, d->ld == 0 ? d->m : d->ld, to, comm);
}

static int send_shares(const plan *all, const crew *c, const tsq_batch_data *d) {
  for (int r = 0; r < c->ranks; r++) {
    size_t first = first_of(all, c, r);
    size_t m = first_of(all, c, r + 1) - first;
    if (r == c->root || m == 0) continue;
    int done = send_array(all, d, d->yi, first, m, r, c->comm);
    if (done == MPI_SUCCESS) done = send_array(all, d, d->sei != NULL ? d->sei : d->vi, first, m, r, c->comm);
    for (size_t j = 0; j < d->p && done == MPI_SUCCESS; j++) {
      done = tsqp_mpi_send(d->x + j * (d->ldx == 0 ? d->k : d->ldx), d->k, r, c->comm);
    }
    if (done != MPI_SUCCESS) return io_failed();
  }
  return TSQ_OK;
}

/* Rows come as they were sent, piece by piece. */
static int receive_share(const plan *all, const crew *c, share *s) {
  size_t rows = all->ragged ? 1 : (size_t)all->k;
  size_t length = all->ragged ? s->offsets[s->m] : s->m;
  for (size_t i = 0; i < 2 * rows; i++) {
    if (tsqp_mpi_receive(s->numbers + i * length, length, c->root, c->comm) != MPI_SUCCESS)
      return io_failed();
  }
  double *x = s->numbers + 2 * rows * length;
  for (size_t j = 0; j < all->p; j++) {
    if (tsqp_mpi_receive(x + j * all->k, (size_t)all->k, c->root, c->comm) != MPI_SUCCESS) return io_failed();
  }
  return TSQ_OK;
}

/* ---- the answers ---------------------------------------------------------------------------------------------------- */

static int send_answers(const plan *all, const crew *c, const share *s) {
  double *column[COLUMNS];
  columns_of(&s->out, column);
  int done = MPI_SUCCESS;
  for (size_t i = 0; i < COLUMNS && done == MPI_SUCCESS; i++) {
    for (size_t b = 0; column[i] != NULL && b < values_of(all, i) && done == MPI_SUCCESS; b++) {
      done = tsqp_mpi_send(column[i] + b * s->m, s->m, c->root, c->comm);
    }
  }
  if (done == MPI_SUCCESS && all->wants_status)
    done = MPI_Send(s->status, (int)s->m, MPI_INT32_T, c->root, 0, c->comm);
  return io(done);
}

static int receive_answers(const plan *all, const crew *c, int from, const tsq_batch_out *out) {
  double *column[COLUMNS];
  size_t first = first_of(all, c, from);
  size_t m = first_of(all, c, from + 1) - first;
  int done = MPI_SUCCESS;
  columns_of(out, column);
  for (size_t i = 0; i < COLUMNS && m > 0; i++) {
    for (size_t b = 0; column[i] != NULL && b < values_of(all, i) && done == MPI_SUCCESS; b++) {
      done = tsqp_mpi_receive(column[i] + b * all->m + first, m, from, c->comm);
    }
  }
  if (m > 0 && all->wants_status && done == MPI_SUCCESS) {
    done = MPI_Recv(out->status + first, (int)m, MPI_INT32_T, from, 0, c->comm, MPI_STATUS_IGNORE);
  }
  return io(done);
}

static void own_answers(const plan *all, const share *s, const tsq_batch_out *out) {
  double *to[COLUMNS];
  double *from[COLUMNS];
  columns_of(out, to);
  columns_of(&s->out, from);
  for (size_t i = 0; i < COLUMNS; i++) {
    for (size_t b = 0; to[i] != NULL && b < values_of(all, i); b++) {
      memcpy(to[i] + b * all->m + s->first, from[i] + b * s->m, s->m * sizeof *to[i]);
    }
  }
  if (all->wants_status) memcpy(out->status + s->first, s->status, s->m * sizeof *s->status);
}

/* ---- the whole ------------------------------------------------------------------------------------------------------ */

/* Each step that may fail on one rank ends in an agreement, so that nobody waits for what will not come. */
static int distribute(const plan *all, const crew *c, const tsq_batch_data *data, share *s) {
  int is_root = c->rank == c->root;
  int status = tsqp_mpi_agree(make_offsets(all, c, s), c->comm);
  if (status != TSQ_OK) return status;
  if (is_root) {
    status = send_offsets(all, c, data);
    if (status == TSQ_OK) status = own_share(all, data, s);
  } else if (s->m > 0) {
    status = all->ragged ? receive_offsets(c, s) : TSQ_OK;
    if (status == TSQ_OK) status = make_room(all, s);
  }
  status = tsqp_mpi_agree(status, c->comm);
  if (status != TSQ_OK) return status;
  if (is_root) return send_shares(all, c, data);
  return s->m > 0 ? receive_share(all, c, s) : TSQ_OK;
}

static int collect(const plan *all, const crew *c, const share *s, const tsq_batch_out *out) {
  if (c->rank != c->root) return s->m > 0 ? send_answers(all, c, s) : TSQ_OK;
  for (int r = 0; r < c->ranks; r++) {
    int status = r == c->root ? TSQ_OK : receive_answers(all, c, r, out);
    if (status != TSQ_OK) return status;
  }
  own_answers(all, s, out);
  return TSQ_OK;
}

int tsq_mpi_batch(const tsq_batch_data *data, const tsq_options *options, MPI_Comm comm, int root,
                  const tsq_batch_out *out) {
  crew c = {.comm = comm, .root = root};
  plan all = {0};
  share s = {0};
  tsq_options o = {.size = 0};
  tsqp_mpi_clear();
  if (MPI_Comm_rank(comm, &c.rank) != MPI_SUCCESS || MPI_Comm_size(comm, &c.ranks) != MPI_SUCCESS)
    return io_failed();
  if (root < 0 || root >= c.ranks) return tsqp_mpi_fail(TSQ_ERR_ARGUMENT, "root is not a rank of comm");
  int status = TSQ_OK;
  if (c.rank == root) {
    status = check_data(data, out);
    if (status == TSQ_OK) status = tsqp_mpi_read_options(options, &o);
    if (status == TSQ_OK) fill_plan(data, &o, out, &all);
  }
  status = tsqp_mpi_agree(status, comm);
  if (status != TSQ_OK) return status;
  status = tsqp_mpi_agree(share_plan(&c, &all, &o), comm);
  if (status != TSQ_OK) return status;
  s.first = first_of(&all, &c, c.rank);
  s.m = first_of(&all, &c, c.rank + 1) - s.first;
  status = tsqp_mpi_agree(distribute(&all, &c, data, &s), comm);
  if (status == TSQ_OK)
    status = tsqp_mpi_agree(s.m > 0 ? tsq_batch(&s.data, &o, NULL, &s.out) : TSQ_OK, comm);
  if (status == TSQ_OK) status = tsqp_mpi_agree(collect(&all, &c, &s, out), comm);
  free(s.numbers);
  free(s.offsets);
  free(s.answers);
  free(s.status);
  return status;
}
