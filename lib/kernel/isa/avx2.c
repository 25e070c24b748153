/* SPDX-License-Identifier: GPL-3.0-or-later */
/* AVX2, without fused multiply-add. */
#include "kernel/isa/isa.h"

#if TSQP_X86
#include <immintrin.h>
#include <math.h>
#include <string.h>
/* the C library is declared before the switch: what follows is compiled for the wider set */
#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC target("avx2")
#endif
#define TSQP_WIDTH 4
#include "kernel/isa/table.h"

const tsqp_kernels tsqp_kernels_avx2 = TSQP_KERNEL_TABLE("avx2");
#ifdef __clang__
#pragma clang attribute pop
#endif
#endif
