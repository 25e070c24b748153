/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Log risk ratios of the 13 BCG trials (Colditz et al. 1994, doi:10.1001/jama.1994.03510330076038), as metafor 3.8.1's escalc computes
 * them from the published tables (tests/reference/data/bcg_rr.csv), with absolute latitude and year. */
#ifndef TESTS_BCG_H
#define TESTS_BCG_H

#define BCG_K 13
static const double bcg_yi[BCG_K] = {-0.88931133392020545, -1.5853886572014306,  -1.3480731482996933,
                                     -1.4415511900213054,  -0.21754732221129558, -0.78611558581886398,
                                     -1.6208982235983918,  0.011952333523840508, -0.4694176487381494,
                                     -1.3713448034727844,  -0.33935882833839059, 0.44591340057137874,
                                     -0.017313948216879815};
static const double bcg_vi[BCG_K] = {0.32558476500396133,  0.19458112139814385,   0.41536796536796539,
                                     0.020010031902247573, 0.051210172169630863,  0.0069056184559087574,
                                     0.22301724757231517,  0.0039615792978177295, 0.056434210463248966,
                                     0.07302479361302891,  0.01241221397155972,   0.53250584520015276,
                                     0.071404659683986293};
static const double bcg_ablat[BCG_K] = {44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33};
static const double bcg_year[BCG_K] = {1948, 1949, 1960, 1977, 1973, 1953, 1973,
                                       1980, 1968, 1961, 1974, 1969, 1976};
/* alternate, random, systematic */
static const int bcg_alloc[BCG_K] = {1, 1, 1, 1, 0, 0, 1, 1, 1, 2, 2, 2, 2};

#endif
