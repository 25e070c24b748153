/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the compiler takes for granted: SSE2 on x86-64, NEON on ARM. */
#include "kernel/isa/isa.h"

#define TSQP_WIDTH 2
#include "kernel/isa/table.h"

const tsqp_kernels tsqp_kernels_baseline = TSQP_KERNEL_TABLE("baseline");
