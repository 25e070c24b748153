/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formulas: which terms and columns come out. Expected columns are those of R 4.2.2's model.matrix(), written our way. */
#include <tausq/design.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char csv[] = "ablat,year,alloc,hours,my mod,n,one\n"
                          "44,1948,random,1,10,5,a\n"
                          "55,1949,random,2,20,x,a\n"
                          "42,1960,random,4,30,7,a\n"
                          "52,1949,alternate,7,40,8,a\n"
                          "13,1948,alternate,11,50,9,a\n"
                          "19,1960,systematic,16,60,9,a\n"
                          "27,1949,systematic,22,70,9,a\n"
                          "33,NA,systematic,29,80,9,a\n";
#define K 8

static tsq_frame *frame(void) {
  tsq_frame *t = NULL;
  if (tsq_frame_parse_csv(csv, sizeof csv - 1, NULL, &t) != TSQ_OK) fail_msg("%s", tsq_last_error());
  return t;
}

static const struct {
  const char *terms, *columns;
  int intercept;
} formulas[] = {
    {"", "", 1},
    {"1", "", 1},
    {" ~ 1 ", "", 1},
    {"0", "", 0},
    {"-1", "", 0},
    {"~ablat", "ablat", 1},
    {"ablat + year", "ablat year", 1},
    {"1 + ablat", "ablat", 1},
    {"0 + ablat", "ablat", 0},
    {"ablat-1", "ablat", 0},
    {"ablat - 0", "ablat", 1},
    {"ablat + ablat", "ablat", 1},
    {"alloc", "alloc=random alloc=systematic", 1},
    {"alloc + 0", "alloc=alternate alloc=random alloc=systematic", 0},
    {"ablat + alloc + 0", "ablat alloc=alternate alloc=random alloc=systematic", 0},
    {"0 + alloc + factor(year)",
     "alloc=alternate alloc=random alloc=systematic factor(year)=1949 factor(year)=1960", 0},
    {"factor(year) + year", "factor(year)=1949 factor(year)=1960 year", 1},
    {"factor(alloc, random)", "factor(alloc)=alternate factor(alloc)=systematic", 1},
    {"factor(alloc,ref=\"random\")", "factor(alloc)=alternate factor(alloc)=systematic", 1},
    {"factor( year , ref = 1960 )", "factor(year)=1948 factor(year)=1949", 1},
    {"ablat + alloc + ablat:alloc",
     "ablat alloc=random alloc=systematic ablat:alloc=random ablat:alloc=systematic", 1},
    {"ablat * alloc", "ablat alloc=random alloc=systematic ablat:alloc=random ablat:alloc=systematic", 1},
    {"ablat:alloc + ablat + alloc", /* main effects first */
     "ablat alloc=random alloc=systematic ablat:alloc=random ablat:alloc=systematic", 1},
    {"ablat*year + alloc", "ablat year alloc=random alloc=systematic ablat:year", 1},
    {"ablat + year + year:ablat", "ablat year ablat:year", 1}, /* R: ablat:year too */
    {"ablat*year*hours", "ablat year hours ablat:year ablat:hours year:hours ablat:year:hours", 1},
    {"ablat*year + ablat*hours", "ablat year hours ablat:year ablat:hours", 1},
    {"poly(hours,2)", "poly(hours,2)1 poly(hours,2)2", 1},
    {"poly( hours , 2, raw ) + year", "poly(hours,2,raw)1 poly(hours,2,raw)2 year", 1},
    {"rcs(hours,3)", "hours hours'", 1},
    {"rcs(hours, 2, 7, 16, 22)", "hours hours' hours''", 1},
    {"year*poly(hours,2)", "year poly(hours,2)1 poly(hours,2)2 year:poly(hours,2)1 year:poly(hours,2)2", 1},
    {"`ablat`", "ablat", 1},
};

static void formulas_give_rs_columns(void **state) {
  (void)state;
  tsq_frame *t = frame();
  for (size_t i = 0; i < sizeof formulas / sizeof formulas[0]; i++) {
    tsq_design *d = NULL;
    if (tsq_design_from_terms(t, formulas[i].terms, &d) != TSQ_OK) {
      fail_msg("\"%s\": %s", formulas[i].terms, tsq_last_error());
    }
    char got[300] = "";
    for (size_t j = 0; j < tsq_design_p(d); j++) {
      strcat(strcat(got, j > 0 ? " " : ""), tsq_design_names(d)[j]);
    }
    if (strcmp(got, formulas[i].columns) != 0) fail_msg("\"%s\": %s", formulas[i].terms, got);
    assert_int_equal(tsq_design_intercept(d), formulas[i].intercept);
    assert_int_equal(tsq_design_k(d), K);
    tsq_design_free(d);
  }
  tsq_frame_free(t);
}

