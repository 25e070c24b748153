/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trials.csv: 39 trials with 20,827 adults, and what was done in them. */
#include "records.h"

const char *const comparator_names[] = {"sham", "usual care", "no treatment"};
const char *const modality_names[] = {"manual", "electro", "auricular"};
const char *const training_names[] = {"licensed", "weekend"};
const char *const cointervention_names[] = {"none", "counselling", "movement", "both"};

/* Deals out `counts[level]` cards of each level to the trials, in random order: the margins are fixed. */
static void deal(draw *d, const int *counts, int levels, int *cards) {
  size_t n = 0;
  for (int level = 0; level < levels; level++)
    for (int i = 0; i < counts[level]; i++)
      cards[n++] = level;
  draw_shuffle(d, cards, n);
}

/* Sizes from 80 up, many small and few large; the excess over 80 is stretched so that all add up to ADULTS. */
static void draw_sizes(draw *d, trial *trials) {
  double excess[TRIALS], sum = 0;
  for (int i = 0; i < TRIALS; i++) {
    const double u = draw_between(d, 0.18, 1);
    excess[i] = u * u * u;
    sum += excess[i];
  }
  int left = ADULTS;
  size_t largest = 0;
  for (size_t i = 0; i < TRIALS; i++) {
    const int total = 80 + (int)(excess[i] / sum * (ADULTS - 80 * TRIALS));
    trials[i].n1 = total / 2 + draw_integer(d, -total / 50, total / 50);
    trials[i].n2 = total - trials[i].n1;
    left -= total;
    if (excess[i] > excess[largest]) largest = i;
  }
  trials[largest].n2 += left; /* what rounding down left over: fewer than 39 */
}

/* The dose: twice weekly goes with more sessions, as it does in practice. */
static void draw_dose(draw *d, trial *t) {
  t->sessions = t->per_week == 2 ? draw_integer(d, 6, 16) : draw_integer(d, 4, 12);
  t->hours = t->training == LICENSED ? 3000 + 50 * draw_integer(d, 0, 28) : 20 + 10 * draw_integer(d, 0, 28);
}

static void draw_trials(draw *d, trial *trials) {
  static const char *const countries[] = {"AU", "BR", "CN", "DE", "GB", "JP", "KR", "NO", "SE", "US"};
  int comparators[TRIALS], modalities[TRIALS], trainings[TRIALS], cointerventions[TRIALS], weekly[TRIALS],
      risk[TRIALS];
  deal(d, (const int[]){SHAM_TRIALS, 9, 5}, 3, comparators);
  deal(d, (const int[]){21, 11, 7}, 3, modalities);
  deal(d, (const int[]){22, 17}, 2, trainings);
  deal(d, (const int[]){13, 9, 9, 8}, 4, cointerventions);
  deal(d, (const int[]){19, 20}, 2, weekly);
  deal(d, (const int[]){TRIALS - LOW_RISK_TRIALS, LOW_RISK_TRIALS}, 2, risk);
  for (int i = 0; i < TRIALS; i++) {
    trial *t = &trials[i];
    t->year = 2000 + (i * 23 + draw_integer(d, 0, 16)) / TRIALS;
    snprintf(t->label, sizeof t->label, "Trial %02d %d", i + 1, t->year);
    t->country = countries[draw_integer(d, 0, 9)];
    t->comparator = comparators[i];
    t->modality = modalities[i];
    t->training = trainings[i];
    t->cointervention = cointerventions[i];
    t->per_week = 1 + weekly[i];
    t->low_risk = risk[i];
    draw_dose(d, t);
  }
  draw_sizes(d, trials);
}

int write_trials(const char *dir, unsigned seed, trial *trials) {
  draw d = draw_start(seed, 1);
  draw_trials(&d, trials);
  FILE *out = records_open(
      dir, "trials.csv", seed,
      "one row a trial; hours: training of the practitioners; n1, n2: randomised to acupuncture and "
      "to the comparator");
  if (out == NULL) return 1;
  fprintf(
      out,
      "trial,year,country,comparator,modality,training,hours,sessions,per_week,cointervention,risk_of_bias,"
      "n1,n2\n");
  for (int i = 0; i < TRIALS; i++) {
    const trial *t = &trials[i];
    fprintf(out, "%s,%d,%s,%s,%s,%s,%d,%d,%d,%s,%s,%d,%d\n", t->label, t->year, t->country,
            comparator_names[t->comparator], modality_names[t->modality], training_names[t->training],
            t->hours, t->sessions, t->per_week, cointervention_names[t->cointervention],
            t->low_risk ? "low" : "high", t->n1, t->n2);
  }
  return records_close(out, "trials.csv");
}
