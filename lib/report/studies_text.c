/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of the studies: effect, standard error, weight, fitted value. */
#include "report/report.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

const char *tsqp_report_label(const tsq_fit *fit, size_t index, char *buffer, size_t n) {
  const char *label = tsq_study_label(fit, index);
  if (label != NULL) return label;
  tsqp_format(buffer, n, "Study %zu", index + 1);
  return buffer;
}

static void table(const tsq_fit *fit, size_t k, const double *c, int digits, tsqp_text *text) {
  static const char *const heads[4] = {"yi", "sei", "weight", "fitted"};
  int wide = 12 + (digits > 4 ? digits - 4 : 0);
  char a[40];
  tsqp_text_field(text, -30, "Studies:");
  for (int j = 0; j < 4; j++) {
    tsqp_text_field(text, j == 2 ? 12 : wide, heads[j]);
  }
  tsqp_text_add(text, "\n");
  for (size_t i = 0; i < k; i++) {
    tsqp_text_add(text, "  ");
    tsqp_text_name(text, 28, tsqp_report_label(fit, (size_t)c[4 * k + i], a, sizeof a));
    tsqp_text_field(text, wide, tsqp_text_number(a, c[i], digits));
    tsqp_text_field(text, wide, tsqp_text_number(a, sqrt(c[k + i]), digits));
    tsqp_text_field(text, 11, tsqp_text_number(a, c[2 * k + i], 2));
    tsqp_text_add(text, "%%");
    tsqp_text_field(text, wide, tsqp_text_number(a, c[3 * k + i], digits));
    tsqp_text_add(text, "\n");
  }
  tsqp_text_add(text, "\n");
}

int tsqp_text_studies(const tsq_fit *fit, const tsq_report_options *r, tsqp_text *text) {
  static const char *const names[5] = {"yi", "vi", "weights", "fitted", "index"};
  size_t k = (size_t)tsq_fit_value(fit, "k");
  double *columns = tsqp_calloc(k, 5 * sizeof *columns);
  if (columns == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", k);
  int status = TSQ_OK;
  for (size_t j = 0; j < 5 && status == TSQ_OK; j++) {
    status = tsq_fit_get(fit, names[j], columns + j * k, k);
  }
  if (status == TSQ_OK) table(fit, k, columns, r->digits, text);
  tsqp_free(columns);
  return status;
}
