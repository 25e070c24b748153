LC_ALL=C.UTF-8 "$tausq" fit bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg | sed -n '1,9p'
LC_ALL=C.UTF-8 "$tausq" fit bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg --format markdown | grep 'tau'
LC_ALL=C.UTF-8 "$tausq" fit bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg -o "$work/fit.txt" && grep 'tau' "$work/fit.txt"
