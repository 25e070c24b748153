/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns read from CSV or given, and what they are asked. */
#include "every_allocation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A late text (two passes), categories, quotes, a gap in the lines. */
static const char csv[] =
    "id,x,alloc,year\n1,44,random,1948\n2,55,\"sys, tematic\",1949\n\n3,42,alternate,1950\n"
    "4,52,random,1948\nfive,13,alternate,1949\n6,NA,random,1950\n7,19,random,1951\n";

static tsq_frame *whole(void) {
  tsq_frame *table = NULL;
  assert_int_equal(tsq_frame_parse_csv(csv, sizeof csv - 1, NULL, &table), TSQ_OK);
  return table;
}

/* What a table says: the numbers and texts of its columns. */
static void answer_table(every_try *t, tsq_frame *table) {
  size_t rows = tsq_frame_rows(table);
  every_answer(t, &rows, sizeof rows);
  for (size_t c = 0; c < tsq_frame_columns(table); c++) {
    const char *name = tsq_frame_column_name(table, c);
    const double *numbers = NULL;
    const char *const *texts = NULL;
    every_answer(t, name, strlen(name));
    if (tsq_frame_is_numeric(table, c)) {
      assert_int_equal(tsq_frame_numeric(table, name, &numbers), TSQ_OK);
      every_answer(t, numbers, rows * sizeof *numbers);
    }
    assert_int_equal(tsq_frame_text(table, name, &texts), TSQ_OK);
    for (size_t i = 0; i < rows; i++)
      every_answer(t, texts[i] == NULL ? "" : texts[i], texts[i] == NULL ? 1 : strlen(texts[i]));
  }
}

static int made(every_try *t, int status, tsq_frame *table) {
  if (status == TSQ_OK) {
    answer_table(t, table);
    tsq_frame_free(table);
  }
  return status;
}

static int parse(every_try *t) {
  tsq_frame *table = (tsq_frame *)(void *)t;
  every_handle(t, &table);
  int status = EVERY(t, tsq_frame_parse_csv(csv, sizeof csv - 1, NULL, &table));
  return made(t, status, table);
}

static int read_file(every_try *t) {
  static const char path[] = "every_allocation.tmp.csv";
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(csv, 1, sizeof csv - 1, file), sizeof csv - 1);
  fclose(file);
  tsq_frame *table = (tsq_frame *)(void *)t;
  every_handle(t, &table);
  int status = EVERY(t, tsq_frame_read_csv(path, NULL, &table));
  remove(path);
  return made(t, status, table);
}

static int empty(every_try *t) {
  tsq_frame *table = (tsq_frame *)(void *)t;
  every_handle(t, &table);
  int status = EVERY(t, tsq_frame_new(7, &table));
  return made(t, status, table);
}

static int subset(every_try *t) {
  tsq_frame *table = whole(), *part = (tsq_frame *)(void *)t;
  every_handle(t, &part);
  int status = EVERY(t, tsq_frame_subset(table, "x > 20 & id != five", &part));
  tsq_frame_free(table);
  return made(t, status, part);
}

/* After a failure the table has the columns that it had, and the same call succeeds. */
static int added(every_try *t, int status, tsq_frame *table, int (*again)(tsq_frame *)) {
  if (status != TSQ_OK) {
    assert_int_equal(tsq_frame_columns(table), 4);
    assert_int_equal(again(table), TSQ_OK);
  }
  (void)made(t, TSQ_OK, table);
  return status;
}

static int add_numbers(tsq_frame *table) {
  static const double numbers[7] = {1, 2, 3, 4, 5, 6, 7};
  return tsq_frame_add_numeric(table, "numbers", numbers);
}
static int add_numeric(every_try *t) {
  tsq_frame *table = whole();
  int status = EVERY(t, add_numbers(table));
  return added(t, status, table, add_numbers);
}

static int add_texts(tsq_frame *table) {
  static const char *const strings[7] = {"a", "b", NULL, "c", "a", "b", "c"};
  return tsq_frame_add_text(table, "strings", strings);
}
static int add_text(every_try *t) {
  tsq_frame *table = whole();
  int status = EVERY(t, add_texts(table));
  return added(t, status, table, add_texts);
}

/* A question to the whole table. */
#define ASK(name, type, out, call)                                                                           \
  static int name(every_try *t) {                                                                            \
    tsq_frame *table = whole();                                                                              \
    type out = (type)7;                                                                                      \
    every_handle(t, &out);                                                                                   \
    int status = EVERY(t, call);                                                                             \
    if (status != TSQ_OK)                                                                                    \
      (void)made(t, call, table); /* as good as before */                                                    \
    else                                                                                                     \
      tsq_frame_free(table);                                                                                 \
    return status;                                                                                           \
  }
