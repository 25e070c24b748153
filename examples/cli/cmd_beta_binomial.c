/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tausq fit --model bb: the beta-binomial model of rare events. */
#include "cli.h"

typedef struct analysis {
  tsq_beta_binomial_result result;
  double level;
} analysis;

static int print(const void *what, const tsq_report_options *o, int32_t format, char *text, size_t bytes,
                 size_t *needed) {
  const analysis *a = what;
  return tsq_report_beta_binomial(&a->result, a->level, o, format, text, bytes, needed);
}

static int analyse(const settings *s, const input *in, const tsq_beta_binomial_options *o, analysis *a) {
  int status;
  if (in->measure == TSQ_PLO) {
    tsq_proportions r = {
        .k = in->k, .xi = counts_of(in, "xi"), .mi = counts_of(in, "mi"), .ni = counts_of(in, "ni")};
    status = tsq_beta_binomial_proportions(&r, o, &a->result);
  } else {
    tsq_tables tables = tables_of(in);
    status = tsq_beta_binomial(in->measure, &tables, o, &a->result);
  }
  return status == TSQ_OK ? EXIT_DONE : library_error(s);
}

int run_beta_binomial(const settings *s) {
  input in;
  tsq_beta_binomial_options o = {.size = sizeof o};
  analysis a = {.result = {.size = sizeof a.result}};
  tsq_report_options shown;
  int32_t format;
  if (s->measure == NULL) return usage_error(s, "which effect size? --measure OR, RR, RD or PLO");
  int status = number_option(s, "level", s->level, &o.level);
  a.level = o.level;
  if (status != EXIT_DONE) return status;
  status = read_input(s, &in);
  if (status == EXIT_DONE) status = analyse(s, &in, &o, &a);
  if (status == EXIT_DONE) status = report_options(s, &in, &shown, &format);
  if (status == EXIT_DONE) status = write_report(s, print, &a, &shown, format);
  close_input(&in);
  return status;
}
