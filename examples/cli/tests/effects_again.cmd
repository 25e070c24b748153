"$tausq" effects bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg >"$work/first.csv"
"$tausq" effects "$work/first.csv" --measure OR --ai tpos --bi tneg --ci cpos --di cneg | head -n 2 | $round
