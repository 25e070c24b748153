#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# compare.sh EXPECTED PROGRAM [ARGUMENT...]: the program's output must be the file's text.
set -eu
expected=$1
shift
output=$(mktemp)
trap 'rm -f "$output"' EXIT
"$@" >"$output"
diff -u "$expected" "$output"
