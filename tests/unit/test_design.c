/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of the model matrix against R 4.2.2 (model.matrix, poly) and Hmisc 4.8-0 (rcspline.eval). */
#include <tausq/design.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define K 13

/* metafor's dat.bcg: absolute latitude and allocation (levels alternate, random, systematic). */
static const double ablat[K] = {44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33};
static const int32_t alloc[K] = {1, 1, 1, 1, 0, 0, 1, 1, 1, 2, 2, 2, 2};
static const char *const alloc_levels[3] = {"alternate", "random", "systematic"};

static tsq_design *new_design(size_t k) {
  tsq_design *d = NULL;
  assert_int_equal(tsq_design_new(k, &d), TSQ_OK);
  return d;
}

/* |got - want| <= relative * max(|want|, unit), `unit` the size of the column's entries. */
static void assert_close(double got, double want, double relative, double unit) {
  double scale = fabs(want) > unit ? fabs(want) : unit;
  if (!(fabs(got - want) <= relative * scale)) fail_msg("got %.17g, want %.17g", got, want);
}

static void assert_column(const tsq_design *d, size_t j, const double *want, double relative, double unit) {
  for (size_t i = 0; i < tsq_design_k(d); i++) {
    assert_close(tsq_design_x(d)[i + j * tsq_design_k(d)], want[i], relative, unit);
  }
}

static void factor_is_coded_as_in_model_matrix(void **state) {
  (void)state;
  tsq_design *d = new_design(K);
  assert_int_equal(tsq_design_add_factor(d, "alloc", alloc, 3, alloc_levels, 0), TSQ_OK);
  assert_int_equal(tsq_design_p(d), 2);
  assert_string_equal(tsq_design_names(d)[0], "alloc=random");
  assert_string_equal(tsq_design_names(d)[1], "alloc=systematic");
  static const double random[K] = {1, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0};
  static const double systematic[K] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
  assert_column(d, 0, random, 0, 0);
  assert_column(d, 1, systematic, 0, 0);
  tsq_design_free(d);
}

static void reference_level_can_be_chosen_or_left_out(void **state) {
  (void)state;
  tsq_design *d = new_design(K);
  assert_int_equal(tsq_design_add_factor(d, "a", alloc, 3, alloc_levels, 1), TSQ_OK);
  assert_string_equal(tsq_design_names(d)[0], "a=alternate");
  assert_string_equal(tsq_design_names(d)[1], "a=systematic");
  assert_int_equal(tsq_design_add_factor(d, "b", alloc, 3, NULL, TSQ_NO_REFERENCE), TSQ_OK);
  assert_int_equal(tsq_design_p(d), 5);
  assert_string_equal(tsq_design_names(d)[2], "b=1");
  assert_string_equal(tsq_design_names(d)[4], "b=3");
  for (size_t i = 0; i < K; i++) {
    const double *x = tsq_design_x(d);
    assert_true(x[i + 2 * K] + x[i + 3 * K] + x[i + 4 * K] == 1);
  }
  tsq_design_free(d);
}

/* model.matrix(~ ablat * alloc): columns 5 and 6. */
static void interaction_multiplies_columns(void **state) {
  (void)state;
  tsq_design *d = new_design(K);
  assert_int_equal(tsq_design_add_numeric(d, "ablat", ablat), TSQ_OK);
  assert_int_equal(tsq_design_add_factor(d, "alloc", alloc, 3, alloc_levels, 0), TSQ_OK);
  assert_int_equal(tsq_design_add_interaction(d, "ablat", "alloc"), TSQ_OK);
  assert_int_equal(tsq_design_p(d), 5);
  assert_string_equal(tsq_design_names(d)[3], "ablat:alloc=random");
  assert_string_equal(tsq_design_names(d)[4], "ablat:alloc=systematic");
  static const double random[K] = {44, 55, 42, 52, 0, 0, 19, 13, 27, 0, 0, 0, 0};
  static const double systematic[K] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 42, 18, 33, 33};
  assert_column(d, 3, random, 0, 0);
  assert_column(d, 4, systematic, 0, 0);
  const char *name = NULL;
  size_t first = 0, n = 0;
  assert_int_equal(tsq_design_term(d, 2, &name, &first, &n), TSQ_OK);
  assert_string_equal(name, "ablat:alloc");
  assert_int_equal(first, 3);
  assert_int_equal(n, 2);
  tsq_design_free(d);
}

