/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CRC-32C (Castagnoli, Brauer & Herrmann 1993, doi:10.1109/26.231911), as of iSCSI and SCTP: finds every error of up to 32
   neighbouring bits. */
#include "stream/stream.h"

#define POLYNOMIAL 0x82F63B78u /* reflected */

uint32_t tsqp_crc32c(uint32_t crc, const void *bytes, size_t n) {
  const unsigned char *byte = bytes;
  crc = ~crc;
  for (size_t i = 0; i < n; i++) {
    crc ^= byte[i];
    for (int bit = 0; bit < 8; bit++) {
      crc = (crc >> 1) ^ ((crc & 1u) != 0 ? POLYNOMIAL : 0u);
    }
  }
  return ~crc;
}
