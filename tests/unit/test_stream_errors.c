/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What streams refuse, with which words, and that they are then as they were. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "test_stream_fixture.h"

#include <math.h>
#include <string.h>
#include <tausq/models.h>

static void refused(tsq_stream *s, const tsq_data *chunk, int status, const char *message) {
  unsigned char before[2048];
  unsigned char after[2048];
  size_t n = 0;
  assert_int_equal(tsq_stream_bytes(s, before, sizeof before, &n), TSQ_OK);
  assert_int_equal(tsq_stream_add(s, chunk), status);
  assert_non_null(strstr(tsq_last_error(), message));
  assert_int_equal(tsq_stream_bytes(s, after, sizeof after, &n), TSQ_OK);
  assert_memory_equal(before, after, n);
}

static void bad_chunks(void **state) {
  (void)state;
  double y[2] = {1, 2};
  double inf[2] = {1, HUGE_VAL};
  double v[2] = {1, 1};
  double zero[2] = {1, 0};
  double tiny[2] = {1, 1e-300};
  tsq_stream *s = first_pass(0, 3);
  refused(s, &(tsq_data){.k = 2, .yi = y, .vi = zero}, TSQ_ERR_DATA,
          "vi[1] = 0: a sampling variance must be > 0");
  refused(s, &(tsq_data){.k = 2, .yi = inf, .vi = v}, TSQ_ERR_DATA, "yi[1] is infinite");
  refused(s, &(tsq_data){.k = 2, .yi = y, .sei = inf}, TSQ_ERR_DATA, "sei[1] is infinite");
  refused(s, &(tsq_data){.k = 2, .yi = y, .vi = v, .sei = v}, TSQ_ERR_ARGUMENT, "both given");
  refused(s, &(tsq_data){.k = 2, .yi = y}, TSQ_ERR_NULL, "both NULL");
  refused(s, &(tsq_data){.k = 2, .vi = y}, TSQ_ERR_NULL, "chunk.yi is NULL");
  refused(s, &(tsq_data){.k = 2, .yi = y, .vi = v, .x = y, .p = 1}, TSQ_ERR_LENGTH, "chunk.p = 1");
  refused(s, &(tsq_data){.k = 2, .yi = y, .vi = v, .weights = v}, TSQ_ERR_UNSUPPORTED, "weights");
  refused(s, &(tsq_data){.k = 2, .yi = y, .vi = tiny}, TSQ_ERR_RANGE, "study [1]");
  assert_int_equal(tsq_stream_add(NULL, &(tsq_data){.k = 0}), TSQ_ERR_NULL);
  tsq_stream_free(s);
}

static void merges_that_make_no_sense(void **state) {
  (void)state;
  tsq_stream *a = first_pass(0, 3);
  tsq_stream *b = first_pass(2, 3);
  tsq_stream *c = first_pass(0, 3);
  assert_int_equal(tsq_stream_merge(a, a), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_stream_merge(a, b), TSQ_ERR_ARGUMENT);
  assert_non_null(strstr(tsq_last_error(), "from has 2 moderators"));
  assert_int_equal(tsq_stream_restart(c, 0.5), TSQ_OK);
  assert_int_equal(tsq_stream_merge(a, c), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_stream_restart(a, 0.25), TSQ_OK);
  assert_int_equal(tsq_stream_merge(a, c), TSQ_ERR_ARGUMENT);
  assert_non_null(strstr(tsq_last_error(), "tau2 = 0.5"));
  assert_int_equal(tsq_stream_restart(a, -1), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_stream_restart(a, NAN), TSQ_ERR_ARGUMENT);
  tsq_stream_free(a);
  tsq_stream_free(b);
  tsq_stream_free(c);
  const char *const others[2] = {"year", "ablat"};
  tsq_stream_options o = {.size = sizeof o, .p = 2, .x_names = others};
  a = first_pass(2, 3);
  assert_int_equal(tsq_stream_new(&o, &b), TSQ_OK);
  assert_int_equal(tsq_stream_merge(a, b), TSQ_ERR_ARGUMENT);
  assert_non_null(strstr(tsq_last_error(), "other names"));
  tsq_stream_free(a);
  tsq_stream_free(b);
}

static void passes_that_make_no_sense(void **state) {
  (void)state;
  tsq_stream *s = first_pass(0, 3);
  tsq_iterate *it = NULL;
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_iterate_new(s, NULL, &it), TSQ_OK);
  double tau2 = tsq_iterate_tau2(it);
  assert_int_equal(tsq_iterate_done(it), 0);
  assert_int_equal(tsq_iterate_finish(it, &fit), TSQ_ERR_ARGUMENT);
  assert_null(fit);
  assert_int_equal(tsq_iterate_step(it, s, NULL), TSQ_ERR_ARGUMENT); /* a first pass again */
  tsq_stream_restart(s, tau2 / 2);
  feed(s, 0, 3);
  assert_int_equal(tsq_iterate_step(it, s, NULL), TSQ_ERR_ARGUMENT); /* at another tau2 */
  tsq_stream_restart(s, tau2);
  assert_int_equal(tsq_iterate_step(it, s, NULL), TSQ_ERR_LENGTH); /* no studies */
  assert_non_null(strstr(tsq_last_error(), "0 studies, but the first pass had 13"));
  assert_true(tsq_iterate_tau2(it) == tau2);
  tsq_iterate *other = NULL;
  assert_int_equal(tsq_iterate_new(s, NULL, &other), TSQ_ERR_ARGUMENT); /* not a first pass */
  assert_null(other);
  tsq_iterate_free(it);
  tsq_stream_free(s);
}

