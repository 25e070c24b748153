/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the formats of a report share. */
#ifndef TSQP_REPORT_H
#define TSQP_REPORT_H

#include "fit/rows.h"
#include "fit/sections.h"
#include "report/text.h"

#include <tausq/report.h>
#include <tausq/subgroup.h>

/* A report to be written: options with every default resolved. */
typedef struct tsqp_report {
  const tsq_fit *fit;   /* or */
  const tsq_rows *rows;
  tsq_report_options o; /* transform: 0 = none */
  double level;
  int32_t measure_code;
  int is_named; /* the measure was said */
  tsqp_text *text;
  tsqp_walk walk;
} tsqp_report;

/* The effect on the scale that is shown; `n` is the row's own sample size, NaN = the report's. */
int tsqp_report_transform(const tsqp_report *r, double n, tsq_prediction *effect);
/* A single number on that scale. */
int tsqp_report_shown(const tsqp_report *r, double value, double *shown);

/* Renderers of a fit. */
int tsqp_fit_text(tsqp_report *r);
int tsqp_fit_json(tsqp_report *r);
int tsqp_fit_tables(tsqp_report *r, int32_t format);
/* Of rows. */
int tsqp_rows_text(tsqp_report *r);
int tsqp_rows_json(tsqp_report *r);
int tsqp_rows_tables(tsqp_report *r, int32_t format);

/* "tau^2" or the Unicode of it, by the report's option; into a buffer, returned. */
const char *tsqp_symbols(const tsqp_report *r, const char *words, char *buffer, size_t n);
/* The label of a prediction: given, or its number. */
const char *tsqp_prediction_label(const tsqp_report *r, size_t i, char *buffer, size_t n);

/* Significance marks, "***" to "". */
const char *tsqp_stars(double p);

#endif
