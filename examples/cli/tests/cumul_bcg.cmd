"$tausq" cumul bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg --order-by year --labels trial,year
"$tausq" cumul bcg.csv --model mh --measure RR --ai tpos --bi tneg --ci cpos --di cneg --order-by alloc --format markdown
