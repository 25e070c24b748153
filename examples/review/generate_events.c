/* SPDX-License-Identifier: GPL-3.0-or-later */
/* minor_events.csv, serious_events.csv, responders.csv: events among participants and treatments. */
#include "records.h"

/*
 * Draws the events of k studies with about `share` of n each, then adds or takes single events, study by study in turn,
 * until all together are `total`.
 */
static void draw_events(draw *d, const int *n, size_t k, double share, double spread, int total,
                        int *events) {
  int sum = 0;
  for (size_t i = 0; i < k; i++) {
    double p = share * (1 + spread * draw_normal(d));
    if (p < share / 4) p = share / 4;
    if (p > 0.97) p = 0.97;
    events[i] = (int)(p * n[i] + draw_uniform(d));
    sum += events[i];
  }
  for (size_t i = 0; sum != total; i = (i + 1) % k) {
    const int step = sum < total ? 1 : -1;
    if (events[i] + step < 0 || events[i] + step > n[i]) continue;
    events[i] += step;
    sum += step;
  }
}

static int sum_of(const int *n, size_t k) {
  int sum = 0;
  for (size_t i = 0; i < k; i++)
    sum += n[i];
  return sum;
}

/*
 * Bruising, dizziness, soreness: events counted after each treatment in the acupuncture arms. `crude` is the share of all
 * treatments. It lies a little above the pooled proportion, as a mean of proportions lies above what belongs to the mean
 * of their logits.
 */
int write_minor_events(const char *dir, unsigned seed, const trial *trials) {
  static const struct {
    const char *name;
    double crude;
    double spread;
  } kinds[] = {{"bruising", 0.0212, 0.22}, {"dizziness", 0.0091, 0.25}, {"soreness", 0.0475, 0.18}};
  FILE *out =
      records_open(dir, "minor_events.csv", seed,
                   "one row a trial and event; x of n treatments in the acupuncture arm were followed by it");
  if (out == NULL) return 1;
  fprintf(out, "trial,event,x,n\n");
  int n[TRIALS], events[TRIALS];
  for (size_t i = 0; i < TRIALS; i++)
    n[i] = trials[i].n1 * trials[i].sessions;
  for (size_t j = 0; j < sizeof kinds / sizeof kinds[0]; j++) {
    draw d = draw_start(seed, 30 + j);
    const int total = (int)(kinds[j].crude * sum_of(n, TRIALS));
    draw_events(&d, n, TRIALS, kinds[j].crude, kinds[j].spread, total, events);
    for (size_t i = 0; i < TRIALS; i++)
      fprintf(out, "%s,%s,%d,%d\n", trials[i].label, kinds[j].name, events[i], n[i]);
  }
  return records_close(out, "minor_events.csv");
}

/* Hands out `events` single events to k studies, each by chance in proportion to its number of treatments. */
static void hand_out(draw *d, const int *treatments, size_t k, int events, int *x) {
  const int total = sum_of(treatments, k);
  for (size_t i = 0; i < k; i++)
    x[i] = 0;
  for (int e = 0; e < events; e++) {
    int place = draw_integer(d, 0, total - 1);
    size_t i = 0;
    while (place >= treatments[i])
      place -= treatments[i++];
    x[i]++;
  }
}

/* Serious events a treatment: the acupuncture arms of all trials, and cohorts of the two alternatives. */
int write_serious_events(const char *dir, unsigned seed, const trial *trials) {
  draw d = draw_start(seed, 4);
  FILE *out =
      records_open(dir, "serious_events.csv", seed,
                   "one row a study; x serious adverse events in so many treatments (sessions, injections)");
  if (out == NULL) return 1;
  fprintf(out, "study,treatment,x,treatments\n");
  int treatments[TRIALS], x[TRIALS];
  for (size_t i = 0; i < TRIALS; i++)
    treatments[i] = trials[i].n1 * trials[i].sessions;
  hand_out(&d, treatments, TRIALS, 3, x);
  for (size_t i = 0; i < TRIALS; i++)
    fprintf(out, "%s,acupuncture,%d,%d\n", trials[i].label, x[i], treatments[i]);
  static const struct {
    const char *name;
    size_t studies;
    int low, high, events_per_100000;
  } others[] = {{"corticosteroid injection", 14, 900, 9000, 30},
                {"supervised exercise", 12, 1500, 14000, 20}};
  for (size_t j = 0; j < 2; j++) {
    const size_t k = others[j].studies;
    for (size_t i = 0; i < k; i++)
      treatments[i] = draw_integer(&d, others[j].low, others[j].high);
    const int events = (int)((double)sum_of(treatments, k) * others[j].events_per_100000 / 100000 + 0.5);
    hand_out(&d, treatments, k, events, x);
    for (size_t i = 0; i < k; i++)
      fprintf(out, "Cohort %c%02d,%s,%d,%d\n", j == 0 ? 'C' : 'E', (int)i + 1, others[j].name, x[i],
              treatments[i]);
  }
  return records_close(out, "serious_events.csv");
}

/* Full relief without further treatment at 6 months (low-risk trials), and responders in heart-rate variability (auricular). */
int write_responders(const char *dir, unsigned seed, const trial *trials) {
  FILE *out = records_open(
      dir, "responders.csv", seed,
      "one row a trial and outcome; x of n participants: relief = full relief without further treatment 6 "
      "months on; hrv = heart-rate variability improved");
  if (out == NULL) return 1;
  fprintf(out, "trial,outcome,x,n\n");
  for (int j = 0; j < 2; j++) {
    draw d = draw_start(seed, 50 + (uint64_t)j);
    const double share = j == 0 ? 0.402 : 0.715;
    int n[TRIALS], x[TRIALS];
    const trial *of[TRIALS];
    size_t k = 0;
    for (size_t i = 0; i < TRIALS; i++) {
      if (j == 0 ? !trials[i].low_risk : trials[i].modality != AURICULAR) continue;
      of[k] = &trials[i];
      n[k] = trials[i].n1 - (int)(trials[i].n1 * draw_between(&d, 0.08, 0.2));
      k++;
    }
    draw_events(&d, n, k, share, j == 0 ? 0.14 : 0.06, (int)(share * sum_of(n, k)), x);
    for (size_t i = 0; i < k; i++)
      fprintf(out, "%s,%s,%d,%d\n", of[i]->label, j == 0 ? "relief" : "hrv", x[i], n[i]);
  }
  return records_close(out, "responders.csv");
}
