/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the formats of a report share. */
#ifndef TSQP_REPORT_H
#define TSQP_REPORT_H

#include "report/text.h"

#include <tausq/report.h>

/* Pooled and predicted effects on the scale of options->transform. */
int tsqp_report_transform(const tsq_report_options *options, tsq_prediction *effect);

int tsqp_fit_text(const tsq_fit *fit, const tsq_report_options *options, tsqp_text *text);
int tsqp_fit_json(const tsq_fit *fit, const tsq_report_options *options, tsqp_text *text);
int tsqp_fit_csv(const tsq_fit *fit, const tsq_report_options *options, tsqp_text *text);
int tsqp_subgroups_text(const tsq_subgroups *subgroups, const tsq_report_options *options, tsqp_text *text);
int tsqp_subgroups_json(const tsq_subgroups *subgroups, const tsq_report_options *options, tsqp_text *text);
int tsqp_subgroups_csv(const tsq_subgroups *subgroups, const tsq_report_options *options, tsqp_text *text);

/* A CSV field, quoted where it must be (RFC 4180). */
void tsqp_csv_field(tsqp_text *text, const char *value);
void tsqp_csv_number(tsqp_text *text, double value);

/* A study's label, or "Study 3" written into `buffer`. */
const char *tsqp_report_label(const tsq_fit *fit, size_t index, char *buffer, size_t n);

/* The parts of a text report that fits and subgroups share. */
void tsqp_text_notes(const tsq_fit *fit, tsqp_text *text);
int tsqp_text_studies(const tsq_fit *fit, const tsq_report_options *options, tsqp_text *text);

#endif
