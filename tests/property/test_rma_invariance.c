/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must not change an analysis: units, order of the studies, sign, shift, splitting a covariate's scale; and what must hold
 * of it: the score is 0 at an inner optimum, no tau2 on a fine grid has a higher likelihood.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../close.h"
#include "../rng.h"

#include <math.h>
#include <tausq/predict.h>
#include <tausq/rma.h>

#define MAX_K 40
#define MAX_P 2

typedef struct problem {
  size_t k, p;
  double y[MAX_K], v[MAX_K], x[MAX_K * MAX_P];
} problem;

static const int32_t methods[] = {TSQ_CE,   TSQ_DL, TSQ_HE, TSQ_HS,  TSQ_HSK, TSQ_SJ,   TSQ_ML,
                                  TSQ_REML, TSQ_EB, TSQ_PM, TSQ_PMM, TSQ_DL2, TSQ_DLIT, TSQ_SJIT};
#define N_METHODS (sizeof methods / sizeof methods[0])

/* Small and large, homogeneous and heterogeneous, with equal and wildly different variances. */
static problem draw(rng *r) {
  static const size_t sizes[] = {2, 3, 4, 6, 10, 25, 40};
  static const double taus[] = {0, 0.1, 1, 5};
  problem q;
  q.k = sizes[rng_below(r, 7)];
  q.p = q.k > 5 ? rng_below(r, MAX_P + 1) : 0;
  double tau = taus[rng_below(r, 4)];
  double spread = rng_uniform(r) * 6;
  for (size_t i = 0; i < q.k; i++) {
    q.v[i] = pow(10, -2 + spread * (rng_uniform(r) - 0.5));
    q.y[i] = 0.3 + sqrt(q.v[i] + tau * tau) * rng_normal(r);
    for (size_t j = 0; j < q.p; j++) {
      q.x[i + j * q.k] = 1960 + 15 * rng_normal(r);
    }
  }
  return q;
}

static tsq_fit *fit_of(const problem *q, int32_t method, int32_t test) {
  tsq_fit *fit = NULL;
  tsq_data data = {.k = q->k, .yi = q->y, .vi = q->v, .x = q->p > 0 ? q->x : NULL, .p = q->p};
  int status = tsq_rma(&data, TSQ_OPTIONS(.method = method, .test = test), &fit);
  if (status != TSQ_OK) fail_msg("k = %zu, p = %zu: %s", q->k, q->p, tsq_last_error());
  return fit;
}

/* Near in the size of the data: tau2 close to 0 is known to within the rounding of the variances. */
static void assert_near(double got, double want, double size, double relative, const char *what) {
  if (!(fabs(got - want) <= relative * (fabs(want) + size)))
    fail_msg("%s: %.17g, expected %.17g", what, got, want);
}

static double smallest(const problem *q) {
  double least = q->v[0];
  for (size_t i = 1; i < q->k; i++) {
    least = fmin(least, q->v[i]);
  }
  return least;
}

