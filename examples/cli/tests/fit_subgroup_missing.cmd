printf 'study,yi,vi,g\na\033[2J,1,1,x\n"b\nb",2,1,y\nc,NA,1,x\nd\302\2331m,3,1,x\ne,2,1,\nf,1,2,y\nA label that is longer than any column,4,3,x\n' >"$work/s.csv"
"$tausq" fit "$work/s.csv" --subgroup g
"$tausq" fit "$work/s.csv" --studies | sed -n '/Studies/,$p'
