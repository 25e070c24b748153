/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes the constructed trial records that the examples of this folder analyse.
 *
 * The article whose figures are reproduced prints pooled results only. So the records are drawn at random around
 * values that a trial could have, then shifted and stretched so that their analysis gives the article's figures (each
 * generate_*.c says how). What cannot be reached by shifting is reached by the choice of the seeds below. That the
 * figures agree is therefore by construction: it shows that the library computes them, and says nothing on acupuncture.
 *
 *     generate DIR      writes trials.csv, outcomes.csv, ... into DIR
 */
#include "records.h"
#include <stdlib.h>
#include <string.h>

enum { TRIALS_CSV, OUTCOMES_CSV, MINOR_CSV, SERIOUS_CSV, RESPONDERS_CSV, MIGRAINE_CSV, INSOMNIA_CSV };
static const unsigned seeds[] = {
    [TRIALS_CSV] = 98,    [OUTCOMES_CSV] = 27, [MINOR_CSV] = 162,  [SERIOUS_CSV] = 1,
    [RESPONDERS_CSV] = 5, [MIGRAINE_CSV] = 4,  [INSOMNIA_CSV] = 27};

FILE *records_open(const char *dir, const char *name, unsigned seed, const char *what) {
  char path[4096];
  const int length = snprintf(path, sizeof path, "%s/%s", dir, name);
  FILE *out = length > 0 && (size_t)length < sizeof path ? fopen(path, "wb") : NULL;
  if (out == NULL) {
    fprintf(stderr, "generate: cannot write %s/%s\n", dir, name);
    return NULL;
  }
  fprintf(out, "# constructed records, not from any trial; made by examples/review/generate.c, seed %u\n",
          seed);
  fprintf(out, "# %s\n", what);
  return out;
}

int records_close(FILE *out, const char *name) {
  const int failed = ferror(out);
  if (fclose(out) != 0 || failed) {
    fprintf(stderr, "generate: cannot write all of %s\n", name);
    return 1;
  }
  return 0;
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: generate DIR\n");
    return 2;
  }
  const char *dir = argv[1];
  trial trials[TRIALS];
  memset(trials, 0, sizeof trials);
  int failed = write_trials(dir, seeds[TRIALS_CSV], trials);
  failed |= write_outcomes(dir, seeds[OUTCOMES_CSV], trials);
  failed |= write_minor_events(dir, seeds[MINOR_CSV], trials);
  failed |= write_serious_events(dir, seeds[SERIOUS_CSV], trials);
  failed |= write_responders(dir, seeds[RESPONDERS_CSV], trials);
  failed |= write_migraine(dir, seeds[MIGRAINE_CSV]);
  failed |= write_insomnia(dir, seeds[INSOMNIA_CSV]);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
