"$tausq" fit bcg.csv --model glmm --measure OR --ai tpos --bi tneg --ci cpos --di cneg --test t --format json | $round | sed -n '1,/"quantities"/p'
