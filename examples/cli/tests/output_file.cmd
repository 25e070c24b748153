"$tausq" fit bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg --format csv -o "$work/fit.csv" && $round "$work/fit.csv" && ! ls "$work" | grep part
