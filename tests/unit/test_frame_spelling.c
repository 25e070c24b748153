/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files as people and spreadsheets write them. Expected values: what the cells say, written out by hand. */
#include <tausq/frame.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static tsq_frame *parse_bytes(const char *text, size_t n, const tsq_csv_options *options) {
  tsq_frame *t = NULL;
  if (tsq_frame_parse_csv(text, n, options, &t) != TSQ_OK) fail_msg("\"%s\": %s", text, tsq_last_error());
  return t;
}

static tsq_frame *parse(const char *text) {
  return parse_bytes(text, strlen(text), NULL);
}

static void must_be(const tsq_frame *t, const char *what, const char *name, const double *want, size_t n) {
  const double *got = NULL;
  if (tsq_frame_numeric(t, name, &got) != TSQ_OK) fail_msg("\"%s\": %s", what, tsq_last_error());
  assert_int_equal(tsq_frame_rows(t), n);
  for (size_t i = 0; i < n; i++) {
    if (!(got[i] == want[i] || (isnan(got[i]) && isnan(want[i]))))
      fail_msg("\"%s\": %s[%zu] is %.17g, not %.17g", what, name, i, got[i], want[i]);
  }
}

#define MINUS "\xE2\x88\x92" /* U+2212 */
#define EN_DASH "\xE2\x80\x93"
#define EM_DASH "\xE2\x80\x94"
#define NO_BREAK "\xC2\xA0"
#define THIN "\xE2\x80\x89"
#define NARROW "\xE2\x80\xAF"

