/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that runs out: every allocation of a task fails in turn. The task must say TSQ_ERR_NOMEM, give nothing out and
 * keep nothing, until there is enough memory and it succeeds.
 */
#include "base/alloc.h"

#include <tausq/design.h>
#include <tausq/frame.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A late text (two passes), categories, quotes, a gap in the lines. */
static const char csv[] =
    "id,x,alloc,year\n1,44,random,1948\n2,55,\"sys, tematic\",1949\n\n3,42,alternate,1950\n"
    "4,52,random,1948\nfive,13,alternate,1949\n6,NA,random,1950\n7,19,random,1951\n";

static int parse_csv(tsq_frame **t) {
  return tsq_frame_parse_csv(csv, sizeof csv - 1, NULL, t);
}

/* Windows-1252, percentages and thousands (two passes), a word of the caller's. */
static int parse_dressed_csv(tsq_frame **t) {
  static const char text[] = "sep=;\nid;p;n;m\nM\xFCller;12,5%;1.040;1,5\nB;18%;unclear;2\nC;NA;85;2\n";
  static const char *const also[] = {"unclear"};
  return tsq_frame_parse_csv(text, sizeof text - 1,
                             TSQ_CSV_OPTIONS(.also_missing = also, .n_also_missing = 1), t);
}

static int parse_utf16(tsq_frame **t) {
  static const char text[] = "\xFF\xFEs\0,\0x\0\n\0A\0,\0"
                             "1\0\n";
  return tsq_frame_parse_csv(text, sizeof text, NULL, t);
}

/* The frame is made with memory; what is asked of it is not. */
static int ask_proportions(tsq_frame *t) {
  (void)t;
  tsq_frame *own = NULL;
  const double *p = NULL;
  int status = parse_dressed_csv(&own);
  if (status == TSQ_OK) status = tsq_frame_proportions(own, "p", &p);
  tsq_frame_free(own);
  return status;
}

static int ask_lines(tsq_frame *t) {
  const size_t *lines = NULL;
  return tsq_frame_lines(t, &lines);
}

static int ask_totals(tsq_frame *t) {
  return tsq_frame_totals(t, NULL, NULL);
}

static int ask_used_levels(tsq_frame *t) {
  int32_t codes[7];
  const char *levels[7];
  size_t n = 0;
  return tsq_frame_used_levels(t, "year", NULL, codes, levels, &n);
}

static tsq_frame *whole_frame(void) {
  tsq_frame *t = NULL;
  assert_int_equal(parse_csv(&t), TSQ_OK);
  return t;
}

static int ask_texts(tsq_frame *t) {
  const char *const *strings = NULL;
  return tsq_frame_text(t, "x", &strings);
}

static int ask_codes(tsq_frame *t) {
  const int32_t *codes = NULL;
  return tsq_frame_codes(t, "year", &codes);
}

static int add_columns(tsq_frame *t) {
  static const double numbers[7] = {1, 2, 3, 4, 5, 6, 7};
  static const char *const strings[7] = {"a", "b", NULL, "c", "a", "b", "c"};
  size_t before = tsq_frame_columns(t);
  int status = tsq_frame_add_numeric(t, before == 4 ? "numbers" : "more", numbers);
  if (status != TSQ_OK) {
    assert_int_equal(tsq_frame_columns(t), before);
    return status;
  }
  status = tsq_frame_add_text(t, before == 4 ? "strings" : "more strings", strings);
  if (status != TSQ_OK) assert_int_equal(tsq_frame_columns(t), before + 1);
  return status;
}

static int take_subset(tsq_frame *t) {
  tsq_frame *subset = NULL;
  int status = tsq_frame_subset(t, "x > 20 & id != five", &subset);
  assert_true((subset != NULL) == (status == TSQ_OK));
  tsq_frame_free(subset);
  return status;
}

static int build_design(tsq_frame *t) {
  tsq_design *design = NULL;
  int status = tsq_design_from_terms(
      t, "year*factor(alloc, ref=random) + poly(year,2) + rcs(x,15,40,50) + factor(id)", &design);
  assert_true((design != NULL) == (status == TSQ_OK));
  if (status == TSQ_OK) {
    double row[64];
    status = tsq_design_parse_row(design, "x=3,year=1950,alloc=alternate,id=five", row);
  }
  tsq_design_free(design);
  return status;
}

