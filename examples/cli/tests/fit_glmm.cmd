"$tausq" fit bcg.csv --model CM.EL --measure OR --ai tpos --bi tneg --ci cpos --di cneg --mods ablat --predict "ablat=33"
