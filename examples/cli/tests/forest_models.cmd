# The figure of a Mantel-Haenszel fit, of refits, of subgroups with their arms: what stands in it
draw() { "$tausq" forest bcg.csv --ai tpos --bi tneg --ci cpos --di cneg "$@" -o "$work/f.svg" && sed 's/<[^>]*>//g' "$work/f.svg" | grep -E 'Overall|Study|^ *RR|Events|left out|All studies|random|alternate' | sed 's/^[ \t]*//'; }
draw --measure OR --model mh --threshold 0.5
draw --measure RR --cumul --order-by year
draw --measure RR --loo --model mh
draw --measure RR --subgroup alloc
"$tausq" funnel bcg.csv --model mh --measure OR --ai tpos --bi tneg --ci cpos --di cneg -o "$work/g.svg" && grep -c '<svg' "$work/g.svg"
"$tausq" bubble bcg.csv --model glmm --measure OR --ai tpos --bi tneg --ci cpos --di cneg --mods ablat -o "$work/b.svg" && grep -c '<svg' "$work/b.svg"
"$tausq" forest bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg --x-range 0.1,10 -o "$work/r.svg" && grep -c '<svg' "$work/r.svg"
