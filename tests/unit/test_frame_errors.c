/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What malformed CSV gets told: line and column. */
#include <tausq/frame.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void malformed_texts_are_told_line_and_column(void **state) {
  (void)state;
  static const struct {
    const char *text, *says;
  } cases[] = {
      {"", "no header line: the text is empty"},
      {"\n\n# only comments\n", "no header line: the text is empty"},
      {"\xEF\xBB\xBF", "no header line: the text is empty"},
      {"a,b\n1,2\n3\n", "line 3, column 'b': no cell: the line has 1, the header 2"},
      {"a,b\n1,2,3\n", "line 2, column 3: a cell beyond the 2 columns of the header"},
      {"# c\n\na\n\n1,2\n", "line 5, column 2: a cell beyond the 1 column of the header"},
      {"a,b\n1,2\r\n\"x\ny\"\n", "line 3, column 'b': no cell: the line has 1, the header 2"},
      {"a,b,a\n", "line 1, column 3: the name 'a' is column 1's already"},
      {"a,,b\n", "line 1, column 2: the header has no name for it"},
      {"\"\",yi\n1,2\n", "line 1, column 1: the header has no name for it (row names of R? "
                         "write.csv(..., row.names = FALSE))"},
      {"1,2.5\n3,4\n", "line 1: numbers where the header with the columns' names should be"},
      {"a,b\n1,\"2\n3,4\n", "line 2, column 'b': a quote is opened here and never closed"},
      {"a,b\n\"1\n1\",\"2\n3,4\n", "line 3, column 'b': a quote is opened here and never closed"},
      {"a,\"b\n1,2\n", "line 1, column 2: a quote is opened here and never closed"},
      {"a,b\n1,x\"y\n",
       "line 2, column 'b': a quote inside a cell that is not quoted (quote the cell, write the quote "
       "twice)"},
      {"a,b\n1,\"x\"y\n",
       "line 2, column 'b': text after the closing quote (a quote inside a quoted cell is written "
       "twice)"},
      {"a,b,,\n1,2,,\n3,4,5,\n", "line 3, column 3: a cell below a header without a name"},
      {"a,b\n1,2,,\n3,4,,x\n", "line 3, column 4: a cell beyond the 2 columns of the header"},
      {"M\xC3\xBCller,b\n1,2\n3,M\xFCller\n",
       "line 3: byte 0xFC is not UTF-8, as other characters of the text are: save the file as UTF-8"},
      {"\xEF\xBB\xBF"
       "a\n1\nM\xFCller\n",
       "line 3: byte 0xFC is not UTF-8, as other characters of the text are: save the file as UTF-8"},
      {"a\n1\nM\x81ller\n", "line 3: byte 0x81 is neither UTF-8 nor Windows-1252: save the file as UTF-8"},
      {"\xFF\xFE"
       "a",
       "the text is UTF-16 and ends amid a character"},
      {"a,b;c\n1,x;3\n",
       "line 1: 2 columns with a comma between cells or with a semicolon: say which it is (option delimiter, "
       "or a first line such as sep=;)"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tsq_frame *t = NULL;
    int status = tsq_frame_parse_csv(cases[i].text, strlen(cases[i].text), NULL, &t);
    if (status != TSQ_ERR_PARSE || strcmp(tsq_last_error(), cases[i].says) != 0) {
      fail_msg("\"%s\": status %d, \"%s\"", cases[i].text, status, tsq_last_error());
    }
    assert_null(t);
  }
}

/* U+D800 without its second half, in both byte orders; the line is counted in characters. */
static void halves_of_characters_are_refused(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    size_t n;
  } cases[] = {{"\xFF\xFE"
                "a\0\n\0\0\xD8x\0",
                10},
               {"\xFE\xFF"
                "\0a\0\n\xDC\0\0x",
                10},
               {"\xFF\xFE"
                "a\0\n\0\0\xD8",
                8}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tsq_frame *t = NULL;
    assert_int_equal(tsq_frame_parse_csv(cases[i].bytes, cases[i].n, NULL, &t), TSQ_ERR_PARSE);
    assert_string_equal(tsq_last_error(), "line 2: half a character (a lone UTF-16 surrogate)");
    assert_null(t);
  }
}

