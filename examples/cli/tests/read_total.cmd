printf 'study,ai,n1i,ci,n2i\nA,1,10,2,10\nB,2,20,3,20\nTotal,3,30,5,30\n' >"$work/total.csv"
"$tausq" effects "$work/total.csv" --measure RR | cut -d, -f1
"$tausq" effects "$work/total.csv" --measure RR --subset 'study != Total' | cut -d, -f1
