/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a CSV file to effects: columns by name, or recognised by their usual names. */
#include "cli.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_WORDS 32

const char *role_column(const settings *s, const input *in, const char *role) {
  size_t column;
  for (size_t i = 0; i < s->n_roles; i++) {
    if (strcmp(s->role[i], role) == 0) return s->role_column[i];
  }
  if (tsq_frame_guess(in->frame, role, &column) == TSQ_OK) return tsq_frame_column_name(in->frame, column);
  return NULL;
}

const double *counts_of(const input *in, const char *role) {
  const double *values = NULL;
  for (size_t j = 0; j < in->n_columns; j++) {
    if (strcmp(in->roles[j], role) == 0 && tsq_frame_numeric(in->frame, in->columns[j], &values) == TSQ_OK)
      return values;
  }
  return NULL;
}

tsq_tables tables_of(const input *in) {
  return (tsq_tables){.k = in->k,
                      .ai = counts_of(in, "ai"),
                      .bi = counts_of(in, "bi"),
                      .ci = counts_of(in, "ci"),
                      .di = counts_of(in, "di"),
                      .n1i = counts_of(in, "n1i"),
                      .n2i = counts_of(in, "n2i")};
}

static int named(const settings *s, const char *role) {
  for (size_t i = 0; i < s->n_roles; i++) {
    if (strcmp(s->role[i], role) == 0) return 1;
  }
  return 0;
}

static int numeric(const settings *s, const input *in, const char *column, const double **values) {
  return tsq_frame_numeric(in->frame, column, values) == TSQ_OK ? EXIT_DONE : library_error(s);
}

static int has_role(const input *in, const char *role) {
  for (size_t j = 0; j < in->n_columns; j++) {
    if (strcmp(in->roles[j], role) == 0) return 1;
  }
  return 0;
}

/* Events and group sizes. Beside ci, di is a count; elsewhere it is a standardized difference. */
static int is_count(const input *in, const char *role) {
  static const char *const counts[] = {"ai", "bi", "ci", "n1i", "n2i", "x1i", "x2i", "xi", "ni"};
  for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
    if (strcmp(role, counts[i]) == 0) return 1;
  }
  return strcmp(role, "di") == 0 && has_role(in, "ci");
}

/* A role's column; those of counts have whole numbers, those of proportions may have percentages. */
static int role_values(const settings *s, const input *in, size_t j, const double **values) {
  const char *role = in->roles[j], *column = in->columns[j];
  size_t index;
  int status = tsq_frame_find(in->frame, column, &index);
  int proportion = strcmp(role, "pi") == 0 || strcmp(role, "r2i") == 0;
  if (status == TSQ_OK && proportion && !tsq_frame_is_numeric(in->frame, index)) {
    status = tsq_frame_proportions(in->frame, column, values);
  } else if (status == TSQ_OK && is_count(in, role)) {
    status = tsq_frame_counts(in->frame, column, values);
  } else if (status == TSQ_OK) {
    status = tsq_frame_numeric(in->frame, column, values);
  }
  return status == TSQ_OK ? EXIT_DONE : library_error(s);
}

/* yi and vi (or sei) as they stand in the file. */
static int given_effects(const settings *s, input *in) {
  const char *yi = role_column(s, in, "yi");
  const char *vi = named(s, "sei") ? NULL : role_column(s, in, "vi");
  const char *sei = named(s, "vi") ? NULL : role_column(s, in, "sei");
  const double *column = NULL;
  if (named(s, "vi") && named(s, "sei")) return usage_error(s, "give --vi or --sei, not both");
  if (yi == NULL || (vi == NULL && sei == NULL)) {
    return usage_error(s, "no %s column was recognised; name it with --%s, or compute effects with --measure",
                       yi == NULL ? "yi" : "vi or sei", yi == NULL ? "yi COL" : "vi COL or --sei COL");
  }
  size_t bytes = in->k * sizeof(double);
  in->own = malloc(2 * bytes + 1);
  if (in->own == NULL) return usage_error(s, "out of memory");
  in->yi = in->own;
  *(vi != NULL ? &in->vi : &in->sei) = in->own + in->k;
  if (numeric(s, in, yi, &column) != EXIT_DONE) return EXIT_ANALYSIS;
  memcpy(in->own, column, bytes);
  if (numeric(s, in, vi != NULL ? vi : sei, &column) != EXIT_DONE) return EXIT_ANALYSIS;
  memcpy(in->own + in->k, column, bytes);
  return EXIT_DONE;
}

/* Fills columns and roles from one set of roles ("ai bi ci di"); says which role is missing. */
static int try_set(const settings *s, input *in, const char *set, char *missing, size_t room) {
  char *names = in->role_names;
  snprintf(names, sizeof in->role_names, "%s", set);
  in->n_columns = 0;
  for (char *role = strtok(names, " "); role != NULL && in->n_columns < 16; role = strtok(NULL, " ")) {
    const char *column = role_column(s, in, role);
    if (column == NULL) {
      snprintf(missing, room, "%s", role);
      return 0;
    }
    in->roles[in->n_columns] = role;
    in->columns[in->n_columns++] = column;
  }
  return 1;
}