static void zero_bytes_are_refused(void **state) {
  (void)state;
  static const char text[] = "a,b\n1,2\n\0,4\n";
  tsq_frame *t = NULL;
  assert_int_equal(tsq_frame_parse_csv(text, sizeof text - 1, NULL, &t), TSQ_ERR_PARSE);
  assert_string_equal(tsq_last_error(), "line 3: a zero byte: this is not a text file");
}

/* RFC 3629: overlong forms, surrogates, beyond U+10FFFF, cut off; and what is right beside them. */
static void utf8_is_checked(void **state) {
  (void)state;
  static const char *const wrong[] = {"\xC0\x80",
                                      "\xC1\xBF",
                                      "\xE0\x9F\xBF",
                                      "\xED\xA0\x80",
                                      "\xF0\x8F\xBF\xBF",
                                      "\xF4\x90\x80\x80",
                                      "\xF5\x80\x80\x80",
                                      "\x80",
                                      "\xE2\x82",
                                      "\xC3",
                                      "\xFF",
                                      "\xF0\x9F\x98",
                                      "\xE2\x28\xA1"};
  static const char *const right[] = {"\xC2\x80",         "\xE0\xA0\x80",     "\xED\x9F\xBF",
                                      "\xEE\x80\x80",     "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF",
                                      "\xF0\x9F\x98\x80", "\xE2\x82\xAC"};
  char text[64];
  tsq_frame *t = NULL;
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    snprintf(text, sizeof text, "\xC3\xA9\nx%s\n", wrong[i]); /* beside a character that is UTF-8 */
    if (tsq_frame_parse_csv(text, strlen(text), NULL, &t) != TSQ_ERR_PARSE) fail_msg("wrong[%zu]", i);
  }
  for (size_t i = 0; i < sizeof right / sizeof right[0]; i++) {
    snprintf(text, sizeof text, "a\nx%s\n", right[i]);
    if (tsq_frame_parse_csv(text, strlen(text), NULL, &t) != TSQ_OK) fail_msg("right[%zu]", i);
    tsq_frame_free(t);
  }
}

/* The first error is told, though libcsv would find another one in the same piece of text. */
static void first_error_is_told(void **state) {
  (void)state;
  static const char text[] = "a,b\n1\nx\"y,2\n";
  tsq_frame *t = NULL;
  assert_int_equal(tsq_frame_parse_csv(text, strlen(text), NULL, &t), TSQ_ERR_PARSE);
  assert_string_equal(tsq_last_error(), "line 2, column 'b': no cell: the line has 1, the header 2");
}

