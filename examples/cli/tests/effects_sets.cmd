printf 'study,m1i,sd1i,n1i,m2i,sd2i,n2i,d\na,1,1,10,0,1,10,0.5\nb,2,1,12,1,1,11,0.7\n' >"$work/d.csv"
"$tausq" effects "$work/d.csv" --measure SMD --di d | cut -d, -f1,8-10 | $round
"$tausq" effects "$work/d.csv" --measure SMD | cut -d, -f1,8-10 | $round
"$tausq" effects "$work/d.csv" --measure SMD --ai d
