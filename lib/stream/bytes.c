/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The byte form of a stream; its layout is documented at the top of tausq/stream.h. */
#include "stream/stream.h"

#include "base/status.h"

#include <math.h>
#include <string.h>

#define VERSION 1u
#define HEADER 96
#define FLAG_NO_INTERCEPT 1u
#define FLAG_FIRST_PASS 2u

static const unsigned char magic[8] = {0x89, 'T', 'S', 'Q', '\r', '\n', 0x1a, '\n'};

/* ---- little-endian numbers, whatever the machine's order ----------------------------------------------------------- */

static void put_u32(unsigned char *at, uint32_t value) {
  for (int i = 0; i < 4; i++) {
    at[i] = (unsigned char)((value >> (8 * i)) & 0xffu);
  }
}

static void put_u64(unsigned char *at, uint64_t value) {
  put_u32(at, (uint32_t)(value & 0xffffffffu));
  put_u32(at + 4, (uint32_t)(value >> 32));
}

static void put_f64(unsigned char *at, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  put_u64(at, bits);
}

static void put_dd(unsigned char *at, tsqp_dd value) {
  put_f64(at, value.high);
  put_f64(at + 8, value.low);
}

static uint32_t get_u32(const unsigned char *at) {
  return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static int32_t get_i32(const unsigned char *at) {
  uint32_t bits = get_u32(at);
  int32_t value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static uint64_t get_u64(const unsigned char *at) {
  return (uint64_t)get_u32(at) | (uint64_t)get_u32(at + 4) << 32;
}

static double get_f64(const unsigned char *at) {
  uint64_t bits = get_u64(at);
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/* ---- the parts of the form ----------------------------------------------------------------------------------------- */

static size_t shift_offset(size_t q) {
  return HEADER + (4 * q + 7) / 8 * 8;
}

static size_t sums_offset(size_t q) {
  return shift_offset(q) + 8 * (q + 1);
}

static size_t whole_length(size_t q, size_t families) {
  return sums_offset(q) + 16 * families * ((q + 2) * (q + 3) / 2) + 4;
}

static void write_form(const tsq_stream *s, unsigned char *to, size_t length) {
  uint32_t flags =
      (s->no_intercept ? FLAG_NO_INTERCEPT : 0) | (s->families == TSQP_FAMILIES ? FLAG_FIRST_PASS : 0);
  memset(to, 0, sums_offset(s->q));
  memcpy(to, magic, sizeof magic);
  put_u32(to + 8, VERSION);
  put_u32(to + 12, (uint32_t)length);
  put_u32(to + 16, (uint32_t)s->q);
  put_u32(to + 20, flags);
  put_u32(to + 24, (uint32_t)s->unit);
  put_u32(to + 28, s->names_check);
  put_u64(to + 32, s->k);
  put_u64(to + 40, s->dropped);
  put_u64(to + 48, s->looked_at);
  put_f64(to + 56, s->tau2);
  put_f64(to + 64, s->v_min);
  put_f64(to + 72, s->v_max);
  put_dd(to + 80, s->log_det);
  for (size_t j = 0; j < s->q; j++) {
    put_u32(to + HEADER + 4 * j, (uint32_t)s->x_unit[j]);
  }
  for (size_t j = 0; j <= s->q; j++) {
    put_f64(to + shift_offset(s->q) + 8 * j, s->shift[j]);
  }
  for (size_t i = 0; i < s->families * s->triangle; i++) {
    put_dd(to + sums_offset(s->q) + 16 * i, s->sum[i]);
  }
  put_u32(to + length - 4, tsqp_crc32c(0, to, length - 4));
}

int tsq_stream_bytes(const tsq_stream *stream, void *buf, size_t n, size_t *needed) {
  tsqp_clear_error();
  TSQP_NOT_NULL(stream);
  size_t length = whole_length(stream->q, stream->families);
  if (buf == NULL && n > 0) return tsqp_fail(TSQ_ERR_NULL, "buf is NULL but n = %zu", n);
  if (buf == NULL && needed == NULL) return tsqp_fail(TSQ_ERR_NULL, "buf and needed are both NULL");
  if (needed != NULL) *needed = length;
  if (buf == NULL) return TSQ_OK;
  if (n < length) return tsqp_fail(TSQ_ERR_BUFFER, "n = %zu bytes: the stream needs %zu", n, length);
  write_form(stream, buf, length);
  return TSQ_OK;
}

/* ---- reading: every field is examined before it is used -------------------------------------------------------------- */

static int damaged(const char *what) {
  return tsqp_fail(TSQ_ERR_PARSE, "buf is not a stream: %s", what);
}

static int check_header(const unsigned char *from, size_t n) {
  if (n < HEADER || memcmp(from, magic, sizeof magic) != 0) {
    return tsqp_fail(TSQ_ERR_PARSE,
                     n < HEADER ? "buf is not a stream: %zu bytes are fewer than its head has"
                                : "buf is not a stream: its first 8 of %zu bytes are others",
                     n);
  }
  uint32_t version = get_u32(from + 8);
  uint32_t length = get_u32(from + 12);
  uint32_t q = get_u32(from + 16);
  uint32_t flags = get_u32(from + 20);
  if (version != VERSION) {
    return tsqp_fail(TSQ_ERR_UNSUPPORTED,
                     "buf is a stream of layout version %u; this library knows version %u", (unsigned)version,
                     VERSION);
  }
  if (length != n) {
    return tsqp_fail(TSQ_ERR_PARSE, "buf is a stream of %u bytes, but n = %zu", (unsigned)length, n);
  }
  if (tsqp_crc32c(0, from, n - 4) != get_u32(from + n - 4)) {
    return tsqp_fail(TSQ_ERR_PARSE, "buf is a damaged stream: its checksum does not fit");
  }
  if (q > TSQP_MAX_MODERATORS || (flags & ~(FLAG_NO_INTERCEPT | FLAG_FIRST_PASS)) != 0 ||
      (q == 0 && (flags & FLAG_NO_INTERCEPT) != 0)) {
    return damaged("unknown model");
  }
  size_t families = (flags & FLAG_FIRST_PASS) != 0 ? TSQP_FAMILIES : TSQP_V0;
  if (whole_length(q, families) != n) return damaged("its length does not fit its model");
  for (size_t at = HEADER + 4 * (size_t)q; at < shift_offset(q); at++) {
    if (from[at] != 0) return damaged("its padding is not 0");
  }
  return TSQ_OK;
}

static int plausible_unit(int32_t unit, int32_t limit) {
  return unit == TSQP_NO_UNIT || (unit >= -limit && unit <= limit);
}

static int check_state(const tsq_stream *s) {
  int has_studies = s->k > 0;
  if (!plausible_unit(s->unit, 1100) || (has_studies && s->unit == TSQP_NO_UNIT)) return damaged("its unit");
  if (!(s->tau2 >= 0 && isfinite(s->tau2))) return damaged("its tau2");
  if (s->families == TSQP_FAMILIES && s->tau2 != 0) return damaged("its tau2");
  if (!(s->v_min >= 0 && s->v_min <= s->v_max && isfinite(s->v_max)) || (has_studies && s->v_min == 0)) {
    return damaged("its variances");
  }
  for (size_t j = 0; j <= s->q; j++) {
    if (!isfinite(s->shift[j]) || (j < s->q && !plausible_unit(s->x_unit[j], 1100)))
      return damaged("its shift");
  }
  int finite = isfinite(s->log_det.high) && isfinite(s->log_det.low);
  for (size_t i = 0; i < s->families * s->triangle; i++) {
    finite = finite && isfinite(s->sum[i].high) && isfinite(s->sum[i].low);
  }
  return finite ? TSQ_OK : damaged("its sums");
}

static void read_form(const unsigned char *from, tsq_stream *s) {
  s->unit = get_i32(from + 24);
  s->names_check = get_u32(from + 28);
  s->k = get_u64(from + 32);
  s->dropped = get_u64(from + 40);
  s->looked_at = get_u64(from + 48);
  s->tau2 = get_f64(from + 56);
  s->v_min = get_f64(from + 64);
  s->v_max = get_f64(from + 72);
  s->log_det = (tsqp_dd){get_f64(from + 80), get_f64(from + 88)};
  for (size_t j = 0; j < s->q; j++) {
    s->x_unit[j] = get_i32(from + HEADER + 4 * j);
  }
  for (size_t j = 0; j <= s->q; j++) {
    s->shift[j] = get_f64(from + shift_offset(s->q) + 8 * j);
  }
  for (size_t i = 0; i < s->families * s->triangle; i++) {
    const unsigned char *at = from + sums_offset(s->q) + 16 * i;
    s->sum[i] = (tsqp_dd){get_f64(at), get_f64(at + 8)};
  }
}

int tsq_stream_from_bytes(const void *buf, size_t n, tsq_stream **stream) {
  tsq_stream *s = NULL;
  tsqp_clear_error();
  TSQP_NOT_NULL(buf);
  TSQP_NOT_NULL(stream);
  const unsigned char *from = buf;
  TSQP_TRY(check_header(from, n));
  uint32_t flags = get_u32(from + 20);
  TSQP_TRY(tsqp_stream_make(get_u32(from + 16), (flags & FLAG_NO_INTERCEPT) != 0 ? 1 : 0,
                            (flags & FLAG_FIRST_PASS) != 0 ? TSQP_FAMILIES : TSQP_V0, &s));
  read_form(from, s);
  int status = check_state(s);
  if (status != TSQ_OK) {
    tsq_stream_free(s);
    return status;
  }
  *stream = s;
  return TSQ_OK;
}
