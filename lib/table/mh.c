/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mantel-Haenszel and Peto estimates with their variances. */
#include "table/mh.h"

#include "base/alloc.h"
#include "base/options.h"
#include "base/status.h"
#include "numeric/distributions.h"
#include "numeric/sum.h"

#include <math.h>

TSQP_NO_PADDING(tsq_mh_options, add, sizeof(size_t) + 4 * sizeof(int32_t) + 2 * sizeof(double));
TSQP_NO_PADDING(tsq_mh_result, AICc, sizeof(size_t) + sizeof(tsq_estimate) + 24 * sizeof(double));

/* A pooled effect on its own scale, with its standard error. */
typedef struct pooled {
  double estimate, se;
} pooled;

/* The sums that an estimate is made of; which ones depends on the measure. */
enum { SUM_R, SUM_S, SUM_PR, SUM_PSQR, SUM_QS, SUMS };
typedef struct sums {
  tsqp_sum s[SUMS];
} sums;

static void add(sums *all, int which, double term) {
  tsqp_sum_add(&all->s[which], term);
}
static double value(const sums *all, int which) {
  return tsqp_sum_value(&all->s[which]);
}

/* ---- one study's share ------------------------------------------------------------------------------------------- */

static void add_or(const tsqp_cells *t, sums *all) {
  double n = t->a + t->b + t->c + t->d;
  double r = t->a / n * t->d;
  double s = t->b / n * t->c;
  double p = (t->a + t->d) / n;
  double q = (t->b + t->c) / n;
  add(all, SUM_R, r);
  add(all, SUM_S, s);
  add(all, SUM_PR, p * r);
  add(all, SUM_PSQR, p * s + q * r);
  add(all, SUM_QS, q * s);
}

static void add_rr(const tsqp_cells *t, sums *all) {
  double n1 = t->a + t->b;
  double n2 = t->c + t->d;
  double n = n1 + n2;
  add(all, SUM_R, t->a * (n2 / n));
  add(all, SUM_S, t->c * (n1 / n));
  add(all, SUM_PR, (n1 / n) * (n2 / n) * (t->a + t->c) - t->a / n * t->c);
}

static void add_rd(const tsqp_cells *t, sums *all) {
  double n1 = t->a + t->b;
  double n2 = t->c + t->d;
  double n = n1 + n2;
  double w1 = n1 / n;
  double w2 = n2 / n;
  add(all, SUM_R, t->a * w2 - t->c * w1);
  add(all, SUM_S, n1 * w2);
  add(all, SUM_PR, t->c * w1 * w1 - t->a * w2 * w2 + w1 * w2 * (n2 - n1) / 2);
  add(all, SUM_QS, (t->a * t->d / n + t->c * t->b / n) / 2);
}

static void add_irr(const tsqp_cells *t, sums *all) {
  double time = t->b + t->d;
  add(all, SUM_R, t->a * (t->d / time));
  add(all, SUM_S, t->c * (t->b / time));
  add(all, SUM_PR, (t->b / time) * (t->d / time) * (t->a + t->c));
}

static void add_ird(const tsqp_cells *t, sums *all) {
  double time = t->b + t->d;
  double w = t->b * (t->d / time);
  add(all, SUM_R, t->a * (t->d / time) - t->c * (t->b / time));
  add(all, SUM_S, w);
  add(all, SUM_PR, (t->a / (t->b * t->b) + t->c / (t->d * t->d)) * w * w);
}

/* ---- the estimate ------------------------------------------------------------------------------------------------ */

/* Robins, Breslow & Greenland 1986, eq. (3) */
static pooled end_or(const sums *all) {
  double r = value(all, SUM_R);
  double s = value(all, SUM_S);
  double v = value(all, SUM_PR) / (r * r) + value(all, SUM_PSQR) / (r * s) + value(all, SUM_QS) / (s * s);
  return (pooled){log(r / s), sqrt(v / 2)};
}

/* Greenland & Robins 1985, eq. (13); for rates eq. (10) */
static pooled end_ratio(const sums *all) {
  double r = value(all, SUM_R);
  double s = value(all, SUM_S);
  return (pooled){log(r / s), sqrt(value(all, SUM_PR) / (r * s))};
}

/* Sato 1989 */
static pooled end_rd(const sums *all) {
  double s = value(all, SUM_S);
  double rd = value(all, SUM_R) / s;
  return (pooled){rd, sqrt(rd * value(all, SUM_PR) + value(all, SUM_QS)) / s};
}

