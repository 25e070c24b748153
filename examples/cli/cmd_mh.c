/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tausq fit --model mh and --model peto: pooling of counts without a continuity correction. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

static const double *counts(const input *in, const char *role) {
  const double *values = NULL;
  for (size_t j = 0; j < in->n_columns; j++) {
    if (strcmp(in->roles[j], role) == 0 && tsq_table_numeric(in->table, in->columns[j], &values) == TSQ_OK)
      return values;
  }
  return NULL;
}

static int pool(const settings *s, const input *in, int peto, const tsq_mh_options *o,
                tsq_mh_result *result) {
  int status;
  if (!peto && (in->measure == TSQ_IRR || in->measure == TSQ_IRD)) {
    tsq_rates rates = {.k = in->k,
                       .x1i = counts(in, "x1i"),
                       .t1i = counts(in, "t1i"),
                       .x2i = counts(in, "x2i"),
                       .t2i = counts(in, "t2i")};
    status = tsq_mh_rates(in->measure, &rates, o, result);
  } else {
    tsq_tables tables = {.k = in->k,
                         .ai = counts(in, "ai"),
                         .bi = counts(in, "bi"),
                         .ci = counts(in, "ci"),
                         .di = counts(in, "di"),
                         .n1i = counts(in, "n1i"),
                         .n2i = counts(in, "n2i")};
    status = peto ? tsq_peto(&tables, o, result) : tsq_mh_tables(in->measure, &tables, o, result);
  }
  return status == TSQ_OK ? EXIT_DONE : library_error(s);
}

static int report(const settings *s, const input *in, const tsq_mh_result *result, double level) {
  tsq_report_options o = {.size = sizeof o,
                          .measure = in->info.title,
                          .shown = in->info.axis_label,
                          .transform = in->info.transform};
  int32_t format = TSQ_REPORT_TEXT;
  double digits = 0;
  size_t bytes = 0;
  if (s->format != NULL && tsq_report_format_from_name(s->format, &format) != TSQ_OK) {
    return usage_error(s, "--format: %s", tsq_last_error());
  }
  int status = number_option(s, "digits", s->digits, &digits);
  if (status != EXIT_DONE) return status;
  o.digits = (int32_t)digits;
  if (tsq_report_mh(result, in->measure, level, &o, format, NULL, 0, &bytes) != TSQ_ERR_BUFFER)
    return library_error(s);
  char *text = malloc(bytes);
  if (text == NULL) return usage_error(s, "out of memory");
  status = tsq_report_mh(result, in->measure, level, &o, format, text, bytes, NULL) == TSQ_OK
               ? write_output(s, text, bytes - 1)
               : library_error(s);
  free(text);
  return status;
}

int run_mh(const settings *s) {
  input in;
  int peto = strcmp(s->model, "peto") == 0;
  tsq_mh_options o = {.size = sizeof o};
  tsq_mh_result result = {.size = sizeof result};
  settings named = *s;
  if (!peto && strcmp(s->model, "mh") != 0)
    return usage_error(s, "unknown model '%s'; known: rma, mh, peto, glmm, UM.FS, UM.RS, CM.EL, CM.AL",
                       s->model);
  if (s->mods != NULL || s->subgroup != NULL || s->threshold != NULL) {
    return usage_error(s, "--model %s has no moderators, subgroups or threshold", s->model);
  }
  if (peto) named.measure = "PETO";
  if (named.measure == NULL) return usage_error(s, "which effect size? --measure OR, RR, RD, IRR or IRD");
  int status = number_option(s, "level", s->level, &o.level);
  if (status != EXIT_DONE) return status;
  status = read_input(&named, &in);
  if (status == EXIT_DONE) status = pool(s, &in, peto, &o, &result);
  if (status == EXIT_DONE) status = report(s, &in, &result, o.level);
  close_input(&in);
  return status;
}
