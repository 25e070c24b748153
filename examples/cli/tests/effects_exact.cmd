printf 'study,x,n\na,0,40\nb,3,39\nc,NA,5\n' >"$work/p.csv"
"$tausq" effects "$work/p.csv" --measure PR --xi x --ni n --exact exact | $round
"$tausq" effects "$work/p.csv" --measure IR --xi x --ti n --exact midp | $round
"$tausq" effects bcg.csv --measure OR --ai tpos --bi tneg --ci cpos --di cneg --exact midp | head -n 3 | $round
"$tausq" effects bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg --exact midp
"$tausq" effects "$work/p.csv" --measure PR --xi x --ni n --exact wald
