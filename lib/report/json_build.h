/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Building JSON with jansson when memory may run out. A value that could not be made is NULL, and one that could not be kept is freed by
 * jansson: either is remembered until the report is to be written, which then is not. So nothing is lost halfway, callers need not
 * look after each step, and what has been made is freed with the root.
 */
#ifndef TSQP_JSON_BUILD_H
#define TSQP_JSON_BUILD_H

#include "report/text.h"

#include <jansson.h>

json_t *tsqp_json_root(void); /* begins a report: an object with the library's version */

json_t *tsqp_json_number(double value); /* NaN is null, infinities "Inf" and "-Inf" */
/* Sets numbers: name, value (double), name, value, ..., NULL. (json_pack() loses what it is given where it has no memory itself.) */
void tsqp_json_set_numbers(json_t *object, const char *first, ...);
json_t *tsqp_json_pair(const double bounds[2]);
void tsqp_json_set(json_t *object, const char *name, json_t *value);
void tsqp_json_append(json_t *array, json_t *value);
/* The same for a container that is filled afterwards: the child, or NULL where it was not kept, into which nothing can be set. */
json_t *tsqp_json_keep(json_t *object, const char *name, json_t *child);
json_t *tsqp_json_keep_in(json_t *array, json_t *child);

/* Frees the root, and writes it unless `status`, or one of the steps since tsqp_json_root(), failed. */
int tsqp_json_write(int status, json_t *root, tsqp_text *text);

#endif
