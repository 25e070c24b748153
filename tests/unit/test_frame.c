/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames: what is read from CSV, and what is asked of it. Expected values are the texts themselves, or read.csv of R 4.2.2. */
#include <tausq/frame.h>

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static tsq_frame *parse_with(const char *text, const tsq_csv_options *options) {
  tsq_frame *t = NULL;
  if (tsq_frame_parse_csv(text, strlen(text), options, &t) != TSQ_OK) fail_msg("%s", tsq_last_error());
  return t;
}

static tsq_frame *parse(const char *text) {
  return parse_with(text, NULL);
}

static const double *numbers(const tsq_frame *t, const char *name) {
  const double *column = NULL;
  if (tsq_frame_numeric(t, name, &column) != TSQ_OK) fail_msg("%s", tsq_last_error());
  return column;
}

static const char *const *texts(tsq_frame *t, const char *name) {
  const char *const *strings = NULL;
  assert_int_equal(tsq_frame_text(t, name, &strings), TSQ_OK);
  return strings;
}

static void columns_are_numbers_or_text(void **state) {
  (void)state;
  tsq_frame *t = parse("author,yi,vi\n\"Smith, J\",0.5,.25\nM\xC3\xBCller,-1e-3,2\n");
  assert_int_equal(tsq_frame_rows(t), 2);
  assert_int_equal(tsq_frame_columns(t), 3);
  assert_string_equal(tsq_frame_column_name(t, 2), "vi");
  assert_null(tsq_frame_column_name(t, 3));
  assert_int_equal(tsq_frame_is_numeric(t, 0), 0);
  assert_int_equal(tsq_frame_is_numeric(t, 1), 1);
  assert_int_equal(tsq_frame_is_numeric(t, 3), 0);
  assert_true(numbers(t, "yi")[0] == 0.5 && numbers(t, "yi")[1] == -1e-3);
  assert_true(numbers(t, "vi")[0] == .25 && numbers(t, "vi")[1] == 2);
  assert_string_equal(texts(t, "author")[0], "Smith, J");
  assert_string_equal(texts(t, "author")[1], "M\xC3\xBCller");
  tsq_frame_free(t);
  tsq_frame_free(NULL);
}

/* One frame in many spellings. */
static void spellings_of_a_file_give_the_same_frame(void **state) {
  (void)state;
  static const char *const spellings[] = {
      "a,b\n1,2.5\n3,4\n",
      "a,b\n1,2.5\n3,4",
      "a,b\r\n1,2.5\r\n3,4\r\n",
      "a,b\r1,2.5\r3,4\r",
      ("\xEF\xBB\xBF"
       "a,b\n1,2.5\n3,4\n"),
      "a;b\n1;2.5\n3;4\n",
      "a;b\n1;2,5\n3;4\n",
      "a\tb\n1\t2.5\n3\t4\n",
      "\"a\",\"b\"\n\"1\",\"2.5\"\n\"3\",\"4\"\n",
      "# made by hand\n#\n\na,b\n1,2.5\n3,4\n",
      "\xEF\xBB\xBF# made by hand\r\n\r\na,b\r\n1,2.5\r\n3,4\r\n",
      "a,b\n\n1,2.5\n\n3,4\n\n\n  \n",
      " a , b\n 1 ,\t2.5 \n3 , 4",
      "a,b\n+1,25e-1\n\" 3 \",4.",
      "a,b\n1,2.50000000000000000000000000000\n3,4\n",
      "\"a\";b\n1;\"2,5\"\n3;4\n",
  };
  for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
    tsq_frame *t = parse(spellings[i]);
    if (tsq_frame_rows(t) != 2 || tsq_frame_columns(t) != 2) fail_msg("spelling %zu", i);
    assert_true(numbers(t, "a")[0] == 1 && numbers(t, "a")[1] == 3);
    assert_true(numbers(t, "b")[0] == 2.5 && numbers(t, "b")[1] == 4);
    tsq_frame_free(t);
  }
}

