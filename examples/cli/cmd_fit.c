/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tausq fit, loo, cumul: the report of a fit of any model, or of its refits. */
#define _XOPEN_SOURCE 700
#include "cli.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

/* Greek letters where text goes to a terminal, or a pipe, that has them. */
static int speaks_unicode(const settings *s, int32_t format) {
  return format == TSQ_REPORT_TEXT && (s->output == NULL || strcmp(s->output, "-") == 0) &&
         strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static int report_options(const settings *s, const analysis *a, tsq_report_options *o, int32_t *format) {
  *format = TSQ_REPORT_TEXT;
  if (s->format != NULL && tsq_report_format_from_name(s->format, format) != TSQ_OK)
    return usage_error(s, "--format: %s", tsq_last_error());
  *o = (tsq_report_options){.size = sizeof *o,
                            .studies = s->studies,
                            .transform = a->transform,
                            .transform_n = a->transform_n,
                            .call = s->call};
  o->unicode = speaks_unicode(s, *format);
  return whole_option(s, "digits", s->digits, 1, 15, &o->digits);
}

static int write_report(const settings *s, const tsq_fit *fit, const tsq_rows *rows,
                        const tsq_report_options *o, int32_t format) {
  size_t bytes = 0;
  int status = fit != NULL ? tsq_report(fit, o, format, NULL, 0, &bytes)
                           : tsq_report_rows(rows, o, format, NULL, 0, &bytes);
  if (status != TSQ_ERR_BUFFER) return library_error(s);
  char *text = malloc(bytes);
  if (text == NULL) return out_of_memory(s);
  status = fit != NULL ? tsq_report(fit, o, format, text, bytes, NULL)
                       : tsq_report_rows(rows, o, format, text, bytes, NULL);
  status = status == TSQ_OK ? write_output(s, text, bytes - 1) : library_error(s);
  free(text);
  return status;
}

/* ---- what fit says beside ---------------------------------------------------------------------------------------- */

static int add_predictions(const settings *s, const analysis *a, tsq_prediction *predictions,
                           tsq_report_options *o) {
  if (s->n_predict == 0) return EXIT_DONE;
  size_t p = tsq_design_p(a->design);
  double *row = malloc((p + 1) * sizeof *row);
  int status = row != NULL ? EXIT_DONE : out_of_memory(s);
  for (size_t i = 0; i < s->n_predict && status == EXIT_DONE; i++) {
    if (tsq_design_parse_row(a->design, s->predict[i], row) != TSQ_OK) {
      status = usage_error(s, "--predict \"%s\": %s", s->predict[i], tsq_last_error());
    } else if (tsq_predict(a->fit, row, 1, &predictions[i]) != TSQ_OK) {
      status = library_error(s);
    }
  }
  free(row);
  o->predictions = predictions;
  o->n_predictions = s->n_predict;
  o->prediction_labels = s->predict;
  return status;
}

static int add_threshold(const settings *s, const analysis *a, tsq_beyond *beyond, tsq_report_options *o) {
  double threshold = 0;
  if (s->threshold == NULL) return EXIT_DONE;
  int status = number_option(s, "threshold", s->threshold, &threshold);
  if (status == EXIT_DONE) status = unshown(s, a, "threshold", threshold, &threshold);
  if (status != EXIT_DONE) return status;
  o->beyond_direction = s->above ? 1 : -1;
  *beyond = (tsq_beyond){.size = sizeof *beyond};
  o->beyond = beyond;
  return tsq_probability_beyond(a->fit, NULL, threshold, o->beyond_direction, beyond) == TSQ_OK
             ? EXIT_DONE
             : library_error(s);
}

int run_fit(const settings *s) {
  analysis a;
  tsq_prediction predictions[MAX_PREDICTIONS];
  tsq_beyond beyond;
  tsq_report_options o;
  int32_t format;
  int status = analyse(s, &a);
  if (status == EXIT_DONE) status = report_options(s, &a, &o, &format);
  if (status == EXIT_DONE) status = add_predictions(s, &a, predictions, &o);
  if (status == EXIT_DONE) status = add_threshold(s, &a, &beyond, &o);
  if (status == EXIT_DONE) status = write_report(s, a.fit, NULL, &o, format);
  close_analysis(&a);
  return status;
}

int run_rows(const settings *s) {
  analysis a;
  tsq_rows *rows = NULL;
  tsq_report_options o;
  int32_t format;
  int status = analyse(s, &a);
  if (status == EXIT_DONE) status = report_options(s, &a, &o, &format);
  if (status == EXIT_DONE) status = make_rows(s, &a, &rows);
  if (status == EXIT_DONE) status = write_report(s, NULL, rows, &o, format);
  tsq_rows_free(rows);
  close_analysis(&a);
  return status;
}
