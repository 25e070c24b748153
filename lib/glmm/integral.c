/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The integral over a study's random effects. The integrand is log-concave with curvature of at least 1 (the normal density
 * of u), so it has one mode and its tails are lighter than the normal's.
 *
 * Two rules. With a number of nodes given: adaptive Gauss-Hermite quadrature about the mode, scaled by the curvature (Liu &
 * Pierce 1994, doi:10.1093/biomet/81.3.624; Pinheiro & Bates 1995, doi:10.1080/10618600.1995.10474663); one node is
 * Laplace's approximation. Without: the trapezoidal rule on a grid about the mode, whose error for such integrands falls
 * faster than exponentially with the step (Trefethen & Weideman 2014, doi:10.1137/130932132), halved until the integral
 * stands still; several random effects are integrated one inside the other. Its gradient and Hessian are posterior means
 * (Louis 1982, doi:10.1111/j.2517-6161.1982.tb01203.x); those of the quadrature, whose nodes move with the parameters, are
 * differences.
 */
#include "glmm/mode.h"

#include <math.h>
#include <string.h>

#define LOG_ROOT_2PI 0.918938533204672741780
#define TAIL 44.0 /* nodes below exp(-44) of the largest are lost in the last digit of the sum */
/* Of two steps, one half of the other: the finer is then right to the last digit, its derivatives nearly. */
#define AGREE 1e-11
#define HALVINGS 9
#define MOST_STEPS 4000

enum { M = TSQP_STUDY_PARAMETERS };

/* log of the integrand (or of an inner integral) with the mean of the score s and of s s' - information under it. */
typedef struct cell {
  double log_f;
  double s[M];
  double q[M][M];
  double nodes;
} cell;

/* What each parameter is multiplied by in an arm's linear predictor, at given random effects. */
static void directions(const tsqp_integrand *f, const tsqp_arm *arm, const double *u, double d[M]) {
  const tsqp_shape *s = f->shape;
  for (size_t j = 0; j < s->n_fixed; j++)
    d[j] = arm->fixed[j];
  for (size_t r = 0; r < s->n_random; r++)
    d[s->n_fixed + r] = arm->random[r] * u[r];
}

static void at_point(const tsqp_integrand *f, const double *u, cell *out) {
  size_t m = f->shape->n_fixed + f->shape->n_random;
  memset(out, 0, sizeof *out);
  for (size_t g = 0; g < f->shape->n_arms; g++) {
    double d[M];
    tsqp_arm_value v = tsqp_arm_at(&f->arms[g], tsqp_predictor(f, &f->arms[g], u));
    directions(f, &f->arms[g], u, d);
    out->log_f += v.log_f;
    for (size_t i = 0; i < m; i++) {
      out->s[i] += v.score * d[i];
      for (size_t j = 0; j <= i; j++)
        out->q[i][j] -= v.information * d[i] * d[j];
    }
  }
  for (size_t i = 0; i < m; i++) {
    for (size_t j = 0; j <= i; j++)
      out->q[i][j] += out->s[i] * out->s[j];
  }
  for (size_t r = 0; r < f->shape->n_random; r++)
    out->log_f -= u[r] * u[r] / 2 + LOG_ROOT_2PI;
}

/* ---- the trapezoidal rule ---------------------------------------------------------------------------------------- */

static void integrate(const tsqp_integrand *f, size_t level, double u[2], cell *out);

static void evaluate(const tsqp_integrand *f, size_t level, double u[2], cell *out) {
  if (level == f->shape->n_random) {
    at_point(f, u, out);
  } else {
    integrate(f, level, u, out);
  }
}

/* A weighted sum of cells: log_f holds the logarithm by which `total` and the rest were divided. */
typedef struct sums {
  cell of;
  double total;
} sums;

static void add(sums *all, const cell *one, size_t m) {
  if (one->nodes > all->of.nodes) all->of.nodes = one->nodes;
  if (!(one->log_f > -HUGE_VAL)) return;
  double weight = 1;
  if (one->log_f > all->of.log_f) {
    double scale = exp(all->of.log_f - one->log_f);
    all->of.log_f = one->log_f;
    all->total *= scale;
    for (size_t i = 0; i < m; i++) {
      all->of.s[i] *= scale;
      for (size_t j = 0; j <= i; j++)
        all->of.q[i][j] *= scale;
    }
  } else {
    weight = exp(one->log_f - all->of.log_f);
  }
  all->total += weight;
  for (size_t i = 0; i < m; i++) {
    all->of.s[i] += weight * one->s[i];
    for (size_t j = 0; j <= i; j++)
      all->of.q[i][j] += weight * one->q[i][j];
  }
}