/* Column x of a file of two rows, and how the file was read. */
static void numbers_are_read_as_people_write_them(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double x[2];
    const char *reading;
  } cases[] = {
      /* the decimal mark is told by other cells */
      {"s;x;m\nA;1.040;12,3\nB;85;10,15\n",
       {1040, 85},
       "decimal comma, point between thousands, semicolon-separated"},
      {"s\tx\nA\t-0,25\nB\t0,05\n", {-0.25, 0.05}, "decimal comma, tab-separated"},
      {"s|x\nA|1.5\nB|2.25\n", {1.5, 2.25}, "decimal point, pipe-separated"},
      {"s;x\nA;9,875\nB;10,15\n", {9.875, 10.15}, "decimal comma, semicolon-separated"},
      {"s,x\nA,1.040\nB,2.125\n", {1.04, 2.125}, "decimal point, comma-separated"},
      {"s,x,y\nA,\"1,204\",0.5\nB,31,1.5\n",
       {1204, 31},
       "decimal point, comma between thousands, comma-separated"},
      {"s,x\nA,\"1,204.5\"\nB,\"2,001\"\n",
       {1204.5, 2001},
       "decimal point, comma between thousands, comma-separated"},
      {"s,x\nA,\"1,5\"\nB,\"2,125\"\n", {1.5, 2.125}, "decimal comma, comma-separated"},
      {"s;x\nA;1.234.567,8\nB;1.040\n",
       {1234567.8, 1040},
       "decimal comma, point between thousands, semicolon-separated"},
      {"s;x\nA;1,234,567\nB;1.5\n",
       {1234567, 1.5},
       "decimal point, comma between thousands, semicolon-separated"},
      {"s;x\nA;0,125\nB;1,125\n", {0.125, 1.125}, "decimal comma, semicolon-separated"},
      {"s;x\nA;1.000.000\nB;2,125\n",
       {1000000, 2.125},
       "decimal comma, point between thousands, semicolon-separated"},
      {"s;x;n\nA;2,125;1.040\nB;4,250;85\n",
       {2.125, 4.25},
       "decimal comma, point between thousands, semicolon-separated"},
      {"s,x,n\nA,2.125,\"1,040\"\nB,4.250,85\n",
       {2.125, 4.25},
       "decimal point, comma between thousands, comma-separated"},
      /* spaces and apostrophes between thousands */
      {"s;x\nA;1" NO_BREAK "040\nB;12" NARROW "345,5\n",
       {1040, 12345.5},
       "decimal comma, semicolon-separated"},
      {"s;x\nA;1" THIN "040" THIN "000\nB;1 040\n", {1040000, 1040}, "semicolon-separated"},
      {"s;x\nA;1'040.5\nB;1\xE2\x80\x99"
       "040\n",
       {1040.5, 1040},
       "decimal point, semicolon-separated"},
      /* minus signs and dashes */
      {"s,x\nA," MINUS "0.25\nB," EN_DASH "0.31\n", {-0.25, -0.31}, "decimal point, comma-separated"},
      {"s,x\nA," EM_DASH "1\nB,- 2.5\n", {-1, -2.5}, "decimal point, comma-separated"},
      {"s;x\nA;" MINUS "1.040,5\nB;" MINUS NO_BREAK "2\n",
       {-1040.5, -2},
       "decimal comma, point between thousands, semicolon-separated"},
      {"s;x\nA;1,5e3\nB;2,5E-1\n", {1500, 0.25}, "decimal comma, semicolon-separated"},
      {"s,x\nA," NO_BREAK "0.5" NO_BREAK "\nB," THIN "\n", {0.5, NAN}, "decimal point, comma-separated"},
      {NO_BREAK "s,x" NO_BREAK "\nA,1\nB,2\n", {1, 2}, "comma-separated"},
      /* Excel */
      {"sep=;\ns;x\nA;-0.25\nB;0.05\n", {-0.25, 0.05}, "decimal point, semicolon-separated"},
      {"\xEF\xBB\xBFSEP=|\r\ns|x\r\nA|1\r\nB|2\r\n", {1, 2}, "pipe-separated"},
      {"\"sep=\t\"\ns\tx\nA\t1,5\nB\t2\n", {1.5, 2}, "decimal comma, tab-separated"},
      {"s,x,,\nA,1,,\nB,2,,\n,,,\n,,,\n",
       {1, 2},
       "comma-separated, 2 empty columns left out, 2 empty rows left out"},
      {"s;x\nA;1;\nB;2;;\n;\n", {1, 2}, "semicolon-separated, 1 empty row left out"},
      {"s;x\nA;1234.567\nB;2\n", {1234.567, 2}, "decimal point, semicolon-separated"},
      /* delimiters */
      {"s (a, b, c);x\nA;1,5\nB;2,5\n", {1.5, 2.5}, "decimal comma, semicolon-separated"},
      {"s;x;y\nA, B;1;2\nC, D;2;3\n", {1, 2}, "semicolon-separated"},
      {"\"s;t;u\",x\n\"A;B\",1\nC,2\n", {1, 2}, "comma-separated"},
      /* words for missing */
      {"s,x\nA,NR\nB,1\n", {NAN, 1}, "comma-separated, 1 missing as 'NR'"},
      {"s,x\nA,#N/A\nB,not reported\n",
       {NAN, NAN},
       "comma-separated, 1 missing as '#N/A', 1 missing as 'not reported'"},
      {"s,x\nA," EM_DASH "\nB,n.r.\n",
       {NAN, NAN},
       "comma-separated, 1 missing as 'n.r.', 1 missing as '" EM_DASH "'"},
      {"s,x\nA,--\nB," EN_DASH "\n",
       {NAN, NAN},
       "comma-separated, 1 missing as '--', 1 missing as '" EN_DASH "'"},
      {"s,x\nNA,3\nNA," NO_BREAK "NA\n", {3, NAN}, "comma-separated, 3 missing as 'NA'"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tsq_frame *t = parse(cases[i].text);
    must_be(t, cases[i].text, "x", cases[i].x, 2);
    if (strcmp(tsq_frame_reading(t), cases[i].reading) != 0)
      fail_msg("\"%s\" is read as: %s", cases[i].text, tsq_frame_reading(t));
    tsq_frame_free(t);
  }
}

