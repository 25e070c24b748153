"$tausq" fit bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg --threshold 0.8 --tau2-ci GENQ --digits 6
