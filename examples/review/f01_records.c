/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F1: how many trials, how many adults, against what. Records in, counts out: a text column is asked for its levels and for
 * the level of each row.
 */
#include "review.h"

int main(int argc, char **argv) {
  review_start(argc, argv);
  review_headline("F1", "Randomized trials of acupuncture for chronic low back pain");

  tsq_frame *trials = review_records("trials.csv", NULL);
  const double *n1 = review_numbers(trials, "n1"), *n2 = review_numbers(trials, "n2");
  const int32_t *codes = NULL;
  size_t n_levels = 0;
  check(tsq_frame_codes(trials, "comparator", &codes));
  check(tsq_frame_levels(trials, "comparator", &n_levels));

  double adults = 0;
  for (size_t level = 0; level < n_levels; level++) {
    size_t count = 0;
    double randomised = 0;
    for (size_t i = 0; i < tsq_frame_rows(trials); i++) {
      if (codes[i] != (int32_t)level) continue;
      count++;
      randomised += n1[i] + n2[i];
    }
    const char *name = tsq_frame_level(trials, "comparator", level);
    if (name == NULL) return 1;
    printf("against %-13s %2zu trials %6.0f adults\n", name, count, randomised);
    adults += randomised;
  }

  char computed[64];
  snprintf(computed, sizeof computed, "%zu trials, %.0f adults", tsq_frame_rows(trials), adults);
  tsq_frame_free(trials);
  return review_figure("F1", "trials and participants", "39 trials, 20827 adults", computed);
}
