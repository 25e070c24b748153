"$tausq" fit bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg --subset 'year >= 1968' --method DL --format json | $round
