/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "review.h"
#include <math.h>

#ifndef REVIEW_DATA
#define REVIEW_DATA "examples/data/review"
#endif

const char *review_picture_folder = "build/review";
static const char *data_folder = REVIEW_DATA;

void review_start(int argc, char **argv) {
  if (argc > 3) {
    fprintf(stderr, "usage: %s [FOLDER_FOR_PICTURES [FOLDER_OF_RECORDS]]\n", argv[0]);
    exit(2);
  }
  if (argc > 1) review_picture_folder = argv[1];
  if (argc > 2) data_folder = argv[2];
}

void check(int status) {
  if (status == TSQ_OK) return;
  fprintf(stderr, "%s: %s\n", tsq_strerror(status), tsq_last_error());
  exit(EXIT_FAILURE);
}

double *review_array(size_t n) {
  double *array = calloc(n, sizeof *array);
  if (array == NULL) {
    fprintf(stderr, "no memory for %zu numbers\n", n);
    exit(EXIT_FAILURE);
  }
  return array;
}

tsq_frame *review_records(const char *file, const char *condition) {
  char path[4096];
  const int length = snprintf(path, sizeof path, "%s/%s", data_folder, file);
  if (length < 0 || (size_t)length >= sizeof path) {
    fprintf(stderr, "%s: the path is too long\n", data_folder);
    exit(EXIT_FAILURE);
  }
  tsq_frame *all = NULL, *some = NULL;
  check(tsq_frame_read_csv(path, NULL, &all));
  if (condition == NULL) return all;
  check(tsq_frame_subset(all, condition, &some));
  tsq_frame_free(all);
  return some;
}

const double *review_numbers(const tsq_frame *frame, const char *column) {
  const double *numbers = NULL;
  check(tsq_frame_numeric(frame, column, &numbers));
  return numbers;
}

const char *const *review_texts(tsq_frame *frame, const char *column) {
  const char *const *texts = NULL;
  check(tsq_frame_text(frame, column, &texts));
  return texts;
}

review_set review_empty_set(tsq_frame *frame) {
  review_set set = {.frame = frame, .k = tsq_frame_rows(frame)};
  set.yi = review_array(set.k);
  set.vi = review_array(set.k);
  set.data = (tsq_data){.k = set.k, .yi = set.yi, .vi = set.vi, .labels = review_texts(frame, "trial")};
  return set;
}

review_set review_means(int32_t measure, const char *file, const char *condition) {
  review_set set = review_empty_set(review_records(file, condition));
  const tsq_means arms = {.k = set.k,
                          .m1 = review_numbers(set.frame, "m1"),
                          .sd1 = review_numbers(set.frame, "sd1"),
                          .n1 = review_numbers(set.frame, "n1"),
                          .m2 = review_numbers(set.frame, "m2"),
                          .sd2 = review_numbers(set.frame, "sd2"),
                          .n2 = review_numbers(set.frame, "n2")};
  check(tsq_effect_means(measure, &arms, NULL, set.yi, set.vi));
  return set;
}

review_set review_proportions(int32_t measure, const char *file, const char *condition) {
  review_set set = review_empty_set(review_records(file, condition));
  const tsq_proportions events = {
      .k = set.k, .xi = review_numbers(set.frame, "x"), .ni = review_numbers(set.frame, "n")};
  check(tsq_effect_proportions(measure, &events, NULL, set.yi, set.vi));
  return set;
}

void review_free(review_set *set) {
  tsq_frame_free(set->frame);
  free(set->yi);
  free(set->vi);
}

double review_participants(const review_set *set) {
  const double *n1 = review_numbers(set->frame, "n1"), *n2 = review_numbers(set->frame, "n2");
  double sum = 0;
  for (size_t i = 0; i < set->k; i++)
    sum += n1[i] + n2[i];
  return sum;
}

void review_headline(const char *id, const char *text) {
  printf("%s. %s\n(constructed records, not from any trial)\n\n", id, text);
}

tsq_estimate review_shown(const tsq_estimate *estimate, int32_t transform, double factor) {
  tsq_estimate shown;
  check(tsq_transform_estimate(transform, NULL, estimate, &shown));
  shown.estimate *= factor;
  shown.ci_lower *= factor;
  shown.ci_upper *= factor;
  return shown;
}

const char *review_p(double p) {
  static char texts[4][24];
  static int next;
  char *text = texts[next++ % 4];
  if (p < 0.0001) return "p < .0001";
  char digits[16];
  snprintf(digits, sizeof digits, "%.4f", p);
  snprintf(text, sizeof texts[0], "p = %s", digits[0] == '0' ? digits + 1 : digits);
  return text;
}

void review_describe(const tsq_fit *fit, int32_t transform) {
  tsq_prediction mean;
  check(tsq_predict(fit, NULL, 1, &mean));
  double interval[2] = {mean.pi_lower, mean.pi_upper};
  check(tsq_transform_values(transform, NULL, 2, interval, interval));
  printf("studies                  k = %.0f\n", tsq_fit_value(fit, "k"));
  printf("heterogeneity            tau2 = %.4f (tau = %.3f), I2 = %.0f%%, Q(%.0f) = %.1f, %s\n",
         tsq_fit_value(fit, "tau2"), tsq_fit_value(fit, "tau"), tsq_fit_value(fit, "I2"),
         tsq_fit_value(fit, "df_residual"), tsq_fit_value(fit, "QE"), review_p(tsq_fit_value(fit, "QEp")));
  printf("95%% prediction interval  %.3f to %.3f\n", interval[0], interval[1]);
  printf("conventions              %s\n", tsq_fit_conventions(fit));
}

static int verdict(const char *id, const char *what, const char *reported, const char *computed, int agrees) {
  printf("\n%s  %s  reported %s  computed %s  %s\n", id, what, reported, computed,
         agrees ? "agrees" : "DISAGREES");
  return agrees && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int review_figure(const char *id, const char *what, const char *reported, const char *computed) {
  return verdict(id, what, reported, computed, strcmp(reported, computed) == 0);
}

int review_statement(const char *id, const char *what, const char *reported, const char *computed,
                     int holds) {
  return verdict(id, what, reported, computed, holds);
}