static void models_that_cannot_be_fitted(void **state) {
  (void)state;
  tsq_stream *s = NULL;
  tsq_fit *fit = NULL;
  tsq_stream_options o = {.size = sizeof o, .p = 2, .x_names = bcg_names};
  double x[26];
  assert_int_equal(tsq_stream_new(&o, &s), TSQ_OK);
  assert_int_equal(tsq_stream_finish(s, NULL, &fit), TSQ_ERR_TOO_FEW);
  for (int i = 0; i < BCG_K; i++) {
    x[i] = bcg_ablat[i];
    x[BCG_K + i] = 3 - 0.1 * bcg_ablat[i];
  }
  assert_int_equal(tsq_stream_add(s, &(tsq_data){.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi, .x = x, .p = 2}),
                   TSQ_OK);
  assert_int_equal(tsq_stream_finish(s, NULL, &fit), TSQ_ERR_SINGULAR);
  assert_non_null(strstr(tsq_last_error(), "'year' is a linear combination"));
  tsq_stream_free(s);
  s = NULL;
  o = (tsq_stream_options){.size = sizeof o, .no_intercept = 1};
  assert_int_equal(tsq_stream_new(&o, &s), TSQ_ERR_ARGUMENT);
  o = (tsq_stream_options){.size = sizeof o, .p = 5000};
  assert_int_equal(tsq_stream_new(&o, &s), TSQ_ERR_LENGTH);
  assert_null(s);
  assert_null(fit);
}

/* What a stream would have to ignore it refuses, with the option's name. */
static void options_that_streams_do_not_take(void **state) {
  (void)state;
  static const struct {
    tsq_options options;
    const char *message;
  } cases[] = {
      {{.method = TSQ_GENQ}, "options.method = GENQ: model stream does not have it"},
      {{.weighting = TSQ_WEIGHT_EQUAL}, "options.weighting = equal: model stream does not have it; it has"},
      {{.redundant = TSQ_REDUNDANT_DROP},
       "options.redundant = drop: model stream does not have it; it has error"},
      {{.ci_kind = TSQ_CI_PL}, "options.ci_kind = PL: model stream does not have it; it has QP"},
      {{.keep = TSQ_KEEP_COPY}, "options.keep = copy: model stream does not have it; it has none"},
      {{.threads = 2}, "options.threads: model stream does not take it"},
      {{.nodes = 5}, "options.nodes: model stream does not take it"},
      {{.no_intercept = 1}, "but the stream was made with an intercept"},
      {{.test = TSQ_KR}, "test kr is for the intercept-only model"},
      {{.method = TSQ_CE, .tau2_fixed = 1}, "contradicts method CE"},
      {{.level = 1}, "options.level = 1: a confidence level lies between 0 and 1"},
  };
  tsq_stream *s = first_pass(2, 13);
  tsq_fit *fit = NULL;
  tsq_iterate *it = NULL;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    assert_int_equal(tsq_stream_finish(s, &cases[i].options, &fit), TSQ_ERR_ARGUMENT);
    if (strstr(tsq_last_error(), cases[i].message) == NULL)
      fail_msg("'%s' lacks '%s'", tsq_last_error(), cases[i].message);
    assert_int_equal(tsq_iterate_new(s, &cases[i].options, &it), TSQ_ERR_ARGUMENT);
    assert_true(fit == NULL && it == NULL);
  }
  /* the options that a fit used are taken as they are */
  tsq_options used = {.size = sizeof used};
  assert_int_equal(tsq_stream_finish(s, TSQ_OPTIONS(.method = TSQ_CE), &fit), TSQ_OK);
  assert_int_equal(tsq_fit_options(fit, &used), TSQ_OK);
  assert_int_equal(used.keep, TSQ_KEEP_NONE);
  tsq_fit_free(fit);
  assert_int_equal(tsq_stream_finish(s, &used, &fit), TSQ_OK);
  tsq_fit_free(fit);
  tsq_stream_free(s);
}

/* What is refused can be known beforehand. */
static void options_that_streams_list(void **state) {
  (void)state;
  tsq_option o = {.size = sizeof o};
  int methods = 0;
  int keep = 0;
  for (size_t i = 0; tsq_model_option("stream", i, &o) == TSQ_OK; i++) {
    assert_string_not_equal(o.name, "threads");
    if (strcmp(o.name, "keep") == 0) keep += strcmp(o.values, "none") == 0;
    if (strcmp(o.name, "method") == 0)
      methods += strstr(o.values, "REML") != NULL && strstr(o.values, "GENQ") == NULL;
  }
  assert_true(methods == 1 && keep == 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bad_chunks),
      cmocka_unit_test(merges_that_make_no_sense),
      cmocka_unit_test(passes_that_make_no_sense),
      cmocka_unit_test(models_that_cannot_be_fitted),
      cmocka_unit_test(options_that_streams_do_not_take),
      cmocka_unit_test(options_that_streams_list),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