static int no_columns(const settings *s, const input *in, const char *missing) {
  fprintf(stderr,
          "tausq %s: %s needs columns that were not recognised (%s); name them, e.g. --%s COL.\nOne of these "
          "sets:",
          s->command, in->info.code, missing, missing);
  for (size_t i = 0; i < in->info.n_inputs; i++) {
    fprintf(stderr, "%s %s", i > 0 ? " |" : "", in->info.inputs[i]);
  }
  fprintf(stderr, "\nThe file has:");
  for (size_t j = 0; j < tsq_frame_columns(in->frame); j++) {
    fprintf(stderr, "%s %s", j > 0 ? "," : "", tsq_frame_column_name(in->frame, j));
  }
  fprintf(stderr, "\n");
  return EXIT_USAGE;
}

/* A column named for a role that the effects are not computed from would be passed over in silence. */
static int unused_role(const settings *s, const input *in) {
  for (size_t i = 0; i < s->n_roles; i++) {
    size_t j = 0;
    while (j < in->n_columns && strcmp(s->role[i], in->roles[j]) != 0) {
      j++;
    }
    if (j < in->n_columns || strcmp(s->role[i], "ni") == 0) continue;
    fprintf(stderr, "tausq %s: --%s is not used: %s is computed from", s->command, s->role[i], in->info.code);
    for (j = 0; j < in->n_columns; j++) {
      fprintf(stderr, " %s", in->roles[j]);
    }
    fprintf(stderr, "\n");
    return EXIT_USAGE;
  }
  return EXIT_DONE;
}

/* Whether a set of roles has all those that the command line names. */
static int covers(const settings *s, const char *set) {
  for (size_t i = 0; i < s->n_roles; i++) {
    size_t n = strlen(s->role[i]);
    const char *at = set;
    while (*at != '\0' && !(strncmp(at, s->role[i], n) == 0 && (at[n] == ' ' || at[n] == '\0'))) {
      at += strcspn(at, " ");
      at += strspn(at, " ");
    }
    if (*at == '\0' && strcmp(s->role[i], "ni") != 0) return 0;
  }
  return 1;
}

/* The first set whose columns are there; sets that use all the named roles come before others. */
static int choose_columns(const settings *s, input *in) {
  char missing[64] = "";
  for (int all = 0; all < 2; all++) {
    for (size_t i = 0; i < in->info.n_inputs; i++) {
      char first[64];
      if (all == 0 && !covers(s, in->info.inputs[i])) continue;
      if (try_set(s, in, in->info.inputs[i], first, sizeof first)) return unused_role(s, in);
      if (missing[0] == '\0') memcpy(missing, first, sizeof missing);
    }
  }
  return no_columns(s, in, missing);
}

static int effect_options(const settings *s, tsq_effect_options *o) {
  *o = (tsq_effect_options){.size = sizeof *o, .drop00 = s->drop00};
  if (s->to != NULL && tsq_to_from_name(s->to, &o->to) != TSQ_OK)
    return usage_error(s, "--to: %s", tsq_last_error());
  if (s->vtype != NULL && tsq_vtype_from_name(s->vtype, &o->vtype) != TSQ_OK)
    return usage_error(s, "--vtype: %s", tsq_last_error());
  if (s->add != NULL && strcmp(s->add, "treatment-arm") == 0) {
    o->add_mode = TSQ_ADD_TREATMENT_ARM;
    return EXIT_DONE;
  }
  if (s->add != NULL) o->add_mode = TSQ_ADD_VALUE;
  return number_option(s, "add", s->add, &o->add);
}

static int measured_effects(const settings *s, input *in) {
  const double *values[16];
  tsq_effect_options options;
  int status = choose_columns(s, in);
  if (status == EXIT_DONE) status = effect_options(s, &options);
  for (size_t j = 0; j < in->n_columns && status == EXIT_DONE; j++) {
    status = role_values(s, in, j, &values[j]);
  }
  if (status != EXIT_DONE) return status;
  in->own = malloc(3 * in->k * sizeof *in->own + 1);
  if (in->own == NULL) return usage_error(s, "out of memory");
  in->yi = in->own;
  in->vi = in->own + in->k;
  in->ni = in->own + 2 * in->k;
  tsq_records records = {.k = in->k, .n_columns = in->n_columns, .names = in->roles, .columns = values};
  if (tsq_effect(in->measure, &records, &options, in->yi, in->vi) != TSQ_OK) return library_error(s);
  if (tsq_effect_ni(in->measure, &records, in->ni) != TSQ_OK) return library_error(s);
  return EXIT_DONE;
}