static void numbers_are_read_to_the_last_bit(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double number;
  } cases[] = {
      {"0.1", 0.1},
      {"1e22", 1e22},
      {"1E+2", 100},
      {"9007199254740993", 9007199254740992.0},
      {"0.30000000000000004", 0.30000000000000004},
      {"123456789012345678", 123456789012345678.0},
      {"2.2250738585072014e-308", 2.2250738585072014e-308},
      {"4.9e-324", 4.9e-324},
      {"1.7976931348623157e308", 1.7976931348623157e308},
      {"-0.3", -0.3},
      {"\xE2\x88\x92"
       "0.3",
       -0.3},
      {"0.000000000000000000000001", 1e-24},
      {"7.038531e-26", 7.038531e-26},
      {"Inf", INFINITY},
      {"-Inf", -INFINITY},
      {"8.5e-2", 0.085},
      {"3.14159265358979", 3.14159265358979},
      {"65.95", 65.95},
      {"24188854685176.381", 24188854685176.381},
      {"64.4018656248137284", 64.4018656248137284},
      {"51186759097.4039266", 51186759097.4039266},
      {"0.0000000000000000000123", 1.23e-20},
      {"1e-400", 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[100];
    snprintf(text, sizeof text, "x\n%s\n", cases[i].text);
    tsq_frame *t = parse(text);
    if (numbers(t, "x")[0] != cases[i].number)
      fail_msg("%s is read as %.17g", cases[i].text, numbers(t, "x")[0]);
    tsq_frame_free(t);
  }
  static const char *const not_numbers[] = {"1e999",    "0x10",   "1e",    "e5", "--1", "1 2",
                                            "infinity", "nan(1)", "1.2.3", "+",  "1d5", "1e5x"};
  for (size_t i = 0; i < sizeof not_numbers / sizeof not_numbers[0]; i++) {
    char text[100];
    snprintf(text, sizeof text, "x\n\"%s\"\n", not_numbers[i]);
    tsq_frame *t = parse(text);
    if (tsq_frame_is_numeric(t, 0)) fail_msg("%s is read as a number", not_numbers[i]);
    tsq_frame_free(t);
  }
}

static void missing_values_are_nan_or_null(void **state) {
  (void)state;
  tsq_frame *t = parse("x,s\n,a\nNA,\nN/A,NA\nNaN,\"\"\nnan,-\nnull,.\n.,NULL\n-,n/a\n\" \",b\n7,null\n");
  for (size_t i = 0; i < 9; i++)
    assert_true(isnan(numbers(t, "x")[i]));
  assert_true(numbers(t, "x")[9] == 7);
  assert_string_equal(texts(t, "s")[0], "a");
  for (size_t i = 1; i < 8; i++)
    assert_null(texts(t, "s")[i]);
  assert_string_equal(texts(t, "s")[8], "b");
  tsq_frame_free(t);
  t = parse_with("x,s\n-999,NA\n1,\n",
                 TSQ_CSV_OPTIONS(.missing = (const char *const[]){"-999"}, .n_missing = 1));
  assert_true(isnan(numbers(t, "x")[0]) && numbers(t, "x")[1] == 1);
  assert_string_equal(texts(t, "s")[0], "NA");
  assert_null(texts(t, "s")[1]);
  tsq_frame_free(t);
  t = parse("x,y\nNA,\n1,\n");
  assert_int_equal(tsq_frame_is_numeric(t, 0), 1);
  assert_true(isnan(numbers(t, "y")[1]));
  tsq_frame_free(t);
}

/* A column that turns to text late keeps how its numbers were written; the others stay as they are. */
static void late_text_keeps_the_spelling_of_numbers(void **state) {
  (void)state;
  tsq_frame *t = parse("id,x,z\n01,1,NA\n2.50,2,a\n3a,3,7\n04,4,b\n");
  static const char *const want[4] = {"01", "2.50", "3a", "04"};
  for (size_t i = 0; i < 4; i++)
    assert_string_equal(texts(t, "id")[i], want[i]);
  assert_true(numbers(t, "x")[3] == 4);
  assert_string_equal(texts(t, "z")[2], "7");
  assert_int_equal(tsq_frame_rows(t), 4);
  assert_int_equal(tsq_frame_line(t, 3), 5);
  const double *column = NULL;
  assert_int_equal(tsq_frame_numeric(t, "id", &column), TSQ_ERR_PARSE);
  assert_string_equal(tsq_last_error(), "line 4, column 'id': '3a' is not a number");
  assert_null(column);
  tsq_frame_free(t);
}

