/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/batch.h
 * @brief Very many small analyses in one call: simulation studies, markers, voxels, permutations.
 *
 * tsq_batch() gives for each of m problems what tsq_rma() with the same options gives for it alone, at millions a second: problems lie
 * side by side in the lanes of vector registers, iterated estimators refill a lane as soon as its problem is solved, and problems that
 * are out of the ordinary (k = 1, equal effects, variances many orders of magnitude apart, a likelihood whose maximum is not proved to be
 * the only one) are handed to tsq_rma() itself. The answer has the same bits on every instruction set and any number of threads.
 */
#ifndef TAUSQ_BATCH_H
#define TAUSQ_BATCH_H

#include <tausq/fit.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @brief The data of m problems; arrays stay yours and are only read.
 *
 * Either study-major, as simulations, markers and voxels have them: study i of problem j is yi[i * ld + j], all problems with k rows (a
 * study that a problem lacks is NaN); or, with `offsets`, problem-major and ragged, as GROUP BY delivers them: problem j's studies are
 * yi[offsets[j]] .. yi[offsets[j + 1] - 1].
 */
typedef struct tsq_batch_data {
  size_t size;           /**< sizeof(tsq_batch_data), or 0: the layout of release 0.1 */
  size_t m;              /**< number of problems, >= 1 */
  size_t k;              /**< study-major: number of studies, >= 1; ignored where offsets are given */
  size_t ld;             /**< study-major: distance from one study's row to the next, >= m; 0 = m */
  const size_t *offsets; /**< [m + 1] ascending; NULL = study-major */
  const double *yi;      /**< [m x k] effects; NaN = missing. Where offsets are given: offsets[m] of them, problem after problem */
  const double *vi;      /**< [m x k] sampling variances, > 0; NaN = missing; NULL where sei is given */
  const double *sei;     /**< [m x k] standard errors, > 0; NULL where vi is given */
  const double *x;       /**< [k x p] moderators that all problems share, column-major; study-major data alone; NULL = none */
  size_t p;              /**< number of moderators, at most 15 */
  size_t ldx;            /**< x[i + c * ldx]; 0 = k */
} tsq_batch_data;

/**
 * @brief Where the answers go: the caller's memory. Columns [data.m] or NULL, which is: not wanted.
 *
 * A problem without an answer has NaN in all of them and its reason in `status`. With moderators the columns of coefficients
 * (`estimate` .. `ci_upper`) are matrices with a column a coefficient, the intercept first: coefficient c of problem j is
 * estimate[c * m + j], coefficients = data.p + 1 - options.no_intercept (without moderators 1); the prediction interval is NaN.
 */
typedef struct tsq_batch_out {
  size_t size;        /**< sizeof(tsq_batch_out), or 0: the layout of release 0.1 */
  double *tau2;       /**< between-study variance */
  double *estimate;   /**< [data.m x coefficients] pooled effect, or coefficients */
  double *se;         /**< [data.m x coefficients] standard error */
  double *statistic;  /**< [data.m x coefficients] estimate / se */
  double *p_value;    /**< [data.m x coefficients] two-sided */
  double *log10_p;    /**< [data.m x coefficients] -log10 of the p value, which does not underflow */
  double *ci_lower;   /**< [data.m x coefficients] confidence interval */
  double *ci_upper;   /**< [data.m x coefficients] its upper bound */
  double *pi_lower;   /**< prediction interval by options.pi_kind; NaN for CE */
  double *pi_upper;   /**< its upper bound */
  double *Q;          /**< QE, Cochran's Q */
  double *I2;         /**< percent, by options.i2_kind */
  double *H2;         /**< likewise */
  int32_t *status;    /**< enum tsq_status of each problem: TSQ_OK, TSQ_ERR_DATA (a datum outside its domain), TSQ_ERR_TOO_FEW (no
                           complete study, or fewer than coefficients), TSQ_ERR_SINGULAR, TSQ_ERR_RANGE */
  double *tau2_lower; /**< Q-profile interval of tau2 at options.level, as tsq_confint() with TSQ_CI_QP: 0 and 0 where no tau2 >= 0
                           belongs to it; NaN where tau2 is fixed or k = coefficients */
  double *tau2_upper; /**< its upper bound */
  double *re2;        /**< the statistic of the test RE2 (Han & Eskin 2011): the log likelihood ratio, times 2, of "no effect anywhere"
                           (mean 0 and tau2 0) against the maximum likelihood of both, whatever the method; models without moderators; NaN where a vi is 0 */
  double *re2_p;      /**< its p value by the limiting distribution, half chi2 with 1 and half with 2 df, which is conservative for few
                           studies (there the paper takes simulated tables) */
  double *re2_log10_p;/**< -log10 of that p value, which does not underflow */
} tsq_batch_out;