/* Nodes centre + (j + shift) step outwards in one direction until they no longer count; returns how many. */
static long walk(const tsqp_integrand *f, size_t level, const double u[2], double centre, double step,
                 sums *all) {
  size_t m = f->shape->n_fixed + f->shape->n_random;
  double before = -HUGE_VAL;
  for (long j = 0; j < MOST_STEPS; j++) {
    double at[2] = {u[0], u[1]};
    cell one;
    at[level] = centre + (double)j * step;
    evaluate(f, level + 1, at, &one);
    add(all, &one, m);
    if (one.log_f < all->of.log_f - TAIL && one.log_f <= before) return j;
    before = one.log_f;
  }
  return MOST_STEPS;
}

/* The integral over u[level ..] given u[.. level - 1]. */
static void integrate(const tsqp_integrand *f, size_t level, double u[2], cell *out) {
  size_t m = f->shape->n_fixed + f->shape->n_random;
  double mode[2] = {u[0], u[1]};
  double v[2][2];
  for (size_t r = level; r < f->shape->n_random; r++)
    mode[r] = 0;
  tsqp_find_mode(f, level, mode, v);
  double step = sqrt(v[level][level]);
  sums all;
  memset(&all, 0, sizeof all);
  all.of.log_f = -HUGE_VAL;
  long right = walk(f, level, mode, mode[level], step, &all);
  long left = walk(f, level, mode, mode[level] - step, -step, &all) + 1;
  double before = all.of.log_f + log(all.total * step);
  for (int i = 0; i < HALVINGS; i++) {
    step /= 2;
    left *= 2;
    right *= 2;
    for (long j = -left + 1; j < right; j += 2) {
      double at[2] = {mode[0], mode[1]};
      cell one;
      at[level] += (double)j * step;
      evaluate(f, level + 1, at, &one);
      add(&all, &one, m);
    }
    double now = all.of.log_f + log(all.total * step);
    int still = fabs(now - before) <= AGREE;
    before = now;
    if (still) break;
  }
  *out = all.of;
  out->log_f = before;
  if (out->nodes < (double)(left + right + 1)) out->nodes = (double)(left + right + 1);
  for (size_t i = 0; i < m; i++) {
    out->s[i] /= all.total;
    for (size_t j = 0; j <= i; j++)
      out->q[i][j] /= all.total;
  }
}

/* Louis 1982: gradient E[s], Hessian E[s s' - information] - E[s] E[s]'. */
static void exact(const tsqp_integrand *f, tsqp_study_value *out) {
  size_t m = f->shape->n_fixed + f->shape->n_random;
  double u[2] = {0, 0};
  cell c;
  evaluate(f, 0, u, &c);
  memset(out, 0, sizeof *out);
  out->value = c.log_f;
  out->nodes = f->shape->n_random > 0 ? c.nodes : 0;
  for (size_t i = 0; i < m; i++) {
    out->gradient[i] = c.s[i];
    for (size_t j = 0; j <= i; j++)
      out->hessian[i][j] = out->hessian[j][i] = c.q[i][j] - c.s[i] * c.s[j];
  }
}

/* ---- adaptive Gauss-Hermite quadrature --------------------------------------------------------------------------- */

static double quadrature(const tsqp_integrand *f, const tsqp_rule *rule) {
  size_t n = f->shape->n_random;
  double mode[2] = {f->start[0], f->start[1]};
  double v[2][2];
  double peak = -HUGE_VAL;
  double total = 0;
  tsqp_find_mode(f, 0, mode, v);
  double l00 = sqrt(v[0][0]); /* the Cholesky factor of the covariance matrix */
  double l10 = n == 2 ? v[1][0] / l00 : 0;
  double l11 = n == 2 ? sqrt(v[1][1] - l10 * l10) : 1;
  for (size_t a = 0; a < rule->n; a++) {
    for (size_t b = 0; b < (n == 2 ? rule->n : 1); b++) {
      double x = rule->nodes[a];
      double y = n == 2 ? rule->nodes[b] : 0;
      double u[2] = {mode[0] + sqrt(2.0) * l00 * x, mode[1] + sqrt(2.0) * (l10 * x + l11 * y)};
      double term = x * x + y * y + log(rule->weights[a] * (n == 2 ? rule->weights[b] : 1));
      for (size_t g = 0; g < f->shape->n_arms; g++)
        term += tsqp_arm_at(&f->arms[g], tsqp_predictor(f, &f->arms[g], u)).log_f;
      for (size_t r = 0; r < n; r++)
        term -= u[r] * u[r] / 2 + LOG_ROOT_2PI;
      if (!(term > -HUGE_VAL)) continue;
      if (term > peak) {
        total = total * exp(peak - term) + 1;
        peak = term;
      } else {
        total += exp(term - peak);
      }
    }
  }
  return peak + log(total) + log(l00) + (n == 2 ? log(l11) : 0) + (double)n * log(2.0) / 2;
}

