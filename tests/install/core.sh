#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# core.sh SOURCE_DIR C_COMPILER: the library without its optional parts needs GSL alone, and works; built both shared and
# static, and linked statically by CMake and by pkg-config.
set -eu
source_dir=$1
cc=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# quietly COMMAND...: shows what it printed only if it fails
quietly() {
  "$@" >"$work/log" 2>&1 || { tail -n 40 "$work/log"; echo "failed: $*"; exit 1; }
}

quietly cmake -S "$source_dir" -B "$work/build" -DCMAKE_C_COMPILER="$cc" -DCMAKE_BUILD_TYPE=Debug -DTAUSQ_WERROR=ON \
  -DTAUSQ_WITH_IO=OFF -DTAUSQ_WITH_REPORT=OFF -DTAUSQ_WITH_PLOT=OFF -DTAUSQ_BUILD_STATIC=ON -DTAUSQ_BUILD_TESTS=OFF \
  -DTAUSQ_BUILD_EXAMPLES=OFF -DTAUSQ_BUILD_BENCH=OFF
quietly cmake --build "$work/build" -j 2
quietly cmake --install "$work/build" --prefix "$work/prefix"

lib=$(dirname "$(find "$work/prefix" -name libtausq.so)")
# ld-linux and libgcc_s are the platform's; old C libraries keep libm and libpthread apart
others=$(readelf -d "$lib/libtausq.so" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' |
  grep -vE '^(libgsl|libgslcblas|libm|libpthread|libc|libgcc_s|ld-linux[-a-z0-9_]*)\.so' || true)
[ -z "$others" ] || { echo "the core needs more than GSL:" $others; exit 1; }

quietly cmake -S "$source_dir/tests/install/core" -B "$work/by-cmake" -DCMAKE_C_COMPILER="$cc" -DCMAKE_PREFIX_PATH="$work/prefix"
quietly cmake --build "$work/by-cmake"
quietly "$work/by-cmake/core"

# shellcheck disable=SC2046
quietly "$cc" -std=c11 $(PKG_CONFIG_PATH=$lib/pkgconfig pkg-config --cflags tausq) -o "$work/by-pkg-config" \
  "$source_dir/tests/install/core/core.c" "$lib/libtausq.a" \
  $(PKG_CONFIG_PATH=$lib/pkgconfig pkg-config --static --libs tausq | sed 's/-ltausq//')
quietly "$work/by-pkg-config"
! readelf -d "$work/by-pkg-config" | grep -q libtausq || { echo "not linked statically"; exit 1; }
echo "the core builds and works with GSL alone, shared and static"
