/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq.h
 * @brief tausq: meta-analysis in C. The one header that users include.
 *
 * The files below `tausq/` may be split or merged between releases; only this
 * umbrella is a stable include.
 *
 *   records (columns you own) -> effects (yi, vi) -> fit (a handle that is asked)
 */
#ifndef TAUSQ_H
#define TAUSQ_H

/* clang-format off */
#include <tausq/base.h>       /* version, status codes, tsq_estimate */
#include <tausq/effect.h>     /* effect sizes from trial records */
#include <tausq/convert.h>    /* arm data given as SE, CI, t, p, quartiles; combining arms */
#include <tausq/transform.h>  /* back-transformations */
#include <tausq/options.h>    /* the options of all models */
#include <tausq/fit.h>        /* a fitted model of any kind, and what it is asked */
#include <tausq/rma.h>        /* the pooled and meta-regression model */
#include <tausq/predict.h>    /* predictions, contrasts, ratios, probabilities, BLUPs */
#include <tausq/batch.h>      /* very many small analyses in one call */
#include <tausq/exact.h>      /* exact and mid-p intervals and tests of counts */
#include <tausq/mh.h>         /* Mantel-Haenszel and Peto */
#include <tausq/beta_binomial.h> /* beta-binomial model of rare events */
#include <tausq/glmm.h>       /* generalized linear mixed models of counts */
#include <tausq/subgroup.h>   /* subgroup fits and the test for subgroup differences */
#include <tausq/refit.h>      /* a fit again with something changed; two fits compared */
#include <tausq/rows.h>       /* labelled estimates: studies, leave-one-out, cumulative */
#include <tausq/models.h>     /* which models, quantities and options there are */
#include <tausq/stream.h>     /* out of core and over machines: mergeable sums */
#include <tausq/frame.h>      /* records from CSV */
#include <tausq/design.h>     /* dummies, interactions, polynomials, splines */
#include <tausq/report.h>     /* text, JSON and CSV reports */
#include <tausq/plot.h>       /* forest, funnel and bubble plots */
/* clang-format on */

#endif
