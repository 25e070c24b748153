/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The byte form: the layout that the header promises, the same answer after the journey, and no damage that passes. The checksum is
 * held to the check value of CRC-32C, 0xE3069283 for "123456789" (RFC 3720 and the catalogue of CRC algorithms).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../bcg.h"

#include "stream/stream.h"

#include <stdlib.h>
#include <string.h>

static double x[2 * BCG_K];

static tsq_stream *regression(void) {
  tsq_stream *s = NULL;
  tsq_stream_options o = {.size = sizeof o, .p = 2};
  for (int i = 0; i < BCG_K; i++) {
    x[i] = bcg_ablat[i];
    x[BCG_K + i] = bcg_year[i];
  }
  assert_int_equal(tsq_stream_new(&o, &s), TSQ_OK);
  tsq_data data = {.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi, .x = x, .p = 2};
  assert_int_equal(tsq_stream_add(s, &data), TSQ_OK);
  return s;
}

static unsigned char *bytes_of(const tsq_stream *s, size_t *n) {
  assert_int_equal(tsq_stream_bytes(s, NULL, 0, n), TSQ_OK);
  unsigned char *buf = malloc(*n);
  assert_non_null(buf);
  assert_int_equal(tsq_stream_bytes(s, buf, *n, NULL), TSQ_OK);
  return buf;
}

static void known_checksum(void **state) {
  (void)state;
  assert_int_equal(tsqp_crc32c(0, "123456789", 9), 0xE3069283u);
  assert_int_equal(tsqp_crc32c(tsqp_crc32c(0, "1234", 4), "56789", 5), 0xE3069283u);
}

static uint32_t u32_at(const unsigned char *b, size_t at) {
  return (uint32_t)b[at] | (uint32_t)b[at + 1] << 8 | (uint32_t)b[at + 2] << 16 | (uint32_t)b[at + 3] << 24;
}

/* Offsets as documented, q = 2: m = 4, T = 10 pairs; 96 + 8 + 24 + 16 * 10 * 6 + 4. */
static void documented_layout(void **state) {
  (void)state;
  tsq_stream *s = regression();
  size_t n = 0;
  unsigned char *b = bytes_of(s, &n);
  assert_int_equal(n, 96 + 8 + 24 + 960 + 4);
  assert_memory_equal(b, "\x89TSQ\r\n\x1a\n", 8);
  assert_int_equal(u32_at(b, 8), 1);
  assert_int_equal(u32_at(b, 12), n);
  assert_int_equal(u32_at(b, 16), 2);
  assert_int_equal(u32_at(b, 20), 2);
  assert_int_equal(u32_at(b, 32), BCG_K);
  assert_int_equal(u32_at(b, 40), 0);
  assert_memory_equal(b + 56, "\0\0\0\0\0\0\0\0", 8); /* tau2 */
  assert_memory_equal(b + 64, "\x99\xEA\x64\x58\x04\x3A\x70\x3F", 8); /* the smallest variance, 0.0039615792978177295, on any machine */
  /* the family "1" is the fourth; its first pair (1, 1) is k = 13 = 0x402A000000000000 */
  assert_memory_equal(b + 96 + 8 + 24 + 3 * 160, "\0\0\0\0\0\0\x2A\x40\0\0\0\0\0\0\0\0", 16);
  assert_int_equal(u32_at(b, n - 4), tsqp_crc32c(0, b, n - 4));
  free(b);
  tsq_stream_free(s);
}

static void there_and_back(void **state) {
  (void)state;
  for (int later = 0; later < 2; later++) {
    tsq_stream *s = regression();
    if (later) {
      tsq_data data = {.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi, .x = x, .p = 2};
      assert_int_equal(tsq_stream_restart(s, 0.3), TSQ_OK);
      assert_int_equal(tsq_stream_add(s, &data), TSQ_OK);
    }
    tsq_stream *back = NULL;
    size_t n = 0;
    size_t n_back = 0;
    unsigned char *b = bytes_of(s, &n);
    assert_int_equal(tsq_stream_from_bytes(b, n, &back), TSQ_OK);
    unsigned char *again = bytes_of(back, &n_back);
    assert_int_equal(n, n_back);
    assert_memory_equal(b, again, n);
    free(b);
    free(again);
    tsq_stream_free(back);
    tsq_stream_free(s);
  }
}

