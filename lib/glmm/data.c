/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the caller's counts to the studies of the model: reading, checking, leaving out what says nothing. */
#include "glmm/fit.h"

#include "base/alloc.h"
#include "base/status.h"

#include <math.h>

/* A study's counts: events and the rest, or events and person-time, of one or two groups. */
typedef struct counts {
  double events[2];
  double rest[2];
} counts;

static int two_groups(int32_t measure) {
  return measure == TSQ_OR || measure == TSQ_IRR;
}

static int rates(int32_t measure) {
  return measure == TSQ_IRR || measure == TSQ_IRLN;
}

static int exact_odds(const tsq_options *o) {
  return o->measure == TSQ_OR && o->glmm_model == TSQ_CM_EL;
}

static double other(const double *rest, const double *total, const double *events, size_t i) {
  return rest != NULL ? rest[i] : total[i] - events[i];
}

static counts counts_of(const tsq_glmm_data *d, int32_t measure, size_t i) {
  switch (measure) {
    case TSQ_OR:
      return (counts){{d->ai[i], d->ci[i]}, {other(d->bi, d->n1i, d->ai, i), other(d->di, d->n2i, d->ci, i)}};
    case TSQ_IRR: return (counts){{d->x1i[i], d->x2i[i]}, {d->t1i[i], d->t2i[i]}};
    case TSQ_PLO: return (counts){{d->xi[i], 0}, {other(d->mi, d->ni, d->xi, i), 1}};
    default: return (counts){{d->xi[i], 0}, {d->ti[i], 1}};
  }
}

/* The studies' own effects: for I2 and H2, and on the way every count is checked. */
static int own_effects(const tsq_glmm_data *d, const tsq_options *o, double *yi, double *vi) {
  tsq_effect_options e = {.size = sizeof e,
                          .to = o->to,
                          .drop00 = two_groups(o->measure) && !o->keep00,
                          .add_mode = o->add_mode,
                          .add = o->add};
  if (o->measure == TSQ_OR) {
    tsq_tables t = {
        .k = d->k, .ai = d->ai, .bi = d->bi, .ci = d->ci, .di = d->di, .n1i = d->n1i, .n2i = d->n2i};
    return tsq_effect_tables(TSQ_OR, &t, &e, yi, vi);
  }
  if (o->measure == TSQ_IRR) {
    tsq_rates r = {.k = d->k, .x1i = d->x1i, .t1i = d->t1i, .x2i = d->x2i, .t2i = d->t2i};
    return tsq_effect_rates(TSQ_IRR, &r, &e, yi, vi);
  }
  if (o->measure == TSQ_PLO) {
    tsq_proportions q = {.k = d->k, .xi = d->xi, .mi = d->mi, .ni = d->ni};
    return tsq_effect_proportions(TSQ_PLO, &q, &e, yi, vi);
  }
  tsq_counts c = {.k = d->k, .xi = d->xi, .ti = d->ti};
  return tsq_effect_counts(TSQ_IRLN, &c, &e, yi, vi);
}

static int missing(const tsq_glmm_data *d, const counts *c, size_t i) {
  for (size_t j = 0; j < d->p; j++) {
    if (isnan(d->x[i + j * d->ldx])) return 1;
  }
  return isnan(c->events[0]) || isnan(c->events[1]) || isnan(c->rest[0]) || isnan(c->rest[1]);
}

static int whole(double value) {
  return value == floor(value) && value < 9e15;
}

/* What the effects' functions allow and the likelihood does not. */
static int check(const tsq_glmm_data *d, const tsq_options *o, const counts *c, size_t i) {
  static const char *const names[2][2] = {{"ai", "n1i"}, {"ci", "n2i"}};
  int groups = two_groups(o->measure) ? 2 : 1;
  for (size_t j = 0; j < d->p; j++) {
    if (isinf(d->x[i + j * d->ldx])) return tsqp_fail(TSQ_ERR_DATA, "x[%zu, %zu] is infinite", i, j);
  }
  for (int g = 0; g < groups; g++) {
    double n = rates(o->measure) ? c->rest[g] : c->events[g] + c->rest[g];
    if (!isfinite(c->events[g]) || !isfinite(n) || c->events[g] < 0)
      return tsqp_fail(TSQ_ERR_DATA, "study %zu: a count must be >= 0 and finite", i);
    if (!(n > 0)) {
      return tsqp_fail(TSQ_ERR_DATA, "study %zu: group %d has %s 0: it must be > 0", i, g + 1,
                       rates(o->measure) ? "person-time" : "size");
    }
    if (exact_odds(o) && !whole(c->events[g])) {
      return tsqp_fail(TSQ_ERR_DATA, "%s[%zu] = %g: the exact likelihood needs whole counts", names[g][0], i,
                       c->events[g]);
    }
    if (exact_odds(o) && !whole(c->rest[g])) {
      return tsqp_fail(TSQ_ERR_DATA, "%s[%zu] = %g: the exact likelihood needs whole counts", names[g][1], i,
                       n);
    }
  }
  return TSQ_OK;
}

