/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events in person-time, two groups and one. Rothman, Greenland & Lash 2008. */
#include "effect/arithmetic.h"
#include "effect/rows.h"

TSQP_ROW(irr) {
  return (tsqp_effect){tsqp_log_cross_ratio(study->x1i, study->t1i, study->x2i, study->t2i),
                       1 / study->x1i + 1 / study->x2i};
}

TSQP_ROW(ird) {
  double yi = tsqp_cross(study->x1i, study->t1i, study->x2i, study->t2i) / study->t1i / study->t2i;
  return (tsqp_effect){yi, study->x1i / study->t1i / study->t1i + study->x2i / study->t2i / study->t2i};
}

/* sqrt r1 - sqrt r2 = (r1 - r2)/(sqrt r1 + sqrt r2). Bagos & Nikolopoulos 2009, doi:10.2202/1557-4679.1168. */
TSQP_ROW(irsd) {
  double sum = sqrt(study->x1i / study->t1i) + sqrt(study->x2i / study->t2i);
  double difference = tsqp_cross(study->x1i, study->t1i, study->x2i, study->t2i) / study->t1i / study->t2i;
  return (tsqp_effect){sum > 0 ? difference / sum : sum * 0, 0.25 / study->t1i + 0.25 / study->t2i};
}

TSQP_ROW(ir) {
  return (tsqp_effect){study->xi / study->ti, study->xi / study->ti / study->ti};
}
TSQP_ROW(irln) {
  return (tsqp_effect){tsqp_log_ratio(study->xi, study->ti), 1 / study->xi};
}
TSQP_ROW(irs) {
  return (tsqp_effect){sqrt(study->xi / study->ti), 0.25 / study->ti};
}

/* Freeman & Tukey 1950, doi:10.1214/aoms/1177729756 */
TSQP_ROW(irft) {
  double yi = 0.5 * (sqrt(study->xi / study->ti) + sqrt((study->xi + 1) / study->ti));
  return (tsqp_effect){yi, 0.25 / study->ti};
}
