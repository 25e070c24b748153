/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tausq forest, funnel, bubble: figures of fits of any model. */
#include "cli.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the arms' columns of a forest plot -------------------------------------------------------------------------- */

enum { MAX_ARMS = 6, CELL = 48 };

typedef struct arms {
  const input *in;
  size_t rows, n;
  size_t *study; /* [rows] whose numbers stand in a row; SIZE_MAX = nobody's */
  char (*cells)[CELL];
  const char **texts; /* [MAX_ARMS x rows] */
  tsq_forest_column column[MAX_ARMS];
} arms;

static int open_arms(const settings *s, const input *in, const tsq_rows *rows, arms *a) {
  *a = (arms){.in = in, .rows = tsq_rows_count(rows)};
  a->study = malloc((a->rows + 1) * sizeof *a->study);
  a->cells = calloc(MAX_ARMS * a->rows + 1, sizeof *a->cells);
  a->texts = calloc(MAX_ARMS * a->rows + 1, sizeof *a->texts);
  if (a->study == NULL || a->cells == NULL || a->texts == NULL) return out_of_memory(s);
  for (size_t i = 0; i < a->rows; i++) {
    tsq_row row = {.size = sizeof row};
    if (tsq_rows_at(rows, i, &row) != TSQ_OK) return library_error(s);
    a->study[i] = row.kind == TSQ_ROW_STUDY ? row.index : SIZE_MAX;
  }
  return EXIT_DONE;
}

static void close_arms(arms *a) {
  free(a->study);
  free(a->cells);
  free(a->texts);
}

/* `total` (or x and `rest` together) is what x is out of. */
static void add_column(arms *a, const char *group, const char *header, const double *x, const double *total,
                       const double *rest) {
  if (x == NULL || a->n == MAX_ARMS) return;
  for (size_t i = 0; i < a->rows; i++) {
    size_t j = a->study[i];
    char *cell = a->cells[a->n * a->rows + i];
    if (j == SIZE_MAX) continue;
    a->texts[a->n * a->rows + i] = cell;
    if (isnan(x[j])) {
      snprintf(cell, CELL, "NA");
    } else if (total != NULL || rest != NULL) {
      snprintf(cell, CELL, "%.10g/%.10g", x[j], total != NULL ? total[j] : x[j] + rest[j]);
    } else {
      snprintf(cell, CELL, "%.10g", x[j]); /* as the file wrote it */
    }
  }
  a->column[a->n] = (tsq_forest_column){.header = header, .group = group, .texts = a->texts + a->n * a->rows};
  a->column[a->n].align = total != NULL || rest != NULL ? TSQ_ALIGN_RIGHT : 0;
  a->n++;
}

/* What the records of a group have, in the order of its columns. */
static const struct {
  int32_t kind;
  const char *group, *header, *x, *total, *rest;
} arm_columns[] = {{TSQ_RECORD_MEANS, "Group 1", "Mean", "m1i", NULL, NULL},
                   {TSQ_RECORD_MEANS, "Group 1", "SD", "sd1i", NULL, NULL},
                   {TSQ_RECORD_MEANS, "Group 1", "n", "n1i", NULL, NULL},
                   {TSQ_RECORD_MEANS, "Group 2", "Mean", "m2i", NULL, NULL},
                   {TSQ_RECORD_MEANS, "Group 2", "SD", "sd2i", NULL, NULL},
                   {TSQ_RECORD_MEANS, "Group 2", "n", "n2i", NULL, NULL},
                   {TSQ_RECORD_TABLES, "Group 1", "Events/n", "ai", "n1i", "bi"},
                   {TSQ_RECORD_TABLES, "Group 2", "Events/n", "ci", "n2i", "di"},
                   {TSQ_RECORD_RATES, "Group 1", "Events/time", "x1i", "t1i", NULL},
                   {TSQ_RECORD_RATES, "Group 2", "Events/time", "x2i", "t2i", NULL},
                   {TSQ_RECORD_PROPORTIONS, NULL, "Events/n", "xi", "ni", "mi"},
                   {TSQ_RECORD_COUNTS, NULL, "Events/time", "xi", "ti", NULL},
                   {TSQ_RECORD_CORRELATIONS, NULL, "n", "ni", NULL, NULL}};

static void fill_arms(arms *a) {
  for (size_t i = 0; i < sizeof arm_columns / sizeof arm_columns[0] && a->in->measure != 0; i++) {
    if (arm_columns[i].kind != a->in->info.kind) continue;
    const double *total = arm_columns[i].total != NULL ? values_of(a->in, arm_columns[i].total) : NULL;
    const double *rest = arm_columns[i].rest != NULL ? values_of(a->in, arm_columns[i].rest) : NULL;
    int is_part = arm_columns[i].total != NULL;
    if (is_part && total == NULL && rest == NULL) continue;
    add_column(a, arm_columns[i].group, arm_columns[i].header, values_of(a->in, arm_columns[i].x), total,
               rest);
  }
}

/* ---- figures ----------------------------------------------------------------------------------------------------- */

