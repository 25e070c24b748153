/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two groups' means: differences, standardized differences, ratios, variability. */
#include "effect/arithmetic.h"
#include "effect/cohen.h"
#include "effect/rows.h"
#include "effect/small_sample.h"

#include <tausq/effect.h>

#define PI 3.14159265358979323846

/* --- mean difference --- */

TSQP_ROW(md) {
  double yi = study->m1i - study->m2i;
  if (context->vtype == TSQ_HO) {
    return (tsqp_effect){yi, tsqp_square(tsqp_pooled_sd(study)) * (1 / study->n1i + 1 / study->n2i)};
  }
  return (tsqp_effect){yi, study->sd1i * study->sd1i / study->n1i + study->sd2i * study->sd2i / study->n2i};
}

/* --- standardized mean differences --- */

/*
 * Variances of g = J d with m degrees of freedom; `n` stands where the formulas have N (SMD) or n2 (SMD1). LS Hedges 1982
 * eq. 8; UB Hedges 1983 eq. 9; LS2 Borenstein 2009 eq. 12.17; H0: the exact variance where delta = 0.
 */
static double smd_variance(const tsqp_study *s, const tsqp_context *c, double d, double j, double m,
                           double n) {
  double precision = 1 / s->n1i + 1 / s->n2i, g = j * d;
  switch (c->vtype) {
    case TSQ_LS2: return j * j * (precision + d * d / (2 * n));
    case TSQ_UB: return precision + tsqp_unbiased_factor(m) * g * g;
    case TSQ_AV: return precision + c->pooled[0] * c->pooled[0] / (2 * n);
    case TSQ_H0: return m > 2 ? j * j * precision * m / (m - 2) : NAN;
    default: return precision + g * g / (2 * n);
  }
}

static tsqp_contribution average_g(double g, double n) {
  return (tsqp_contribution){{g}, {n}};
}

/* RevMan's J is the usual approximation of it, 1 - 3/(4 m - 1) (Hedges 1981, doi:10.3102/10769986006002107). */
static double smd_correction(double m, const tsqp_context *c) {
  if (c->convention != TSQ_CONVENTION_REVMAN) return tsqp_j(m);
  return m > 0 ? 1 - 3 / (4 * m - 1) : NAN;
}

TSQP_ROW(smd) {
  double n = study->n1i + study->n2i, d = tsqp_cohens_d(study), j = smd_correction(n - 2, context);
  /* RevMan's LS has N - 3.94 in the place of N (Deeks & Higgins 2010) */
  int revman = context->convention == TSQ_CONVENTION_REVMAN && context->vtype == TSQ_LS;
  return (tsqp_effect){j * d, smd_variance(study, context, d, j, n - 2, revman ? n - 3.94 : n)};
}

TSQP_POOL(smd) {
  double n = study->n1i + study->n2i;
  return average_g(smd_correction(n - 2, context) * tsqp_cohens_d(study), n);
}

/* Glass' delta: group 2 gives the SD */
TSQP_ROW(smd1) {
  double d = (study->m1i - study->m2i) / study->sd2i, m = study->n2i - 1;
  double j = tsqp_j(m);
  return (tsqp_effect){j * d, smd_variance(study, context, d, j, m, study->n2i)};
}

TSQP_POOL(smd1) {
  double d = (study->m1i - study->m2i) / study->sd2i;
  return average_g(tsqp_j(study->n2i - 1) * d, study->n1i + study->n2i);
}

/* Bonett 2009, doi:10.1037/a0014688; metafor 3 divides by n and not by n - 1 */
TSQP_ROW(smd1h) {
  double m = study->n2i - 1, g = tsqp_j(m) * (study->m1i - study->m2i) / study->sd2i;
  double less = context->convention == TSQ_CONVENTION_METAFOR3 ? 0 : 1;
  double n1 = study->n1i - less, n2 = study->n2i - less;
  return (tsqp_effect){g, tsqp_square(study->sd1i / study->sd2i) / n1 + 1 / n2 + g * g / (2 * n2)};
}

/*
 * Bonett 2008, doi:10.1037/a0012868, eq. 8, with g in the place of d; metafor 3 has the factor J^2 on top. LS2 has n for
 * n - 1; LS3, the delta method on the variances of means and SDs, has it in the second term.
 */
