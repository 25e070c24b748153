# metafor 3.8.1, dat.bcg: leave1out(rma.mh(measure = "OR")) begins with log odds ratios -0.470955, -0.460172; of rma.peto() -0.4721772692, -0.4615959645
"$tausq" loo bcg.csv --model mh --measure OR --ai tpos --bi tneg --ci cpos --di cneg | sed -n '1,5p;$p'
"$tausq" loo bcg.csv --model peto --ai tpos --bi tneg --ci cpos --di cneg --format csv | cut -d, -f2,4-5,8,13-15,20- | $round | sed -n '1,3p;$p'
"$tausq" loo bcg.csv --model CM.EL --measure OR --ai tpos --bi tneg --ci cpos --di cneg --mods ablat --coefficient ablat --transform none | sed -n '1,5p;$p'
"$tausq" loo bcg.csv --model bb --measure OR --ai tpos --bi tneg --ci cpos --di cneg | sed -n '1,5p;$p'
"$tausq" loo bcg.csv --model bb --measure OR --ai tpos --bi tneg --ci cpos --di cneg --format json | $round | sed -n '1,/}/p'