static int page_options(const settings *s, tsq_plot_options *o) {
  *o = (tsq_plot_options){.size = sizeof *o, .title = s->title, .caption = s->caption};
  if (s->format != NULL && tsq_plot_format_from_name(s->format, &o->format) != TSQ_OK)
    return usage_error(s, "--format: %s", tsq_last_error());
  return EXIT_DONE;
}

static int range_option(const settings *s, double *low, double *high) {
  char extra;
  if (s->x_range == NULL) return EXIT_DONE;
  if (sscanf(s->x_range, "%lf,%lf%c", low, high, &extra) == 2 && *low < *high) return EXIT_DONE;
  return usage_error(s, "--x-range '%s': two numbers apart by a comma, the smaller first", s->x_range);
}

static int forest_options(const settings *s, tsq_forest *f) {
  f->x_label = s->x_label;
  f->favours_left = s->favours_left;
  f->favours_right = s->favours_right;
  f->zebra = s->zebra ? TSQ_SHOW : 0;
  f->show_threshold = s->threshold != NULL ? TSQ_SHOW : 0;
  int status = number_option(s, "threshold", s->threshold, &f->threshold);
  if (status == EXIT_DONE) status = whole_option(s, "digits", s->digits, 0, 10, &f->digits);
  if (status == EXIT_DONE) status = range_option(s, &f->x_min, &f->x_max);
  if (status == EXIT_DONE && s->order != NULL && tsq_forest_order_from_name(s->order, &f->order) != TSQ_OK)
    status = usage_error(s, "--order: %s", tsq_last_error());
  if (s->digits != NULL && f->digits == 0) f->digits = -1; /* none: 0 is the default */
  return status;
}

static int has_column(const tsq_rows *rows, const char *name) {
  for (size_t i = 0; tsq_rows_column(rows, i) != NULL; i++) {
    if (strcmp(tsq_rows_column(rows, i), name) == 0) return 1;
  }
  return 0;
}

/* Rows of refits are of all the other studies: not one study's arms stand beside them, but their heterogeneity. */
static int draw_forest(const settings *s, const analysis *a, const tsq_rows *rows, tsq_forest *f) {
  arms arm = {.in = NULL};
  const char *numbers[2];
  int status = EXIT_DONE;
  f->rows = rows;
  f->numbers = numbers;
  if (s->loo || s->cumul) {
    if (has_column(rows, "tau2")) numbers[f->n_numbers++] = "tau2";
    if (has_column(rows, "I2")) numbers[f->n_numbers++] = "I2";
  } else {
    status = open_arms(s, &a->in, rows, &arm);
    if (status == EXIT_DONE) fill_arms(&arm);
    f->columns = arm.column;
    f->n_columns = arm.n;
  }
  if (status == EXIT_DONE && tsq_plot_forest(f, s->output) != TSQ_OK) status = library_error(s);
  close_arms(&arm);
  return status;
}

static int forest(const settings *s, const analysis *a, const tsq_plot_options *page) {
  tsq_forest f = {.size = sizeof f, .options = page, .transform = a->transform};
  tsq_rows *rows = NULL;
  int status = forest_options(s, &f);
  if (status == EXIT_DONE) status = make_rows(s, a, &rows);
  if (status == EXIT_DONE) status = draw_forest(s, a, rows, &f);
  tsq_rows_free(rows);
  return status;
}

static int funnel(const settings *s, const analysis *a, const tsq_plot_options *page) {
  tsq_funnel f = {.size = sizeof f,
                  .fit = a->fit,
                  .options = page,
                  .ni = a->in.ni,
                  .transform = a->transform,
                  .x_label = s->x_label,
                  .kind = s->contour ? TSQ_FUNNEL_CONTOUR : 0};
  int status = range_option(s, &f.x_min, &f.x_max);
  if (status != EXIT_DONE) return status;
  return tsq_plot_funnel(&f, s->output) == TSQ_OK ? EXIT_DONE : library_error(s);
}

static int bubble(const settings *s, const analysis *a, tsq_plot_options *page) {
  tsq_bubble b = {.size = sizeof b,
                  .fit = a->fit,
                  .options = page,
                  .ni = a->in.ni,
                  .transform = a->transform,
                  .x_label = s->x_label};
  int status = range_option(s, &b.x_min, &b.x_max);
  return status == EXIT_DONE ? draw_bubble(s, a, page, &b) : status;
}

int run_plot(const settings *s) {
  analysis a;
  tsq_plot_options page;
  if (s->output == NULL) return usage_error(s, "where to? -o FILE.svg (or .png, .pdf)");
  int status = page_options(s, &page);
  if (status != EXIT_DONE) return status;
  status = analyse(s, &a);
  if (status == EXIT_DONE) {
    status = s->which == CMD_FOREST   ? forest(s, &a, &page)
             : s->which == CMD_FUNNEL ? funnel(s, &a, &page)
                                      : bubble(s, &a, &page);
  }
  close_analysis(&a);
  return status;
}
