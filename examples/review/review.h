/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the programs of this folder share: the command line, reading the constructed records, printing what a reader wants
 * to see of a fit, the comparison with the article, and the pictures' names and captions.
 *
 *     PROGRAM [FOLDER_FOR_PICTURES [FOLDER_OF_RECORDS]]
 */
#ifndef REVIEW_H
#define REVIEW_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tausq.h>

/* Reads the command line. Call it first. */
void review_start(int argc, char **argv);

/* Ends the program with the library's message where a call did not succeed. */
void check(int status);
/* An array of n zeros. Ends the program where there is no memory. */
double *review_array(size_t n);

/* The records of a file that meet a condition of tsq_frame_subset(); NULL = all. Free with tsq_frame_free(). */
tsq_frame *review_records(const char *file, const char *condition);
const double *review_numbers(const tsq_frame *frame, const char *column);
const char *const *review_texts(tsq_frame *frame, const char *column);

/* Trials with their effects. */
typedef struct review_set {
  tsq_frame *frame;
  size_t k;
  double *yi, *vi;
  tsq_data data; /* of these, with the labels: ready for tsq_rma() */
} review_set;

/* Effects of two arms (columns m1, sd1, n1, m2, sd2, n2) and of events among participants (x, n). */
review_set review_means(int32_t measure, const char *file, const char *condition);
review_set review_proportions(int32_t measure, const char *file, const char *condition);
/* Effects from elsewhere: yi and vi are still to be filled. */
review_set review_empty_set(tsq_frame *frame);
void review_free(review_set *set);
/* Participants of both arms. */
double review_participants(const review_set *set);

/* Prints a headline, and of a fit k, heterogeneity, prediction interval and conventions. `transform` as in tsq_transform. */
void review_headline(const char *id, const char *text);
void review_describe(const tsq_fit *fit, int32_t transform);
/* An estimate and its interval on the scale of `transform` times `factor`, for printing: 100 gives percent. */
tsq_estimate review_shown(const tsq_estimate *estimate, int32_t transform, double factor);
/* "p = .012", "p < .0001". The text lives until the next call but three. */
const char *review_p(double p);

/*
 * The last line of every program: what the article reports, what the records give, and whether the two agree.
 * review_figure() compares the texts; review_statement() is for sentences without a figure: `holds` says whether they are true
 * of the records. Both return the program's exit status.
 */
int review_figure(const char *id, const char *what, const char *reported, const char *computed);
int review_statement(const char *id, const char *what, const char *reported, const char *computed, int holds);

/* The page of a figure: title, and a caption that says that the records are constructed. */
tsq_plot_options review_page(const char *title);
/*
 * Draws FOLDER/NAME.svg and .png. Does nothing in a build without plots. The forest is of the fit's rows; its columns' texts are one a
 * study of the fit's data, then one for the total.
 */
void review_forest(const tsq_forest *forest, const tsq_fit *fit, const char *name);
void review_funnel(const tsq_funnel *funnel, const char *name);
void review_bubble(const tsq_bubble *bubble, const char *name);

/* Columns of a forest plot: participants, mean and SD of both arms. */
enum { REVIEW_ARM_COLUMNS = 6 };
typedef struct review_columns {
  tsq_forest_column columns[REVIEW_ARM_COLUMNS];
  char *texts;
  const char **cells;
} review_columns;
void review_arm_columns(const review_set *set, const char *comparator, review_columns *columns);
void review_columns_free(review_columns *columns);

#endif
