/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A standing attack on the estimators of tau2, pooled and with moderators: of each of many ordinary and hostile problems it is checked that
 * REML and ML are where the score is 0 or at the boundary and that no tau2 of a fine grid has a higher likelihood; that PM, EB, SJIT, PMM
 * and the bounds of Q-profile solve their equations; that DL, HE, HS and SJ are their formulas. The criteria are sums over the eigenvalues
 * of K'VK, K an orthonormal basis of the complement of X, by Jacobi's method in pairs of long doubles: no code and no formula is the
 * library's. The number of problems may be given as an argument (10^6 in the slow tier), a seed after it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../quad.h"
#include "../rng.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tausq/rma.h>

#define MOST_K 10
#define MOST_P 3
#define COLUMNS (MOST_P + 1)

typedef long double real;

static size_t problems = 10000;
static uint64_t seed = 20;

/* ---- problems --------------------------------------------------------------------------------------------------------- */

typedef struct problem {
  size_t k, p;
  double y[MOST_K], v[MOST_K], x[MOST_K * MOST_P];
} problem;

static double power(rng *r, double from, double to) {
  return pow(10, from + (to - from) * rng_uniform(r));
}

static double digits3(double x) {
  char text[32];
  (void)snprintf(text, sizeof text, "%.3g", x);
  return strtod(text, NULL);
}

static void draw_moderators(rng *r, problem *q) {
  for (size_t j = 0; j < q->p; j++) {
    size_t kind = rng_below(r, 5);
    size_t alone = rng_below(r, q->k);
    for (size_t i = 0; i < q->k; i++) {
      double x = rng_normal(r);
      if (kind == 0) x = rng_uniform(r) < 0.5;
      if (kind == 1) x = i == alone;
      if (kind == 2) x = floor(1950 + 75 * rng_uniform(r));
      if (kind == 3 && j > 0) x = q->x[i] + 1e-4 * x;
      q->x[j * q->k + i] = x;
    }
  }
}

/* Ordinary; far from 0; two classes of variances; precise studies; studies that say nothing; widely spread. */
static void draw(rng *r, problem *q) {
  q->k = 3 + rng_below(r, MOST_K - 2);
  q->p = rng_below(r, MOST_P + 1);
  if (q->p + 2 > q->k) q->p = q->k - 2;
  draw_moderators(r, q);
  size_t kind = rng_below(r, 6);
  double unit = kind == 0 ? 1 : power(r, -4, 4);
  double tau = unit * (rng_uniform(r) < 0.3 ? 0 : power(r, -1, 1));
  double offset = kind == 1 ? unit * power(r, 2, 8) : 0;
  double ratio = power(r, 6, 14);
  for (size_t i = 0; i < q->k; i++) {
    double v = kind == 1 && rng_uniform(r) < 0.5 ? 1 : power(r, -1, 1);
    if (kind == 2 && rng_uniform(r) < 0.5) v /= ratio;
    if (kind == 3 && i < 3 && rng_uniform(r) < 0.5) v = digits3(v / ratio);
    if (kind == 4 && i < 2 && rng_uniform(r) < 0.5) v *= ratio;
    if (kind == 5) v = power(r, -5, 5);
    q->v[i] = v * unit * unit;
    q->y[i] = offset + rng_normal(r) * sqrt(q->v[i] + tau * tau);
    if (kind == 3) q->y[i] = digits3(q->y[i]);
  }
}

/* ---- the criteria ------------------------------------------------------------------------------------------------------ */

typedef struct spectrum {
  size_t k, n; /* n = k - p - 1 */
  real l[MOST_K], c[MOST_K], v[MOST_K];
  real least; /* the smallest v */
  real crude; /* sum (y - ybar)^2 / k */
} spectrum;

static quad inner(size_t k, const quad *a, const quad *b) {
  quad sum = quad_of(0);
  for (size_t i = 0; i < k; i++) {
    sum = quad_add(sum, quad_mul(a[i], b[i]));
  }
  return sum;
}

/* What is left of a after its projections on the n unit vectors u, twice for the rounding; its length before and after. */
static void purge(size_t k, size_t n, quad u[][MOST_K], quad *a, real *before, real *after) {
  *before = quad_sqrt(inner(k, a, a)).a;
  for (int pass = 0; pass < 3; pass++) {
    for (size_t j = 0; j < n; j++) {
      quad f = inner(k, a, u[j]);
      for (size_t i = 0; i < k; i++) {
        a[i] = quad_sub(a[i], quad_mul(f, u[j][i]));
      }
    }
  }
  *after = quad_sqrt(inner(k, a, a)).a;
}

