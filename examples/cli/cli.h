/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the `tausq` command share. It uses the public header alone. */
#ifndef TAUSQ_CLI_H
#define TAUSQ_CLI_H

#include <stddef.h>
#include <tausq.h>

enum { EXIT_DONE = 0, EXIT_ANALYSIS = 1, EXIT_USAGE = 2 };

#define MAX_ROLES 24
#define MAX_PREDICTIONS 64

/* Subcommands, as bits for the table of options. */
enum { CMD_EFFECTS = 1, CMD_FIT = 2, CMD_FOREST = 4, CMD_FUNNEL = 8, CMD_BUBBLE = 16, CMD_MEASURES = 32 };
#define CMD_MODELS (CMD_FIT | CMD_FOREST | CMD_FUNNEL | CMD_BUBBLE)
#define CMD_PLOTS (CMD_FOREST | CMD_FUNNEL | CMD_BUBBLE)
#define CMD_DATA (CMD_EFFECTS | CMD_MODELS)

/* What the command line said; texts as given, NULL = not given. */
typedef struct settings {
  const char *command;
  int which; /* one CMD_ bit */
  const char *file;
  const char *model, *nodes, *exact, *measure, *vtype, *add, *to, *labels, *subset, *output, *decimal, *na;
  const char *method, *test, *preset, *level, *tau2, *tau2_ci, *prediction, *i2, *weights, *mods, *subgroup,
      *threshold, *transform;
  const char *format, *digits, *title, *caption, *x_label, *favours_left, *favours_right, *order, *x_range,
      *moderator;
  int drop00, no_intercept, common_tau2, studies, above, drop_redundant, contour, zebra, help;
  const char *predict[MAX_PREDICTIONS];
  size_t n_predict;
  const char *role[MAX_ROLES], *role_column[MAX_ROLES]; /* --ai tpos and its like */
  size_t n_roles;
} settings;

/* options.c: fills `s`; returns an exit status, EXIT_DONE = go on. */
int parse_options(int argc, char **argv, settings *s);
void print_help(const char *command);
/* Prints the words of a text whose line has `column` characters already, within 80 columns, then a line end. */
void print_wrapped(const char *text, int column, int indent);
int command_bit(const char *name);

/* Complaints go to standard error as "tausq fit: text"; they return the exit status. */
int usage_error(const settings *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
int library_error(const settings *s); /* tsq_last_error() */

/* Numbers of options; nothing changes where the option is not given. */
int number_option(const settings *s, const char *option, const char *text, double *value);
int whole_option(const settings *s, const char *option, const char *text, int32_t least, int32_t most,
                 int32_t *value);
int option_given(const settings *s, const char *option);

/* checks.c: do the options go together? */
int check_options(const settings *s);

/* input.c: records, effects and the model's data from the file. */
typedef struct input {
  tsq_frame *frame;
  size_t k;
  int32_t measure;           /* 0 = given yi */
  tsq_measure_info info;     /* where there is a measure */
  double *yi, *vi, *sei;     /* yi and one of the others */
  double *own;               /* what is ours to free */
  double *ni;                /* sample sizes; NULL where unknown */
  const char *const *labels; /* borrowed from the frame; NULL = none */
  const char *columns[16];   /* columns of the measure's roles */
  const char *roles[16];
  size_t n_columns;
  char role_names[256];
} input;
int read_input(const settings *s, input *in);
void close_input(input *in);
/* A measure's column of counts, NULL where its role is not among the file's; the cells of 2 x 2 tables. */
const double *counts_of(const input *in, const char *role);
tsq_tables tables_of(const input *in);
/* The column that plays a role: named by an option, or recognised; NULL = none. */
const char *role_column(const settings *s, const input *in, const char *role);

/* model.c: from input and settings to a fit. */
typedef struct model {
  tsq_fit *fit;
  tsq_subgroups *subgroups;
  tsq_design *design;
  double *rows; /* moderator rows of --predict, [n_predict x p] */
  int32_t transform;
  double transform_n;
} model;
int fit_model(const settings *s, const input *in, model *m);
/* The measure's own back-transformation, unless told otherwise, and the sample size it may need. */
int choose_transform(const settings *s, const input *in, int32_t *transform, double *transform_n);
void close_model(model *m);

/* bubble.c: puts the model's curve into `b`, a note into the caption, and draws. */
int draw_bubble(const settings *s, const input *in, const model *m, tsq_plot_options *page, tsq_bubble *b);

/* report.c: the options of all reports; a report, as text, JSON or CSV. */
typedef int report_printer(const void *what, const tsq_report_options *o, int32_t format, char *text,
                           size_t bytes, size_t *needed);
int report_options(const settings *s, const input *in, tsq_report_options *o, int32_t *format);
int write_report(const settings *s, report_printer *print, const void *what, const tsq_report_options *o,
                 int32_t format);

/* output.c: to standard output, or to a file that appears complete or not at all. */
int write_output(const settings *s, const char *text, size_t bytes);

/* The subcommands. */
int run_effects(const settings *s);
int run_fit(const settings *s);
int run_mh(const settings *s);
int run_glmm(const settings *s);
int run_beta_binomial(const settings *s);
int run_plot(const settings *s);
int run_measures(const settings *s);

#endif
