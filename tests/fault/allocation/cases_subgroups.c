/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subgroups, and what they are asked. */
#include "every_allocation.h"
#include "fixture.h"

#include "../../bcg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *const groups[3] = {"alternate", "random", "systematic"};

static int grouping(every_try *t, int32_t tau2) {
  tsq_data data = fixture_pooled_data();
  tsq_subgroups *subgroups = (tsq_subgroups *)(void *)t;
  every_handle(t, &subgroups);
  int status = EVERY(t, tsq_subgroup(&data, bcg_alloc, groups, 3, tau2, NULL, &subgroups));
  if (status == TSQ_OK) tsq_subgroups_free(subgroups);
  return status;
}
static int common(every_try *t) {
  return grouping(t, TSQ_TAU2_COMMON);
}
static int separate(every_try *t) {
  return grouping(t, 0);
}

static tsq_subgroups *made(void) {
  tsq_data data = fixture_pooled_data();
  tsq_subgroups *subgroups = NULL;
  assert_int_equal(tsq_subgroup(&data, bcg_alloc, groups, 3, 0, NULL, &subgroups), TSQ_OK);
  return subgroups;
}

static int effect(every_try *t) {
  tsq_subgroups *subgroups = made();
  tsq_prediction out = {.estimate = -7};
  every_output(t, &out, sizeof out);
  int status = EVERY(t, tsq_subgroups_effect(subgroups, 1, &out));
  tsq_subgroups_free(subgroups);
  return status;
}

static int test(every_try *t) {
  tsq_subgroups *subgroups = made();
  tsq_wald_test out = {.size = sizeof out};
  every_output(t, &out, sizeof out);
  int status = EVERY(t, tsq_subgroups_test(subgroups, &out));
  tsq_subgroups_free(subgroups);
  return status;
}

const every_case every_subgroups[] = {
    {"tsq_subgroup", "one tau2", common, 0},
    {"tsq_subgroup", "a tau2 each", separate, 0},
    {"tsq_subgroups_effect", "the second", effect, 0},
    {"tsq_subgroups_test", "three groups", test, 1},
    {NULL, NULL, NULL, 0},
};
