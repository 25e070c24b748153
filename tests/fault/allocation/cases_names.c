/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of enums, and descriptions: static tables, which need no memory. */
#include "every_allocation.h"

static int from_name(every_try *t, const char *(*name)(int32_t), int (*value_of)(const char *, int32_t *)) {
  int32_t first = 0;
  while (name(first) == NULL)
    first++;
  int32_t value = -7;
  every_output(t, &value, sizeof value);
  return EVERY(t, value_of(name(first), &value));
}

#define ENUMS(X)                                                                                             \
  X(tsq_missing)                                                                                           \
  X(tsq_redundant)                                                                                         \
  X(tsq_weighting)                                                                                         \
  X(tsq_keep)                                                                                              \
  X(tsq_glmm_covariance)                                                                                   \
  X(tsq_add_mode)                                                                                          \
  X(tsq_subgroup_tau2)                                                                                     \
  X(tsq_subgroup_test)                                                                                     \
  X(tsq_row_kind)                                                                                          \
  X(tsq_drop00)                                                                                            \
  X(tsq_reason)                                                                                            \
  X(tsq_scale)                                                                                             \
  X(tsq_measure)                                                                                             \
  X(tsq_vtype)                                                                                               \
  X(tsq_to)                                                                                                  \
  X(tsq_convention)                                                                                          \
  X(tsq_record_kind)                                                                                         \
  X(tsq_source)                                                                                              \
  X(tsq_transform)                                                                                           \
  X(tsq_method)                                                                                              \
  X(tsq_test)                                                                                                \
  X(tsq_tau2_ci)                                                                                             \
  X(tsq_pi)                                                                                                  \
  X(tsq_i2)                                                                                                  \
  X(tsq_preset)                                                                                              \
  X(tsq_exact_method)                                                                                        \
  X(tsq_glmm_model)                                                                                          \
  X(tsq_poly_kind)                                                                                           \
  X(tsq_report_format)                                                                                       \
  X(tsq_plot_format)                                                                                         \
  X(tsq_show)                                                                                                \
  X(tsq_forest_order)                                                                                        \
  X(tsq_align)                                                                                               \
  X(tsq_funnel_kind)

#define ENUM_CASE(name)                                                                                      \
  static int case_##name(every_try *t) {                                                                     \
    return from_name(t, name##_name, name##_from_name);                                                      \
  }
ENUMS(ENUM_CASE)

static int measure_info(every_try *t) {
  tsq_measure_info info = {.size = sizeof info};
  every_output(t, &info, sizeof info);
  return EVERY(t, tsq_get_measure_info(TSQ_RR, &info));
}

static int model(every_try *t) {
  tsq_model_info info = {.size = sizeof info};
  every_output(t, &info, sizeof info);
  return EVERY(t, tsq_model_at(1, &info));
}

static int quantity(every_try *t) {
  tsq_quantity out = {.size = sizeof out};
  every_output(t, &out, sizeof out);
  return EVERY(t, tsq_model_quantity("mh", 3, &out));
}

static int option(every_try *t) {
  tsq_option out = {.size = sizeof out};
  every_output(t, &out, sizeof out);
  return EVERY(t, tsq_model_option("rma", 1, &out));
}

static int option_set(every_try *t) {
  tsq_options out = {.size = sizeof out};
  every_output(t, &out, sizeof out);
  return EVERY(t, tsq_option_set(&out, "method", "DL"));
}

#define ENUM_ROW(name) {#name "_from_name", "its first name", case_##name, 1},
const every_case every_names[] = {
    ENUMS(ENUM_ROW){"tsq_get_measure_info", "RR", measure_info, 1},
    {"tsq_model_at", "the second", model, 1},
    {"tsq_model_quantity", "of mh", quantity, 1},
    {"tsq_model_option", "of rma", option, 1},
    {"tsq_option_set", "an enum", option_set, 1},
    {NULL, NULL, NULL, 0},
};