/* R: columns of model.matrix(~ f * g) with factors of 3 and 3 levels: f2:g2 f3:g2 f2:g3 f3:g3. */
static void first_factor_of_an_interaction_varies_fastest(void **state) {
  (void)state;
  static const int32_t f[4] = {0, 1, 2, 1}, g[4] = {2, 1, 1, 2};
  tsq_design *d = new_design(4);
  assert_int_equal(tsq_design_add_factor(d, "f", f, 3, NULL, 0), TSQ_OK);
  assert_int_equal(tsq_design_add_factor(d, "g", g, 3, NULL, 0), TSQ_OK);
  assert_int_equal(tsq_design_add_interaction(d, "f", "g"), TSQ_OK);
  static const char *const want[4] = {"f=2:g=2", "f=3:g=2", "f=2:g=3", "f=3:g=3"};
  for (size_t j = 0; j < 4; j++)
    assert_string_equal(tsq_design_names(d)[4 + j], want[j]);
  static const double column[4][4] = {{0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}, {0, 0, 0, 0}};
  for (size_t j = 0; j < 4; j++)
    assert_column(d, 4 + j, column[j], 0, 0);
  tsq_design_free(d);
}

/* poly(dat.bcg$ablat, 3) and predict(., c(40, 10)). */
static void orthogonal_polynomial_is_rs_poly(void **state) {
  (void)state;
  static const double want[3][K] = {
      {0.21063317327703399, 0.43049115706255076, 0.17065899440693985, 0.37052988875740994,
       -0.40896659920942341, 0.21063317327703387, -0.28904406259914134, -0.40896659920942341,
       -0.12914734711876524, 0.17065899440693985, -0.30903115203418835, -0.009224810508483219,
       -0.009224810508483219},
      {-0.11079193794558757, 0.53260166480894522, -0.18270654574891973, 0.31553125401526882,
       0.33277689000311261, -0.11079193794558749, -0.013071567614380076, 0.33277689000311261,
       -0.28007217939116413, -0.18270654574891959, 0.035903294441814837, -0.33472463943884773,
       -0.33472463943884773},
      {-0.28726926029907501, 0.41170356154617055, -0.25770994700083838, 0.039080667842283881,
       -0.29647536821199438, -0.28726926029907451, 0.32088955626735821, -0.29647536821199438,
       0.3877142425763565, -0.25770994700083838, 0.25877225038020146, 0.13237443620572223,
       0.13237443620572223}};
  static const double at[2][3] = {{0.13068481553684586, -0.24075467747749874, -0.1986512349203273},
                                  {-0.46892786751456439, 0.55250047556414938, -0.85901127923254039}};
  tsq_design *d = new_design(K);
  assert_int_equal(tsq_design_add_polynomial(d, "ablat", ablat, 3, 0), TSQ_OK);
  assert_string_equal(tsq_design_names(d)[2], "poly(ablat,3)3");
  for (size_t j = 0; j < 3; j++)
    assert_column(d, j, want[j], 1e-13, 1);
  static const double new_values[2] = {40, 10};
  for (size_t i = 0; i < 2; i++) {
    double row[3];
    assert_int_equal(tsq_design_row(d, 1, (const char *const[]){"ablat"}, &new_values[i], row), TSQ_OK);
    for (size_t j = 0; j < 3; j++)
      assert_close(row[j], at[i][j], 1e-13, 1);
  }
  tsq_design_free(d);
}

