/* SPDX-License-Identifier: GPL-3.0-or-later */
/* migraine.csv, insomnia.csv: trials of other conditions that the article mentions. */
#include "records.h"

/* Attacks in four weeks, before and in the third month, of trials that compared acupuncture with topiramate. */
int write_migraine(const char *dir, unsigned seed) {
  draw d = draw_start(seed, 6);
  FILE *out = records_open(dir, "migraine.csv", seed,
                           "migraine attacks in 4 weeks; acupuncture: before (m_before, sd_before), in month "
                           "3 (m_after, sd_after), "
                           "correlation r; attacks in month 3 of n patients of both arms");
  if (out == NULL) return 1;
  fprintf(out, "trial,n1,m_before,sd_before,m_after,sd_after,r,attacks1,n2,attacks2\n");
  for (int i = 0; i < 9; i++) {
    const int n1 = draw_integer(&d, 32, 150), n2 = n1 + draw_integer(&d, -4, 4);
    const double before = round_to_hundredths(draw_between(&d, 4.6, 7.8));
    const double share = 0.60 * (1 + 0.07 * draw_normal(&d));
    const int attacks1 = (int)(n1 * before * share + 0.5);
    const int attacks2 = (int)(n2 * before * 0.61 * (1 + 0.08 * draw_normal(&d)) + 0.5);
    const double after = round_to_hundredths((double)attacks1 / n1);
    /* one draw a statement: C leaves the order of arguments open */
    const double r = draw_between(&d, 0.4, 0.65);
    const double sd_after = after * draw_between(&d, 0.50, 0.68);
    const double sd_before = before * draw_between(&d, 0.36, 0.48);
    fprintf(out, "Migraine trial %d,%d,%.2f,%.2f,%.2f,%.2f,%.2f,%d,%d,%d\n", i + 1, n1, before,
            round_to_hundredths(sd_before), after, round_to_hundredths(sd_after), round_to_hundredths(r),
            attacks1, n2, attacks2);
  }
  return records_close(out, "migraine.csv");
}

/* Minutes of slow-wave sleep a night, acupuncture against sham. */
int write_insomnia(const char *dir, unsigned seed) {
  draw d = draw_start(seed, 7);
  FILE *out = records_open(
      dir, "insomnia.csv", seed,
      "minutes of slow-wave sleep a night; 1 = acupuncture, 2 = sham: participants (n), mean (m), SD (sd)");
  if (out == NULL) return 1;
  fprintf(out, "trial,n1,m1,sd1,n2,m2,sd2\n");
  for (int i = 0; i < 8; i++) {
    const int n1 = draw_integer(&d, 24, 75), n2 = n1 + draw_integer(&d, -2, 2);
    const double sham = draw_between(&d, 44, 66);
    const double ratio = 1.22 * (1 + 0.08 * draw_normal(&d));
    const double sd2 = sham * draw_between(&d, 0.27, 0.42);
    const double sd1 = sham * draw_between(&d, 0.27, 0.42);
    fprintf(out, "Insomnia trial %d,%d,%.2f,%.2f,%d,%.2f,%.2f\n", i + 1, n1, sham * ratio, sd1, n2, sham,
            sd2);
  }
  return records_close(out, "insomnia.csv");
}
