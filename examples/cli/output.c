/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Output: all of it, or an error and nothing. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int to_stdout(const settings *s, const char *text, size_t bytes) {
  errno = 0;
  if (fwrite(text, 1, bytes, stdout) == bytes && fflush(stdout) == 0) return EXIT_DONE;
  if (errno == EPIPE) return EXIT_DONE; /* the reader went away */
  fprintf(stderr, "tausq %s: standard output: %s\n", s->command, strerror(errno));
  return EXIT_ANALYSIS;
}

int write_output(const settings *s, const char *text, size_t bytes) {
  if (s->output == NULL || strcmp(s->output, "-") == 0) return to_stdout(s, text, bytes);
  size_t room = strlen(s->output) + 8;
  char *temporary = malloc(room);
  if (temporary == NULL) return usage_error(s, "out of memory");
  snprintf(temporary, room, "%s.part", s->output);
  FILE *file = fopen(temporary, "wb");
  int done = file != NULL && fwrite(text, 1, bytes, file) == bytes;
  if (file != NULL) done = (fclose(file) == 0) && done;
  if (done) done = rename(temporary, s->output) == 0;
  if (!done) {
    fprintf(stderr, "tausq %s: %s: %s\n", s->command, s->output, strerror(errno));
    if (file != NULL) remove(temporary);
  }
  free(temporary);
  return done ? EXIT_DONE : EXIT_ANALYSIS;
}