/* No events, or only events: the study's likelihood does not depend on the effect. */
static int says_nothing(const tsq_options *o, const counts *c) {
  if (!two_groups(o->measure) || o->keep00) return 0;
  int none = c->events[0] == 0 && c->events[1] == 0;
  return none || (o->measure == TSQ_OR && c->rest[0] == 0 && c->rest[1] == 0);
}

static void one_arm(tsqp_arm *a, int family, double y, double n, double offset) {
  *a = (tsqp_arm){.family = family, .y = y, .n = n, .offset = offset, .fixed = {1, 1}, .random = {1, 1}};
  a->constant = tsqp_arm_constant(family, y, n);
}

/* Conditional on all events: the margins leave max(0, m - n2) .. min(n1, m). */
static void exact_arm(tsqp_arm *a, const counts *c) {
  double n1 = c->events[0] + c->rest[0];
  double n2 = c->events[1] + c->rest[1];
  double m = c->events[0] + c->events[1];
  *a = (tsqp_arm){.family = TSQP_HYPERGEOMETRIC, .y = c->events[0], .fixed = {1, 1}, .random = {1, 1}};
  a->first = fmax(0, m - n2);
  a->support = (size_t)(fmin(n1, m) - a->first) + 1;
}

/* The two groups of an unconditional model: effect d in group 1, random effects coded +-1/2. */
static void two_arms(tsqp_arm *a, const tsq_options *o, const counts *c) {
  for (int g = 0; g < 2; g++) {
    double sign = g == 0 ? 0.5 : -0.5;
    if (rates(o->measure)) {
      one_arm(&a[g], TSQP_POISSON, c->events[g], 0, log(c->rest[g]));
    } else {
      one_arm(&a[g], TSQP_BINOMIAL, c->events[g], c->events[g] + c->rest[g], 0);
    }
    a[g].fixed[1] = g == 0;
    a[g].random[0] = o->glmm_model == TSQ_UM_RS ? 1 : sign;
    a[g].random[1] = sign;
  }
}

static void make_study(tsqp_arm *a, const tsq_options *o, const counts *c) {
  double n1 = c->events[0] + c->rest[0];
  double n2 = c->events[1] + c->rest[1];
  double m = c->events[0] + c->events[1];
  if (o->measure == TSQ_PLO) {
    one_arm(a, TSQP_BINOMIAL, c->events[0], n1, 0);
  } else if (o->measure == TSQ_IRLN) {
    one_arm(a, TSQP_POISSON, c->events[0], 0, log(c->rest[0]));
  } else if (o->glmm_model == TSQ_UM_FS || o->glmm_model == TSQ_UM_RS) {
    two_arms(a, o, c);
  } else if (o->measure == TSQ_IRR) {
    one_arm(a, TSQP_BINOMIAL, c->events[0], m, log(c->rest[0]) - log(c->rest[1]));
  } else if (o->glmm_model == TSQ_CM_AL) {
    one_arm(a, TSQP_BINOMIAL, c->events[0], m, log(n1) - log(n2));
  } else {
    exact_arm(a, c);
  }
}

