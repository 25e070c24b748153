/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tausq forest, funnel, bubble: figures. */
#include "cli.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_COLUMNS 6

/* The arms' columns of a forest plot: texts of the frame's cells. */
typedef struct arms {
  tsq_forest_column column[MAX_COLUMNS];
  size_t n;
  char **texts; /* [n x k] */
  size_t count;
} arms;

static const char *role_of(const input *in, const char *role) {
  for (size_t j = 0; j < in->n_columns; j++) {
    if (strcmp(in->roles[j], role) == 0) return in->columns[j];
  }
  return NULL;
}

static const double *values_of(const input *in, const char *role) {
  const double *values = NULL;
  const char *column = role_of(in, role);
  if (column == NULL || tsq_frame_numeric(in->frame, column, &values) != TSQ_OK) return NULL;
  return values;
}

/* One column of k cells; `b` is what `a` is out of, or NULL. */
static void add_column(arms *a, const input *in, const char *group, const char *header, const double *x,
                       const double *total, int decimals) {
  if (x == NULL || a->texts == NULL || a->n == MAX_COLUMNS) return;
  char **cells = a->texts + a->n * in->k;
  for (size_t i = 0; i < in->k; i++) {
    cells[i] = malloc(48);
    if (cells[i] == NULL) continue;
    a->count++;
    if (isnan(x[i])) {
      snprintf(cells[i], 48, "NA");
    } else if (total != NULL) {
      snprintf(cells[i], 48, "%.0f/%.0f", x[i], total[i]);
    } else {
      snprintf(cells[i], 48, "%.*f", decimals, x[i]);
    }
  }
  a->column[a->n++] = (tsq_forest_column){
      .header = header, .group = group, .texts = (const char *const *)cells, .align = TSQ_ALIGN_RIGHT};
}

/* Cells, and group sizes where only the cells are given. */
static void add_events(arms *a, const input *in, double *sizes, const char *group, const char *events,
                       const char *rest, const char *n) {
  const double *x = values_of(in, events);
  const double *without = values_of(in, rest);
  const double *total = values_of(in, n);
  if (total == NULL && without != NULL && x != NULL) {
    for (size_t i = 0; i < in->k; i++) {
      sizes[i] = x[i] + without[i];
    }
    total = sizes;
  }
  if (total != NULL) add_column(a, in, group, "Events/n", x, total, 0);
}

static void make_arms(const input *in, arms *a) {
  memset(a, 0, sizeof *a);
  if (in->measure == 0) return;
  a->texts = calloc(MAX_COLUMNS * in->k + 1, sizeof *a->texts);
  double *sizes = malloc(2 * in->k * sizeof *sizes + 1);
  if (a->texts != NULL && sizes != NULL && in->info.kind == TSQ_RECORD_MEANS) {
    add_column(a, in, "Group 1", "Mean", values_of(in, "m1i"), NULL, 2);
    add_column(a, in, "Group 1", "SD", values_of(in, "sd1i"), NULL, 2);
    add_column(a, in, "Group 1", "n", values_of(in, "n1i"), NULL, 0);
    add_column(a, in, "Group 2", "Mean", values_of(in, "m2i"), NULL, 2);
    add_column(a, in, "Group 2", "SD", values_of(in, "sd2i"), NULL, 2);
    add_column(a, in, "Group 2", "n", values_of(in, "n2i"), NULL, 0);
  } else if (a->texts != NULL && sizes != NULL && in->info.kind == TSQ_RECORD_TABLES) {
    add_events(a, in, sizes, "Group 1", "ai", "bi", "n1i");
    add_events(a, in, sizes + in->k, "Group 2", "ci", "di", "n2i");
  }
  free(sizes);
}

static void free_arms(const input *in, arms *a) {
  for (size_t i = 0; a->texts != NULL && i < a->n * in->k; i++) {
    free(a->texts[i]);
  }
  free(a->texts);
}

static int page_options(const settings *s, tsq_plot_options *o) {
  *o = (tsq_plot_options){.size = sizeof *o, .title = s->title, .caption = s->caption};
  if (s->format != NULL && tsq_plot_format_from_name(s->format, &o->format) != TSQ_OK) {
    return usage_error(s, "--format: %s", tsq_last_error());
  }
  return EXIT_DONE;
}