/* x = c(1,2,4,7,11,16,22,29,37,46); poly(x, 9): as many columns as the values allow. */
static void polynomial_of_the_highest_degree_is_rs_poly(void **state) {
  (void)state;
  static const double x[10] = {1, 2, 4, 7, 11, 16, 22, 29, 37, 46};
  static const double last[10] = {-0.2224667963099482,  0.54605486366988698,   -0.60672762629991717,
                                  0.45737928751847279,  -0.25202532169393166,  0.10267698291239361,
                                  -0.03033638131504459, 0.0061770912179996635, -0.00077785593115579715,
                                  4.575623124435678e-05};
  tsq_design *d = new_design(10);
  assert_int_equal(tsq_design_add_polynomial(d, "x", x, 9, TSQ_POLY_ORTHOGONAL), TSQ_OK);
  assert_column(d, 8, last, 1e-10, 1);
  assert_int_equal(tsq_design_add_polynomial(d, "y", x, 10, TSQ_POLY_ORTHOGONAL), TSQ_ERR_SINGULAR);
  assert_non_null(strstr(tsq_last_error(), "10 different values"));
  assert_int_equal(tsq_design_p(d), 9);
  tsq_design_free(d);
}

/* The columns depend on the values up to a linear map alone, whatever their size. */
static void polynomial_does_not_depend_on_units(void **state) {
  (void)state;
  static const double factors[] = {1e-300, 1e-12, 1e12, 1e300};
  tsq_design *d = new_design(K);
  assert_int_equal(tsq_design_add_polynomial(d, "x", ablat, 3, 0), TSQ_OK);
  for (size_t f = 0; f < 4; f++) {
    double scaled[K];
    for (size_t i = 0; i < K; i++)
      scaled[i] = ablat[i] * factors[f];
    tsq_design *other = new_design(K);
    assert_int_equal(tsq_design_add_polynomial(other, "x", scaled, 3, 0), TSQ_OK);
    for (size_t j = 0; j < 3; j++)
      assert_column(other, j, tsq_design_x(d) + j * K, 1e-13, 1);
    tsq_design_free(other);
  }
  tsq_design_free(d);
}

static void raw_polynomial_has_powers(void **state) {
  (void)state;
  static const double x[3] = {2, -3, NAN};
  tsq_design *d = new_design(3);
  assert_int_equal(tsq_design_add_polynomial(d, "x", x, 3, TSQ_POLY_RAW), TSQ_OK);
  assert_string_equal(tsq_design_names(d)[1], "poly(x,3,raw)2");
  static const double want[3][2] = {{2, -3}, {4, 9}, {8, -27}};
  for (size_t j = 0; j < 3; j++) {
    assert_true(tsq_design_x(d)[3 * j] == want[j][0] && tsq_design_x(d)[3 * j + 1] == want[j][1]);
    assert_true(isnan(tsq_design_x(d)[3 * j + 2]));
  }
  tsq_design_free(d);
}