static void empty_stream(void **state) {
  (void)state;
  tsq_stream *s = NULL;
  tsq_stream *back = NULL;
  assert_int_equal(tsq_stream_new(NULL, &s), TSQ_OK);
  size_t n = 0;
  unsigned char *b = bytes_of(s, &n);
  assert_int_equal(tsq_stream_from_bytes(b, n, &back), TSQ_OK);
  tsq_stream *full = NULL;
  assert_int_equal(tsq_stream_new(NULL, &full), TSQ_OK);
  assert_int_equal(tsq_stream_add(full, &(tsq_data){.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi}), TSQ_OK);
  assert_int_equal(tsq_stream_merge(back, full), TSQ_OK);
  assert_int_equal(tsq_stream_count(back), BCG_K);
  free(b);
  tsq_stream_free(full);
  tsq_stream_free(back);
  tsq_stream_free(s);
}

static void room_too_small(void **state) {
  (void)state;
  tsq_stream *s = regression();
  unsigned char b[8] = "untouch";
  size_t n = 0;
  assert_int_equal(tsq_stream_bytes(s, b, sizeof b, &n), TSQ_ERR_BUFFER);
  assert_int_equal(n, 1092);
  assert_string_equal((char *)b, "untouch");
  assert_int_equal(tsq_stream_bytes(s, NULL, 8, &n), TSQ_ERR_NULL);
  assert_int_equal(tsq_stream_bytes(s, NULL, 0, NULL), TSQ_ERR_NULL);
  tsq_stream_free(s);
}

static void refused(const unsigned char *b, size_t n) {
  tsq_stream *mark = (tsq_stream *)(void *)x;
  tsq_stream *out = mark;
  assert_int_not_equal(tsq_stream_from_bytes(b, n, &out), TSQ_OK);
  assert_ptr_equal(out, mark);
  assert_true(tsq_last_error()[0] != '\0');
}

static void every_flipped_bit_and_every_cut(void **state) {
  (void)state;
  tsq_stream *s = regression();
  size_t n = 0;
  unsigned char *b = bytes_of(s, &n);
  for (size_t bit = 0; bit < 8 * n; bit++) {
    b[bit / 8] ^= (unsigned char)(1u << bit % 8);
    refused(b, n);
    b[bit / 8] ^= (unsigned char)(1u << bit % 8);
  }
  for (size_t cut = 0; cut < n; cut++) {
    unsigned char *shorter = malloc(cut + 1); /* its own block, so that a sanitizer sees a read beyond */
    assert_non_null(shorter);
    memcpy(shorter, b, cut);
    refused(shorter, cut);
    free(shorter);
  }
  free(b);
  tsq_stream_free(s);
}

/* With a checksum that fits: a newer version, and states that no stream has. */
static void seal(unsigned char *b, size_t n) {
  uint32_t crc = tsqp_crc32c(0, b, n - 4);
  for (int i = 0; i < 4; i++) {
    b[n - 4 + (size_t)i] = (unsigned char)(crc >> (8 * i));
  }
}

static void sealed_nonsense(void **state) {
  (void)state;
  static const struct {
    size_t at;
    unsigned char byte;
    const char *message;
  } cases[] = {
      {8, 2, "layout version 2"},  {16, 3, "length does not fit"}, {21, 1, "unknown model"},
      {27, 1, "its unit"},         {63, 0xC0, "its tau2"},         {63, 0x40, "its tau2"},
      {71, 0xFF, "its variances"}, {71, 0x7F, "its variances"},    {98, 0x7F, "its shift"},
      {111, 0, "its sums"},
  };
  tsq_stream *s = regression();
  size_t n = 0;
  unsigned char *b = bytes_of(s, &n);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    unsigned char *copy = malloc(n);
    assert_non_null(copy);
    memcpy(copy, b, n);
    copy[cases[i].at] = cases[i].byte;
    if (i == sizeof cases / sizeof cases[0] - 1) {
      memset(copy + n - 12, 0xFF, 8); /* a NaN among the sums */
    }
    seal(copy, n);
    refused(copy, n);
    if (strstr(tsq_last_error(), cases[i].message) == NULL) {
      fail_msg("byte %zu: '%s' lacks '%s'", cases[i].at, tsq_last_error(), cases[i].message);
    }
    free(copy);
  }
  memcpy(b, "\x89PNG\r\n\x1a\n", 8);
  seal(b, n);
  refused(b, n);
  free(b);
  tsq_stream_free(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_checksum),  cmocka_unit_test(documented_layout),
      cmocka_unit_test(there_and_back),  cmocka_unit_test(empty_stream),
      cmocka_unit_test(room_too_small),  cmocka_unit_test(every_flipped_bit_and_every_cut),
      cmocka_unit_test(sealed_nonsense),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
