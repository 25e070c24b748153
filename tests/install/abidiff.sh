#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# abidiff.sh SOURCE_DIR COMPILER [renew]: the binary interface against the stored baseline, tausq.abi.gz: nothing that is there may be
# removed or changed; new functions may come. `renew` writes the baseline, to be committed with a change that breaks it on purpose.
set -eu
command -v abidiff >/dev/null && command -v abidw >/dev/null || { echo "skipped: abigail-tools is not installed"; exit 77; }
source_dir=$(cd "$1" && pwd)
baseline=$source_dir/tests/install/tausq.abi.gz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake -S "$source_dir" -B "$work/build" -DCMAKE_C_COMPILER="$2" -DCMAKE_BUILD_TYPE=Debug -DTAUSQ_BUILD_TESTS=OFF \
  -DTAUSQ_BUILD_EXAMPLES=OFF >/dev/null
cmake --build "$work/build" -j "$(getconf _NPROCESSORS_ONLN)" --target tausq >"$work/log" 2>&1 || { tail -n 20 "$work/log"; exit 1; }
options="--drop-private-types --headers-dir $source_dir/include"
# shellcheck disable=SC2086
abidw $options --no-show-locs --no-corpus-path --no-comp-dir-path --out-file "$work/now.abi" "$work/build/libtausq.so"
if [ "${3:-}" = renew ]; then
  gzip -9 -n -c "$work/now.abi" >"$baseline"
  echo "written: $baseline"
  exit 0
fi
gunzip -c "$baseline" >"$work/then.abi"
compare() { abidiff --no-added-syms --drop-private-types "$work/then.abi" "$1" >"$work/report" 2>&1; }
compare "$work/now.abi" || { cat "$work/report"; exit 1; }
# And it would notice: a baseline with one more function is not matched any more.
sed 's/tsq_rma/tsq_gone/g' "$work/then.abi" >"$work/other.abi"
if abidiff --no-added-syms --drop-private-types "$work/other.abi" "$work/now.abi" >/dev/null 2>&1; then
  echo "a removed function was not noticed"
  exit 1
fi
echo "the binary interface is the baseline's ($(grep -c '<elf-symbol ' "$work/now.abi") symbols)"