/* rcspline.eval(dat.bcg$ablat, knots = c(15, 25, 40, 50), inclx = TRUE), and at 5, 22, 60, 100. */
static void spline_is_hmiscs_rcspline_eval(void **state) {
  (void)state;
  static const double knots[4] = {15, 25, 40, 50};
  static const double want[2][K] = {
      {19.726530612244904, 42.857142857142875, 16.044897959183682, 36.428571428571445, 0, 19.726530612244904,
       0.052244897959183703, 0, 1.4106122448979599, 16.044897959183682, 0.022040816326530623,
       4.7608163265306143, 4.7608163265306143},
      {5.4685714285714306, 15.306122448979604, 3.9942857142857155, 12.551020408163271, 0, 5.4685714285714306,
       0, 0, 0.0065306122448979629, 3.9942857142857155, 0, 0.41795918367346963, 0.41795918367346963}};
  static const double new_values[4] = {5, 22, 60, 100};
  static const double at[4][3] = {{5, 0, 0},
                                  {22, 0.28000000000000008, 0},
                                  {60, 53.571428571428584, 19.897959183673475},
                                  {100, 139.28571428571411, 56.632653061224516}};
  tsq_design *d = new_design(K);
  assert_int_equal(tsq_design_add_rcs(d, "ablat", ablat, 4, knots), TSQ_OK);
  assert_int_equal(tsq_design_p(d), 3);
  assert_string_equal(tsq_design_names(d)[0], "ablat");
  assert_string_equal(tsq_design_names(d)[1], "ablat'");
  assert_string_equal(tsq_design_names(d)[2], "ablat''");
  assert_column(d, 0, ablat, 0, 0);
  for (size_t j = 0; j < 2; j++)
    assert_column(d, 1 + j, want[j], 1e-13, 1);
  for (size_t i = 0; i < 4; i++) {
    double row[3];
    assert_int_equal(tsq_design_row(d, 1, (const char *const[]){"ablat"}, &new_values[i], row), TSQ_OK);
    for (size_t j = 0; j < 3; j++)
      assert_close(row[j], at[i][j], 1e-13, 1);
  }
  tsq_design_free(d);
}

/* The spline's value just below and above its last knot: (x - t_m)+^3 sets in without a step. */
static void spline_is_continuous_at_its_knots(void **state) {
  (void)state;
  static const double knots[5] = {15, 25, 33, 40, 50};
  tsq_design *d = new_design(K);
  assert_int_equal(tsq_design_add_rcs(d, "x", ablat, 5, knots), TSQ_OK);
  for (size_t m = 0; m < 5; m++) {
    double below[4], above[4], x = nextafter(knots[m], 0);
    assert_int_equal(tsq_design_row(d, 1, (const char *const[]){"x"}, &x, below), TSQ_OK);
    x = nextafter(knots[m], 100);
    assert_int_equal(tsq_design_row(d, 1, (const char *const[]){"x"}, &x, above), TSQ_OK);
    for (size_t j = 0; j < 4; j++)
      assert_close(above[j], below[j], 1e-12, 1);
  }
  tsq_design_free(d);
}

/* rcspline.eval(x, nk = m, knots.only = TRUE) of (1:40)^1.5 and sqrt(1:150): below and above 100 values. */
static void default_knots_are_harrells(void **state) {
  (void)state;
  static const double k40[5][7] = {
      {11.180339887498949, 92.83840434703211, 216},
      {11.180339887498949, 56.09570882071462, 135.27707017429574, 216},
      {11.180339887498949, 40.170474042523537, 92.838404347032096, 158.41020106417915, 216},
      {11.180339887498949, 31.484093303633273, 70.031867679145208, 117.64975257705665, 172.85325446981145,
       216},
      {11.180339887498949, 23.283304448274087, 54.239456117774907, 92.83840434703211, 137.78659279368742,
       188.28788263295507, 216}};
  static const double k150[5][7] = {
      {3.9872983346207418, 8.6890259624628676, 11.623245413729084},
      {2.9056349186104047, 7.2903637901408702, 9.8918993663893318, 11.939412288221611},
      {2.9056349186104047, 6.4788002868834846, 8.6890259624628676, 10.441501058230324, 11.939412288221611},
      {2.9056349186104047, 5.938738241662719, 7.8797000193381876, 9.4291976669397268, 10.75776804800255,
       11.939412288221611},
      {2.1711492836873476, 5.3211623140475339, 7.2047157563760083, 8.6890259624628676, 9.9544692203851319,
       11.076230934822402, 12.094406135426153}};
  double x40[40], x150[150];
  for (size_t i = 0; i < 40; i++)
    x40[39 - i] = pow((double)(i + 1), 1.5); /* order must not matter */
  for (size_t i = 0; i < 150; i++)
    x150[i] = sqrt((double)(i + 1));
  for (size_t m = 3; m <= 7; m++) {
    tsq_design *by_default = new_design(40), *by_knots = new_design(40);
    assert_int_equal(tsq_design_add_rcs(by_default, "x", x40, m, NULL), TSQ_OK);
    assert_int_equal(tsq_design_add_rcs(by_knots, "x", x40, m, k40[m - 3]), TSQ_OK);
    for (size_t j = 0; j < m - 1; j++)
      assert_column(by_default, j, tsq_design_x(by_knots) + 40 * j, 1e-12, 1);
    tsq_design_free(by_default);
    tsq_design_free(by_knots);
    by_default = new_design(150);
    by_knots = new_design(150);
    assert_int_equal(tsq_design_add_rcs(by_default, "x", x150, m, NULL), TSQ_OK);
    assert_int_equal(tsq_design_add_rcs(by_knots, "x", x150, m, k150[m - 3]), TSQ_OK);
    for (size_t j = 0; j < m - 1; j++)
      assert_column(by_default, j, tsq_design_x(by_knots) + 150 * j, 1e-12, 0.01);
    tsq_design_free(by_default);
    tsq_design_free(by_knots);
  }
}

