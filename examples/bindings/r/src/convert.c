/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what trials report to means, SDs, yi and vi. */
#include "tausq_r.h"

#include <string.h>

/* Where each name's column goes; the caller's list has only names that are known. */
typedef struct slot {
  const char *name;
  const double **where;
} slot;

static size_t fill(SEXP columns, const slot *slots, size_t n) {
  for (size_t i = 0; i < n; i++)
    *slots[i].where = tr_doubles(tr_element(columns, slots[i].name));
  return (size_t)Rf_xlength(VECTOR_ELT(columns, 0));
}

static tsq_arm_reports arms_of(SEXP columns) {
  tsq_arm_reports a = {.size = sizeof a};
  const slot slots[] = {{"n", &a.n},
                        {"mean", &a.mean},
                        {"sd", &a.sd},
                        {"se", &a.se},
                        {"ci_lower", &a.ci_lower},
                        {"ci_upper", &a.ci_upper},
                        {"level", &a.level},
                        {"min", &a.min},
                        {"q1", &a.q1},
                        {"median", &a.median},
                        {"q3", &a.q3},
                        {"max", &a.max}};
  a.k = fill(columns, slots, sizeof slots / sizeof slots[0]);
  return a;
}

static tsq_convert_options options_of(SEXP options) {
  tsq_convert_options o = {.size = sizeof o, .level = tr_number(tr_element(options, "level"), 0)};
  o.transform = tr_code(tr_element(options, "transf"), tsq_transform_from_name);
  o.scale = tr_code(tr_element(options, "scale"), tsq_scale_from_name);
  if (tr_number(tr_element(options, "normal"), 0) != 0) o.reference = TSQ_REFERENCE_NORMAL;
  if (tr_number(tr_element(options, "keep_skewed"), 0) != 0) o.skewed = TSQ_SKEWED_KEEP;
  return o;
}

/* numbers: columns of doubles; texts: columns of words. */
static SEXP made(size_t k, int numbers, int texts) {
  SEXP list = PROTECT(Rf_allocVector(VECSXP, numbers + texts));
  for (int j = 0; j < numbers + texts; j++)
    SET_VECTOR_ELT(list, j, Rf_allocVector(j < numbers ? REALSXP : STRSXP, (R_xlen_t)k));
  UNPROTECT(1);
  return list;
}

static double *numbers_at(SEXP list, int j) {
  return REAL(VECTOR_ELT(list, j));
}

static int32_t *codes(size_t k) {
  return (int32_t *)R_alloc(k + 1, sizeof(int32_t));
}

static void name_codes(SEXP list, int j, const int32_t *values, const char *(*name)(int32_t)) {
  SEXP words = VECTOR_ELT(list, j);
  for (R_xlen_t i = 0; i < Rf_xlength(words); i++)
    SET_STRING_ELT(words, i, tr_string(values[i] == 0 ? NULL : name(values[i])));
}

/* list(mean, sd, mean's source, sd's source) */
SEXP tr_convert_arms(SEXP columns, SEXP options) {
  tsq_arm_reports a = arms_of(columns);
  tsq_convert_options o = options_of(options);
  int32_t *mean = codes(a.k);
  int32_t *sd = codes(a.k);
  SEXP out = PROTECT(made(a.k, 2, 2));
  tr_check(tsq_convert_arms(&a, &o, numbers_at(out, 0), numbers_at(out, 1), mean, sd));
  name_codes(out, 2, mean, tsq_source_name);
  name_codes(out, 3, sd, tsq_source_name);
  UNPROTECT(1);
  return out;
}

/* list(m1, sd1, m2, sd2, source, reason) */
SEXP tr_convert_groups(SEXP first, SEXP second, SEXP options) {
  tsq_arm_reports a = arms_of(first);
  tsq_arm_reports b = arms_of(second);
  tsq_convert_options o = options_of(options);
  int32_t *source = codes(a.k);
  int32_t *reason = codes(a.k);
  SEXP out = PROTECT(made(a.k, 4, 2));
  tr_check(tsq_convert_groups(&a, &b, &o, numbers_at(out, 0), numbers_at(out, 1), numbers_at(out, 2),
                              numbers_at(out, 3), source, reason));
  name_codes(out, 4, source, tsq_source_name);
  name_codes(out, 5, reason, tsq_reason_name);
  UNPROTECT(1);
  return out;
}

