/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From settings to a fit: options by name, moderators, subgroups, prediction rows. */
#include "cli.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef int from_name(const char *name, int32_t *value);

static int named_option(const settings *s, const char *option, const char *text, from_name *lookup,
                        int32_t *value) {
  if (text == NULL || lookup(text, value) == TSQ_OK) return EXIT_DONE;
  return usage_error(s, "--%s: %s", option, tsq_last_error());
}

static int model_options(const settings *s, tsq_options *o) {
  *o = (tsq_options){.size = sizeof *o, .no_intercept = s->no_intercept};
  if (s->drop_redundant) o->redundant = TSQ_REDUNDANT_DROP;
  if (s->tau2 != NULL) o->tau2_fixed = 1;
  int status = named_option(s, "preset", s->preset, tsq_preset_from_name, &o->preset);
  if (status == EXIT_DONE) status = named_option(s, "method", s->method, tsq_method_from_name, &o->method);
  if (status == EXIT_DONE) status = named_option(s, "test", s->test, tsq_test_from_name, &o->test);
  if (status == EXIT_DONE)
    status = named_option(s, "tau2-ci", s->tau2_ci, tsq_tau2_ci_from_name, &o->ci_kind);
  if (status == EXIT_DONE)
    status = named_option(s, "prediction", s->prediction, tsq_pi_from_name, &o->pi_kind);
  if (status == EXIT_DONE) status = named_option(s, "i2", s->i2, tsq_i2_from_name, &o->i2_kind);
  if (status == EXIT_DONE) status = number_option(s, "level", s->level, &o->level);
  if (status == EXIT_DONE) status = number_option(s, "tau2", s->tau2, &o->tau2);
  return status;
}

static int predict_rows(const settings *s, model *m, size_t p) {
  double *row = malloc((p + 1) * sizeof *row);
  m->rows = malloc((s->n_predict * p + 1) * sizeof *m->rows);
  int status = row != NULL && m->rows != NULL ? EXIT_DONE : usage_error(s, "out of memory");
  for (size_t i = 0; i < s->n_predict && status == EXIT_DONE; i++) {
    if (tsq_design_parse_row(m->design, s->predict[i], row) != TSQ_OK) {
      status = usage_error(s, "--predict \"%s\": %s", s->predict[i], tsq_last_error());
    }
    for (size_t j = 0; j < p && status == EXIT_DONE; j++) {
      m->rows[i + j * s->n_predict] = row[j];
    }
  }
  free(row);
  return status;
}

static int add_moderators(const settings *s, const input *in, model *m, tsq_data *data, tsq_options *o) {
  if (tsq_design_from_terms(in->frame, s->mods, &m->design) != TSQ_OK)
    return usage_error(s, "--mods: %s", tsq_last_error());
  data->x = tsq_design_x(m->design);
  data->p = tsq_design_p(m->design);
  data->x_names = tsq_design_names(m->design);
  if (!tsq_design_intercept(m->design)) o->no_intercept = 1;
  return s->n_predict > 0 ? predict_rows(s, m, data->p) : EXIT_DONE;
}

static int fit_subgroups(const settings *s, const input *in, model *m, const tsq_data *data,
                         const tsq_options *o) {
  const int32_t *codes = NULL;
  size_t n = 0;
  if (tsq_frame_codes(in->frame, s->subgroup, &codes) != TSQ_OK ||
      tsq_frame_levels(in->frame, s->subgroup, &n) != TSQ_OK) {
    return library_error(s);
  }
  const char **names = calloc(n + 1, sizeof *names);
  if (names == NULL) return usage_error(s, "out of memory");
  for (size_t g = 0; g < n; g++) {
    names[g] = tsq_frame_level(in->frame, s->subgroup, g);
  }
  int32_t tau2 = s->common_tau2 ? TSQ_TAU2_COMMON : TSQ_TAU2_SEPARATE;
  int status = tsq_subgroup(data, codes, names, n, tau2, o, &m->subgroups);
  free(names);
  return status == TSQ_OK ? EXIT_DONE : library_error(s);
}

static double harmonic_mean(const double *n, size_t k) {
  double sum = 0;
  double count = 0;
  for (size_t i = 0; i < k; i++) {
    if (n[i] > 0) {
      sum += 1 / n[i];
      count++;
    }
  }
  return count / sum;
}

int choose_transform(const settings *s, const input *in, int32_t *transform, double *transform_n) {
  *transform = in->measure != 0 ? in->info.transform : 0;
  *transform_n = in->ni != NULL ? harmonic_mean(in->ni, in->k) : 0;
  if (s->transform != NULL && strcmp(s->transform, "none") == 0) {
    *transform = 0;
  } else if (s->transform != NULL && tsq_transform_from_name(s->transform, transform) != TSQ_OK) {
    return usage_error(s, "--transform: %s", tsq_last_error());
  }
  return EXIT_DONE;
}

int fit_model(const settings *s, const input *in, model *m) {
  tsq_options o;
  tsq_data data = {.k = in->k, .yi = in->yi, .vi = in->vi, .sei = in->sei, .labels = in->labels};
  memset(m, 0, sizeof *m);
  int status = model_options(s, &o);
  if (status == EXIT_DONE) status = choose_transform(s, in, &m->transform, &m->transform_n);
  if (status != EXIT_DONE) return status;
  if (s->weights != NULL && tsq_frame_numeric(in->frame, s->weights, &data.weights) != TSQ_OK)
    return library_error(s);
  if (s->subgroup != NULL) {
    return fit_subgroups(s, in, m, &data, &o);
  }
  if (s->mods != NULL) status = add_moderators(s, in, m, &data, &o);
  if (status != EXIT_DONE) return status;
  return tsq_rma(&data, &o, &m->fit) == TSQ_OK ? EXIT_DONE : library_error(s);
}

void close_model(model *m) {
  tsq_fit_free(m->fit);
  tsq_subgroups_free(m->subgroups);
  tsq_design_free(m->design);
  free(m->rows);
}