static tsq_design *rich_design(const double *x) {
  tsq_design *d = new_design(K);
  assert_int_equal(tsq_design_add_numeric(d, "w", ablat), TSQ_OK);
  assert_int_equal(tsq_design_add_factor(d, "alloc", alloc, 3, alloc_levels, 2), TSQ_OK);
  assert_int_equal(tsq_design_add_polynomial(d, "x", x, 2, 0), TSQ_OK);
  assert_int_equal(tsq_design_add_rcs(d, "x", x, 3, (const double[]){20, 33, 45}), TSQ_OK);
  assert_int_equal(tsq_design_add_interaction(d, "alloc", "poly(x,2)"), TSQ_OK);
  assert_int_equal(tsq_design_add_interaction(d, "alloc:poly(x,2)", "w"), TSQ_OK);
  return d;
}

static void row_at_a_studys_values_is_its_row_to_the_bit(void **state) {
  (void)state;
  tsq_design *d = rich_design(ablat);
  size_t p = tsq_design_p(d);
  assert_int_equal(p, 1 + 2 + 2 + 2 + 4 + 4);
  for (size_t i = 0; i < K; i++) {
    double row[15], parsed[15];
    static const char *const names[3] = {"x", "alloc", "w"};
    assert_int_equal(tsq_design_row(d, 3, names, (const double[]){ablat[i], (double)alloc[i], ablat[i]}, row),
                     TSQ_OK);
    char text[100];
    snprintf(text, sizeof text, "alloc=%s, w=%g ; x = %g", alloc_levels[alloc[i]], ablat[i], ablat[i]);
    assert_int_equal(tsq_design_parse_row(d, text, parsed), TSQ_OK);
    for (size_t j = 0; j < p; j++) {
      assert_true(row[j] == tsq_design_x(d)[i + j * K]);
      assert_true(parsed[j] == row[j]);
    }
  }
  tsq_design_free(d);
}

static void missing_values_reach_every_derived_column(void **state) {
  (void)state;
  double x[K];
  memcpy(x, ablat, sizeof x);
  x[4] = NAN;
  tsq_design *d = rich_design(x);
  for (size_t j = 0; j < tsq_design_p(d); j++) {
    int of_x = strchr(tsq_design_names(d)[j], 'x') != NULL;
    assert_int_equal(isnan(tsq_design_x(d)[4 + j * K]) != 0, of_x);
    assert_true(!isnan(tsq_design_x(d)[5 + j * K]));
  }
  double row[15];
  assert_int_equal(tsq_design_parse_row(d, "x=NA,alloc=random,w=1", row), TSQ_OK);
  for (size_t j = 0; j < tsq_design_p(d); j++) {
    assert_int_equal(isnan(row[j]) != 0, strchr(tsq_design_names(d)[j], 'x') != NULL);
  }
  tsq_design_free(d);
  int32_t codes[K];
  memcpy(codes, alloc, sizeof codes);
  codes[2] = -1;
  d = new_design(K);
  assert_int_equal(tsq_design_add_factor(d, "f", codes, 3, NULL, 0), TSQ_OK);
  assert_true(isnan(tsq_design_x(d)[2]) && isnan(tsq_design_x(d)[2 + K]) && !isnan(tsq_design_x(d)[3]));
  tsq_design_free(d);
}

