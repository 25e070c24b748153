"$tausq" effects bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg | head -n 2 | $round
