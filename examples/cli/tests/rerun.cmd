fit() { "$tausq" fit bcg.csv "$@" --ai tpos --bi tneg --ci cpos --di cneg --format json -o "$work/fit.json" && "$tausq" rerun "$work/fit.json"; }
fit --measure RR
fit --measure RR --mods "ablat * alloc" --method ML --test t
fit --measure RR --subgroup alloc --subgroup-test chi2
fit --measure RR --subgroup alloc --common-tau2
fit --model mh --measure OR
fit --model peto
fit --model bb --measure RR
fit --model UM.FS --measure OR --mods ablat
printf 'study,yi,vi,g\na,1,1,x\nb,2,1,y\nc,NA,1,x\nd,3,1,x\ne,2,1,\nf,1,2,y\n' >"$work/s.csv"
"$tausq" fit "$work/s.csv" --subgroup g --format json | "$tausq" rerun -
"$tausq" fit "$work/s.csv" --subset 'study == a' --format json | "$tausq" rerun - # the test that was asked for
# another number of events, and a number of the report itself
"$tausq" fit bcg.csv --model mh --measure OR --ai tpos --bi tneg --ci cpos --di cneg --format json | sed '0,/"ai": 4/s//"ai": 5/' | "$tausq" rerun - | $round | head -n 6
"$tausq" fit bcg.csv --model mh --measure OR --ai tpos --bi tneg --ci cpos --di cneg --format json | sed 's/"QE": 163/"QE": 164/' | "$tausq" rerun - | $round
"$tausq" fit bcg.csv --model mh --measure OR --ai tpos --bi tneg --ci cpos --di cneg --format json | sed 's/"QE": 163/"QE": 164/' >"$work/changed.json"
"$tausq" rerun "$work/changed.json" >"$work/said" || echo "exit $?"
"$tausq" loo bcg.csv --model mh --measure OR --ai tpos --bi tneg --ci cpos --di cneg --format json | "$tausq" rerun -
"$tausq" rerun bcg.csv
"$tausq" rerun nowhere.json
echo '{"model": "rma"}' | "$tausq" rerun -
echo '{"model": "rmaa", "conventions": {}, "studies": [{"columns": {"yi": 1, "vi": 1}}]}' | "$tausq" rerun -
echo '{"model": "rma", "conventions": {"methd": "DL"}, "studies": [{"columns": {"yi": 1, "vi": 1}}]}' | "$tausq" rerun -
echo '{"model": "rma", "conventions": {}, "studies": [{"columns": {"yi": "x", "vi": 1}}]}' | "$tausq" rerun -
