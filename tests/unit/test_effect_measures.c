/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every measure against numbers that others computed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"

#include <tausq/effect.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct effect_case {
  const char *measure, *vtype, *options, *columns, *yi, *vi;
} effect_case;

#include "effect_cases_metafor.h"
#include "effect_cases_papers.h"

#define MAX_K 8
#define MAX_COLUMNS 10

/* "1,NA,2.5" into numbers; how many there were. */
static size_t parse_numbers(const char *text, double *out) {
  size_t n = 0;
  while (*text != '\0' && *text != ' ' && n < MAX_K) {
    char *end = NULL;
    if (strncmp(text, "NA", 2) == 0) {
      out[n++] = NAN;
      text += 2;
    } else {
      out[n++] = tsqp_strtod(text, &end);
      text = end;
    }
    if (*text == ',') text++;
  }
  return n;
}

typedef struct parsed {
  char names[MAX_COLUMNS][8];
  const char *name_pointers[MAX_COLUMNS];
  double columns[MAX_COLUMNS][MAX_K];
  const double *column_pointers[MAX_COLUMNS];
  tsq_records records;
} parsed;

/* "m1i 103,100 sd1i 5.5,9" into records. */
static void parse_columns(const char *text, parsed *p) {
  memset(p, 0, sizeof *p);
  while (*text != '\0') {
    size_t length = strcspn(text, " "), j = p->records.n_columns;
    memcpy(p->names[j], text, length);
    text += length + 1;
    p->name_pointers[j] = p->names[j];
    p->column_pointers[j] = p->columns[j];
    p->records.k = parse_numbers(text, p->columns[j]);
    p->records.n_columns++;
    text += strcspn(text, " ");
    text += *text == ' ';
  }
  p->records.names = p->name_pointers;
  p->records.columns = p->column_pointers;
}

/* "to all add 0.5" */
static void parse_options(const char *text, tsq_effect_options *options) {
  char name[16], value[16];
  int used = 0;
  while (sscanf(text, "%15s %15s%n", name, value, &used) == 2) {
    text += used;
    if (strcmp(name, "to") == 0) assert_int_equal(tsq_to_from_name(value, &options->to), TSQ_OK);
    if (strcmp(name, "drop00") == 0) options->drop00 = value[0] == '1';
    if (strcmp(name, "add") == 0) {
      options->add_mode = TSQ_ADD_VALUE;
      options->add = tsqp_strtod(value, NULL);
    }
  }
}

static void compare(const effect_case *c, const char *what, const double *got, const char *text, size_t k,
                    double relative, double absolute) {
  double want[MAX_K];
  assert_int_equal(parse_numbers(text, want), k);
  for (size_t i = 0; i < k; i++) {
    int both_missing = isnan(got[i]) && isnan(want[i]);
    if (both_missing || fabs(got[i] - want[i]) <= relative * fabs(want[i]) + absolute) continue;
    fail_msg("%s %s %s %s: %s[%zu] = %.17g, not %.17g", c->measure, c->vtype, c->options, c->columns, what, i,
             got[i], want[i]);
  }
}

static void run(const effect_case *c, int32_t convention, double relative, double absolute) {
  parsed p;
  tsq_effect_options options = {.size = sizeof options, .convention = convention};
  int32_t measure = 0;
  double yi[MAX_K], vi[MAX_K];
  parse_columns(c->columns, &p);
  parse_options(c->options, &options);
  assert_int_equal(tsq_measure_from_name(c->measure, &measure), TSQ_OK);
  assert_int_equal(tsq_vtype_from_name(c->vtype, &options.vtype), TSQ_OK);
  if (tsq_effect(measure, &p.records, &options, yi, vi) != TSQ_OK) {
    fail_msg("%s %s: %s", c->measure, c->vtype, tsq_last_error());
  }
  compare(c, "yi", yi, c->yi, p.records.k, relative, absolute);
  compare(c, "vi", vi, c->vi, p.records.k, relative, absolute);
}

static void agrees_with_metafor_3(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof metafor_cases / sizeof metafor_cases[0]; i++) {
    run(&metafor_cases[i], TSQ_CONVENTION_METAFOR3, 1e-10, 1e-13);
  }
}

static void agrees_with_the_papers(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof paper_cases / sizeof paper_cases[0]; i++) {
    /* the reference for the tetrachoric variance is a difference quotient */
    int differenced = strstr(paper_cases[i].measure, "TET") != NULL;
    run(&paper_cases[i], 0, differenced ? 1e-7 : 1e-12, 1e-15);
  }
}

/* R, metafor 5.1-12: escalc() on m 103/100, sd 5.5/4.5, n 50/50, printed with 12 digits. */
static void agrees_with_metafor_5(void **state) {
  (void)state;
  const char *columns = "m1i 103 sd1i 5.5 n1i 50 m2i 100 sd2i 4.5 n2i 50";
  const effect_case cases[] = {{"ROM", "LS", "", columns, ".0295670657678", "9.75270525025921e-05"},
                               {"SMDH", "LS", "", columns, ".592439623035", ".0426772829786"},
                               {"SMD", "LS2", "", columns, ".592439623035", ".0411432073137"},
                               {"SMD", "UB", "", columns, ".592439623035", ".0418232601847"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    run(&cases[i], 0, 5e-12, 0);
  }
}

/* Every measure of the registry occurs in one of the tables above, HR and HD as GEN. */
static void covers_every_measure(void **state) {
  (void)state;
  for (size_t m = 0; m < tsq_measure_count(); m++) {
    const char *code = tsq_measure_name(tsq_measure_at(m));
    int found = strcmp(code, "HR") == 0 || strcmp(code, "HD") == 0;
    for (size_t i = 0; i < sizeof metafor_cases / sizeof metafor_cases[0]; i++) {
      found |= strcmp(metafor_cases[i].measure, code) == 0;
    }
    for (size_t i = 0; i < sizeof paper_cases / sizeof paper_cases[0]; i++) {
      found |= strcmp(paper_cases[i].measure, code) == 0;
    }
    if (!found) fail_msg("no reference value for %s", code);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_metafor_3),
      cmocka_unit_test(agrees_with_the_papers),
      cmocka_unit_test(agrees_with_metafor_5),
      cmocka_unit_test(covers_every_measure),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
