/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The constructed trials and the files that are written about them. */
#ifndef RECORDS_H
#define RECORDS_H

#include "draw.h"
#include <stdio.h>

enum { TRIALS = 39, ADULTS = 20827, SHAM_TRIALS = 25, LOW_RISK_TRIALS = 25 };

enum comparator { SHAM, USUAL_CARE, NO_TREATMENT };
enum modality { MANUAL, ELECTRO, AURICULAR };
enum training { LICENSED, WEEKEND };
enum cointervention { NONE, COUNSELLING, MOVEMENT, BOTH };

typedef struct trial {
  char label[40]; /* "Trial 01 2004": nobody's name, so that nobody takes it for a trial */
  const char *country;
  int year;
  int comparator; /* enum comparator, and so on */
  int modality;
  int training;
  int cointervention;
  int hours; /* the practitioners' training */
  int sessions;
  int per_week;
  int low_risk; /* 1 = low risk of bias ("high quality") */
  int n1;       /* randomised to acupuncture */
  int n2;       /* randomised to the comparator */
} trial;

/* Opens DIR/NAME and writes the lines that say what it is; NULL and a message if it cannot. */
FILE *records_open(const char *dir, const char *name, unsigned seed, const char *what);
/* Closes it; 0, or 1 and a message if not all was written. */
int records_close(FILE *out, const char *name);

/* The names used in the files. */
extern const char *const comparator_names[], *const modality_names[], *const training_names[],
                                                                          *const cointervention_names[];

/* Each writes one file of DIR; 0, or 1 and a message on stderr. */
int write_trials(const char *dir, unsigned seed, trial *trials);
int write_outcomes(const char *dir, unsigned seed, const trial *trials);
int write_minor_events(const char *dir, unsigned seed, const trial *trials);
int write_serious_events(const char *dir, unsigned seed, const trial *trials);
int write_responders(const char *dir, unsigned seed, const trial *trials);
int write_migraine(const char *dir, unsigned seed);
int write_insomnia(const char *dir, unsigned seed);

#endif
