#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# compare.sh [BUILD]: the same work by tausq and by the peers that Debian packages (metafor, statsmodels, plink1.9; those that are
# installed), on the same trials, in one run: seconds and ratios. Timings mean something on a quiet machine alone.
#   apt-get install r-cran-metafor python3-statsmodels plink1.9
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$top/build}
[ -d "$build" ] || { echo "there is no $build: cmake -S $top -B $build, or sh examples/reproduce.sh, makes it" >&2; exit 1; }
build=$(cd "$build" && pwd)
bench=$build/bench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for program in tausq_bench write_trials meta_files; do
  [ -x "$bench/$program" ] || { echo "build it first: cmake --build $build --target tausq_bench write_trials meta_files" >&2; exit 1; }
done

# seconds NAME K [THREADS]: median seconds for one item (a fit) of that line of the benchmark
seconds() {
  awk -v name="\"$1\"," -v k="$2," -v threads="${3:-1}," '
    $2 == name && $4 == k && $10 == threads { for (i = 1; i < NF; i++) if ($i == "\"items_per_s\":") r = $(i + 1) + 0
      for (i = 1; i < NF; i++) if ($i == "\"median_s\":") s = $(i + 1) + 0
      print name ~ /batch/ ? 1 / r : s }' "$work/tausq.json"
}

# row WHAT PEER PEER_SECONDS OUR_SECONDS
row() {
  awk -v what="$1" -v peer="$2" -v a="$3" -v b="$4" 'BEGIN { printf "%-44s %-12s %12.4g %12.4g %12.3g\n", what, peer, a, b, a / b }'
}

echo "timing tausq"
for part in pool.reml metareg batch.reml batch.dl batch.pm; do
  "$bench/tausq_bench" --filter "$part" >>"$work/tausq.json"
done
"$bench/write_trials" effects "$work"
"$bench/write_trials" batch "$work"
printf '%-44s %-12s %12s %12s %12s\n' "work (seconds a fit)" peer "peer" "tausq" "ratio"
if command -v Rscript >/dev/null && Rscript -e 'library(metafor)' >/dev/null 2>&1; then
  Rscript "$top/bench/peers/metafor.R" "$work" >"$work/metafor"
  of() { awk -v n="$1" '$1 == n { print $2 }' "$work/metafor"; }
  row "REML + KNHA, k = 1000" metafor "$(of pool.reml.1000)" "$(seconds pool.reml 1000)"
  row "meta-regression REML + KNHA, k = 1000, p = 5" metafor "$(of metareg.reml.1000)" "$(seconds metareg.reml 1000)"
  row "REML + KNHA, k = 10, one thread" metafor "$(of batch.reml.10)" "$(seconds batch.reml 10 1)"
  row "REML + KNHA, k = 10, two threads" metafor "$(of batch.reml.10)" "$(seconds batch.reml 10 2)"
  row "DL, k = 10, one thread" metafor "$(of batch.dl.10)" "$(seconds batch.dl 10 1)"
fi
if /usr/bin/python3 -c 'import statsmodels' 2>/dev/null; then
  /usr/bin/python3 "$top/bench/peers/combine_effects.py" "$work" >"$work/statsmodels" 2>/dev/null
  of() { awk -v n="$1" '$1 == n { print $2 }' "$work/statsmodels"; }
  row "DL, k = 10, one thread" statsmodels "$(of batch.dl.10)" "$(seconds batch.dl 10 1)"
  row "PM, k = 10, one thread" statsmodels "$(of batch.pm.10)" "$(seconds batch.pm 10 1)"
fi
if command -v plink1.9 >/dev/null; then
  markers=${MARKERS:-1000000}
  "$bench/write_trials" gwas "$work" "$markers"
  start=$(date +%s.%N)
  (cd "$work" && plink1.9 --meta-analysis study1.txt study2.txt study3.txt study4.txt study5.txt study6.txt study7.txt study8.txt \
    study9.txt study10.txt + qt no-map no-allele --out plink >/dev/null 2>&1)
  middle=$(date +%s.%N)
  (cd "$work" && "$bench/meta_files" study1.txt study2.txt study3.txt study4.txt study5.txt study6.txt study7.txt study8.txt \
    study9.txt study10.txt >ours.txt)
  end=$(date +%s.%N)
  row "$markers markers x 10 studies, CE and DL, from text" plink1.9 "$(awk "BEGIN { print $middle - $start }")" "$(awk "BEGIN { print $end - $middle }")"
  # the same numbers? common-effect p values to plink's 4 digits
  tr -s ' ' <"$work/plink.meta" | sed 's/^ //' | awk 'NR > 1 { print $1, $3 }' | sort >"$work/a"
  awk 'NR > 1 { print $1, $2 }' "$work/ours.txt" | sort >"$work/b"
  awk 'NR == FNR { p[$1] = $2; next } { d = p[$1] - $2; if (d < 0) d = -d; if (d > 2e-3 * $2) n++ } END { print n + 0, "of", NR / 2, "p values differ by more than 0.2 %" }' \
    "$work/a" "$work/b"
fi
