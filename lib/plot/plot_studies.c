/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/plot_studies.h"

#include "base/status.h"
#include "rma/rma.h"
#include "numeric/distributions.h"

#include <math.h>

const tsq_data *tsqp_data_of(const tsq_fit *fit) {
  return &fit->studies.data;
}

static int get(tsqp_arena *arena, const tsq_fit *fit, const char *name, size_t k, double **values) {
  *values = tsqp_arena_take(arena, k, sizeof **values);
  return *values == NULL ? TSQ_ERR_NOMEM : tsq_fit_get(fit, name, *values, k);
}

int tsqp_read_plot_studies(tsqp_arena *arena, const tsq_fit *fit, tsqp_plot_studies *studies) {
  double *index;
  size_t k = fit->k;
  *studies = (tsqp_plot_studies){.n_all = fit->studies.data.k,
                                 .k = k,
                                 .level = fit->options.level,
                                 .critical = tsqp_t_critical(fit->options.level, HUGE_VAL),
                                 .is_pooled = tsqp_is_pooled(&fit->studies)};
  TSQP_TRY(get(arena, fit, "index", k, &index));
  TSQP_TRY(get(arena, fit, "yi", k, &studies->yi));
  TSQP_TRY(get(arena, fit, "vi", k, &studies->sei));
  TSQP_TRY(get(arena, fit, "weights", k, &studies->weight));
  TSQP_TRY(get(arena, fit, "fitted", k, &studies->fitted));
  studies->index = tsqp_arena_take(arena, k, sizeof *studies->index);
  if (studies->index == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < k; i++) {
    studies->index[i] = (size_t)index[i];
    studies->sei[i] = sqrt(studies->sei[i]);
  }
  return TSQ_OK;
}

const char *tsqp_study_label(tsqp_arena *arena, const char *const *labels, size_t index) {
  if (labels != NULL && labels[index] != NULL) return labels[index];
  return tsqp_arena_format(arena, "Study %zu", index + 1);
}
