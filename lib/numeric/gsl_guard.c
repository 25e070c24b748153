/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/gsl_guard.h"

#include <gsl/gsl_errno.h>
#include <pthread.h>
#include <signal.h>

static pthread_once_t installed = PTHREAD_ONCE_INIT;
static gsl_error_handler_t *hosts_handler; /* NULL = GSL's default, which ends the process */
static _Thread_local int depth;

/*
 * The host's own errors must behave as if we were not there. GSL's default handler is not reachable by name: where the
 * host had set none, its errors end the process as GSL documents, by raising the same signal.
 */
static void forward(const char *reason, const char *file, int line, int gsl_errno) {
  if (depth > 0) return;
  if (hosts_handler != NULL) {
    hosts_handler(reason, file, line, gsl_errno);
  } else {
    raise(SIGABRT);
  }
}

static void install(void) {
  hosts_handler = gsl_set_error_handler(forward);
}

void tsqp_gsl_enter(void) {
  pthread_once(&installed, install);
  depth++;
}

void tsqp_gsl_leave(void) {
  depth--;
}
