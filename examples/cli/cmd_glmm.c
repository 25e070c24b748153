/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tausq fit --model glmm (or UM.FS, UM.RS, CM.EL, CM.AL): generalized linear mixed models of counts. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

static void read_counts(const input *in, tsq_glmm_data *d) {
  const struct {
    const char *role;
    const double **column;
  } roles[] = {{"ai", &d->ai},   {"bi", &d->bi},   {"ci", &d->ci},   {"di", &d->di},   {"n1i", &d->n1i},
               {"n2i", &d->n2i}, {"x1i", &d->x1i}, {"t1i", &d->t1i}, {"x2i", &d->x2i}, {"t2i", &d->t2i},
               {"xi", &d->xi},   {"mi", &d->mi},   {"ni", &d->ni},   {"ti", &d->ti}};
  for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
    for (size_t j = 0; j < in->n_columns; j++) {
      if (strcmp(in->roles[j], roles[i].role) == 0)
        (void)tsq_frame_numeric(in->frame, in->columns[j], roles[i].column);
    }
  }
}

static int read_names(const settings *s, tsq_glmm_options *o) {
  if (strcmp(s->model, "glmm") != 0 && tsq_glmm_model_from_name(s->model, &o->model) != TSQ_OK)
    return usage_error(s, "--model: %s", tsq_last_error());
  if (s->method != NULL && tsq_method_from_name(s->method, &o->method) != TSQ_OK)
    return usage_error(s, "--method: %s", tsq_last_error());
  if (s->test != NULL && tsq_test_from_name(s->test, &o->test) != TSQ_OK)
    return usage_error(s, "--test: %s", tsq_last_error());
  if (s->to != NULL && tsq_to_from_name(s->to, &o->to) != TSQ_OK)
    return usage_error(s, "--to: %s", tsq_last_error());
  return EXIT_DONE;
}

static int glmm_options(const settings *s, const input *in, tsq_glmm_options *o) {
  *o = (tsq_glmm_options){.size = sizeof *o, .measure = in->measure, .no_intercept = s->no_intercept};
  int status = read_names(s, o);
  if (status == EXIT_DONE) status = number_option(s, "level", s->level, &o->level);
  if (status == EXIT_DONE) status = whole_option(s, "nodes", s->nodes, 1, 200, &o->nodes);
  if (status == EXIT_DONE && s->add != NULL) {
    o->add_mode = TSQ_ADD_VALUE;
    status = number_option(s, "add", s->add, &o->add);
  }
  return status;
}

static int add_moderators(const settings *s, const input *in, tsq_design **design, tsq_glmm_data *data,
                          tsq_glmm_options *o) {
  if (s->mods == NULL) return EXIT_DONE;
  if (tsq_design_from_terms(in->frame, s->mods, design) != TSQ_OK)
    return usage_error(s, "--mods: %s", tsq_last_error());
  data->x = tsq_design_x(*design);
  data->p = tsq_design_p(*design);
  data->x_names = tsq_design_names(*design);
  if (!tsq_design_intercept(*design)) o->no_intercept = 1;
  return EXIT_DONE;
}

static int predict(const settings *s, const tsq_design *design, const tsq_glmm_fit *fit,
                   tsq_prediction *rows) {
  double *row = malloc((tsq_design_p(design) + 1) * sizeof *row);
  if (row == NULL) return usage_error(s, "out of memory");
  int status = EXIT_DONE;
  for (size_t i = 0; i < s->n_predict && status == EXIT_DONE; i++) {
    if (tsq_design_parse_row(design, s->predict[i], row) != TSQ_OK) {
      status = usage_error(s, "--predict \"%s\": %s", s->predict[i], tsq_last_error());
    } else if (tsq_glmm_predict(fit, row, 1, 0, &rows[i]) != TSQ_OK) {
      status = library_error(s);
    }
  }
  free(row);
  return status;
}

static int print(const void *fit, const tsq_report_options *o, int32_t format, char *text, size_t bytes,
                 size_t *needed) {
  return tsq_report_glmm(fit, o, format, text, bytes, needed);
}

static int fit_and_report(const settings *s, const input *in) {
  tsq_glmm_data data = {.k = in->k};
  tsq_glmm_options o;
  tsq_glmm_fit *fit = NULL;
  tsq_design *design = NULL;
  tsq_prediction rows[MAX_PREDICTIONS];
  tsq_report_options shown;
  int32_t format;
  read_counts(in, &data);
  int status = glmm_options(s, in, &o);
  if (status == EXIT_DONE) status = add_moderators(s, in, &design, &data, &o);
  if (status == EXIT_DONE && tsq_glmm(&data, &o, &fit) != TSQ_OK) status = library_error(s);
  if (status == EXIT_DONE && s->n_predict > 0) status = predict(s, design, fit, rows);
  if (status == EXIT_DONE) status = report_options(s, in, &shown, &format);
  shown.n_predictions = s->n_predict;
  shown.predictions = rows;
  shown.prediction_labels = s->predict;
  if (status == EXIT_DONE) status = write_report(s, print, fit, &shown, format);
  tsq_glmm_free(fit);
  tsq_design_free(design);
  return status;
}

int run_glmm(const settings *s) {
  input in;
  if (s->measure == NULL) return usage_error(s, "which effect size? --measure OR, IRR, PLO or IRLN");
  int status = read_input(s, &in);
  if (status == EXIT_DONE) status = fit_and_report(s, &in);
  close_input(&in);
  return status;
}