/* levels(factor(c("b","A","a","B",NA,"b"))) in the C locale: A B a b; levels(factor(c(10,9,-1,10))): -1 9 10. */
static void levels_are_sorted_as_rs_factor(void **state) {
  (void)state;
  tsq_frame *t = parse("s,x\nb,10\nA,9\na,-1\nB,10\nNA,NA\nb,0.1\n");
  static const char *const s_levels[4] = {"A", "B", "a", "b"}, *const x_levels[4] = {"-1", "0.1", "9", "10"};
  static const int32_t s_codes[6] = {3, 0, 2, 1, -1, 3}, x_codes[6] = {3, 2, 0, 3, -1, 1};
  size_t n = 0;
  const int32_t *codes = NULL;
  assert_int_equal(tsq_frame_levels(t, "s", &n), TSQ_OK);
  assert_int_equal(n, 4);
  assert_int_equal(tsq_frame_levels(t, "x", &n), TSQ_OK);
  assert_int_equal(n, 4);
  for (size_t i = 0; i < 4; i++) {
    assert_string_equal(tsq_frame_level(t, "s", i), s_levels[i]);
    assert_string_equal(tsq_frame_level(t, "x", i), x_levels[i]);
  }
  assert_null(tsq_frame_level(t, "x", 4));
  assert_non_null(strstr(tsq_last_error(), "level = 4"));
  assert_int_equal(tsq_frame_codes(t, "s", &codes), TSQ_OK);
  assert_memory_equal(codes, s_codes, sizeof s_codes);
  assert_int_equal(tsq_frame_codes(t, "x", &codes), TSQ_OK);
  assert_memory_equal(codes, x_codes, sizeof x_codes);
  assert_string_equal(texts(t, "x")[5], "0.1");
  assert_null(texts(t, "x")[4]);
  assert_true(numbers(t, "x")[0] == 10);
  tsq_frame_free(t);
}

static void different_numbers_are_different_levels(void **state) {
  (void)state;
  tsq_frame *t = parse("x\n0.3\n0.30000000000000004\n0.29999999999999999\n-0\n0\n");
  size_t n = 0;
  assert_int_equal(tsq_frame_levels(t, "x", &n), TSQ_OK);
  assert_int_equal(n, 3);
  assert_string_equal(tsq_frame_level(t, "x", 0), "0");
  assert_string_equal(tsq_frame_level(t, "x", 1), "0.3");
  assert_string_equal(tsq_frame_level(t, "x", 2), "0.30000000000000004");
  tsq_frame_free(t);
}

/* Texts that begin alike, the longer ones known first. */
static void texts_with_common_beginnings_are_told_apart(void **state) {
  (void)state;
  static char text[200000] = "s\n";
  size_t n = 2, longest = 500;
  for (size_t length = longest; length > 0; length--) {
    memset(text + n, 'a', length);
    n += length;
    text[n++] = '\n';
  }
  tsq_frame *t = parse(text);
  size_t n_levels = 0;
  assert_int_equal(tsq_frame_levels(t, "s", &n_levels), TSQ_OK);
  assert_int_equal(n_levels, longest);
  for (size_t i = 0; i < longest; i++)
    assert_int_equal(strlen(texts(t, "s")[i]), longest - i);
  tsq_frame_free(t);
}

static void quoted_cells_hold_anything(void **state) {
  (void)state;
  tsq_frame *t = parse("s,x\n\"two\nlines\",1\n\"a \"\"quote\"\"\",2\n\"  spaces  \",3\n\";,\r\n\",4\n");
  static const char *const want[4] = {"two\nlines", "a \"quote\"", "  spaces  ", ";,\r\n"};
  static const size_t lines[4] = {2, 4, 5, 6};
  for (size_t i = 0; i < 4; i++) {
    assert_string_equal(texts(t, "s")[i], want[i]);
    assert_int_equal(tsq_frame_line(t, i), lines[i]);
  }
  assert_int_equal(tsq_frame_line(t, 4), 0);
  tsq_frame_free(t);
}

static void lines_are_counted_as_an_editor_does(void **state) {
  (void)state;
  static const char *const ends[3] = {"\n", "\r\n", "\r"};
  for (size_t e = 0; e < 3; e++) {
    char text[200];
    const char *n = ends[e];
    snprintf(text, sizeof text, "# one%s%sx,s%s1,a%s%s%s2,b%s3,\"c%sc\"%s4,d", n, n, n, n, n, n, n, n, n);
    tsq_frame *t = parse(text);
    static const size_t lines[4] = {4, 7, 8, 10};
    for (size_t i = 0; i < 4; i++)
      assert_int_equal(tsq_frame_line(t, i), lines[i]);
    tsq_frame_free(t);
  }
}

