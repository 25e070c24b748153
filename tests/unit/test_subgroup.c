/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subgroups of the BCG trials by allocation against metafor 3.8.1 (the reference set's case subgroup-bcg-alloc-FE has the same). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../bcg.h"
#include "../close.h"

#include <string.h>
#include <tausq/subgroup.h>

static const tsq_data bcg = {.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi};
static const char *const names[3] = {"alternate", "random", "systematic"};

static void common_effect_groups(void **state) {
  (void)state;
  static const double effect[3] = {-0.7185553676346008, -0.294536663614776, -0.413328379603451};
  static const int32_t how[2] = {TSQ_TAU2_SEPARATE, TSQ_TAU2_COMMON};
  for (int h = 0; h < 2; h++) {
    tsq_subgroups *s = NULL;
    assert_int_equal(
        tsq_subgroup(&bcg, bcg_alloc, names, 3, how[h], TSQ_OPTIONS(.method = TSQ_CE, .test = TSQ_Z), &s),
        TSQ_OK);
    assert_int_equal(tsq_subgroups_count(s), 3);
    for (size_t g = 0; g < 3; g++) {
      tsq_prediction p;
      assert_int_equal(tsq_subgroups_effect(s, g, &p), TSQ_OK);
      assert_close(p.estimate, effect[g], 1e-12);
      assert_string_equal(tsq_subgroups_name(s, g), names[g]);
    }
    tsq_wald_test test = {.size = sizeof test};
    assert_int_equal(tsq_subgroups_test(s, &test), TSQ_OK);
    assert_close(test.statistic, 19.865369819665684, 1e-11);
    assert_close(test.p_value, 4.85612383628119e-05, 1e-10);
    assert_true(test.df1 == 2);
    tsq_subgroups_free(s);
  }
}

static void studies_are_in_the_order_of_their_groups(void **state) {
  (void)state;
  int32_t codes[BCG_K];
  memcpy(codes, bcg_alloc, sizeof codes);
  codes[0] = -1; /* no group */
  tsq_subgroups *s = NULL;
  assert_int_equal(tsq_subgroup(&bcg, codes, NULL, 3, 0, NULL, &s), TSQ_OK);
  size_t n = 0;
  const size_t *studies = tsq_subgroups_studies(s, 2, &n);
  assert_int_equal(n, 4);
  assert_true(studies[0] == 9 && studies[3] == 12);
  assert_true(tsq_fit_value(tsq_subgroups_overall(s), "k") == 12);
  assert_string_equal(tsq_subgroups_name(s, 0), "group 1");
  assert_null(tsq_subgroups_fit(s, 3));
  assert_null(tsq_subgroups_common(s));
  tsq_subgroups_free(s);
}

static void bad_groups(void **state) {
  (void)state;
  tsq_subgroups *s = NULL;
  int32_t codes[BCG_K];
  memcpy(codes, bcg_alloc, sizeof codes);
  assert_int_equal(tsq_subgroup(&bcg, codes, names, 1, 0, NULL, &s), TSQ_ERR_LENGTH);
  assert_int_equal(tsq_subgroup(&bcg, NULL, names, 3, 0, NULL, &s), TSQ_ERR_NULL);
  assert_int_equal(tsq_subgroup(NULL, codes, names, 3, 0, NULL, &s), TSQ_ERR_NULL);
  assert_int_equal(tsq_subgroup(&bcg, codes, NULL, 4, 0, NULL, &s), TSQ_ERR_TOO_FEW);
  assert_string_equal(tsq_last_error(), "group 'group 4' has no study");
  codes[5] = 3;
  assert_int_equal(tsq_subgroup(&bcg, codes, names, 3, 0, NULL, &s), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "codes[5] = 3: groups are 0 .. 2");
  assert_null(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(common_effect_groups),
      cmocka_unit_test(studies_are_in_the_order_of_their_groups),
      cmocka_unit_test(bad_groups),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