static pooled end_ird(const sums *all) {
  double s = value(all, SUM_S);
  return (pooled){value(all, SUM_R) / s, sqrt(value(all, SUM_PR)) / s};
}

static void add_peto(const tsqp_cells *t, sums *all) {
  double n1 = t->a + t->b;
  double n2 = t->c + t->d;
  double n = n1 + n2;
  double events = t->a + t->c;
  if (n < 2) return; /* one person: O - E and V are 0 */
  add(all, SUM_R, t->a - n1 * (events / n));
  add(all, SUM_S, (n1 / n) * (n2 / n) * events * ((t->b + t->d) / (n - 1)));
}

static pooled end_peto(const sums *all) {
  double v = value(all, SUM_S);
  return (pooled){value(all, SUM_R) / v, 1 / sqrt(v)};
}

typedef struct rule {
  int32_t measure;
  void (*add)(const tsqp_cells *cells, sums *all);
  pooled (*end)(const sums *all);
} rule;

static const rule rules[] = {{TSQ_OR, add_or, end_or},    {TSQ_RR, add_rr, end_ratio},
                             {TSQ_RD, add_rd, end_rd},    {TSQ_IRR, add_irr, end_ratio},
                             {TSQ_IRD, add_ird, end_ird}, {TSQ_PETO, add_peto, end_peto}};

static const rule *rule_of(int32_t measure) {
  for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
    if (rules[i].measure == measure) return &rules[i];
  }
  return NULL;
}

int tsqp_read_mh_options(const tsq_mh_options *callers, tsq_mh_options *o) {
  TSQP_TRY(tsqp_read_options(callers, o, sizeof *o, "tsq_mh_options"));
  if (o->level == 0) o->level = 0.95;
  if (!(o->level > 0 && o->level < 1))
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.level = %g: a level lies between 0 and 1", o->level);
  if (o->no_correction != 0 && o->no_correction != 1) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.no_correction = %d: 0 or 1", (int)o->no_correction);
  }
  if (o->keep00 != 0 && o->keep00 != 1)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.keep00 = %d: 0 or 1", (int)o->keep00);
  return TSQ_OK;
}

static tsq_effect_options own_effects(const tsq_mh_options *o) {
  return (tsq_effect_options){.size = sizeof(tsq_effect_options),
                              .to = o->to,
                              .drop00 = !o->keep00,
                              .add_mode = o->add_mode,
                              .add = o->add};
}

/* Peto's own Q needs no correction: sum (O - E - V b)^2/V over the tables as they are. */
static void peto_heterogeneity(const tsq_tables *tables, double estimate, tsq_mh_result *result) {
  tsqp_sum q = {0, 0};
  for (size_t i = 0; i < tables->k; i++) {
    tsqp_cells cells;
    sums one = {{{0, 0}}};
    if (!tsqp_table_cells(tables, i, &cells)) continue;
    add_peto(&cells, &one);
    double v = value(&one, SUM_S);
    double away = value(&one, SUM_R) - v * estimate;
    if (v > 0) tsqp_sum_add(&q, away / v * away);
  }
  tsqp_mh_heterogeneity(isfinite(estimate) ? tsqp_sum_value(&q) : NAN, result);
}

