"$tausq" loo bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg --labels trial,year
