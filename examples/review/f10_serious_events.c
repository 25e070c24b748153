/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F10: serious adverse events per treatment, where most studies had none. With so few events all studies together are one
 * Poisson count with an exact interval. (A Poisson-normal mixed model finds no heterogeneity here and the same rates: metafor
 * 3.8.1, rma.glmm(measure = "IRLN").) Beside it, what inverse-variance pooling of the studies' own rates makes of them: the
 * log rate (IRLN) needs half an event added where there was none and makes up more events than there were; the Freeman-Tukey
 * transformation (IRFT) needs nothing added and loses some on the way back, at the harmonic mean of the treatments.
 */
#include "review.h"

/* The pooled rate in percent by a random-effects model of transformed rates. */
static tsq_estimate pooled_percent(const tsq_counts *counts, int32_t measure, int32_t transform) {
  double *yi = review_array(counts->k), *vi = review_array(counts->k);
  check(tsq_effect_counts(measure, counts, NULL, yi, vi));
  tsq_fit *fit = NULL;
  check(tsq_rma(&(tsq_data){.k = counts->k, .yi = yi, .vi = vi}, NULL, &fit));
  const tsq_estimate mean = tsq_coef(fit, 0);
  tsq_estimate rate;
  check(tsq_transform_estimate(transform, TSQ_TRANSFORM_OPTIONS(.ni = counts->ti, .n = counts->k), &mean,
                               &rate));
  tsq_fit_free(fit);
  free(yi);
  free(vi);
  return rate;
}

/* Prints one treatment's table and writes the figure as the article does: "0.03%", or "< 0.01%" if the interval says so. */
static void analyse(const char *treatment, char *figure, size_t size) {
  char condition[64];
  snprintf(condition, sizeof condition, "treatment == '%s'", treatment);
  tsq_frame *frame = review_records("serious_events.csv", condition);
  const tsq_counts counts = {.k = tsq_frame_rows(frame),
                             .xi = review_numbers(frame, "x"),
                             .ti = review_numbers(frame, "treatments")};
  size_t without = 0;
  double events = 0, treatments = 0, interval[2];
  for (size_t i = 0; i < counts.k; i++) {
    events += counts.xi[i];
    without += counts.xi[i] == 0;
    treatments += counts.ti[i];
  }
  const tsq_counts all = {.k = 1, .xi = &events, .ti = &treatments};
  check(tsq_exact_rates(&all, NULL, &interval[0], &interval[1]));
  const double percent = 100 * events / treatments;
  printf("%s: %.0f events in %.0f treatments, %zu studies, %zu of them without any\n", treatment, events,
         treatments, counts.k, without);
  printf("  all together, exact     %.4f%%, 95%% CI %.4f%% to %.4f%%\n", percent, 100 * interval[0],
         100 * interval[1]);
  static const struct {
    int32_t measure, transform;
    const char *label;
  } ways[] = {{TSQ_IRFT, TSQ_TRANSFORM_IIRFT_HM, "random effects, IRFT"},
              {TSQ_IRLN, TSQ_TRANSFORM_EXP, "random effects, IRLN"}};
  for (size_t i = 0; i < 2; i++) {
    const tsq_estimate rate = pooled_percent(&counts, ways[i].measure, ways[i].transform);
    printf("  %s    %.4f%%, 95%% CI %.4f%% to %.4f%%\n", ways[i].label, 100 * rate.estimate,
           100 * rate.ci_lower, 100 * rate.ci_upper);
  }
  if (100 * interval[1] < 0.01)
    snprintf(figure, size, "< 0.01%%");
  else
    snprintf(figure, size, "%.2f%%", percent);
  tsq_frame_free(frame);
}

int main(int argc, char **argv) {
  review_start(argc, argv);
  review_headline("F10", "Serious adverse events per treatment");
  static const char *const treatments[] = {"acupuncture", "corticosteroid injection", "supervised exercise"};
  char figures[3][16], computed[96];
  for (size_t i = 0; i < 3; i++)
    analyse(treatments[i], figures[i], sizeof figures[i]);
  snprintf(computed, sizeof computed, "%s, %s, %s", figures[0], figures[1], figures[2]);
  return review_figure("F10", "serious events, injections, exercise", "< 0.01%, 0.03%, 0.02%", computed);
}
