/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of record: what their columns may hold, how they are completed, and what is done about zero cells. */
#include "base/names.h"
#include "base/status.h"
#include "effect/registry.h"

#include <float.h>
#include <math.h>

#define ABOVE_0 DBL_TRUE_MIN

static const tsqp_domain any_number = {-DBL_MAX, DBL_MAX, "the value must be finite"};
static const tsqp_domain number_of_events = {0, DBL_MAX, "a count must be >= 0 and finite"};
static const tsqp_domain sample_size = {ABOVE_0, DBL_MAX, "a sample size must be > 0 and finite"};
static const tsqp_domain person_time = {ABOVE_0, DBL_MAX, "a person-time must be > 0 and finite"};
static const tsqp_domain standard_deviation = {0, DBL_MAX, "a standard deviation must be >= 0 and finite"};
static const tsqp_domain correlation = {-1, 1, "a correlation must be between -1 and 1"};
static const tsqp_domain signed_p_value = {-1, 1, "a signed p value must be between -1 and 1"};
static const tsqp_domain proportion = {0, 1, "a proportion must be between 0 and 1"};
static const tsqp_domain f_statistic = {0, DBL_MAX, "an F statistic must be >= 0 and finite"};
static const tsqp_domain alpha = {-DBL_MAX, 1, "a reliability must be <= 1 and finite"};
static const tsqp_domain items = {2, DBL_MAX, "the number of items must be >= 2 and finite"};
static const tsqp_domain predictors = {1, DBL_MAX, "the number of predictors must be >= 1 and finite"};
static const tsqp_domain variance = {0, DBL_MAX, "a sampling variance must be >= 0 and finite"};

#define RULES(array) .rules = (array), .n_rules = TSQP_COUNT(array)
#define INPUTS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Counts given twice (b and n1 - a) may differ by rounding only. */
static int agree(double x, double y, double scale) {
  return !(fabs(x - y) > 1e-8 * scale);
}

/* --- 2 x 2 tables --- */

static void complete_pair(double *events, double *others, double *size) {
  (void)events;
  if (isnan(*others)) *others = *size - *events;
  *size = *events + *others;
}

static void complete_table(tsqp_study *s) {
  complete_pair(&s->ai, &s->bi, &s->n1i);
  complete_pair(&s->ci, &s->di, &s->n2i);
}

static int check_group(const char *events_name, double events, const char *size_name, double size,
                       const char *others_name, double others, size_t i) {
  if (events > size) {
    return tsqp_fail(TSQ_ERR_DATA, "%s[%zu] = %g > %s[%zu] = %g: more events than participants", events_name,
                     i, events, size_name, i, size);
  }
  if (!agree(events + others, size, size)) {
    return tsqp_fail(TSQ_ERR_DATA, "%s[%zu] = %g is not %s[%zu] + %s[%zu] = %g", size_name, i, size,
                     events_name, i, others_name, i, events + others);
  }
  if (events + others <= 0) {
    return tsqp_fail(TSQ_ERR_DATA, "%s[%zu] + %s[%zu] = 0: a sample size must be > 0", events_name, i,
                     others_name, i);
  }
  return TSQ_OK;
}

static int check_table(const tsqp_study *s, size_t i) {
  TSQP_TRY(check_group("ai", s->ai, "n1i", s->n1i, "bi", s->bi, i));
  return check_group("ci", s->ci, "n2i", s->n2i, "di", s->di, i);
}

static int table_has_zero(const tsqp_study *s) {
  return s->ai == 0 || s->bi == 0 || s->ci == 0 || s->di == 0;
}

static void add_to_table(tsqp_study *s, double amount) {
  s->ai += amount;
  s->bi += amount;
  s->ci += amount;
  s->di += amount;
  s->n1i = s->ai + s->bi;
  s->n2i = s->ci + s->di;
}

/* Sweeting, Sutton & Lambert 2004: the two corrections sum to 1, in proportion to the arms' sizes. */
static void add_to_table_by_arm(tsqp_study *s) {
  double share = s->n1i / (s->n1i + s->n2i);
  s->ai += share;
  s->bi += share;
  s->ci += 1 - share;
  s->di += 1 - share;
  s->n1i = s->ai + s->bi;
  s->n2i = s->ci + s->di;
}

static int32_t table_without_information(const tsqp_study *s) {
  if (s->ai == 0 && s->ci == 0) return TSQ_REASON_DOUBLE_ZERO;
  return s->bi == 0 && s->di == 0 ? TSQ_REASON_DOUBLE_FULL : TSQ_REASON_NONE;
}

static double size_of_groups(const tsqp_study *s) {
  return s->n1i + s->n2i;
}

static const tsqp_column_rule table_rules[] = {
    {TSQP_ARG_ai, &number_of_events}, {TSQP_ARG_bi, &number_of_events}, {TSQP_ARG_ci, &number_of_events},
    {TSQP_ARG_di, &number_of_events}, {TSQP_ARG_n1i, &sample_size},     {TSQP_ARG_n2i, &sample_size}};

