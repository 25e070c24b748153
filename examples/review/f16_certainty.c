/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F16: what statistics can say for a GRADE judgement of F2: inconsistency, imprecision, small-study effects, and what is left of the
 * effect in the trials with a low risk of bias. Each "concern" is a rule of thumb that stands beside it. Randomised trials
 * start at "high", one serious concern leads to "moderate"; whether a concern is serious, and whether the evidence is direct,
 * is the reader's judgement and not the library's.
 */
#include "review.h"
#include <math.h>

static const double mcid = -0.3;
static const char *const concern[] = {"no concern", "concern"};

/*
 * Participants that one trial of the same question would need, both arms, for 80% power at the 5% level to see the MCID:
 * 4 (1.960 + 0.842)^2 (SD / MCID)^2. The optimal information size of Guyatt et al. 2011, doi:10.1016/j.jclinepi.2011.01.012.
 */
static double information_size(const review_set *pain) {
  const double *sd = review_numbers(pain->frame, "sd2"), *n = review_numbers(pain->frame, "n2");
  double squares = 0, df = 0;
  for (size_t i = 0; i < pain->k; i++) {
    squares += (n[i] - 1) * sd[i] * sd[i];
    df += n[i] - 1;
  }
  const double z = 1.959964 + 0.841621;
  return ceil(4 * z * z * squares / df / (mcid * mcid));
}

/* Egger's regression as a random-effects meta-regression on the standard errors (Sterne & Egger 2005). */
static tsq_estimate egger(const review_set *pain) {
  double *sei = review_array(pain->k);
  for (size_t i = 0; i < pain->k; i++)
    sei[i] = sqrt(pain->vi[i]);
  const tsq_data data = {.k = pain->k, .yi = pain->yi, .vi = pain->vi, .x = sei, .p = 1};
  tsq_fit *fit = NULL;
  check(tsq_rma(&data, NULL, &fit));
  const tsq_estimate slope = tsq_coef(fit, 1);
  tsq_fit_free(fit);
  free(sei);
  return slope;
}

static void draw(const tsq_fit *fit) {
  const tsq_plot_options page = review_page("Pain at 3 months: contour-enhanced funnel plot");
  const tsq_funnel funnel = {
      .fit = fit, .options = &page, .kind = TSQ_FUNNEL_CONTOUR, .x_label = "Mean difference (VAS 0-10)"};
  review_funnel(&funnel, "f16_pain_funnel");
}

/* The same analysis without the trials with a high risk of bias. */
static void print_low_risk(void) {
  review_set low = review_means(TSQ_MD, "outcomes.csv",
                                "outcome == pain & month == 3 & comparator == sham & risk_of_bias == low");
  tsq_fit *fit = NULL;
  check(tsq_rma(&low.data, NULL, &fit));
  const tsq_estimate md = tsq_coef(fit, 0);
  printf("low risk of bias only    %.2f, 95%% CI %.2f to %.2f\n", md.estimate, md.ci_lower, md.ci_upper);
  tsq_fit_free(fit);
  review_free(&low);
}

int main(int argc, char **argv) {
  review_start(argc, argv);
  review_headline("F16", "What statistics can say for the certainty of the evidence on pain");
  review_set pain = review_means(TSQ_MD, "outcomes.csv", "outcome == pain & month == 3 & comparator == sham");
  tsq_fit *fit = NULL;
  check(tsq_rma(&pain.data, NULL, &fit));
  tsq_prediction md;
  check(tsq_predict(fit, NULL, 1, &md));
  printf("mean difference          %.2f, 95%% CI %.2f to %.2f\n", md.estimate, md.ci_lower, md.ci_upper);
  review_describe(fit, 0);
  print_low_risk();

  const int inconsistent = tsq_fit_value(fit, "I2") > 50 && md.pi_upper > mcid;
  const double adults = review_participants(&pain), needed = information_size(&pain);
  const int imprecise = adults < needed || md.ci_upper > mcid;
  const tsq_estimate slope = egger(&pain);
  const int small_studies = slope.p_value < 0.1;
  printf("\ninconsistency: %s (I2 over 50%% and true effects below the MCID among those predicted)\n",
         concern[inconsistent]);
  printf("imprecision: %s (%.0f of the optimal %.0f participants; is the MCID within the 95%% CI?)\n",
         concern[imprecise], adults, needed);
  printf("small-study effects: %s (Egger's regression: slope %.2f, 95%% CI %.2f to %.2f, %s; level 10%%)\n",
         concern[small_studies], slope.estimate, slope.ci_lower, slope.ci_upper, review_p(slope.p_value));
  draw(fit);

  const int concerns = inconsistent + imprecise + small_studies;
  char computed[64];
  snprintf(computed, sizeof computed, "concerns: %d of 3", concerns);
  tsq_fit_free(fit);
  review_free(&pain);
  return review_statement("F16", "certainty of the evidence", "moderate", computed, concerns == 1);
}
