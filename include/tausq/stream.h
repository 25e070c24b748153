/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/stream.h
 * @brief Data larger than memory or spread over machines: an accumulator that is fed chunks, merged, and asked.
 *
 * One pass gives the common-effect model, Q and all that rests on it (tau2 by DL, HE, HS, I2, H2):
 *
 *     tsq_stream_new -> tsq_stream_add (chunk after chunk) -> tsq_stream_merge (over workers) -> tsq_stream_finish
 *
 * Everything else of tsq_rma() needs further passes over the data, each with one number that goes out (tau2) and one
 * small buffer that comes back (the sums at that tau2):
 *
 *     tsq_iterate_new(first pass) ; while (!done) { tau2 = tsq_iterate_tau2() ; each worker: tsq_stream_restart(tau2), add ;
 *     merge ; tsq_iterate_step() } ; tsq_iterate_finish
 *
 * The answer is a fit of the model rma that keeps no studies (fit.h): coefficients, contrasts, predictions, scalars, likelihoods and
 * reports are asked as of any fit; per-study quantities, refits and comparisons are refused.
 *
 * A stream belongs to one thread at a time; for several threads give each its own and merge (options.threads is not used).
 *
 * Sums are taken about a running shift in double-double arithmetic, so how the data were cut and in which order the parts were
 * merged changes an answer by less than 1e-13 relative, and the answer is tsq_rma()'s on the whole data: within 1e-12 for
 * closed forms, 1e-9 for iterated estimators. (That holds however far from 0 the effects are; where they follow moderators so closely that
 * what x'b explains is 1e8 times the residuals, some of the 31 digits are spent on that.)
 *
 * The byte form (tsq_stream_bytes()), all numbers little-endian, q = moderators, m = q + 2, T = m (m + 1)/2 pairs:
 *
 *     offset       bytes      what
 *     0            8          magic: 89 54 53 51 0D 0A 1A 0A ("\x89TSQ\r\n\x1a\n")
 *     8            4          u32 version of this layout: 1
 *     12           4          u32 length of the whole in bytes, the checksum included
 *     16           4          u32 q
 *     20           4          u32 flags: 1 = no intercept, 2 = a first pass (6 families of sums, else 3)
 *     24           4          i32 unit: effects are held as y / 2^unit; -2^31 before the first study
 *     28           4          u32 CRC-32C of the moderators' names, each ended by a zero byte; 0 = unnamed
 *     32           8          u64 k, studies summed
 *     40           8          u64 studies dropped for a missing value
 *     48           8          u64 k when the shift was last examined
 *     56           8          f64 tau2 of the pass (squared scale of yi)
 *     64           8          f64 smallest sampling variance (0 before the first study)
 *     72           8          f64 largest sampling variance
 *     80           16         f64 f64 sum of ln((vi + tau2)/4^unit), as high and low part
 *     96           4 q        i32 units of the moderators: x_j is held as x_j / 2^unit_j; -2^31 while all are 0
 *     96 + 4q      0 or 4     zeros up to a multiple of 8
 *     .            8 (q + 1)  f64 shift b: the sums are about y - b_0 - b_1 x_1 - ... (in units)
 *     .            16 T F     f64 f64 sums (high, low) of F = 3 or 6 families, weights w, w^2, w^3, 1, v, v^2, with
 *                             w = 1/(v + tau2); each over the pairs (a, b), b <= a, row by row of the lower triangle, of
 *                             the row (1, x_1 .. x_q, y - shift); for v and v^2 the pairs of the last entry are 0
 *     length - 4   4          u32 CRC-32C (Castagnoli) of all bytes before it
 */
#ifndef TAUSQ_STREAM_H
#define TAUSQ_STREAM_H

#include <tausq/base.h>
#include <tausq/fit.h>
#include <tausq/rma.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief A mergeable accumulator of O(p^2) memory. Opaque; freed by tsq_stream_free(). */
typedef struct tsq_stream tsq_stream;

/** @brief The state of an analysis that needs several passes. Opaque; freed by tsq_iterate_free(). */
typedef struct tsq_iterate tsq_iterate;

/** @brief What a stream is made for. Zero (and NULL for the whole struct) means the default: the pooled mean. */
typedef struct tsq_stream_options {
  size_t size; /**< sizeof(tsq_stream_options) */
  size_t p;    /**< moderators, without the intercept; at most 1024 */
  const char *const *x_names;/**< [p] names of the coefficients, copied; streams of different names do not merge.
                                  NULL = "x1", "x2", ... and merges with any */
  int32_t no_intercept; /**< 1 = the model has no intercept */
  int32_t missing;      /**< enum tsq_missing; 0 = omit: studies with NaN are dropped and counted */
} tsq_stream_options;

/**
 * @brief A new, empty stream for a first pass (tau2 = 0).
 * @param options in: the model; NULL = the pooled mean.
 * @param stream  out: the stream, untouched unless TSQ_OK; free it with tsq_stream_free().
 * @return TSQ_OK; TSQ_ERR_NULL: stream (or a name) is NULL; TSQ_ERR_LENGTH: p > 1024; TSQ_ERR_ARGUMENT: neither an intercept nor
 *   a moderator, or an unknown value; TSQ_ERR_OPTIONS; TSQ_ERR_NOMEM.
 * Cost: about 48 (p + 2)(p + 3) bytes, whatever k becomes.
 * Since: 0.1
 */
TSQ_API int tsq_stream_new(const tsq_stream_options *options, tsq_stream **stream);

/**
 * @brief Frees a stream. NULL is fine.
 * @param stream in: the stream; it must not be used afterwards.
 * Since: 0.1
 */
TSQ_API void tsq_stream_free(tsq_stream *stream);

/**
 * @brief Adds a chunk of studies: sums of w^j a a', a = (1, x, y - shift), w = 1/(vi + tau2), j = 1, 2, 3.
 * @param stream in/out: the stream; as it was unless TSQ_OK.
 * @param chunk  in: k studies (0 is fine) with yi, vi or sei, and x of as many columns as the stream has. Read only, and only
 *               during the call; labels and x_names are not read.
 * @return TSQ_OK; TSQ_ERR_NULL: stream, chunk or one of its arrays is NULL; TSQ_ERR_ARGUMENT: both vi and sei;
 *   TSQ_ERR_LENGTH: chunk.p is not the stream's p, or ldx < k; TSQ_ERR_DATA: a variance <= 0 or infinite, an infinite yi or x,
 *   or NaN where missing is an error (index within the chunk); TSQ_ERR_RANGE: the square of an sei, or a weighted square, cannot be
 *   represented; TSQ_ERR_UNSUPPORTED: weights; TSQ_ERR_OPTIONS.
 * Cost: O(k p^2); for the pooled mean some tens of millions of studies a second on one core.
 * Source: Chan, Golub & LeVeque 1983, doi:10.1080/00031305.1983.10483115, for the shift.
 * Since: 0.1
 */
TSQ_API int tsq_stream_add(tsq_stream *stream, const tsq_data *chunk);

/**
 * @brief Adds all studies of one stream to another, as if their chunks had been added there.
 * @param into in/out: the stream that grows; as it was unless TSQ_OK. Without names of its own it takes those of `from`.
 * @param from in: the other one, unchanged; it may not be `into`.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: the streams differ in p, names, intercept, tau2 or kind of pass, or are the same;
 *   TSQ_ERR_RANGE: the sums cannot be represented; TSQ_ERR_NOMEM.
 * Cost: O(p^3).
 * Source: Chan, Golub & LeVeque 1983, doi:10.1080/00031305.1983.10483115, eq. (2.1), with regressions for means.
 * Since: 0.1
 */
TSQ_API int tsq_stream_merge(tsq_stream *into, const tsq_stream *from);

/**
 * @brief Empties a stream for a further pass over the same data, whose weights are 1/(vi + tau2).
 * @param stream in/out: the stream. Its shift and units stay, as they suit the data.
 * @param tau2   in: the tau2 that tsq_iterate_tau2() asks for, >= 0, squared scale of yi.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: tau2 is negative or not finite.
 * Since: 0.1
 */
TSQ_API int tsq_stream_restart(tsq_stream *stream, double tau2);

/**
 * @brief Number of studies in a stream.
 * @param stream in: a stream.
 * @return studies summed, without the dropped ones; 0 where stream is NULL.
 * Since: 0.1
 */
TSQ_API size_t tsq_stream_count(const tsq_stream *stream);

/**
 * @brief Number of studies that a stream dropped because a value was missing.
 * @param stream in: a stream.
 * @return their number; 0 where stream is NULL.
 * Since: 0.1
 */
TSQ_API size_t tsq_stream_dropped(const tsq_stream *stream);

/**
 * @brief Number of coefficients of a stream's model, the intercept included.
 * @param stream in: a stream.
 * @return p, as the quantity "p" of its fits; 0 where stream is NULL.
 * Since: 0.1
 */
TSQ_API size_t tsq_stream_coefficients(const tsq_stream *stream);

/**
 * @brief The stream as bytes that any machine can read: the layout is at the top of this file.
 * @param stream in: the stream.
 * @param buf    out: [n] the bytes; NULL with n = 0 to ask for the size alone.
 * @param n      in: room in buf.
 * @param needed out: bytes of the form, also for TSQ_ERR_BUFFER; NULL = not wanted.
 * @return TSQ_OK; TSQ_ERR_NULL: stream (or buf with n > 0) is NULL; TSQ_ERR_BUFFER: n is too small, nothing was written to buf.
 * Edge cases: the size depends on p and on the kind of pass alone, so fixed-size messages serve.
 * Since: 0.1
 */
TSQ_API int tsq_stream_bytes(const tsq_stream *stream, void *buf, size_t n, size_t *needed);

/**
 * @brief A stream from its bytes.
 * @param buf    in: [n] what tsq_stream_bytes() wrote, on whatever machine.
 * @param n      in: exactly that many bytes.
 * @param stream out: a new stream, untouched unless TSQ_OK. Moderators' names are not part of the form: messages and
 *               coefficients say "x1", ..., until a stream with names, which may be empty, is merged into it.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_PARSE: not a stream, truncated, or damaged (the checksum does not fit);
 *   TSQ_ERR_UNSUPPORTED: a version of the layout that this library does not know; TSQ_ERR_NOMEM.
 * Since: 0.1
 */
TSQ_API int tsq_stream_from_bytes(const void *buf, size_t n, tsq_stream **stream);

/**
 * @brief The answer of one pass: the common-effect model, or tau2 by DL, HE, HS, HSK with Q, I2 and H2.
 *
 * b = (X'WX)^-1 X'Wy, W = diag(1/vi); tau2 as at the enum's value. Where the method gives tau2 > 0, the coefficients need one more
 * pass, with the weights 1/(vi + tau2): the fit has the outcome TSQ_OUTCOME_NEEDS_PASS, tau2, its standard error, Q, I2 and H2
 * answer, and what rests on the coefficients is refused (tsq_fit_can(fit, "predict") is 0). tsq_iterate_new() takes it from here.
 * @param stream  in: a first pass; unchanged.
 * @param options in: as for tsq_rma(), of which a stream takes a part (tsq_model_option("stream", ...)); NULL = the library's defaults
 *                with method DL. `missing` = error refuses a stream that dropped studies.
 * @param fit     out: a fit of the model rma that keeps no studies, untouched unless TSQ_OK; freed by tsq_fit_free(). Its quantity
 *                "R2" is NaN, and TSQ_OUTCOME_LOOKS_LIKE_SE is not examined.
 * @return TSQ_OK; TSQ_ERR_NULL: stream or fit; TSQ_ERR_TOO_FEW: fewer studies than coefficients, or (with tau2) than
 *   coefficients + 1, k = 1 excepted; TSQ_ERR_SINGULAR: a moderator depends on others; TSQ_ERR_ARGUMENT: a stream that was
 *   restarted, an option out of its range or that a stream does not take (threads, ci_kind other than QP, GENQ, equal weights, dropping
 *   redundant moderators, keep other than none); TSQ_ERR_DATA: options.missing = error, but the stream dropped studies;
 *   TSQ_ERR_UNSUPPORTED: a method that needs more passes than one (see tsq_iterate_new()); TSQ_ERR_RANGE; TSQ_ERR_OPTIONS;
 *   TSQ_ERR_NOMEM.
 * Cost: O(p^3).
 * Source: DerSimonian & Laird 1986, doi:10.1016/0197-2456(86)90046-2; Higgins & Thompson 2002, doi:10.1002/sim.1186, eq. (9);
 *   Viechtbauer 2010, doi:10.18637/jss.v036.i03.
 * Since: 0.1 (in this form 0.2)
 */
TSQ_API int tsq_stream_finish(const tsq_stream *stream, const tsq_options *options, tsq_fit **fit);

/**
 * @brief Starts an analysis of several passes from the first one: every method of tsq_rma() but GENQ.
 *
 * ML and REML return the global maximum: each step evaluates the score and its bounds at one tau2, from which every stationary
 * point is isolated as in tsq_rma(); PM and its kin climb to the only root of Q(tau2) = k - p by Newton's method.
 * @param first   in: the first pass over all data, merged; read during the call only.
 * @param options in: as for tsq_stream_finish(); NULL = the library's defaults (REML).
 * @param it      out: the analysis, untouched unless TSQ_OK; free it with tsq_iterate_free(). Ask tsq_iterate_done(): one pass may
 *                have been enough.
 * @return TSQ_OK; TSQ_ERR_NULL: first or it; otherwise as tsq_stream_finish().
 * Cost: O(p^3); of the passes to come: CE none, DL, HE, HS one (none where tau2 = 0), SJ and DL2 two, PM and its kin
 *   some 5 to 10, REML and ML some 8 (up to 20 where variances differ by orders of magnitude).
 * Source: Viechtbauer 2005, doi:10.3102/10769986030003261 (REML); Paule & Mandel 1982, doi:10.6028/jres.087.022.
 * Since: 0.1
 */
TSQ_API int tsq_iterate_new(const tsq_stream *first, const tsq_options *options, tsq_iterate **it);

/**
 * @brief Frees an analysis. NULL is fine.
 * @param it in: the analysis; it must not be used afterwards.
 * Since: 0.1
 */
TSQ_API void tsq_iterate_free(tsq_iterate *it);

/**
 * @brief The tau2 at which the next pass is wanted: what tsq_stream_restart() takes.
 * @param it in: an analysis.
 * @return tau2 >= 0, squared scale of yi; once done the estimate itself; NaN where it is NULL.
 * Since: 0.1
 */
TSQ_API double tsq_iterate_tau2(const tsq_iterate *it);

/**
 * @brief Whether no further pass is needed.
 * @param it in: an analysis.
 * @return 1 = done, tsq_iterate_finish() answers; 0 = not yet, or it is NULL.
 * Since: 0.1
 */
TSQ_API int tsq_iterate_done(const tsq_iterate *it);

/**
 * @brief Takes the sums of a pass at tsq_iterate_tau2() and decides what comes next.
 * @param it   in/out: the analysis; as it was unless TSQ_OK.
 * @param pass in: all workers' streams of this pass, merged; read during the call only.
 * @param done out: 1 = no further pass is needed; NULL = not wanted.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: the analysis is done, or the pass was made at another tau2 or for another
 *   model; TSQ_ERR_LENGTH: the pass has not as many studies as the first one; TSQ_ERR_SINGULAR; TSQ_ERR_RANGE.
 * Cost: O(p^3).
 * Since: 0.1
 */
TSQ_API int tsq_iterate_step(tsq_iterate *it, const tsq_stream *pass, int32_t *done);

/**
 * @brief Number of passes over the data that an analysis has been given so far, the first one included.
 * @param it in: an analysis.
 * @return their number; 0 where it is NULL.
 * Since: 0.2
 */
TSQ_API size_t tsq_iterate_passes(const tsq_iterate *it);

/**
 * @brief The answer of an analysis that is done, as tsq_rma() gives it for the whole data.
 * @param it  in: the analysis; it stays as it is and may be freed before the fit.
 * @param fit out: as of tsq_stream_finish(), with its coefficients; TSQ_OUTCOME_NOT_PROVED where tau2 is not proved to be the global
 *            optimum or the only root. Where an interval for tau2 was asked for (tsq_iterate_confint_start()), tsq_confint() has it
 *            too, and its functions (tau, I2, H2).
 * @return TSQ_OK; TSQ_ERR_NULL: it or fit; TSQ_ERR_ARGUMENT: not done yet; TSQ_ERR_RANGE; TSQ_ERR_NOMEM.
 * Cost: O(p^3).
 * Since: 0.1 (in this form 0.2)
 */
TSQ_API int tsq_iterate_finish(const tsq_iterate *it, tsq_fit **fit);

/**
 * @brief Asks a finished analysis for the Q-profile interval of tau2 too: {t : chi2_{a/2} <= Q(t) <= chi2_{1-a/2}}, Q(t) = y'P(t)y.
 *
 * The analysis is not done then: the loop of tau2, restart, add, merge and step goes on until it is, and
 * tsq_iterate_confint() has the bounds, and fits made from then on answer tsq_confint() with them. All else stays as it was.
 * @param it    in/out: an analysis that is done.
 * @param level in: confidence level in (0, 1); 0 = the analysis's.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: not done yet, or level out of (0, 1).
 * Cost: some 5 to 10 passes; none where the interval is not defined (k = p, fixed tau2) or empty.
 * Source: Viechtbauer 2007, doi:10.1002/sim.2514, eq. (14).
 * Since: 0.1
 */
TSQ_API int tsq_iterate_confint_start(tsq_iterate *it, double level);

/**
 * @brief The interval that tsq_iterate_confint_start() asked for, as tsq_confint() gives it for TSQ_CI_QP.
 * @param it       in: the analysis, done.
 * @param interval out: of tau2; set interval->size (or 0) before; untouched unless TSQ_OK.
 * @return TSQ_OK (look at interval->outcome); TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: not asked for, or not done yet; TSQ_ERR_OPTIONS.
 * Source: Viechtbauer 2007, doi:10.1002/sim.2514, eq. (14).
 * Since: 0.1
 */
TSQ_API int tsq_iterate_confint(const tsq_iterate *it, tsq_interval *interval);

#ifdef __cplusplus
}
#endif

#endif
