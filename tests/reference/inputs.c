/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a case's call to the library's arguments. */
#include "conformance.h"

#include <stdlib.h>
#include <string.h>

#define MAX_COLUMNS 16

void all_arguments_known(trial *t, const json_t *call, const char *const *known) {
  const char *name;
  json_t *value;
  json_object_foreach((json_t *)call, name, value) {
    size_t i = 0;
    while (known[i] != NULL && strcmp(known[i], name) != 0) {
      i++;
    }
    if (known[i] == NULL) unsupported(t, "unknown argument '%s'", name);
  }
}

/* Sets `value` to the text of an argument, NULL where it is not given; other types are not supported. */
static void text_argument(trial *t, const json_t *call, const char *name, const char **value) {
  const json_t *json = json_object_get(call, name);
  *value = json_string_value(json);
  if (json != NULL && !json_is_null(json) && *value == NULL)
    unsupported(t, "argument '%s' is not a text", name);
}

const double *numeric_column(trial *t, const char *name) {
  const double *column = NULL;
  if (name == NULL) {
    unsupported(t, "a column is not given by its name");
  } else if (tsq_frame_numeric(t->frame, name, &column) != TSQ_OK) {
    disagree(t, "%s", tsq_last_error());
  }
  return column;
}

/* Zero-cell rule, variance type and convention: the reference is metafor 3.8.1's. */
static int effect_options(trial *t, const json_t *call, tsq_effect_options *o) {
  const json_t *add = json_object_get(call, "add");
  const char *to = NULL;
  const char *vtype = NULL;
  text_argument(t, call, "to", &to);
  text_argument(t, call, "vtype", &vtype);
  memset(o, 0, sizeof *o);
  o->size = sizeof *o;
  o->convention = TSQ_CONVENTION_METAFOR3;
  o->drop00 = json_is_true(json_object_get(call, "drop00"));
  if (json_is_number(add)) {
    o->add_mode = TSQ_ADD_VALUE;
    o->add = json_number_value(add);
  } else if (add != NULL && !json_is_null(add)) {
    unsupported(t, "argument 'add' is not a number");
  }
  if (to != NULL && tsq_to_from_name(to, &o->to) != TSQ_OK) unsupported(t, "%s", tsq_last_error());
  if (vtype != NULL && tsq_vtype_from_name(vtype, &o->vtype) != TSQ_OK)
    unsupported(t, "%s", tsq_last_error());
  return !settled(t);
}

int measure_effects(trial *t, const json_t *input, double *yi, double *vi, double *ni) {
  static const char *const known[] = {"measure", "columns", "add", "to", "drop00", "vtype", NULL};
  const char *names[MAX_COLUMNS];
  const double *columns[MAX_COLUMNS];
  const char *role;
  json_t *column;
  size_t n = 0;
  int32_t measure = 0;
  tsq_effect_options options;
  all_arguments_known(t, input, known);
  if (settled(t) || !effect_options(t, input, &options)) return 0;
  if (tsq_measure_from_name(json_string_value(json_object_get(input, "measure")), &measure) != TSQ_OK) {
    unsupported(t, "%s", tsq_last_error());
  }
  json_object_foreach(json_object_get(input, "columns"), role, column) {
    if (n == MAX_COLUMNS) {
      unsupported(t, "more than %d columns", MAX_COLUMNS);
      break;
    }
    names[n] = role;
    columns[n++] = numeric_column(t, json_string_value(column));
  }
  if (settled(t)) return 0;
  tsq_records records = {.k = tsq_frame_rows(t->frame), .n_columns = n, .names = names, .columns = columns};
  if (!answered(t, tsq_effect(measure, &records, &options, yi, vi))) return 0;
  return ni == NULL || answered(t, tsq_effect_ni(measure, &records, ni));
}

static int given_effects(trial *t, const json_t *input, double *yi, double *vi) {
  static const char *const known[] = {"yi", "vi", "sei", NULL};
  size_t bytes = tsq_frame_rows(t->frame) * sizeof *yi;
  all_arguments_known(t, input, known);
  const double *y = numeric_column(t, json_string_value(json_object_get(input, "yi")));
  const json_t *sei = json_object_get(input, "sei");
  const double *v = numeric_column(t, json_string_value(sei != NULL ? sei : json_object_get(input, "vi")));
  if (settled(t)) return 0;
  memcpy(yi, y, bytes);
  for (size_t i = 0; i < tsq_frame_rows(t->frame); i++) {
    vi[i] = sei != NULL ? v[i] * v[i] : v[i];
  }
  return 1;
}

double *input_effects(trial *t, const json_t *input) {
  size_t rows = tsq_frame_rows(t->frame);
  double *yi = new_numbers(2 * rows);
  double *vi = yi + rows;
  int done = json_object_get(input, "measure") != NULL ? measure_effects(t, input, yi, vi, NULL)
                                                       : given_effects(t, input, yi, vi);
  if (done) return yi;
  free(yi);
  return NULL;
}

int model_options(trial *t, const json_t *call, tsq_options *o) {
  const char *method = NULL;
  const char *test = NULL;
  text_argument(t, call, "method", &method);
  text_argument(t, call, "test", &test);
  memset(o, 0, sizeof *o);
  o->size = sizeof *o;
  o->preset = TSQ_PRESET_METAFOR;
  o->redundant = TSQ_REDUNDANT_DROP;
  o->level = json_number_value(json_object_get(call, "level")) / 100;
  if (method != NULL && tsq_method_from_name(method, &o->method) != TSQ_OK)
    unsupported(t, "%s", tsq_last_error());
  if (test != NULL && tsq_test_from_name(test, &o->test) != TSQ_OK) unsupported(t, "%s", tsq_last_error());
  return !settled(t);
}
