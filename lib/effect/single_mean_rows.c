/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One group: mean, SD, coefficient of variation; reliabilities; genotypes; given effects. */
#include "effect/arithmetic.h"
#include "effect/rows.h"
#include "effect/small_sample.h"

#include <tausq/effect.h>

/* HO: the variance pooled over the studies */
TSQP_POOL(variance) {
  return (tsqp_contribution){{study->sdi * study->sdi}, {study->ni - 1}};
}

TSQP_ROW(mn) {
  double variance = context->vtype == TSQ_HO ? context->pooled[0] : study->sdi * study->sdi;
  return (tsqp_effect){study->mi, variance / study->ni};
}

TSQP_ROW(mnln) {
  return (tsqp_effect){log(study->mi), tsqp_square(study->sdi / study->mi) / study->ni};
}

TSQP_ROW(smn) {
  double y = tsqp_j(study->ni - 1) * study->mi / study->sdi;
  return (tsqp_effect){y, 1 / study->ni + y * y / (2 * study->ni)};
}

/* Raudenbush & Bryk 1987, doi:10.3102/10769986012003241 */
TSQP_ROW(sdln) {
  double half = study->ni > 1 ? 0.5 / (study->ni - 1) : NAN;
  return (tsqp_effect){log(study->sdi) + half, half};
}

/* Nakagawa et al. 2015, doi:10.1111/2041-210X.12309, eq. 27 without the correlation of mean and SD */
TSQP_ROW(cvln) {
  double half = study->ni > 1 ? 0.5 / (study->ni - 1) : NAN;
  return (tsqp_effect){tsqp_log_ratio(study->sdi, study->mi) + half,
                       half + tsqp_square(study->sdi / study->mi) / study->ni};
}

/* --- Cronbach's alpha --- */

static double alpha_factor(const tsqp_study *s) {
  return s->ni > 2 ? 2 * s->mi / ((s->mi - 1) * (s->ni - 2)) : NAN;
}

TSQP_ROW(araw) {
  return (tsqp_effect){study->ai, alpha_factor(study) * tsqp_square(1 - study->ai)};
}

/* Hakstian & Whalen 1976, doi:10.1007/BF02291840 */
TSQP_ROW(ahw) {
  double root = cbrt(1 - study->ai), n = study->ni;
  double v = 18 * study->mi * (n - 1) * root * root / ((study->mi - 1) * tsqp_square(9 * n - 11));
  return (tsqp_effect){1 - root, v};
}

/* Bonett 2002, doi:10.3102/10769986027004335 */
TSQP_ROW(abt) {
  return (tsqp_effect){-log1p(-study->ai), alpha_factor(study)};
}

/* --- relative excess heterozygosity: Ziegler et al. 2011, doi:10.1038/ejhg.2010.245 --- */

TSQP_ROW(reh) {
  double a = study->ai, b = study->bi, c = study->ci;
  return (tsqp_effect){log(b) - 0.5 * (log(4 * a) + log(c)), 0.25 / a + 1 / b + 0.25 / c};
}

TSQP_ROW(given) {
  return (tsqp_effect){study->yi, isnan(study->vi) ? study->sei * study->sei : study->vi};
}
