/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts of the BCG trials, in the order of bcg.h (Colditz et al. 1994, doi:10.1001/jama.1994.03510330076038). */
#ifndef BCG_COUNTS_H
#define BCG_COUNTS_H

/* vaccinated: with and without tuberculosis; controls */
static const double bcg_tpos[13] = {4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27};
static const double bcg_tneg[13] = {119,   300,  228,  13536, 5036, 1361, 2537,
                                    87886, 7470, 1699, 50448, 2493, 16886};
static const double bcg_cpos[13] = {11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29};
static const double bcg_cneg[13] = {128,   274,  209,  12619, 5761, 1079, 619,
                                    87892, 7232, 1600, 27197, 2338, 17825};

#endif