const tsqp_kind tsqp_kind_tables = {
    .value = TSQ_RECORD_TABLES,
    .name = "tables",
    .inputs = INPUTS("ai bi ci di", "ai n1i ci n2i", "ai bi ci n2i", "ai n1i ci di"),
    RULES(table_rules),
    .check = check_table,
    .complete = complete_table,
    .has_zero = table_has_zero,
    .add = add_to_table,
    .add_by_arm = add_to_table_by_arm,
    .double_zero = table_without_information,
    .size = size_of_groups};

/* --- paired 2 x 2 tables; for MPORM the two marginal counts and their correlation --- */

static const tsqp_column_rule paired_rules[] = {
    {TSQP_ARG_ai, &number_of_events}, {TSQP_ARG_bi, &number_of_events}, {TSQP_ARG_ci, &number_of_events},
    {TSQP_ARG_di, &number_of_events}, {TSQP_ARG_n1i, &sample_size},     {TSQP_ARG_n2i, &sample_size},
    {TSQP_ARG_ri, &correlation},      {TSQP_ARG_pi, &proportion}};

const tsqp_kind tsqp_kind_paired_tables = {.value = TSQ_RECORD_PAIRED_TABLES,
                                           .name = "paired tables",
                                           .inputs = INPUTS("ai bi ci di"),
                                           RULES(paired_rules),
                                           .complete = complete_table,
                                           .has_zero = table_has_zero,
                                           .add = add_to_table,
                                           .double_zero = table_without_information,
                                           .size = size_of_groups};

/* --- two rates --- */

static int rates_have_zero(const tsqp_study *s) {
  return s->x1i == 0 || s->x2i == 0;
}
static int32_t rates_without_information(const tsqp_study *s) {
  return s->x1i == 0 && s->x2i == 0 ? TSQ_REASON_DOUBLE_ZERO : TSQ_REASON_NONE;
}
static double size_of_rates(const tsqp_study *s) {
  return s->t1i + s->t2i;
}

static void add_to_rates(tsqp_study *s, double amount) {
  s->x1i += amount;
  s->x2i += amount;
}

static const tsqp_column_rule rate_rules[] = {{TSQP_ARG_x1i, &number_of_events},
                                              {TSQP_ARG_t1i, &person_time},
                                              {TSQP_ARG_x2i, &number_of_events},
                                              {TSQP_ARG_t2i, &person_time}};

const tsqp_kind tsqp_kind_rates = {.value = TSQ_RECORD_RATES,
                                   .name = "rates",
                                   .inputs = INPUTS("x1i t1i x2i t2i"),
                                   RULES(rate_rules),
                                   .has_zero = rates_have_zero,
                                   .add = add_to_rates,
                                   .double_zero = rates_without_information,
                                   .size = size_of_rates};

/* --- two means --- */

static const tsqp_column_rule mean_rules[] = {
    {TSQP_ARG_m1i, &any_number}, {TSQP_ARG_sd1i, &standard_deviation}, {TSQP_ARG_n1i, &sample_size},
    {TSQP_ARG_m2i, &any_number}, {TSQP_ARG_sd2i, &standard_deviation}, {TSQP_ARG_n2i, &sample_size},
    {TSQP_ARG_di, &any_number},  {TSQP_ARG_ti, &any_number},           {TSQP_ARG_pi, &signed_p_value},
    {TSQP_ARG_ri, &correlation}};

const tsqp_kind tsqp_kind_means = {.value = TSQ_RECORD_MEANS,
                                   .name = "means",
                                   .inputs = INPUTS("m1i sd1i n1i m2i sd2i n2i"),
                                   RULES(mean_rules),
                                   .size = size_of_groups};

/* --- an observed probability of superiority --- */

static void complete_superiority(tsqp_study *s) {
  if (isnan(s->mi)) s->mi = 0;
}

static const tsqp_column_rule superiority_rules[] = {{TSQP_ARG_ai, &proportion},
                                                     {TSQP_ARG_n1i, &sample_size},
                                                     {TSQP_ARG_n2i, &sample_size},
                                                     {TSQP_ARG_mi, &proportion}};

const tsqp_kind tsqp_kind_superiority = {.value = TSQ_RECORD_SUPERIORITY,
                                         .name = "superiority",
                                         .inputs = INPUTS("ai n1i n2i"),
                                         RULES(superiority_rules),
                                         .complete = complete_superiority,
                                         .size = size_of_groups};

/* --- correlations --- */

static double size_of_group(const tsqp_study *s) {
  return s->ni;
}

static const tsqp_column_rule correlation_rules[] = {
    {TSQP_ARG_ri, &correlation},    {TSQP_ARG_ni, &sample_size}, {TSQP_ARG_ti, &any_number},
    {TSQP_ARG_pi, &signed_p_value}, {TSQP_ARG_mi, &predictors},  {TSQP_ARG_r2i, &proportion},
    {TSQP_ARG_fi, &f_statistic}};

const tsqp_kind tsqp_kind_correlations = {.value = TSQ_RECORD_CORRELATIONS,
                                          .name = "correlations",
                                          .inputs = INPUTS("ri ni", "ti ni", "pi ni"),
                                          RULES(correlation_rules),
                                          .size = size_of_group};

