/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses the kernels once: the only mutable global, written with the same value by whoever comes first. */
#include "kernel/isa/isa.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <tausq/base.h>

static const tsqp_kernels *best(void) {
#if TSQP_X86
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")) {
    return &tsqp_kernels_avx512;
  }
  if (__builtin_cpu_supports("avx2")) return &tsqp_kernels_avx2;
#endif
  return &tsqp_kernels_baseline;
}

const tsqp_kernels *tsqp_kernels_of(const char *isa) {
  const tsqp_kernels *highest = best();
  if (strcmp(isa, "baseline") == 0) return &tsqp_kernels_baseline;
#if TSQP_X86
  if (strcmp(isa, "avx2") == 0) return highest == &tsqp_kernels_baseline ? NULL : &tsqp_kernels_avx2;
#endif
  return strcmp(isa, highest->isa) == 0 ? highest : NULL;
}

const tsqp_kernels *tsqp_active_kernels(void) {
  static _Atomic(const tsqp_kernels *) chosen = NULL;
  const tsqp_kernels *kernels = atomic_load_explicit(&chosen, memory_order_acquire);
  if (kernels != NULL) return kernels;
  const char *forced = getenv("TSQ_FORCE_ISA");
  kernels = forced != NULL ? tsqp_kernels_of(forced) : NULL;
  if (kernels == NULL) kernels = best();
  atomic_store_explicit(&chosen, kernels, memory_order_release);
  return kernels;
}

const char *tsq_active_isa(void) {
  return tsqp_active_kernels()->isa;
}