static int csv_options(const settings *s, char *words, const char *word[], tsq_csv_options *o) {
  *o = (tsq_csv_options){.size = sizeof *o, .also_missing = word};
  if (s->decimal != NULL) {
    int comma = strcmp(s->decimal, "comma") == 0 || strcmp(s->decimal, ",") == 0;
    if (!comma && strcmp(s->decimal, "point") != 0 && strcmp(s->decimal, ".") != 0)
      return usage_error(s, "--decimal '%s': point or comma", s->decimal);
    o->decimal = comma ? ',' : '.';
  }
  for (char *at = words != NULL ? strtok(words, ",") : NULL; at != NULL; at = strtok(NULL, ",")) {
    if (o->n_also_missing == MAX_WORDS) return usage_error(s, "--na has more than %d words", MAX_WORDS);
    word[o->n_also_missing++] = at;
  }
  return EXIT_DONE;
}

/* What was guessed is said, unless it is what programs write. */
static void say_reading(const settings *s, const tsq_frame *frame) {
  static const char *const plain[] = {"comma-separated", "decimal point, comma-separated"};
  const char *reading = tsq_frame_reading(frame);
  for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
    size_t n = strlen(plain[i]);
    if (strncmp(reading, plain[i], n) != 0) continue;
    const char *rest = reading + n;
    if (*rest == ',') rest += 1 + strspn(rest + 1, " 0123456789");
    if (*rest == '\0' || strcmp(rest, "missing as 'NA'") == 0) return;
  }
  fprintf(stderr, "tausq %s: read as: %s\n", s->command, reading);
}

static const char *labels_column(const settings *s, const tsq_frame *frame) {
  size_t guessed;
  if (s->labels != NULL) return s->labels;
  return tsq_frame_guess(frame, "slab", &guessed) == TSQ_OK ? tsq_frame_column_name(frame, guessed) : NULL;
}

/* Sums of the others among the studies, which would be pooled with them. */
static int say_totals(const settings *s, tsq_frame *frame, size_t rows) {
  size_t n = 0;
  char name[120];
  int32_t *totals = calloc(rows + 1, sizeof *totals);
  if (totals == NULL) return usage_error(s, "out of memory");
  int status = tsq_frame_totals(frame, totals, &n) == TSQ_OK ? EXIT_DONE : library_error(s);
  for (size_t i = 0; i < rows && n > 0 && status == EXIT_DONE; i++) {
    if (totals[i] == 0) continue;
    if (tsq_frame_row_name(frame, labels_column(s, frame), i, name, sizeof name) != TSQ_OK) {
      status = library_error(s);
    } else {
      fprintf(stderr,
              "tausq %s: %s looks like a total, its numbers are sums of the others: --subset leaves it out\n",
              s->command, name);
    }
  }
  free(totals);
  return status;
}

static int read_csv(const settings *s, tsq_frame **frame) {
  const char *word[MAX_WORDS];
  tsq_csv_options options;
  size_t bytes = s->na != NULL ? strlen(s->na) + 1 : 0;
  char *words = bytes > 0 ? malloc(bytes) : NULL; /* cut up by strtok() */
  if (bytes > 0 && words == NULL) return usage_error(s, "out of memory");
  if (words != NULL) memcpy(words, s->na, bytes);
  int status = csv_options(s, words, word, &options);
  if (status == EXIT_DONE && tsq_frame_read_csv(s->file, &options, frame) != TSQ_OK)
    status = library_error(s);
  free(words);
  return status;
}

static int read_frame(const settings *s, input *in) {
  int status = read_csv(s, &in->frame);
  if (status != EXIT_DONE) return status;
  say_reading(s, in->frame);
  if (s->subset != NULL) {
    tsq_frame *part = NULL;
    if (tsq_frame_subset(in->frame, s->subset, &part) != TSQ_OK) return library_error(s);
    tsq_frame_free(in->frame);
    in->frame = part;
  }
  return say_totals(s, in->frame, tsq_frame_rows(in->frame));
}

static int read_labels(const settings *s, input *in) {
  const char *column = labels_column(s, in->frame);
  if (column == NULL) return EXIT_DONE;
  return tsq_frame_text(in->frame, column, &in->labels) == TSQ_OK ? EXIT_DONE : library_error(s);
}

int read_input(const settings *s, input *in) {
  memset(in, 0, sizeof *in);
  int status = read_frame(s, in);
  if (status != EXIT_DONE) return status;
  in->k = tsq_frame_rows(in->frame);
  if (s->measure != NULL) {
    if (tsq_measure_from_name(s->measure, &in->measure) != TSQ_OK)
      return usage_error(s, "--measure: %s", tsq_last_error());
    in->info.size = sizeof in->info;
    if (tsq_get_measure_info(in->measure, &in->info) != TSQ_OK) return library_error(s);
    if (in->info.kind == TSQ_RECORD_GIVEN) in->measure = 0;
  }
  status = in->measure != 0 ? measured_effects(s, in) : given_effects(s, in);
  return status == EXIT_DONE ? read_labels(s, in) : status;
}

void close_input(input *in) {
  tsq_frame_free(in->frame);
  free(in->own);
}
