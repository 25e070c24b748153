/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F6: do trials led by licensed acupuncturists (3,000 hours and more) show a greater reduction of pain than those led by
 * medical doctors with a weekend certificate? A meta-regression on the certificate, and the ratio of the two predicted
 * effects: with the delta method, and with Fieller's interval, which is the better one where the denominator is uncertain.
 * The bubble plot is of a second model, over the hours of training.
 */
#include "review.h"

static tsq_fit *regress(const review_set *pain, const char *terms, tsq_design **design) {
  check(tsq_design_from_terms(pain->frame, terms, design));
  tsq_data data = pain->data;
  data.x = tsq_design_x(*design);
  data.p = tsq_design_p(*design);
  data.x_names = tsq_design_names(*design);
  tsq_fit *fit = NULL;
  check(tsq_rma(&data, NULL, &fit));
  return fit;
}

static void draw(const tsq_fit *fit) {
  const tsq_plot_options page = review_page("Pain at 3 months and the practitioners' training");
  const tsq_bubble bubble = {
      .fit = fit, .options = &page, .x_label = "Hours of training", .y_label = "Mean difference (VAS 0-10)"};
  review_bubble(&bubble, "f06_training_bubble");
}

int main(int argc, char **argv) {
  review_start(argc, argv);
  review_headline("F6", "Reduction of pain and the practitioners' training");

  review_set pain = review_means(TSQ_MD, "outcomes.csv", "outcome == pain & month == 3 & comparator == sham");
  tsq_design *certificate = NULL, *hours = NULL;
  tsq_fit *fit = regress(&pain, "factor(training, ref = weekend)", &certificate);
  double licensed = 0, weekend = 0;
  check(tsq_design_parse_row(certificate, "training = licensed", &licensed));
  check(tsq_design_parse_row(certificate, "training = weekend", &weekend));
  tsq_ratio_result ratio = {.size = sizeof ratio};
  check(tsq_ratio(fit, &licensed, &weekend, 0, &ratio));
  const tsq_estimate difference = tsq_coef(fit, 1);

  printf("predicted MD, licensed   %.3f, 95%% CI %.3f to %.3f\n", ratio.numerator.estimate,
         ratio.numerator.ci_lower, ratio.numerator.ci_upper);
  printf("predicted MD, weekend    %.3f, 95%% CI %.3f to %.3f\n", ratio.denominator.estimate,
         ratio.denominator.ci_lower, ratio.denominator.ci_upper);
  printf("difference               %.3f, 95%% CI %.3f to %.3f, %s\n", difference.estimate,
         difference.ci_lower, difference.ci_upper, review_p(difference.p_value));
  printf("ratio                    %.2f\n", ratio.ratio);
  printf("  95%% CI, delta method   %.2f to %.2f\n", ratio.delta[0], ratio.delta[1]);
  if (ratio.fieller_kind == TSQ_FIELLER_INTERVAL)
    printf("  95%% CI, Fieller        %.2f to %.2f\n", ratio.fieller[0], ratio.fieller[1]);
  else
    printf("  95%% CI, Fieller        unbounded: the denominator may be 0\n");
  printf("heterogeneity left       tau2 = %.4f, R2 = %.0f%%\n", tsq_fit_value(fit, "tau2"),
         tsq_fit_value(fit, "R2"));
  printf("conventions              %s\n", tsq_fit_conventions(fit));

  tsq_fit *over_hours = regress(&pain, "hours", &hours);
  const tsq_estimate slope = tsq_coef(over_hours, 1);
  printf("\nMD per 1000 hours        %.3f, 95%% CI %.3f to %.3f, %s\n", 1000 * slope.estimate,
         1000 * slope.ci_lower, 1000 * slope.ci_upper, review_p(slope.p_value));
  draw(over_hours);

  char computed[64];
  snprintf(computed, sizeof computed, "%.0f%% greater", 100 * (ratio.ratio - 1));
  tsq_fit_free(fit);
  tsq_fit_free(over_hours);
  tsq_design_free(certificate);
  tsq_design_free(hours);
  review_free(&pain);
  return review_figure("F6", "licensed vs weekend training", "32% greater", computed);
}