/* poly(x[-5], 2): a study without a value does not count in the basis. */
static void polynomial_leaves_missing_values_out(void **state) {
  (void)state;
  double x[K], without[K - 1];
  memcpy(x, ablat, sizeof x);
  x[4] = NAN;
  for (size_t i = 0, j = 0; i < K; i++) {
    if (i != 4) without[j++] = ablat[i];
  }
  tsq_design *d = new_design(K), *complete = new_design(K - 1);
  assert_int_equal(tsq_design_add_polynomial(d, "x", x, 2, 0), TSQ_OK);
  assert_int_equal(tsq_design_add_polynomial(complete, "x", without, 2, 0), TSQ_OK);
  assert_true(tsq_design_x(d)[0] == tsq_design_x(complete)[0]);
  assert_true(tsq_design_x(d)[K + K - 1] == tsq_design_x(complete)[K - 1 + K - 2]);
  tsq_design_free(d);
  tsq_design_free(complete);
}

static void errors_name_what_is_wrong_and_change_nothing(void **state) {
  (void)state;
  tsq_design *d = NULL;
  assert_int_equal(tsq_design_new(0, &d), TSQ_ERR_LENGTH);
  assert_null(d);
  d = new_design(K);
  double bad[K];
  memcpy(bad, ablat, sizeof bad);
  bad[3] = INFINITY;
  assert_int_equal(tsq_design_add_numeric(d, "x", bad), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "values[3] is infinite");
  assert_int_equal(tsq_design_add_numeric(d, "", ablat), TSQ_ERR_NAME);
  assert_int_equal(tsq_design_add_numeric(d, NULL, ablat), TSQ_ERR_NULL);
  assert_int_equal(tsq_design_add_numeric(d, "x", ablat), TSQ_OK);
  assert_string_equal(tsq_last_error(), "");
  assert_int_equal(tsq_design_add_numeric(d, "x", ablat), TSQ_ERR_NAME);
  assert_int_equal(tsq_design_add_rcs(d, "x", ablat, 3, NULL), TSQ_ERR_NAME); /* its first column is x too */
  assert_int_equal(tsq_design_add_factor(d, "f", alloc, 2, NULL, 0), TSQ_ERR_DATA);
  assert_non_null(strstr(tsq_last_error(), "codes[9] = 2"));
  assert_int_equal(tsq_design_add_factor(d, "f", alloc, 3, NULL, 3), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_design_add_factor(d, "f", alloc, 1, NULL, 0), TSQ_ERR_TOO_FEW);
  assert_int_equal(tsq_design_add_factor(d, "f", alloc, 3, (const char *const[]){"a", "b", "a"}, 0),
                   TSQ_ERR_NAME);
  assert_int_equal(tsq_design_add_factor(d, "x", alloc, 3, NULL, 0), TSQ_ERR_NAME);
  assert_int_equal(tsq_design_add_interaction(d, "x", "f"), TSQ_ERR_NAME);
  assert_non_null(strstr(tsq_last_error(), "'f' in the model; terms: x"));
  assert_int_equal(tsq_design_add_interaction(d, "x", "x"), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_design_add_polynomial(d, "x", ablat, 0, 0), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_design_add_polynomial(d, "x", ablat, 2, 15), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_design_add_polynomial(d, "x", ablat, 64, TSQ_POLY_RAW), TSQ_OK);
  assert_int_equal(tsq_design_p(d), 65);
  memcpy(bad, ablat, sizeof bad);
  bad[1] = 1e200;
  assert_int_equal(tsq_design_add_polynomial(d, "y", bad, 2, TSQ_POLY_RAW), TSQ_ERR_RANGE);
  assert_non_null(strstr(tsq_last_error(), "'poly(y,2,raw)2' overflows at study 1"));
  assert_int_equal(tsq_design_p(d), 65);
  assert_int_equal(tsq_design_n_terms(d), 2);
  assert_int_equal(tsq_design_n_variables(d), 1);
  tsq_design_free(d);
}

