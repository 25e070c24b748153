/* SPDX-License-Identifier: GPL-3.0-or-later */
/* AVX-512 F, DQ, VL, BW; fused multiply-add for the errors of products alone. */
#include "stream/rows.h"

#if TSQP_ROWS_X86
#include <immintrin.h>
#include <math.h>
#include <string.h>
/* the C library is declared before the switch: what follows is compiled for the wider set */
#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,fma"))),              \
                             apply_to = function)
#else
#pragma GCC target("avx512f,avx512dq,avx512vl,avx512bw,fma,prefer-vector-width=512")
#endif
#define TSQP_FUSED
#define TSQP_WIDTH 8
#include "stream/isa/body.h"

const tsqp_row_kernels tsqp_row_kernels_avx512 = TSQP_ROW_KERNEL_TABLE("avx512");
#ifdef __clang__
#pragma clang attribute pop
#endif
#endif