/* --- one proportion --- */

static void complete_proportion(tsqp_study *s) {
  complete_pair(&s->xi, &s->mi, &s->ni);
}

static int check_proportion(const tsqp_study *s, size_t i) {
  return check_group("xi", s->xi, "ni", s->ni, "mi", s->mi, i);
}

static int proportion_has_zero(const tsqp_study *s) {
  return s->xi == 0 || s->mi == 0;
}

static void add_to_proportion(tsqp_study *s, double amount) {
  s->xi += amount;
  s->mi += amount;
  s->ni = s->xi + s->mi;
}

static const tsqp_column_rule proportion_rules[] = {
    {TSQP_ARG_xi, &number_of_events}, {TSQP_ARG_mi, &number_of_events}, {TSQP_ARG_ni, &sample_size}};

const tsqp_kind tsqp_kind_proportions = {.value = TSQ_RECORD_PROPORTIONS,
                                         .name = "proportions",
                                         .inputs = INPUTS("xi ni", "xi mi"),
                                         RULES(proportion_rules),
                                         .check = check_proportion,
                                         .complete = complete_proportion,
                                         .has_zero = proportion_has_zero,
                                         .add = add_to_proportion,
                                         .size = size_of_group};

/* --- one rate --- */

static int count_has_zero(const tsqp_study *s) {
  return s->xi == 0;
}
static void add_to_count(tsqp_study *s, double amount) {
  s->xi += amount;
}
static double size_of_count(const tsqp_study *s) {
  return s->ti;
}

static const tsqp_column_rule count_rules[] = {{TSQP_ARG_xi, &number_of_events}, {TSQP_ARG_ti, &person_time}};

const tsqp_kind tsqp_kind_counts = {.value = TSQ_RECORD_COUNTS,
                                    .name = "counts",
                                    .inputs = INPUTS("xi ti"),
                                    RULES(count_rules),
                                    .has_zero = count_has_zero,
                                    .add = add_to_count,
                                    .size = size_of_count};

/* --- one mean --- */

static const tsqp_column_rule single_mean_rules[] = {
    {TSQP_ARG_mi, &any_number}, {TSQP_ARG_sdi, &standard_deviation}, {TSQP_ARG_ni, &sample_size}};

const tsqp_kind tsqp_kind_single_means = {.value = TSQ_RECORD_SINGLE_MEANS,
                                          .name = "single means",
                                          .inputs = INPUTS("mi sdi ni"),
                                          RULES(single_mean_rules),
                                          .size = size_of_group};

/* --- changes --- */

static const tsqp_column_rule change_rules[] = {
    {TSQP_ARG_m1i, &any_number},          {TSQP_ARG_m2i, &any_number}, {TSQP_ARG_sd1i, &standard_deviation},
    {TSQP_ARG_sd2i, &standard_deviation}, {TSQP_ARG_ni, &sample_size}, {TSQP_ARG_ri, &correlation},
    {TSQP_ARG_di, &any_number},           {TSQP_ARG_ti, &any_number},  {TSQP_ARG_pi, &signed_p_value}};

const tsqp_kind tsqp_kind_changes = {.value = TSQ_RECORD_CHANGES,
                                     .name = "changes",
                                     .inputs = INPUTS("m1i m2i sd1i sd2i ni ri"),
                                     RULES(change_rules),
                                     .size = size_of_group};

/* --- reliabilities --- */

static const tsqp_column_rule reliability_rules[] = {
    {TSQP_ARG_ai, &alpha}, {TSQP_ARG_mi, &items}, {TSQP_ARG_ni, &sample_size}};

const tsqp_kind tsqp_kind_reliabilities = {.value = TSQ_RECORD_RELIABILITIES,
                                           .name = "reliabilities",
                                           .inputs = INPUTS("ai mi ni"),
                                           RULES(reliability_rules),
                                           .size = size_of_group};

/* --- genotypes --- */

static double size_of_genotypes(const tsqp_study *s) {
  return s->ai + s->bi + s->ci;
}

static const tsqp_column_rule genotype_rules[] = {
    {TSQP_ARG_ai, &number_of_events}, {TSQP_ARG_bi, &number_of_events}, {TSQP_ARG_ci, &number_of_events}};

const tsqp_kind tsqp_kind_genotypes = {.value = TSQ_RECORD_GENOTYPES,
                                       .name = "genotypes",
                                       .inputs = INPUTS("ai bi ci"),
                                       RULES(genotype_rules),
                                       .size = size_of_genotypes};

/* --- given effects --- */

static const tsqp_column_rule given_rules[] = {{TSQP_ARG_yi, &any_number},
                                               {TSQP_ARG_vi, &variance},
                                               {TSQP_ARG_sei, &standard_deviation},
                                               {TSQP_ARG_ni, &sample_size}};

const tsqp_kind tsqp_kind_given = {.value = TSQ_RECORD_GIVEN,
                                   .name = "given effects",
                                   .inputs = INPUTS("yi vi", "yi sei"),
                                   RULES(given_rules),
                                   .size = size_of_group};