static void spline_errors(void **state) {
  (void)state;
  tsq_design *d = new_design(K);
  assert_int_equal(tsq_design_add_rcs(d, "x", ablat, 2, NULL), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_design_add_rcs(d, "x", ablat, 3, (const double[]){1, 3, 3}), TSQ_ERR_ARGUMENT);
  assert_non_null(strstr(tsq_last_error(), "knots[2] = 3"));
  assert_int_equal(tsq_design_add_rcs(d, "x", ablat, 3, (const double[]){1, NAN, 3}), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_design_add_rcs(d, "x", ablat, 3, (const double[]){-1e308, 0, 1e308}), TSQ_ERR_RANGE);
  double tied[K] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3};
  assert_int_equal(tsq_design_add_rcs(d, "x", tied, 3, NULL), TSQ_ERR_TOO_FEW);
  assert_non_null(strstr(tsq_last_error(), "give knots"));
  for (size_t i = 5; i < K; i++)
    tied[i] = NAN;
  assert_int_equal(tsq_design_add_rcs(d, "x", tied, 3, NULL), TSQ_ERR_TOO_FEW);
  assert_int_equal(tsq_design_n_variables(d), 0);
  tsq_design_free(d);
}

static void row_errors(void **state) {
  (void)state;
  tsq_design *d = rich_design(ablat);
  static const struct {
    const char *text;
    int status;
    const char *says;
  } cases[] = {
      {"x=1, w=2", TSQ_ERR_NAME, "a value for 'alloc' is missing"},
      {"x=1, w=2, alloc=random, y=3", TSQ_ERR_NAME, "no variable 'y' in the model; variables: w, alloc, x"},
      {"x=1, w=2, alloc=none", TSQ_ERR_NAME,
       "'alloc' has no level 'none'; levels: alternate, random, systematic"},
      {"x=1, x=1, w=2, alloc=random", TSQ_ERR_NAME, "'x' is given twice"},
      {"x=abc, w=2, alloc=random", TSQ_ERR_PARSE, "x=abc: not a number"},
      {"x=0x10, w=2, alloc=random", TSQ_ERR_PARSE, "x=0x10: not a number"},
      {"x=1.2.3, w=2, alloc=random", TSQ_ERR_PARSE, "x=1.2.3: not a number"},
      {"x=1e999, w=2, alloc=random", TSQ_ERR_DATA, "the value of 'x' is infinite"},
      {"x=, w=2", TSQ_ERR_PARSE, "missing before ', w=2'"},
      {"x", TSQ_ERR_PARSE, "'=' expected after 'x'"},
      {"x=1,", TSQ_ERR_PARSE, "nothing after the last"},
      {"x='1", TSQ_ERR_PARSE, "never closed"},
      {"x='1' w=2", TSQ_ERR_PARSE, "',' expected before 'w=2'"},
      {"x=1e200, w=1, alloc=random", TSQ_ERR_RANGE, "overflows"},
  };
  double row[15];
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    row[0] = -99;
    int status = tsq_design_parse_row(d, cases[i].text, row);
    if (status != cases[i].status || strstr(tsq_last_error(), cases[i].says) == NULL) {
      fail_msg("\"%s\": status %d, \"%s\"", cases[i].text, status, tsq_last_error());
    }
    assert_true(row[0] == -99);
  }
  assert_int_equal(tsq_design_row(d, 1, (const char *const[]){"alloc"}, (const double[]){1.5}, row),
                   TSQ_ERR_DATA);
  assert_int_equal(tsq_design_row(d, 1, (const char *const[]){"alloc"}, (const double[]){3}, row),
                   TSQ_ERR_DATA);
  assert_int_equal(tsq_design_row(d, 1, (const char *const[]){"x"}, (const double[]){INFINITY}, row),
                   TSQ_ERR_DATA);
  assert_int_equal(tsq_design_row(d, 1, NULL, NULL, row), TSQ_ERR_NULL);
  tsq_design_free(d);
}

