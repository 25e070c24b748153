/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fuzz target: any bytes as CSV, and then every question to the frame; or any bytes as a formula, as values, as a condition.
 *
 * With clang it is a libFuzzer target (fuzz_csv CORPUS_DIR). Built without it (TSQ_FUZZ_REPLAY) it runs the files named
 * on its command line once: the corpus as a test.
 *
 * The first byte chooses the options, the rest is the text. What must hold, whatever the text: no fault, a message with every
 * error, every row with its line, every code with its level. With the bit 32 the text is a formula, values and a condition
 * for a fixed frame instead.
 */
#include <tausq/design.h>
#include <tausq/frame.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Fuzzers look for a crash. */
static void must(int condition, const char *what) {
  if (condition) return;
  fprintf(stderr, "violated: %s (%s)\n", what, tsq_last_error());
  abort();
}

static void ask_column(tsq_frame *t, size_t j) {
  const char *name = tsq_frame_column_name(t, j);
  size_t rows = tsq_frame_rows(t), n_levels = 0, found = 0;
  const double *numbers = NULL;
  const char *const *texts = NULL;
  const int32_t *codes = NULL;
  must(tsq_frame_find(t, name, &found) == TSQ_OK && found == j, "a column is found by its name");
  int status = tsq_frame_numeric(t, name, &numbers);
  must((status == TSQ_OK) == tsq_frame_is_numeric(t, j), "is_numeric tells whether there are numbers");
  must(status == TSQ_OK || tsq_last_error()[0] != '\0', "an error has a message");
  must(tsq_frame_text(t, name, &texts) == TSQ_OK, "every column has texts");
  must(tsq_frame_codes(t, name, &codes) == TSQ_OK, "every column has codes");
  must(tsq_frame_levels(t, name, &n_levels) == TSQ_OK && n_levels <= rows,
       "there are no more levels than rows");
  for (size_t i = 0; i < rows; i++) {
    must(codes[i] >= -1 && (codes[i] < 0 || (size_t)codes[i] < n_levels), "codes are levels");
    must((codes[i] < 0) == (texts[i] == NULL), "missing is missing");
    if (codes[i] >= 0)
      must(strcmp(texts[i], tsq_frame_level(t, name, (size_t)codes[i])) == 0, "texts are levels");
  }
}

/* Counts are numbers, proportions are between 0 and 1, levels of some rows are among the levels of all. */
static void ask_kinds(tsq_frame *t, size_t j) {
  const char *name = tsq_frame_column_name(t, j);
  size_t rows = tsq_frame_rows(t), n_levels = 0, n_used = 0;
  const double *numbers = NULL;
  if (tsq_frame_counts(t, name, &numbers) == TSQ_OK) {
    must(tsq_frame_is_numeric(t, j), "counts are numbers");
    for (size_t i = 0; i < rows; i++)
      must(!(numbers[i] < 0), "no count is negative");
  } else {
    must(tsq_last_error()[0] != '\0', "an error has a message");
  }
  if (tsq_frame_proportions(t, name, &numbers) == TSQ_OK) {
    for (size_t i = 0; i < rows; i++)
      must(!(numbers[i] < 0 || numbers[i] > 1), "proportions are between 0 and 1");
  } else {
    must(tsq_last_error()[0] != '\0', "an error has a message");
  }
  must(tsq_frame_levels(t, name, &n_levels) == TSQ_OK, "every column has levels");
  int32_t *use = calloc(rows + 1, sizeof *use), *codes = calloc(rows + 1, sizeof *codes);
  const char **levels = calloc(n_levels + 1, sizeof *levels);
  must(use != NULL && codes != NULL && levels != NULL, "memory");
  for (size_t i = 0; i < rows; i += 2)
    use[i] = 1;
  must(tsq_frame_used_levels(t, name, use, codes, levels, &n_used) == TSQ_OK && n_used <= n_levels,
       "there are no more levels in use");
  for (size_t i = 0; i < rows; i++) {
    must(codes[i] < (int32_t)n_used, "codes are levels in use");
    if (codes[i] >= 0) must(levels[codes[i]] != NULL, "levels in use have names");
  }
  free(use);
  free(codes);
  free((void *)levels);
}

static void ask_rows(tsq_frame *t) {
  size_t line = 0, n_totals = 0, rows = tsq_frame_rows(t);
  const size_t *lines = NULL;
  char row_name[16];
  must(tsq_frame_lines(t, &lines) == TSQ_OK, "rows have lines");
  for (size_t i = 0; i < rows; i++) {
    must(tsq_frame_line(t, i) > line, "lines increase");
    line = tsq_frame_line(t, i);
    must(lines[i] == line, "all lines are each row's line");
  }
  must(tsq_frame_totals(t, NULL, &n_totals) == TSQ_OK && n_totals <= rows, "totals are rows");
  must(tsq_frame_reading(t)[0] != '\0', "what was read can be told");
  if (rows > 0) {
    must(tsq_frame_row_name(t, tsq_frame_column_name(t, 0), rows - 1, row_name, sizeof row_name) == TSQ_OK,
         "rows have names");
  }
}

