/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/options.h"

#include "base/status.h"

#include <string.h>

static size_t size_member(const void *sized) {
  size_t size;
  memcpy(&size, sized, sizeof size);
  return size;
}

static int read_sized(const void *callers, size_t size, void *known, size_t known_size, const char *what) {
  if (size < sizeof(size_t)) {
    return tsqp_fail(TSQ_ERR_OPTIONS, "%s.size = %zu: set it to sizeof(%s)", what, size, what);
  }
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
  if (callers == NULL) {
    memset(known, 0, known_size);
    return TSQ_OK;
  }
  return read_sized(callers, size_member(callers), known, known_size, what);
}

int tsqp_read_data(const void *callers, void *known, size_t known_size, size_t first_size, const char *what) {
  if (callers == NULL) return tsqp_fail(TSQ_ERR_NULL, "%s is NULL", what);
  size_t size = size_member(callers);
  return read_sized(callers, size == 0 ? first_size : size, known, known_size, what);
}

int tsqp_write_result(const void *known, size_t known_size, size_t first_size, void *callers,
                      const char *what) {
  size_t size = size_member(callers);
  if (size == 0) size = first_size;
  if (size < sizeof(size_t)) {
    return tsqp_fail(TSQ_ERR_OPTIONS, "%s.size = %zu: set it to sizeof(%s), or to 0", what, size, what);
  }
  size_t bytes = (size < known_size ? size : known_size) - sizeof(size_t);
  memcpy((unsigned char *)callers + sizeof(size_t), (const unsigned char *)known + sizeof(size_t), bytes);
  return TSQ_OK;
}
