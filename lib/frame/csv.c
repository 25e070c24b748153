/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV from memory and from a file: the options, before anything is read. */
#include "base/alloc.h"
#include "base/options.h"
#include "base/status.h"
#include "frame/csv_decode.h"
#include "frame/csv_parse.h"
#include "frame/csv_text.h"

_Static_assert(sizeof(tsq_csv_options) == 3 * sizeof(size_t) + 4 * sizeof(int32_t) + 2 * sizeof(void *),
               "tsq_csv_options has hidden padding");

#if TSQP_WITH_IO

static int check_character(const char *what, int32_t c, int32_t lowest) {
  if (c < lowest || c > 127 || c == '"' || c == '\n' || c == '\r') {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.%s = %d: not an ASCII character that can be one", what, c);
  }
  return TSQ_OK;
}

static int check_words(const char *what, const char *const *words, size_t n) {
  if (n > 0 && words == NULL) return tsqp_fail(TSQ_ERR_NULL, "options.%s is NULL", what);
  for (size_t i = 0; i < n; i++) {
    if (words[i] == NULL) return tsqp_fail(TSQ_ERR_NULL, "options.%s[%zu] is NULL", what, i);
  }
  return TSQ_OK;
}

static int check_options(const tsq_csv_options *options) {
  TSQP_TRY(check_character("delimiter", options->delimiter, 0));
  TSQP_TRY(check_character("comment", options->comment, -1));
  if (options->decimal != 0 && options->decimal != '.' && options->decimal != ',') {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.decimal = %d: '.' (46), ',' (44) or 0", options->decimal);
  }
  if (options->no_header != 0 && options->no_header != 1) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.no_header = %d: 0 or 1", options->no_header);
  }
  TSQP_TRY(check_words("missing", options->missing, options->n_missing));
  return check_words("also_missing", options->also_missing, options->n_also_missing);
}

int tsq_frame_parse_csv(const char *text, size_t bytes, const tsq_csv_options *options, tsq_frame **out) {
  tsqp_clear_error();
  if (bytes > 0) TSQP_NOT_NULL(text);
  TSQP_NOT_NULL(out);
  tsq_csv_options known;
  TSQP_TRY(tsqp_read_options(options, &known, sizeof known, "tsq_csv_options"));
  TSQP_TRY(check_options(&known));
  return tsqp_csv_parse(text, bytes, &known, out);
}

int tsq_frame_read_csv(const char *path, const tsq_csv_options *options, tsq_frame **out) {
  tsqp_clear_error();
  TSQP_NOT_NULL(path);
  TSQP_NOT_NULL(out);
  tsq_csv_options known;
  TSQP_TRY(tsqp_read_options(options, &known, sizeof known, "tsq_csv_options"));
  TSQP_TRY(check_options(&known));
  char *bytes = NULL;
  size_t n = 0;
  TSQP_TRY(tsqp_csv_read_file(path, &bytes, &n));
  int status = tsqp_csv_parse(bytes, n, &known, out);
  tsqp_free(bytes);
  return status;
}

#else

static int unsupported(void) {
  return tsqp_fail(TSQ_ERR_UNSUPPORTED,
                   "this build of tausq has no CSV part (libcsv): tsq_has(\"csv\") is 0");
}

int tsq_frame_parse_csv(const char *text, size_t bytes, const tsq_csv_options *options, tsq_frame **out) {
  tsqp_clear_error();
  (void)text, (void)bytes, (void)options, (void)out;
  return unsupported();
}

int tsq_frame_read_csv(const char *path, const tsq_csv_options *options, tsq_frame **out) {
  tsqp_clear_error();
  (void)path, (void)options, (void)out;
  return unsupported();
}

#endif
