/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tausq: meta-analysis from the shell. */
#include "cli.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct {
  int which;
  int (*run)(const settings *s);
} runs[] = {{CMD_EFFECTS, run_effects}, {CMD_FIT, run_fit},     {CMD_FOREST, run_plot},
            {CMD_FUNNEL, run_plot},     {CMD_BUBBLE, run_plot}, {CMD_MEASURES, run_measures}};

static int run(const settings *s) {
  for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
    if (runs[i].which == s->which) return runs[i].run(s);
  }
  return EXIT_USAGE;
}

int main(int argc, char **argv) {
  settings s = {.command = NULL};
  signal(SIGPIPE, SIG_IGN); /* a reader that has seen enough is no error */
  if (argc < 2) {
    print_help(NULL);
    return EXIT_USAGE;
  }
  if (strcmp(argv[1], "--version") == 0) {
    printf("tausq %s\n", tsq_version());
    return EXIT_DONE;
  }
  if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
    if (argc > 2 && strcmp(argv[2], "columns") == 0) {
      print_columns();
      return EXIT_DONE;
    }
    if (argc > 2 && command_bit(argv[2]) == 0)
      return usage_error(&s, "unknown command '%s'; tausq help lists them", argv[2]);
    print_help(argc > 2 ? argv[2] : NULL);
    return EXIT_DONE;
  }
  s.which = command_bit(argv[1]);
  if (s.which == 0) return usage_error(&s, "unknown command '%s'; tausq help lists them", argv[1]);
  s.command = argv[1];
  int status = parse_options(argc - 2, argv + 2, &s);
  if (status != EXIT_DONE) return status;
  if (s.help) {
    print_help(s.command);
    return EXIT_DONE;
  }
  if ((s.which & CMD_DATA) && s.file == NULL) {
    return usage_error(&s, "which file? (a CSV file, or - for standard input)");
  }
  status = check_options(&s);
  return status == EXIT_DONE ? run(&s) : status;
}
