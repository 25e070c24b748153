/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors inside the library: set the message where the cause is known, pass the code up unchanged. */
#ifndef TSQP_STATUS_H
#define TSQP_STATUS_H

#include <tausq/base.h>

/* Sets this thread's message. Formats numbers with '.' whatever the host's locale. */
void tsqp_set_message(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same, and gives `status` back: inline, so that the compiler sees that a failure is not TSQ_OK. */
static inline int tsqp_status(int status) {
  return status;
}
#define tsqp_fail(status, ...) (tsqp_set_message(__VA_ARGS__), tsqp_status(status))

/* Every public function that can fail calls this first. */
void tsqp_clear_error(void);

/* Leaves the function with the callee's status, whose message stands. */
#define TSQP_TRY(expr)                                                                                       \
  do {                                                                                                       \
    int tsqp_try_status_ = (expr);                                                                           \
    if (tsqp_try_status_ != TSQ_OK) return tsqp_try_status_;                                                 \
  } while (0)

/* The same for functions that free what they own below a `cleanup:` label; needs `int status`. */
#define TSQP_TRY_OR_CLEANUP(expr)                                                                            \
  do {                                                                                                       \
    status = (expr);                                                                                         \
    if (status != TSQ_OK) goto cleanup;                                                                      \
  } while (0)

/* `if (arg == NULL)` with the argument's own name in the message. */
#define TSQP_NOT_NULL(arg)                                                                                   \
  do {                                                                                                       \
    if ((arg) == NULL) return tsqp_fail(TSQ_ERR_NULL, "%s is NULL", #arg);                                   \
  } while (0)

#endif
