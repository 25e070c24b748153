/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases of the kind "escalc": effect sizes, sampling variances and sample sizes from records. */
#include "conformance.h"

#include <stdlib.h>

void run_escalc(trial *t, const json_t *call) {
  size_t rows = tsq_frame_rows(t->frame);
  double *yi = new_numbers(3 * rows);
  double *vi = yi + rows;
  double *ni = vi + rows;
  if (measure_effects(t, call, yi, vi, ni)) {
    compare(t, "yi", yi, rows);
    compare(t, "vi", vi, rows);
    compare(t, "ni", ni, rows);
  }
  free(yi);
}
