/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of the instruction sets; those of x86 exist on x86 alone. */
#ifndef TSQP_ISA_H
#define TSQP_ISA_H

#include "kernel/kernels.h"

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define TSQP_X86 1
extern const tsqp_kernels tsqp_kernels_avx2;
extern const tsqp_kernels tsqp_kernels_avx512;
#else
#define TSQP_X86 0
#endif
extern const tsqp_kernels tsqp_kernels_baseline;

#endif
