/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The size of the tests for subgroup differences under Knapp-Hartung with few studies a group: the share of simulated meta-analyses without any
 * difference between groups in which p < 0.05.
 *
 *   subgroup_size [ANALYSES]
 *
 * y = u + e, u ~ N(0, tau2), e ~ N(0, v), v uniform in [0.05, 0.5]; groups of the same number of studies; REML within each.
 */
#include "../tests/rng.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <tausq.h>

enum { MOST = 40 };

typedef struct shares {
  double chi2, welch;
  int failed;
} shares;

static int one_analysis(rng *r, int groups, int size, double tau2, double *chi2, double *welch) {
  double y[MOST], v[MOST];
  int32_t codes[MOST];
  int k = groups * size;
  for (int i = 0; i < k; i++) {
    v[i] = 0.05 + 0.45 * rng_uniform(r);
    y[i] = sqrt(tau2 + v[i]) * rng_normal(r);
    codes[i] = i / size;
  }
  tsq_fit *fit = NULL;
  tsq_fit *subgroups = NULL;
  int status = tsq_rma(&(tsq_data){.k = (size_t)k, .yi = y, .vi = v}, TSQ_OPTIONS(.keep = TSQ_KEEP_LENT, .test = TSQ_KNHA), &fit);
  if (status == TSQ_OK) status = tsq_subgroup(fit, TSQ_GROUPING(.codes = codes, .n = (size_t)groups), &subgroups);
  if (status == TSQ_OK) {
    *chi2 = tsq_fit_value(subgroups, "Q_between_p");
    *welch = tsq_fit_value(subgroups, "F_p");
  }
  tsq_fit_free(subgroups);
  tsq_fit_free(fit);
  return status;
}

static shares simulate(long analyses, int groups, int size, double tau2) {
  rng r = {(uint64_t)(1000 * groups + 10 * size) + (uint64_t)(100 * tau2)};
  shares s = {0, 0, 0};
  for (long i = 0; i < analyses; i++) {
    double chi2;
    double welch;
    if (one_analysis(&r, groups, size, tau2, &chi2, &welch) != TSQ_OK) {
      s.failed++;
      continue;
    }
    s.chi2 += chi2 < 0.05;
    s.welch += welch < 0.05;
  }
  s.chi2 *= 100 / (double)(analyses - s.failed);
  s.welch *= 100 / (double)(analyses - s.failed);
  return s;
}

int main(int argc, char **argv) {
  static const int groups[] = {2, 4}, sizes[] = {2, 3, 5, 10};
  static const double tau2[] = {0, 0.1, 0.5};
  long analyses = argc > 1 ? atol(argv[1]) : 20000;
  printf("percent of %ld analyses with p < 0.05 (standard error of 5%%: %.2f)\n", analyses, 100 * sqrt(0.05 * 0.95 / (double)analyses));
  printf("groups studies  tau2  chi-squared  Welch\n");
  for (int g = 0; g < 2; g++) {
    for (int n = 0; n < 4; n++) {
      for (int t = 0; t < 3; t++) {
        shares s = simulate(analyses, groups[g], sizes[n], tau2[t]);
        printf("%6d %7d %5.1f %12.1f %6.1f%s\n", groups[g], sizes[n], tau2[t], s.chi2, s.welch, s.failed ? "  (some failed)" : "");
      }
    }
  }
  return 0;
}
