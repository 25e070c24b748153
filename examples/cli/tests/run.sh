#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh COMMAND SOURCE_DIR: every NAME.cmd here is a shell line run in examples/data with $tausq; its output, its complaints (after
# "stderr:") and its exit status must be those of NAME.out. With UPDATE=1 the .out files are written anew, to be read before they are kept.
set -u
LC_ALL=C
export LC_ALL
tausq=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
export tausq
top=$(cd "$2" && pwd)
here=$top/examples/cli/tests
round="awk -f $here/round.awk"
export round
cd "$top/examples/data" || exit 1
work=$(mktemp -d)
export work
trap 'rm -rf "$work"' EXIT
count=0
failed=0
for script in "$here"/*.cmd; do
  name=$(basename "$script" .cmd)
  sh "$script" >"$work/out" 2>"$work/err" </dev/null
  status=$?
  {
    cat "$work/out"
    if [ -s "$work/err" ]; then
      echo "stderr:"
      sed "s|$work|WORK|g" "$work/err"
    fi
    echo "exit $status"
  } >"$work/all"
  count=$((count + 1))
  if [ "${UPDATE:-0}" = 1 ]; then
    cp "$work/all" "$here/$name.out"
  elif ! diff -u "$here/$name.out" "$work/all"; then
    echo "FAILED: $name"
    failed=$((failed + 1))
  fi
done
echo "$((count - failed)) passed, $failed failed"
[ "$count" -gt 0 ] && [ "$failed" -eq 0 ]
