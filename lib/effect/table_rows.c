/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two groups, a 2 x 2 table. Fleiss & Berlin 2009; each row receives cells that were already corrected. */
#include "effect/arithmetic.h"
#include "effect/normal.h"
#include "effect/rows.h"

#include <tausq/effect.h>

#define PI 3.14159265358979323846

/* Risks that replace the study's own: averages over the studies (AV), or the same in both groups (H0). */
typedef struct risks {
  double p1, q1, p2, q2;
} risks;

static risks risks_for_variance(const tsqp_study *s, const tsqp_context *c) {
  if (c->vtype == TSQ_AV) return (risks){c->pooled[0], 1 - c->pooled[0], c->pooled[1], 1 - c->pooled[1]};
  if (c->vtype == TSQ_H0) {
    double n = s->n1i + s->n2i, p = (s->ai + s->ci) / n, q = (s->bi + s->di) / n;
    return (risks){p, q, p, q};
  }
  return (risks){s->ai / s->n1i, s->bi / s->n1i, s->ci / s->n2i, s->di / s->n2i};
}

TSQP_POOL(risks) {
  return (tsqp_contribution){{study->ai / study->n1i, study->ci / study->n2i}, {study->n1i, study->n2i}};
}

TSQP_ROW(rr) {
  risks r = risks_for_variance(study, context);
  return (tsqp_effect){tsqp_log_cross_ratio(study->ai, study->n1i, study->ci, study->n2i),
                       r.q1 / (study->n1i * r.p1) + r.q2 / (study->n2i * r.p2)};
}

TSQP_ROW(or) {
  double yi = tsqp_log_cross_ratio(study->ai, study->bi, study->ci, study->di);
  if (context->vtype == TSQ_LS) {
    return (tsqp_effect){yi, 1 / study->ai + 1 / study->bi + 1 / study->ci + 1 / study->di};
  }
  risks r = risks_for_variance(study, context);
  return (tsqp_effect){yi, 1 / (study->n1i * r.p1 * r.q1) + 1 / (study->n2i * r.p2 * r.q2)};
}

TSQP_ROW(rd) {
  risks r = risks_for_variance(study, context);
  double less = context->vtype == TSQ_UB ? 1 : 0;
  double yi = tsqp_cross(study->ai, study->n1i, study->ci, study->n2i) / study->n1i / study->n2i;
  return (tsqp_effect){yi, r.p1 * r.q1 / (study->n1i - less) + r.p2 * r.q2 / (study->n2i - less)};
}

/* asin sqrt p1 - asin sqrt p2 through the tangent of the difference, so that nearly equal risks lose no digits. */
TSQP_ROW(as) {
  double ad = sqrt(study->ai) * sqrt(study->di), bc = sqrt(study->bi) * sqrt(study->ci);
  double sine = ad + bc > 0 ? tsqp_cross(study->ai, study->bi, study->ci, study->di) / (ad + bc) : 0;
  double cosine = sqrt(study->bi) * sqrt(study->di) + sqrt(study->ai) * sqrt(study->ci);
  return (tsqp_effect){atan2(sine, cosine), 0.25 / study->n1i + 0.25 / study->n2i};
}

/* (O - E)/V, E and V of the hypergeometric distribution: Yusuf et al. 1985, doi:10.1016/s0033-0620(85)80003-7. */
TSQP_ROW(peto) {
  double n = study->n1i + study->n2i;
  double observed_less_expected = tsqp_cross(study->ai, study->bi, study->ci, study->di) / n;
  double events = (study->ai + study->ci) / n, others = (study->bi + study->di) / n;
  double v = study->n1i * events * others * (study->n2i / (n - 1));
  return (tsqp_effect){observed_less_expected / v, 1 / v};
}

/* --- as a dichotomised standardized mean difference: Sanchez-Meca et al. 2003, doi:10.1037/1082-989X.8.4.448 --- */

static tsqp_effect scaled_log_odds_ratio(const tsqp_study *study, double factor) {
  const tsqp_context large_sample = {.vtype = TSQ_LS};
  tsqp_effect e = tsqp_row_or(study, &large_sample);
  return (tsqp_effect){e.yi * factor, e.vi * factor * factor};
}

TSQP_ROW(or2d) {
  return scaled_log_odds_ratio(study, sqrt(3) / PI);
}
TSQP_ROW(or2dn) {
  return scaled_log_odds_ratio(study, 1 / 1.65);
}

TSQP_ROW(pbit) {
  double z1 = tsqp_probit(study->ai, study->bi), z2 = tsqp_probit(study->ci, study->di);
  return (tsqp_effect){z1 - z2, tsqp_probit_variance(study->ai, study->bi, z1) +
                                    tsqp_probit_variance(study->ci, study->di, z2)};
}
