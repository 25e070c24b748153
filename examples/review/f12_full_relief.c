/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F12: how many keep full relief without further treatment 6 months on? A proportion pooled on the logit scale and transformed
 * back, in the trials with a low risk of bias.
 */
#include "proportion.h"
#include "review.h"

int main(int argc, char **argv) {
  review_start(argc, argv);
  review_headline("F12", "Full relief without further treatment 6 months on");
  char figure[16], computed[32];
  pool_responders("outcome == relief", "Full relief without further treatment 6 months on",
                  "f12_full_relief_forest", figure);
  snprintf(computed, sizeof computed, "about %s", figure);
  return review_figure("F12", "full relief 6 months on", "about 40%", computed);
}
