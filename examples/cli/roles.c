/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns are what: named by options, or recognised by their usual names; and the effects computed from them. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const double *values_of(const input *in, const char *role) {
  for (size_t j = 0; j < in->n_columns; j++) {
    if (strcmp(in->role[j], role) == 0) return in->values[j];
  }
  return NULL;
}

int column_error(const settings *s, const input *in, const char *column) {
  nearest n = {.typed = column};
  for (size_t j = 0; j < tsq_frame_columns(in->frame); j++) {
    nearest_try(&n, tsq_frame_column_name(in->frame, j));
  }
  if (n.word != NULL) return usage_error(s, "no column '%s'; did you mean '%s'?", column, n.word);
  (void)tsq_frame_find(in->frame, column, &(size_t){0});
  (void)library_error(s); /* lists the columns */
  return EXIT_USAGE;
}

int numeric_column(const settings *s, const input *in, const char *column, const double **values) {
  size_t index;
  if (tsq_frame_find(in->frame, column, &index) != TSQ_OK) return column_error(s, in, column);
  return tsq_frame_numeric(in->frame, column, values) == TSQ_OK ? EXIT_DONE : library_error(s);
}

static const char *named_column(const settings *s, const char *role) {
  for (size_t i = 0; i < s->n_roles; i++) {
    if (strcmp(s->role[i].name, role) == 0) return s->role[i].value;
  }
  return NULL;
}

/* The column that plays a role: named by an option, or recognised; NULL = none. */
static const char *role_column(const settings *s, const input *in, const char *role) {
  size_t column;
  const char *named = named_column(s, role);
  if (named != NULL) return named;
  return tsq_frame_guess(in->frame, role, &column) == TSQ_OK ? tsq_frame_column_name(in->frame, column)
                                                             : NULL;
}

/* ---- the measure -----------------------------------------------------------------------------------------------*/

/* A model of one measure needs none said. */
int choose_measure(const settings *s, const tsq_model_info *model, input *in) {
  const char *measures = model != NULL ? model->measures : "";
  const char *name = s->measure;
  int single = measures[0] != '\0' && strchr(measures, ' ') == NULL;
  if (name == NULL && single) name = measures;
  if (name == NULL && measures[0] != '\0')
    return usage_error(s, "which effect size? --measure, of model %s: %s", model->name, measures);
  if (name == NULL) return EXIT_DONE;
  if (tsq_measure_from_name(name, &in->measure) != TSQ_OK)
    return usage_error(s, "--measure: %s", tsq_last_error());
  in->info = (tsq_measure_info){.size = sizeof in->info};
  if (tsq_get_measure_info(in->measure, &in->info) != TSQ_OK) return library_error(s);
  if (measures[0] != '\0' && !word_in(measures, in->info.code))
    return usage_error(s, "--measure %s: model %s pools %s", in->info.code, model->name, measures);
  return EXIT_DONE;
}

/* ---- effects as they stand in the file --------------------------------------------------------------------------- */

/* Rows without text are no reason against; NULL = the column says no one thing. */
static const char *said_by_all(const input *in, const char *const *cells) {
  const char *said = NULL;
  for (size_t i = 0; i < in->k; i++) {
    if (cells[i] == NULL) continue;
    if (said != NULL && strcmp(said, cells[i]) != 0) return NULL;
    said = cells[i];
  }
  return said;
}

/* The column that `tausq effects` writes says what yi are. */
static int read_measure_column(const settings *s, input *in) {
  const char *const *cells;
  size_t column;
  if (tsq_frame_find(in->frame, "yi_measure", &column) != TSQ_OK) return EXIT_DONE;
  if (tsq_frame_text(in->frame, "yi_measure", &cells) != TSQ_OK) return library_error(s);
  const char *said = said_by_all(in, cells);
  if (said == NULL || tsq_measure_from_name(said, &in->measure) != TSQ_OK) return EXIT_DONE;
  in->info = (tsq_measure_info){.size = sizeof in->info};
  return tsq_get_measure_info(in->measure, &in->info) == TSQ_OK ? EXIT_DONE : library_error(s);
}

