"$tausq" fit bcg.csv --model peto --ai tpos --bi tneg --ci cpos --di cneg
