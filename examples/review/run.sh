#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh BUILD_DIR: analyses the constructed trial records figure by figure and prints what the article reports, what the
# records give, and whether the two agree. Pictures and the full text of each analysis go to BUILD_DIR/review/.
# Exit status 0 only if every figure was computed and agrees.
set -eu
if [ $# -ne 1 ] || [ ! -d "$1/examples/review" ]; then
  echo "usage: run.sh BUILD_DIR (a folder in which the project was built)" >&2
  exit 2
fi
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
out=$build/review
mkdir -p "$out"
bad=0

row='%-4s %-36s %-26s %-26s %s\n'
echo "The review's figures, from constructed records (not from any trial; see examples/review/README.md)"
echo
# shellcheck disable=SC2059
printf "$row" "" "what" "reported" "computed" "agrees"
for source in "$here"/f[0-9][0-9]_*.c; do
  name=$(basename "$source" .c)
  status=0
  "$build/examples/review/$name" "$out" "$here/../data/review" >"$out/$name.txt" 2>"$out/$name.err" || status=$?
  line=$(sed -n '/^F[0-9]*  .*  reported /p' "$out/$name.txt" | tail -n 1)
  if [ -z "$line" ]; then
    id=$(printf '%s' "$name" | sed 's/^f0*\([0-9]*\)_.*/F\1/')
    printf '%-4s not computed: %s\n' "$id" "$(tail -n 1 "$out/$name.err")"
    bad=$((bad + 1))
    continue
  fi
  rm -f "$out/$name.err"
  if [ "$status" -ne 0 ]; then bad=$((bad + 1)); fi
  printf '%s\n' "$line" | awk -F '  ' -v row="$row" -v status="$status" '
    { sub(/^reported /, "", $3); sub(/^computed /, "", $4); printf row, $1, $2, $3, $4, status == 0 && $5 == "agrees" ? "yes" : "no" }'
done
echo
echo "Pictures and the text of each analysis: $out"
if [ "$bad" -gt 0 ]; then
  echo "$bad of the figures above do not agree" >&2
  exit 1
fi
