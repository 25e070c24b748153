/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of records: how it was read, its rows, their labels and lines. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_WORDS = 32 };

static int csv_options(const settings *s, char *words, const char *word[], tsq_csv_options *o) {
  *o = (tsq_csv_options){.size = sizeof *o, .also_missing = word};
  if (s->decimal != NULL) {
    int comma = strcmp(s->decimal, "comma") == 0 || strcmp(s->decimal, ",") == 0;
    if (!comma && strcmp(s->decimal, "point") != 0 && strcmp(s->decimal, ".") != 0)
      return usage_error(s, "--decimal '%s': point or comma", s->decimal);
    o->decimal = comma ? ',' : '.';
  }
  for (char *at = words != NULL ? strtok(words, ",") : NULL; at != NULL; at = strtok(NULL, ",")) {
    if (o->n_also_missing == MAX_WORDS) return usage_error(s, "--na has more than %d words", MAX_WORDS);
    word[o->n_also_missing++] = at;
  }
  return EXIT_DONE;
}

/* What was guessed is said, unless it is what programs write. */
static void say_reading(const settings *s, const tsq_frame *frame) {
  static const char *const plain[] = {"comma-separated", "decimal point, comma-separated"};
  const char *reading = tsq_frame_reading(frame);
  for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
    size_t n = strlen(plain[i]);
    if (strncmp(reading, plain[i], n) != 0) continue;
    const char *rest = reading + n;
    if (*rest == ',') rest += 1 + strspn(rest + 1, " 0123456789");
    if (*rest == '\0' || strcmp(rest, "missing as 'NA'") == 0) return;
  }
  fprintf(stderr, "tausq %s: read as: %s\n", s->command, reading);
}

static int read_csv(const settings *s, tsq_frame **frame) {
  const char *word[MAX_WORDS];
  tsq_csv_options options;
  size_t bytes = s->na != NULL ? strlen(s->na) + 1 : 0;
  char *words = bytes > 0 ? malloc(bytes) : NULL; /* cut up by strtok() */
  if (bytes > 0 && words == NULL) return out_of_memory(s);
  if (words != NULL) memcpy(words, s->na, bytes);
  int status = csv_options(s, words, word, &options);
  if (status == EXIT_DONE && tsq_frame_read_csv(s->file, &options, frame) != TSQ_OK)
    status = library_error(s);
  free(words);
  return status;
}

/* ---- labels ------------------------------------------------------------------------------------------------------ */

static char *join(const char *first, const char *second) {
  size_t room = (first != NULL ? strlen(first) : 0) + strlen(second) + 2;
  char *text = malloc(room);
  if (text != NULL)
    snprintf(text, room, "%s%s%s", first != NULL ? first : "", first != NULL ? " " : "", second);
  return text;
}

/* The cells of a column after what is there, a blank between. */
static int join_column(const settings *s, input *in, const char *column) {
  const char *const *cells;
  size_t index;
  if (tsq_frame_find(in->frame, column, &index) != TSQ_OK) return column_error(s, in, column);
  if (tsq_frame_text(in->frame, column, &cells) != TSQ_OK) return library_error(s);
  for (size_t i = 0; i < in->k; i++) {
    if (cells[i] == NULL) continue;
    char *text = join(in->own_labels[i], cells[i]);
    if (text == NULL) return out_of_memory(s);
    free(in->own_labels[i]);
    in->own_labels[i] = text;
  }
  return EXIT_DONE;
}

static int join_labels(const settings *s, input *in) {
  size_t bytes = strlen(s->labels) + 1;
  char *columns = malloc(bytes);
  in->own_labels = calloc(in->k + 1, sizeof *in->own_labels);
  int status = columns != NULL && in->own_labels != NULL ? EXIT_DONE : out_of_memory(s);
  if (status == EXIT_DONE) memcpy(columns, s->labels, bytes);
  for (char *at = status == EXIT_DONE ? strtok(columns, ",") : NULL; at != NULL && status == EXIT_DONE;
       at = strtok(NULL, ",")) {
    status = join_column(s, in, at + strspn(at, " "));
  }
  free(columns);
  in->labels = (const char *const *)in->own_labels;
  return status;
}

static const char *labels_column(const settings *s, const tsq_frame *frame) {
  size_t column;
  if (s->labels != NULL) return tsq_frame_find(frame, s->labels, &column) == TSQ_OK ? s->labels : NULL;
  return tsq_frame_guess(frame, "slab", &column) == TSQ_OK ? tsq_frame_column_name(frame, column) : NULL;
}

/* A column whose name has a comma is itself; other commas stand between columns. */
static int read_labels(const settings *s, input *in) {
  const char *column = labels_column(s, in->frame);
  if (column == NULL) return s->labels != NULL ? join_labels(s, in) : EXIT_DONE;
  return tsq_frame_text(in->frame, column, &in->labels) == TSQ_OK ? EXIT_DONE : library_error(s);
}

/* ---- the file ---------------------------------------------------------------------------------------------------- */

/* Sums of the others among the studies, which would be pooled with them. */
static int say_totals(const settings *s, tsq_frame *frame, size_t rows) {
  size_t n = 0;
  char name[120];
  int32_t *totals = calloc(rows + 1, sizeof *totals);
  if (totals == NULL) return out_of_memory(s);
  int status = tsq_frame_totals(frame, totals, &n) == TSQ_OK ? EXIT_DONE : library_error(s);
  for (size_t i = 0; i < rows && n > 0 && status == EXIT_DONE; i++) {
    if (totals[i] == 0) continue;
    if (tsq_frame_row_name(frame, labels_column(s, frame), i, name, sizeof name) != TSQ_OK) {
      status = library_error(s);
    } else {
      fprintf(stderr,
              "tausq %s: %s looks like a total, its numbers are sums of the others: --subset leaves it out\n",
              s->command, name);
    }
  }
  free(totals);
  return status;
}

static int take_subset(const settings *s, input *in) {
  tsq_frame *part = NULL;
  if (s->subset == NULL) return EXIT_DONE;
  if (tsq_frame_subset(in->frame, s->subset, &part) != TSQ_OK) return library_error(s);
  tsq_frame_free(in->frame);
  in->frame = part;
  return EXIT_DONE;
}

int read_file(const settings *s, input *in) {
  memset(in, 0, sizeof *in);
  int status = read_csv(s, &in->frame);
  if (status != EXIT_DONE) return status;
  say_reading(s, in->frame);
  status = take_subset(s, in);
  in->k = status == EXIT_DONE ? tsq_frame_rows(in->frame) : 0;
  if (status == EXIT_DONE) status = say_totals(s, in->frame, in->k);
  if (status == EXIT_DONE && tsq_frame_lines(in->frame, &in->lines) != TSQ_OK) status = library_error(s);
  return status == EXIT_DONE ? read_labels(s, in) : status;
}

void close_input(input *in) {
  for (size_t i = 0; in->own_labels != NULL && i < in->k; i++) {
    free(in->own_labels[i]);
  }
  free(in->own_labels);
  tsq_frame_free(in->frame);
  free(in->own);
}