/* list(statistic, critical) */
SEXP tr_skewness(SEXP columns) {
  tsq_arm_reports a = arms_of(columns);
  SEXP out = PROTECT(made(a.k, 2, 0));
  tr_check(tsq_skewness(&a, numbers_at(out, 0), numbers_at(out, 1)));
  UNPROTECT(1);
  return out;
}

/* list(sd, se, source) */
SEXP tr_convert_differences(SEXP columns, SEXP options) {
  tsq_difference_reports d = {.size = sizeof d};
  const slot slots[] = {{"n1", &d.n1},
                        {"n2", &d.n2},
                        {"difference", &d.difference},
                        {"se", &d.se},
                        {"ci_lower", &d.ci_lower},
                        {"ci_upper", &d.ci_upper},
                        {"level", &d.level},
                        {"t", &d.t},
                        {"p", &d.p}};
  d.k = fill(columns, slots, sizeof slots / sizeof slots[0]);
  tsq_convert_options o = options_of(options);
  int32_t *source = codes(d.k);
  SEXP out = PROTECT(made(d.k, 2, 1));
  tr_check(tsq_convert_differences(&d, &o, numbers_at(out, 0), numbers_at(out, 1), source));
  name_codes(out, 2, source, tsq_source_name);
  UNPROTECT(1);
  return out;
}

static tsq_estimate_reports estimates_of(SEXP columns) {
  tsq_estimate_reports e = {.size = sizeof e};
  const slot slots[] = {{"estimate", &e.estimate},
                        {"ci_lower", &e.ci_lower},
                        {"ci_upper", &e.ci_upper},
                        {"level", &e.level},
                        {"se", &e.se},
                        {"statistic", &e.statistic},
                        {"p", &e.p},
                        {"df", &e.df},
                        {"o_e", &e.o_e},
                        {"v", &e.v}};
  e.k = fill(columns, slots, sizeof slots / sizeof slots[0]);
  return e;
}

/* list(yi, vi, asymmetry, source) */
SEXP tr_convert_estimates(SEXP columns, SEXP options) {
  tsq_estimate_reports e = estimates_of(columns);
  tsq_convert_options o = options_of(options);
  int32_t *source = codes(e.k);
  SEXP out = PROTECT(made(e.k, 3, 1));
  tr_check(tsq_convert_estimates(&e, &o, numbers_at(out, 0), numbers_at(out, 1), source, numbers_at(out, 2)));
  name_codes(out, 3, source, tsq_source_name);
  UNPROTECT(1);
  return out;
}

/* list(yi, vi, source, reason) */
SEXP tr_effect_estimates(SEXP measure, SEXP columns, SEXP options) {
  tsq_estimate_reports e = estimates_of(columns);
  tsq_convert_options o = options_of(options);
  int32_t *source = codes(e.k);
  int32_t *reason = codes(e.k);
  SEXP out = PROTECT(made(e.k, 2, 2));
  tr_check(tsq_effect_estimates(tr_code(measure, tsq_measure_from_name), &e, &o, numbers_at(out, 0),
                                numbers_at(out, 1), source, reason));
  name_codes(out, 2, source, tsq_source_name);
  name_codes(out, 3, reason, tsq_reason_name);
  UNPROTECT(1);
  return out;
}

static tsq_arms plain_arms(SEXP columns) {
  tsq_arms a = {.size = sizeof a};
  const slot slots[] = {{"n", &a.n}, {"mean", &a.mean}, {"sd", &a.sd}};
  a.k = fill(columns, slots, 3);
  return a;
}

/* list(n, mean, sd) */
SEXP tr_combine_arms(SEXP first, SEXP second) {
  tsq_arms a = plain_arms(first);
  tsq_arms b = plain_arms(second);
  SEXP out = PROTECT(made(a.k, 3, 0));
  tr_check(tsq_combine_arms(&a, &b, numbers_at(out, 0), numbers_at(out, 1), numbers_at(out, 2)));
  UNPROTECT(1);
  return out;
}

/* which: 0 = the SD of changes from r, 1 = r from the SD of changes. */
SEXP tr_change(SEXP which, SEXP sd1, SEXP sd2, SEXP third) {
  R_xlen_t k = Rf_xlength(sd1);
  SEXP out = PROTECT(Rf_allocVector(REALSXP, k));
  if (Rf_asInteger(which) == 0) {
    tr_check(tsq_change_sd((size_t)k, REAL(sd1), REAL(sd2), REAL(third), REAL(out)));
  } else {
    tr_check(tsq_change_correlation((size_t)k, REAL(sd1), REAL(sd2), REAL(third), REAL(out)));
  }
  UNPROTECT(1);
  return out;
}