static void normalise(size_t k, quad *a) {
  quad length = quad_sqrt(inner(k, a, a));
  for (size_t i = 0; i < k; i++) {
    a[i] = quad_div(a[i], length);
  }
}

/* An orthonormal basis of R^k whose first p + 1 vectors span X; 0 where X is of lower rank, or nearly. */
static int orthonormal(const problem *q, quad u[][MOST_K]) {
  size_t k = q->k;
  real before;
  real after;
  size_t n = 0;
  for (; n <= q->p; n++) {
    for (size_t i = 0; i < k; i++) {
      u[n][i] = quad_of(n == 0 ? 1 : (real)q->x[(n - 1) * k + i]);
    }
    purge(k, n, u, u[n], &before, &after);
    if (!(after > 1e-6L * before)) return 0;
    normalise(k, u[n]);
  }
  for (; n < k; n++) { /* the unit vector that is least explained */
    quad best[MOST_K];
    real most = -1;
    for (size_t e = 0; e < k; e++) {
      memset(u[n], 0, k * sizeof *u[n]);
      u[n][e] = quad_of(1);
      purge(k, n, u, u[n], &before, &after);
      if (after > most) {
        most = after;
        memcpy(best, u[n], sizeof best);
      }
    }
    memcpy(u[n], best, sizeof best);
    normalise(k, u[n]);
  }
  return 1;
}

/* Jacobi's method: s becomes diagonal, z turns with it. */
static void jacobi(size_t n, quad s[][MOST_K], quad *z) {
  for (int sweep = 0; sweep < 30; sweep++) {
    int turned = 0;
    for (size_t a = 0; a + 1 < n; a++) {
      for (size_t b = a + 1; b < n; b++) {
        if (fabsl(s[a][b].a) <= 1e-36L * sqrtl(fabsl(s[a][a].a * s[b][b].a))) continue;
        turned = 1;
        quad theta = quad_div(quad_sub(s[b][b], s[a][a]), quad_add(s[a][b], s[a][b]));
        quad root = quad_sqrt(quad_add(quad_of(1), quad_mul(theta, theta)));
        quad t = theta.a >= 0 ? quad_div(quad_of(1), quad_add(theta, root))
                              : quad_div(quad_of(-1), quad_sub(root, theta));
        quad c = quad_div(quad_of(1), quad_sqrt(quad_add(quad_of(1), quad_mul(t, t))));
        quad d = quad_mul(t, c);
        for (size_t i = 0; i < n; i++) {
          quad x = s[i][a];
          quad y = s[i][b];
          s[i][a] = quad_sub(quad_mul(c, x), quad_mul(d, y));
          s[i][b] = quad_add(quad_mul(d, x), quad_mul(c, y));
        }
        for (size_t i = 0; i < n; i++) {
          quad x = s[a][i];
          quad y = s[b][i];
          s[a][i] = quad_sub(quad_mul(c, x), quad_mul(d, y));
          s[b][i] = quad_add(quad_mul(d, x), quad_mul(c, y));
        }
        quad x = z[a];
        quad y = z[b];
        z[a] = quad_sub(quad_mul(c, x), quad_mul(d, y));
        z[b] = quad_add(quad_mul(d, x), quad_mul(c, y));
        s[a][b] = s[b][a] = quad_of(0);
      }
    }
    if (!turned) return;
  }
}