static int range_option(const settings *s, double *low, double *high) {
  char extra;
  if (s->x_range == NULL) return EXIT_DONE;
  if (sscanf(s->x_range, "%lf,%lf%c", low, high, &extra) == 2 && *low < *high) return EXIT_DONE;
  return usage_error(s, "--x-range '%s': two numbers apart by a comma, the smaller first", s->x_range);
}

static double null_value(const input *in) {
  return in->measure != 0 && isfinite(in->info.null_value) ? in->info.null_value : 0;
}

static const char *shown_label(const input *in, const model *m) {
  if (in->measure == 0) return NULL;
  return m->transform != 0 ? in->info.axis_label : in->info.title;
}

static int forest(const settings *s, const input *in, const model *m, const tsq_plot_options *page) {
  arms a;
  tsq_forest f = {.size = sizeof f,
                  .fit = m->fit,
                  .subgroups = m->subgroups,
                  .options = page,
                  .favours_left = s->favours_left,
                  .favours_right = s->favours_right,
                  .ni = in->ni,
                  .transform = m->transform,
                  .null_value = null_value(in)};
  f.axis_label = s->x_label != NULL ? s->x_label : shown_label(in, m);
  f.effect_name = in->measure != 0 ? in->info.code : NULL;
  f.zebra = s->zebra ? TSQ_SHOW : 0;
  f.show_threshold = s->threshold != NULL ? TSQ_SHOW : 0;
  int status = number_option(s, "threshold", s->threshold, &f.threshold);
  if (status == EXIT_DONE) status = whole_option(s, "digits", s->digits, 0, 10, &f.digits);
  if (status == EXIT_DONE) status = range_option(s, &f.x_min, &f.x_max);
  if (status == EXIT_DONE && s->order != NULL && tsq_forest_order_from_name(s->order, &f.order) != TSQ_OK) {
    status = usage_error(s, "--order: %s", tsq_last_error());
  }
  if (status != EXIT_DONE) return status;
  if (s->digits != NULL && f.digits == 0) f.digits = -1; /* none: 0 is the default */
  make_arms(in, &a);
  f.columns = a.column;
  f.n_columns = m->subgroups == NULL ? a.n : 0;
  if (tsq_plot_forest(&f, s->output) != TSQ_OK) status = library_error(s);
  free_arms(in, &a);
  return status;
}

static int funnel(const settings *s, const input *in, const model *m, const tsq_plot_options *page) {
  tsq_funnel f = {.size = sizeof f,
                  .fit = m->fit,
                  .options = page,
                  .ni = in->ni,
                  .transform = m->transform,
                  .null_value = null_value(in),
                  .kind = s->contour ? TSQ_FUNNEL_CONTOUR : 0};
  f.x_label = s->x_label != NULL ? s->x_label : shown_label(in, m);
  int status = range_option(s, &f.x_min, &f.x_max);
  if (status != EXIT_DONE) return status;
  return tsq_plot_funnel(&f, s->output) == TSQ_OK ? EXIT_DONE : library_error(s);
}

static int bubble(const settings *s, const input *in, const model *m, tsq_plot_options *page) {
  tsq_bubble b = {.size = sizeof b,
                  .fit = m->fit,
                  .options = page,
                  .ni = in->ni,
                  .transform = m->transform,
                  .null_value = null_value(in),
                  .x_label = s->x_label,
                  .y_label = shown_label(in, m)};
  int status = range_option(s, &b.x_min, &b.x_max);
  return status == EXIT_DONE ? draw_bubble(s, in, m, page, &b) : status;
}

int run_plot(const settings *s) {
  input in;
  model m = {.fit = NULL};
  tsq_plot_options page;
  if (s->output == NULL) return usage_error(s, "where to? -o FILE.svg (or .png, .pdf)");
  int status = page_options(s, &page);
  if (status != EXIT_DONE) return status;
  status = read_input(s, &in);
  if (status == EXIT_DONE) status = fit_model(s, &in, &m);
  if (status == EXIT_DONE) {
    status = s->which == CMD_FOREST   ? forest(s, &in, &m, &page)
             : s->which == CMD_FUNNEL ? funnel(s, &in, &m, &page)
                                      : bubble(s, &in, &m, &page);
  }
  close_model(&m);
  close_input(&in);
  return status;
}
