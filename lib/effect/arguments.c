/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effect/arguments.h"

#include "base/names.h"
#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

#define ARGUMENT_TEXT(name) #name,
static const char *const argument_names[] = {TSQP_ARGUMENTS(ARGUMENT_TEXT)};
_Static_assert(TSQP_COUNT(argument_names) == TSQP_N_ARGUMENTS, "one name for each argument");

const char *tsqp_argument_name(size_t argument) {
  return argument_names[argument];
}

static size_t find_argument(const char *name, size_t length) {
  size_t a = 0;
  while (a < TSQP_N_ARGUMENTS &&
         (strlen(argument_names[a]) != length || strncmp(argument_names[a], name, length) != 0)) {
    a++;
  }
  return a;
}

int tsqp_bind_records(const tsq_records *records, tsqp_columns *columns) {
  memset(columns, 0, sizeof *columns);
  columns->k = records->k;
  if (records->n_columns > 0 && (records->names == NULL || records->columns == NULL)) {
    return tsqp_fail(TSQ_ERR_NULL, "records.%s is NULL", records->names == NULL ? "names" : "columns");
  }
  for (size_t j = 0; j < records->n_columns; j++) {
    const char *name = records->names[j];
    if (name == NULL) return tsqp_fail(TSQ_ERR_NULL, "records.names[%zu] is NULL", j);
    size_t a = find_argument(name, strlen(name));
    if (a == TSQP_N_ARGUMENTS) {
      return tsqp_fail(TSQ_ERR_NAME, "records.names[%zu] = '%.60s' is not an argument of any measure", j,
                       name);
    }
    if (columns->of[a] != NULL) {
      return tsqp_fail(TSQ_ERR_NAME, "records.names[%zu] = '%s' occurs twice", j, name);
    }
    columns->of[a] = records->columns[j];
  }
  return TSQ_OK;
}

/* Whether every name of "ai bi ci" has a column, or in a study a value; the other of the two is NULL. */
static int is_complete(const char *set, const tsqp_columns *columns, const tsqp_study *study) {
  while (*set != '\0') {
    size_t length = strcspn(set, " ");
    size_t a = find_argument(set, length);
    if (a == TSQP_N_ARGUMENTS) return 0;
    if (columns != NULL ? columns->of[a] == NULL : isnan(study->argument[a])) return 0;
    set += length;
    set += strspn(set, " ");
  }
  return 1;
}

int tsqp_study_is_complete(const tsqp_measure *measure, const tsqp_study *study) {
  for (const char *const *inputs = tsqp_inputs(measure); *inputs != NULL; inputs++) {
    if (is_complete(*inputs, NULL, study)) return 1;
  }
  return 0;
}

int tsqp_check_inputs(const tsqp_measure *measure, const tsqp_columns *columns) {
  const char *const *inputs = tsqp_inputs(measure);
  char needed[300];
  size_t used = 0;
  needed[0] = '\0';
  for (; *inputs != NULL; inputs++) {
    if (is_complete(*inputs, columns, NULL)) return TSQ_OK;
    int written = tsqp_format(needed + used, sizeof needed - used, "%s%s", used > 0 ? ", or " : "", *inputs);
    if (written > 0 && (size_t)written < sizeof needed - used) used += (size_t)written;
  }
  return tsqp_fail(TSQ_ERR_NAME, "%s needs the columns %s", measure->code, needed);
}