static void options_choose_delimiter_header_and_comments(void **state) {
  (void)state;
  tsq_frame *t = parse_with("a|b,c\n1|2\n", TSQ_CSV_OPTIONS(.delimiter = '|'));
  assert_string_equal(tsq_frame_column_name(t, 1), "b,c");
  assert_true(numbers(t, "b,c")[0] == 2);
  tsq_frame_free(t);
  t = parse_with("1,x\n2,y\n", TSQ_CSV_OPTIONS(.no_header = 1));
  assert_int_equal(tsq_frame_rows(t), 2);
  assert_true(numbers(t, "V1")[1] == 2);
  assert_string_equal(texts(t, "V2")[0], "x");
  tsq_frame_free(t);
  t = parse_with("#id,x\n1,2\n", TSQ_CSV_OPTIONS(.comment = -1));
  assert_string_equal(tsq_frame_column_name(t, 0), "#id");
  tsq_frame_free(t);
  t = parse_with("% note\nid,x\n1,2\n", TSQ_CSV_OPTIONS(.comment = '%'));
  assert_string_equal(tsq_frame_column_name(t, 0), "id");
  tsq_frame_free(t);
  t = parse("id,\"a;b;c;d\"\n1,2\n"); /* quoted delimiters do not count */
  assert_int_equal(tsq_frame_columns(t), 2);
  tsq_frame_free(t);
  t = parse("id,x\n#1,2\n"); /* after the header '#' is a character like others */
  assert_string_equal(texts(t, "id")[0], "#1");
  tsq_frame_free(t);
}

static void header_alone_is_a_frame_without_rows(void **state) {
  (void)state;
  tsq_frame *t = parse("a,b");
  assert_int_equal(tsq_frame_rows(t), 0);
  assert_non_null(numbers(t, "b"));
  assert_non_null(texts(t, "a"));
  size_t n = 9;
  assert_int_equal(tsq_frame_levels(t, "a", &n), TSQ_OK);
  assert_int_equal(n, 0);
  tsq_frame_free(t);
}

