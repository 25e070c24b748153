/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the `tausq` command share. It uses the public header alone. */
#ifndef TAUSQ_CLI_H
#define TAUSQ_CLI_H

#include <stddef.h>
#include <tausq.h>

enum { EXIT_DONE = 0, EXIT_ANALYSIS = 1, EXIT_USAGE = 2 };

enum { MAX_COLUMNS = 24, MAX_PREDICTIONS = 64, MAX_GIVEN = 40 };

/* Subcommands, as bits for the table of options. */
enum {
  CMD_EFFECTS = 1,
  CMD_FIT = 2,
  CMD_LOO = 4,
  CMD_CUMUL = 8,
  CMD_FOREST = 16,
  CMD_FUNNEL = 32,
  CMD_BUBBLE = 64,
  CMD_RERUN = 128,
  CMD_MEASURES = 256
};
#define CMD_ROWS (CMD_LOO | CMD_CUMUL)
#define CMD_PLOTS (CMD_FOREST | CMD_FUNNEL | CMD_BUBBLE)
#define CMD_MODELS (CMD_FIT | CMD_ROWS | CMD_PLOTS)
#define CMD_DATA (CMD_EFFECTS | CMD_MODELS)

/* A column with its role (--ai tpos), or an option of the model (--tau2-ci PL: member ci_kind). */
typedef struct given {
  const char *name, *value;
} given;

/* What the command line said; texts as given, NULL = not given. */
typedef struct settings {
  const char *command, *call; /* the call: the whole line, as a shell would take it */
  int which;                  /* one CMD_ bit */
  const char *file;
  const char *model, *exact, *measure, *vtype, *convention, *preset, *add, *to, *labels, *subset, *output, *decimal,
      *na;
  const char *mods, *subgroup, *subgroup_test, *threshold, *transform, *coefficient, *order_by;
  const char *format, *digits, *title, *caption, *x_label, *favours_left, *favours_right, *order, *x_range,
      *moderator;
  int drop00, common_tau2, studies, above, contour, zebra, loo, cumul, help;
  const char *predict[MAX_PREDICTIONS];
  size_t n_predict;
  given role[MAX_COLUMNS];
  size_t n_roles;
  given option[MAX_GIVEN];
  size_t n_options;
} settings;

/* ---- the command line -------------------------------------------------------------------------------------------- */

/* options.c: fills `s`; returns an exit status, EXIT_DONE = go on. */
int parse_options(int argc, char **argv, settings *s);
int option_given(const settings *s, const char *name);
/* Do the options go together? What a model does not take is the library's to say. */
int check_options(const settings *s);
/* Numbers of options; nothing changes where the option is not given. */
int number_option(const settings *s, const char *option, const char *text, double *value);
int whole_option(const settings *s, const char *option, const char *text, int32_t least, int32_t most,
                 int32_t *value);

typedef struct command {
  const char *name, *summary, *examples;
  int bit;
} command;
extern const command commands[];
extern const size_t n_commands;
const command *find_command(const char *name);

typedef enum kind { TEXT, FLAG, PREDICT } kind;
typedef struct own_option {
  const char *name, *value, *help;
  int commands;
  kind kind;
  size_t offset; /* of the member of settings */
} own_option;
extern const own_option own_options[];
extern const size_t n_own_options;

/* help.c */
void print_help(const char *command);
/* The names by which columns are recognised. */
void print_columns(void);
/* Prints the words of a text whose line has `column` characters already, within 80 columns, then a line end. */
void print_wrapped(const char *text, int column, int indent);

/* model_options.c: the options of the library's models, from its own tables. */
typedef struct model_option {
  char name[32];      /* on the command line: "tau2-ci" */
  const char *member; /* of tsq_options: "ci_kind" */
  const char *word;   /* what a flag sets it to; NULL = it takes a value */
  int32_t type;       /* enum tsq_option_type */
  const char *text;   /* what it does */
  char values[200];   /* "ML CE"; "" = numbers */
  char models[120];   /* that take it: "rma, glmm: ML CE" */
} model_option;
size_t model_option_count(void);
const model_option *model_option_at(size_t i);
int set_model_option(const settings *s, const given *g, tsq_options *o);
/* The option of the command that sets a member of tsq_options; NULL = none. */
const char *dashes_of(const char *member, size_t length);

/* say.c: complaints go to standard error as "tausq fit: text"; they return the exit status. */
int usage_error(const settings *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* tsq_last_error(), with the command's options in the place of tsq_options' members. */
int library_error(const settings *s);
int out_of_memory(const settings *s);
/* The word nearest in spelling to what was typed, near enough to be meant by it. */
typedef struct nearest {
  const char *typed, *word; /* NULL = none yet */
  size_t distance;
} nearest;
void nearest_try(nearest *n, const char *word);

/* ---- records and fits -------------------------------------------------------------------------------------------- */

/* input.c: a file of records, its labels and lines; roles.c: which columns are what. */
typedef struct input {
  tsq_frame *frame;
  size_t k;
  const char *const *labels; /* NULL = none */
  char **own_labels;         /* joined from several columns */
  const size_t *lines;
  int32_t measure;       /* 0 = not said */
  tsq_measure_info info; /* where there is one */
  /* The measure's records: roles with their columns and numbers. */
  const char *role[MAX_COLUMNS], *column[MAX_COLUMNS];
  const double *values[MAX_COLUMNS];
  size_t n_columns;
  char role_names[256];
  /* Effects, computed or given; NULL where the model takes the records themselves. */
  const double *yi, *vi, *sei, *weights;
  const double *ni; /* sample sizes; NULL where unknown */
  double *own;      /* what of these is ours to free */
} input;
int read_file(const settings *s, input *in);
/* The measure that is asked for, among those that the model pools; model NULL = any. */
int choose_measure(const settings *s, const tsq_model_info *model, input *in);
/* `roles` are those that the model takes; whoever takes yi gets effects. */
int read_columns(const settings *s, const char *roles, input *in);
void close_input(input *in);
const double *values_of(const input *in, const char *role);
/* A column that the command line names: numbers of it, or a complaint with the nearest name. */
int numeric_column(const settings *s, const input *in, const char *column, const double **values);
int column_error(const settings *s, const input *in, const char *column);
int word_in(const char *words, const char *word);

/* analysis.c: from settings to a fit of any model. */
typedef struct analysis {
  input in;
  tsq_model_info model;
  tsq_design *design; /* of --mods */
  tsq_fit *fit;
  int32_t transform; /* what is shown; 0 = the measure's own */
  double transform_n;
} analysis;
int analyse(const settings *s, analysis *a);
void close_analysis(analysis *a);
/* Leave-one-out, cumulative, or the fit's own rows. */
int make_rows(const settings *s, const analysis *a, tsq_rows **rows);
/* A value on the scale that is shown as one of yi. */
int unshown(const settings *s, const analysis *a, const char *option, double shown, double *value);

/* bubble.c: puts the model's curve into `b`, a note into the caption, and draws. */
int draw_bubble(const settings *s, const analysis *a, tsq_plot_options *page, tsq_bubble *b);

/* output.c: to standard output, or to a file that appears complete or not at all. */
int write_output(const settings *s, const char *text, size_t bytes);
/* Whether all that was printed to standard output arrived. */
int finish_stdout(const settings *s);

/* The subcommands. */
int run_effects(const settings *s);
int run_fit(const settings *s);
int run_rows(const settings *s);
int run_plot(const settings *s);
int run_rerun(const settings *s);
int run_measures(const settings *s);

#endif