/* Columns of counts by their names, where nothing else tells what 1.040 is. */
static void counts_are_whole(void **state) {
  (void)state;
  static const struct {
    const char *text, *name;
    double x[3];
  } cases[] = {
      {"study,events,total\nA,\"1,204\",\"10,532\"\nB,31,402\nC,212,\"2,001\"\n",
       "total",
       {10532, 402, 2001}},
      {"study,events,total\nA,\"1,204\",\"10,532\"\nB,31,402\nC,212,\"2,001\"\n", "events", {1204, 31, 212}},
      {"study;n1\nA;1.040\nB;85\nC;2.000\n", "n1", {1040, 85, 2000}},
      {"study\tn_e\nA\t1.040\nB\t85\nC\t12.000\n", "n_e", {1040, 85, 12000}},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tsq_frame *t = parse(cases[i].text);
    const double *column = NULL;
    must_be(t, cases[i].text, cases[i].name, cases[i].x, 3);
    assert_int_equal(tsq_frame_counts(t, cases[i].name, &column), TSQ_OK);
    assert_true(column[0] == cases[i].x[0]);
    tsq_frame_free(t);
  }
  static const struct {
    const char *text, *says;
  } wrong[] = {
      {"s,n\nA,10\nB,10.5\n", "line 3, column 'n': 10.5 is not a whole number: it is used as a count"},
      {"s,n\nA,1.040\nB,85\n", "line 2, column 'n': 1.04 is not a whole number: it is used as a count"},
      {"s,n\nA,1\n\nB,-2\n", "line 4, column 'n': -2 is negative: it is used as a count"},
      {"s,n\nA,Inf\n", "line 2, column 'n': inf is not a whole number: it is used as a count"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    tsq_frame *t = parse(wrong[i].text);
    const double *column = NULL;
    assert_int_equal(tsq_frame_counts(t, "n", &column), TSQ_ERR_DATA);
    assert_string_equal(tsq_last_error(), wrong[i].says);
    assert_null(column);
    assert_int_equal(tsq_frame_counts(t, "s", &column), TSQ_ERR_PARSE);
    assert_int_equal(tsq_frame_counts(t, "m", &column), TSQ_ERR_NAME);
    tsq_frame_free(t);
  }
}

static void contradictions_are_told_line_and_column(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int32_t decimal;
    const char *says;
  } cases[] = {
      {"a;b\n1,5;x\n2,25;y\n2.5;z\n", 0,
       "line 4, column 'a': '2.5' has a decimal point, the file a decimal comma"},
      {"a;b\n1,5;1.5\n", 0, "line 2, column 'b': '1.5' has a decimal point, the file a decimal comma"},
      {"a,b\n1.5,\"0,5\"\n1.75,2\n", 0,
       "line 2, column 'b': '0,5' has a decimal comma, the file a decimal point"},
      {"a\tb\n1,5\t1.5\n", ',', "line 2, column 'b': '1.5' has a decimal point, the file a decimal comma"},
      {"a;b\n1,5;1.5\n", '.', "line 2, column 'a': '1,5' has a decimal comma, the file a decimal point"},
      {"a;b\n1.5;1.5\n2;1.234.567\n", 0,
       "line 3, column 'b': '1.234.567' has a point between thousands, which is the file's decimal mark"},
      {"a;b\n1.5;1.234,5\n2.5;1\n", 0,
       "line 2, column 'b': '1.234,5' has a decimal comma, the file a decimal point"},
      {"s;x\nA;1.040\nB;2\n", 0,
       "line 2, column 'x': '1.040' is 1.04 with a decimal point or 1040 with a point between thousands: say "
       "which "
       "(option decimal), or write it without"},
      {"s,x\nA,\"1,040\"\nB,2\n", 0,
       "line 2, column 'x': '1,040' is 1.04 with a decimal comma or 1040 with a comma between thousands: say "
       "which "
       "(option decimal), or write it without"},
      {"s;m\nA;12,3\nB;-1.040\n", 0,
       "line 3, column 'm': '-1.040' is -1.04 with a decimal point or -1040 with a point between thousands: "
       "say which "
       "(option decimal), or write it without"},
      {"s;p\nA;1.040%\nB;2%\n", 0,
       "line 2, column 'p': '1.040%' is 0.0104 with a decimal point or 10.4 with a point between thousands: "
       "say "
       "which (option decimal), or write it without"},
      {"s;p;x\nA;12,5%;0,5\nB;2.5%;1\n", 0,
       "line 3, column 'p': '2.5%' has a decimal point, the file a decimal comma"},
      {"0,25;0,04\n0,5;0,1\n", 0, "line 1: numbers where the header with the columns' names should be"},
      {"s,p\nA,12.5%\nB,18\n", 0, "line 3, column 'p': '18' has no percent sign, as other cells have"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tsq_frame *t = NULL;
    int status = tsq_frame_parse_csv(cases[i].text, strlen(cases[i].text),
                                     TSQ_CSV_OPTIONS(.decimal = cases[i].decimal), &t);
    if (status != TSQ_ERR_PARSE || strcmp(tsq_last_error(), cases[i].says) != 0)
      fail_msg("\"%s\": status %d, \"%s\"", cases[i].text, status, tsq_last_error());
    assert_null(t);
  }
}

/* The caller says which mark it is: then the other one stands between thousands. */
static void options_settle_what_cells_do_not(void **state) {
  (void)state;
  static const char text[] = "s;x\nA;1.040\nB;2\n", both[] = "s;m\nA;12,3\nB;1.040\n";
  tsq_frame *t = parse_bytes(text, sizeof text - 1, TSQ_CSV_OPTIONS(.decimal = '.'));
  must_be(t, text, "x", (const double[]){1.04, 2}, 2);
  tsq_frame_free(t);
  t = parse_bytes(text, sizeof text - 1, TSQ_CSV_OPTIONS(.decimal = ','));
  must_be(t, text, "x", (const double[]){1040, 2}, 2);
  tsq_frame_free(t);
  t = parse_bytes(both, sizeof both - 1, TSQ_CSV_OPTIONS(.decimal = ','));
  must_be(t, both, "m", (const double[]){12.3, 1040}, 2);
  tsq_frame_free(t);
  t = parse_bytes("0,25;0,04\n0,5;0,1\n", 18, TSQ_CSV_OPTIONS(.no_header = 1));
  must_be(t, "no header", "V2", (const double[]){0.04, 0.1}, 2);
  tsq_frame_free(t);
  static const char *const also[] = {"unclear", "-99"};
  t = parse_bytes("s,x\nA,unclear\nB,-99\nC,NA\nD,4\n", 29,
                  TSQ_CSV_OPTIONS(.also_missing = also, .n_also_missing = 2));
  must_be(t, "also missing", "x", (const double[]){NAN, NAN, NAN, 4}, 4);
  assert_string_equal(tsq_frame_reading(t),
                      "comma-separated, 1 missing as 'NA', 1 missing as 'unclear', 1 missing as '-99'");
  tsq_frame_free(t);
}

/* What is no number stays text, whatever marks are in it, and tells nothing of the file's mark. */
static void texts_with_marks_stay_texts(void **state) {
  (void)state;
  tsq_frame *t = parse("s;x\nv1.2;1,5\n1.5;2,5\n12.03.2020;3,5\n");
  assert_int_equal(tsq_frame_is_numeric(t, 0), 0);
  must_be(t, "texts", "x", (const double[]){1.5, 2.5, 3.5}, 3);
  tsq_frame_free(t);
  static const char *const texts[] = {
      "1,20,000",  "12,34",      "0.125.000", "1.2345,6", "1.5,000.2", "12" EN_DASH "15",
      "1 2",       "12.3 (2.1)", "12%%",      "%",        "1e5%",      "1'2",
      "12 34 567", "1,5.",       "< 0.5"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    char text[100];
    snprintf(text, sizeof text, "s;x\nA;%s\n", texts[i]);
    t = parse(text);
    if (strcmp(texts[i], "12,34") == 0) {
      assert_int_equal(tsq_frame_is_numeric(t, 1), 1);
    } else if (tsq_frame_is_numeric(t, 1)) {
      fail_msg("'%s' is read as a number", texts[i]);
    }
    tsq_frame_free(t);
  }
}

static void percentages_are_proportions_alone(void **state) {
  (void)state;
  tsq_frame *t = parse("s;p;q\nA;12,5%;0,5\nB;18 %;1\nC;0;NA\nD;NR;0\n"), *part = NULL;
  const double *p = NULL;
  const char *const *strings = NULL;
  assert_int_equal(tsq_frame_proportions(t, "p", &p), TSQ_OK);
  assert_true(p[0] == 0.125 && p[1] == 0.18 && p[2] == 0 && isnan(p[3]));
  assert_int_equal(tsq_frame_proportions(t, "q", &p), TSQ_OK);
  assert_true(p[0] == 0.5 && p[1] == 1 && isnan(p[2]) && p[3] == 0);
  assert_int_equal(tsq_frame_is_numeric(t, 1), 0);
  p = NULL;
  assert_int_equal(tsq_frame_numeric(t, "p", &p), TSQ_ERR_PARSE);
  assert_string_equal(tsq_last_error(),
                      "line 2, column 'p': '12,5%' is a percentage: of use where a proportion is asked for");
  assert_int_equal(tsq_frame_counts(t, "p", &p), TSQ_ERR_PARSE);
  assert_int_equal(tsq_frame_proportions(t, "s", &p), TSQ_ERR_PARSE);
  assert_null(p);
  assert_int_equal(tsq_frame_text(t, "p", &strings), TSQ_OK);
  assert_string_equal(strings[1], "18 %");
  assert_int_equal(tsq_frame_subset(t, "s != A", &part), TSQ_OK);
  assert_int_equal(tsq_frame_proportions(part, "p", &p), TSQ_OK);
  assert_true(p[0] == 0.18 && p[1] == 0);
  assert_string_equal(tsq_frame_reading(part), tsq_frame_reading(t));
  tsq_frame_free(part);
  tsq_frame_free(t);
  t = parse("s,p,q\nA,12.5%,0.5\nB,180%,1.5\n");
  p = NULL;
  assert_int_equal(tsq_frame_proportions(t, "p", &p), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "line 3, column 'p': '180%' is not between 0% and 100%");
  assert_int_equal(tsq_frame_proportions(t, "q", &p), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(),
                      "line 3, column 'q': 1.5 is not between 0 and 1: a percentage has a percent sign");
  assert_null(p);
  tsq_frame_free(t);
}

/* The same text ("Müller – €") in each encoding. */
static void encodings_are_told_apart(void **state) {
  (void)state;
  static const char name[] = "M\xC3\xBCller \xE2\x80\x93 \xE2\x82\xAC";
#define UTF16_LE                                                                                             \
  "s\0,\0x\0\n\0M\0\xFC\0l\0l\0e\0r\0 \0\x13\x20 \0\xAC\x20,\0"                                              \
  "1\0.\0"                                                                                                   \
  "5\0\n\0"
#define UTF16_BE                                                                                             \
  "\0s\0,\0x\0\n\0M\0\xFC\0l\0l\0e\0r\0 \x20\x13\0 \x20\xAC\0,\0"                                            \
  "1\0.\0"                                                                                                   \
  "5\0\n"
  static const struct {
    const char *bytes;
    size_t n;
    const char *reading;
  } cases[] = {
      {"s,x\nM\xC3\xBCller \xE2\x80\x93 \xE2\x82\xAC,1.5\n", 24, "decimal point, comma-separated"},
      {"\xEF\xBB\xBFs,x\nM\xC3\xBCller \xE2\x80\x93 \xE2\x82\xAC,1.5\n", 27,
       "decimal point, comma-separated"},
      {"s,x\nM\xFCller \x96 \x80,1.5\n", 19, "decimal point, comma-separated, Windows-1252"},
      {"\xFF\xFE" UTF16_LE, sizeof UTF16_LE + 1, "decimal point, comma-separated, UTF-16"},
      {"\xFE\xFF" UTF16_BE, sizeof UTF16_BE + 1, "decimal point, comma-separated, UTF-16"},
      {UTF16_LE, sizeof UTF16_LE - 1, "decimal point, comma-separated, UTF-16"},
      {UTF16_BE, sizeof UTF16_BE - 1, "decimal point, comma-separated, UTF-16"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tsq_frame *t = NULL;
    if (tsq_frame_parse_csv(cases[i].bytes, cases[i].n, NULL, &t) != TSQ_OK)
      fail_msg("case %zu: %s", i, tsq_last_error());
    must_be(t, cases[i].reading, "x", (const double[]){1.5}, 1);
    assert_string_equal(tsq_frame_level(t, "s", 0), name);
    assert_string_equal(tsq_frame_reading(t), cases[i].reading);
    tsq_frame_free(t);
  }
  tsq_frame *t =
      parse_bytes("\xFF\xFEs\0\n\0\x3D\xD8\x00\xDE\n\0", 12, NULL); /* U+1F600, a pair of surrogates */
  assert_string_equal(tsq_frame_level(t, "s", 0), "\xF0\x9F\x98\x80");
  tsq_frame_free(t);
}

static void totals_are_noticed(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *totals; /* a digit a row */
  } cases[] = {
      {"s,ai,n\nA,1,10\nB,2,20\nTotal,3,30\n", "001"},
      {"s,ai,n\nA,1,10\nB,2,20\nTOTAL (95% CI),,30\n", "001"},
      {"s;ai;n\nA;1;10\nB;2;20\nSumme;3;30\n", "001"},
      {"s,ai,n\nOverall,3,30\nA,1,10\nB,2,20\n", "100"},
      {"s,ai,n\nA,1,10\nB,2,20\nSubtotal,3,30\nC,4,5\nD,1,1\nSubtotal,5,6\nTotal,8,36\n", "00100"
                                                                                          "11"},
      {"s,ai,n\nA,1,10\nB,2,20\n,3,30\n", "001"},
      {"s,ai,n\nA,1,10\nB,2,20\n,3,31\n", "000"},
      {"s,ai,n\nA,1,10\nB,2,20\nTotal Knee Trial,4,50\n", "000"},
      {"s,ai,n\nA,1,10\nB,2,20\nTotality,3,30\n", "000"},
      {"s,ai,n\nA,1,10\nB,2,20\nC,3,30\n", "000"},
      {"s,w\nA,0.1\nB,0.2\nPooled,0.3\n", "001"},
      {"s,ai,n\nA,1,10\nB,NA,20\nTotal,1,30\n", "001"},
      {"s,ai\nA,0\nB,0\nTotal,0\n", "000"},
      {"ai,n\n1,10\n2,20\n3,30\n", "000"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tsq_frame *t = parse(cases[i].text);
    size_t rows = strlen(cases[i].totals), n = 0, want = 0;
    int32_t totals[16];
    assert_int_equal(tsq_frame_rows(t), rows);
    assert_int_equal(tsq_frame_totals(t, totals, &n), TSQ_OK);
    for (size_t r = 0; r < rows; r++) {
      want += cases[i].totals[r] == '1';
      if (totals[r] != cases[i].totals[r] - '0') fail_msg("\"%s\": row %zu", cases[i].text, r);
    }
    assert_int_equal(n, want);
    assert_int_equal(tsq_frame_totals(t, NULL, NULL), TSQ_OK);
    tsq_frame_free(t);
  }
  assert_int_equal(tsq_frame_totals(NULL, NULL, NULL), TSQ_ERR_NULL);
}

static void rows_have_names_and_lines(void **state) {
  (void)state;
  tsq_frame *t = parse("s,x\nA,1\n\n,2\n\"C\nD\",3\nE,4\n"), *part = NULL;
  const size_t *lines = NULL;
  char name[40];
  assert_int_equal(tsq_frame_lines(t, &lines), TSQ_OK);
  assert_true(lines[0] == 2 && lines[1] == 4 && lines[2] == 5 && lines[3] == 7);
  assert_int_equal(tsq_frame_row_name(t, "s", 0, name, sizeof name), TSQ_OK);
  assert_string_equal(name, "'A' (line 2)");
  assert_int_equal(tsq_frame_row_name(t, "s", 1, name, sizeof name), TSQ_OK);
  assert_string_equal(name, "line 4");
  assert_int_equal(tsq_frame_row_name(t, NULL, 3, name, sizeof name), TSQ_OK);
  assert_string_equal(name, "line 7");
  assert_int_equal(tsq_frame_row_name(t, "s", 4, name, sizeof name), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_frame_row_name(t, "y", 0, name, sizeof name), TSQ_ERR_NAME);
  assert_int_equal(tsq_frame_subset(t, "x > 3", &part), TSQ_OK);
  assert_int_equal(tsq_frame_row_name(part, "s", 0, name, sizeof name), TSQ_OK);
  assert_string_equal(name, "'E' (line 7)");
  tsq_frame_free(part);
  tsq_frame_free(t);
  t = NULL;
  assert_int_equal(tsq_frame_new(2, &t), TSQ_OK);
  assert_int_equal(tsq_frame_add_text(t, "s", (const char *const[]){"A", NULL}), TSQ_OK);
  assert_int_equal(tsq_frame_row_name(t, "s", 0, name, sizeof name), TSQ_OK);
  assert_string_equal(name, "'A' (row 1)");
  assert_int_equal(tsq_frame_row_name(t, "s", 1, name, sizeof name), TSQ_OK);
  assert_string_equal(name, "row 2");
  assert_int_equal(tsq_frame_lines(t, &lines), TSQ_OK);
  assert_int_equal(lines[1], 0);
  assert_string_equal(tsq_frame_reading(t), "");
  assert_null(tsq_frame_reading(NULL));
  tsq_frame_free(t);
}

static void levels_of_rows_in_use(void **state) {
  (void)state;
  tsq_frame *t = parse("yi,g,h\n1,North,2\nNA,Centre,1\n3,South,NA\n4,North,3\n");
  static const int32_t use[4] = {1, 0, 1, 1}, none[4] = {0, 0, 0, 0};
  int32_t codes[4];
  const char *levels[3];
  size_t n = 9;
  assert_int_equal(tsq_frame_used_levels(t, "g", use, codes, levels, &n), TSQ_OK);
  assert_int_equal(n, 2);
  assert_string_equal(levels[0], "North");
  assert_string_equal(levels[1], "South");
  assert_memory_equal(codes, ((const int32_t[]){0, -1, 1, 0}), sizeof codes);
  assert_int_equal(tsq_frame_used_levels(t, "h", use, codes, levels, &n), TSQ_OK);
  assert_int_equal(n, 2);
  assert_string_equal(levels[0], "2");
  assert_memory_equal(codes, ((const int32_t[]){0, -1, -1, 1}), sizeof codes);
  assert_int_equal(tsq_frame_used_levels(t, "g", NULL, codes, levels, &n), TSQ_OK);
  assert_int_equal(n, 3);
  assert_int_equal(tsq_frame_used_levels(t, "g", none, codes, levels, &n), TSQ_OK);
  assert_int_equal(n, 0);
  assert_int_equal(codes[0], -1);
  assert_int_equal(tsq_frame_used_levels(t, "x", NULL, codes, levels, &n), TSQ_ERR_NAME);
  tsq_frame_free(t);
}

int main(void) {
  if (!tsq_has("csv")) return 0; /* all of it reads CSV; test_frame.c has what such a build says */
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_are_read_as_people_write_them),
      cmocka_unit_test(counts_are_whole),
      cmocka_unit_test(contradictions_are_told_line_and_column),
      cmocka_unit_test(options_settle_what_cells_do_not),
      cmocka_unit_test(texts_with_marks_stay_texts),
      cmocka_unit_test(percentages_are_proportions_alone),
      cmocka_unit_test(encodings_are_told_apart),
      cmocka_unit_test(totals_are_noticed),
      cmocka_unit_test(rows_have_names_and_lines),
      cmocka_unit_test(levels_of_rows_in_use),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
