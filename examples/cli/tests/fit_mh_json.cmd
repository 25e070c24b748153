"$tausq" fit bcg.csv --model mh --measure RR --ai tpos --bi tneg --ci cpos --di cneg --format json | $round
