/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mpi/options.h"

#include "mpi/agree.h"

#include <string.h>

int tsqp_mpi_read_options(const tsq_options *callers, tsq_options *known) {
  *known = (tsq_options){.size = sizeof *known};
  if (callers == NULL) return TSQ_OK;
  size_t size = callers->size == 0 ? sizeof *known : callers->size;
  const unsigned char *bytes = (const unsigned char *)callers;
  if (size < sizeof *known)
    return tsqp_mpi_fail(TSQ_ERR_OPTIONS, "options.size: set it to sizeof(tsq_options) or 0");
  for (size_t i = sizeof *known; i < size; i++) {
    if (bytes[i] != 0)
      return tsqp_mpi_fail(TSQ_ERR_OPTIONS, "options has a member set that this library does not know");
  }
  *known = *callers;
  known->size = sizeof *known;
  return TSQ_OK;
}
