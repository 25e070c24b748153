/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F7: is a course of at least 8 sessions twice a week better than weekly treatment? A meta-regression on the number of sessions
 * and their frequency: linear, and with a restricted cubic spline (Harrell 2015) for a benefit that levels off.
 */
#include "review.h"

enum { GRID = 81 };

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

/* The spline's curve for treatment twice a week, with the trials around it. */
static void draw(const review_set *pain, const tsq_fit *fit, const tsq_design *design) {
  const size_t p = tsq_design_p(design);
  double *x = review_array(GRID), *rows = review_array(GRID * p), *row = review_array(p);
  for (size_t i = 0; i < GRID; i++) {
    x[i] = 4 + 12.0 * (double)i / (GRID - 1);
    check(tsq_design_row(design, 2, (const char *[]){"sessions", "per_week"}, (double[]){x[i], 2}, row));
    for (size_t j = 0; j < p; j++)
      rows[i + j * GRID] = row[j];
  }
  tsq_plot_options page = review_page("Pain at 3 months and the number of sessions");
  page.caption =
      "Curve: restricted cubic spline for two sessions a week. Constructed records, not from any trial.";
  const tsq_bubble bubble = {.fit = fit,
                             .options = &page,
                             .points_x = review_numbers(pain->frame, "sessions"),
                             .grid_x = x,
                             .grid_rows = rows,
                             .n_grid = GRID,
                             .x_label = "Sessions",
                             .y_label = "Mean difference (VAS 0-10)"};
  review_bubble(&bubble, "f07_dose_bubble");
  free(x);
  free(rows);
  free(row);
}

int main(int argc, char **argv) {
  review_start(argc, argv);
  review_headline("F7", "Reduction of pain and the dose of acupuncture");

  review_set pain = review_means(TSQ_MD, "outcomes.csv", "outcome == pain & month == 3 & comparator == sham");
  tsq_design *linear = NULL, *curved = NULL;
  tsq_fit *fit = regress(&pain, "sessions + per_week", &linear);
  const tsq_estimate session = tsq_coef(fit, 1), twice = tsq_coef(fit, 2);
  printf("each session more        %.3f, 95%% CI %.3f to %.3f, %s\n", session.estimate, session.ci_lower,
         session.ci_upper, review_p(session.p_value));
  printf("twice weekly, not once   %.3f, 95%% CI %.3f to %.3f, %s\n", twice.estimate, twice.ci_lower,
         twice.ci_upper, review_p(twice.p_value));
  tsq_prediction at[4];
  check(tsq_predict(fit, (double[]){8, 12, 8, 12, 2, 2, 1, 1}, 4, at));
  for (size_t i = 0; i < 4; i++)
    printf("%2d sessions, %s   MD %.2f, 95%% CI %.2f to %.2f, new trial %.2f to %.2f\n", i % 2 == 0 ? 8 : 12,
           i < 2 ? "twice weekly" : "weekly      ", at[i].estimate, at[i].ci_lower, at[i].ci_upper,
           at[i].pi_lower, at[i].pi_upper);
  printf("heterogeneity left       tau2 = %.4f, R2 = %.0f%%\n", tsq_fit_value(fit, "tau2"),
         tsq_fit_value(fit, "R2"));
  printf("conventions              %s\n", tsq_fit_conventions(fit));

  tsq_fit *spline = regress(&pain, "rcs(sessions, 5, 8, 12) + per_week", &curved);
  tsq_wald_test bent = {.size = sizeof bent};
  check(tsq_wald(spline, (double[]){0, 0, 1, 0}, 1, NULL, &bent));
  printf("\nspline with knots at 5, 8, 12 sessions: test of the bend F(%.0f, %.0f) = %.2f, %s\n", bent.df1,
         bent.df2, bent.statistic, review_p(bent.p_value));
  draw(&pain, spline, curved);

  char computed[96];
  snprintf(computed, sizeof computed, "by %.2f [%.2f, %.2f]", -twice.estimate, -twice.ci_upper,
           -twice.ci_lower);
  const int holds = twice.ci_upper < 0 && at[0].estimate < at[2].estimate && at[1].estimate < at[3].estimate;
  tsq_fit_free(fit);
  tsq_fit_free(spline);
  tsq_design_free(linear);
  tsq_design_free(curved);
  review_free(&pain);
  return review_statement("F7", "8+ sessions, twice weekly", "beats weekly", computed, holds);
}
