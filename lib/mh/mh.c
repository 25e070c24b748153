/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The classes mh and peto: from the counts to the fit. */
#include "mh/mh.h"

#include "base/alloc.h"
#include "base/status.h"
#include "mh/estimate.h"

#include <math.h>

static const int32_t mh_measures[] = {TSQ_OR, TSQ_RR, TSQ_RD, TSQ_IRR, TSQ_IRD, 0};
static const int32_t peto_measures[] = {TSQ_PETO, 0};

#define OF_OWN_EFFECTS {TSQP_OPT_ADD_MODE, 0, NULL}, {TSQP_OPT_TO, 0, NULL}, {TSQP_OPT_ADD, 0, NULL}, TSQP_TAKES_END
#define OF_ALL(measure, measures)                                                                            \
  {TSQP_OPT_MISSING, TSQ_MISSING_OMIT, NULL}, {TSQP_OPT_LEVEL, 0.95, NULL}, {TSQP_OPT_MEASURE, measure, measures}, \
      {TSQP_OPT_KEEP, TSQ_KEEP_COPY, NULL}, {                                                                \
    TSQP_OPT_KEEP00, 0, NULL                                                                                 \
  }

static const tsqp_take mh_takes[] = {OF_ALL(0, mh_measures), {TSQP_OPT_NO_CORRECTION, 0, NULL}, OF_OWN_EFFECTS};
static const tsqp_take peto_takes[] = {OF_ALL(TSQ_PETO, peto_measures), OF_OWN_EFFECTS};

/* ---- the records ------------------------------------------------------------------------------------------------- */

const tsq_tables *tsqp_mh_tables_of(const tsq_fit *fit) {
  return fit->input->layout == &tsqp_tables_layout ? (const void *)&fit->input->records : NULL;
}

const tsq_rates *tsqp_mh_rates_of(const tsq_fit *fit) {
  return fit->input->layout == &tsqp_rates_layout ? (const void *)&fit->input->records : NULL;
}

int tsqp_mh_cells(const tsq_fit *fit, size_t i, tsqp_cells *cells) {
  const tsq_tables *tables = tsqp_mh_tables_of(fit);
  return tables != NULL ? tsqp_table_cells(tables, i, cells) : tsqp_rate_cells(tsqp_mh_rates_of(fit), i, cells);
}

int tsqp_mh_own_effects(const tsq_fit *fit, double *yi, double *vi) {
  const tsq_options *o = &fit->options;
  const tsq_tables *tables = tsqp_mh_tables_of(fit);
  tsq_effect_options effects = {
      .size = sizeof effects, .to = o->to, .drop00 = !o->keep00, .add_mode = o->add_mode, .add = o->add};
  return tables != NULL ? tsq_effect_tables(o->measure, tables, &effects, yi, vi)
                        : tsq_effect_rates(o->measure, tsqp_mh_rates_of(fit), &effects, yi, vi);
}

/* What is pooled: by default the odds ratio of tables, the rate ratio of rates. */
static int choose_measure(tsq_fit *fit) {
  int32_t *measure = &fit->options.measure;
  int rates = tsqp_mh_rates_of(fit) != NULL;
  if (*measure == 0) *measure = rates ? TSQ_IRR : TSQ_OR;
  if (*measure == TSQ_PETO && !rates) return TSQ_OK;
  if (rates == (*measure == TSQ_IRR || *measure == TSQ_IRD)) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_ARGUMENT, "options.measure = %s: Mantel-Haenszel pools %s", tsq_measure_name(*measure),
                   rates ? "IRR and IRD of rates" : "OR, RR and RD of 2x2 tables");
}

/* ---- the fit ----------------------------------------------------------------------------------------------------- */

static int pool(tsqp_mh *mh, tsqp_mh_estimate *pooled) {
  tsq_fit *fit = &mh->fit;
  const tsqp_mh_rule *rule = tsqp_mh_rule_of(fit->options.measure);
  tsqp_mh_sums all = {{{0, 0}}};
  TSQP_TRY(tsqp_left_out_new(&mh->left_out, fit->k_all));
  for (size_t i = 0; i < fit->k_all; i++) {
    tsqp_cells cells;
    if (tsqp_mh_cells(fit, i, &cells)) {
      rule->add(&cells, &all);
    } else {
      TSQP_TRY(tsqp_left_out_add(&mh->left_out, fit, i, TSQ_LEFT_MISSING));
    }
  }
  *pooled = rule->end(&all);
  if (!isfinite(pooled->estimate) || !isfinite(pooled->se)) {
    *pooled = (tsqp_mh_estimate){NAN, NAN};
    fit->outcome |= TSQ_OUTCOME_NOT_ESTIMABLE;
  }
  return tsqp_left_out_settle(&mh->left_out, fit);
}

