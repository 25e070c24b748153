/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody who links the installed library writes first. */
#include <stdio.h>
#include <tausq.h>

int main(void) {
  const double yi[2] = {0.1, 0.3};
  const double vi[2] = {0.04, 0.04};
  tsq_data data = {0};
  tsq_fit *fit = NULL;
  data.k = 2;
  data.yi = yi;
  data.vi = vi;
  if (tsq_rma(&data, NULL, &fit) != TSQ_OK) {
    fprintf(stderr, "%s\n", tsq_last_error());
    return 1;
  }
  printf("tausq %s: pooled %.4f\n", tsq_version(), tsq_coef(fit, 0).estimate);
  tsq_fit_free(fit);
  return 0;
}
