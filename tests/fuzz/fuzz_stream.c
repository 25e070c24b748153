/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fuzz target: any bytes as a stream, and then everything that a stream is asked.
 *
 * With clang it is a libFuzzer target (fuzz_stream CORPUS_DIR). Built without it (TSQ_FUZZ_REPLAY) it runs the files named on its
 * command line once, and what it makes of them by random changes: the corpus as a test.
 *
 * A fuzzer will not guess a checksum, so the bytes are tried as they are and once more with the checksum put right. What must hold: no
 * fault; a message with every error; what is read can be written again, byte by byte; answers are given or refused.
 */
#include <tausq/stream.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_COEFFICIENTS 64

/* Fuzzers look for a crash. */
static void must(int condition, const char *what) {
  if (condition) return;
  fprintf(stderr, "violated: %s (%s)\n", what, tsq_last_error());
  abort();
}

static void answered_or_refused(int status) {
  must(status == TSQ_OK || tsq_last_error()[0] != '\0', "an error has a message");
}

static void ask_iterated(const tsq_stream *s, const tsq_stream *pass) {
  tsq_iterate *it = NULL;
  int status = tsq_iterate_new(s, NULL, &it);
  answered_or_refused(status);
  if (status != TSQ_OK) return;
  tsq_fit *fit = NULL;
  for (int i = 0; i < 3 && !tsq_iterate_done(it); i++) {
    answered_or_refused(tsq_iterate_step(it, pass, NULL));
  }
  answered_or_refused(tsq_iterate_finish(it, &fit));
  tsq_fit_free(fit);
  tsq_iterate_free(it);
}

static void ask(tsq_stream *s, const unsigned char *bytes, size_t n) {
  size_t needed = 0;
  must(tsq_stream_bytes(s, NULL, 0, &needed) == TSQ_OK && needed == n,
       "a stream has the size that it was read from");
  unsigned char *again = malloc(n);
  tsq_stream *other = NULL;
  if (again == NULL) return;
  must(tsq_stream_bytes(s, again, n, NULL) == TSQ_OK && memcmp(again, bytes, n) == 0,
       "read and written is the same");
  must(tsq_stream_from_bytes(again, n, &other) == TSQ_OK, "what was written can be read");
  tsq_fit *fit = NULL;
  answered_or_refused(tsq_stream_finish(s, NULL, &fit));
  if (fit != NULL)
    must(tsq_fit_value(fit, "p") == (double)tsq_stream_coefficients(s),
         "a fit has the stream's coefficients");
  tsq_fit_free(fit);
  ask_iterated(s, other);
  double y = 1;
  double v = 2;
  double x[MAX_COEFFICIENTS + 1] = {3};
  size_t q = (size_t)bytes[16] | (size_t)bytes[17] << 8; /* moderators, as documented */
  if (q <= MAX_COEFFICIENTS) {
    answered_or_refused(tsq_stream_add(s, &(tsq_data){.k = 1, .yi = &y, .vi = &v, .x = x, .p = q}));
  }
  answered_or_refused(tsq_stream_merge(s, other));
  answered_or_refused(tsq_stream_restart(s, 0.5));
  answered_or_refused(tsq_stream_merge(s, other));
  tsq_stream_free(other);
  tsq_stream_free(s);
  free(again);
}

static void try_bytes(const unsigned char *bytes, size_t n) {
  tsq_stream *s = NULL;
  int status = tsq_stream_from_bytes(bytes, n, &s);
  must((status == TSQ_OK) == (s != NULL), "a stream comes with success");
  answered_or_refused(status);
  if (status == TSQ_OK) ask(s, bytes, n);
}

/* CRC-32C, as the header says, written for this program. */
static uint32_t checksum(const unsigned char *bytes, size_t n) {
  uint32_t crc = 0xFFFFFFFFu;
  for (size_t i = 0; i < 8 * n; i++) {
    uint32_t bit = (crc ^ ((uint32_t)bytes[i / 8] >> (i % 8))) & 1u;
    crc = (crc >> 1) ^ (bit * 0x82F63B78u);
  }
  return ~crc;
}

static void seal(unsigned char *bytes, size_t n) {
  if (n < 16) return;
  uint32_t length = (uint32_t)n;
  for (int i = 0; i < 4; i++) {
    bytes[12 + i] = (unsigned char)(length >> (8 * i));
  }
  uint32_t crc = checksum(bytes, n - 4);
  for (int i = 0; i < 4; i++) {
    bytes[n - 4 + (size_t)i] = (unsigned char)(crc >> (8 * i));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size > (1u << 20)) return 0;
  unsigned char *bytes = malloc(size + 1); /* its own block, so that a sanitizer sees a read beyond */
  if (bytes == NULL) return 0;
  memcpy(bytes, data, size);
  try_bytes(bytes, size);
  seal(bytes, size);
  try_bytes(bytes, size);
  free(bytes);
  return 0;
}

#ifdef TSQ_FUZZ_REPLAY
/* Streams of 0 to 3 moderators as a start, then changed bytes: a short fuzz without a fuzzer. */
static size_t make_seed(uint64_t *state, unsigned char *buf, size_t room) {
  static const double y[5] = {0.1, -0.4, 0.9, 0.3, 0.2};
  static const double v[5] = {0.1, 0.2, 0.05, 0.4, 0.3};
  static const double x[15] = {1, 2, 3, 5, 4, 0, 0, 1, 0, 1, 7, 1, 3, 2, 9};
  tsq_stream_options o = {.size = sizeof o, .p = (size_t)(*state >> 60) % 4};
  tsq_stream *s = NULL;
  size_t n = 0;
  must(tsq_stream_new(&o, &s) == TSQ_OK, "a stream can be made");
  if ((*state >> 50) % 4 == 0) must(tsq_stream_restart(s, 0.5) == TSQ_OK, "and restarted");
  must(tsq_stream_add(s, &(tsq_data){.k = 5, .yi = y, .vi = v, .x = x, .p = o.p}) == TSQ_OK, "and fed");
  must(tsq_stream_bytes(s, buf, room, &n) == TSQ_OK, "and written");
  tsq_stream_free(s);
  return n;
}

static uint64_t next(uint64_t *state) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return *state >> 33;
}

static void short_fuzz(void) {
  static unsigned char buf[4096];
  uint64_t state = 1;
  for (int round = 0; round < 20000; round++) {
    (void)next(&state);
    size_t n = make_seed(&state, buf, sizeof buf);
    for (uint64_t changes = next(&state) % 4; changes > 0; changes--) {
      buf[next(&state) % n] = (unsigned char)next(&state);
    }
    if (next(&state) % 16 == 0) n = (size_t)next(&state) % n;
    LLVMFuzzerTestOneInput(buf, n);
  }
}

int main(int argc, char **argv) {
  static unsigned char buf[1 << 16];
  for (int i = 1; i < argc; i++) {
    FILE *file = fopen(argv[i], "rb");
    if (file == NULL) {
      fprintf(stderr, "%s cannot be read\n", argv[i]);
      return 1;
    }
    size_t n = fread(buf, 1, sizeof buf, file);
    fclose(file);
    LLVMFuzzerTestOneInput(buf, n);
  }
  short_fuzz();
  return 0;
}
#endif
