/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Model matrices: an addition that fails leaves the design as it was. */
#include "every_allocation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { K = 6 };
static const double dose[K] = {1, 2, 3, 5, 8, 13}, year[K] = {1950, 1962, 1965, 1971, 1980, 1999};
static const int32_t arm[K] = {0, 1, 2, 0, 1, 2};
static const char *const arms[3] = {"alternate", "random", "systematic"};
static const double knots[3] = {2, 5, 8};
static const char csv[] = "id,x,alloc,year\n1,44,random,1948\n2,55,systematic,1949\n3,42,alternate,1950\n4,"
                          "52,random,1948\nfive,13,alternate,1949\n"
                          "6,18,random,1950\n7,19,random,1951\n";

static void answer_design(every_try *t, const tsq_design *design) {
  size_t p = tsq_design_p(design);
  every_answer(t, &p, sizeof p);
  if (p == 0) return;
  every_answer(t, tsq_design_x(design), p * tsq_design_k(design) * sizeof(double));
  for (size_t i = 0; i < p; i++)
    every_answer(t, tsq_design_names(design)[i], strlen(tsq_design_names(design)[i]));
}

static tsq_design *begun(void) {
  tsq_design *design = NULL;
  assert_int_equal(tsq_design_new(K, &design), TSQ_OK);
  assert_int_equal(tsq_design_add_numeric(design, "dose", dose), TSQ_OK);
  assert_int_equal(tsq_design_add_factor(design, "arm", arm, 3, arms, 0), TSQ_OK);
  return design;
}

static int new_one(every_try *t) {
  tsq_design *design = (tsq_design *)(void *)t;
  every_handle(t, &design);
  int status = EVERY(t, tsq_design_new(K, &design));
  if (status == TSQ_OK) tsq_design_free(design);
  return status;
}

#define ADD(name, call)                                                                                      \
  static int name(every_try *t) {                                                                            \
    tsq_design *design = begun();                                                                            \
    size_t p = tsq_design_p(design), terms = tsq_design_n_terms(design);                                     \
    int status = EVERY(t, call);                                                                             \
    if (status != TSQ_OK) {                                                                                  \
      assert_int_equal(tsq_design_p(design), p);                                                             \
      assert_int_equal(tsq_design_n_terms(design), terms);                                                   \
      assert_int_equal(call, TSQ_OK);                                                                        \
    }                                                                                                        \
    answer_design(t, design);                                                                                \
    tsq_design_free(design);                                                                                 \
    return status;                                                                                           \
  }
ADD(numeric, tsq_design_add_numeric(design, "year", year))
ADD(factor, tsq_design_add_factor(design, "group", arm, 3, arms, 1))
ADD(interaction, tsq_design_add_interaction(design, "dose", "arm"))
ADD(polynomial, tsq_design_add_polynomial(design, "poly", year, 2, TSQ_POLY_ORTHOGONAL))
ADD(splines, tsq_design_add_rcs(design, "spline", dose, 3, knots))

static tsq_design *from_csv(void) {
  tsq_frame *table = NULL;
  tsq_design *design = NULL;
  assert_int_equal(tsq_frame_parse_csv(csv, sizeof csv - 1, NULL, &table), TSQ_OK);
  assert_int_equal(
      tsq_design_from_terms(
          table, "year*factor(alloc, ref=random) + poly(year,2) + rcs(x,15,40,50) + factor(id)", &design),
      TSQ_OK);
  tsq_frame_free(table);
  return design;
}

#define FROM(name, call)                                                                                     \
  static int name(every_try *t) {                                                                            \
    tsq_frame *table = NULL;                                                                                 \
    assert_int_equal(tsq_frame_parse_csv(csv, sizeof csv - 1, NULL, &table), TSQ_OK);                        \
    tsq_design *design = (tsq_design *)(void *)t;                                                            \
    every_handle(t, &design);                                                                                \
    int status = EVERY(t, call);                                                                             \
    if (status == TSQ_OK) {                                                                                  \
      answer_design(t, design);                                                                              \
      tsq_design_free(design);                                                                               \
    }                                                                                                        \
    tsq_frame_free(table);                                                                                   \
    return status;                                                                                           \
  }
static const int32_t all_but_two[7] = {1, 0, 1, 1, 0, 1, 1};
FROM(from_terms,
     tsq_design_from_terms(table,
                           "year*factor(alloc, ref=random) + poly(year,2) + rcs(x,15,40,50) + factor(id)",
                           &design))
FROM(from_studies, tsq_design_from_studies(table, "year + alloc + rcs(x,15,40,50)", all_but_two, &design))

static int parse_row(every_try *t) {
  tsq_design *design = from_csv();
  double row[64];
  memset(row, 3, sizeof row);
  every_output(t, row, sizeof row);
  int status = EVERY(t, tsq_design_parse_row(design, "x=3,year=1950,alloc=alternate,id=five", row));
  tsq_design_free(design);
  return status;
}

static int row_of(every_try *t) {
  static const char *const names[1] = {"dose"};
  tsq_design *design = NULL;
  assert_int_equal(tsq_design_new(K, &design), TSQ_OK);
  assert_int_equal(tsq_design_add_polynomial(design, "dose", dose, 2, TSQ_POLY_ORTHOGONAL), TSQ_OK);
  double row[2] = {-7, -7};
  every_output(t, row, sizeof row);
  int status = EVERY(t, tsq_design_row(design, 1, names, dose, row));
  tsq_design_free(design);
  return status;
}

static int term(every_try *t) {
  tsq_design *design = begun();
  const char *name = "-";
  size_t first = 77, n = 77;
  every_handle(t, &name);
  every_output(t, &first, sizeof first);
  every_output(t, &n, sizeof n);
  int status = EVERY(t, tsq_design_term(design, 1, &name, &first, &n));
  tsq_design_free(design);
  return status;
}

static int variable(every_try *t) {
  tsq_design *design = begun();
  const char *name = "-";
  size_t n = 77;
  every_handle(t, &name);
  every_output(t, &n, sizeof n);
  int status = EVERY(t, tsq_design_variable(design, 1, &name, &n));
  tsq_design_free(design);
  return status;
}

const every_case every_design[] = {
    {"tsq_design_new", "six studies", new_one, 0},
    {"tsq_design_add_numeric", "a column", numeric, 0},
    {"tsq_design_add_factor", "three levels", factor, 0},
    {"tsq_design_add_interaction", "with a factor", interaction, 0},
    {"tsq_design_add_polynomial", "orthogonal", polynomial, 0},
    {"tsq_design_add_rcs", "three knots", splines, 0},
    {"tsq_design_from_terms", "all of the language", from_terms, 0},
    {"tsq_design_from_studies", "a level that is not used", from_studies, 0},
    {"tsq_design_parse_row", "by text", parse_row, 0},
    {"tsq_design_row", "by values", row_of, 0},
    {"tsq_design_term", "the second", term, 1},
    {"tsq_design_variable", "the second", variable, 1},
    {NULL, NULL, NULL, 0},
};
