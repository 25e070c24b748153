#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# r.sh SOURCE_DIR LIBRARY COMMAND WORK_DIR BUILD_DIR: R CMD check of the R package against the library installed from this build.
set -eu
command -v R >/dev/null || { echo "skipped: R (r-base-core) is not installed"; exit 77; }
python3 "$1/tests/bindings/unwrapped.py" "$1" r "$1"/examples/bindings/r/src/*.c
work=$4/r
rm -rf "$work" && mkdir -p "$work"
cmake --install "$5" --prefix "$work/prefix" >/dev/null
export TAUSQ_PREFIX="$work/prefix" _R_CHECK_FORCE_SUGGESTS_=false _R_CHECK_CRAN_INCOMING_=false
cd "$work"
R CMD build "$1/examples/bindings/r" >build.log 2>&1 || { cat build.log; exit 1; }
R CMD check --no-manual tausq_*.tar.gz >check.log 2>&1 || { tail -n 40 check.log; cat tausq.Rcheck/tests/*.fail 2>/dev/null; exit 1; }
grep "^Status" check.log
if grep -qE "^Status:.*(WARNING|ERROR)" check.log; then grep -A8 -E "WARNING|ERROR" check.log; exit 1; fi
