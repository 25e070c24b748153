bcg() { "$tausq" "$@" bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg; }
bcg fit --model mh --method DL
bcg fit --model mh --weights year
bcg fit --model peto --mods ablat
bcg fit --model glmm --threshold 1
bcg fit --nodes 3
bcg fit --above
bcg fit --common-tau2
bcg fit --predict "ablat=3"
bcg fit --threshold 0 --mods ablat
bcg fit --subgroup alloc --mods ablat
bcg fit --digits 99999999999
bcg fit --digits 2.5
bcg fit --digits 0
bcg fit --level 0
bcg fit --n1i tpos
"$tausq" fit bcg.csv --add -1
"$tausq" fit bcg.csv --ai tpos
"$tausq" help nope
"$tausq" fit --level 0.9 -- --none.csv