/* More than the task makes: a failure that costs a little memory alone is survived, so success does not end the sweep. */
#define MOST_ALLOCATIONS 400

static void fail_each_allocation_of_frame(int (*task)(tsq_frame **)) {
  size_t failures = 0;
  for (size_t n = 1; n < MOST_ALLOCATIONS; n++) {
    tsq_frame *t = NULL;
    tsqp_fail_allocation(n);
    int status = task(&t);
    tsqp_fail_allocation(0);
    assert_true((t != NULL) == (status == TSQ_OK));
    if (status != TSQ_OK) {
      failures++;
      if (status != TSQ_ERR_NOMEM) fail_msg("allocation %zu: status %d, \"%s\"", n, status, tsq_last_error());
      assert_non_null(strstr(tsq_last_error(), "out of memory"));
    }
    tsq_frame_free(t);
    assert_int_equal(tsqp_live_allocations(), 0);
  }
  assert_in_range(failures, 10, MOST_ALLOCATIONS - 50);
}

static void fail_each_allocation_of_question(int (*task)(tsq_frame *)) {
  size_t failures = 0;
  for (size_t n = 1; n < MOST_ALLOCATIONS; n++) {
    tsq_frame *t = whole_frame();
    size_t live = tsqp_live_allocations();
    tsqp_fail_allocation(n);
    int status = task(t);
    tsqp_fail_allocation(0);
    if (status != TSQ_OK) {
      failures++;
      if (status != TSQ_ERR_NOMEM) fail_msg("allocation %zu: status %d, \"%s\"", n, status, tsq_last_error());
      assert_non_null(strstr(tsq_last_error(), "out of memory"));
      if (task != add_columns && task != ask_texts && task != ask_used_levels)
        assert_int_equal(tsqp_live_allocations(), live);
      assert_int_equal(task(t), TSQ_OK); /* the frame is as good as before */
    }
    tsq_frame_free(t);
  }
  assert_in_range(failures, 1, MOST_ALLOCATIONS - 50);
  assert_int_equal(tsqp_live_allocations(), 0);
}

static void reading(void **state) {
  (void)state;
  fail_each_allocation_of_frame(parse_csv);
  fail_each_allocation_of_frame(parse_dressed_csv);
  fail_each_allocation_of_frame(parse_utf16);
}

static void reading_a_file(void **state) {
  (void)state;
  FILE *file = fopen("test_frame_oom.tmp.csv", "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(csv, 1, sizeof csv - 1, file), sizeof csv - 1);
  fclose(file);
  tsq_frame *t = NULL;
  tsqp_fail_allocation(1);
  assert_int_equal(tsq_frame_read_csv("test_frame_oom.tmp.csv", NULL, &t), TSQ_ERR_NOMEM);
  tsqp_fail_allocation(0);
  assert_null(t);
  assert_int_equal(tsqp_live_allocations(), 0);
  remove("test_frame_oom.tmp.csv");
}

static void texts(void **state) {
  (void)state;
  fail_each_allocation_of_question(ask_texts);
}

static void codes(void **state) {
  (void)state;
  fail_each_allocation_of_question(ask_codes);
}

static void kinds(void **state) {
  (void)state;
  fail_each_allocation_of_question(ask_proportions);
  fail_each_allocation_of_question(ask_lines);
  fail_each_allocation_of_question(ask_totals);
  fail_each_allocation_of_question(ask_used_levels);
}

static void adding_columns(void **state) {
  (void)state;
  fail_each_allocation_of_question(add_columns);
}

static void subsets(void **state) {
  (void)state;
  fail_each_allocation_of_question(take_subset);
}

static void designs(void **state) {
  (void)state;
  fail_each_allocation_of_question(build_design);
}

int main(void) {
  if (!tsq_has("csv")) return 0; /* all of it reads CSV; test_frame.c has what such a build says */
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reading), cmocka_unit_test(reading_a_file), cmocka_unit_test(texts),
      cmocka_unit_test(kinds),   cmocka_unit_test(codes),          cmocka_unit_test(adding_columns),
      cmocka_unit_test(subsets), cmocka_unit_test(designs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