static int given_effects(const settings *s, input *in) {
  const char *yi = role_column(s, in, "yi");
  const char *vi = named_column(s, "sei") != NULL ? NULL : role_column(s, in, "vi");
  const char *sei = named_column(s, "vi") != NULL || vi != NULL ? NULL : role_column(s, in, "sei");
  const char *ni = role_column(s, in, "ni");
  if (named_column(s, "vi") != NULL && named_column(s, "sei") != NULL)
    return usage_error(s, "give --vi or --sei, not both");
  if (yi == NULL || (vi == NULL && sei == NULL)) {
    return usage_error(s, "no %s column was recognised; name it with --%s, or compute effects with --measure",
                       yi == NULL ? "yi" : "vi or sei", yi == NULL ? "yi COL" : "vi COL or --sei COL");
  }
  int status = numeric_column(s, in, yi, &in->yi);
  if (status == EXIT_DONE)
    status = numeric_column(s, in, vi != NULL ? vi : sei, vi != NULL ? &in->vi : &in->sei);
  if (status == EXIT_DONE && ni != NULL) (void)tsq_frame_numeric(in->frame, ni, &in->ni);
  return status == EXIT_DONE && in->measure == 0 ? read_measure_column(s, in) : status;
}

/* ---- a measure's records ----------------------------------------------------------------------------------------- */

