/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What will the next trial find? The prediction interval by each convention, and the probability that its true effect is
 * better than a threshold: here a risk ratio below 0.8.
 */
#include <math.h>
#include <stdio.h>
#include <tausq.h>

#define K 13

int main(void) {
  /* log risk ratios of the BCG trials and their variances, rounded to 4 decimals */
  static const double yi[K] = {-0.8893, -1.5854, -1.3481, -1.4416, -0.2175, -0.7861, -1.6209,
                               0.0120,  -0.4694, -1.3713, -0.3394, 0.4459,  -0.0173};
  static const double vi[K] = {0.3256, 0.1946, 0.4154, 0.0200, 0.0512, 0.0069, 0.2230,
                               0.0040, 0.0564, 0.0730, 0.0124, 0.5325, 0.0714};
  static const int32_t kinds[] = {TSQ_PI_NORMAL, TSQ_PI_HTS, TSQ_PI_K1};
  tsq_fit *fit = NULL;
  if (tsq_rma(&(tsq_data){.k = K, .yi = yi, .vi = vi}, NULL, &fit) != TSQ_OK) {
    fprintf(stderr, "%s\n", tsq_last_error());
    return 1;
  }

  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    tsq_predict_options options = {.size = sizeof options, .pi_kind = kinds[i]};
    tsq_prediction p;
    if (tsq_predict_with(fit, NULL, 1, &options, &p) != TSQ_OK) return 1;
    printf("%-7s risk ratio %.3f, 95%% CI %.3f to %.3f, prediction interval %.3f to %.3f\n",
           tsq_pi_name(kinds[i]), exp(p.estimate), exp(p.ci_lower), exp(p.ci_upper), exp(p.pi_lower),
           exp(p.pi_upper));
  }

  tsq_beyond beyond = {.size = sizeof beyond};
  if (tsq_probability_beyond(fit, NULL, log(0.8), -1, &beyond) != TSQ_OK) return 1;
  printf("probability that a new trial's true risk ratio is below 0.8: %.3f\n", beyond.probability);
  tsq_fit_free(fit);
  return 0;
}