/* Either of tables and rates is NULL. The effects' functions check the data, so that every count used below is in its domain. */
static int pool(int32_t measure, const tsq_tables *tables, const tsq_rates *rates,
                const tsq_mh_options *callers, tsq_mh_result *result) {
  tsq_mh_options o;
  TSQP_TRY(tsqp_read_mh_options(callers, &o));
  size_t k = tables != NULL ? tables->k : rates->k;
  if (k == 0) return tsqp_fail(TSQ_ERR_LENGTH, "k = 0: there are no studies");
  double *yi = tsqp_calloc(k, 2 * sizeof *yi);
  if (yi == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", k);
  tsq_effect_options effects = own_effects(&o);
  int status = tables != NULL ? tsq_effect_tables(measure, tables, &effects, yi, yi + k)
                              : tsq_effect_rates(measure, rates, &effects, yi, yi + k);
  tsq_mh_result out = {.size = sizeof out,
                       .k_pos = NAN,
                       .CMH = NAN,
                       .CMHp = NAN,
                       .BD = NAN,
                       .BDp = NAN,
                       .TA = NAN,
                       .TAp = NAN};
  const rule *r = rule_of(measure);
  sums all = {{{0, 0}}};
  for (size_t i = 0; i < k && status == TSQ_OK; i++) {
    tsqp_cells cells;
    if (!(tables != NULL ? tsqp_table_cells(tables, i, &cells) : tsqp_rate_cells(rates, i, &cells))) continue;
    r->add(&cells, &all);
    out.k++;
  }
  if (status == TSQ_OK && out.k == 0)
    status = tsqp_fail(TSQ_ERR_TOO_FEW, "no study is complete: each of the %zu has a missing value", k);
  if (status == TSQ_OK) {
    pooled p = r->end(&all);
    tsqp_mh_finish(yi, yi + k, k, p.estimate, p.se, o.level, &out);
    if (measure == TSQ_PETO) peto_heterogeneity(tables, p.estimate, &out);
    if (measure == TSQ_OR) tsqp_mh_tests(tables, p.estimate, !o.no_correction, &out);
    status = tsqp_write_result(&out, sizeof out, sizeof out, result, "tsq_mh_result");
  }
  tsqp_free(yi);
  return status;
}

int tsq_mh_tables(int32_t measure, const tsq_tables *tables, const tsq_mh_options *options,
                  tsq_mh_result *result) {
  tsqp_clear_error();
  TSQP_NOT_NULL(tables);
  TSQP_NOT_NULL(result);
  if (measure != TSQ_OR && measure != TSQ_RR && measure != TSQ_RD) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "measure = %d: Mantel-Haenszel pools OR, RR and RD of 2x2 tables",
                     (int)measure);
  }
  tsq_tables t;
  TSQP_TRY(tsqp_read_data(tables, &t, sizeof t, sizeof t, "tsq_tables"));
  return pool(measure, &t, NULL, options, result);
}

int tsq_peto(const tsq_tables *tables, const tsq_mh_options *options, tsq_mh_result *result) {
  tsqp_clear_error();
  TSQP_NOT_NULL(tables);
  TSQP_NOT_NULL(result);
  tsq_tables t;
  TSQP_TRY(tsqp_read_data(tables, &t, sizeof t, sizeof t, "tsq_tables"));
  return pool(TSQ_PETO, &t, NULL, options, result);
}

/* Mantel-Haenszel chi2 of person-time data: (|sum(x1 - m t1/T)| - 1/2)^2/sum(m t1 t2/T^2), m = x1 + x2. */
static void rates_test(const tsq_rates *rates, int correct, tsq_mh_result *result) {
  tsqp_sum away = {0, 0};
  tsqp_sum variance = {0, 0};
  for (size_t i = 0; i < rates->k; i++) {
    tsqp_cells t;
    if (!tsqp_rate_cells(rates, i, &t)) continue;
    double time = t.b + t.d;
    double events = t.a + t.c;
    tsqp_sum_add(&away, t.a - events * (t.b / time));
    tsqp_sum_add(&variance, events * (t.b / time) * (t.d / time));
  }
  double distance = fabs(tsqp_sum_value(&away)) - (correct ? 0.5 : 0);
  result->CMH = distance * distance / tsqp_sum_value(&variance);
  result->CMHp = tsqp_chi2_upper(result->CMH, 1);
}

int tsq_mh_rates(int32_t measure, const tsq_rates *rates, const tsq_mh_options *options,
                 tsq_mh_result *result) {
  tsqp_clear_error();
  TSQP_NOT_NULL(rates);
  TSQP_NOT_NULL(result);
  if (measure != TSQ_IRR && measure != TSQ_IRD) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "measure = %d: Mantel-Haenszel pools IRR and IRD of rates",
                     (int)measure);
  }
  tsq_rates r;
  tsq_mh_options o;
  TSQP_TRY(tsqp_read_data(rates, &r, sizeof r, sizeof r, "tsq_rates"));
  TSQP_TRY(tsqp_read_mh_options(options, &o));
  tsq_mh_result out = {.size = sizeof out};
  TSQP_TRY(pool(measure, NULL, &r, options, &out));
  if (measure == TSQ_IRR) rates_test(&r, !o.no_correction, &out);
  return tsqp_write_result(&out, sizeof out, sizeof out, result, "tsq_mh_result");
}
