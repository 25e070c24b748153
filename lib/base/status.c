/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/status.h"

#include "base/number.h"

#include <stdarg.h>
#include <stdio.h>

#define MESSAGE_BYTES 512

static _Thread_local char message[MESSAGE_BYTES];

void tsqp_set_message(const char *format, ...) {
  va_list args;
  va_start(args, format);
  tsqp_vformat(message, sizeof message, format, args);
  va_end(args);
}

void tsqp_clear_error(void) {
  message[0] = '\0';
}

const char *tsq_last_error(void) {
  return message;
}

#define STRINGIZE(x) #x
#define VERSION_TEXT(major, minor, patch) STRINGIZE(major) "." STRINGIZE(minor) "." STRINGIZE(patch)

const char *tsq_version(void) {
  return VERSION_TEXT(TSQ_VERSION_MAJOR, TSQ_VERSION_MINOR, TSQ_VERSION_PATCH);
}

const char *tsq_strerror(int status) {
  switch (status) {
    case TSQ_OK: return "no error";
    case TSQ_ERR_NULL: return "a required pointer is NULL";
    case TSQ_ERR_ARGUMENT: return "an argument has a value that is not allowed";
    case TSQ_ERR_LENGTH: return "a length is zero, too large or does not match";
    case TSQ_ERR_DATA: return "a datum is outside its domain";
    case TSQ_ERR_TOO_FEW: return "fewer studies than the model needs";
    case TSQ_ERR_SINGULAR: return "columns of the model matrix are linearly dependent";
    case TSQ_ERR_NAME: return "unknown name";
    case TSQ_ERR_OPTIONS: return "an option that this version of the library does not know is set";
    case TSQ_ERR_NOMEM: return "out of memory";
    case TSQ_ERR_RANGE: return "the answer cannot be represented in double precision";
    case TSQ_ERR_PARSE: return "malformed text";
    case TSQ_ERR_IO: return "a file could not be read or written";
    case TSQ_ERR_GNUPLOT: return "gnuplot is missing, died or refused its input";
    case TSQ_ERR_UNSUPPORTED: return "not offered by this build or for this model";
    case TSQ_ERR_BUFFER: return "the buffer is too small";
    case TSQ_ERR_CANCELLED: return "stopped by the caller";
    case TSQ_ERR_INTERNAL: return "internal error: please report it";
    default: return "unknown status";
  }
}
