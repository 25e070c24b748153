bcg() { "$tausq" "$@" bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg; }
or() { "$tausq" "$@" bcg.csv --measure OR --ai tpos --bi tneg --ci cpos --di cneg; }
peto() { "$tausq" "$@" bcg.csv --model peto --ai tpos --bi tneg --ci cpos --di cneg; }
bcg fit --model mh --method DL
bcg fit --model mh --weights year
bcg fit --model peto
peto fit --mods ablat
or fit --model glmm --threshold 0.8 --tau2 1
or fit --model bb --add 1
or fit --model mh --drop00
or fit --model CM.EL --preset stata
or fit --model mhh
or fit --methd DL
or fit --subgroup aloc
or fit --ci tnegg --order-by x
or cumul --order-by yaer
or loo --subgroup alloc
or forest --cumul --loo -o "$work/f.svg"
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