static void empty_design_has_an_empty_row(void **state) {
  (void)state;
  tsq_design *d = new_design(3);
  double row = 7;
  assert_null(tsq_design_x(d));
  assert_null(tsq_design_names(d));
  assert_int_equal(tsq_design_parse_row(d, " ", &row), TSQ_OK);
  assert_int_equal(tsq_design_row(d, 0, NULL, NULL, &row), TSQ_OK);
  assert_true(row == 7);
  assert_int_equal(tsq_design_intercept(d), 1);
  tsq_design_free(d);
  tsq_design_free(NULL);
}

static void variables_and_levels_can_be_asked_for(void **state) {
  (void)state;
  tsq_design *d = rich_design(ablat);
  const char *name = NULL;
  size_t n_levels = 99;
  assert_int_equal(tsq_design_n_variables(d), 3); /* x serves two terms */
  assert_int_equal(tsq_design_variable(d, 1, &name, &n_levels), TSQ_OK);
  assert_string_equal(name, "alloc");
  assert_int_equal(n_levels, 3);
  assert_string_equal(tsq_design_level(d, 1, 2), "systematic");
  assert_null(tsq_design_level(d, 1, 3));
  assert_null(tsq_design_level(d, 0, 0));
  assert_int_equal(tsq_design_variable(d, 3, &name, &n_levels), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_design_term(d, 6, NULL, NULL, NULL), TSQ_ERR_ARGUMENT);
  tsq_design_free(d);
}

static void kinds_of_polynomials_have_names(void **state) {
  (void)state;
  int32_t value = 0;
  assert_string_equal(tsq_poly_kind_name(TSQ_POLY_RAW), "raw");
  assert_null(tsq_poly_kind_name(0));
  assert_int_equal(tsq_poly_kind_from_name("Orthogonal", &value), TSQ_OK);
  assert_int_equal(value, TSQ_POLY_ORTHOGONAL);
  assert_int_equal(tsq_poly_kind_from_name("legendre", &value), TSQ_ERR_NAME);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(factor_is_coded_as_in_model_matrix),
      cmocka_unit_test(reference_level_can_be_chosen_or_left_out),
      cmocka_unit_test(interaction_multiplies_columns),
      cmocka_unit_test(first_factor_of_an_interaction_varies_fastest),
      cmocka_unit_test(orthogonal_polynomial_is_rs_poly),
      cmocka_unit_test(polynomial_of_the_highest_degree_is_rs_poly),
      cmocka_unit_test(polynomial_does_not_depend_on_units),
      cmocka_unit_test(raw_polynomial_has_powers),
      cmocka_unit_test(spline_is_hmiscs_rcspline_eval),
      cmocka_unit_test(spline_is_continuous_at_its_knots),
      cmocka_unit_test(default_knots_are_harrells),
      cmocka_unit_test(row_at_a_studys_values_is_its_row_to_the_bit),
      cmocka_unit_test(missing_values_reach_every_derived_column),
      cmocka_unit_test(polynomial_leaves_missing_values_out),
      cmocka_unit_test(errors_name_what_is_wrong_and_change_nothing),
      cmocka_unit_test(spline_errors),
      cmocka_unit_test(row_errors),
      cmocka_unit_test(empty_design_has_an_empty_row),
      cmocka_unit_test(variables_and_levels_can_be_asked_for),
      cmocka_unit_test(kinds_of_polynomials_have_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
