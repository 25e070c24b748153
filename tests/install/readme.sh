#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# readme.sh SOURCE_DIR BUILD_DIR C_COMPILER: the README's C lines compile and run, as do the command's; its links inside the project lead to
# files; the number of measures that it names is the library's; its pictures are what its script draws; and the tutorial's files have the
# numbers of their chapters.
set -eu
source_dir=$1
build=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
  echo '#include <stdio.h>'
  awk '/^```c$/ { on = 1; next } /^```$/ { on = 0 } on' "$source_dir/README.md" | sed '/#include/!s/^/  /' >"$work/lines"
  grep '#include' "$work/lines"
  echo 'int main(void) {'
  echo '  enum { k = 3 };'
  echo '  const double ai[k] = {4, 6, 3}, n1i[k] = {123, 306, 231}, ci[k] = {11, 29, 11}, n2i[k] = {139, 303, 220};'
  echo '  double yi[k], vi[k];'
  grep -v '#include' "$work/lines"
  printf '%s\n' '  printf("%.4f %.4f\n", b.estimate, tau2);'
  echo '  return 0;'
  echo '}'
} >"$work/readme.c"
grep -q 'tsq_rma(' "$work/readme.c" || { echo "the README has no C lines"; exit 1; }
"$3" -std=c11 -Wall -Werror -I"$source_dir/include" -o "$work/readme" "$work/readme.c" -L"$build" -ltausq
LD_LIBRARY_PATH=$build "$work/readme" >"$work/out"
# metafor 3.8.1: rma(yi, vi) of these three trials of dat.bcg by escalc("RR")
grep -qx -- '-1.3302 0.0000' "$work/out" || { cat "$work/out"; exit 1; }
for link in $(grep -o '](\([^)]*\))' "$source_dir/README.md" | sed 's/^](//; s/)$//'); do
  case $link in http*) continue ;; esac
  [ -e "$source_dir/$link" ] || { echo "README.md: $link is not there"; exit 1; }
done
named=$(sed -n 's/^| effect sizes | \([0-9]*\) measures.*/\1/p' "$source_dir/README.md")
listed=$("$build/tausq" measures | grep -cE '^[A-Z][A-Z0-9]* +' || true)
[ "$named" = "$listed" ] || { echo "README.md names $named measures, tausq measures lists $listed"; exit 1; }

# The command's lines, in a copy of the data.
awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' "$source_dir/README.md" | grep 'build/tausq ' | sed "s|../../build/tausq|\"\$tausq\"|" >"$work/lines.sh"
[ "$(wc -l <"$work/lines.sh")" -ge 3 ] || { echo "the README has no lines of the command"; exit 1; }
cp -r "$source_dir/examples/data" "$work/data"
(cd "$work/data" && tausq=$build/tausq sh -e "$work/lines.sh") >"$work/out" || { cat "$work/out"; exit 1; }
grep -q 'ablat=33' "$work/out" && [ -s "$work/data/forest.svg" ] || { echo "the command's lines do not give what they say"; exit 1; }

# The pictures. Another gnuplot writes another SVG; the release is in each.
mkdir "$work/pictures"
sh "$source_dir/examples/pictures/make.sh" "$build/tausq" "$work/pictures"
release() { grep -ho 'Produced by GNUPLOT [^<]*' "$1"; }
for picture in forest bubble funnel; do
  drawn=$work/pictures/$picture.svg
  kept=$source_dir/examples/pictures/$picture.svg
  if [ "$(release "$drawn")" != "$(release "$kept")" ]; then
    echo "$picture.svg is of another gnuplot: not compared"
  elif ! cmp "$drawn" "$kept"; then
    echo "$picture.svg is old: sh examples/pictures/make.sh $build/tausq, and look at it"
    exit 1
  fi
done

awk '/^## [0-9]+\. / { chapter = $2 + 0 } /^@include [0-9]/ { if (substr($2, 1, 2) + 0 != chapter) { print "chapter " chapter " shows " $2; bad = 1 } n++ }
  END { exit bad || n < 10 }' "$source_dir/examples/docs/tutorial.md" || { echo "the tutorial's chapters and files differ"; exit 1; }
echo "the README's C lines and the command's run; its pictures are drawn anew; its links and its number of measures hold"
