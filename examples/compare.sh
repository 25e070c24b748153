#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# compare.sh EXPECTED PROGRAM [ARGUMENT...]: runs PROGRAM, which must succeed, and compares what it prints with the file EXPECTED.
set -eu
expected=$1
shift
got=$(mktemp)
trap 'rm -f "$got"' EXIT
status=0
"$@" >"$got" || status=$?
diff -u "$expected" "$got" || exit 1
if [ "$status" -ne 0 ]; then
  echo "the exit status is $status" >&2
  exit "$status"
fi
