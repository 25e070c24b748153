/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tausq bubble: the curve of a bubble plot is the model's prediction over a grid of the raw variable, so that splines,
 * polynomials and interactions bend as the model says. Variables that interact with it are held at one value, which the
 * caption tells; the columns of all others stay at their means over the studies of the fit.
 */
#include "cli.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GRID 201
#define NONE ((size_t)-1)

typedef struct variable {
  const char *name;
  size_t levels;     /* 0 = numeric */
  double held;       /* value, or index of a level */
  int interacts;     /* with the one on the x axis, maybe by way of a third one */
  const char *level; /* name of the held level */
  int *in;           /* [p] 1 = the column is made of it */
} variable;

typedef struct curve {
  size_t n, p, k; /* variables, columns, rows of the data */
  size_t used;    /* studies of the fit */
  double *index;  /* [used] their rows */
  variable *of;   /* [n] */
  const char **names;
  double *values, *row; /* [n], [p] */
  int *columns;         /* [n x p] */
  double *x, *rows;     /* [GRID], [GRID x p] */
  const double *points; /* [k] the raw variable, borrowed */
  char caption[512];
} curve;

/* Which rows of the data the fit has. */
static int list_used(const settings *s, const analysis *a, curve *c) {
  double *why = malloc((c->k + 1) * sizeof *why);
  size_t n = 0;
  if (why == NULL) return out_of_memory(s);
  int status = tsq_fit_get(a->fit, "why", why, c->k) == TSQ_OK ? EXIT_DONE : library_error(s);
  for (size_t i = 0; i < c->k && n < c->used && status == EXIT_DONE; i++) {
    if (why[i] == TSQ_LEFT_IN) c->index[n++] = (double)i;
  }
  free(why);
  return status;
}

static int open_curve(const settings *s, const analysis *a, curve *c) {
  c->n = tsq_design_n_variables(a->design);
  c->p = tsq_design_p(a->design);
  c->k = tsq_design_k(a->design);
  c->used = (size_t)tsq_fit_value(a->fit, "k");
  c->index = malloc((c->used + 1) * sizeof *c->index);
  c->of = calloc(c->n + 1, sizeof *c->of);
  c->names = calloc(c->n + 1, sizeof *c->names);
  c->values = calloc(c->n + 1, sizeof *c->values);
  c->row = calloc(c->p + 1, sizeof *c->row);
  c->columns = calloc(c->n * c->p + 1, sizeof *c->columns);
  c->x = malloc(GRID * sizeof *c->x);
  c->rows = malloc(GRID * (c->p + 1) * sizeof *c->rows);
  if (c->index == NULL || c->of == NULL || c->names == NULL || c->values == NULL || c->row == NULL ||
      c->columns == NULL || c->x == NULL || c->rows == NULL)
    return out_of_memory(s);
  return list_used(s, a, c);
}

static void close_curve(curve *c) {
  free(c->index);
  free(c->of);
  free(c->names);
  free(c->values);
  free(c->row);
  free(c->columns);
  free(c->x);
  free(c->rows);
}

static int row_at(const settings *s, const analysis *a, curve *c) {
  return tsq_design_row(a->design, c->n, c->names, c->values, c->row) == TSQ_OK ? EXIT_DONE
                                                                                : library_error(s);
}

/* A missing value makes exactly the columns missing that are made of its variable. */
static int find_columns(const settings *s, const analysis *a, curve *c) {
  int status = EXIT_DONE;
  for (size_t v = 0; v < c->n; v++) {
    (void)tsq_design_variable(a->design, v, &c->of[v].name, &c->of[v].levels);
    c->of[v].in = c->columns + v * c->p;
    c->names[v] = c->of[v].name;
  }
  for (size_t v = 0; v < c->n && status == EXIT_DONE; v++) {
    c->values[v] = NAN;
    status = row_at(s, a, c);
    for (size_t j = 0; j < c->p; j++) {
      c->of[v].in[j] = isnan(c->row[j]) ? 1 : 0;
    }
    c->values[v] = 0;
  }
  return status;
}

