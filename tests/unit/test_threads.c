/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fits in several threads at once: the same numbers as alone, and each thread its own message. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../bcg.h"

#include <pthread.h>
#include <string.h>
#include <tausq/rma.h>

#define THREADS 4
#define ROUNDS 200

typedef struct job {
  int odd;
  double tau2, upper;
  int right; /* every round gave the same numbers and messages */
} job;

static int one_round(double *tau2, double *upper) {
  tsq_fit *fit = NULL;
  tsq_interval ci = {.size = sizeof ci};
  if (tsq_rma(&(tsq_data){.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi}, NULL, &fit) != TSQ_OK) return 0;
  int done = tsq_confint(fit, NULL, NULL, &ci) == TSQ_OK;
  *tau2 = tsq_fit_value(fit, "tau2");
  *upper = ci.upper;
  tsq_fit_free(fit);
  return done;
}

static void *work(void *argument) {
  job *j = argument;
  j->right = 1;
  for (int i = 0; i < ROUNDS; i++) {
    double tau2;
    double upper;
    double bad = j->odd ? -1 : -2;
    tsq_fit *fit = NULL;
    if (!one_round(&tau2, &upper) || tau2 != j->tau2 || upper != j->upper) j->right = 0;
    if (tsq_rma(&(tsq_data){.k = 1, .yi = bcg_yi, .vi = &bad}, NULL, &fit) != TSQ_ERR_DATA) j->right = 0;
    if (strncmp(tsq_last_error(), j->odd ? "vi[0] = -1:" : "vi[0] = -2:", 11) != 0) j->right = 0;
  }
  return NULL;
}

static void threads_do_not_disturb_each_other(void **state) {
  (void)state;
  pthread_t thread[THREADS];
  job jobs[THREADS];
  double tau2 = 0;
  double upper = 0;
  assert_true(one_round(&tau2, &upper));
  for (int t = 0; t < THREADS; t++) {
    jobs[t] = (job){.odd = t % 2, .tau2 = tau2, .upper = upper};
    assert_int_equal(pthread_create(&thread[t], NULL, work, &jobs[t]), 0);
  }
  for (int t = 0; t < THREADS; t++) {
    assert_int_equal(pthread_join(thread[t], NULL), 0);
    assert_true(jobs[t].right);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(threads_do_not_disturb_each_other)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
