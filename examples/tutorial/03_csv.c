/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records from a CSV file: columns by name, columns by their usual names, rows by a condition, and a model by its formula.
 *
 *     03_csv FILE             the tests pass examples/data/lee2004.csv
 *
 * The data: acupoint P6 stimulation against sham for nausea after surgery (Lee & Done 2004). Checked with metafor 3.8.1:
 * rma(measure = "RR", ai, n1i = n1i, ci, n2i = n2i, data = dat.lee2004, test = "knha"), subset = year >= 2000, and
 * mods = ~ year.
 */
#include "tutorial.h"

/* A numeric column under the first usual name that the file has for a role ("ai", "events1", ...). */
static const double *column(const tsq_frame *frame, const char *role) {
  size_t index;
  const double *values = NULL;
  check(tsq_frame_guess(frame, role, &index));
  check(tsq_frame_numeric(frame, tsq_frame_column_name(frame, index), &values));
  return values;
}

static void analyse(tsq_frame *frame, const char *terms) {
  const size_t k = tsq_frame_rows(frame);
  double *effects = calloc(k, 2 * sizeof *effects);
  if (effects == NULL) check(TSQ_ERR_NOMEM);
  const tsq_tables counts = {.k = k,
                             .ai = column(frame, "ai"),
                             .n1i = column(frame, "n1i"),
                             .ci = column(frame, "ci"),
                             .n2i = column(frame, "n2i")};
  check(tsq_effect_tables(TSQ_RR, &counts, NULL, effects, effects + k));

  tsq_design *design = NULL;
  check(tsq_design_from_terms(frame, terms, &design));
  const tsq_data data = {.k = k,
                         .yi = effects,
                         .vi = effects + k,
                         .x = tsq_design_x(design),
                         .p = tsq_design_p(design),
                         .x_names = tsq_design_names(design)};
  tsq_fit *fit = NULL;
  check(tsq_rma(&data, NULL, &fit));
  printf("k = %zu, tau2 = %.4f, I2 = %.1f%%\n", k, tsq_fit_value(fit, "tau2"), tsq_fit_value(fit, "I2"));
  for (size_t j = 0; j <= tsq_design_p(design); j++) {
    const tsq_estimate b = tsq_coef(fit, j);
    printf("  %-10s %9.4f, 95%% CI %.4f to %.4f, p = %.4f\n", tsq_coef_name(fit, j), b.estimate, b.ci_lower,
           b.ci_upper, b.p_value);
  }
  tsq_fit_free(fit);
  tsq_design_free(design);
  free(effects);
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: 03_csv FILE\n");
    return 2;
  }
  tsq_frame *frame = NULL, *later = NULL;
  check(tsq_frame_read_csv(argv[1], NULL, &frame));
  printf("%zu rows, columns:", tsq_frame_rows(frame));
  for (size_t j = 0; j < tsq_frame_columns(frame); j++)
    printf(" %s", tsq_frame_column_name(frame, j));
  printf("\n\nall trials: ");
  analyse(frame, "1");
  printf("\nby year: ");
  analyse(frame, "year");
  check(tsq_frame_subset(frame, "year >= 2000", &later));
  printf("\nfrom 2000 on: ");
  analyse(later, "1");

  /* an error names what is wrong and what there is */
  const double *values = NULL;
  if (tsq_frame_numeric(frame, "vi", &values) == TSQ_ERR_NAME) printf("\n%s\n", tsq_last_error());
  tsq_frame_free(later);
  tsq_frame_free(frame);
  return EXIT_SUCCESS;
}
