#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# readme.sh SOURCE_DIR BUILD_DIR C_COMPILER: the README's C lines compile and run, its links inside the project lead to files, and the
# number of measures that it names is the library's.
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
echo "the README's C lines run; its links and its number of measures hold"
