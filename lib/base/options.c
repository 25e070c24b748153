/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/options.h"

#include "base/status.h"

#include <string.h>

/* One rule for all sized structs: 0 is the layout of this binary interface's first release, which no size is below. */
static int size_of(const void *sized, size_t first_size, const char *what, size_t *size) {
  memcpy(size, sized, sizeof *size);
  if (*size == 0) *size = first_size;
  if (*size >= first_size) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_OPTIONS, "%s.size = %zu: set it to sizeof(%s), %zu bytes or more, or to 0", what, *size, what,
                   first_size);
}

int tsqp_read_data(const void *callers, void *known, size_t known_size, size_t first_size, const char *what) {
  size_t size;
  if (callers == NULL) return tsqp_fail(TSQ_ERR_NULL, "%s is NULL", what);
  TSQP_TRY(size_of(callers, first_size, what, &size));
  const unsigned char *bytes = callers;
  for (size_t i = known_size; i < size; i++) {
    if (bytes[i] != 0) {
      return tsqp_fail(TSQ_ERR_OPTIONS, "%s: byte %zu is set, but this library (%s) knows only %zu bytes",
                       what, i, tsq_version(), known_size);
    }
  }
  memset(known, 0, known_size);
  memcpy(known, callers, size < known_size ? size : known_size);
  return TSQ_OK;
}

int tsqp_read_options(const void *callers, void *known, size_t known_size, const char *what) {
  if (callers != NULL) return tsqp_read_data(callers, known, known_size, known_size, what);
  memset(known, 0, known_size);
  return TSQ_OK;
}

int tsqp_write_result(const void *known, size_t known_size, size_t first_size, void *callers,
                      const char *what) {
  size_t size;
  TSQP_TRY(size_of(callers, first_size, what, &size));
  size_t bytes = (size < known_size ? size : known_size) - sizeof(size_t);
  memcpy((unsigned char *)callers + sizeof(size_t), (const unsigned char *)known + sizeof(size_t), bytes);
  return TSQ_OK;
}
