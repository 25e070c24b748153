/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One proportion: x with and m without the event of n. Angles are taken from x and m, so that none of 1e-12 is lost. */
#include "effect/arithmetic.h"
#include "effect/normal.h"
#include "effect/rows.h"

#include <tausq/effect.h>

TSQP_POOL(proportion) {
  return (tsqp_contribution){{study->xi / study->ni}, {study->ni}};
}

typedef struct chance {
  double p, q;
} chance;

static chance chance_for_variance(const tsqp_study *s, const tsqp_context *c) {
  if (c->vtype == TSQ_AV) return (chance){c->pooled[0], 1 - c->pooled[0]};
  return (chance){s->xi / s->ni, s->mi / s->ni};
}

TSQP_ROW(pr) {
  chance c = chance_for_variance(study, context);
  double n = context->vtype == TSQ_UB ? study->ni - 1 : study->ni;
  return (tsqp_effect){study->xi / study->ni, c.p * c.q / n};
}

TSQP_ROW(pln) {
  chance c = chance_for_variance(study, context);
  return (tsqp_effect){tsqp_log_ratio(study->xi, study->ni), c.q / c.p / study->ni};
}

TSQP_ROW(plo) {
  chance c = chance_for_variance(study, context);
  return (tsqp_effect){tsqp_log_ratio(study->xi, study->mi), 1 / (study->ni * c.p) + 1 / (study->ni * c.q)};
}

TSQP_ROW(prz) {
  double z = tsqp_probit(study->xi, study->mi);
  return (tsqp_effect){z, tsqp_probit_variance(study->xi, study->mi, z)};
}

/* asin sqrt(x/n) = atan2(sqrt x, sqrt m) */
TSQP_ROW(pas) {
  return (tsqp_effect){atan2(sqrt(study->xi), sqrt(study->mi)), 0.25 / study->ni};
}

/* Freeman & Tukey 1950, doi:10.1214/aoms/1177729756, halved as by Miller 1978 */
TSQP_ROW(pft) {
  double x = study->xi, m = study->mi;
  double yi = 0.5 * (atan2(sqrt(x), sqrt(m + 1)) + atan2(sqrt(x + 1), sqrt(m)));
  return (tsqp_effect){yi, 1 / (4 * study->ni + 2)};
}