static void units_do_not_matter(void **state) {
  (void)state;
  static const double factors[] = {1e-8, 1e-3, 0.37, 1e3, 1e8, 1e-60, 1e60};
  rng r = {1};
  for (int repeat = 0; repeat < 150; repeat++) {
    problem q = draw(&r);
    for (size_t m = 0; m < N_METHODS; m++) {
      tsq_fit *fit = fit_of(&q, methods[m], TSQ_KNHA);
      tsq_interval ci = {.size = sizeof ci};
      assert_int_equal(tsq_confint(fit, "tau2", TSQ_INTERVAL_OPTIONS(.kind = TSQ_CI_QP), &ci), TSQ_OK);
      double tau2 = tsq_fit_value(fit, "tau2");
      for (size_t f = 0; f < sizeof factors / sizeof factors[0]; f++) {
        double c = factors[f];
        problem scaled = q;
        for (size_t i = 0; i < q.k; i++) {
          scaled.y[i] *= c;
          scaled.v[i] *= c * c;
        }
        tsq_fit *same = fit_of(&scaled, methods[m], TSQ_KNHA);
        tsq_interval same_ci = {.size = sizeof same_ci};
        assert_int_equal(tsq_confint(same, "tau2", TSQ_INTERVAL_OPTIONS(.kind = TSQ_CI_QP), &same_ci), TSQ_OK);
        assert_near(tsq_fit_value(same, "tau2") / c / c, tau2, 1e-3 * smallest(&q), 1e-10, "tau2");
        assert_near(tsq_fit_value(same, "I2"), tsq_fit_value(fit, "I2"), 1e-3, 1e-10, "I2");
        assert_near(tsq_coef(same, 0).p_value, tsq_coef(fit, 0).p_value, 0, 1e-10, "p");
        assert_near(tsq_coef(same, 0).ci_lower / c, tsq_coef(fit, 0).ci_lower, tsq_coef(fit, 0).se, 1e-10,
                    "ci");
        assert_near(same_ci.lower / c / c, ci.lower, 1e-3 * smallest(&q), 1e-10, "lower bound of tau2");
        assert_near(same_ci.upper / c / c, ci.upper, 1e-3 * smallest(&q), 1e-10, "upper bound of tau2");
        assert_int_equal(same_ci.outcome, ci.outcome);
        tsq_fit_free(same);
      }
      tsq_fit_free(fit);
    }
  }
}

static void order_sign_and_shift_do_not_matter(void **state) {
  (void)state;
  rng r = {2};
  for (int repeat = 0; repeat < 200; repeat++) {
    problem q = draw(&r);
    problem turned = q; /* reversed, sign changed, shifted: the moderators stay with their studies */
    for (size_t i = 0; i < q.k; i++) {
      size_t from = q.k - 1 - i;
      turned.y[i] = 2 - q.y[from];
      turned.v[i] = q.v[from];
      for (size_t j = 0; j < q.p; j++) {
        turned.x[i + j * q.k] = q.x[from + j * q.k];
      }
    }
    for (size_t m = 0; m < N_METHODS; m++) {
      tsq_fit *fit = fit_of(&q, methods[m], TSQ_Z);
      tsq_fit *same = fit_of(&turned, methods[m], TSQ_Z);
      assert_near(tsq_fit_value(same, "tau2"), tsq_fit_value(fit, "tau2"), smallest(&q), 1e-9, "tau2");
      tsq_estimate a = tsq_coef(fit, 0);
      tsq_estimate b = tsq_coef(same, 0);
      assert_near(2 - b.estimate, a.estimate, a.se, 1e-8, "intercept");
      if (q.p > 0)
        assert_near(-tsq_coef(same, 1).estimate, tsq_coef(fit, 1).estimate, tsq_coef(fit, 1).se, 1e-8,
                    "slope");
      tsq_fit_free(fit);
      tsq_fit_free(same);
    }
  }
}

/* The likelihood at a fixed tau2, by the library's own fit at that value. */
static double likelihood_at(const problem *q, double tau2, const char *which) {
  tsq_fit *fit = NULL;
  tsq_data data = {.k = q->k, .yi = q->y, .vi = q->v, .x = q->p > 0 ? q->x : NULL, .p = q->p};
  assert_int_equal(tsq_rma(&data, TSQ_OPTIONS(.tau2_fixed = 1, .tau2 = tau2), &fit), TSQ_OK);
  double ll = tsq_fit_value(fit, which);
  tsq_fit_free(fit);
  return ll;
}

