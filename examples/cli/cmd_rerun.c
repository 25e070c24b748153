/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tausq rerun: fits again what a JSON report tells, and says which numbers changed. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOLERANCE 1e-12

/* The whole of a file, or of standard input, with its length. */
static int read_all(const settings *s, char **text, size_t *bytes) {
  int is_stdin = strcmp(s->file, "-") == 0;
  errno = 0;
  FILE *file = is_stdin ? stdin : fopen(s->file, "rb");
  size_t room = 0;
  int status = EXIT_DONE;
  *text = NULL;
  *bytes = 0;
  while (file != NULL && status == EXIT_DONE && !feof(file) && !ferror(file)) {
    if (room - *bytes < 4096) {
      char *more = realloc(*text, room = 2 * room + 65536);
      if (more == NULL) status = out_of_memory(s);
      if (more != NULL) *text = more;
    }
    if (status == EXIT_DONE) *bytes += fread(*text + *bytes, 1, room - *bytes, file);
  }
  if (status == EXIT_DONE && (file == NULL || ferror(file))) {
    fprintf(stderr, "tausq %s: %s: %s\n", s->command, s->file, strerror(errno));
    status = EXIT_ANALYSIS;
  }
  if (file != NULL && !is_stdin) (void)fclose(file);
  return status;
}

/* The changes, a line each, or a word that there are none. */
static int say_changes(const settings *s, const char *json, size_t bytes, const tsq_fit *fit) {
  static const char none[] = "nothing changed\n";
  size_t needed = 0;
  int status = tsq_report_changes(json, bytes, fit, TOLERANCE, NULL, 0, &needed);
  if (status != TSQ_ERR_BUFFER) return library_error(s);
  char *text = malloc(needed);
  if (text == NULL) return out_of_memory(s);
  if (tsq_report_changes(json, bytes, fit, TOLERANCE, text, needed, NULL) != TSQ_OK) {
    status = library_error(s);
  } else if (text[0] == '\0') {
    status = write_output(s, none, sizeof none - 1);
  } else {
    status = write_output(s, text, strlen(text));
    if (status == EXIT_DONE) status = EXIT_ANALYSIS;
  }
  free(text);
  return status;
}

int run_rerun(const settings *s) {
  char *text;
  size_t bytes;
  tsq_fit *fit = NULL;
  int status = read_all(s, &text, &bytes);
  if (status == EXIT_DONE && tsq_rerun(text, bytes, &fit) != TSQ_OK) status = library_error(s);
  if (status == EXIT_DONE) status = say_changes(s, text, bytes, fit);
  tsq_fit_free(fit);
  free(text);
  return status;
}
