#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# compare.sh EXPECTED PROGRAM [ARGUMENT...]: runs PROGRAM, which must succeed, and compares what it prints with the file EXPECTED.
set -eu
expected=$1
shift
got=$(mktemp)
trap 'rm -f "$got"' EXIT
"$@" >"$got"
diff -u "$expected" "$got"
