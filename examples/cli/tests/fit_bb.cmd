bcg() { "$tausq" fit bcg.csv --model bb --ai tpos --bi tneg --ci cpos --di cneg "$@"; }
bcg --measure OR
bcg --measure RR --format json | $round | sed -n '1,/"quantities"/p'
printf 'study,x,n\na,0,40\nb,0,39\n' >"$work/p.csv"
"$tausq" fit "$work/p.csv" --model bb --measure PLO --xi x --ni n
bcg --measure SMD
bcg --measure OR --add 0.5
