/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From settings to a fit of any model: records, options, moderators, subgroups; its rows; the scale that is shown. */
#include "cli.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the model and its options ----------------------------------------------------------------------------------- */

/* The kinds of glmm are models of their own here. */
static int find_model(const settings *s, tsq_model_info *model, tsq_options *o) {
  const char *name = s->model != NULL ? s->model : "rma";
  int32_t glmm;
  if (tsq_glmm_model_from_name(name, &glmm) == TSQ_OK) {
    o->glmm_model = glmm;
    name = "glmm";
  }
  for (size_t i = 0; i < tsq_model_count(); i++) {
    model->size = sizeof *model;
    if (tsq_model_at(i, model) == TSQ_OK && strcmp(model->name, name) == 0) return EXIT_DONE;
  }
  (void)tsq_model_option(name, 0, &(tsq_option){.size = sizeof(tsq_option)});
  return usage_error(s, "--model: %s, UM.FS, UM.RS, CM.EL, CM.AL", tsq_last_error());
}

static int set_options(const settings *s, const analysis *a, tsq_options *o) {
  int status = EXIT_DONE;
  o->measure = a->in.measure;
  for (size_t i = 0; i < s->n_options && status == EXIT_DONE; i++) {
    status = set_model_option(s, &s->option[i], o);
  }
  if (a->in.yi != NULL || status != EXIT_DONE) return status; /* the cells went into effects */
  if (s->add != NULL && strcmp(s->add, "treatment-arm") == 0) {
    o->add_mode = TSQ_ADD_TREATMENT_ARM;
  } else if (s->add != NULL) {
    o->add_mode = TSQ_ADD_VALUE;
    status = set_model_option(s, &(given){"add", s->add}, o);
  }
  return status == EXIT_DONE && s->to != NULL ? set_model_option(s, &(given){"to", s->to}, o) : status;
}

/* ---- moderators -------------------------------------------------------------------------------------------------- */

/* Studies with an effect, or with all the counts, decide which levels a factor has. */
static int32_t *usable(const input *in) {
  int32_t *use = malloc((in->k + 1) * sizeof *use);
  const double *spread = in->vi != NULL ? in->vi : in->sei;
  for (size_t i = 0; use != NULL && i < in->k; i++) {
    use[i] = in->yi == NULL || !(isnan(in->yi[i]) || isnan(spread[i]));
    for (size_t j = 0; in->yi == NULL && j < in->n_columns; j++) {
      if (isnan(in->values[j][i])) use[i] = 0;
    }
  }
  return use;
}

/* Without intercept a factor has all its levels, as "0 + g" has. */
static int add_moderators(const settings *s, analysis *a, tsq_columns *c, tsq_options *o) {
  if (s->mods == NULL) return EXIT_DONE;
  if (!a->model.has_moderators) return usage_error(s, "--mods: model %s takes no moderators", a->model.name);
  size_t bytes = strlen(s->mods) + sizeof "0 + ";
  char *terms = malloc(bytes);
  int32_t *use = usable(&a->in);
  int status = terms != NULL && use != NULL ? EXIT_DONE : out_of_memory(s);
  if (status == EXIT_DONE) {
    terms[0] = '\0';
    strcat(strcat(terms, o->no_intercept ? "0 + " : ""), s->mods);
    if (tsq_design_from_studies(a->in.frame, terms, use, &a->design) != TSQ_OK)
      status = usage_error(s, "--mods: %s", tsq_last_error());
  }
  free(terms);
  free(use);
  if (status != EXIT_DONE) return status;
  c->x = tsq_design_x(a->design);
  c->p = tsq_design_p(a->design);
  c->x_names = tsq_design_names(a->design);
  if (!tsq_design_intercept(a->design)) o->no_intercept = 1;
  return EXIT_DONE;
}

/* ---- subgroups --------------------------------------------------------------------------------------------------- */

