"$tausq" fit bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg --mods 'ablat + year' --predict 'ablat=33, year=1970' --preset metafor
