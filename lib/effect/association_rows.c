/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Association of two binary variables in a 2 x 2 table. */
#include "effect/arithmetic.h"
#include "effect/normal.h"
#include "effect/rows.h"
#include "numeric/distributions.h"

#include <tausq/effect.h>

tsqp_effect tsqp_fisher(tsqp_effect r) {
  if (fabs(r.yi) >= 1) return (tsqp_effect){NAN, NAN}; /* infinite: no effect to pool */
  return (tsqp_effect){atanh(r.yi), r.vi / tsqp_square((1 - r.yi) * (1 + r.yi))};
}

/* 1 or -1 for a table with one diagonal alone, where the measures must have no rounding; else 0. */
static int perfect_association(const tsqp_study *s) {
  if (s->bi == 0 && s->ci == 0 && s->ai > 0 && s->di > 0) return 1;
  if (s->ai == 0 && s->di == 0 && s->bi > 0 && s->ci > 0) return -1;
  return 0;
}

/* Rounding must not carry it beyond -1 and 1; NaN (an empty margin) stays. */
static double phi_coefficient(const tsqp_study *s) {
  if (perfect_association(s) != 0) return perfect_association(s);
  double phi = tsqp_cross(s->ai, s->bi, s->ci, s->di) / sqrt(s->n1i) / sqrt(s->n2i) / sqrt(s->ai + s->ci) /
               sqrt(s->bi + s->di);
  return phi > 1 ? 1 : phi < -1 ? -1 : phi;
}

/* Cross-sectional sampling: Yule 1912, doi:10.2307/2340126; Bishop, Fienberg & Holland 1975, eq. 11.3-12. */
static double phi_variance_cross_sectional(const tsqp_study *s, double phi) {
  double n = s->n1i + s->n2i;
  double row = s->n1i / n * (s->n2i / n), column = (s->ai + s->ci) / n * ((s->bi + s->di) / n);
  double row_skew = (s->n1i - s->n2i) / n, column_skew = (s->ai + s->ci - s->bi - s->di) / n;
  double phi2 = phi * phi;
  double v = 1 - phi2 + phi * (1 + 0.5 * phi2) * row_skew * column_skew / sqrt(row * column) -
             0.75 * phi2 * (row_skew * row_skew / row + column_skew * column_skew / column);
  return fmax(v, 0) / n; /* 0 where the association is perfect, but for rounding */
}

/* Stratified sampling: phi = sqrt(n1 n2) (p1 - p2) / sqrt(t (N - t)), t = n1 p1 + n2 p2, by the delta method in p1, p2. */
static double phi_variance_stratified(const tsqp_study *s, double phi) {
  double events = s->ai + s->ci, others = s->bi + s->di;
  double scale = sqrt(s->n1i) * sqrt(s->n2i) / sqrt(events) / sqrt(others);
  double common = 0.5 * phi * (others - events) / events / others; /* -d log(...)/dt, halved */
  double d1 = scale - s->n1i * common, d2 = -scale - s->n2i * common;
  return d1 * d1 * (s->ai / s->n1i) * (s->bi / s->n1i) / s->n1i +
         d2 * d2 * (s->ci / s->n2i) * (s->di / s->n2i) / s->n2i;
}

TSQP_ROW(phi) {
  double phi = phi_coefficient(study);
  if (perfect_association(study) != 0) return (tsqp_effect){phi, 0}; /* the formulas' own value */
  return (tsqp_effect){phi, context->vtype == TSQ_ST ? phi_variance_stratified(study, phi)
                                                     : phi_variance_cross_sectional(study, phi)};
}

TSQP_ROW(zphi) {
  return tsqp_fisher(tsqp_row_phi(study, context));
}

static double sum_of_reciprocals(const tsqp_study *s) {
  return 1 / s->ai + 1 / s->bi + 1 / s->ci + 1 / s->di;
}

TSQP_ROW(yuq) {
  double ad = study->ai * study->di, bc = study->bi * study->ci;
  double q = tsqp_cross(study->ai, study->bi, study->ci, study->di) / (ad + bc);
  /* (1 - q^2)/2 = 2 ad bc / (ad + bc)^2 */
  double half = 2 * (ad / (ad + bc)) * (bc / (ad + bc));
  return (tsqp_effect){q, half * half * sum_of_reciprocals(study)};
}

TSQP_ROW(yuy) {
  double ad = sqrt(study->ai) * sqrt(study->di), bc = sqrt(study->bi) * sqrt(study->ci);
  double y = tsqp_cross(study->ai, study->bi, study->ci, study->di) / tsqp_square(ad + bc);
  double quarter = (ad / (ad + bc)) * (bc / (ad + bc)); /* (1 - y^2)/4 */
  return (tsqp_effect){y, quarter * quarter * sum_of_reciprocals(study)};
}

/* --- tetrachoric correlation: Pearson 1900, doi:10.1098/rsta.1900.0022; Kirk 1973, doi:10.1007/BF02291118 --- */

/* rho = sin(theta) for which the bivariate normal, cut at the observed margins, has the observed cell. */
static double tetrachoric_angle(double h, double k, double excess) {
  double low = -0.5 * 3.14159265358979323846, high = -low, theta = 0;
  for (int i = 0; i < 200; i++) {
    double miss = tsqp_binormal_excess(h, k, theta) - excess;
    if (miss == 0) break;
    if (miss > 0)
      high = theta;
    else
      low = theta;
    double rho = sin(theta), slope = tsqp_binormal_density(h, k, rho) * cos(theta);
    double next = theta - miss / slope;
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    if (fabs(next - theta) <= 1e-15 * fabs(next) || next == theta) break;
    theta = next;
  }
  return theta;
}

/*
 * Delta method for the saturated multinomial: rho is a function of P(X<=h), P(Y<=k) and the cell P(X<=h, Y<=k), whose
 * covariance is the multinomial's.
 */
static double tetrachoric_variance(const tsqp_study *s, double h, double k, double rho) {
  double n = s->n1i + s->n2i, root = sqrt((1 - rho) * (1 + rho));
  double cell = s->ai / n, row = s->n1i / n, column = (s->ai + s->ci) / n;
  double density = tsqp_binormal_density(h, k, rho);
  /* d cell / d row = P(Y <= k | X = h), and the other way round */
  double by_row = tsqp_normal_lower((k - rho * h) / root),
         by_column = tsqp_normal_lower((h - rho * k) / root);
  double v = cell * (1 - cell) + by_row * by_row * row * (1 - row) +
             by_column * by_column * column * (1 - column) - 2 * by_row * cell * (1 - row) -
             2 * by_column * cell * (1 - column) + 2 * by_row * by_column * (cell - row * column);
  return v / n / tsqp_square(density);
}

TSQP_ROW(rtet) {
  double n = study->n1i + study->n2i;
  double h = tsqp_probit(study->n1i, study->n2i),
         k = tsqp_probit(study->ai + study->ci, study->bi + study->di);
  double excess = tsqp_cross(study->ai, study->bi, study->ci, study->di) / n / n;
  /* an empty cell puts the correlation at -1 or 1, where it has no large-sample variance */
  if (!(study->ai > 0 && study->bi > 0 && study->ci > 0 && study->di > 0)) return (tsqp_effect){NAN, NAN};
  double rho = sin(tetrachoric_angle(h, k, excess));
  return (tsqp_effect){rho, tetrachoric_variance(study, h, k, rho)};
}

TSQP_ROW(ztet) {
  return tsqp_fisher(tsqp_row_rtet(study, context));
}
