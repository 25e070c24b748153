/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the compiler takes for granted: SSE2 on x86-64; NEON on ARM, which has fused multiply-add. */
#if defined(__aarch64__)
#define TSQP_FUSED
#endif
#define TSQP_WIDTH 2
#include "stream/isa/body.h"

const tsqp_row_kernels tsqp_row_kernels_baseline = TSQP_ROW_KERNEL_TABLE("baseline");