static int group_fit(const settings *s, analysis *a, tsq_grouping *g, const int32_t *use) {
  input *in = &a->in;
  size_t index;
  size_t n;
  if (tsq_frame_find(in->frame, s->subgroup, &index) != TSQ_OK) return column_error(s, in, s->subgroup);
  if (tsq_frame_levels(in->frame, s->subgroup, &n) != TSQ_OK) return library_error(s);
  const char **names = calloc(n + 1, sizeof *names);
  int32_t *codes = malloc((in->k + 1) * sizeof *codes);
  int status = names != NULL && codes != NULL ? EXIT_DONE : out_of_memory(s);
  if (status == EXIT_DONE &&
      tsq_frame_used_levels(in->frame, s->subgroup, use, codes, names, &g->n) != TSQ_OK)
    status = library_error(s);
  g->codes = codes;
  g->names = names;
  tsq_fit *subgroups = NULL;
  if (status == EXIT_DONE && tsq_subgroup(a->fit, g, &subgroups) != TSQ_OK) status = library_error(s);
  if (status == EXIT_DONE) {
    tsq_fit_free(a->fit);
    a->fit = subgroups;
  }
  free(names);
  free(codes);
  return status;
}

static int make_subgroups(const settings *s, analysis *a) {
  tsq_grouping g = {.size = sizeof g, .tau2 = s->common_tau2 ? TSQ_TAU2_COMMON : 0};
  if (s->subgroup == NULL) return EXIT_DONE;
  if (s->subgroup_test != NULL && tsq_subgroup_test_from_name(s->subgroup_test, &g.test) != TSQ_OK)
    return usage_error(s, "--subgroup-test: %s", tsq_last_error());
  int32_t *use = usable(&a->in);
  int status = use != NULL ? group_fit(s, a, &g, use) : out_of_memory(s);
  free(use);
  return status;
}

/* ---- the fit ----------------------------------------------------------------------------------------------------- */

static int fit(const settings *s, analysis *a, tsq_options *o) {
  const input *in = &a->in;
  const char *role[MAX_COLUMNS] = {"yi", in->vi != NULL ? "vi" : "sei"};
  const double *values[MAX_COLUMNS] = {in->yi, in->vi != NULL ? in->vi : in->sei};
  tsq_columns c = {.size = sizeof c,
                   .k = in->k,
                   .n = 2,
                   .roles = role,
                   .values = values,
                   .labels = in->labels,
                   .lines = in->lines};
  if (in->yi == NULL) {
    c.n = in->n_columns;
    c.roles = in->role;
    c.values = in->values;
  } else if (in->weights != NULL) {
    role[c.n] = "weights";
    values[c.n++] = in->weights;
  }
  int status = add_moderators(s, a, &c, o);
  if (status != EXIT_DONE) return status;
  if (in->weights != NULL && !word_in(a->model.roles, "weights"))
    return usage_error(s, "--weights: model %s does not take it", a->model.name);
  return tsq_fit_columns(a->model.name, &c, o, &a->fit) == TSQ_OK ? EXIT_DONE : library_error(s);
}

static double harmonic_mean(const double *n, size_t k) {
  double sum = 0;
  double count = 0;
  for (size_t i = 0; i < k; i++) {
    if (!(n[i] > 0)) continue;
    sum += 1 / n[i];
    count++;
  }
  return count / sum;
}

static int choose_transform(const settings *s, analysis *a) {
  a->transform_n = a->in.ni != NULL ? harmonic_mean(a->in.ni, a->in.k) : 0;
  if (!(a->transform_n > 0)) a->transform_n = 0;
  if (s->transform != NULL && tsq_transform_from_name(s->transform, &a->transform) != TSQ_OK)
    return usage_error(s, "--transform: %s", tsq_last_error());
  return EXIT_DONE;
}

int analyse(const settings *s, analysis *a) {
  tsq_options o = {.size = sizeof o};
  *a = (analysis){.fit = NULL};
  int status = find_model(s, &a->model, &o);
  if (status == EXIT_DONE) status = read_file(s, &a->in);
  if (status == EXIT_DONE) status = choose_measure(s, &a->model, &a->in);
  if (status == EXIT_DONE) status = read_columns(s, a->model.roles, &a->in);
  if (status == EXIT_DONE) status = set_options(s, a, &o);
  if (status == EXIT_DONE) status = choose_transform(s, a);
  if (status == EXIT_DONE) status = fit(s, a, &o);
  return status == EXIT_DONE ? make_subgroups(s, a) : status;
}

