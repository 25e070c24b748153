/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * conformance [--kind KIND] DIR...: runs the cases of reference folders (cases.json and data/, see README.md here)
 * against the library. One line for each case that fails or is not supported, a table by kind, and a last line
 * "N passed, N failed, N skipped". Exit status 0 if none failed, 1 otherwise, 2 for a wrong call.
 */
#include "conformance.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum verdict { PASSED, FAILED, SKIPPED, N_VERDICTS } verdict;

typedef struct kind {
  const char *name;
  void (*run)(trial *t, const json_t *call);
} kind;

/* A kind without a function is known but not offered yet: its cases are skipped, never passed. */
static const kind kinds[] = {
    {"escalc", run_escalc}, {"rma", run_rma},       {"subgroup", run_subgroup}, {"rma.mh", run_mh},
    {"rma.peto", run_peto}, {"rma.glmm", run_glmm}, {"rma.mv", NULL},           {"ls", NULL},
    {"diagnostics", NULL},  {"bias", NULL},         {"selmodel", NULL},         {"permutest", NULL},
    {"robust", NULL},        {"refit", run_refit},   {"compare", run_compare},
};
#define N_KINDS (sizeof kinds / sizeof kinds[0])

/* How many cases of each kind passed, failed and were skipped; the last row takes all unknown kinds. */
typedef struct tally {
  size_t count[N_KINDS + 1][N_VERDICTS];
} tally;

static size_t kind_index(const char *name) {
  for (size_t i = 0; i < N_KINDS; i++) {
    if (name != NULL && strcmp(kinds[i].name, name) == 0) return i;
  }
  return N_KINDS;
}

int settled(const trial *t) {
  return t->failed || t->unsupported;
}

void disagree(trial *t, const char *format, ...) {
  if (settled(t)) return;
  va_list args;
  va_start(args, format);
  vsnprintf(t->message, sizeof t->message, format, args);
  va_end(args);
  t->failed = 1;
}

void unsupported(trial *t, const char *format, ...) {
  if (settled(t)) return;
  va_list args;
  va_start(args, format);
  vsnprintf(t->message, sizeof t->message, format, args);
  va_end(args);
  t->unsupported = 1;
}

double *new_numbers(size_t count) {
  double *numbers = calloc(count + 1, sizeof *numbers);
  if (numbers != NULL) return numbers;
  fprintf(stderr, "conformance: out of memory\n");
  exit(2);
}

int answered(trial *t, int status) {
  if (settled(t)) return 0;
  if (expected(t, "error") != NULL) {
    if (status == TSQ_OK) return 1; /* a later step may refuse */
    t->compared++;
    return 0;
  }
  if (status != TSQ_OK) disagree(t, "the library refuses: %s", tsq_last_error());
  return status == TSQ_OK;
}

static void load_data(trial *t, const char *folder) {
  const char *file = json_string_value(json_object_get(t->json, "data"));
  char path[4096];
  if (file == NULL) {
    disagree(t, "the case names no data file");
    return;
  }
  snprintf(path, sizeof path, "%s/%s", folder, file);
  if (tsq_frame_read_csv(path, NULL, &t->frame) != TSQ_OK) disagree(t, "%s", tsq_last_error());
}

static verdict run_case(const char *kind_name, const char *folder, trial *t) {
  size_t index = kind_index(kind_name);
  if (index == N_KINDS) {
    unsupported(t, "unknown kind '%s'", kind_name);
  } else if (kinds[index].run == NULL) {
    unsupported(t, "kind '%s' is not offered yet", kind_name);
  } else {
    load_data(t, folder);
    if (!settled(t)) kinds[index].run(t, json_object_get(t->json, "call"));
    if (expected(t, "error") != NULL && t->compared == 0) disagree(t, "R stops here, the library did not");
    if (expected(t, "error") == NULL) compare_nothing_else(t);
    if (t->compared == 0) disagree(t, "nothing was compared");
  }
  tsq_frame_free(t->frame);
  return t->unsupported ? SKIPPED : t->failed ? FAILED : PASSED;
}

static void run_cases(const json_t *cases, const char *folder, const char *only, tally *all) {
  static const char *const words[N_VERDICTS] = {"passed ", "FAILED ", "skipped"};
  size_t i;
  json_t *json;
  json_array_foreach(cases, i, json) {
    const char *kind_name = json_string_value(json_object_get(json, "kind"));
    const char *id = json_string_value(json_object_get(json, "id"));
    if (kind_name == NULL) kind_name = "(none)";
    if (only != NULL && strcmp(only, kind_name) != 0) continue;
    trial t = {.json = json};
    verdict v = run_case(kind_name, folder, &t);
    all->count[kind_index(kind_name)][v]++;
    if (v != PASSED) printf("%s %s: %s\n", words[v], id != NULL ? id : "(no id)", t.message);
  }
}

/* Returns 0 where the folder holds no readable cases. */
static int run_folder(const char *folder, const char *only, tally *all) {
  char path[4096];
  json_error_t error;
  snprintf(path, sizeof path, "%s/cases.json", folder);
  json_t *cases = json_load_file(path, 0, &error);
  int readable = json_is_array(cases);
  if (readable) {
    run_cases(cases, folder, only, all);
  } else {
    fprintf(stderr, "conformance: %s: %s\n", path, cases == NULL ? error.text : "not an array of cases");
  }
  json_decref(cases);
  return readable;
}

static void print_table(const tally *all, size_t *total) {
  printf("\n%-14s %8s %8s %8s\n", "kind", "passed", "failed", "skipped");
  for (size_t i = 0; i <= N_KINDS; i++) {
    const size_t *n = all->count[i];
    if (n[PASSED] + n[FAILED] + n[SKIPPED] == 0) continue;
    printf("%-14s %8zu %8zu %8zu\n", i < N_KINDS ? kinds[i].name : "(unknown)", n[PASSED], n[FAILED],
           n[SKIPPED]);
    for (int v = 0; v < N_VERDICTS; v++) {
      total[v] += n[v];
    }
  }
  printf("%zu passed, %zu failed, %zu skipped\n", total[PASSED], total[FAILED], total[SKIPPED]);
}

static int usage(void) {
  fprintf(stderr, "usage: conformance [--kind KIND] DIR...\nkinds:");
  for (size_t i = 0; i < N_KINDS; i++) {
    fprintf(stderr, " %s", kinds[i].name);
  }
  fprintf(stderr, "\n");
  return 2;
}

int main(int argc, char **argv) {
  tally all = {0};
  size_t total[N_VERDICTS] = {0};
  const char *only = NULL;
  int first = 1;
  int readable = 1;
  if (argc > 2 && strcmp(argv[1], "--kind") == 0) {
    only = argv[2];
    first = 3;
  }
  if (first >= argc || argv[first][0] == '-') return usage();
  for (int i = first; i < argc; i++) {
    readable = run_folder(argv[i], only, &all) && readable;
  }
  print_table(&all, total);
  if (total[PASSED] + total[FAILED] + total[SKIPPED] == 0) fprintf(stderr, "conformance: no case selected\n");
  return readable && total[FAILED] == 0 && total[PASSED] + total[SKIPPED] > 0 ? 0 : 1;
}
