/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L
#include "base/threads.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#define MAX_THREADS 256

typedef struct job {
  tsqp_work *work;
  void *context;
  size_t parts;
  atomic_size_t next;
  atomic_size_t helpers;
} job;

static void take_parts(job *j, size_t thread) {
  for (size_t part; (part = atomic_fetch_add(&j->next, 1)) < j->parts;) {
    j->work(j->context, part, thread);
  }
}

static void *help(void *argument) {
  job *j = argument;
  take_parts(j, 1 + atomic_fetch_add(&j->helpers, 1));
  return NULL;
}

void tsqp_in_parts(size_t threads, size_t parts, tsqp_work *work, void *context) {
  job j = {.work = work, .context = context, .parts = parts};
  pthread_t helper[MAX_THREADS];
  size_t helpers = 0;
  size_t wanted = threads < parts ? threads : parts;
  if (wanted > MAX_THREADS) wanted = MAX_THREADS;
  if (wanted > 1) {
    sigset_t all; /* the host's signals are for the host's threads */
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (helpers + 1 < wanted && pthread_create(&helper[helpers], NULL, help, &j) == 0) {
      helpers++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
  }
  take_parts(&j, 0);
  for (size_t i = 0; i < helpers; i++) {
    pthread_join(helper[i], NULL);
  }
}

size_t tsqp_thread_count(int32_t option) {
  if (option > 0) return (size_t)option;
  if (option == 0) return 1;
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? (size_t)online : 1;
}
