#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# newcomer.sh SOURCE_DIR: in a fresh copy of the sources, as a newcomer would: examples/reproduce.sh, then every command that README.md,
# CONTRIBUTING.md, bench/README.md and the bindings' READMEs name, in their order (commands.py lists them). Half an hour, so only with
# TAUSQ_SLOW=1.
set -eu
[ "${TAUSQ_SLOW:-0}" = 1 ] || { echo "skipped: TAUSQ_SLOW=1 runs the commands of the documentation"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
top=$work/tausq
mkdir "$top"
(cd "$1" && tar cf - --exclude=./build --exclude='./build-*' --exclude=./.git --exclude=node_modules .) | tar xf - -C "$top"

# Not run, and why: what needs the reader's own words; all tests, of which this is one; what writes the sources anew; what has tests of its own.
skip() {
  case $2 in
  *PREFIX* | *BUILD_DIR* | */path/to/* | *DIR...* | *" ... "* | "cc mine.c"* | *f.csv*) return 0 ;;
  "sh tests/run.sh" | tests/run.sh | "ctest --preset dev" | *TAUSQ_SLOW*) return 0 ;;
  *renew* | *generate.R* | "clang-format -i" | *UPDATE=1*) return 0 ;;
  *--variable=api* | *"--cflags --libs tausq"* | "npm "* | "pip "* | *"-m build"* | "R CMD"* | *"R CMD INSTALL"* | *compare.sh*) return 0 ;;
  "ctest --test-dir build -L bindings" | "cpack -G DEB") return 0 ;;
  esac
  case $1 in examples/docs/coming_from.md | tests/reference/README.md) return 0 ;; esac
  case $2 in
  "tausq help"* | "tausq measures") return 1 ;;
  "tausq "*) return 0 ;;
  esac
  return 1
}

run=0
last=
tab=$(printf '\t')
python3 "$1/tests/install/commands.py" "$1" --list | awk -F"$tab" '/\tcd / || /\t\.\.\// || !seen[$3]++' >"$work/list" # each once
while IFS="$tab" read -r document block text; do
  [ "$document $block" = "$last" ] || folder=$top
  last="$document $block"
  case $text in "cd "*) folder=$folder/${text#cd }; continue ;; esac
  if skip "$document" "$text"; then continue; fi
  run=$((run + 1))
  if ! (cd "$folder" && PATH=$top/build:$PATH sh -ec "$text") >"$work/log" 2>&1 </dev/null; then
    tail -n 30 "$work/log"
    echo "$document: $text: fails"
    exit 1
  fi
  if grep -q 'No tests were found' "$work/log"; then echo "$document: $text: finds no tests"; exit 1; fi
done <"$work/list"
[ "$run" -ge 20 ] || { echo "only $run commands were run"; exit 1; }
echo "$run commands of the documentation run in a fresh copy"
