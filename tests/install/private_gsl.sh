#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# private_gsl.sh SOURCE_DIR C_COMPILER: with -DTAUSQ_PRIVATE_GSL=ON the library neither needs nor shows GSL, and works beside a host
# that has a GSL, and an error handler, of its own. The check is first proved on the ordinary build.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() {
  cmake -S "$source" -B "$work/$1" -DCMAKE_C_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=Release -DTAUSQ_PRIVATE_GSL="$2" \
    -DTAUSQ_BUILD_TESTS=OFF -DTAUSQ_BUILD_EXAMPLES=OFF -DTAUSQ_BUILD_BENCH=OFF -DTAUSQ_WITH_IO=OFF -DTAUSQ_WITH_REPORT=OFF \
    -DTAUSQ_WITH_PLOT=OFF >"$work/log" 2>&1 && cmake --build "$work/$1" -j 2 >>"$work/log" 2>&1 || { tail -n 30 "$work/log"; exit 1; }
}

# shows_gsl LIBRARY: prints what betrays a GSL outside
shows_gsl() {
  ldd "$1" | grep -E 'libgsl' || true
  nm -D "$1" | grep -E ' gsl_| cblas_' || true
}

source=$1
compiler=$2
build public OFF
[ -n "$(shows_gsl "$work/public/libtausq.so")" ] || { echo "the check does not see a public GSL"; exit 1; }
build private ON
found=$(shows_gsl "$work/private/libtausq.so")
[ -z "$found" ] || { echo "$found"; exit 1; }

cat >"$work/host.c" <<'END'
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_log.h>
#include <stdio.h>
#include <string.h>
#include <tausq.h>
static int calls;
static void handler(const char *reason, const char *file, int line, int code) {
  (void)reason, (void)file, (void)line, (void)code;
  calls++;
}
int main(void) {
  double y[3] = {0.1, 0.2, 0.6};
  double v[3] = {0.01, 0.02, 0.03};
  gsl_sf_result r;
  tsq_fit *fit = NULL;
  gsl_set_error_handler(handler);
  if (tsq_rma(&(tsq_data){.k = 3, .yi = y, .vi = v}, NULL, &fit) != TSQ_OK) return 1;
  tsq_fit_free(fit);
  if (calls != 0) return 2;
  gsl_sf_log_e(-1, &r);
  if (calls != 1) return 3;
  puts("private");
  return 0;
}
END
"$compiler" -std=c11 -I"$source/include" -o "$work/host" "$work/host.c" -L"$work/private" -ltausq -lgsl -lgslcblas -lm
[ "$(LD_LIBRARY_PATH=$work/private "$work/host")" = private ]
echo "no GSL is seen outside"