/** @brief Progress and cancellation of a long call. */
typedef struct tsq_batch_control {
  size_t size;   /**< sizeof(tsq_batch_control), or 0: the layout of release 0.1 */
  /** Called now and then, by the calling thread alone, with the number of problems done so far: 0 = stop, else go on. NULL = never. */
  int (*go_on)(void *context, size_t done, size_t m);
  void *context; /**< handed to go_on; NULL = none */
} tsq_batch_control;

/**
 * @brief Fits the common-effect, random-effects or meta-regression model to each of m problems.
 *
 * Each problem's answer is that of tsq_rma() for its complete studies: tau2 by the method, b = (X'WX)^-1 X'Wy, tests, intervals, Q, I2,
 * H2; equal to it to 1e-12 relative for closed forms and to 1e-9 for iterated ones.
 *
 * @param data    in: the problems; see tsq_batch_data.
 * @param options in: as for tsq_rma() (NULL = the defaults), of which a batch takes a part (tsq_model_option("batch", ...)); methods CE,
 *                DL, HE, HS, SJ, ML, REML, EB, PM and a fixed tau2 run in vector lanes, the others one by one; `threads` problems at a
 *                time; no weights, so not GENQ without a fixed tau2. With moderators it has no prediction interval.
 * @param control in: progress and cancellation; NULL = none.
 * @param out     out: see tsq_batch_out. Written problem by problem: after TSQ_ERR_CANCELLED, and after TSQ_ERR_NOMEM from one of them, some
 *                have their answers, the others are untouched; after any other error none is.
 * @return TSQ_OK (look at out->status for single problems);
 *   TSQ_ERR_NULL: data, out, yi, or both vi and sei are NULL, or x where p > 0;
 *   TSQ_ERR_LENGTH: m = 0, k = 0, ld < m, ldx < k, offsets not ascending (the message has the index), p > 15, or x or ld with offsets;
 *   TSQ_ERR_ARGUMENT: both vi and sei, x with p = 0, an option out of its range, test KR with moderators, or an option that a batch does
 *     not take: what shows in no column (ci_kind other than QP, measure, keep) or would shift the columns (dropping redundant moderators);
 *   TSQ_ERR_DATA: a moderator is not finite;
 *   TSQ_ERR_SINGULAR: the columns of x are linearly dependent;
 *   TSQ_ERR_UNSUPPORTED: a pi_kind or the test RE2 with moderators; TSQ_ERR_OPTIONS; TSQ_ERR_NOMEM;
 *   TSQ_ERR_CANCELLED: control->go_on said so.
 * Edge cases: as tsq_rma(): k = 1 gives the study itself, tau2 0 and a z test.
 * Cost: about 5 evaluations of O(k p^2) a problem for iterated methods, as many again for each of tau2_lower and tau2_upper, and for the
 *   three columns of RE2 together; memory O(threads), independent of m.
 * Source: as tsq_rma() and tsq_confint(); RE2: Han & Eskin 2011, doi:10.1016/j.ajhg.2011.04.014; lanes that do not wait for one another: as in Hillis & Steele 1986's compaction, doi:10.1145/7902.7903.
 * Since: 0.1
 */
TSQ_API int tsq_batch(const tsq_batch_data *data, const tsq_options *options, const tsq_batch_control *control,
                      const tsq_batch_out *out);

#ifdef __cplusplus
}
#endif

#endif
