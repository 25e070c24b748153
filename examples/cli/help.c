/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --help, from the tables of options: the command's own and the models'. */
#include "cli.h"
#include "columns.h"

#include <stdio.h>
#include <string.h>

enum { INDENT = 25 };

static void overview(void) {
  printf("tausq %s: meta-analysis\n\nusage: tausq COMMAND FILE [OPTION...]     (FILE is CSV; - is standard "
         "input)\n\n",
         tsq_version());
  for (size_t i = 0; i < n_commands; i++) {
    printf("  %-10s %s\n", commands[i].name, commands[i].summary);
  }
  printf("\ntausq COMMAND --help tells the options; tausq help columns by which names columns\nare found; "
         "tausq --version the version.\n");
}

void print_columns(void) {
  for (size_t i = 0; i < sizeof columns_help / sizeof columns_help[0]; i++) {
    fputs(columns_help[i], stdout);
  }
}

void print_wrapped(const char *text, int column, int indent) {
  while (*text != '\0') {
    int n = (int)strcspn(text, " ");
    if (column > indent && column + 1 + n > 80) {
      printf("\n%*s", indent, "");
      column = indent;
    } else if (column > indent) {
      printf(" ");
      column++;
    }
    printf("%.*s", n, text);
    column += n;
    text += n + (text[n] == ' ' ? 1 : 0);
  }
  printf("\n");
}

static void print_option(const char *name, const char *value, const char *help) {
  int column = printf("  --%s%s%s", name, value != NULL ? " " : "", value != NULL ? value : "");
  if (column < INDENT - 1) {
    column += printf("%*s", INDENT - column, "");
  } else {
    printf("\n%*s", INDENT, "");
    column = INDENT;
  }
  print_wrapped(help, column, INDENT);
}

/* The models that there are, with what they pool. */
static void print_models(const own_option *o) {
  char help[800] = "";
  size_t used = 0;
  for (size_t i = 0; i < tsq_model_count() && used < sizeof help - 1; i++) {
    tsq_model_info m = {.size = sizeof m};
    if (tsq_model_at(i, &m) != TSQ_OK) continue;
    used += (size_t)snprintf(help + used, sizeof help - used, "%s%s%s (%s%s%s)", i > 0 ? "; " : "", m.name,
                             i == 0 ? ", the default" : "", m.title, m.measures[0] != '\0' ? ": " : "",
                             m.measures);
  }
  if (used < sizeof help)
    snprintf(help + used, sizeof help - used, ". UM.FS, UM.RS, CM.EL, CM.AL: glmm with --glmm-model");
  print_option(o->name, o->value, help);
}

static void print_model_options(void) {
  printf("\nOptions of models (and which of them take it):\n");
  for (size_t i = 0; i < model_option_count(); i++) {
    const model_option *m = model_option_at(i);
    char help[480];
    snprintf(help, sizeof help, "%s%s%s (%s)", m->text, m->values[0] != '\0' ? ": " : "", m->values,
             m->models);
    const char *value = m->word != NULL ? NULL : m->type == TSQ_OPTION_ENUM ? "NAME" : "X";
    print_option(m->name, value, help);
  }
}

void print_help(const char *name) {
  const command *c = name != NULL ? find_command(name) : NULL;
  if (c == NULL) {
    overview();
    return;
  }
  const char *file = c->bit & CMD_DATA ? " FILE" : c->bit & CMD_RERUN ? " FILE.json" : "";
  printf("tausq %s%s [OPTION...]: %s\n\n", c->name, file, c->summary);
  for (size_t i = 0; i < n_own_options; i++) {
    const own_option *o = &own_options[i];
    if (!(o->commands & c->bit)) continue;
    if (o->help == NULL) {
      print_models(o);
    } else {
      print_option(o->name, o->value, o->help);
    }
  }
  if (c->bit & CMD_DATA)
    print_option(
        "ROLE", "COL",
        "column of a role: yi, vi, sei, weights, or the measure's (ai, n1i, m1i, ...); usual names are "
        "recognised without it (tausq help columns)");
  if (c->bit & CMD_MODELS) print_model_options();
  printf("\nExamples:\n%s", c->examples);
}