static int share_a_column(const curve *c, size_t a, size_t b) {
  for (size_t j = 0; j < c->p; j++) {
    if (c->of[a].in[j] && c->of[b].in[j]) return 1;
  }
  return 0;
}

/* Whatever shares a column with the variable, with what shares a column with that, and so on. */
static void find_interactions(curve *c, size_t moderator) {
  int grew = 1;
  c->of[moderator].interacts = 1;
  while (grew) {
    grew = 0;
    for (size_t a = 0; a < c->n; a++) {
      for (size_t b = 0; b < c->n && c->of[a].interacts; b++) {
        if (c->of[b].interacts || !share_a_column(c, a, b)) continue;
        c->of[b].interacts = 1;
        grew = 1;
      }
    }
  }
}

/* The level whose own columns are all 0; the first where there is none. */
static int hold_level(const settings *s, const analysis *a, curve *c, size_t v) {
  for (size_t level = 0; level < c->of[v].levels; level++) {
    double sum = 0;
    c->values[v] = (double)level;
    int status = row_at(s, a, c);
    if (status != EXIT_DONE) return status;
    for (size_t j = 0; j < c->p; j++) {
      int alone = c->of[v].in[j];
      for (size_t w = 0; w < c->n; w++) {
        if (w != v && c->of[w].in[j]) alone = 0;
      }
      if (alone) sum += fabs(c->row[j]);
    }
    if (sum == 0) {
      c->of[v].held = (double)level;
      break;
    }
  }
  c->values[v] = c->of[v].held;
  c->of[v].level = tsq_design_level(a->design, v, (size_t)c->of[v].held);
  return EXIT_DONE;
}

static double mean_over(const curve *c, const double *column) {
  double mean = 0;
  for (size_t i = 0; i < c->used; i++) {
    mean += (column[(size_t)c->index[i]] - mean) / (double)(i + 1);
  }
  return mean;
}

/* Reference levels and means; the caption says which. */
static int hold_others(const settings *s, const analysis *a, curve *c, size_t moderator) {
  size_t length = 0;
  for (size_t v = 0; v < c->n; v++) {
    const double *column = NULL;
    char value[64];
    int status = EXIT_DONE;
    if (v == moderator || !c->of[v].interacts) continue;
    if (c->of[v].levels > 0) {
      status = hold_level(s, a, c, v);
    } else if (tsq_frame_numeric(a->in.frame, c->of[v].name, &column) != TSQ_OK) {
      status = library_error(s);
    } else {
      c->values[v] = c->of[v].held = mean_over(c, column);
    }
    if (status != EXIT_DONE) return status;
    snprintf(value, sizeof value, "%.4g", c->of[v].held);
    if (length < sizeof c->caption)
      length += (size_t)snprintf(c->caption + length, sizeof c->caption - length, "%s%s = %s",
                                 length == 0 ? "Mean effect at " : ", ", c->of[v].name,
                                 c->of[v].level != NULL ? c->of[v].level : value);
  }
  if (length > 0)
    fprintf(stderr, "tausq %s: note: %s interacts with other moderators: the line is the m%s\n", s->command,
            c->of[moderator].name, c->caption + 1);
  return EXIT_DONE;
}

static int fill_grid(const settings *s, const analysis *a, curve *c, size_t moderator, double lo, double hi) {
  const double *x = tsq_design_x(a->design);
  for (size_t i = 0; i < GRID; i++) {
    double share = (double)i / (GRID - 1);
    c->values[moderator] = c->x[i] = (1 - share) * lo + share * hi;
    int status = row_at(s, a, c);
    if (status != EXIT_DONE) return status;
    for (size_t j = 0; j < c->p; j++) {
      c->rows[i + j * GRID] = c->row[j];
    }
  }
  for (size_t j = 0; j < c->p; j++) { /* what has nothing to do with the variable */
    int held = 0;
    for (size_t v = 0; v < c->n; v++) {
      if (c->of[v].interacts && c->of[v].in[j]) held = 1;
    }
    double mean = held ? 0 : mean_over(c, x + j * c->k);
    for (size_t i = 0; i < GRID && !held; i++) {
      c->rows[i + j * GRID] = mean;
    }
  }
  return EXIT_DONE;
}