/* The effects' functions check the data, so that every count used is in its domain. */
static int fit_counts(tsqp_mh *mh, double *yi, double *vi) {
  tsq_fit *fit = &mh->fit;
  tsqp_mh_estimate pooled;
  TSQP_TRY(tsqp_mh_own_effects(fit, yi, vi));
  TSQP_TRY(pool(mh, &pooled));
  TSQP_TRY(tsqp_linear_single(&fit->linear, pooled.estimate, pooled.se));
  fit->df_residual = (double)fit->k - 1;
  tsqp_mh_heterogeneity(mh, yi, vi);
  if (fit->options.measure == TSQ_PETO) tsqp_peto_heterogeneity(mh);
  if (fit->options.measure == TSQ_OR) tsqp_mh_table_tests(mh);
  if (fit->options.measure == TSQ_IRR) tsqp_mh_rates_test(mh);
  return TSQ_OK;
}

static int fit_mh(tsq_fit *fit, const void *records) {
  tsqp_mh *mh = (tsqp_mh *)fit;
  (void)records;
  size_t k = fit->k_all;
  if (k == 0) return tsqp_fail(TSQ_ERR_LENGTH, "k = 0: there are no studies");
  TSQP_TRY(choose_measure(fit));
  mh->k_pos = mh->CMH = mh->CMHp = mh->BD = mh->BDp = mh->TA = mh->TAp = NAN;
  double *yi = tsqp_calloc(k, 2 * sizeof *yi);
  if (yi == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", k);
  int status = fit_counts(mh, yi, yi + k);
  tsqp_free(yi);
  return status;
}

static void describe(const tsq_fit *fit, tsqp_texts *texts) {
  tsqp_say_conventions(texts,
                       "common effect; %s weights on the counts as they are; test: standard normal; Q from inverse variances; "
                       "I2 from Q; level %g%%",
                       fit->options.measure == TSQ_PETO ? "Peto" : "Mantel-Haenszel", 100 * fit->options.level);
  if (fit->outcome & TSQ_OUTCOME_NOT_ESTIMABLE)
    tsqp_say(texts, "the counts say nothing of the effect (no events, or in one group only): it is not estimable");
}

static void release(tsq_fit *fit) {
  tsqp_left_out_free(&((tsqp_mh *)fit)->left_out);
}

static const tsqp_layout *const mh_layouts[] = {&tsqp_tables_layout, &tsqp_rates_layout, NULL};
static const tsqp_layout *const peto_layouts[] = {&tsqp_tables_layout, NULL};
static const tsqp_quantity *const mh_quantity_tables[] = {tsqp_common_quantities, tsqp_linear_quantities,
                                                          tsqp_mh_quantities,     tsqp_mh_association_quantities,
                                                          tsqp_both_criteria,     tsqp_mh_study_quantities, NULL};
static const tsqp_quantity *const peto_quantity_tables[] = {
    tsqp_common_quantities, tsqp_linear_quantities, tsqp_mh_quantities, tsqp_both_criteria, tsqp_mh_study_quantities, NULL};

const tsqp_class tsqp_mh_class = {.name = "mh",
                                  .title = "Mantel-Haenszel: a common effect of 2x2 tables or rates",
                                  .bytes = sizeof(tsqp_mh),
                                  .traits = TSQP_HAS_EFFECTS | TSQP_HAS_WEIGHTS,
                                  .layouts = mh_layouts,
                                  .options = mh_takes,
                                  .quantities = mh_quantity_tables,
                                  .sections = tsqp_mh_sections,
                                  .fit = fit_mh,
                                  .describe = describe,
                                  .release = release};

const tsqp_class tsqp_peto_class = {.name = "peto",
                                    .title = "Peto's one-step odds ratio: a common effect of 2x2 tables",
                                    .bytes = sizeof(tsqp_mh),
                                    .traits = TSQP_HAS_EFFECTS | TSQP_HAS_WEIGHTS,
                                    .layouts = peto_layouts,
                                    .options = peto_takes,
                                    .quantities = peto_quantity_tables,
                                    .sections = tsqp_peto_sections,
                                    .fit = fit_mh,
                                    .describe = describe,
                                    .release = release};

int tsq_mh_tables(const tsq_tables *tables, const tsq_options *options, tsq_fit **fit) {
  return tsqp_new_fit(&tsqp_mh_class, &tsqp_tables_layout, tables, options, fit);
}

int tsq_mh_rates(const tsq_rates *rates, const tsq_options *options, tsq_fit **fit) {
  return tsqp_new_fit(&tsqp_mh_class, &tsqp_rates_layout, rates, options, fit);
}

int tsq_peto(const tsq_tables *tables, const tsq_options *options, tsq_fit **fit) {
  return tsqp_new_fit(&tsqp_peto_class, &tsqp_tables_layout, tables, options, fit);
}
