/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tausq effects: the input's columns with yi, vi, sei, ci_lb and ci_ub (with --exact exact_lb and exact_ub) behind them, and
 * yi_measure, by which fit knows what yi are; tausq measures. */
#include "cli.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define Z_95 1.959963984540054

typedef struct text {
  char *bytes;
  size_t length, room;
  int failed;
} text;

static void add(text *t, const char *piece, size_t n) {
  if (t->failed) return;
  if (t->length + n + 1 > t->room) {
    size_t room = 2 * (t->length + n + 1);
    char *bytes = realloc(t->bytes, room);
    if (bytes == NULL) {
      t->failed = 1;
      return;
    }
    t->bytes = bytes;
    t->room = room;
  }
  memcpy(t->bytes + t->length, piece, n);
  t->length += n;
}

/* A CSV field (RFC 4180): quoted where it must be. */
static void add_field(text *t, const char *value) {
  if (value == NULL) {
    add(t, "NA", 2);
    return;
  }
  if (strpbrk(value, ",\"\r\n") == NULL) {
    add(t, value, strlen(value));
    return;
  }
  add(t, "\"", 1);
  for (; *value != '\0'; value++) {
    add(t, *value == '"' ? "\"\"" : value, *value == '"' ? 2 : 1);
  }
  add(t, "\"", 1);
}

static void add_number(text *t, double value) {
  char buffer[40];
  int n =
      isnan(value) ? snprintf(buffer, sizeof buffer, "NA") : snprintf(buffer, sizeof buffer, "%.17g", value);
  add(t, buffer, (size_t)n);
}

/* Columns of these names in the file are replaced, as escalc() does: no name stands twice in the header. */
static const char *const computed[] = {"yi", "vi", "sei", "ci_lb", "ci_ub", "exact_lb", "exact_ub"};
#define N_COMPUTED (sizeof computed / sizeof computed[0])

static int is_computed(const char *name, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (strcmp(name, computed[i]) == 0) return 1;
  }
  return strcmp(name, "yi_measure") == 0;
}

/* Bounds of the counts themselves into exact[0 .. k) and exact[k .. 2k); NULL where they are not asked for. */
static int exact_bounds(const settings *s, const input *in, double **exact) {
  tsq_exact_options o = {.size = sizeof o};
  *exact = NULL;
  if (s->exact == NULL) return EXIT_DONE;
  if (tsq_exact_method_from_name(s->exact, &o.method) != TSQ_OK)
    return usage_error(s, "--exact: %s", tsq_last_error());
  *exact = malloc((2 * in->k + 1) * sizeof **exact);
  if (*exact == NULL) return out_of_memory(s);
  double *lower = *exact;
  double *upper = *exact + in->k;
  int status;
  if (in->info.kind == TSQ_RECORD_PROPORTIONS) {
    tsq_proportions r = {
        .k = in->k, .xi = values_of(in, "xi"), .mi = values_of(in, "mi"), .ni = values_of(in, "ni")};
    status = tsq_exact_proportions(&r, &o, lower, upper);
  } else if (in->info.kind == TSQ_RECORD_COUNTS) {
    tsq_counts r = {.k = in->k, .xi = values_of(in, "xi"), .ti = values_of(in, "ti")};
    status = tsq_exact_rates(&r, &o, lower, upper);
  } else if (in->measure == TSQ_OR) {
    tsq_tables r = {.k = in->k,
                    .ai = values_of(in, "ai"),
                    .bi = values_of(in, "bi"),
                    .ci = values_of(in, "ci"),
                    .di = values_of(in, "di"),
                    .n1i = values_of(in, "n1i"),
                    .n2i = values_of(in, "n2i")};
    status = tsq_exact_odds_ratios(&r, &o, NULL, lower, upper, NULL);
  } else {
    return usage_error(s, "--exact is for proportions, rates and OR, not for %s", in->info.code);
  }
  return status == TSQ_OK ? EXIT_DONE : library_error(s);
}

static int add_frame(const settings *s, const input *in, const double *exact, text *t) {
  size_t columns = tsq_frame_columns(in->frame);
  size_t n_added = exact != NULL ? N_COMPUTED : N_COMPUTED - 2;
  const char *const **cells = calloc(columns + 1, sizeof *cells);
  if (cells == NULL) return out_of_memory(s);
  int status = EXIT_DONE;
  for (size_t j = 0; j < columns && status == EXIT_DONE; j++) {
    const char *name = tsq_frame_column_name(in->frame, j);
    if (is_computed(name, n_added)) {
      fprintf(stderr, "tausq effects: note: the file's column %s is replaced\n", name);
      continue;
    }
    if (tsq_frame_text(in->frame, name, &cells[j]) != TSQ_OK) status = library_error(s);
    add_field(t, name);
    add(t, ",", 1);
  }
  for (size_t n = 0; n < n_added; n++) {
    add(t, computed[n], strlen(computed[n]));
    add(t, ",", 1);
  }
  add(t, "yi_measure\n", sizeof "yi_measure\n" - 1);
  for (size_t i = 0; i < in->k && status == EXIT_DONE; i++) {
    for (size_t j = 0; j < columns; j++) {
      if (cells[j] == NULL) continue;
      add_field(t, cells[j][i]);
      add(t, ",", 1);
    }
    double v = in->vi != NULL ? in->vi[i] : in->sei[i] * in->sei[i];
    double se = sqrt(v);
    const double numbers[N_COMPUTED] = {in->yi[i],
                                        v,
                                        se,
                                        in->yi[i] - Z_95 * se,
                                        in->yi[i] + Z_95 * se,
                                        exact != NULL ? exact[i] : NAN,
                                        exact != NULL ? exact[in->k + i] : NAN};
    for (size_t n = 0; n < n_added; n++) {
      add_number(t, numbers[n]);
      add(t, ",", 1);
    }
    add_field(t, in->info.code);
    add(t, "\n", 1);
  }
  free(cells);
  return status;
}

int run_effects(const settings *s) {
  static const char roles[] = "yi vi sei";
  input in;
  text t = {NULL, 0, 0, 0};
  double *exact = NULL;
  int status = s->measure == NULL
                   ? usage_error(s, "which effect size? --measure CODE; tausq measures lists them")
                   : EXIT_DONE;
  if (status != EXIT_DONE) return status;
  status = read_file(s, &in);
  if (status == EXIT_DONE) status = choose_measure(s, NULL, &in);
  if (status == EXIT_DONE) status = read_columns(s, roles, &in);
  if (status == EXIT_DONE) status = exact_bounds(s, &in, &exact);
  if (status == EXIT_DONE) status = add_frame(s, &in, exact, &t);
  if (status == EXIT_DONE && t.failed) status = out_of_memory(s);
  if (status == EXIT_DONE) status = write_output(s, t.bytes, t.length);
  free(exact);
  free(t.bytes);
  close_input(&in);
  return status;
}

int run_measures(const settings *s) {
  printf("%-8s %-46s %s\n", "code", "effect", "columns");
  for (size_t i = 0; i < tsq_measure_count(); i++) {
    tsq_measure_info info = {.size = sizeof info};
    if (tsq_get_measure_info(tsq_measure_at(i), &info) != TSQ_OK) return EXIT_ANALYSIS;
    int column = printf("%-8s %-46s ", info.code, info.title);
    print_wrapped(info.n_inputs > 0 ? info.inputs[0] : "", column, 56);
  }
  return finish_stdout(s);
}