TSQP_ROW(smdh) {
  double j = tsqp_j(study->n1i + study->n2i - 2), s = tsqp_average_sd(study->sd1i, study->sd2i);
  double g = j * (study->m1i - study->m2i) / s;
  double v = tsqp_averaged_smd_variance(study, g, context->vtype);
  return (tsqp_effect){g, context->convention == TSQ_CONVENTION_METAFOR3 ? j * j * v : v};
}

/* pi/sqrt(3): logistic distributions; 1.65: normal ones (Cox & Snell 1989). From the uncorrected d. */
static tsqp_effect scaled_d(const tsqp_study *s, double factor) {
  double n = s->n1i + s->n2i, d = tsqp_cohens_d(s);
  return (tsqp_effect){factor * d, factor * factor * (1 / s->n1i + 1 / s->n2i + d * d / (2 * n))};
}

TSQP_ROW(d2or) {
  return scaled_d(study, PI / sqrt(3));
}
TSQP_ROW(d2orn) {
  return scaled_d(study, 1.65);
}

/* --- ratio of means --- */

/* Coefficients of variation: of group 1, of group 2, of both. */
TSQP_POOL(cv) {
  double cv1 = study->sd1i / study->m1i, cv2 = study->sd2i / study->m2i, n1 = study->n1i, n2 = study->n2i;
  return (tsqp_contribution){{cv1, cv2, (n1 * cv1 + n2 * cv2) / (n1 + n2)}, {n1, n2, n1 + n2}};
}

/* Squared coefficients of variation, divided by the group sizes. */
typedef struct cv_terms {
  double first, second;
} cv_terms;

static cv_terms squared_cv(const tsqp_study *s) {
  return (cv_terms){tsqp_square(s->sd1i / s->m1i) / s->n1i, tsqp_square(s->sd2i / s->m2i) / s->n2i};
}

/* LS Hedges et al. 1999 eq. 1, HO the equation below it; LS2 Lajeunesse 2015; AV, AVHO Nakagawa et al. 2023 */
static double rom_variance(const tsqp_study *s, const tsqp_context *c) {
  cv_terms t = squared_cv(s);
  switch (c->vtype) {
    case TSQ_LS2: return t.first + t.second + 0.5 * (t.first * t.first + t.second * t.second);
    case TSQ_HO: {
      double sd = tsqp_pooled_sd(s);
      return tsqp_square(sd / s->m1i) / s->n1i + tsqp_square(sd / s->m2i) / s->n2i;
    }
    case TSQ_AV: return tsqp_square(c->pooled[0]) / s->n1i + tsqp_square(c->pooled[1]) / s->n2i;
    case TSQ_AVHO: return tsqp_square(c->pooled[2]) * (1 / s->n1i + 1 / s->n2i);
    default: return t.first + t.second;
  }
}

TSQP_ROW(rom) {
  double yi = tsqp_log_ratio(study->m1i, study->m2i);
  if (context->convention != TSQ_CONVENTION_METAFOR3) {
    cv_terms t = squared_cv(study);
    yi += 0.5 * (t.first - t.second);
  }
  return (tsqp_effect){yi, rom_variance(study, context)};
}

/* --- variability: Nakagawa et al. 2015, doi:10.1111/2041-210X.12309; LS2 Senior et al. 2020, doi:10.1002/jrsm.1423 --- */

static double log_sd_variance(double n, int32_t vtype) {
  return vtype == TSQ_LS2 ? 0.5 * n / ((n - 1) * (n - 1)) : 0.5 / (n - 1);
}

TSQP_ROW(vr) {
  double f1 = study->n1i - 1, f2 = study->n2i - 1;
  double yi = tsqp_log_ratio(study->sd1i, study->sd2i) + 0.5 * (f2 - f1) / f1 / f2;
  if (!(f1 > 0) || !(f2 > 0)) yi = NAN;
  return (tsqp_effect){yi, log_sd_variance(study->n1i, context->vtype) +
                               log_sd_variance(study->n2i, context->vtype)};
}

TSQP_ROW(cvr) {
  tsqp_effect e = tsqp_row_vr(study, context);
  cv_terms t = squared_cv(study);
  e.yi -= tsqp_log_ratio(study->m1i, study->m2i);
  if (context->convention != TSQ_CONVENTION_METAFOR3) e.yi -= 0.5 * (t.first - t.second);
  e.vi += t.first + t.second;
  if (context->vtype == TSQ_LS2) e.vi += 0.5 * (t.first * t.first + t.second * t.second);
  return e;
}
