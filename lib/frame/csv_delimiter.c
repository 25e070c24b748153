/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/csv_delimiter.h"

#include "base/status.h"

static const char candidates[] = {',', ';', '\t', '|'};
static const char *const names[] = {"comma", "semicolon", "tab", "pipe"};
#define N_CANDIDATES sizeof candidates
#define LINES_LOOKED_AT 50

typedef struct cut {
  size_t header;      /* delimiters in the first line */
  int is_even;        /* other lines have as many */
  int between_digits; /* all of them, as decimal marks are */
} cut;

static int is_digit_at(const tsqp_csv_text *text, size_t i) {
  return i < text->n && text->bytes[i] >= '0' && text->bytes[i] <= '9';
}

/* Delimiters outside quotes in the lines looked at, blank lines aside. */
static cut try_delimiter(const tsqp_csv_text *text, char delimiter) {
  cut c = {0, 1, 1};
  size_t here = 0, lines = 0, line_bytes = 0;
  int quoted = 0;
  for (size_t i = 0; i <= text->n && lines < LINES_LOOKED_AT; i++) {
    char byte = i < text->n ? text->bytes[i] : '\n';
    if (byte == '"') quoted = !quoted;
    if ((!quoted && (byte == '\n' || byte == '\r')) || i == text->n) {
      if (line_bytes > 0 && lines++ == 0) c.header = here;
      if (line_bytes > 0 && here != c.header) c.is_even = 0;
      here = line_bytes = 0;
      continue;
    }
    line_bytes++;
    if (quoted || byte != delimiter) continue;
    here++;
    if (i == 0 || !is_digit_at(text, i - 1) || !is_digit_at(text, i + 1)) c.between_digits = 0;
  }
  return c;
}

int tsqp_csv_find_delimiter(const tsqp_csv_text *text, unsigned char *delimiter) {
  size_t best = N_CANDIDATES, rival = N_CANDIDATES;
  cut of[N_CANDIDATES];
  int other_fits = 0;
  for (size_t j = 0; j < N_CANDIDATES; j++) {
    of[j] = try_delimiter(text, candidates[j]);
    other_fits |= j > 0 && of[j].header > 0 && of[j].is_even;
  }
  if (other_fits && of[0].between_digits) of[0].header = 0; /* 0,25;0,04 without a header of names */
  for (size_t j = 0; j < N_CANDIDATES; j++) {
    if (of[j].header == 0) continue;
    int is_better = best == N_CANDIDATES || of[j].is_even > of[best].is_even ||
                    (of[j].is_even == of[best].is_even && of[j].header > of[best].header);
    if (is_better) {
      best = j;
      rival = N_CANDIDATES;
    } else if (of[j].is_even && of[best].is_even && of[j].header == of[best].header) {
      rival = j;
    }
  }
  if (rival < N_CANDIDATES) {
    return tsqp_fail(TSQ_ERR_PARSE,
                     "line %zu: %zu columns with a %s between cells or with a %s: say which it is (option "
                     "delimiter, or a first line such as sep=;)",
                     text->line, of[best].header + 1, names[best], names[rival]);
  }
  *delimiter = (unsigned char)(best < N_CANDIDATES ? candidates[best] : ',');
  return TSQ_OK;
}

const char *tsqp_csv_delimiter_name(unsigned char delimiter) {
  for (size_t j = 0; j < N_CANDIDATES; j++) {
    if ((unsigned char)candidates[j] == delimiter) return names[j];
  }
  return delimiter == ' ' ? "space" : "character";
}
