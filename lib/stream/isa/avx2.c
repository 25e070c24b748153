/* SPDX-License-Identifier: GPL-3.0-or-later */
/* AVX2 with fused multiply-add, for the errors of products alone. */
#include "stream/rows.h"

#if TSQP_ROWS_X86
#include <immintrin.h>
#include <math.h>
#include <string.h>
/* the C library is declared before the switch: what follows is compiled for the wider set */
#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC target("avx2,fma")
#endif
#define TSQP_FUSED
#define TSQP_WIDTH 4
#include "stream/isa/body.h"

const tsqp_row_kernels tsqp_row_kernels_avx2 = TSQP_ROW_KERNEL_TABLE("avx2");
#ifdef __clang__
#pragma clang attribute pop
#endif
#endif