static void options_out_of_range_are_refused(void **state) {
  (void)state;
  static const struct {
    tsq_csv_options options;
    int status;
    const char *says;
  } cases[] = {
      {{.size = 1}, TSQ_ERR_OPTIONS, "tsq_csv_options.size"},
      {{.size = sizeof(tsq_csv_options), .delimiter = '"'}, TSQ_ERR_ARGUMENT, "options.delimiter = 34"},
      {{.size = sizeof(tsq_csv_options), .delimiter = 300}, TSQ_ERR_ARGUMENT, "options.delimiter = 300"},
      {{.size = sizeof(tsq_csv_options), .delimiter = -1}, TSQ_ERR_ARGUMENT, "options.delimiter = -1"},
      {{.size = sizeof(tsq_csv_options), .decimal = ';'}, TSQ_ERR_ARGUMENT, "options.decimal = 59"},
      {{.size = sizeof(tsq_csv_options), .comment = -2}, TSQ_ERR_ARGUMENT, "options.comment = -2"},
      {{.size = sizeof(tsq_csv_options), .no_header = 2}, TSQ_ERR_ARGUMENT, "options.no_header = 2"},
      {{.size = sizeof(tsq_csv_options), .n_missing = 1}, TSQ_ERR_NULL, "options.missing is NULL"},
  };
  tsq_frame *t = NULL;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    int status = tsq_frame_parse_csv("a\n1\n", 4, &cases[i].options, &t);
    if (status != cases[i].status || strstr(tsq_last_error(), cases[i].says) == NULL) {
      fail_msg("case %zu: status %d, \"%s\"", i, status, tsq_last_error());
    }
  }
  static const char *const missing[2] = {"x", NULL};
  assert_int_equal(tsq_frame_parse_csv("a\n1\n", 4, TSQ_CSV_OPTIONS(.missing = missing, .n_missing = 2), &t),
                   TSQ_ERR_NULL);
  assert_string_equal(tsq_last_error(), "options.missing[1] is NULL");
  assert_int_equal(
      tsq_frame_parse_csv("a\n1\n", 4, TSQ_CSV_OPTIONS(.also_missing = missing, .n_also_missing = 2), &t),
      TSQ_ERR_NULL);
  assert_string_equal(tsq_last_error(), "options.also_missing[1] is NULL");
  assert_int_equal(tsq_frame_parse_csv(NULL, 4, NULL, &t), TSQ_ERR_NULL);
  assert_int_equal(tsq_frame_parse_csv("a\n", 2, NULL, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_frame_parse_csv(NULL, 0, NULL, &t), TSQ_ERR_PARSE);
  assert_int_equal(tsq_frame_read_csv(NULL, NULL, &t), TSQ_ERR_NULL);
  assert_null(t);
}

/* Names and cells of any length and kind do not break a message, and are not cut amid a character. */
static void messages_show_a_part_of_long_texts(void **state) {
  (void)state;
  char text[600] = "na\tme,b\n\"";
  for (int i = 0; i < 100; i++)
    strcat(text, "\xE2\x82\xAC");
  strcat(text, "\",1\n");
  tsq_frame *t = NULL;
  assert_int_equal(tsq_frame_parse_csv(text, strlen(text), TSQ_CSV_OPTIONS(.delimiter = ','), &t), TSQ_OK);
  const double *column = NULL;
  assert_int_equal(tsq_frame_numeric(t, "na\tme", &column), TSQ_ERR_PARSE);
  char want[200] = "line 2, column 'na?me': '";
  for (int i = 0; i < 20; i++)
    strcat(want, "\xE2\x82\xAC");
  strcat(want, "...' is not a number");
  assert_string_equal(tsq_last_error(), want);
  tsq_frame_free(t);
}

static void many_columns_are_listed_in_part(void **state) {
  (void)state;
  char text[4000] = "";
  for (int j = 0; j < 300; j++)
    snprintf(text + strlen(text), 16, "%scolumn%d", j > 0 ? "," : "", j);
  tsq_frame *t = NULL;
  size_t column = 0;
  assert_int_equal(tsq_frame_parse_csv(text, strlen(text), NULL, &t), TSQ_OK);
  assert_int_equal(tsq_frame_find(t, "x", &column), TSQ_ERR_NAME);
  const char *message = tsq_last_error();
  assert_string_equal(message + strlen(message) - 5, ", ...");
  assert_non_null(strstr(message, "columns: 'column0', 'column1', "));
  tsq_frame_free(t);
}

int main(void) {
  if (!tsq_has("csv")) return 0; /* all of it reads CSV; test_frame.c has what such a build says */
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(malformed_texts_are_told_line_and_column),
      cmocka_unit_test(halves_of_characters_are_refused),
      cmocka_unit_test(zero_bytes_are_refused),
      cmocka_unit_test(utf8_is_checked),
      cmocka_unit_test(first_error_is_told),
      cmocka_unit_test(options_out_of_range_are_refused),
      cmocka_unit_test(messages_show_a_part_of_long_texts),
      cmocka_unit_test(many_columns_are_listed_in_part),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
