/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library without its optional parts: the statistics answer, the rest says that it is not there. */
#include <stdio.h>
#include <string.h>
#include <tausq.h>

static int wrong(const char *what) {
  printf("%s (last error: %s)\n", what, tsq_last_error());
  return 1;
}

int main(void) {
  static const char text[] = "yi,vi\n0.1,0.04\n";
  static const double yi[2] = {0.1, 0.3};
  static const double vi[2] = {0.04, 0.04};
  tsq_data data = {.k = 2, .yi = yi, .vi = vi};
  tsq_fit *fit = NULL;
  tsq_frame *frame = NULL;
  if (tsq_has("csv") || tsq_has("json") || tsq_has("plot")) return wrong("an optional part is said to be there");
  if (tsq_rma(&data, NULL, &fit) != TSQ_OK) return wrong("the core does not fit");
  tsq_fit_free(fit);
  if (tsq_frame_parse_csv(text, strlen(text), NULL, &frame) != TSQ_ERR_UNSUPPORTED) return wrong("CSV without libcsv");
  if (frame != NULL || tsq_last_error()[0] == '\0') return wrong("an error without its message");
  tsq_funnel funnel = {.size = sizeof funnel};
  if (tsq_plot_funnel(&funnel, "core.svg") == TSQ_OK) return wrong("a figure without the plot part");
  printf("core\n");
  return 0;
}
