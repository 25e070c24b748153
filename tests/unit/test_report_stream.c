/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports of fits that keep no studies: what they know is said, in every format, and nothing that they do not know. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "test_stream_fixture.h"

#include <string.h>
#include <tausq/report.h>

static char text[60000];

static const char *report(const tsq_fit *fit, int32_t format) {
  assert_int_equal(tsq_report(fit, NULL, format, text, sizeof text, NULL), TSQ_OK);
  return text;
}

static tsq_fit *one_pass(size_t p, const tsq_options *o) {
  tsq_stream *s = first_pass(p, 5);
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_stream_finish(s, o, &fit), TSQ_OK);
  tsq_stream_free(s);
  return fit;
}

/* metafor: rma(yi, vi, method = "DL"): tau^2 0.3088 (SE 0.2299), Q(df = 12) = 152.2330. */
static void a_fit_without_coefficients(void **state) {
  (void)state;
  for (size_t p = 0; p <= 2; p += 2) {
    tsq_fit *fit = one_pass(p, NULL);
    const char *said = report(fit, TSQ_REPORT_TEXT);
    assert_non_null(strstr(said, "tau^2 estimator: DL"));
    if (p == 0) assert_non_null(strstr(said, "0.3088   SE 0.2299"));
    if (p == 0) assert_non_null(strstr(said, "Q(df = 12) = 152.2330"));
    assert_non_null(strstr(said, "Note: the coefficients need one more pass over the data, at this tau2"));
    assert_null(strstr(said, "Model Results"));
    assert_null(strstr(said, "Moderators"));
    assert_null(strstr(said, "logLik"));
    assert_null(strstr(said, "NA"));
    said = report(fit, TSQ_REPORT_CSV);
    assert_non_null(strstr(said, "heterogeneity,tau2,"));
    assert_null(strstr(said, "coefficients,"));
    said = report(fit, TSQ_REPORT_JSON);
    assert_non_null(strstr(said, "\"tau2\""));
    assert_null(strstr(said, "\"pooled\""));
    (void)report(fit, TSQ_REPORT_MARKDOWN);
    (void)report(fit, TSQ_REPORT_LATEX);
    (void)report(fit, TSQ_REPORT_HTML);
    tsq_fit_free(fit);
  }
}

/* The common effect needs no further pass: the report is tsq_rma()'s, line by line. */
static void a_fit_with_coefficients(void **state) {
  (void)state;
  static char whole[60000];
  const tsq_options *o = TSQ_OPTIONS(.method = TSQ_CE);
  for (size_t p = 0; p <= 2; p += 2) {
    tsq_fit *fit = one_pass(p, o);
    tsq_fit *all = NULL;
    tsq_data data = {
        .k = BCG_K, .yi = bcg_yi, .vi = bcg_vi, .x = p > 0 ? bcg_x : NULL, .p = p, .x_names = bcg_names};
    assert_int_equal(tsq_rma(&data, o, &all), TSQ_OK);
    strcpy(whole, report(all, TSQ_REPORT_TEXT));
    /* but for R^2, which needs the fit without moderators */
    char *r2 = strstr(whole, "  R^2");
    if (r2 != NULL) memmove(r2, strchr(r2, '\n') + 1, strlen(strchr(r2, '\n') + 1) + 1);
    assert_string_equal(report(fit, TSQ_REPORT_TEXT), whole);
    tsq_fit_free(fit);
    tsq_fit_free(all);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_fit_without_coefficients),
                                     cmocka_unit_test(a_fit_with_coefficients)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