ASK(texts, const char *const *, out, tsq_frame_text(table, "x", &out))
ASK(codes, const int32_t *, out, tsq_frame_codes(table, "year", &out))
ASK(numeric, const double *, out, tsq_frame_numeric(table, "x", &out))
ASK(levels, size_t, out, tsq_frame_levels(table, "alloc", &out))
ASK(find, size_t, out, tsq_frame_find(table, "year", &out))
ASK(guess, size_t, out, tsq_frame_guess(table, "year", &out))

ASK(lines, const size_t *, out, tsq_frame_lines(table, &out))
ASK(counts, const double *, out, tsq_frame_counts(table, "year", &out))

/* Percentages, of which numbers are made, and sums in the last row. */
static const char rates_csv[] = "study,events,rate\nA,4,12.5%\nB,9,40%\nTotal,13,26%\n";

static tsq_frame *rates_table(void) {
  tsq_frame *table = NULL;
  assert_int_equal(tsq_frame_parse_csv(rates_csv, sizeof rates_csv - 1, NULL, &table), TSQ_OK);
  return table;
}

static int proportions(every_try *t) {
  tsq_frame *table = rates_table();
  const double *out = (const double *)(void *)t;
  every_handle(t, &out);
  int status = EVERY(t, tsq_frame_proportions(table, "rate", &out));
  if (status != TSQ_OK) assert_int_equal(tsq_frame_proportions(table, "rate", &out), TSQ_OK);
  every_answer(t, out, 3 * sizeof *out);
  tsq_frame_free(table);
  return status;
}

static int totals(every_try *t) {
  tsq_frame *table = rates_table();
  int32_t out[3] = {-7, -7, -7};
  size_t n = 77;
  every_output(t, out, sizeof out);
  every_output(t, &n, sizeof n);
  int status = EVERY(t, tsq_frame_totals(table, out, &n));
  tsq_frame_free(table);
  return status;
}

static int row_name(every_try *t) {
  tsq_frame *table = whole();
  char out[40] = "untouched";
  every_output(t, out, sizeof out);
  int status = EVERY(t, tsq_frame_row_name(table, "x", 2, out, sizeof out)); /* labels that are numbers */
  tsq_frame_free(table);
  return status;
}

static int used_levels(every_try *t) {
  static const int32_t use[7] = {1, 0, 1, 0, 1, 0, 1};
  tsq_frame *table = whole();
  int32_t out[7] = {-7, -7, -7, -7, -7, -7, -7};
  const char *names[5] = {"-", "-", "-", "-", "-"};
  size_t n = 77;
  every_output(t, out, sizeof out);
  every_output(t, &n, sizeof n);
  for (int i = 0; i < 5; i++)
    every_handle(t, &names[i]);
  int status = EVERY(t, tsq_frame_used_levels(table, "year", use, out, names, &n));
  for (size_t i = 0; status == TSQ_OK && i < n; i++)
    every_answer(t, names[i], strlen(names[i]));
  tsq_frame_free(table);
  return status;
}

const every_case every_frame[] = {
    {"tsq_frame_parse_csv", "two passes", parse, 0},
    {"tsq_frame_read_csv", "a file", read_file, 0},
    {"tsq_frame_new", "seven rows", empty, 0},
    {"tsq_frame_subset", "two conditions", subset, 0},
    {"tsq_frame_add_numeric", "a column", add_numeric, 0},
    {"tsq_frame_add_text", "a column", add_text, 0},
    {"tsq_frame_text", "of numbers", texts, 0},
    {"tsq_frame_codes", "of numbers", codes, 0},
    {"tsq_frame_levels", "of texts", levels, 1},
    {"tsq_frame_numeric", "a column", numeric, 1},
    {"tsq_frame_find", "a column", find, 1},
    {"tsq_frame_guess", "year", guess, 1},
    {"tsq_frame_lines", "a gap", lines, 0},
    {"tsq_frame_counts", "a column", counts, 1},
    {"tsq_frame_proportions", "percentages", proportions, 0},
    {"tsq_frame_totals", "a last row", totals, 0},
    {"tsq_frame_row_name", "labels of numbers", row_name, 0},
    {"tsq_frame_used_levels", "of numbers", used_levels, 0},
    {NULL, NULL, NULL, 0},
};
