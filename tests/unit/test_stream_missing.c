/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A missing value drops its study from a stream, in whichever column it is: the sums are those of the others, to the byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../bcg.h"

#include <math.h>
#include <string.h>
#include <tausq/stream.h>

enum { P = 3, COLUMNS = 2 + P, GAP = 5, ROOM = 8192 };

static size_t bytes_of(size_t k, const double *columns, size_t ld, int with_sei, unsigned char *bytes,
                       size_t *dropped) {
  tsq_stream *s = NULL;
  size_t n = 0;
  assert_int_equal(tsq_stream_new(&(tsq_stream_options){.size = sizeof(tsq_stream_options), .p = P}, &s),
                   TSQ_OK);
  tsq_data data = {.k = k, .yi = columns, .x = columns + 2 * ld, .p = P, .ldx = ld};
  if (with_sei) {
    data.sei = columns + ld;
  } else {
    data.vi = columns + ld;
  }
  assert_int_equal(tsq_stream_add(s, &data), TSQ_OK);
  *dropped = tsq_stream_dropped(s);
  assert_int_equal(tsq_stream_count(s), k - *dropped);
  assert_int_equal(tsq_stream_bytes(s, bytes, ROOM, &n), TSQ_OK);
  tsq_stream_free(s);
  return n;
}

static void a_gap_in_any_column(void **state) {
  (void)state;
  static unsigned char with[ROOM], without[ROOM];
  static double all[COLUMNS * BCG_K], others[COLUMNS * (BCG_K - 1)];
  const double *columns[COLUMNS] = {bcg_yi, bcg_vi, bcg_ablat, bcg_year, bcg_vi};
  for (int c = 0; c < COLUMNS; c++) {
    memcpy(all + c * BCG_K, columns[c], sizeof bcg_yi);
    for (int i = 0, j = 0; i < BCG_K; i++)
      if (i != GAP) others[c * (BCG_K - 1) + j++] = columns[c][i];
  }
  for (int with_sei = 0; with_sei < 2; with_sei++) {
    size_t dropped = 0;
    size_t n = bytes_of(BCG_K - 1, others, BCG_K - 1, with_sei, without, &dropped);
    assert_int_equal(dropped, 0);
    for (int c = 0; c < COLUMNS; c++) {
      double kept = all[c * BCG_K + GAP];
      all[c * BCG_K + GAP] = NAN;
      assert_int_equal(bytes_of(BCG_K, all, BCG_K, with_sei, with, &dropped), n);
      assert_int_equal(dropped, 1);
      /* but for the count of those dropped (offset 40, 8 bytes) and the checksum */
      assert_memory_equal(with, without, 40);
      assert_memory_equal(with + 48, without + 48, n - 48 - 4);
      all[c * BCG_K + GAP] = kept;
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_gap_in_any_column)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
