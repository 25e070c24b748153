#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# headers.sh SOURCE_DIR C_COMPILER [C++_COMPILER]: the public header compiles as C99, C11, C17, C++11 and C++17 without
# warnings by gcc and by clang, every header also alone, and the umbrella includes them all.
set -eu
include=$1/include
cc=$2
cxx=${3:-c++}
warnings="-Wall -Wextra -Wconversion -Wshadow -Wpedantic -pedantic-errors -Werror -fsyntax-only"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# compiles COMPILER LANGUAGE STANDARD HEADER: the header as a program's first include, twice
compiles() {
  printf '#include <%s>\n#include <%s>\nint main(void) { return 0; }\n' "$4" "$4" >"$work/main.$2"
  # shellcheck disable=SC2086
  "$1" -std="$3" $warnings -I"$include" "$work/main.$2"
}

# tausq/mpi.h needs MPI, and belongs to a library of its own
for header in tausq.h $(cd "$include" && ls tausq/*.h | grep -v '/mpi\.h$'); do
  for compiler in "$cc" gcc clang; do
    command -v "$compiler" >/dev/null || continue
    for standard in c99 c11 c17; do compiles "$compiler" c $standard "$header"; done
  done
  for compiler in "$cxx" g++ clang++; do
    command -v "$compiler" >/dev/null || continue
    for standard in c++11 c++17; do compiles "$compiler" cpp $standard "$header"; done
  done
  [ "$header" = tausq.h ] || grep -q "^#include <$header>" "$include/tausq.h" || { echo "tausq.h lacks $header"; exit 1; }
done
# the check sees what is wrong
mkdir -p "$work/include/tausq"
echo 'static int tsq_unused(int a) { for (int i = 0; i < 1U; i++) a++; return a; }' >"$work/include/tausq/bad.h"
include=$work/include
if compiles "$cc" c c99 tausq/bad.h 2>/dev/null; then
  echo "the check does not see a bad header"
  exit 1
fi
echo "headers compile as C99, C11, C17, C++11 and C++17"