static void the_optimum_is_global(void **state) {
  (void)state;
  static const int32_t likelihoods[2] = {TSQ_ML, TSQ_REML};
  static const char *const which[2] = {"ML.loglik", "REML.loglik"};
  rng r = {3};
  int multimodal = 0;
  for (int repeat = 0; repeat < 400; repeat++) {
    problem q = draw(&r);
    for (int m = 0; m < 2; m++) {
      tsq_fit *fit = fit_of(&q, likelihoods[m], TSQ_Z);
      double best = tsq_fit_value(fit, which[m]);
      double tau2 = tsq_fit_value(fit, "tau2");
      if (tau2 > 0) assert_true(fabs(tsq_fit_value(fit, "gradient")) < 1e-11);
      if (tau2 == 0) assert_true(tsq_fit_value(fit, "gradient") < 1e-11);
      if ((int)tsq_fit_value(fit, "outcome") & TSQ_OUTCOME_MULTIMODAL) multimodal++;
      for (int g = -60; g <= 40; g++) {
        double t = g == -60 ? 0 : pow(10, g / 10.0);
        if (likelihood_at(&q, t, which[m]) > best + 1e-9 * (1 + fabs(best))) {
          fail_msg("%s is higher at tau2 = %g than at the estimate %g", which[m], t, tau2);
        }
      }
      tsq_fit_free(fit);
    }
  }
  assert_true(multimodal > 0); /* the hard cases were among them */
}

/* The textbook formulas with a dense k x k projection, for small k: an independent way to the same numbers. */
static double dense_score(const problem *q, double t) {
  double p_matrix[MAX_K][MAX_K];
  double sum = 0;
  for (size_t i = 0; i < q->k; i++) {
    sum += 1 / (q->v[i] + t);
  }
  for (size_t i = 0; i < q->k; i++) {
    for (size_t j = 0; j < q->k; j++) {
      double wi = 1 / (q->v[i] + t);
      double wj = 1 / (q->v[j] + t);
      p_matrix[i][j] = (i == j ? wi : 0) - wi * wj / sum;
    }
  }
  double quadratic = 0;
  double trace = 0;
  for (size_t i = 0; i < q->k; i++) {
    double py = 0;
    for (size_t j = 0; j < q->k; j++) {
      py += p_matrix[i][j] * q->y[j];
    }
    quadratic += py * py;
    trace += p_matrix[i][i];
  }
  return (quadratic - trace) / trace;
}

static void the_score_is_zero_by_dense_algebra(void **state) {
  (void)state;
  rng r = {4};
  int inner = 0;
  for (int repeat = 0; repeat < 300; repeat++) {
    problem q = draw(&r);
    if (q.p > 0) continue;
    tsq_fit *fit = fit_of(&q, TSQ_REML, TSQ_Z);
    double tau2 = tsq_fit_value(fit, "tau2");
    double score = dense_score(&q, tau2);
    if (tau2 > 0) {
      assert_true(fabs(score) < 1e-8);
      inner++;
    } else {
      assert_true(score < 1e-8);
    }
    tsq_fit_free(fit);
  }
  assert_true(inner > 50);
}

/* Within one data set, from 1e-150 to 1e150: k = 2 has the closed form tau2 = ((y1-y2)^2 - v1 - v2)/2 for REML. */
static void extreme_variances(void **state) {
  (void)state;
  static const double v[][2] = {
      {1e-150, 1e-150}, {1e150, 1e150}, {1e-150, 1e-140}, {1e-150, 1e150}, {1e-12, 1}};
  for (size_t i = 0; i < sizeof v / sizeof v[0]; i++) {
    double total = v[i][0] + v[i][1];
    double distance = sqrt(5 * total);
    double y[2] = {0.25 * distance, -0.75 * distance};
    tsq_fit *fit = NULL;
    assert_int_equal(tsq_rma(&(tsq_data){.k = 2, .yi = y, .vi = v[i]}, NULL, &fit), TSQ_OK);
    assert_close(tsq_fit_value(fit, "tau2"), 2 * total, 1e-13);
    assert_close(tsq_fit_value(fit, "QE"), 5, 1e-13);
    assert_close(tsq_fit_value(fit, "vt"), total / 2, 1e-13);
    tsq_fit_free(fit);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(units_do_not_matter),   cmocka_unit_test(order_sign_and_shift_do_not_matter),
      cmocka_unit_test(the_optimum_is_global), cmocka_unit_test(the_score_is_zero_by_dense_algebra),
      cmocka_unit_test(extreme_variances),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
