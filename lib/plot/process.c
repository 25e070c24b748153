/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700
#include "plot/process.h"

#include "base/number.h"
#include "base/status.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if TSQP_WITH_PLOT

extern char **environ;

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0 /* such systems have SO_NOSIGPIPE, set in open_pair() */
#endif

#define COMPLAINT_BYTES 2048

typedef struct child {
  pid_t pid;
  int commands;     /* our end of its standard input, -1 = closed */
  int complaints;   /* our end of its standard error, -1 = closed */
  const char *left; /* commands not yet sent */
  size_t n_left;
  char complaint[COMPLAINT_BYTES]; /* the end of what it said */
  size_t n_complaint;
  double deadline; /* on the monotonic clock, seconds */
} child;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void close_it(int *fd) {
  if (*fd >= 0) close(*fd);
  *fd = -1;
}

int tsqp_above_standard(int fd) {
  if (fd < 0 || fd > 2) return fd;
  int moved = fcntl(fd, F_DUPFD_CLOEXEC, 3);
  close(fd);
  return moved;
}

/*
 * Both ends are closed on exec and above the standard descriptors. Sockets, not pipes: only they can be written to
 * without a SIGPIPE.
 */
static int open_pair(int ends[2]) {
#ifdef SOCK_CLOEXEC
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return 0;
#else
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return 0;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
#endif
#ifdef SO_NOSIGPIPE
  setsockopt(ends[0], SOL_SOCKET, SO_NOSIGPIPE, &(int){1}, sizeof(int));
#endif
  ends[0] = tsqp_above_standard(ends[0]);
  ends[1] = tsqp_above_standard(ends[1]);
  return ends[0] >= 0 && ends[1] >= 0;
}

/* A process group of its own, so that whatever it starts ends with it; signals as in a fresh process. */
static int set_attributes(posix_spawnattr_t *attributes) {
  sigset_t none, usual;
  sigemptyset(&none);
  sigemptyset(&usual);
  const int signals[] = {SIGPIPE, SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGALRM, SIGQUIT};
  for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
    sigaddset(&usual, signals[i]);
  int failure = posix_spawnattr_setsigmask(attributes, &none);
  if (failure == 0) failure = posix_spawnattr_setsigdefault(attributes, &usual);
  if (failure == 0) failure = posix_spawnattr_setpgroup(attributes, 0);
  if (failure == 0) {
    failure = posix_spawnattr_setflags(
        attributes, (short)(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP));
  }
  return failure;
}