/* The quadrature at parameters moved by a steps of h[i] and b steps of h[j]. */
static double moved(const tsqp_integrand *f, const tsqp_rule *rule, const double h[M], size_t i, double a,
                    size_t j, double b) {
  double t[M];
  tsqp_integrand g = *f;
  memcpy(t, f->t, (f->shape->n_fixed + f->shape->n_random) * sizeof *t);
  t[i] += a * h[i];
  t[j] += b * h[j];
  g.t = t;
  return quadrature(&g, rule);
}

static double mixed(const tsqp_integrand *f, const tsqp_rule *rule, const double h[M], size_t i, size_t j,
                    double size) {
  return (moved(f, rule, h, i, size, j, size) - moved(f, rule, h, i, size, j, -size) -
          moved(f, rule, h, i, -size, j, size) + moved(f, rule, h, i, -size, j, -size)) /
         (4 * size * h[i] * size * h[j]);
}

/* A two-hundredth of about each parameter's standard error in this study alone. */
static void steps(const tsqp_integrand *f, double h[M]) {
  double information[2][2];
  double log_f;
  double largest = 0;
  tsqp_study_conditional(f->shape, f->arms, f->t, information, &log_f);
  for (size_t i = 0; i < f->shape->n_fixed; i++) {
    h[i] = 0.005 / sqrt(1 + fabs(information[i][i]));
    largest = fmax(largest, fabs(information[i][i]));
  }
  for (size_t r = 0; r < f->shape->n_random; r++)
    h[f->shape->n_fixed + r] = 0.005 / sqrt(1 + 4 * largest);
}

/* Differences of fourth order. */
static void differences(tsqp_integrand *f, const tsqp_rule *rule, tsqp_study_value *out) {
  double v[2][2];
  size_t m = f->shape->n_fixed + f->shape->n_random;
  double h[M];
  steps(f, h);
  memset(out, 0, sizeof *out);
  out->nodes = (double)rule->n;
  tsqp_find_mode(f, 0, f->start, v);
  out->value = quadrature(f, rule);
  for (size_t i = 0; i < m; i++) {
    double up = moved(f, rule, h, i, 1, i, 0);
    double down = moved(f, rule, h, i, -1, i, 0);
    double up2 = moved(f, rule, h, i, 2, i, 0);
    double down2 = moved(f, rule, h, i, -2, i, 0);
    out->gradient[i] = (8 * (up - down) - (up2 - down2)) / (12 * h[i]);
    out->hessian[i][i] =
        (16 * (up - out->value + (down - out->value)) - (up2 - out->value + (down2 - out->value))) /
        (12 * h[i] * h[i]);
    for (size_t j = 0; j < i; j++) {
      out->hessian[i][j] = out->hessian[j][i] =
          (4 * mixed(f, rule, h, i, j, 1) - mixed(f, rule, h, i, j, 2)) / 3;
    }
  }
}

void tsqp_study_likelihood(const tsqp_shape *shape, const tsqp_arm *arms, const tsqp_rule *rule,
                           const double *t, tsqp_study_value *out) {
  tsqp_integrand f = {shape, arms, t, {0, 0}};
  if (rule->n == 0 || shape->n_random == 0) {
    exact(&f, out);
  } else {
    differences(&f, rule, out);
  }
}

void tsqp_study_conditional(const tsqp_shape *shape, const tsqp_arm *arms, const double *t,
                            double information[2][2], double *log_f) {
  tsqp_integrand f = {shape, arms, t, {0, 0}};
  size_t n = shape->n_random;
  double u[2] = {0, 0};
  double v[2][2] = {{0, 0}, {0, 0}};
  double cross[2][2] = {{0, 0}, {0, 0}};
  if (n > 0) tsqp_find_mode(&f, 0, u, v);
  memset(information, 0, 4 * sizeof(double));
  *log_f = 0;
  for (size_t g = 0; g < shape->n_arms; g++) {
    tsqp_arm_value a = tsqp_arm_at(&arms[g], tsqp_predictor(&f, &arms[g], u));
    *log_f += a.log_f;
    for (size_t i = 0; i < shape->n_fixed; i++) {
      for (size_t j = 0; j < shape->n_fixed; j++)
        information[i][j] += a.information * arms[g].fixed[i] * arms[g].fixed[j];
      for (size_t r = 0; r < n; r++)
        cross[i][r] += a.information * arms[g].fixed[i] * arms[g].random[r] * t[shape->n_fixed + r];
    }
  }
  for (size_t i = 0; i < shape->n_fixed; i++) {
    for (size_t j = 0; j < shape->n_fixed; j++) {
      for (size_t r = 0; r < n; r++) {
        for (size_t s = 0; s < n; s++)
          information[i][j] -= cross[i][r] * v[r][s] * cross[j][s];
      }
    }
  }
}
