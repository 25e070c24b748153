"$tausq" fit bcg.csv --model mh --measure OR --ai tpos --bi tneg --ci cpos --di cneg
