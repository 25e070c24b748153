/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public doors: typed records and named columns, all into columns by argument. */
#include "effect/arguments.h"
#include "effect/engine.h"

#include "base/names.h"
#include "base/options.h"
#include "base/status.h"

#include <string.h>

static int find_measure(int32_t value, const tsqp_measure **measure) {
  *measure = tsqp_find_measure(value);
  if (*measure != NULL) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_ARGUMENT, "measure = %d: there is no such measure", (int)value);
}

static int read_records(const tsq_records *callers, tsqp_columns *columns) {
  tsq_records records;
  TSQP_TRY(tsqp_read_data(callers, &records, sizeof records, sizeof records, "tsq_records"));
  return tsqp_bind_records(&records, columns);
}

int tsq_effect(int32_t measure, const tsq_records *records, const tsq_effect_options *options, double *yi,
               double *vi) {
  tsqp_clear_error();
  const tsqp_measure *m;
  tsqp_columns columns;
  TSQP_TRY(find_measure(measure, &m));
  TSQP_TRY(read_records(records, &columns));
  return tsqp_effect_run(m, &columns, options, yi, vi);
}

int tsq_effect_ni(int32_t measure, const tsq_records *records, double *ni) {
  tsqp_clear_error();
  const tsqp_measure *m;
  tsqp_columns columns;
  TSQP_TRY(find_measure(measure, &m));
  TSQP_TRY(read_records(records, &columns));
  return tsqp_effect_sizes(m, &columns, ni);
}

int tsq_effect_reasons(int32_t measure, const tsq_records *records, const tsq_effect_options *options,
                       int32_t *reason) {
  tsqp_clear_error();
  const tsqp_measure *m;
  tsqp_columns columns;
  TSQP_TRY(find_measure(measure, &m));
  TSQP_TRY(read_records(records, &columns));
  return tsqp_effect_why(m, &columns, options, reason);
}

/*
 * Typed records: after size and k come pointers to columns, then labels and lines, so a list of their arguments in the order of the
 * members says it all.
 */
typedef struct layout {
  const char *name;
  const int32_t *arguments;
  size_t n;
} layout;

#define HEADER_BYTES (2 * sizeof(size_t))
#define MAX_MEMBERS 12
#define STRUCT_BYTES(members) (HEADER_BYTES + ((members) + 2) * sizeof(const double *))

static int read_typed(const void *callers, const layout *shape, tsqp_columns *columns) {
  struct {
    size_t size, k;
    const double *column[MAX_MEMBERS + 2]; /* the last two members are labels and lines, which effects do not need */
  } known;
  size_t bytes = STRUCT_BYTES(shape->n);
  TSQP_TRY(tsqp_read_data(callers, &known, bytes, bytes, shape->name));
  memset(columns, 0, sizeof *columns);
  columns->k = known.k;
  for (size_t j = 0; j < shape->n; j++) {
    columns->of[shape->arguments[j]] = known.column[j];
  }
  return TSQ_OK;
}

static int run_typed(int32_t measure, const void *records, const layout *shape, int32_t kind,
                     int32_t other_kind, const tsq_effect_options *options, double *yi, double *vi) {
  tsqp_clear_error();
  const tsqp_measure *m;
  tsqp_columns columns;
  TSQP_TRY(find_measure(measure, &m));
  if (m->kind->value != kind && m->kind->value != other_kind) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "measure %s is not one of %s: its records are %s", m->code,
                     shape->name, m->kind->name);
  }
  TSQP_TRY(read_typed(records, shape, &columns));
  return tsqp_effect_run(m, &columns, options, yi, vi);
}

#define ARG(name) TSQP_ARG_##name
#define DOOR(function, type, kind, other_kind, ...)                                                          \
  static const int32_t type##_arguments[] = {__VA_ARGS__};                                                   \
  _Static_assert(sizeof(type) == STRUCT_BYTES(TSQP_COUNT(type##_arguments)), "an argument for each column"); \
  _Static_assert(TSQP_COUNT(type##_arguments) <= MAX_MEMBERS, "room for each column");                       \
  int function(int32_t measure, const type *records, const tsq_effect_options *options, double *yi,          \
               double *vi) {                                                                                 \
    static const layout shape = {#type, type##_arguments, TSQP_COUNT(type##_arguments)};                     \
    return run_typed(measure, records, &shape, kind, other_kind, options, yi, vi);                           \
  }

DOOR(tsq_effect_means, tsq_means, TSQ_RECORD_MEANS, TSQ_RECORD_MEANS, ARG(m1i), ARG(sd1i), ARG(n1i), ARG(m2i),
     ARG(sd2i), ARG(n2i), ARG(di), ARG(ti), ARG(pi), ARG(ri))
DOOR(tsq_effect_tables, tsq_tables, TSQ_RECORD_TABLES, TSQ_RECORD_PAIRED_TABLES, ARG(ai), ARG(bi), ARG(ci),
     ARG(di), ARG(n1i), ARG(n2i), ARG(ri), ARG(pi))
DOOR(tsq_effect_rates, tsq_rates, TSQ_RECORD_RATES, TSQ_RECORD_RATES, ARG(x1i), ARG(t1i), ARG(x2i), ARG(t2i))
DOOR(tsq_effect_proportions, tsq_proportions, TSQ_RECORD_PROPORTIONS, TSQ_RECORD_PROPORTIONS, ARG(xi),
     ARG(mi), ARG(ni))
DOOR(tsq_effect_counts, tsq_counts, TSQ_RECORD_COUNTS, TSQ_RECORD_COUNTS, ARG(xi), ARG(ti))
DOOR(tsq_effect_single_means, tsq_single_means, TSQ_RECORD_SINGLE_MEANS, TSQ_RECORD_SINGLE_MEANS, ARG(mi),
     ARG(sdi), ARG(ni))
DOOR(tsq_effect_changes, tsq_changes, TSQ_RECORD_CHANGES, TSQ_RECORD_CHANGES, ARG(m1i), ARG(m2i), ARG(sd1i),
     ARG(sd2i), ARG(ni), ARG(ri), ARG(di), ARG(ti), ARG(pi))
DOOR(tsq_effect_correlations, tsq_correlations, TSQ_RECORD_CORRELATIONS, TSQ_RECORD_CORRELATIONS, ARG(ri),
     ARG(ni), ARG(ti), ARG(pi), ARG(mi), ARG(r2i), ARG(fi))
DOOR(tsq_effect_reliabilities, tsq_reliabilities, TSQ_RECORD_RELIABILITIES, TSQ_RECORD_RELIABILITIES, ARG(ai),
     ARG(mi), ARG(ni))
