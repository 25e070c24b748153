/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Output: all of it, or an error and nothing. */
#define _XOPEN_SOURCE 700
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int finish_stdout(const settings *s) {
  if (fflush(stdout) == 0 && ferror(stdout) == 0) return EXIT_DONE;
  if (errno == EPIPE) return EXIT_DONE; /* the reader went away */
  fprintf(stderr, "tausq%s%s: standard output: %s\n", s->command != NULL ? " " : "",
          s->command != NULL ? s->command : "", strerror(errno));
  return EXIT_ANALYSIS;
}

static int to_stdout(const settings *s, const char *text, size_t bytes) {
  errno = 0;
  (void)fwrite(text, 1, bytes, stdout);
  return finish_stdout(s);
}

/* Writes, closes, and returns 0 or what went wrong. */
static int write_stream(FILE *file, const char *text, size_t bytes) {
  int failure = 0;
  errno = 0;
  if (fwrite(text, 1, bytes, file) != bytes) failure = errno != 0 ? errno : EIO;
  if (fclose(file) != 0 && failure == 0) failure = errno;
  return failure;
}

/* A device or a pipe takes the text itself: a file renamed over it would destroy it. */
static int write_through(const char *path, const char *text, size_t bytes) {
  FILE *file = fopen(path, "wb");
  return file != NULL ? write_stream(file, text, bytes) : errno;
}

/* The mode of the file that is replaced, or the one that the umask gives new files. */
static int set_mode(int fd, const struct stat *replaced) {
  mode_t mask = umask(0);
  (void)umask(mask);
  return fchmod(fd, replaced != NULL ? replaced->st_mode & 07777 : 0666 & ~mask) == 0 ? 0 : errno;
}

/* Beside the target under a name of its own, then renamed: the file is complete or as it was. */
static int replace_file(const char *target, const struct stat *replaced, const char *text, size_t bytes) {
  const char *slash = strrchr(target, '/');
  int folder = slash == NULL ? 0 : (int)(slash - target) + 1;
  size_t room = (size_t)folder + 32;
  char *temporary = malloc(room);
  if (temporary == NULL) return ENOMEM;
  snprintf(temporary, room, "%.*s.tausq-XXXXXX", folder, target);
  int fd = mkstemp(temporary);
  int failure = fd < 0 ? errno : set_mode(fd, replaced);
  FILE *file = fd >= 0 ? fdopen(fd, "wb") : NULL;
  if (fd >= 0 && file == NULL) (void)close(fd);
  if (file != NULL) {
    int unwritten = write_stream(file, text, bytes);
    if (failure == 0) failure = unwritten;
  } else if (failure == 0) {
    failure = errno;
  }
  if (failure == 0 && rename(temporary, target) != 0) failure = errno;
  if (failure != 0 && fd >= 0) (void)unlink(temporary);
  free(temporary);
  return failure;
}

/* Symbolic links are followed, so that they stay links. */
static int replace_existing(const char *path, const struct stat *existing, const char *text, size_t bytes) {
  char *target = access(path, W_OK) == 0 ? realpath(path, NULL) : NULL;
  if (target == NULL) return errno;
  int failure = replace_file(target, existing, text, bytes);
  free(target);
  return failure;
}

static int write_file(const char *path, const char *text, size_t bytes) {
  struct stat at;
  if (stat(path, &at) == 0)
    return S_ISREG(at.st_mode) ? replace_existing(path, &at, text, bytes) : write_through(path, text, bytes);
  /* a link to a file that is not there yet makes that file */
  return lstat(path, &at) == 0 ? write_through(path, text, bytes) : replace_file(path, NULL, text, bytes);
}

int write_output(const settings *s, const char *text, size_t bytes) {
  if (s->output == NULL || strcmp(s->output, "-") == 0) return to_stdout(s, text, bytes);
  int failure = write_file(s->output, text, bytes);
  if (failure == 0) return EXIT_DONE;
  fprintf(stderr, "tausq %s: %s: %s\n", s->command, s->output, strerror(failure));
  return EXIT_ANALYSIS;
}
