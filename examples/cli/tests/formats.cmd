bcg() { "$tausq" fit bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg "$@"; }
bcg --threshold 0.8 --format markdown
bcg --mods "ablat" --predict "ablat=33" --format latex
bcg --subgroup alloc --format html --digits 3
bcg --model mh --format csv | $round
