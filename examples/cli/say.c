/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Complaints, in the words of the command line; the word that was meant. */
#include "cli.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void begin(const settings *s) {
  fprintf(stderr, "tausq%s%s: ", s->command != NULL ? " " : "", s->command != NULL ? s->command : "");
}

int usage_error(const settings *s, const char *format, ...) {
  va_list args;
  begin(s);
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  fprintf(stderr, "\n");
  return EXIT_USAGE;
}

int out_of_memory(const settings *s) {
  begin(s);
  fprintf(stderr, "out of memory\n");
  return EXIT_ANALYSIS;
}

/* "options.ci_kind = PL: ..." is "--tau2-ci PL: ..." here, and a matter of usage. */
int library_error(const settings *s) {
  static const char prefix[] = "options.";
  const char *message = tsq_last_error();
  const char *member = message + sizeof prefix - 1;
  if (strncmp(message, prefix, sizeof prefix - 1) == 0) {
    size_t length = strcspn(member, " :=");
    const char *name = dashes_of(member, length);
    const char *rest = member + length;
    if (strncmp(rest, " = ", 3) == 0) rest += 2;
    if (name != NULL) return usage_error(s, "--%s%s", name, rest);
  }
  begin(s);
  fprintf(stderr, "%s\n", message);
  return EXIT_ANALYSIS;
}

/* Steps of one letter between two words, cut off at 9. */
static size_t distance(const char *a, const char *b) {
  size_t row[64];
  size_t n = strlen(b);
  if (n >= 64) return 9;
  for (size_t j = 0; j <= n; j++) {
    row[j] = j;
  }
  for (size_t i = 1; a[i - 1] != '\0'; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= n; j++) {
      int same = tolower((unsigned char)a[i - 1]) == tolower((unsigned char)b[j - 1]);
      size_t best = diagonal + (same ? 0 : 1);
      diagonal = row[j];
      if (row[j] + 1 < best) best = row[j] + 1;
      if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
      row[j] = best;
    }
  }
  return row[n];
}

/* Two letters may differ, and at most every third. */
void nearest_try(nearest *n, const char *word) {
  size_t length = strlen(n->typed);
  size_t most = length < 3 ? 1 : length < 8 ? 2 : 3;
  size_t d = distance(n->typed, word);
  if (d > most || (n->word != NULL && d >= n->distance)) return;
  n->word = word;
  n->distance = d;
}
