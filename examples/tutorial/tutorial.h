/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the programs of this folder share, so that each shows one idea: check() ends the program with the library's message,
 * and bcg is the data set of the field's textbooks: 13 trials of the BCG vaccine against tuberculosis (Colditz et al. 1994,
 * doi:10.1001/jama.1994.03510330076038), as dat.bcg of the R package metadat.
 */
#ifndef TUTORIAL_H
#define TUTORIAL_H

#include <stdio.h>
#include <stdlib.h>
#include <tausq.h>

static inline void check(int status) {
  if (status == TSQ_OK) return;
  fprintf(stderr, "%s: %s\n", tsq_strerror(status), tsq_last_error());
  exit(EXIT_FAILURE);
}

enum { BCG_TRIALS = 13 };

static const struct {
  double tpos[BCG_TRIALS], tneg[BCG_TRIALS]; /* vaccinated, with and without tuberculosis */
  double cpos[BCG_TRIALS], cneg[BCG_TRIALS]; /* not vaccinated */
  double latitude[BCG_TRIALS];               /* degrees from the equator */
  int32_t allocation[BCG_TRIALS];            /* 0 = random, 1 = alternate, 2 = systematic */
  const char *labels[BCG_TRIALS];
} bcg = {.tpos = {4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27},
         .tneg = {119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448, 2493, 16886},
         .cpos = {11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29},
         .cneg = {128, 274, 209, 12619, 5761, 1079, 619, 87892, 7232, 1600, 27197, 2338, 17825},
         .latitude = {44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33},
         .allocation = {0, 0, 0, 0, 1, 1, 0, 0, 0, 2, 2, 2, 2},
         .labels = {"Aronson 1948", "Ferguson & Simes 1949", "Rosenthal et al 1960", "Hart & Sutherland 1977",
                    "Frimodt-Moller et al 1973", "Stein & Aronson 1953", "Vandiviere et al 1973",
                    "TPT Madras 1980", "Coetzee & Berjak 1968", "Rosenthal et al 1961", "Comstock et al 1974",
                    "Comstock & Webster 1969", "Comstock et al 1976"}};

/* Log risk ratios of the BCG trials with their sampling variances. */
static inline void bcg_effects(double *yi, double *vi) {
  const tsq_tables tables = {.k = BCG_TRIALS, .ai = bcg.tpos, .bi = bcg.tneg, .ci = bcg.cpos, .di = bcg.cneg};
  check(tsq_effect_tables(TSQ_RR, &tables, NULL, yi, vi));
}

#endif