/* Returns errno's value. */
static int spawn(const char *program, int in, int out, int err, pid_t *pid) {
  char name[] = "gnuplot",
       defaults[] = "-d"; /* -d: no start-up files, whose settings would change the figure */
  char *const arguments[] = {name, defaults, NULL};
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int failure = posix_spawn_file_actions_init(&actions);
  if (failure != 0) return failure;
  failure = posix_spawnattr_init(&attributes);
  if (failure == 0) {
    failure = set_attributes(&attributes);
    if (failure == 0) failure = posix_spawn_file_actions_adddup2(&actions, in, 0);
    if (failure == 0) failure = posix_spawn_file_actions_adddup2(&actions, out, 1);
    if (failure == 0) failure = posix_spawn_file_actions_adddup2(&actions, err, 2);
    if (failure == 0) failure = posix_spawnp(pid, program, &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return failure;
}

static int cannot_start(const char *program, int failure) {
  if (failure == ENOMEM) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for starting gnuplot");
  char why[128] = "";
  if (strerror_r(failure, why, sizeof why) != 0) why[0] = '\0';
  return tsqp_fail(
      TSQ_ERR_GNUPLOT,
      "gnuplot cannot be started as '%.200s' (%s): install it, or name it in the environment variable "
      "TAUSQ_GNUPLOT",
      program, why);
}

static int start(child *gnuplot, const char *program, int picture) {
  int in[2] = {-1, -1}, err[2] = {-1, -1};
  int status = TSQ_OK;
  if (!open_pair(in) || !open_pair(err)) {
    status = tsqp_fail(TSQ_ERR_IO, "no file descriptors left for a pipe to gnuplot");
  } else {
    int failure = spawn(program, in[1], picture, err[1], &gnuplot->pid);
    if (failure != 0) status = cannot_start(program, failure);
  }
  close_it(&in[1]);
  close_it(&err[1]);
  gnuplot->commands = in[0];
  gnuplot->complaints = err[0];
  return status;
}

/* Keeps the end of what gnuplot says: that is where its error stands. */
static void read_complaint(child *gnuplot) {
  if (gnuplot->n_complaint > COMPLAINT_BYTES / 2) {
    size_t kept = COMPLAINT_BYTES / 2;
    memmove(gnuplot->complaint, gnuplot->complaint + gnuplot->n_complaint - kept, kept);
    gnuplot->n_complaint = kept;
  }
  ssize_t n = recv(gnuplot->complaints, gnuplot->complaint + gnuplot->n_complaint,
                   COMPLAINT_BYTES - 1 - gnuplot->n_complaint, MSG_DONTWAIT);
  if (n > 0) {
    gnuplot->n_complaint += (size_t)n;
  } else if (n == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)) {
    close_it(&gnuplot->complaints);
  }
}

static void send_commands(child *gnuplot) {
  ssize_t n = send(gnuplot->commands, gnuplot->left, gnuplot->n_left, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (n >= 0) {
    gnuplot->left += n;
    gnuplot->n_left -= (size_t)n;
  } else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
    close_it(&gnuplot->commands); /* it reads no more: what it says and its status tell why */
  }
  if (gnuplot->n_left == 0) close_it(&gnuplot->commands);
}

/* Talks to the child until it has closed its standard error, which it does by ending. Returns 0 when the time is over. */
static int talk(child *gnuplot) {
  while (gnuplot->complaints >= 0) {
    double left = gnuplot->deadline - now();
    if (!(left > 0)) return 0;
    struct pollfd fds[] = {{.fd = gnuplot->complaints, .events = POLLIN},
                           {.fd = gnuplot->commands, .events = POLLOUT}};
    int ready = poll(fds, 2, (int)fmin(ceil(1000 * left), 60000)); /* a descriptor of -1 is passed over */
    if (ready < 0 && errno != EINTR && errno != EAGAIN) return 0;
    if (ready <= 0) continue;
    if (fds[1].revents != 0 && gnuplot->commands >= 0) send_commands(gnuplot);
    if (fds[0].revents != 0) read_complaint(gnuplot);
  }
  return 1;
}

enum { ENDED_WELL, ENDED_BADLY, ENDED_UNKNOWN, NOT_ENDED };

/*
 * How the child ended; `wait` = whatever it takes. A host that ignores SIGCHLD, or reaps all its children, takes the status
 * from us (ECHILD): then the picture itself has to tell.
 */
static int reap(pid_t pid, int wait, int *how) {
  for (;;) {
    pid_t got = waitpid(pid, how, wait ? 0 : WNOHANG);
    if (got == pid) return WIFEXITED(*how) && WEXITSTATUS(*how) == 0 ? ENDED_WELL : ENDED_BADLY;
    if (got == 0) return NOT_ENDED;
    if (errno != EINTR) return ENDED_UNKNOWN;
  }
}

static int wait_until_deadline(const child *gnuplot, int *how) {
  for (long pause = 200000;; pause = pause < 20000000 ? 2 * pause : pause) { /* 0.2 ms, doubling to 20 ms */
    int end = reap(gnuplot->pid, 0, how);
    if (end != NOT_ENDED || now() >= gnuplot->deadline) return end;
    nanosleep(&(struct timespec){.tv_nsec = pause}, NULL);
  }
}

/* gnuplot's message on one line: it prints the command, a mark below it, and what is wrong. */
static void fold_complaint(child *gnuplot) {
  size_t n = 0;
  for (size_t i = 0; i < gnuplot->n_complaint; i++) {
    char c = gnuplot->complaint[i];
    if ((unsigned char)c < 0x20 || c == 0x7F) c = ' ';
    if (c == ' ' && (n == 0 || gnuplot->complaint[n - 1] == ' ')) continue;
    gnuplot->complaint[n++] = c;
  }
  while (n > 0 && gnuplot->complaint[n - 1] == ' ')
    n--;
  gnuplot->complaint[n] = '\0';
  gnuplot->n_complaint = n;
}

static void last_words(child *gnuplot, char *said) {
  fold_complaint(gnuplot);
  size_t shown = TSQP_SAID_BYTES - 1;
  const char *words = gnuplot->complaint + (gnuplot->n_complaint > shown ? gnuplot->n_complaint - shown : 0);
  while (((unsigned char)*words & 0xC0) == 0x80)
    words++; /* not in the middle of a character */
  tsqp_format(said, TSQP_SAID_BYTES, "%s", gnuplot->n_complaint > 0 ? words : "it gave no reason");
}

static int judge(const child *gnuplot, int end, int how, const char *said) {
  if (end == ENDED_BADLY && WIFSIGNALED(how)) {
    return tsqp_fail(TSQ_ERR_GNUPLOT, "gnuplot was ended by signal %d: %s", WTERMSIG(how), said);
  }
  if (end == ENDED_BADLY) {
    return tsqp_fail(TSQ_ERR_GNUPLOT, "gnuplot failed (status %d): %s", WEXITSTATUS(how), said);
  }
  if (gnuplot->n_left > 0) {
    return tsqp_fail(TSQ_ERR_GNUPLOT, "gnuplot ended before it had read its commands: %s", said);
  }
  return TSQ_OK;
}

int tsqp_run_gnuplot(const char *program, double time_limit, const char *commands, size_t n, int picture,
                     char *said) {
  child gnuplot = {.pid = -1, .left = commands, .n_left = n, .deadline = now() + time_limit};
  int how = 0, status = start(&gnuplot, program, picture);
  if (status == TSQ_OK) {
    int end = talk(&gnuplot) ? wait_until_deadline(&gnuplot, &how) : reap(gnuplot.pid, 0, &how);
    if (end == NOT_ENDED) {
      kill(-gnuplot.pid, SIGKILL);
      kill(gnuplot.pid, SIGKILL);
      reap(gnuplot.pid, 1, &how);
      status = tsqp_fail(TSQ_ERR_GNUPLOT, "gnuplot had not finished after %g s and was ended", time_limit);
    } else {
      last_words(&gnuplot, said);
      status = judge(&gnuplot, end, how, said);
    }
  }
  close_it(&gnuplot.commands);
  close_it(&gnuplot.complaints);
  return status;
}

#else

int tsqp_above_standard(int fd) {
  return fd;
}

int tsqp_run_gnuplot(const char *program, double time_limit, const char *commands, size_t n, int picture,
                     char *said) {
  (void)program, (void)time_limit, (void)commands, (void)n, (void)picture, (void)said;
  return tsqp_fail(TSQ_ERR_UNSUPPORTED, "this build of the library has no plots");
}

#endif