static void frame_can_be_made_from_arrays(void **state) {
  (void)state;
  tsq_frame *t = NULL;
  static const double x[3] = {1, NAN, -2};
  static const char *const s[3] = {"b", NULL, ""};
  assert_int_equal(tsq_frame_new(3, &t), TSQ_OK);
  assert_int_equal(tsq_frame_add_numeric(t, "x", x), TSQ_OK);
  const double *borrowed = numbers(t, "x");
  for (int j = 0; j < 40; j++) {
    char name[10];
    snprintf(name, sizeof name, "s%d", j);
    assert_int_equal(tsq_frame_add_text(t, name, s), TSQ_OK);
  }
  assert_ptr_equal(numbers(t, "x"), borrowed);
  assert_true(borrowed[2] == -2 && isnan(borrowed[1]));
  assert_string_equal(texts(t, "s39")[2], "");
  assert_null(texts(t, "s39")[1]);
  assert_int_equal(tsq_frame_line(t, 0), 0);
  assert_int_equal(tsq_frame_add_text(t, "x", s), TSQ_ERR_NAME);
  assert_int_equal(tsq_frame_add_numeric(t, "", x), TSQ_ERR_NAME);
  assert_int_equal(tsq_frame_add_numeric(t, "y", NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_frame_columns(t), 41);
  const double *column = NULL;
  assert_int_equal(tsq_frame_numeric(t, "s0", &column), TSQ_ERR_PARSE);
  assert_string_equal(tsq_last_error(), "column 's0', row 0: 'b' is not a number");
  assert_int_equal(tsq_frame_add_text(t, "digits", (const char *const[]){"1", "2", "3"}), TSQ_OK);
  assert_int_equal(tsq_frame_is_numeric(t, 41), 0); /* added as text, text it is */
  assert_int_equal(tsq_frame_numeric(t, "digits", &column), TSQ_ERR_PARSE);
  assert_string_equal(tsq_last_error(), "column 'digits' has text, not numbers");
  tsq_frame_free(t);
}

static void unknown_column_lists_those_there_are(void **state) {
  (void)state;
  tsq_frame *t = parse("yi,vi\n1,2\n");
  size_t column = 77;
  assert_int_equal(tsq_frame_find(t, "YI", &column), TSQ_ERR_NAME);
  assert_string_equal(tsq_last_error(), "no column 'YI'; columns: 'yi', 'vi'");
  assert_int_equal(column, 77);
  assert_int_equal(tsq_frame_find(t, "vi", &column), TSQ_OK);
  assert_int_equal(column, 1);
  assert_int_equal(tsq_frame_find(NULL, "vi", &column), TSQ_ERR_NULL);
  assert_null(tsq_frame_level(NULL, "vi", 0));
  assert_int_equal(tsq_frame_rows(NULL), 0);
  tsq_frame_free(t);
}

static void read_from_a_file(void **state) {
  (void)state;
  tsq_frame *t = NULL;
  char path[] = "test_frame.tmp.csv";
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  fputs("# comment\nx,s\n1,a\n2,b\n", file);
  fclose(file);
  assert_int_equal(tsq_frame_read_csv(path, NULL, &t), TSQ_OK);
  assert_true(numbers(t, "x")[1] == 2);
  tsq_frame_free(t);
  t = NULL;
  file = freopen(path, "rb", stdin); /* "-" */
  assert_non_null(file);
  assert_int_equal(tsq_frame_read_csv("-", NULL, &t), TSQ_OK);
  assert_int_equal(tsq_frame_rows(t), 2);
  tsq_frame_free(t);
  t = NULL;
  remove(path);
  assert_int_equal(tsq_frame_read_csv(path, NULL, &t), TSQ_ERR_IO);
  assert_string_equal(tsq_last_error(), "cannot open 'test_frame.tmp.csv': No such file or directory");
  assert_int_equal(tsq_frame_read_csv(".", NULL, &t), TSQ_ERR_IO);
  assert_null(t);
}

/* Cells on both sides of where a large text is cut for the parser. */
static void large_texts_are_read_in_pieces(void **state) {
  (void)state;
  static char text[600000];
  size_t n = (size_t)snprintf(text, sizeof text, "i,s\n"), rows = 20000;
  for (size_t i = 0; i < rows; i++) {
    n += (size_t)snprintf(text + n, sizeof text - n, "%zu,\"level, %zu\"\r\n", i, i % 1000);
  }
  tsq_frame *t = NULL;
  assert_int_equal(tsq_frame_parse_csv(text, n, NULL, &t), TSQ_OK);
  assert_int_equal(tsq_frame_rows(t), rows);
  size_t n_levels = 0;
  assert_int_equal(tsq_frame_levels(t, "s", &n_levels), TSQ_OK);
  assert_int_equal(n_levels, 1000);
  for (size_t i = 0; i < rows; i++) {
    char want[32];
    snprintf(want, sizeof want, "level, %zu", i % 1000);
    assert_true(numbers(t, "i")[i] == (double)i);
    assert_string_equal(texts(t, "s")[i], want);
  }
  assert_int_equal(tsq_frame_line(t, rows - 1), rows + 1);
  tsq_frame_free(t);
}

static void subset_keeps_rows_that_meet_a_condition(void **state) {
  (void)state;
  tsq_frame *t =
      parse("year,alloc,n\n1948,random,10\n1960,random,x\n\n1968,alternate,30\nNA,random,40\n1973,,50\n");
  static const struct {
    const char *condition;
    size_t rows, first_line;
  } cases[] = {
      {"year >= 1960", 3, 3},
      {"year > 1960", 2, 5},
      {"year < 1960", 1, 2},
      {"year<=1960", 2, 2},
      {"year == 1968", 1, 5},
      {"year = 1968", 1, 5},
      {"year != 1968", 3, 2},
      {"alloc == random", 3, 2},
      {"alloc != random", 1, 5},
      {"alloc == 'random' & year >= 1960", 1, 3},
      {"`alloc`==\"random\"&&year>0", 2, 2},
      {"alloc == none", 0, 0},
      {"alloc > b", 3, 2},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tsq_frame *subset = NULL;
    if (tsq_frame_subset(t, cases[i].condition, &subset) != TSQ_OK) fail_msg("%s", tsq_last_error());
    if (tsq_frame_rows(subset) != cases[i].rows || tsq_frame_line(subset, 0) != cases[i].first_line) {
      fail_msg("%s: %zu rows, first line %zu", cases[i].condition, tsq_frame_rows(subset),
               tsq_frame_line(subset, 0));
    }
    tsq_frame_free(subset);
  }
  tsq_frame *subset = NULL;
  assert_int_equal(tsq_frame_subset(t, "n != x", &subset), TSQ_OK); /* what is left of n are numbers */
  assert_true(numbers(subset, "n")[1] == 30 && numbers(subset, "year")[0] == 1948);
  size_t n = 0;
  assert_int_equal(tsq_frame_levels(subset, "alloc", &n), TSQ_OK);
  assert_int_equal(n, 2);
  tsq_frame_free(subset);
  subset = NULL;
  assert_int_equal(tsq_frame_subset(t, "year < 1970", &subset), TSQ_OK);
  const double *column = NULL;
  assert_int_equal(tsq_frame_numeric(subset, "n", &column), TSQ_ERR_PARSE);
  assert_string_equal(tsq_last_error(), "line 3, column 'n': 'x' is not a number");
  tsq_frame_free(subset);
  tsq_frame_free(t);
}

static void malformed_conditions_are_refused(void **state) {
  (void)state;
  tsq_frame *t = parse("year,s\n1948,a\n"), *subset = NULL;
  static const struct {
    const char *condition;
    int status;
    const char *says;
  } cases[] = {{"", TSQ_ERR_PARSE, "missing before"},
               {"year", TSQ_ERR_PARSE, "== != < <= > >="},
               {"year ==", TSQ_ERR_PARSE, "missing before ''"},
               {"year == abc", TSQ_ERR_PARSE, "'abc' is not a number"},
               {"years == 1", TSQ_ERR_NAME, "no column 'years'"},
               {"year == 1 &", TSQ_ERR_PARSE, "missing before ''"},
               {"s == 'a", TSQ_ERR_PARSE, "never closed"},
               {"s == 'a' b", TSQ_ERR_PARSE, "'&' or its end expected at 'b'"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    int status = tsq_frame_subset(t, cases[i].condition, &subset);
    if (status != cases[i].status || strstr(tsq_last_error(), cases[i].says) == NULL) {
      fail_msg("'%s': status %d, \"%s\"", cases[i].condition, status, tsq_last_error());
    }
    assert_null(subset);
  }
  tsq_frame_free(t);
}

/* A host that writes 0,5 does not change what a file says. */
static void hosts_locale_does_not_matter(void **state) {
  (void)state;
  if (setlocale(LC_ALL, "de_DE.UTF-8") == NULL && setlocale(LC_ALL, "fr_FR.UTF-8") == NULL) skip();
  tsq_frame *t = parse("x,y\n0.5,1.25e-3\n");
  assert_true(numbers(t, "x")[0] == 0.5 && numbers(t, "y")[0] == 1.25e-3);
  assert_string_equal(texts(t, "x")[0], "0.5");
  tsq_frame_free(t);
  setlocale(LC_ALL, "C");
}

/* What a build without libcsv says. */
static void csv_is_unsupported(void **state) {
  (void)state;
  tsq_frame *t = NULL;
  assert_int_equal(tsq_frame_parse_csv("a\n1\n", 4, NULL, &t), TSQ_ERR_UNSUPPORTED);
  assert_int_equal(tsq_frame_read_csv("-", NULL, &t), TSQ_ERR_UNSUPPORTED);
  assert_non_null(strstr(tsq_last_error(), "libcsv"));
  assert_null(t);
}

int main(void) {
  const struct CMUnitTest without_csv[] = {
      cmocka_unit_test(csv_is_unsupported),
      cmocka_unit_test(frame_can_be_made_from_arrays),
  };
  if (!tsq_has("csv")) return cmocka_run_group_tests(without_csv, NULL, NULL);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(columns_are_numbers_or_text),
      cmocka_unit_test(spellings_of_a_file_give_the_same_frame),
      cmocka_unit_test(numbers_are_read_to_the_last_bit),
      cmocka_unit_test(missing_values_are_nan_or_null),
      cmocka_unit_test(late_text_keeps_the_spelling_of_numbers),
      cmocka_unit_test(levels_are_sorted_as_rs_factor),
      cmocka_unit_test(different_numbers_are_different_levels),
      cmocka_unit_test(texts_with_common_beginnings_are_told_apart),
      cmocka_unit_test(quoted_cells_hold_anything),
      cmocka_unit_test(lines_are_counted_as_an_editor_does),
      cmocka_unit_test(options_choose_delimiter_header_and_comments),
      cmocka_unit_test(header_alone_is_a_frame_without_rows),
      cmocka_unit_test(frame_can_be_made_from_arrays),
      cmocka_unit_test(unknown_column_lists_those_there_are),
      cmocka_unit_test(read_from_a_file),
      cmocka_unit_test(large_texts_are_read_in_pieces),
      cmocka_unit_test(subset_keeps_rows_that_meet_a_condition),
      cmocka_unit_test(malformed_conditions_are_refused),
      cmocka_unit_test(hosts_locale_does_not_matter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