static int make_spectrum(const problem *q, spectrum *out) {
  static quad u[MOST_K][MOST_K];
  static quad s[MOST_K][MOST_K];
  quad z[MOST_K];
  quad y[MOST_K];
  size_t k = q->k;
  size_t n = k - q->p - 1;
  if (!orthonormal(q, u)) return 0;
  quad sum = quad_of(0);
  for (size_t i = 0; i < k; i++) {
    y[i] = quad_of(q->y[i]);
    sum = quad_add(sum, y[i]);
    out->v[i] = q->v[i];
    out->least = i == 0 ? out->v[i] : fminl(out->least, out->v[i]);
  }
  for (size_t a = 0; a < n; a++) {
    quad *ua = u[q->p + 1 + a];
    z[a] = inner(k, ua, y);
    for (size_t b = 0; b < n; b++) {
      s[a][b] = quad_of(0);
      for (size_t i = 0; i < k; i++) {
        s[a][b] = quad_add(s[a][b], quad_mul(quad_mul(ua[i], u[q->p + 1 + b][i]), quad_of(q->v[i])));
      }
    }
  }
  jacobi(n, s, z);
  for (size_t a = 0; a < n; a++) {
    out->l[a] = s[a][a].a;
    out->c[a] = z[a].a * z[a].a;
  }
  quad mean = quad_div(sum, quad_of((real)k));
  quad square = quad_of(0);
  for (size_t i = 0; i < k; i++) {
    quad away = quad_sub(y[i], mean);
    square = quad_add(square, quad_mul(away, away));
  }
  out->crude = square.a / (real)k;
  out->k = k;
  out->n = n;
  return 1;
}

static real q_of(const spectrum *s, real t) {
  real sum = 0;
  for (size_t i = 0; i < s->n; i++) {
    sum += s->c[i] / (s->l[i] + t);
  }
  return sum;
}

/* Twice the score as its two parts, y'PPy and tr P (or sum w). */
static void score(const spectrum *s, int restricted, real t, real *a, real *b) {
  size_t n = restricted ? s->n : s->k;
  const real *d = restricted ? s->l : s->v;
  *a = *b = 0;
  for (size_t i = 0; i < s->n; i++) {
    *a += s->c[i] / (s->l[i] + t) / (s->l[i] + t);
  }
  for (size_t i = 0; i < n; i++) {
    *b += 1 / (d[i] + t);
  }
}

static real likelihood(const spectrum *s, int restricted, real t) {
  size_t n = restricted ? s->n : s->k;
  const real *d = restricted ? s->l : s->v;
  real log_product = 0;
  for (size_t i = 0; i < n; i++) {
    log_product += logl(d[i] + t);
  }
  return -(log_product + q_of(s, t)) / 2;
}

/* P(chi2 <= x) by the series of the incomplete gamma function. */
static real chi2(real x, size_t df) {
  real a = (real)df / 2;
  real half = x / 2;
  if (half > 60) return 1;
  real term = expl(a * logl(half) - half) / tgammal(a + 1);
  real sum = term;
  for (int i = 1; i < 400 && term > 1e-22L * sum; i++) {
    term *= half / (a + i);
    sum += term;
  }
  return x > 0 ? sum : 0;
}

/* ---- the checks ---------------------------------------------------------------------------------------------------------- */

#define ROOM 1e-9L
#define NOTHING 1e-30L /* of squares, where the fit is exact: what pairs of long doubles leave */

static void complain(const problem *q, const char *what, real got, real want) {
  print_error("%s: %.17Lg for %.17Lg\n", what, got, want);
  for (size_t i = 0; i < q->k; i++) {
    print_error("%.17g,%.17g", q->y[i], q->v[i]);
    for (size_t j = 0; j < q->p; j++) {
      print_error(",%.17g", q->x[j * q->k + i]);
    }
    print_error("\n");
  }
  fail();
}

static tsq_fit *fit_of(const problem *q, int32_t method) {
  tsq_data data = {.k = q->k, .yi = q->y, .vi = q->v, .x = q->x, .p = q->p};
  tsq_options options = {.size = sizeof options, .method = method};
  tsq_fit *fit = NULL;
  if (tsq_rma(&data, &options, &fit) != TSQ_OK) fail_msg("%s", tsq_last_error());
  return fit;
}

static real tau2_of(const problem *q, int32_t method) {
  tsq_fit *fit = fit_of(q, method);
  real tau2 = tsq_fit_value(fit, "tau2");
  tsq_fit_free(fit);
  return tau2;
}

static void near(const problem *q, const char *what, real got, real want, real scale) {
  if (!(fabsl(got - want) <= ROOM * scale)) complain(q, what, got, want);
}

