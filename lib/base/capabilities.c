/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which optional parts this build has; CMake defines the macros as 0 or 1. */
#include <string.h>
#include <tausq/base.h>

#ifndef TSQP_WITH_IO
#define TSQP_WITH_IO 0
#endif
#ifndef TSQP_WITH_REPORT
#define TSQP_WITH_REPORT 0
#endif
#ifndef TSQP_WITH_PLOT
#define TSQP_WITH_PLOT 0
#endif

int tsq_has(const char *name) {
  if (name == NULL) return 0;
  if (strcmp(name, "csv") == 0) return TSQP_WITH_IO;
  if (strcmp(name, "json") == 0) return TSQP_WITH_REPORT;
  if (strcmp(name, "plot") == 0) return TSQP_WITH_PLOT;
  return 0;
}
