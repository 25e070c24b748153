/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 95% intervals for a single proportion and a single rate. */
#ifndef EXACT_H
#define EXACT_H

/* Clopper & Pearson 1934, doi:10.1093/biomet/26.4.404: exact for x of n. */
void exact_proportion(int x, int n, double interval[2]);
/* Wilson 1927, doi:10.1080/01621459.1927.10502953: by inverting the score test. */
void wilson_proportion(int x, int n, double interval[2]);
/* Garwood 1936, doi:10.1093/biomet/28.3-4.437: exact for x Poisson events in `exposure`. */
void exact_rate(int x, double exposure, double interval[2]);

#endif
