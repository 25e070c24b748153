/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outcomes.csv: means and SDs of pain and function, one row a trial, outcome and month. */
#include "records.h"
#include <math.h>

typedef struct arms {
  const trial *trial;
  int n1, n2; /* analysed: randomised less those lost */
  double m2;  /* mean of the comparator's arm */
  double sd1, sd2;
  double effect; /* acupuncture less comparator */
} arms;

typedef struct target {
  double mean;       /* the article's mean difference */
  double half_width; /* of its 95% interval */
  double tau2;       /* between-study variance that the records are drawn with, for the weights */
  double t_quantile; /* 97.5% quantile of t with k - 1 degrees of freedom */
  double ratio;      /* effect under licensed practitioners / under others; 1 where it does not matter */
} target;

static double sampling_variance(const arms *a) {
  return a->sd1 * a->sd1 / a->n1 + a->sd2 * a->sd2 / a->n2;
}

static double group_mean(const arms *a, size_t k, double tau2, int training, double *weight) {
  double sum = 0;
  *weight = 0;
  for (size_t i = 0; i < k; i++) {
    if (a[i].trial->training != training) continue;
    const double w = 1 / (sampling_variance(&a[i]) + tau2);
    sum += w * a[i].effect;
    *weight += w;
  }
  return sum / *weight;
}

/*
 * Shifts the effects of each training group and stretches them about the group's mean, so that at the weights
 * 1/(v + tau2) the pooled mean is the target's, the group means stand in its ratio, and the standard error of Knapp &
 * Hartung (2003, doi:10.1002/sim.1482) gives its interval: sum w (y - mean)^2 = (k - 1) se^2 sum w.
 */
static void fit_to_target(arms *a, size_t k, const target *aim) {
  double weight[2], now[2], then[2];
  for (int g = 0; g < 2; g++)
    now[g] = group_mean(a, k, aim->tau2, g, &weight[g]);
  const double total = weight[LICENSED] + weight[WEEKEND];
  then[WEEKEND] = aim->mean * total / (aim->ratio * weight[LICENSED] + weight[WEEKEND]);
  then[LICENSED] = aim->ratio * then[WEEKEND];
  double within = 0, between = 0;
  for (int g = 0; g < 2; g++)
    between += weight[g] * (then[g] - aim->mean) * (then[g] - aim->mean);
  for (size_t i = 0; i < k; i++) {
    const double residual = a[i].effect - now[a[i].trial->training];
    within += residual * residual / (sampling_variance(&a[i]) + aim->tau2);
  }
  const double se = aim->half_width / aim->t_quantile;
  const double stretch = sqrt(((double)(k - 1) * se * se * total - between) / within);
  for (size_t i = 0; i < k; i++) {
    const int g = a[i].trial->training;
    a[i].effect = then[g] + stretch * (a[i].effect - now[g]);
  }
}

/* An arm's SD at the end, and those lost to follow-up. */
static arms draw_arms(draw *d, const trial *t, double mean_low, double mean_high, double sd_low,
                      double sd_high) {
  arms a = {.trial = t};
  a.n1 = t->n1 - (int)(t->n1 * draw_between(d, 0.03, 0.14));
  a.n2 = t->n2 - (int)(t->n2 * draw_between(d, 0.03, 0.14));
  const double sd = draw_between(d, sd_low, sd_high);
  a.m2 = round_to_hundredths(draw_between(d, mean_low, mean_high));
  a.sd1 = round_to_hundredths(sd * draw_between(d, 0.93, 1.07));
  a.sd2 = round_to_hundredths(sd * draw_between(d, 0.93, 1.07));
  return a;
}

/* What a trial's design does to its effect on pain: dose, training, co-intervention, comparator. */
static double expected_pain(const trial *t) {
  static const double cointervention[] = {0.07, 0.0, -0.01, -0.15};
  static const double comparator[] = {0, -0.35, -0.65};
  const int counted = t->sessions < 9 ? t->sessions : 9; /* more sessions than that add nothing */
  double effect = -0.42 + cointervention[t->cointervention] + comparator[t->comparator];
  effect += t->per_week == 2 ? -0.11 : 0.11;
  effect += -0.02 * (counted - 8);
  effect += t->training == LICENSED ? -0.06 : 0.06;
  return effect;
}

static void write_arms(FILE *out, const arms *a, const char *outcome, int month) {
  const trial *t = a->trial;
  fprintf(out, "%s,%d,%s,%s,%s,%d,%d,%d,%s,%s,%s,%d,%d,%.2f,%.2f,%d,%.2f,%.2f\n", t->label, t->year,
          comparator_names[t->comparator], modality_names[t->modality], training_names[t->training], t->hours,
          t->sessions, t->per_week, cointervention_names[t->cointervention], t->low_risk ? "low" : "high",
          outcome, month, a->n1, round_to_hundredths(a->m2 + a->effect), a->sd1, a->n2, a->m2, a->sd2);
}

