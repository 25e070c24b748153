/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The BCG data fed to a stream in chunks. */
#ifndef TEST_STREAM_FIXTURE_H
#define TEST_STREAM_FIXTURE_H

#include "../bcg.h"

#include <tausq/predict.h>
#include <tausq/stream.h>

static double bcg_x[2 * BCG_K];
static const char *const bcg_names[2] = {"ablat", "year"};

/* Feeds the BCG data in chunks of `chunk` studies, p moderators (ablat, year). */
static inline void feed(tsq_stream *s, size_t p, size_t chunk) {
  for (int i = 0; i < BCG_K; i++) {
    bcg_x[i] = bcg_ablat[i];
    bcg_x[BCG_K + i] = bcg_year[i];
  }
  for (size_t i = 0; i < BCG_K; i += chunk) {
    size_t n = i + chunk > BCG_K ? BCG_K - i : chunk;
    tsq_data part = {
        .k = n, .yi = bcg_yi + i, .vi = bcg_vi + i, .x = p > 0 ? bcg_x + i : NULL, .p = p, .ldx = BCG_K};
    assert_int_equal(tsq_stream_add(s, &part), TSQ_OK);
  }
}

static inline tsq_stream *first_pass(size_t p, size_t chunk) {
  tsq_stream *s = NULL;
  tsq_stream_options o = {.size = sizeof o, .p = p, .x_names = p > 0 ? bcg_names : NULL};
  assert_int_equal(tsq_stream_new(&o, &s), TSQ_OK);
  feed(s, p, chunk);
  return s;
}

#endif