/* The hypergeometric weights of all studies, in one block. */
static int add_weights(const tsq_glmm_data *d, tsqp_glmm *glmm) {
  tsqp_glmm_model *m = &glmm->model;
  size_t total = 0;
  if (!exact_odds(&glmm->fit.options)) return TSQ_OK;
  for (size_t i = 0; i < m->k; i++)
    total += m->arms[i].support;
  m->log_weights = tsqp_calloc(total, sizeof *m->log_weights);
  if (m->log_weights == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu numbers", total);
  double *w = m->log_weights;
  for (size_t i = 0; i < m->k; i++) {
    tsqp_arm *a = &m->arms[i];
    counts c = counts_of(d, TSQ_OR, glmm->index[i]);
    double n2 = c.events[1] + c.rest[1];
    double events = c.events[0] + c.events[1];
    tsqp_hypergeometric_weights(c.events[0] + c.rest[0], n2, events, a->first, a->support, w);
    a->log_weights = w;
    w += a->support;
  }
  return TSQ_OK;
}

static int allocate(const tsq_glmm_data *d, tsqp_glmm *glmm) {
  tsqp_glmm_model *m = &glmm->model;
  size_t k = d->k;
  size_t p = m->p;
  size_t n = p + 3;
  m->arms = tsqp_calloc(k, m->n_arms * sizeof *m->arms);
  m->x = tsqp_calloc(k, p * sizeof *m->x);
  m->basis = tsqp_calloc(k, p * sizeof *m->basis);
  m->r = tsqp_calloc(p, p * sizeof *m->r);
  glmm->index = tsqp_calloc(k, sizeof *glmm->index);
  glmm->yi = tsqp_calloc(k, sizeof *glmm->yi);
  glmm->vi = tsqp_calloc(k, sizeof *glmm->vi);
  glmm->column = tsqp_calloc(p, sizeof *glmm->column);
  glmm->x = tsqp_calloc(n, sizeof *glmm->x);
  glmm->nuisance = tsqp_calloc(k, sizeof *glmm->nuisance);
  if (m->arms == NULL || m->x == NULL || m->basis == NULL || m->r == NULL || glmm->index == NULL || glmm->column == NULL ||
      glmm->yi == NULL || glmm->vi == NULL || glmm->x == NULL || glmm->nuisance == NULL) {
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies and %zu coefficients", k, p);
  }
  return TSQ_OK;
}

/* yi and vi were computed for all studies: those of the studies that stay move to the front. */
static int take_studies(const tsq_glmm_data *d, tsqp_glmm *glmm) {
  tsqp_glmm_model *m = &glmm->model;
  const tsq_options *o = &glmm->fit.options;
  size_t at = o->no_intercept ? 0 : 1;
  for (size_t i = 0; i < d->k; i++) {
    counts c = counts_of(d, o->measure, i);
    int why = missing(d, &c, i) ? TSQ_LEFT_MISSING : TSQ_LEFT_IN;
    if (why == TSQ_LEFT_IN) TSQP_TRY(check(d, o, &c, i));
    if (why == TSQ_LEFT_IN && says_nothing(o, &c)) why = TSQ_LEFT_SAYS_NOTHING;
    if (why != TSQ_LEFT_IN) {
      TSQP_TRY(tsqp_left_out_add(&glmm->left_out, &glmm->fit, i, why));
      continue;
    }
    glmm->index[m->k] = i;
    glmm->yi[m->k] = glmm->yi[i];
    glmm->vi[m->k] = glmm->vi[i];
    make_study(m->arms + m->k * m->n_arms, o, &c);
    if (at == 1) m->x[m->k * m->p] = 1;
    for (size_t j = 0; j < d->p; j++)
      m->x[m->k * m->p + at + j] = d->x[i + j * d->ldx];
    m->k++;
  }
  return TSQ_OK;
}

int tsqp_glmm_read(const tsq_glmm_data *d, tsqp_glmm *glmm) {
  const tsq_options *o = &glmm->fit.options;
  tsqp_glmm_model *m = &glmm->model;
  size_t at = o->no_intercept ? 0 : 1;
  m->kind = !two_groups(o->measure) || o->glmm_model == TSQ_CM_EL || o->glmm_model == TSQ_CM_AL ? TSQP_GLMM_ONE
            : o->glmm_model == TSQ_UM_FS                                                        ? TSQP_GLMM_FIXED_STUDIES
                                                                                                : TSQP_GLMM_RANDOM_STUDIES;
  m->n_arms = m->kind == TSQP_GLMM_ONE ? 1 : 2;
  m->p = d->p + at;
  TSQP_TRY(tsqp_left_out_new(&glmm->left_out, d->k));
  TSQP_TRY(allocate(d, glmm));
  for (size_t j = 0; j < m->p; j++)
    glmm->column[j] = j < at ? TSQP_INTERCEPT : j - at;
  TSQP_TRY(own_effects(d, o, glmm->yi, glmm->vi));
  TSQP_TRY(take_studies(d, glmm));
  TSQP_TRY(tsqp_left_out_settle(&glmm->left_out, &glmm->fit));
  TSQP_TRY(tsqp_glmm_orthogonalise(glmm, d));
  if (m->k < m->p) {
    return tsqp_fail(TSQ_ERR_TOO_FEW, "%zu of %zu studies can be used: fewer than the %zu coefficients", m->k,
                     d->k, m->p);
  }
  return add_weights(d, glmm);
}