static void columns_hold_the_tables_values(void **state) {
  (void)state;
  tsq_frame *t = frame();
  tsq_design *d = NULL;
  assert_int_equal(tsq_design_from_terms(t, "`my mod` + alloc + `my mod`:alloc + factor(year)", &d), TSQ_OK);
  static const double want[][K] = {{10, 20, 30, 40, 50, 60, 70, 80}, {1, 1, 1, 0, 0, 0, 0, 0},
                                   {0, 0, 0, 0, 0, 1, 1, 1},         {0, 1, 0, 1, 0, 0, 1, NAN},
                                   {0, 0, 1, 0, 0, 1, 0, NAN},       {10, 20, 30, 0, 0, 0, 0, 0},
                                   {0, 0, 0, 0, 0, 60, 70, 80}};
  assert_int_equal(tsq_design_p(d), 7);
  for (size_t j = 0; j < 7; j++) {
    for (size_t i = 0; i < K; i++) {
      double got = tsq_design_x(d)[i + j * K];
      if (!(got == want[j][i] || (isnan(got) && isnan(want[j][i])))) fail_msg("x[%zu, %zu] = %g", i, j, got);
    }
  }
  double row[7];
  assert_int_equal(tsq_design_parse_row(d, "`my mod`=2, alloc='systematic', year=1960", row), TSQ_OK);
  static const double at[7] = {2, 0, 1, 0, 1, 0, 2};
  assert_memory_equal(row, at, sizeof at);
  tsq_design_free(d);
  tsq_frame_free(t);
}

/* One value for year serves year and factor(year). */
static void one_value_serves_all_terms_of_a_variable(void **state) {
  (void)state;
  tsq_frame *t = frame();
  tsq_design *d = NULL;
  double row[3];
  assert_int_equal(tsq_design_from_terms(t, "factor(year) + year", &d), TSQ_OK);
  assert_int_equal(tsq_design_parse_row(d, "year=1949", row), TSQ_OK);
  assert_true(row[0] == 1 && row[1] == 0 && row[2] == 1949);
  assert_int_equal(tsq_design_parse_row(d, "ye=1949", row), TSQ_ERR_NAME);
  assert_string_equal(tsq_last_error(), "no variable 'ye' in the model; variables: factor(year), year");
  assert_int_equal(tsq_design_parse_row(d, "year=1950", row), TSQ_ERR_NAME);
  assert_string_equal(tsq_last_error(), "'factor(year)' has no level '1950'; levels: 1948, 1949, 1960");
  tsq_design_free(d);
  tsq_frame_free(t);
}

/* The basis of the terms is the one that the tsq_design_add_ functions make. */
static void terms_and_functions_give_the_same_columns(void **state) {
  (void)state;
  tsq_frame *t = frame();
  tsq_design *by_terms = NULL, *by_hand = NULL;
  const double *hours = NULL;
  assert_int_equal(tsq_frame_numeric(t, "hours", &hours), TSQ_OK);
  assert_int_equal(tsq_design_from_terms(t, "poly(hours,3) + rcs(hours,3) + rcs(ablat,20,33,50)", &by_terms),
                   TSQ_OK);
  assert_int_equal(tsq_design_new(K, &by_hand), TSQ_OK);
  assert_int_equal(tsq_design_add_polynomial(by_hand, "hours", hours, 3, 0), TSQ_OK);
  assert_int_equal(tsq_design_add_rcs(by_hand, "hours", hours, 3, NULL), TSQ_OK);
  const double *ablat = NULL;
  assert_int_equal(tsq_frame_numeric(t, "ablat", &ablat), TSQ_OK);
  assert_int_equal(tsq_design_add_rcs(by_hand, "ablat", ablat, 3, (const double[]){20, 33, 50}), TSQ_OK);
  assert_int_equal(tsq_design_p(by_terms), tsq_design_p(by_hand));
  assert_memory_equal(tsq_design_x(by_terms), tsq_design_x(by_hand),
                      tsq_design_p(by_hand) * K * sizeof(double));
  tsq_design_free(by_terms);
  tsq_design_free(by_hand);
  tsq_frame_free(t);
}

