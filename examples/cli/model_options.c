/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of the library's models, from its own tables: a new one is there without a line here. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

/* Where the command has another word than the member's own. */
static const struct {
  const char *member, *name, *word;
} spelled[] = {{"ci_kind", "tau2-ci", NULL},
               {"pi_kind", "prediction", NULL},
               {"i2_kind", "i2", NULL},
               {"redundant", "drop-redundant", "drop"}};

/* Members that follow from other options, or that say how the library works. */
static const struct {
  const char *member, *name; /* NULL = none */
} apart[] = {{"measure", "measure"}, {"tau2_fixed", "tau2"}, {"add_mode", "add"},
             {"add", "add"},         {"to", "to"},           {"keep", NULL}};

enum { MOST = 48 };
static model_option known[MOST];
static size_t n_known;

static int is_apart(const char *member) {
  for (size_t i = 0; i < sizeof apart / sizeof apart[0]; i++) {
    if (strcmp(apart[i].member, member) == 0) return 1;
  }
  return 0;
}

static void set_name(model_option *m, const tsq_option *o) {
  snprintf(m->name, sizeof m->name, "%s", o->name);
  for (char *at = m->name; *at != '\0'; at++) {
    if (*at == '_') *at = '-';
  }
  if (o->type == TSQ_OPTION_FLAG) m->word = "1";
  for (size_t i = 0; i < sizeof spelled / sizeof spelled[0]; i++) {
    if (strcmp(spelled[i].member, o->name) != 0) continue;
    snprintf(m->name, sizeof m->name, "%s", spelled[i].name);
    m->word = spelled[i].word;
  }
}

static void append(char *text, size_t room, const char *before, const char *more) {
  size_t used = strlen(text);
  snprintf(text + used, room - used, "%s%s", used > 0 ? before : "", more);
}

/* Values are those of the first model that has the option; what others have stands beside their names. */
static void add_model(model_option *m, const char *model, const tsq_option *o) {
  const char *values = o->values != NULL && m->word == NULL ? o->values : "";
  if (m->member == NULL) {
    m->member = o->name;
    m->type = o->type;
    m->text = o->text;
    set_name(m, o);
    if (m->word == NULL) snprintf(m->values, sizeof m->values, "%s", values);
  }
  append(m->models, sizeof m->models, ", ", model);
  if (m->word != NULL || strcmp(values, m->values) == 0) return;
  append(m->models, sizeof m->models, ": ", values);
}

static void read_tables(void) {
  for (size_t i = 0; i < tsq_model_count(); i++) {
    tsq_model_info info = {.size = sizeof info};
    tsq_option o = {.size = sizeof o};
    if (tsq_model_at(i, &info) != TSQ_OK) continue;
    for (size_t j = 0; j < info.n_options; j++) {
      if (tsq_model_option(info.name, j, &o) != TSQ_OK || is_apart(o.name)) continue;
      size_t at = 0;
      while (at < n_known && strcmp(known[at].member, o.name) != 0) {
        at++;
      }
      if (at == MOST) continue;
      add_model(&known[at], info.name, &o);
      if (at == n_known) n_known++;
    }
  }
}

size_t model_option_count(void) {
  if (n_known == 0) read_tables();
  return n_known;
}

const model_option *model_option_at(size_t i) {
  return &known[i];
}

const char *dashes_of(const char *member, size_t length) {
  for (size_t i = 0; i < sizeof apart / sizeof apart[0]; i++) {
    if (strlen(apart[i].member) == length && strncmp(apart[i].member, member, length) == 0)
      return apart[i].name;
  }
  for (size_t i = 0; i < model_option_count(); i++) {
    if (strlen(known[i].member) == length && strncmp(known[i].member, member, length) == 0)
      return known[i].name;
  }
  return NULL;
}

int set_model_option(const settings *s, const given *g, tsq_options *o) {
  static const char prefix[] = "option ";
  if (tsq_option_set(o, g->name, g->value) != TSQ_OK) {
    const char *message = tsq_last_error();
    const char *colon = strncmp(message, prefix, sizeof prefix - 1) == 0 ? strchr(message, ':') : NULL;
    const char *name = dashes_of(g->name, strlen(g->name));
    return usage_error(s, "--%s: %s", name != NULL ? name : g->name, colon != NULL ? colon + 2 : message);
  }
  if (strcmp(g->name, "tau2") == 0) o->tau2_fixed = 1;
  if (strcmp(g->name, "level") == 0 && o->level == 0) /* which would mean the default */
    return usage_error(s, "--level %s: a confidence level lies between 0 and 1, such as 0.95", g->value);
  return EXIT_DONE;
}
