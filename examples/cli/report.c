/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all reports share: options, and asking for the size before the text. */
#include "cli.h"

#include <stdlib.h>

int report_options(const settings *s, const input *in, tsq_report_options *o, int32_t *format) {
  *o = (tsq_report_options){.size = sizeof *o, .studies = s->studies};
  *format = TSQ_REPORT_TEXT;
  if (in->measure != 0) {
    o->measure = in->info.title;
    o->shown = in->info.axis_label;
  }
  if (s->format != NULL && tsq_report_format_from_name(s->format, format) != TSQ_OK)
    return usage_error(s, "--format: %s", tsq_last_error());
  int status = choose_transform(s, in, &o->transform, &o->transform_n);
  return status == EXIT_DONE ? whole_option(s, "digits", s->digits, 1, 15, &o->digits) : status;
}

int write_report(const settings *s, report_printer *print, const void *what, const tsq_report_options *o,
                 int32_t format) {
  size_t bytes = 0;
  if (print(what, o, format, NULL, 0, &bytes) != TSQ_ERR_BUFFER) return library_error(s);
  char *text = malloc(bytes);
  if (text == NULL) return usage_error(s, "out of memory");
  int status = print(what, o, format, text, bytes, NULL) == TSQ_OK ? write_output(s, text, bytes - 1)
                                                                   : library_error(s);
  free(text);
  return status;
}
