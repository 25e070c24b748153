/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F13: in how many does auricular acupuncture improve heart-rate variability (HRV)? A proportion pooled on the logit scale and
 * transformed back, in the few trials of auricular acupuncture: see how wide the prediction interval is.
 */
#include "proportion.h"
#include "review.h"

int main(int argc, char **argv) {
  review_start(argc, argv);
  review_headline("F13", "Improved heart-rate variability under auricular acupuncture");
  char figure[16];
  pool_responders("outcome == hrv", "Improved heart-rate variability, auricular acupuncture",
                  "f13_responders_forest", figure);
  return review_figure("F13", "HRV responders (auricular)", "72%", figure);
}
