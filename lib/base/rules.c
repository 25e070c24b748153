/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/rules.h"

#include "base/status.h"

int tsqp_resolve_level(const char *name, double by_default, double *level) {
  if (*level == 0) *level = by_default;
  if (*level > 0 && *level < 1) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_ARGUMENT, "%s = %g: a confidence level lies between 0 and 1, such as 0.95", name, *level);
}
