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

typedef struct tsqp_mh_report {
  const tsq_mh_result *result;
  int32_t measure;
  double level;
} tsqp_mh_report;
int tsqp_mh_text(const tsqp_mh_report *mh, const tsq_report_options *options, tsqp_text *text);
int tsqp_mh_json(const tsqp_mh_report *mh, const tsq_report_options *options, tsqp_text *text);
int tsqp_mh_csv(const tsqp_mh_report *mh, const tsq_report_options *options, tsqp_text *text);

typedef struct tsqp_beta_binomial_report {
  const tsq_beta_binomial_result *result;
  double level;
} tsqp_beta_binomial_report;
int tsqp_beta_binomial_text(const tsqp_beta_binomial_report *bb, const tsq_report_options *options,
                            tsqp_text *text);
int tsqp_beta_binomial_json(const tsqp_beta_binomial_report *bb, const tsq_report_options *options,
                            tsqp_text *text);
int tsqp_beta_binomial_csv(const tsqp_beta_binomial_report *bb, const tsq_report_options *options,
                           tsqp_text *text);

int tsqp_glmm_text(const tsq_glmm_fit *fit, const tsq_report_options *options, tsqp_text *text);
int tsqp_glmm_json(const tsq_glmm_fit *fit, const tsq_report_options *options, tsqp_text *text);
int tsqp_glmm_csv(const tsq_glmm_fit *fit, const tsq_report_options *options, tsqp_text *text);

/* A CSV field, quoted where it must be (RFC 4180). */
void tsqp_csv_field(tsqp_text *text, const char *value);
void tsqp_csv_number(tsqp_text *text, double value);

/* A study's label, or "Study 3" written into `buffer`. */
const char *tsqp_report_label(const tsq_fit *fit, size_t index, char *buffer, size_t n);

/* The parts of a text report that fits and subgroups share. */
int tsqp_text_prediction(tsqp_text *text, const char *label, const tsq_prediction *p,
                         const tsq_report_options *options, double level);
void tsqp_text_coefficients_head(tsqp_text *text, int names, int with_df, int digits);
void tsqp_text_coefficient(tsqp_text *text, int names, const char *name, const tsq_estimate *e, int digits);
void tsqp_text_fit_statistics(tsqp_text *text, const double values[5], int digits);
/* "Q(df = 12) = 152.2330, p-val <.0001", or "F(df1 = 2, df2 = 10) = ..." where df2 is finite. */
void tsqp_text_test(tsqp_text *text, const char *name, double df1, double df2, double value, double p,
                    int digits);
/* "  tau^2     0.3132     [0.1197, 1.1115]  SE 0.1664"; no interval where ci is NULL, no SE where it is NaN. */
void tsqp_text_heterogeneity(tsqp_text *text, const char *name, double value, const double *ci,
                             const char *unit, double se, int digits);
/* Words of a long line, broken before column 80. */
void tsqp_text_wrapped(tsqp_text *text, const char *first, const char *words);
void tsqp_text_notes(const tsq_fit *fit, tsqp_text *text);
int tsqp_text_studies(const tsq_fit *fit, const tsq_report_options *options, tsqp_text *text);

#endif
