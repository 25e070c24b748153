/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every public function that can fail is called with each of its allocations failing (allocation/every_allocation.h). The functions are
 * those of examples/bindings/api/api.json: one that can fail, and has neither a case nor a reason in allocation/exceptions.c, fails.
 */
#include "allocation/every_allocation.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define EVERY_LIST(subject) every_##subject,
static const every_case *const subjects[] = {EVERY_SUBJECTS(EVERY_LIST)};
enum { N_SUBJECTS = sizeof subjects / sizeof subjects[0] };

enum { MOST_CASES = 500 };

static void survives(void **state) {
  every_allocation(*state);
}

static int has_case(const char *function) {
  for (size_t s = 0; s < N_SUBJECTS; s++)
    for (const every_case *c = subjects[s]; c->function != NULL; c++)
      if (strcmp(c->function, function) == 0) return 1;
  return 0;
}

static const char *reason_for_none(const char *function) {
  for (const every_exception *e = every_exceptions; e->function != NULL; e++)
    if (strcmp(e->function, function) == 0) return e->reason;
  return NULL;
}

/* A status, or a number that is NaN when there is none; texts, counts and handles of what is there already cannot fail. */
static int can_fail(const char *returns) {
  return strcmp(returns, "int") == 0 || strcmp(returns, "double") == 0 ||
         strcmp(returns, "tsq_estimate") == 0;
}

static int is_public(const json_t *functions, const char *name) {
  size_t i;
  json_t *function;
  json_array_foreach(functions, i, function) if (strcmp(json_string_value(json_object_get(function, "name")),
                                                        name) == 0) return 1;
  return 0;
}

static void every_function_has_a_case(void **state) {
  (void)state;
  json_error_t error;
  json_t *api = json_load_file(TSQ_SOURCE_DIR "/examples/bindings/api/api.json", 0, &error);
  if (api == NULL) fail_msg("api.json: %s", error.text);
  json_t *functions = json_object_get(api, "functions");
  assert_true(json_array_size(functions) > 150);
  int missing = 0;
  size_t i;
  json_t *function;
  json_array_foreach(functions, i, function) {
    const char *name = json_string_value(json_object_get(function, "name"));
    if (!can_fail(json_string_value(json_object_get(function, "returns")))) continue;
    const char *reason = reason_for_none(name);
    if (has_case(name) == (reason != NULL)) {
      print_error("%s: %s\n", name,
                  reason == NULL ? "no case in tests/fault/allocation" : "a case and a reason for none");
      missing++;
    }
    if (reason != NULL) assert_true(strlen(reason) > 10);
  }
  for (size_t s = 0; s < N_SUBJECTS; s++) /* nor is a row left of a function that is gone */
    for (const every_case *c = subjects[s]; c->function != NULL; c++)
      if (!is_public(functions, c->function)) fail_msg("%s: has a case, and is not in api.json", c->function);
  for (const every_exception *e = every_exceptions; e->function != NULL; e++)
    if (!is_public(functions, e->function)) fail_msg("%s: has a reason, and is not in api.json", e->function);
  json_decref(api);
  assert_int_equal(missing, 0);
}

/* A test a case, so that one that fails does not hide the next. */
int main(void) {
  static struct CMUnitTest tests[MOST_CASES + 1];
  static char names[MOST_CASES][100];
  size_t n = 0;
  for (size_t s = 0; s < N_SUBJECTS; s++) {
    for (const every_case *c = subjects[s]; c->function != NULL && n < MOST_CASES; c++, n++) {
      snprintf(names[n], sizeof names[n], "%s (%s)", c->function, c->variant);
      tests[n] =
          (struct CMUnitTest){.name = names[n], .test_func = survives, .initial_state = (void *)(uintptr_t)c};
    }
  }
  tests[n++] = (struct CMUnitTest)cmocka_unit_test(every_function_has_a_case);
  return _cmocka_run_group_tests("every allocation", tests, n, NULL, NULL);
}
