/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conventions and outcomes in words. */
#include "rma/rma.h"

static const char *test_words(int32_t test) {
  switch (test) {
    case TSQ_Z: return "standard normal";
    case TSQ_T: return "t, k-p df";
    case TSQ_KNHA: return "Hartung-Knapp-Sidik-Jonkman, t, k-p df";
    case TSQ_ADHOC: return "Hartung-Knapp-Sidik-Jonkman with factor >= 1, t, k-p df";
    default: return "Kenward-Roger";
  }
}

static const char *pi_words(int32_t kind) {
  switch (kind) {
    case TSQ_PI_NORMAL: return "normal";
    case TSQ_PI_T: return "t, df of the test";
    case TSQ_PI_HTS: return "t, k-p-1 df";
    case TSQ_PI_K1: return "t, k-p df, conventional se";
    default: return "none";
  }
}

static const char *ci_words(int32_t kind) {
  switch (kind) {
    case TSQ_CI_QP: return "Q-profile";
    case TSQ_CI_GENQ: return "generalized Q";
    default: return "profile likelihood";
  }
}

static void conventions(const tsq_fit *fit, tsqp_texts *texts) {
  const tsq_options *o = &fit->options;
  if (!tsqp_is_random(fit)) {
    tsqp_say_conventions(texts, "common effect; test: %s; I2 from Q; level %g%%", test_words(o->test), 100 * o->level);
    return;
  }
  tsqp_say_conventions(texts, "tau2: %s; test: %s; interval for tau2: %s; I2 from %s; prediction interval: %s; level %g%%",
                       o->tau2_fixed ? "fixed by the caller" : tsq_method_name(o->method), test_words(o->test),
                       ci_words(o->ci_kind), tsq_i2_name(o->i2_kind), pi_words(o->pi_kind), 100 * o->level);
}

static const struct {
  uint32_t outcome;
  const char *words;
} facts[] = {
    {TSQ_OUTCOME_TAU2_ZERO, "tau2 was estimated as 0, the boundary of its range"},
    {TSQ_OUTCOME_MULTIMODAL, "the likelihood of tau2 has several maxima: the estimate is the highest"},
    {TSQ_OUTCOME_VARIANCE_RATIO, "the largest sampling variance is 1e7 times the smallest or more"},
    {TSQ_OUTCOME_TEST_CHANGED, "no residual degrees of freedom: the test was set to z"},
    {TSQ_OUTCOME_KNHA_COMMON_EFFECT, "the Knapp-Hartung method is not meant for a common-effect model"},
    {TSQ_OUTCOME_NO_SPREAD,
     "the effects are equal: the Knapp-Hartung factor is 0 and its intervals have no width"},
    {TSQ_OUTCOME_NOT_PROVED,
     "tau2 is the best value found, but it was not proved that none is better: the search reached its budget, or rounding "
     "hides what it would prove"},
    {TSQ_OUTCOME_NEEDS_PASS, "the coefficients need one more pass over the data, at this tau2"},
};

/* What was passed decides what it was mistaken for. */
static void say_swapped(const tsq_fit *fit, tsqp_texts *texts) {
  if (!(fit->outcome & TSQ_OUTCOME_LOOKS_LIKE_SE)) return;
  tsqp_say(texts, tsqp_as_rma(fit)->looks_like_variances
                      ? "sei look like variances: the effects vary far more than they allow"
                      : "vi look like standard errors: the effects vary far less than they allow");
}

static void say_narrow(const tsq_fit *fit, tsqp_texts *texts) {
  const tsqp_rma *rma = tsqp_as_rma(fit);
  char lower[32];
  char upper[32];
  if (!(fit->outcome & TSQ_OUTCOME_NARROW)) return;
  tsqp_say(texts,
           "the Knapp-Hartung interval is narrower than the common-effect one, [%s, %s]: the effects lie closer together than "
           "their variances allow, and the uncertainty may be understated",
           tsqp_decimal(lower, rma->common_interval[0], 4), tsqp_decimal(upper, rma->common_interval[1], 4));
}

static void say_zero(const tsq_fit *fit, tsqp_texts *texts) {
  const tsqp_studies *s = &tsqp_as_rma(fit)->studies;
  if (!(fit->outcome & TSQ_OUTCOME_ZERO_VARIANCE)) return;
  tsqp_say(texts, "%zu stud%s a sampling variance of 0 (the first: index %zu): their weight rests on tau2 alone", s->n_zero,
           s->n_zero == 1 ? "y has" : "ies have", s->zero);
}

void tsqp_rma_describe(const tsq_fit *fit, tsqp_texts *texts) {
  conventions(fit, texts);
  say_swapped(fit, texts);
  say_narrow(fit, texts);
  say_zero(fit, texts);
  for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
    if (fit->outcome & facts[i].outcome) tsqp_say(texts, "%s", facts[i].words);
  }
}
