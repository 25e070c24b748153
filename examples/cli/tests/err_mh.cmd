"$tausq" fit bcg.csv --model mh --measure SMD --ai tpos --bi tneg --ci cpos --di cneg
