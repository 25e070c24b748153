/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tausq fit: the report of a fit or of a subgroup analysis. */
#include "cli.h"

#include <string.h>

static int print_fit(const void *fit, const tsq_report_options *o, int32_t format, char *text, size_t bytes,
                     size_t *needed) {
  return tsq_report_fit(fit, o, format, text, bytes, needed);
}

static int print_subgroups(const void *subgroups, const tsq_report_options *o, int32_t format, char *text,
                           size_t bytes, size_t *needed) {
  return tsq_report_subgroups(subgroups, o, format, text, bytes, needed);
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
  if (s->model != NULL && strcmp(s->model, "bb") == 0) return run_beta_binomial(s);
  if (s->model != NULL && strcmp(s->model, "rma") != 0) return run_mh(s);
  input in;
  model m = {.fit = NULL};
  tsq_prediction rows[MAX_PREDICTIONS];
  tsq_beyond beyond;
  tsq_report_options o;
  int32_t format;
  int status = read_input(s, &in);
  if (status == EXIT_DONE) status = fit_model(s, &in, &m);
  if (status == EXIT_DONE) status = report_options(s, &in, &o, &format);
  if (status == EXIT_DONE) status = add_predictions(s, &m, rows, &o);
  if (status == EXIT_DONE) status = add_threshold(s, &m, &beyond, &o);
  if (status == EXIT_DONE) {
    status = m.fit != NULL ? write_report(s, print_fit, m.fit, &o, format)
                           : write_report(s, print_subgroups, m.subgroups, &o, format);
  }
  close_model(&m);
  close_input(&in);
  return status;
}
