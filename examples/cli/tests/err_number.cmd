"$tausq" fit bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg --level high
