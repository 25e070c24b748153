/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/reading.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"
#include "frame/column.h"
#include "frame/csv_delimiter.h"

#include <string.h>

#define WORDS_BYTES 600

/* Adds a part, as long as there is room; ", " before it but for the first one. */
static void add(char *words, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(char *words, const char *format, ...) {
  size_t used = strlen(words);
  char part[200];
  va_list args;
  va_start(args, format);
  tsqp_vformat(part, sizeof part, format, args);
  va_end(args);
  if (used + strlen(part) + 3 > WORDS_BYTES) return;
  tsqp_format(words + used, WORDS_BYTES - used, "%s%s", used > 0 ? ", " : "", part);
}

/* The decimal mark where one was seen or asked for, and the other one where it stands between thousands. */
static void add_marks(const tsqp_reading *r, char *words) {
  const tsqp_marks *f = &r->file;
  int comma = r->mark == ',';
  int seen = f->decimal[comma] + f->grouped[!comma] + f->either[comma] > 0;
  if (r->mark != 0 && (seen || r->is_asked)) add(words, "decimal %s", comma ? "comma" : "point");
  for (int other = 0; other < 2; other++) { /* with a mark that nobody told, both may be */
    if (r->mark != 0 && other == comma) continue;
    if (f->grouped[other] + f->either[other] > 0)
      add(words, "%s between thousands", other ? "comma" : "point");
  }
}

int tsqp_reading_words(const tsqp_reading *r, const tsqp_missing *missing, char **words) {
  char text[WORDS_BYTES] = "", shown[TSQP_SHOWN_BYTES];
  const char *delimiter = tsqp_csv_delimiter_name(r->delimiter);
  add_marks(r, text);
  if (strcmp(delimiter, "character") == 0) {
    add(text, "'%c'-separated", r->delimiter);
  } else {
    add(text, "%s-separated", delimiter);
  }
  if (r->encoding != NULL) add(text, "%s", r->encoding);
  for (size_t i = 0; i < missing->n; i++) {
    if (missing->n_cells[i] > 0)
      add(text, "%zu missing as '%s'", missing->n_cells[i], tsqp_shown(missing->word[i], shown));
  }
  if (r->n_unnamed > 0) add(text, "%zu empty column%s left out", r->n_unnamed, r->n_unnamed == 1 ? "" : "s");
  if (r->n_empty_rows > 0)
    add(text, "%zu empty row%s left out", r->n_empty_rows, r->n_empty_rows == 1 ? "" : "s");
  *words = tsqp_strdup(text);
  return *words != NULL ? TSQ_OK : tsqp_fail(TSQ_ERR_NOMEM, "out of memory: how a file was read");
}
