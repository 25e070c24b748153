/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tausq fit: the report of a fit or of a subgroup analysis. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* Asks for the size, then for the text. */
static int report(const settings *s, const model *m, const tsq_report_options *o, int32_t format) {
  size_t bytes = 0;
  int status = m->fit != NULL ? tsq_report_fit(m->fit, o, format, NULL, 0, &bytes)
                              : tsq_report_subgroups(m->subgroups, o, format, NULL, 0, &bytes);
  if (status != TSQ_ERR_BUFFER) return library_error(s);
  char *text = malloc(bytes);
  if (text == NULL) return usage_error(s, "out of memory");
  status = m->fit != NULL ? tsq_report_fit(m->fit, o, format, text, bytes, NULL)
                          : tsq_report_subgroups(m->subgroups, o, format, text, bytes, NULL);
  int exit_status = status == TSQ_OK ? write_output(s, text, bytes - 1) : library_error(s);
  free(text);
  return exit_status;
}

static int report_options(const settings *s, const input *in, const model *m, tsq_report_options *o,
                          int32_t *format) {
  double digits = 0;
  *o = (tsq_report_options){
      .size = sizeof *o, .studies = s->studies, .transform = m->transform, .transform_n = m->transform_n};
  *format = TSQ_REPORT_TEXT;
  if (in->measure != 0) {
    o->measure = in->info.title;
    o->shown = in->info.axis_label;
  }
  if (s->format != NULL && tsq_report_format_from_name(s->format, format) != TSQ_OK) {
    return usage_error(s, "--format: %s", tsq_last_error());
  }
  int status = number_option(s, "digits", s->digits, &digits);
  o->digits = (int32_t)digits;
  return status;
}

static int add_predictions(const settings *s, const model *m, tsq_prediction *rows, tsq_report_options *o) {
  if (s->n_predict == 0) return EXIT_DONE;
  if (tsq_predict(m->fit, m->rows, s->n_predict, rows) != TSQ_OK) return library_error(s);
  o->predictions = rows;
  o->n_predictions = s->n_predict;
  o->prediction_labels = s->predict;
  return EXIT_DONE;
}

static int add_threshold(const settings *s, const model *m, tsq_beyond *beyond, tsq_report_options *o) {
  double threshold = 0;
  if (s->threshold == NULL) return EXIT_DONE;
  if (m->fit == NULL || s->mods != NULL)
    return usage_error(s, "--threshold is for a pooled effect, without --mods and --subgroup");
  int status = number_option(s, "threshold", s->threshold, &threshold);
  if (status != EXIT_DONE) return status;
  *beyond = (tsq_beyond){.size = sizeof *beyond};
  o->beyond_direction = s->above ? 1 : -1;
  if (tsq_probability_beyond(m->fit, NULL, threshold, o->beyond_direction, beyond) != TSQ_OK)
    return library_error(s);
  o->beyond = beyond;
  return EXIT_DONE;
}

int run_fit(const settings *s) {
  int32_t glmm;
  if (s->model != NULL &&
      (strcmp(s->model, "glmm") == 0 || tsq_glmm_model_from_name(s->model, &glmm) == TSQ_OK))
    return run_glmm(s);
  if (s->model != NULL && strcmp(s->model, "rma") != 0) return run_mh(s);
  input in;
  model m = {.fit = NULL};
  tsq_prediction rows[MAX_PREDICTIONS];
  tsq_beyond beyond;
  tsq_report_options o;
  int32_t format;
  int status = read_input(s, &in);
  if (status == EXIT_DONE) status = fit_model(s, &in, &m);
  if (status == EXIT_DONE) status = report_options(s, &in, &m, &o, &format);
  if (status == EXIT_DONE) status = add_predictions(s, &m, rows, &o);
  if (status == EXIT_DONE) status = add_threshold(s, &m, &beyond, &o);
  if (status == EXIT_DONE) status = report(s, &m, &o, format);
  close_model(&m);
  close_input(&in);
  return status;
}
