/* SPDX-License-Identifier: GPL-3.0-or-later */
/* AVX-512 F, DQ, VL, BW. */
#include "kernel/isa/isa.h"

#if TSQP_X86
#include <immintrin.h>
#include <math.h>
#include <string.h>
/* the C library is declared before the switch: what follows is compiled for the wider set */
#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw"))),                  \
                             apply_to = function)
#else
#pragma GCC target("avx512f,avx512dq,avx512vl,avx512bw,prefer-vector-width=512")
#endif
#define TSQP_WIDTH 8
#include "kernel/isa/table.h"

const tsqp_kernels tsqp_kernels_avx512 = TSQP_KERNEL_TABLE("avx512");
#ifdef __clang__
#pragma clang attribute pop
#endif
#endif