static void ask_design(const tsq_frame *t, const char *terms, const char *values) {
  tsq_design *design = NULL;
  if (tsq_design_from_terms(t, terms, &design) != TSQ_OK) {
    must(design == NULL && tsq_last_error()[0] != '\0', "an error has a message and no design");
    return;
  }
  double *row = calloc(tsq_design_p(design) + 1, sizeof *row);
  must(row != NULL, "memory");
  tsq_design_parse_row(design, values, row);
  free(row);
  tsq_design_free(design);
}

static void ask_subset(const tsq_frame *t, const char *condition) {
  tsq_frame *subset = NULL;
  if (tsq_frame_subset(t, condition, &subset) != TSQ_OK) return;
  must(tsq_frame_rows(subset) <= tsq_frame_rows(t), "a subset is no larger");
  for (size_t j = 0; j < tsq_frame_columns(subset); j++)
    ask_column(subset, j);
  tsq_frame_free(subset);
}

/* The input as a formula, values or a condition for a frame that is always the same. */
static void ask_fixed_frame(const char *text) {
  static const double a[6] = {1, 2, 4, 7, 11, 16}, b[6] = {3, 1, 4, 1, 5, 9};
  static const char *const f[6] = {"x", "y", "z", "x", "y", NULL};
  tsq_frame *t = NULL;
  must(tsq_frame_new(6, &t) == TSQ_OK && tsq_frame_add_numeric(t, "a", a) == TSQ_OK &&
           tsq_frame_add_numeric(t, "b", b) == TSQ_OK && tsq_frame_add_text(t, "f", f) == TSQ_OK,
       "a frame from arrays");
  ask_design(t, text, "a=1,b=2,f=x");
  ask_design(t, "a*b*f + factor(b) + poly(a,2)", text);
  ask_subset(t, text);
  tsq_frame_free(t);
}

/* The input as CSV; its header's names as formulas and conditions. */
static void ask_csv(const char *text, size_t bytes, const tsq_csv_options *options) {
  tsq_frame *t = NULL;
  if (tsq_frame_parse_csv(text, bytes, options, &t) != TSQ_OK) {
    must(t == NULL && tsq_last_error()[0] != '\0', "an error has a message and no frame");
    return;
  }
  size_t column = 0;
  for (size_t j = 0; j < tsq_frame_columns(t); j++) {
    ask_column(t, j);
    ask_kinds(t, j);
  }
  if (tsq_frame_columns(t) > 0) ask_rows(t);
  tsq_frame_guess(t, "m1i", &column);
  for (size_t j = 0; j < tsq_frame_columns(t) && j < 4; j++) {
    const char *name = tsq_frame_column_name(t, j);
    ask_design(t, name, name);
    ask_subset(t, name);
  }
  tsq_frame_free(t);
}

static void ask_as_text(const uint8_t *data, size_t size) {
  char *text = malloc(size + 1);
  must(text != NULL, "memory");
  memcpy(text, data, size);
  text[size] = '\0';
  ask_fixed_frame(text);
  free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const missing[] = {"x", ""};
  if (size == 0) return 0;
  tsq_csv_options options = {.size = sizeof options};
  options.delimiter = (data[0] & 1) != 0 ? ';' : 0;
  options.decimal = (data[0] & 2) != 0 ? ',' : 0;
  options.no_header = (data[0] & 4) != 0;
  options.comment = (data[0] & 8) != 0 ? -1 : 0;
  options.missing = missing;
  options.n_missing = (data[0] & 16) != 0 ? 2 : 0;
  options.also_missing = missing;
  options.n_also_missing = (data[0] & 64) != 0 ? 1 : 0;
  if ((data[0] & 32) != 0) {
    ask_as_text(data + 1, size - 1);
  } else {
    ask_csv((const char *)data + 1, size - 1, &options);
  }
  return 0;
}

#ifdef TSQ_FUZZ_REPLAY

static int replay(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    fprintf(stderr, "cannot open %s\n", path);
    return EXIT_FAILURE;
  }
  static uint8_t data[1 << 20];
  size_t n = fread(data, 1, sizeof data, file);
  fclose(file);
  LLVMFuzzerTestOneInput(data, n);
  return EXIT_SUCCESS;
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    if (replay(argv[i]) != EXIT_SUCCESS) return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}

#endif
