/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/base.h
 * @brief What every part shares: version, export macro, status codes, messages, the one estimate type.
 *
 * Rules that hold for every public function:
 *  - it returns an `int` status (`TSQ_OK` is 0) unless it cannot fail; arguments come in the order
 *    inputs, options, outputs; outputs are untouched unless the status is `TSQ_OK`;
 *  - after a status other than `TSQ_OK`, tsq_last_error() names the argument and the index (from 0)
 *    that is wrong; every public call that can fail clears that message on entry;
 *  - it never prints, exits, aborts, or changes the locale, the signal handlers, the floating-point
 *    environment or the host's GSL error handler;
 *  - options and result structs begin with `size_t size`; zero in any other option means "the default";
 *  - arrays are the caller's, contiguous, and never copied whole; matrices are column-major, as in R;
 *  - functions are reentrant; one handle belongs to one thread at a time.
 */
#ifndef TAUSQ_BASE_H
#define TAUSQ_BASE_H

#include <stddef.h>
#include <stdint.h>

/* The version: CMake, the pkg-config file and the package read it from here. */
#define TSQ_VERSION_MAJOR 0 /**< major version: a change is an incompatible interface */
#define TSQ_VERSION_MINOR 2 /**< minor version: new functions, members at the ends of structs */
#define TSQ_VERSION_PATCH 0 /**< patch version */

/** @brief Marks what the shared library exports. */
#if defined(__GNUC__) || defined(__clang__)
#define TSQ_API __attribute__((visibility("default")))
#else
#define TSQ_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @brief Status codes. Values are fixed for ever: bindings may hard-code them.
 *
 * A status says that an answer could not be given. What is true *of* an answer (tau2 on its boundary,
 * studies dropped, an empty confidence set) is an outcome, a field of the answer.
 */
enum tsq_status {
  TSQ_OK = 0,
  TSQ_ERR_NULL = 10,        /**< a required pointer is NULL */
  TSQ_ERR_ARGUMENT = 20,    /**< an argument or option has a value that is not allowed */
  TSQ_ERR_LENGTH = 30,      /**< a length is zero, too large, or does not match */
  TSQ_ERR_DATA = 40,        /**< a datum is outside its domain (vi <= 0, NaN where not allowed, events > n) */
  TSQ_ERR_TOO_FEW = 50,     /**< fewer studies than the model needs */
  TSQ_ERR_SINGULAR = 60,    /**< columns of the model matrix are linearly dependent */
  TSQ_ERR_NAME = 70,        /**< a name (measure, method, column, quantity) is unknown */
  TSQ_ERR_OPTIONS = 80,     /**< an options struct sets a field that this library does not know */
  TSQ_ERR_NOMEM = 90,       /**< memory could not be had */
  TSQ_ERR_RANGE = 100,      /**< the answer cannot be represented in double precision */
  TSQ_ERR_PARSE = 110,      /**< a text (CSV, number, formula) is malformed */
  TSQ_ERR_IO = 120,         /**< a file could not be read or written */
  TSQ_ERR_GNUPLOT = 130,    /**< gnuplot is missing, died, or refused its input */
  TSQ_ERR_UNSUPPORTED = 140,/**< this build or this model does not offer what was asked */
  TSQ_ERR_BUFFER = 150,     /**< the caller's buffer is too small; the size needed was written */
  TSQ_ERR_INTERNAL = 160,   /**< a defect of this library: please report it */
  TSQ_ERR_CANCELLED = 170   /**< the caller's own callback stopped a long call */
};

/**
 * @brief The one type of every inferential answer: an estimate with its test and confidence interval.
 *
 * The layout (7 doubles) is fixed for ever. A field that does not apply is NaN; `df` is infinite (HUGE_VAL)
 * where the reference distribution is normal.
 */
typedef struct tsq_estimate {
  double estimate;  /**< the estimate, on the scale of yi */
  double se;        /**< its standard error */
  double statistic; /**< estimate / se (or the test's own statistic where documented) */
  double df;        /**< degrees of freedom of the t reference, +infinity for the normal */
  double p_value;   /**< two-sided p value, exact to full double accuracy in the tail */
  double ci_lower;  /**< lower confidence bound at the fit's level */
  double ci_upper;  /**< upper confidence bound */
} tsq_estimate;

/**
 * @brief The library's version at run time, "MAJOR.MINOR.PATCH".
 * @return static text, never NULL.
 * Since: 0.1
 */
TSQ_API const char *tsq_version(void);

/**
 * @brief What a status code means, in general.
 * @param status in: a value of enum tsq_status.
 * @return static text, never NULL; "unknown status" for other values.
 * Since: 0.1
 */
TSQ_API const char *tsq_strerror(int status);

/**
 * @brief What exactly went wrong in this thread's last public call, naming argument and index,
 *        for example "vi[3] = -0.2: a sampling variance must be > 0".
 * @return thread-local text, never NULL; empty after a success; valid until this thread's next public call.
 * Since: 0.1
 */
TSQ_API const char *tsq_last_error(void);

/**
 * @brief Whether this build can do something that depends on an optional part.
 * @param name in: "csv" (libcsv), "json" (jansson), "plot" (the gnuplot driver; gnuplot itself is looked for
 *             when a plot is drawn).
 * @return 1 if it can, 0 if not or if the name is unknown or NULL.
 * Since: 0.1
 */
TSQ_API int tsq_has(const char *name);

/**
 * @brief The instruction set that the vector loops run on: "avx512", "avx2" or "baseline".
 *
 * Chosen once, at the first use: the best that the processor has, or what the environment variable TSQ_FORCE_ISA names, if the
 * processor has it. Results have the same bits on each.
 * @return static text, never NULL.
 * Since: 0.1
 */
TSQ_API const char *tsq_active_isa(void);

#ifdef __cplusplus
}
#endif

#endif
