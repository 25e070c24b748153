/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public face of the passes: one for tsq_stream_finish(), as many as the search wants for tsq_iterate. */
#include "stream/answer.h"
#include "stream/options.h"

#include "base/alloc.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

static int need_enough_studies(const tsq_stream *s, const tsq_options *o) {
  size_t p = tsqp_stream_p(s);
  int estimates = o->method != TSQ_CE && !o->tau2_fixed;
  if (s->k < p || s->k == 0) {
    return tsqp_fail(TSQ_ERR_TOO_FEW, "%zu complete studies are fewer than the model's %zu coefficients",
                     (size_t)s->k, p);
  }
  if (estimates && s->k < p + 1 && s->k > 1) {
    return tsqp_fail(TSQ_ERR_TOO_FEW,
                     "%zu complete studies cannot estimate %zu coefficients and tau2: %zu are needed",
                     (size_t)s->k, p, p + 1);
  }
  return TSQ_OK;
}

static void set_problem(const tsq_stream *first, tsq_iterate *it) {
  tsqp_search *s = &it->search;
  s->method = it->options.method;
  s->fixed = it->options.tau2_fixed;
  s->k = (double)first->k;
  s->df = s->k - (double)it->room.p;
  s->v_min = ldexp(first->v_min, -2 * first->unit);
  s->v_max = ldexp(first->v_max, -2 * first->unit);
  s->want = s->fixed ? ldexp(it->options.tau2, -2 * first->unit) : 0;
  s->first = it->last;
  it->first_k = (size_t)first->k;
  it->dropped = (size_t)first->dropped;
  it->passes = 1;
  it->v_min = first->v_min;
  it->v_max = first->v_max;
}

/* The stream that later passes are gathered in: the first one's model, units and shift, without its studies. */
static int make_sums(const tsq_stream *first, tsq_stream **sums) {
  TSQP_TRY(tsqp_stream_make(first->q, first->no_intercept, TSQP_V0, sums));
  (*sums)->unit = first->unit;
  (*sums)->names_check = first->names_check; /* also where they came as bytes, which do not hold the names */
  memcpy((*sums)->x_unit, first->x_unit, first->q * sizeof *first->x_unit);
  memcpy((*sums)->shift, first->shift, (first->q + 1) * sizeof *first->shift);
  return first->names != NULL ? tsqp_stream_set_names(*sums, (const char *const *)first->names) : TSQ_OK;
}

static int begin(const tsq_stream *first, const tsq_options *options, tsq_iterate *it) {
  if (first->families != TSQP_FAMILIES) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "the stream was restarted: a first pass is needed");
  }
  TSQP_TRY(tsqp_stream_options_of(first, options, &it->options));
  TSQP_TRY(need_enough_studies(first, &it->options));
  TSQP_TRY(make_sums(first, &it->sums));
  TSQP_TRY(tsqp_solution_open(tsqp_stream_p(first), &it->room));
  TSQP_TRY(tsqp_solve_unweighted(first, &it->room, &it->search.unweighted));
  TSQP_TRY(tsqp_solve_pass(first, &it->room, 1, &it->last));
  set_problem(first, it);
  tsqp_search_start(&it->search);
  return TSQ_OK;
}

int tsq_iterate_new(const tsq_stream *first, const tsq_options *options, tsq_iterate **it) {
  tsqp_clear_error();
  TSQP_NOT_NULL(first);
  TSQP_NOT_NULL(it);
  tsq_iterate *made = tsqp_calloc(1, sizeof *made);
  if (made == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for an iterated analysis");
  int status = begin(first, options, made);
  if (status != TSQ_OK) {
    tsq_iterate_free(made);
    return status;
  }
  *it = made;
  return TSQ_OK;
}

void tsq_iterate_free(tsq_iterate *it) {
  if (it == NULL) return;
  tsq_stream_free(it->sums);
  tsqp_solution_close(&it->room);
  tsqp_free(it);
}

double tsq_iterate_tau2(const tsq_iterate *it) {
  return it != NULL ? ldexp(it->search.want, 2 * it->sums->unit) : NAN;
}

int tsq_iterate_done(const tsq_iterate *it) {
  return it != NULL && it->search.phase == TSQP_PHASE_DONE;
}

static int check_pass(tsq_iterate *it, const tsq_stream *pass) {
  if (tsq_iterate_done(it))
    return tsqp_fail(TSQ_ERR_ARGUMENT, "the analysis is done: no further pass is needed");
  tsqp_stream_clear(it->sums, tsq_iterate_tau2(it));
  TSQP_TRY(tsqp_stream_same_kind(it->sums, pass, "pass"));
  if (pass->k != it->first_k) {
    return tsqp_fail(TSQ_ERR_LENGTH,
                     "pass has %zu studies, but the first pass had %zu: all are needed each time",
                     (size_t)pass->k, it->first_k);
  }
  return TSQ_OK;
}

int tsq_iterate_step(tsq_iterate *it, const tsq_stream *pass, int32_t *done) {
  tsqp_pass sums;
  tsqp_clear_error();
  TSQP_NOT_NULL(it);
  TSQP_NOT_NULL(pass);
  TSQP_TRY(check_pass(it, pass));
  TSQP_TRY(tsqp_stream_join(it->sums, pass));
  int final = it->search.phase == TSQP_PHASE_FINAL;
  TSQP_TRY(tsqp_solve_pass(it->sums, &it->room, final, &sums));
  if (final) it->last = sums;
  it->passes++;
  if (it->search.phase == TSQP_PHASE_INTERVAL) {
    tsqp_stream_interval_step(it, &sums);
  } else {
    tsqp_search_step(&it->search, &sums);
  }
  if (done != NULL) *done = tsq_iterate_done(it);
  return TSQ_OK;
}

size_t tsq_iterate_passes(const tsq_iterate *it) {
  return it != NULL ? it->passes : 0;
}

int tsq_iterate_finish(const tsq_iterate *it, tsq_fit **fit) {
  tsqp_clear_error();
  TSQP_NOT_NULL(it);
  TSQP_NOT_NULL(fit);
  if (!tsq_iterate_done(it)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "the analysis is not done: a pass at tau2 = %.17g is needed",
                     tsq_iterate_tau2(it));
  }
  return tsqp_stream_answer(it, 1, fit);
}

int tsq_stream_finish(const tsq_stream *stream, const tsq_options *options, tsq_fit **fit) {
  static const tsq_options by_default = {.size = sizeof by_default, .method = TSQ_DL};
  tsq_iterate *it = NULL;
  tsqp_clear_error();
  TSQP_NOT_NULL(stream);
  TSQP_NOT_NULL(fit);
  TSQP_TRY(tsq_iterate_new(stream, options != NULL ? options : &by_default, &it));
  int status;
  if (it->search.phase == TSQP_PHASE_DONE || it->search.phase == TSQP_PHASE_FINAL) {
    status = tsqp_stream_answer(it, it->search.phase == TSQP_PHASE_DONE, fit);
  } else {
    status = tsqp_fail(TSQ_ERR_UNSUPPORTED, "method %s needs more than one pass: see tsq_iterate_new()",
                       tsq_method_name(it->options.method));
  }
  tsq_iterate_free(it);
  return status;
}
