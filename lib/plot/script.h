/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scene as gnuplot commands. This is the only place where a text of the caller's is put into a command. */
#ifndef TSQP_SCRIPT_H
#define TSQP_SCRIPT_H

#include "plot/scene.h"

/* A growing text. The first failure stays in `status`; everything after it does nothing. */
typedef struct tsqp_script {
  char *text; /* NUL-terminated once anything was added */
  size_t length, room;
  int status;
} tsqp_script;

typedef struct tsqp_page {
  int32_t format; /* enum tsq_plot_format */
  int32_t dpi;
  const char *font; /* family; see tsqp_check_font() */
} tsqp_page;

void tsqp_script_add(tsqp_script *script, const char *bytes, size_t n);

/*
 * The text as a double-quoted gnuplot string, in which every character but letters, digits, spaces and those beyond ASCII is
 * written as an octal escape. So there is nothing in it that could end the string or the line, or that gnuplot expands
 * (`commands`, @macros). Single quotes would look simpler, but gnuplot 5.4 misreads a doubled quote at their beginning.
 */
void tsqp_script_quote(tsqp_script *script, const char *clean_text);

/* A font family goes into "family,size": letters, digits, spaces, '-', '_', '.' and non-ASCII letters only. */
int tsqp_check_font(const char *family);

/* All commands for the scene; the picture goes to gnuplot's standard output. */
int tsqp_write_script(const tsqp_scene *scene, const tsqp_page *page, tsqp_script *script);
void tsqp_script_free(tsqp_script *script);

#endif
