"$tausq" effects bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg | "$tausq" fit - --method PM --test z --transform exp
