/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are the totals of the others, as papers' tables and spreadsheets have them. */
#include "base/alloc.h"
#include "base/status.h"
#include "frame/column.h"

#include <math.h>
#include <string.h>

/* In lower case; what follows one in a label is not a letter. */
static const char *const words[] = {"total",
                                    "totals",
                                    "subtotal",
                                    "sub-total",
                                    "overall",
                                    "sum",
                                    "all studies",
                                    "all trials",
                                    "combined",
                                    "pooled",
                                    "grand total", /* English */
                                    "summe",
                                    "gesamt",
                                    "insgesamt",
                                    "zwischensumme", /* German */
                                    "totaux",
                                    "sous-total",
                                    "ensemble",
                                    "somme", /* French */
                                    "suma",
                                    "subtotales",
                                    "totales", /* Spanish, Polish */
                                    "soma",
                                    "totais",
                                    "totale",
                                    "totali",
                                    "somma",
                                    "totaal",
                                    "totalt",
                                    "i alt",
                                    "yhteens\xC3\xA4",
                                    "razem",
                                    "celkem",
                                    "toplam",
                                    "\xD0\xB8\xD1\x82\xD0\xBE\xD0\xB3\xD0\xBE",
                                    "\xD0\x98\xD1\x82\xD0\xBE\xD0\xB3\xD0\xBE",
                                    "\xE5\x90\x88\xE8\xAE\xA1",
                                    "\xE5\x90\x88\xE8\xA8\x88",
                                    "\xE6\x80\xBB\xE8\xAE\xA1"};

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int begins_with_word(const char *label) {
  while (*label == ' ' || *label == '*' || *label == '(')
    label++;
  for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
    size_t n = 0;
    while (words[w][n] != '\0' && lower(label[n]) == words[w][n])
      n++;
    char after = words[w][n] == '\0' ? lower(label[n]) : 'a';
    if (!(after >= 'a' && after <= 'z') && (unsigned char)after < 0x80) return 1;
  }
  return 0;
}

enum { ORDINARY, LABELLED, UNLABELLED };

/* Labelled as a total, or a last row in which every text is missing. */
static int kind_of_row(const tsq_frame *frame, size_t row) {
  size_t n_texts = 0, n_missing = 0;
  for (size_t j = 0; j < frame->n_columns; j++) {
    const tsqp_column *c = &frame->column[j];
    if (!c->is_text || c->is_percent) continue;
    n_texts++;
    if (c->codes[row] < 0) {
      n_missing++;
    } else if (begins_with_word(c->levels[c->codes[row]])) {
      return LABELLED;
    }
  }
  return n_texts > 0 && n_missing == n_texts && row + 1 == frame->rows ? UNLABELLED : ORDINARY;
}

/* What is counted of a row, over the numeric columns in which it has a number. */
typedef struct tally {
  size_t present, of_all, of_block; /* equal to the sum of all ordinary rows, of those since the last total */
  int kind;
} tally;

static int equals(double value, double sum) {
  return sum != 0 && fabs(value - sum) <= 1e-9 * fabs(sum);
}

static void tally_column(const double *numbers, size_t rows, tally *row) {
  double all = 0, block = 0;
  for (size_t i = 0; i < rows; i++) {
    if (row[i].kind == ORDINARY && !isnan(numbers[i])) all += numbers[i];
  }
  for (size_t i = 0; i < rows; i++) {
    if (row[i].kind == ORDINARY) {
      if (!isnan(numbers[i])) block += numbers[i];
      continue;
    }
    if (!isnan(numbers[i])) {
      row[i].present++;
      row[i].of_all += (size_t)equals(numbers[i], all);
      row[i].of_block += (size_t)equals(numbers[i], block);
    }
    block = 0;
  }
}

static int is_total(const tally *row) {
  size_t equal = row->of_all > row->of_block ? row->of_all : row->of_block;
  if (row->kind == LABELLED) return equal > 0;
  return row->kind == UNLABELLED && equal == row->present && equal > 1;
}

int tsq_frame_totals(const tsq_frame *frame, int32_t *totals, size_t *n_totals) {
  tsqp_clear_error();
  TSQP_NOT_NULL(frame);
  tally *row = tsqp_calloc(frame->rows, sizeof *row);
  if (row == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: the totals among %zu rows", frame->rows);
  size_t candidates = 0, n = 0;
  for (size_t i = 0; i < frame->rows; i++) {
    row[i].kind = kind_of_row(frame, i);
    candidates += row[i].kind != ORDINARY;
  }
  for (size_t j = 0; j < frame->n_columns && candidates > 0; j++) {
    if (!frame->column[j].is_text) tally_column(frame->column[j].numbers, frame->rows, row);
  }
  for (size_t i = 0; i < frame->rows; i++) {
    int here = is_total(&row[i]);
    n += (size_t)here;
    if (totals != NULL) totals[i] = here;
  }
  if (n_totals != NULL) *n_totals = n;
  tsqp_free(row);
  return TSQ_OK;
}
