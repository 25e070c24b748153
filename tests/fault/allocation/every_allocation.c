/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "every_allocation.h"

#include "heap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MOST_ALLOCATIONS 20000
#define MOST_OUTPUTS 40

typedef struct output {
  unsigned char *at;
  size_t bytes;
  int is_handle;
  size_t before; /* where its bytes from before the call begin, in `kept` */
} output;

/* Bytes that grow in place, so that keeping them allocates nothing. */
typedef struct bytes {
  size_t n;
  unsigned char at[1 << 20];
} bytes;

struct every_try {
  const every_case *c;
  size_t nth; /* 0 = none fails */
  int and_on;
  int was_called;
  int status;
  heap_count count;
  size_t n_outputs;
  output outputs[MOST_OUTPUTS];
};

static bytes kept, answer, first_answer;

#define FAIL(t, ...) fail_try(t, __VA_ARGS__)
static void fail_try(const every_try *t, const char *what, const char *detail) {
  fail_msg("%s (%s), allocation %zu%s: %s%s", t->c->function, t->c->variant, t->nth,
           t->and_on ? " and on" : "", what, detail);
}

static size_t keep(bytes *b, const void *from, size_t n) {
  size_t start = b->n;
  if (n > sizeof b->at - b->n) fail_msg("more bytes of outputs than the harness keeps");
  memcpy(b->at + start, from, n);
  b->n += n;
  return start;
}

static void add_output(every_try *t, void *at, size_t n, int is_handle) {
  if (t->n_outputs == MOST_OUTPUTS) FAIL(t, "too many outputs", "");
  t->outputs[t->n_outputs++] = (output){at, n, is_handle, keep(&kept, at, n)};
}

void every_output(every_try *t, void *at, size_t n) {
  add_output(t, at, n, 0);
}

void every_handle(every_try *t, void *handle) {
  add_output(t, handle, sizeof(void *), 1);
}

void every_answer(every_try *t, const void *at, size_t n) {
  (void)t;
  keep(&answer, at, n);
}

void every_up(every_try *t) {
  t->was_called = 1;
  heap_up(t->nth, t->and_on);
}

int every_down(every_try *t, int status) {
  t->count = heap_down();
  t->status = status;
  if (status == TSQ_OK) {
    for (size_t i = 0; i < t->n_outputs; i++)
      if (!t->outputs[i].is_handle) keep(&answer, t->outputs[i].at, t->outputs[i].bytes);
    return status;
  }
  if (status != TSQ_ERR_NOMEM) FAIL(t, "not TSQ_ERR_NOMEM: ", tsq_last_error());
  if (strstr(tsq_last_error(), "memory") == NULL) FAIL(t, "no message that says so: ", tsq_last_error());
  for (size_t i = 0; i < t->n_outputs; i++)
    if (memcmp(t->outputs[i].at, kept.at + t->outputs[i].before, t->outputs[i].bytes) != 0)
      FAIL(t, "an output was written", "");
  return status;
}

static void try_once(every_try *t, const every_case *c, size_t nth, int and_on) {
  *t = (every_try){.c = c, .nth = nth, .and_on = and_on};
  kept.n = answer.n = 0;
  size_t before = heap_live();
  int returned = c->call(t);
  size_t after = heap_live();
  if (!t->was_called) FAIL(t, "the case makes no call", "");
  if (returned != t->status) FAIL(t, "the case must return the status", "");
  if (after != before)
    FAIL(t, after > before ? "a block was lost" : "a block was freed that was not the call's", "");
  if (nth > 0 && t->count.failed == 0) FAIL(t, "it allocates less than the first time", "");
}

void every_allocation(const every_case *c) {
  static every_try t;
  static const every_case
      *warm; /* the first call fills what libraries keep: buffers of streams, tables made once */
  if (warm != c) {
    warm = c;
    t = (every_try){.c = c};
    kept.n = answer.n = 0;
    (void)c->call(&t);
  }
  try_once(&t, c, 0, 0);
  if (t.status != TSQ_OK) FAIL(&t, "it fails by itself: ", tsq_last_error());
  size_t n_allocations = t.count.made;
  if (c->allocates_nothing && n_allocations > 0) FAIL(&t, "it allocates", "");
  if (!c->allocates_nothing && n_allocations == 0) FAIL(&t, "nothing is allocated: say so in its row", "");
  if (n_allocations > MOST_ALLOCATIONS) FAIL(&t, "more allocations than can be tried", "");
  first_answer.n = answer.n;
  memcpy(first_answer.at, answer.at, answer.n);
  for (size_t n = 1; n <= n_allocations; n++) {
    for (int and_on = 0; and_on < 2; and_on++) {
      try_once(&t, c, n, and_on);
      if (t.status == TSQ_OK &&
          (answer.n != first_answer.n || memcmp(answer.at, first_answer.at, answer.n) != 0))
        FAIL(&t, "another answer than with memory enough", "");
    }
  }
}
