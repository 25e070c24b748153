/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a report says of a fit, as tables of a class: sections of lines, each line the names of the quantities in it. Text, JSON, CSV,
 * Markdown, LaTeX and HTML are renderers of the same sections.
 */
#ifndef TSQP_SECTIONS_H
#define TSQP_SECTIONS_H

#include "fit/fit.h"

/* With `p` a test, else an estimate. A line whose value is NaN is left out. */
typedef struct tsqp_line {
  const char *label; /* may hold {word}s */
  const char *value; /* quantity */
  const char *a;     /* estimate: its standard error; test: df1; a quantity or a plain number ("1"); NULL = none */
  const char *b;     /* test: df2; NULL = infinite */
  const char *p;     /* test: its p value */
  const char *unit;  /* "%" or NULL */
  int digits;        /* decimals; 0 = the report's */
} tsqp_line;

enum { /* kinds of section */
  TSQP_HEADING = 1,
  TSQP_LINES,        /* title, then a line each; without lines: the title alone */
  TSQP_INLINE,       /* "label = value, label = value" */
  TSQP_COEFFICIENTS, /* the table of coefficients */
  TSQP_EFFECTS,      /* pooled and predicted effects, probability beyond a threshold */
  TSQP_STATISTICS,   /* log likelihood and information criteria: lines in columns */
  TSQP_GROUPS,       /* a row a group, and the overall effect */
  TSQP_STUDIES       /* a row a study, where the report is to have them */
};

enum { /* when a section is there */
  TSQP_WHEN_RANDOM = 1,
  TSQP_WHEN_COMMON = 2,
  TSQP_WHEN_MODERATORS = 4,
  TSQP_WHEN_POOLED = 8,
  TSQP_WHEN_DEFINED = 16, /* the first line's value is a number */
  TSQP_TIGHT = 32,        /* no empty line after it in text */
  TSQP_HETEROGENEITY = 64 /* its values go into rows of refits and notes of figures */
};

typedef struct tsqp_section {
  const char *key; /* of the JSON object */
  int kind, when;
  const char *title; /* {quantity}, {quantity:} with the report's decimals, {word}; NULL = none */
  const tsqp_line *lines; /* ended by one without a value; NULL = none */
} tsqp_section;

/* A line with its numbers. */
typedef struct tsqp_said {
  char label[64];
  const char *name; /* of the quantity */
  int is_test;
  double value, se, lower, upper; /* interval: NaN = none, or none that has bounds: */
  int is_empty;                   /* the set of plausible values is empty */
  double df1, df2, p;
  const char *unit;
  int digits;
} tsqp_said;

enum { TSQP_MOST_LINES = 12 };

/* What is computed once for all lines: tau2's interval. */
typedef struct tsqp_walk {
  const tsq_fit *fit;
  int digits;
  int has_interval; /* 1 = `tau2` is there (its outcome may be "not defined"), -1 = not asked yet */
  tsq_interval tau2;
} tsqp_walk;

void tsqp_walk_open(tsqp_walk *walk, const tsq_fit *fit, int digits);
/* tau2's interval, where the model and the fit have one. Fails with NOMEM alone. */
int tsqp_walk_interval(tsqp_walk *walk);
int tsqp_section_applies(const tsqp_walk *walk, const tsqp_section *section);
/* The lines that have a value. */
/* What is to be said of the interval for tau2 where it is no plain interval; NULL = nothing. After its lines. */
const char *tsqp_interval_words(const tsqp_walk *walk);
int tsqp_section_lines(tsqp_walk *walk, const tsqp_section *section, tsqp_said lines[TSQP_MOST_LINES], size_t *n);
/* The title with its braces filled in, cut to the buffer. */
const char *tsqp_section_title(const tsqp_walk *walk, const char *title, char *buffer, size_t n);

/* Words that every class has: {kind}, {residual}, {Q}. */
int tsqp_has_moderators(const tsq_fit *fit);

/* A number with so many decimals, "NA" for NaN, "Inf"; neither 0.0000 nor twenty digits. Into a buffer of 32 bytes, returned. */
const char *tsqp_decimal(char buffer[32], double value, int digits);

#endif
