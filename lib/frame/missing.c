/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/missing.h"

#include "base/alloc.h"
#include "base/status.h"
#include "frame/spelling.h"

#include <string.h>

/* As written: "Na" is a family name. #NV, #N/D: Excel's #N/A in German, in Italian and Spanish. */
static const char *const usual[] = {
    "NA",  "N/A",  "n/a",  "#N/A",         "#NA",          "#NV",          "#N/D",         "NaN",
    "nan", "NULL", "null", "NR",           "nr",           "N.R.",         "n.r.",         "n.r",
    "N/R", "n/r",  "N.A.", "n.a.",         "not reported", "Not reported", "Not Reported", "NOT REPORTED",
    ".",   "-",    "--",   "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x88\x92"};
#define N_USUAL (sizeof usual / sizeof usual[0])

int tsqp_missing_new(const tsq_csv_options *options, tsqp_missing *missing) {
  const char *const *first = options->n_missing > 0 ? options->missing : usual;
  size_t n_first = options->n_missing > 0 ? options->n_missing : N_USUAL;
  tsqp_missing made = {.n = n_first + options->n_also_missing};
  made.word = tsqp_calloc(made.n, sizeof *made.word);
  made.n_cells = tsqp_calloc(made.n, sizeof *made.n_cells);
  if (made.word == NULL || made.n_cells == NULL) {
    tsqp_missing_free(&made);
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: %zu words for missing values",
                     n_first + options->n_also_missing);
  }
  for (size_t i = 0; i < made.n; i++) {
    made.word[i] = i < n_first ? first[i] : options->also_missing[i - n_first];
    made.begins[(unsigned char)made.word[i][0]] = 1;
  }
  *missing = made;
  return TSQ_OK;
}

void tsqp_missing_free(tsqp_missing *missing) {
  tsqp_free((void *)missing->word);
  tsqp_free(missing->n_cells);
  *missing = (tsqp_missing){0};
}

int tsqp_missing_cell(tsqp_missing *missing, const char *text) {
  size_t space;
  while ((space = tsqp_space_length(text)) > 0)
    text += space;
  if (*text == '\0') return TSQP_EMPTY;
  if (!missing->begins[(unsigned char)*text]) return TSQP_NOT_MISSING;
  size_t n = tsqp_trimmed_length(text);
  for (size_t i = 0; i < missing->n; i++) {
    if (strncmp(text, missing->word[i], n) != 0 || missing->word[i][n] != '\0') continue;
    missing->n_cells[i]++;
    return TSQP_MISSING_WORD;
  }
  return TSQP_NOT_MISSING;
}
