/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gnuplot as a child process. */
#ifndef TSQP_PROCESS_H
#define TSQP_PROCESS_H

#include <stddef.h>

#define TSQP_SAID_BYTES 320

/*
 * Runs `program` (looked for on the PATH) with `commands` on its standard input and the file `picture` as its standard
 * output. Returns when it has ended: a child that is not done after `time_limit` seconds is killed. No signal reaches the
 * host (SIGPIPE), no zombie is left, whatever the host does with SIGCHLD.
 *
 * Fails with TSQ_ERR_GNUPLOT and the program's own message where it is missing, dies, or ends with an error. `said`
 * [TSQP_SAID_BYTES] receives what it wrote to its standard error, on one line.
 */
int tsqp_run_gnuplot(const char *program, double time_limit, const char *commands, size_t n, int picture,
                     char *said);

/* The same file under a descriptor above 2, so that it survives being put in the place of a standard one; -1 on failure. */
int tsqp_above_standard(int fd);

#endif