static const struct {
  const char *terms;
  int status;
  const char *says;
} malformed[] = {
    {"ablat +", TSQ_ERR_PARSE, "a name or a value is missing before ''"},
    {"+ ablat", TSQ_ERR_PARSE, "a name or a value is missing before '+ ablat'"},
    {"ablat year", TSQ_ERR_NAME, "no column 'ablat year'"},
    {"ablat ~ year", TSQ_ERR_PARSE, "'+', ':' or '*' expected before '~ year'"},
    {"lat", TSQ_ERR_NAME, "no column 'lat'; columns: 'ablat', 'year'"},
    {"log(ablat)", TSQ_ERR_NAME, "unknown function 'log'; known: factor, poly, rcs"},
    {"ablat - year", TSQ_ERR_PARSE, "after '-' only 1 expected before 'year'"},
    {"ablat:", TSQ_ERR_PARSE, "missing before ''"},
    {"(ablat)", TSQ_ERR_PARSE, "missing before '(ablat)'"},
    {"ablat:year", TSQ_ERR_NAME, "an interaction needs the term 'ablat' in the model; terms: none"},
    {"ablat + ablat:alloc", TSQ_ERR_NAME, "an interaction needs the term 'alloc' in the model; terms: ablat"},
    {"ablat*ablat", TSQ_OK, ""},
    {"ablat*poly(ablat,2)", TSQ_ERR_ARGUMENT, "share the variable 'ablat'"},
    {"poly(n,2)", TSQ_ERR_PARSE, "line 3, column 'n': 'x' is not a number"},
    {"rcs(alloc,3)", TSQ_ERR_PARSE, "line 2, column 'alloc': 'random' is not a number"},
    {"one", TSQ_ERR_TOO_FEW, "one has 1 level: a factor needs two or more"},
    {"factor(alloc, none)", TSQ_ERR_NAME,
     "factor(alloc) has no level 'none'; levels: alternate, random, systematic"},
    {"factor(alloc", TSQ_ERR_PARSE, "')' expected at the end"},
    {"poly(hours)", TSQ_ERR_PARSE, "', DEGREE' expected before ')'"},
    {"poly(hours,x)", TSQ_ERR_PARSE, "the degree of poly() is not a number: 'x'"},
    {"poly(hours,1.5)", TSQ_ERR_PARSE, "the degree of poly() is 1.5: a whole number is needed"},
    {"poly(hours,2,3)", TSQ_ERR_PARSE, "poly(NAME, DEGREE, raw) expected, not '3'"},
    {"poly(hours,8)", TSQ_ERR_SINGULAR, "degree = 8"},
    {"poly(hours,0)", TSQ_ERR_ARGUMENT, "degree = 0"},
    {"rcs(hours)", TSQ_ERR_PARSE, "rcs(NAME, M)"},
    {"rcs(hours,2,3)", TSQ_ERR_PARSE, "three knots or more"},
    {"rcs(hours,2)", TSQ_ERR_ARGUMENT, "n_knots = 2"},
    {"rcs(hours,3,2,1)", TSQ_ERR_ARGUMENT, "knots[1] = 2"},
    {"`ablat", TSQ_ERR_PARSE, "never closed"},
    {"-", TSQ_ERR_PARSE, "after '-' only 1 expected at the end"},
    {"poly(hours,-1)", TSQ_ERR_PARSE, "a whole number is needed"},
};

