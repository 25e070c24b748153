/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tausq: meta-analysis from the shell. */
#include "cli.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
  int which;
  int (*run)(const settings *s);
} runs[] = {{CMD_EFFECTS, run_effects}, {CMD_FIT, run_fit},     {CMD_ROWS, run_rows},
            {CMD_PLOTS, run_plot},      {CMD_RERUN, run_rerun}, {CMD_MEASURES, run_measures}};

static int run(const settings *s) {
  for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
    if (runs[i].which & s->which) return runs[i].run(s);
  }
  return EXIT_USAGE;
}

/* The command line as a shell would take it again; NULL: no memory. */
static char *call_of(int argc, char **argv) {
  static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+,./:@%";
  size_t room = sizeof "tausq";
  for (int i = 1; i < argc; i++) {
    room += 4 * strlen(argv[i]) + 3;
  }
  char *call = malloc(room);
  if (call == NULL) return NULL;
  char *at = call + sprintf(call, "tausq");
  for (int i = 1; i < argc; i++) {
    int quoted = argv[i][0] == '\0' || strspn(argv[i], plain) < strlen(argv[i]);
    at += sprintf(at, quoted ? " '" : " ");
    for (const char *c = argv[i]; *c != '\0'; c++) {
      at += *c == '\'' ? sprintf(at, "'\\''") : sprintf(at, "%c", *c);
    }
    if (quoted) at += sprintf(at, "'");
  }
  return call;
}

static int unknown_command(const settings *s, const char *name) {
  nearest n = {.typed = name};
  for (size_t i = 0; i < n_commands; i++) {
    nearest_try(&n, commands[i].name);
  }
  if (n.word != NULL) return usage_error(s, "unknown command '%s'; did you mean %s?", name, n.word);
  return usage_error(s, "unknown command '%s'; tausq help lists them", name);
}

static int help(const settings *s, const char *name) {
  if (name != NULL && strcmp(name, "columns") == 0) {
    print_columns();
    return finish_stdout(s);
  }
  if (name != NULL && find_command(name) == NULL) return unknown_command(s, name);
  print_help(name);
  return finish_stdout(s);
}

static int run_command(int argc, char **argv, settings *s) {
  const command *c = find_command(argv[1]);
  if (c == NULL) return unknown_command(s, argv[1]);
  s->command = argv[1];
  s->which = c->bit;
  int status = parse_options(argc - 2, argv + 2, s);
  if (status != EXIT_DONE) return status;
  if (s->help) return help(s, s->command);
  if (s->which != CMD_MEASURES && s->file == NULL)
    return usage_error(s, "which file? (a %s file, or - for standard input)",
                       s->which == CMD_RERUN ? "JSON" : "CSV");
  status = check_options(s);
  return status == EXIT_DONE ? run(s) : status;
}

int main(int argc, char **argv) {
  settings s = {.command = NULL};
  signal(SIGPIPE, SIG_IGN); /* a reader that has seen enough is no error */
  (void)setlocale(LC_CTYPE, "");
  if (argc < 2) {
    print_help(NULL);
    return EXIT_USAGE;
  }
  if (strcmp(argv[1], "--version") == 0) {
    printf("tausq %s\n", tsq_version());
    return finish_stdout(&s);
  }
  if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
    return help(&s, argc > 2 ? argv[2] : NULL);
  char *call = call_of(argc, argv);
  if (call == NULL) return out_of_memory(&s);
  s.call = call;
  int status = run_command(argc, argv, &s);
  free(call);
  return status;
}
