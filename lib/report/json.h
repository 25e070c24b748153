/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON through jansson, each of whose results is looked at: a function here returns a status, and out of memory is one. */
#ifndef TSQP_REPORT_JSON_H
#define TSQP_REPORT_JSON_H

#include "report/report.h"

#include <jansson.h>

/* Sets a member; takes `value` over, which is NULL where memory was short. */
int tsqp_json_put(json_t *object, const char *key, json_t *value);
int tsqp_json_append(json_t *array, json_t *value);
/* NaN is null, infinities "Inf" and "-Inf", numbers have the fewest digits that read back. */
json_t *tsqp_json_number(double value);
/* NULL is null; what is not UTF-8 and control characters become U+FFFD. */
json_t *tsqp_json_text(const char *text);
int tsqp_json_number_at(json_t *object, const char *key, double value);
int tsqp_json_text_at(json_t *object, const char *key, const char *text);
/* A new object or array as a member; borrowed. NULL with a message: out of memory. */
json_t *tsqp_json_object_at(json_t *object, const char *key);
json_t *tsqp_json_array_at(json_t *object, const char *key);
json_t *tsqp_json_object_in(json_t *array);

int tsqp_json_estimate(json_t *object, const tsq_prediction *p, int with_prediction);
/* The estimate with, where the report transforms, its values on that scale as "shown". */
int tsqp_json_effect(const tsqp_report *r, json_t *object, const tsq_prediction *p, double n);

/* The member "studies": a record a study given. */
int tsqp_json_studies(const tsq_fit *fit, json_t *root);

/* Writes the root into the report's text and frees it; `status` is that of filling it. */
int tsqp_json_deliver(tsqp_report *r, int status, json_t *root);

#endif