/* The variable that the option names, itself or by a column made of it alone; the first numeric one. */
static int choose(const settings *s, const analysis *a, const curve *c, size_t *moderator, size_t *column) {
  *moderator = *column = NONE;
  for (size_t v = 0; v < c->n && *moderator == NONE; v++) {
    if (c->of[v].levels > 0) continue;
    if (s->moderator == NULL || strcmp(c->of[v].name, s->moderator) == 0) *moderator = v;
  }
  if (*moderator != NONE) return EXIT_DONE;
  for (size_t j = 0; j < c->p && *column == NONE; j++) {
    if (s->moderator == NULL || strcmp(tsq_design_names(a->design)[j], s->moderator) == 0) *column = j;
  }
  if (*column == NONE)
    return usage_error(s, "--moderator %s is no numeric variable and no column of the model", s->moderator);
  size_t made_of = 0;
  size_t last = 0;
  for (size_t v = 0; v < c->n; v++) {
    if (!c->of[v].in[*column]) continue;
    made_of++;
    last = v;
  }
  if (made_of == 1 && c->of[last].levels == 0) *moderator = last;
  for (size_t v = 0; v < c->n && *moderator == NONE; v++) {
    if (made_of > 1 || (v != last && share_a_column(c, v, last)))
      return usage_error(s, "--moderator %s: it is part of an interaction; name a numeric variable",
                         tsq_design_names(a->design)[*column]);
  }
  return EXIT_DONE;
}

/* From the smallest to the largest value in the fit, or over the whole axis that is asked for. */
static int lay_curve(const settings *s, const analysis *a, curve *c, size_t v, tsq_bubble *b) {
  double lo = HUGE_VAL;
  double hi = -HUGE_VAL;
  if (tsq_frame_numeric(a->in.frame, c->of[v].name, &c->points) != TSQ_OK) return library_error(s);
  for (size_t i = 0; i < c->used; i++) {
    lo = fmin(lo, c->points[(size_t)c->index[i]]);
    hi = fmax(hi, c->points[(size_t)c->index[i]]);
  }
  if (b->x_min < b->x_max) {
    lo = b->x_min;
    hi = b->x_max;
  }
  find_interactions(c, v);
  int status = hold_others(s, a, c, v);
  if (status == EXIT_DONE && lo < hi) status = fill_grid(s, a, c, v, lo, hi);
  if (status != EXIT_DONE || !(lo < hi)) return status;
  b->points_x = c->points;
  b->grid_x = c->x;
  b->grid_rows = c->rows;
  b->n_grid = GRID;
  if (b->x_label == NULL) b->x_label = c->of[v].name;
  return EXIT_DONE;
}

int draw_bubble(const settings *s, const analysis *a, tsq_plot_options *page, tsq_bubble *b) {
  curve c = {.n = 0};
  size_t moderator;
  size_t column;
  if (a->design == NULL || tsq_design_p(a->design) == 0) return usage_error(s, "a bubble plot needs --mods");
  int status = open_curve(s, a, &c);
  if (status == EXIT_DONE) status = find_columns(s, a, &c);
  if (status == EXIT_DONE) status = choose(s, a, &c, &moderator, &column);
  if (status == EXIT_DONE && moderator != NONE) {
    status = lay_curve(s, a, &c, moderator, b);
  } else if (status == EXIT_DONE) {
    b->moderator = column;
  }
  if (page->caption == NULL && c.caption[0] != '\0') page->caption = c.caption;
  if (status == EXIT_DONE && tsq_plot_bubble(b, s->output) != TSQ_OK) status = library_error(s);
  close_curve(&c);
  return status;
}