static void check_closed_forms(const problem *q, const spectrum *s) {
  real trace = 0;
  real sum_l = 0;
  real sum_c = 0;
  real sum_w = 0;
  for (size_t i = 0; i < s->n; i++) {
    trace += 1 / s->l[i];
    sum_l += s->l[i];
    sum_c += s->c[i];
  }
  for (size_t i = 0; i < s->k; i++) {
    sum_w += 1 / s->v[i];
  }
  real df = (real)s->n;
  real q0 = q_of(s, 0);
  near(q, "DL", tau2_of(q, TSQ_DL), fmaxl(0, (q0 - df) / trace), (q0 + df) / trace);
  near(q, "HE", tau2_of(q, TSQ_HE), fmaxl(0, (sum_c - sum_l) / df), (sum_c + sum_l) / df);
  near(q, "HS", tau2_of(q, TSQ_HS), fmaxl(0, (q0 - (real)s->k) / sum_w), (q0 + (real)s->k) / sum_w);
  real sj = s->crude * q_of(s, s->crude) / df;
  near(q, "SJ", tau2_of(q, TSQ_SJ), sj, sj + NOTHING * s->crude);
}

/* Q(t) is such that the target is met, or Q(0) below it and t 0. */
static void check_equation(const problem *q, const spectrum *s, const char *what, real t, real target,
                           int by_tail) {
  real at_t = by_tail ? chi2(q_of(s, t), s->n) : q_of(s, t);
  if (t == 0 ? !(at_t <= target * (1 + ROOM)) : !(fabsl(at_t - target) <= ROOM * target))
    complain(q, what, at_t, target);
}

static void check_equations(const problem *q, const spectrum *s) {
  tsq_interval ci = {.size = sizeof ci};
  tsq_fit *fit = fit_of(q, TSQ_PM);
  check_equation(q, s, "PM", tsq_fit_value(fit, "tau2"), (real)s->n, 0);
  real nothing = NOTHING * s->crude * (real)s->k / s->least;
  near(q, "QE", tsq_fit_value(fit, "QE"), q_of(s, 0), q_of(s, 0) + nothing);
  assert_int_equal(tsq_confint(fit, "tau2", TSQ_INTERVAL_OPTIONS(.kind = TSQ_CI_QP), &ci), TSQ_OK);
  check_equation(q, s, "upper bound", ci.upper, 0.025L, 1);
  check_equation(q, s, "lower bound", ci.lower, 0.975L, 1);
  tsq_fit_free(fit);
  check_equation(q, s, "EB", tau2_of(q, TSQ_EB), (real)s->n, 0);
  check_equation(q, s, "SJIT", tau2_of(q, TSQ_SJIT), (real)s->n, 0);
  check_equation(q, s, "PMM", tau2_of(q, TSQ_PMM), 0.5L, 1);
}

/* The highest likelihood on a grid of powers, with the estimate's. */
static void check_maximum(const problem *q, const spectrum *s, int restricted) {
  const char *name = restricted ? "REML" : "ML";
  tsq_fit *fit = fit_of(q, restricted ? TSQ_REML : TSQ_ML);
  real t = tsq_fit_value(fit, "tau2");
  int proved = !((uint32_t)tsq_fit_value(fit, "outcome") & TSQ_OUTCOME_NOT_PROVED);
  tsq_fit_free(fit);
  if (!proved) complain(q, "not proved", t, t);
  real a;
  real b;
  score(s, restricted, t, &a, &b);
  if (t > 0 ? fabsl(a - b) > 1e-7L * (a + b) : a - b > ROOM * (a + b)) complain(q, name, a, b);
  real best = likelihood(s, restricted, t);
  real low = HUGE_VALL;
  real high = 0;
  for (size_t i = 0; i < s->n; i++) {
    low = fminl(low, s->l[i]);
    high += s->l[i] + s->c[i];
  }
  for (real at = low / 100; at < 10 * high; at *= 1.25L) {
    real here = likelihood(s, restricted, at);
    if (here > best + ROOM * (1 + fabsl(best))) complain(q, name, best, here);
  }
}

static void attack(void **state) {
  (void)state;
  rng r = {seed};
  size_t tried = 0;
  while (tried < problems) {
    problem q;
    spectrum s;
    draw(&r, &q);
    if (!make_spectrum(&q, &s)) continue;
    tried++;
    check_closed_forms(&q, &s);
    check_equations(&q, &s);
    check_maximum(&q, &s, 1);
    check_maximum(&q, &s, 0);
  }
  print_message("%zu problems\n", tried);
}

int main(int argc, char **argv) {
  if (argc > 1) problems = strtoull(argv[1], NULL, 10);
  if (argc > 2) seed = strtoull(argv[2], NULL, 10);
  const struct CMUnitTest tests[] = {cmocka_unit_test(attack)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