/* metafor leaves incomplete studies out before it makes the factor: ~ region gives North, South beside Islands. */
static void levels_are_those_of_complete_studies(void **state) {
  (void)state;
  static const char text[] = "yi,region,dose,share,one\n.25,North,1,5%,u\nNA,Centre,2,6%,u\n.1,South,3,7%,u\n"
                             ".15,South,NA,8%,v\n.6,North,5,9%,u\n.5,East,NA,9%,u\n.31,Islands,6,10%,u\n";
  static const int32_t use[7] = {1, 0, 1, 1, 1, 1, 1};
  tsq_frame *t = NULL;
  assert_int_equal(tsq_frame_parse_csv(text, sizeof text - 1, NULL, &t), TSQ_OK);
  static const struct {
    const char *terms, *first;
    size_t p;
  } cases[] = {
      {"region", "region=Islands", 3},      /* East (reference), Islands, North, South */
      {"region + dose", "region=North", 3}, /* East has no dose: Islands is the reference */
      {"0 + region", "region=East", 4},
      {"factor(dose)", "factor(dose)=3", 3},    /* 1 3 5 6 */
      {"factor(share)", "factor(share)=5%", 4}, /* 10% 5% 7% 8% 9% */
      {"factor(region, ref = North)", "factor(region)=East", 3},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tsq_design *d = NULL;
    if (tsq_design_from_studies(t, cases[i].terms, use, &d) != TSQ_OK) fail_msg("%s", tsq_last_error());
    if (tsq_design_p(d) != cases[i].p || strcmp(tsq_design_names(d)[0], cases[i].first) != 0)
      fail_msg("%s: %zu columns, the first %s", cases[i].terms, tsq_design_p(d), tsq_design_names(d)[0]);
    tsq_design_free(d);
  }
  tsq_design *d = NULL;
  assert_int_equal(tsq_design_from_studies(t, "region", use, &d), TSQ_OK);
  const double *x = tsq_design_x(d); /* Islands, North, South */
  assert_true(isnan(x[1]) && x[0] == 0 && x[6] == 1 && x[5] == 0);
  assert_true(x[7] == 1 && x[14 + 2] == 1 && x[14 + 0] == 0);
  tsq_design_free(d);
  d = NULL;
  assert_int_equal(tsq_design_from_studies(t, "factor(region, ref = Centre)", use, &d), TSQ_ERR_NAME);
  assert_string_equal(tsq_last_error(),
                      "terms: factor(region) has no level 'Centre'; levels: East, Islands, North, South");
  assert_int_equal(tsq_design_from_studies(t, "one + dose", use, &d), TSQ_ERR_TOO_FEW); /* v has no dose */
  assert_int_equal(tsq_design_from_studies(t, "share", use, &d), TSQ_ERR_PARSE);
  assert_non_null(strstr(tsq_last_error(), "line 2, column 'share': '5%' is a percentage"));
  assert_int_equal(tsq_design_from_terms(t, "region", &d), TSQ_OK); /* all of them */
  assert_int_equal(tsq_design_p(d), 4);
  tsq_design_free(d);
  tsq_frame_free(t);
}

static void malformed_formulas_are_told_where(void **state) {
  (void)state;
  tsq_frame *t = frame();
  for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++) {
    tsq_design *d = NULL;
    int status = tsq_design_from_terms(t, malformed[i].terms, &d);
    if (status != malformed[i].status || strstr(tsq_last_error(), malformed[i].says) == NULL) {
      fail_msg("\"%s\": status %d, \"%s\"", malformed[i].terms, status, tsq_last_error());
    }
    assert_true((d == NULL) == (status != TSQ_OK));
    tsq_design_free(d);
  }
  tsq_frame_free(t);
}

static void a_table_without_rows_has_no_design(void **state) {
  (void)state;
  tsq_frame *t = NULL;
  tsq_design *d = NULL;
  assert_int_equal(tsq_frame_new(0, &t), TSQ_OK);
  assert_int_equal(tsq_design_from_terms(t, "1", &d), TSQ_ERR_LENGTH);
  assert_int_equal(tsq_design_from_terms(NULL, "1", &d), TSQ_ERR_NULL);
  assert_int_equal(tsq_design_from_terms(t, NULL, &d), TSQ_ERR_NULL);
  assert_int_equal(tsq_design_from_terms(t, "1", NULL), TSQ_ERR_NULL);
  assert_null(d);
  tsq_frame_free(t);
}

int main(void) {
  if (!tsq_has("csv")) return 0; /* all of it reads CSV; test_frame.c has what such a build says */
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(formulas_give_rs_columns),
      cmocka_unit_test(columns_hold_the_tables_values),
      cmocka_unit_test(one_value_serves_all_terms_of_a_variable),
      cmocka_unit_test(terms_and_functions_give_the_same_columns),
      cmocka_unit_test(levels_are_those_of_complete_studies),
      cmocka_unit_test(malformed_formulas_are_told_where),
      cmocka_unit_test(a_table_without_rows_has_no_design),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
