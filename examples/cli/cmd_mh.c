/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tausq fit --model mh and --model peto: pooling of counts without a continuity correction. */
#include "cli.h"

#include <string.h>

static int pool(const settings *s, const input *in, int peto, const tsq_mh_options *o,
                tsq_mh_result *result) {
  int status;
  if (!peto && (in->measure == TSQ_IRR || in->measure == TSQ_IRD)) {
    tsq_rates rates = {.k = in->k,
                       .x1i = counts_of(in, "x1i"),
                       .t1i = counts_of(in, "t1i"),
                       .x2i = counts_of(in, "x2i"),
                       .t2i = counts_of(in, "t2i")};
    status = tsq_mh_rates(in->measure, &rates, o, result);
  } else {
    tsq_tables tables = tables_of(in);
    status = peto ? tsq_peto(&tables, o, result) : tsq_mh_tables(in->measure, &tables, o, result);
  }
  return status == TSQ_OK ? EXIT_DONE : library_error(s);
}

/* A result and what its report also says. */
typedef struct pooling {
  tsq_mh_result result;
  int32_t measure;
  double level;
} pooling;

static int print(const void *what, const tsq_report_options *o, int32_t format, char *text, size_t bytes,
                 size_t *needed) {
  const pooling *p = what;
  return tsq_report_mh(&p->result, p->measure, p->level, o, format, text, bytes, needed);
}

static int pooling_options(const settings *s, tsq_mh_options *o) {
  *o = (tsq_mh_options){.size = sizeof *o};
  if (s->to != NULL && tsq_to_from_name(s->to, &o->to) != TSQ_OK)
    return usage_error(s, "--to: %s", tsq_last_error());
  if (s->add != NULL) o->add_mode = TSQ_ADD_VALUE;
  int status = number_option(s, "add", s->add, &o->add);
  return status == EXIT_DONE ? number_option(s, "level", s->level, &o->level) : status;
}

int run_mh(const settings *s) {
  input in;
  int peto = strcmp(s->model, "peto") == 0;
  tsq_mh_options o;
  pooling p = {.result = {.size = sizeof p.result}};
  tsq_report_options shown;
  int32_t format;
  settings named = *s;
  if (peto) named.measure = "PETO";
  if (named.measure == NULL) return usage_error(s, "which effect size? --measure OR, RR, RD, IRR or IRD");
  int status = pooling_options(s, &o);
  if (status != EXIT_DONE) return status;
  status = read_input(&named, &in);
  if (status == EXIT_DONE) status = pool(s, &in, peto, &o, &p.result);
  p.measure = in.measure;
  p.level = o.level;
  if (status == EXIT_DONE) status = report_options(s, &in, &shown, &format);
  if (status == EXIT_DONE) status = write_report(s, print, &p, &shown, format);
  close_input(&in);
  return status;
}