/* Fills columns and roles from one set of roles ("ai bi ci di"); says which role is missing. */
static int try_set(const settings *s, input *in, const char *set, char *missing, size_t room) {
  snprintf(in->role_names, sizeof in->role_names, "%s", set);
  in->n_columns = 0;
  for (char *role = strtok(in->role_names, " "); role != NULL && in->n_columns < MAX_COLUMNS;
       role = strtok(NULL, " ")) {
    const char *column = role_column(s, in, role);
    if (column == NULL) {
      snprintf(missing, room, "%s", role);
      return 0;
    }
    in->role[in->n_columns] = role;
    in->column[in->n_columns++] = column;
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

/* What may be named beside a measure's own columns. */
static int is_beside(const char *role) {
  return strcmp(role, "ni") == 0 || strcmp(role, "weights") == 0;
}

/* A column named for a role that the effects are not computed from would be passed over in silence. */
static int unused_role(const settings *s, const input *in) {
  for (size_t i = 0; i < s->n_roles; i++) {
    size_t j = 0;
    while (j < in->n_columns && strcmp(s->role[i].name, in->role[j]) != 0) {
      j++;
    }
    if (j < in->n_columns || is_beside(s->role[i].name)) continue;
    fprintf(stderr, "tausq %s: --%s is not used: %s is computed from", s->command, s->role[i].name,
            in->info.code);
    for (j = 0; j < in->n_columns; j++) {
      fprintf(stderr, " %s", in->role[j]);
    }
    fprintf(stderr, "\n");
    return EXIT_USAGE;
  }
  return EXIT_DONE;
}

/* Whether a set of roles has all those that the command line names. */
static int covers(const settings *s, const char *set) {
  for (size_t i = 0; i < s->n_roles; i++) {
    if (!word_in(set, s->role[i].name) && !is_beside(s->role[i].name)) return 0;
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

/* Events and group sizes. Beside ci, di is a count; elsewhere it is a standardized difference. */
static int is_count(const input *in, const char *role) {
  static const char counts[] = "ai bi ci n1i n2i x1i x2i xi ni";
  if (word_in(counts, role)) return 1;
  for (size_t j = 0; j < in->n_columns; j++) {
    if (strcmp(in->role[j], "ci") == 0) return strcmp(role, "di") == 0;
  }
  return 0;
}

/* A role's column; those of counts have whole numbers, those of proportions may have percentages. */
static int role_values(const settings *s, input *in, size_t j) {
  const char *role = in->role[j], *column = in->column[j];
  size_t index;
  if (tsq_frame_find(in->frame, column, &index) != TSQ_OK) return column_error(s, in, column);
  int is_text = !tsq_frame_is_numeric(in->frame, index);
  int status = is_text && word_in("pi r2i", role) ? tsq_frame_proportions(in->frame, column, &in->values[j])
               : is_count(in, role)               ? tsq_frame_counts(in->frame, column, &in->values[j])
                                                  : tsq_frame_numeric(in->frame, column, &in->values[j]);
  return status == TSQ_OK ? EXIT_DONE : library_error(s);
}

/* An authority that is named is followed in the effects, too: RevMan's formulas, and what RevMan and meta call not estimable. */
static int follow_preset(const settings *s, tsq_effect_options *o) {
  const char *name = s->preset;
  int32_t preset;
  for (size_t i = 0; i < s->n_options; i++) {
    if (strcmp(s->option[i].name, "preset") == 0) name = s->option[i].value;
  }
  if (name == NULL) return EXIT_DONE;
  if (tsq_preset_from_name(name, &preset) != TSQ_OK)
    return usage_error(s, "--preset: %s", tsq_last_error());
  if (preset == TSQ_PRESET_COCHRANE) o->convention = TSQ_CONVENTION_REVMAN;
  if (preset == TSQ_PRESET_META && !s->drop00) o->drop00 = TSQ_DROP00_NOT_ESTIMABLE;
  return EXIT_DONE;
}

static int effect_options(const settings *s, tsq_effect_options *o) {
  *o = (tsq_effect_options){.size = sizeof *o, .drop00 = s->drop00};
  if (s->to != NULL && tsq_to_from_name(s->to, &o->to) != TSQ_OK)
    return usage_error(s, "--to: %s", tsq_last_error());
  if (s->vtype != NULL && tsq_vtype_from_name(s->vtype, &o->vtype) != TSQ_OK)
    return usage_error(s, "--vtype: %s", tsq_last_error());
  int status = follow_preset(s, o);
  if (status != EXIT_DONE) return status;
  if (s->convention != NULL && tsq_convention_from_name(s->convention, &o->convention) != TSQ_OK)
    return usage_error(s, "--convention: %s", tsq_last_error());
  if (s->add != NULL && strcmp(s->add, "treatment-arm") == 0) {
    o->add_mode = TSQ_ADD_TREATMENT_ARM;
    return EXIT_DONE;
  }
  if (s->add != NULL) o->add_mode = TSQ_ADD_VALUE;
  return number_option(s, "add", s->add, &o->add);
}

static int compute_effects(const settings *s, input *in) {
  tsq_effect_options options;
  int status = effect_options(s, &options);
  if (status != EXIT_DONE) return status;
  in->own = malloc(3 * in->k * sizeof *in->own + 1);
  if (in->own == NULL) return out_of_memory(s);
  tsq_records records = {.k = in->k, .n_columns = in->n_columns, .names = in->role, .columns = in->values};
  if (tsq_effect(in->measure, &records, &options, in->own, in->own + in->k) != TSQ_OK)
    return library_error(s);
  if (tsq_effect_ni(in->measure, &records, in->own + 2 * in->k) != TSQ_OK) return library_error(s);
  in->yi = in->own;
  in->vi = in->own + in->k;
  in->ni = in->own + 2 * in->k;
  return EXIT_DONE;
}

/* How effects are computed has no meaning where they are given, or where the model takes the records themselves. */
static int refuse_effect_options(const settings *s, int takes_effects) {
  const given said[] = {{"vtype", s->vtype},
                        {"convention", s->convention},
                        {"drop00", s->drop00 ? "" : NULL},
                        {"add", s->add},
                        {"to", s->to}};
  for (size_t i = 0; i < (takes_effects ? 5 : 3); i++) {
    if (said[i].value == NULL) continue;
    if (takes_effects) return usage_error(s, "--%s needs --measure", said[i].name);
    return usage_error(s, "--%s: model %s takes the records themselves, not effects computed from them",
                       said[i].name, s->model);
  }
  return EXIT_DONE;
}

static int refuse_record_columns(const settings *s) {
  for (size_t i = 0; i < s->n_roles; i++) {
    if (!word_in("yi vi sei ni weights", s->role[i].name))
      return usage_error(s, "--%s needs --measure", s->role[i].name);
  }
  return EXIT_DONE;
}

static int read_weights(const settings *s, input *in) {
  const char *column = named_column(s, "weights");
  return column != NULL ? numeric_column(s, in, column, &in->weights) : EXIT_DONE;
}

int read_columns(const settings *s, const char *roles, input *in) {
  int takes_effects = word_in(roles, "yi");
  int is_given = in->measure == 0 || in->info.kind == TSQ_RECORD_GIVEN;
  int status = is_given || !takes_effects ? refuse_effect_options(s, takes_effects) : EXIT_DONE;
  if (status == EXIT_DONE) status = read_weights(s, in);
  if (status != EXIT_DONE) return status;
  if (is_given) {
    status = refuse_record_columns(s);
    return status == EXIT_DONE ? given_effects(s, in) : status;
  }
  status = choose_columns(s, in);
  for (size_t j = 0; j < in->n_columns && status == EXIT_DONE; j++) {
    status = role_values(s, in, j);
  }
  return status == EXIT_DONE && takes_effects ? compute_effects(s, in) : status;
}
