# metafor 3.8.1: predict() of rma(yi, vi, mods = ~ poly(ablat, 2)) and ~ ablat * I(alloc == "random") of dat.bcg at ablat = 13, 34, 55
# gives (p(34) - p(13)) / (p(55) - p(13)) = MID
bubble() {
  "$tausq" bubble bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg "$@" -o "$work/b.svg"
}
bubble --mods "poly(ablat,2)" && awk -f ../cli/tests/curve.awk "$work/b.svg" && grep -o '<text>[a-z(].*</text>' "$work/b.svg"
bubble --mods "alloc + rcs(ablat,3)" && awk -f ../cli/tests/curve.awk "$work/b.svg"
bubble --mods "ablat * alloc + year" && awk -f ../cli/tests/curve.awk "$work/b.svg" && grep -o '<text>Mean effect at.*</text>' "$work/b.svg"
bubble --mods "ablat * alloc" --moderator alloc=random