/* Draws a trial's effect: expected + true deviation + sampling error. */
static double draw_effect(draw *d, const arms *a, double expected, double tau) {
  const double deviation =
      tau * draw_normal(d); /* one draw a statement: C leaves the order within one open */
  const double error = sqrt(sampling_variance(a)) * draw_normal(d);
  return expected + deviation + error;
}

/* Pain at 3 months, 0-10: the 25 sham-controlled trials to the target, the others as drawn. */
static void make_pain(draw *d, const trial *trials, arms *all) {
  static const target aim = {
      .mean = -0.51, .half_width = 0.11, .tau2 = 0.025, .t_quantile = 2.0639, .ratio = 1.32};
  arms sham[SHAM_TRIALS];
  size_t k = 0;
  for (size_t i = 0; i < TRIALS; i++) {
    all[i] = draw_arms(d, &trials[i], 3.6, 5.4, 1.7, 2.5);
    all[i].effect = draw_effect(d, &all[i], expected_pain(&trials[i]), 0.10);
    if (trials[i].comparator == SHAM) sham[k++] = all[i];
  }
  fit_to_target(sham, k, &aim);
  for (size_t i = 0, j = 0; i < TRIALS; i++)
    if (trials[i].comparator == SHAM) all[i] = sham[j++];
}

/* Function at 3 months, RMDQ 0-24: better where pain was better; the first 18 sham-controlled trials measured it. */
static size_t make_function(draw *d, const arms *pain, arms *function) {
  static const target aim = {.mean = -2.1, .half_width = 0.5, .tau2 = 0.6, .t_quantile = 2.1098, .ratio = 1};
  size_t k = 0;
  for (size_t i = 0; i < TRIALS && k < 18; i++) {
    if (pain[i].trial->comparator != SHAM) continue;
    function[k] = draw_arms(d, pain[i].trial, 8.2, 11.8, 4.1, 5.6);
    function[k].effect = draw_effect(d, &function[k], -2.1 + 2.5 * (pain[i].effect + 0.51), 0.6);
    k++;
  }
  fit_to_target(function, k, &aim);
  return k;
}

/* How many trials still show a benefit: a mean difference beyond the smallest that matters, -0.3. */
static int benefits(const arms *a, size_t k, double shift) {
  int count = 0;
  for (size_t i = 0; i < k; i++)
    count += round_to_hundredths(a[i].effect + shift) < -0.305;
  return count;
}

/* Pain at 12 months in the trials with a low risk of bias: all shifted until 17 of them still show a benefit. */
static size_t make_year(draw *d, const arms *pain, arms *year) {
  size_t k = 0;
  for (size_t i = 0; i < TRIALS; i++) {
    if (!pain[i].trial->low_risk) continue;
    year[k] = pain[i];
    year[k].n1 -= (int)(pain[i].n1 * draw_between(d, 0.05, 0.12));
    year[k].n2 -= (int)(pain[i].n2 * draw_between(d, 0.05, 0.12));
    year[k].m2 = round_to_hundredths(pain[i].m2 + draw_between(d, -0.4, 0.2));
    year[k].effect = 0.8 * pain[i].effect + 0.15 * draw_normal(d);
    k++;
  }
  double shift = 0.5;
  while (shift > -1.0 && benefits(year, k, shift) < 17)
    shift -= 0.01;
  for (size_t i = 0; i < k; i++)
    year[i].effect += shift;
  return k;
}

int write_outcomes(const char *dir, unsigned seed, const trial *trials) {
  arms pain[TRIALS], function[TRIALS], year[TRIALS];
  draw d = draw_start(seed, 2);
  make_pain(&d, trials, pain);
  const size_t n_function = make_function(&d, pain, function);
  const size_t n_year = make_year(&d, pain, year);
  FILE *out = records_open(
      dir, "outcomes.csv", seed,
      "one row a trial, outcome and month; 1 = acupuncture, 2 = comparator: analysed (n), mean (m), "
      "SD (sd); pain 0-10, function RMDQ 0-24");
  if (out == NULL) return 1;
  fprintf(
      out,
      "trial,year,comparator,modality,training,hours,sessions,per_week,cointervention,risk_of_bias,outcome,"
      "month,n1,m1,sd1,n2,m2,sd2\n");
  for (size_t i = 0; i < TRIALS; i++)
    write_arms(out, &pain[i], "pain", 3);
  for (size_t i = 0; i < n_function; i++)
    write_arms(out, &function[i], "function", 3);
  for (size_t i = 0; i < n_year; i++)
    write_arms(out, &year[i], "pain", 12);
  return records_close(out, "outcomes.csv");
}