void close_analysis(analysis *a) {
  tsq_fit_free(a->fit);
  tsq_design_free(a->design);
  close_input(&a->in);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

typedef struct place {
  size_t row;
  double number;
  const char *text;
} place;

static int in_order(const void *a, const void *b) {
  const place *p = a, *q = b;
  int lost_p = p->text == NULL && isnan(p->number), lost_q = q->text == NULL && isnan(q->number);
  if (lost_p != lost_q) return lost_p - lost_q;
  int by = lost_p            ? 0
           : p->text != NULL ? strcmp(p->text, q->text)
                             : (p->number > q->number) - (p->number < q->number);
  return by != 0 ? by : (p->row > q->row) - (p->row < q->row);
}

/* Row numbers in the order of a column: numbers ascend, texts by bytes, missing values come last, equal ones as in the file. */
static int order_by(const settings *s, const input *in, size_t *order) {
  size_t column;
  const double *numbers = NULL;
  const char *const *texts = NULL;
  if (tsq_frame_find(in->frame, s->order_by, &column) != TSQ_OK) return column_error(s, in, s->order_by);
  int status = tsq_frame_is_numeric(in->frame, column) ? tsq_frame_numeric(in->frame, s->order_by, &numbers)
                                                       : tsq_frame_text(in->frame, s->order_by, &texts);
  if (status != TSQ_OK) return library_error(s);
  place *places = malloc((in->k + 1) * sizeof *places);
  if (places == NULL) return out_of_memory(s);
  for (size_t i = 0; i < in->k; i++) {
    places[i] = (place){i, numbers != NULL ? numbers[i] : NAN, texts != NULL ? texts[i] : NULL};
  }
  qsort(places, in->k, sizeof *places, in_order);
  for (size_t i = 0; i < in->k; i++) {
    order[i] = places[i].row;
  }
  free(places);
  return EXIT_DONE;
}

int make_rows(const settings *s, const analysis *a, tsq_rows **rows) {
  tsq_rows_options o = {.size = sizeof o, .coefficient = s->coefficient, .ni = a->in.ni};
  size_t *order = malloc((a->in.k + 1) * sizeof *order);
  int status = order != NULL ? EXIT_DONE : out_of_memory(s);
  if (status == EXIT_DONE && s->order_by != NULL) {
    status = order_by(s, &a->in, order);
    o.order = order;
    o.n = a->in.k;
  }
  if (status == EXIT_DONE) {
    int made = s->which == CMD_LOO || s->loo       ? tsq_leave_one_out(a->fit, &o, rows)
               : s->which == CMD_CUMUL || s->cumul ? tsq_cumulative(a->fit, &o, rows)
                                                   : tsq_fit_rows(a->fit, &o, rows);
    if (made != TSQ_OK) status = library_error(s);
  }
  free(order);
  return status;
}

/* ---- the scale that is shown ------------------------------------------------------------------------------------- */

/* All transformations are monotone: bisection, to neighbouring numbers. */
int unshown(const settings *s, const analysis *a, const char *option, double shown, double *value) {
  int32_t transform = a->transform != 0 ? a->transform : a->in.measure != 0 ? a->in.info.transform : 0;
  tsq_transform_options o = {.size = sizeof o, .ni = &a->transform_n, .n = 1};
  double lo = -1;
  double hi = 1;
  double at[3];
  *value = shown;
  if (transform == 0 || transform == TSQ_TRANSFORM_NONE) return EXIT_DONE;
  for (int step = 0; step < 2000; step++) {
    double x[3] = {lo, lo + (hi - lo) / 2, hi};
    if (tsq_transform_values(transform, a->transform_n > 0 ? &o : NULL, 3, x, at) != TSQ_OK)
      return library_error(s);
    double sign = at[2] > at[0] ? 1 : -1;
    int below = sign * at[0] > sign * shown, beyond = sign * at[2] < sign * shown;
    if (below || beyond) {
      if (hi - lo > 1e6 || isnan(at[0]) || isnan(at[2])) break;
      lo *= below ? 2 : 1;
      hi *= beyond ? 2 : 1;
      continue;
    }
    *value = x[1];
    if (x[1] <= lo || x[1] >= hi) return EXIT_DONE;
    if (sign * at[1] < sign * shown) {
      lo = x[1];
    } else {
      hi = x[1];
    }
  }
  return usage_error(s, "--%s %g: no value on the scale that is shown (%s)", option, shown,
                     tsq_transform_name(transform));
}
