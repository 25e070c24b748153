# one trial without events: not estimable in RevMan and meta, corrected by metafor; RevMan's SMDs are approximate
printf 'study,ai,n1i,ci,n2i\nA,4,40,9,42\nB,0,25,0,26\nC,6,60,11,61\nD,3,33,8,30\n' >"$work/zero.csv"
for preset in cochrane meta metafor; do
  echo "$preset"
  "$tausq" fit "$work/zero.csv" --measure RR --preset $preset | grep -E '^Random-Effects|B'
  "$tausq" effects "$work/zero.csv" --measure RR --preset $preset
done
printf 'm1i,sd1i,n1i,m2i,sd2i,n2i\n10,2,20,11,2.5,22\n' | "$tausq" effects - --measure SMD --preset cochrane
printf 'm1i,sd1i,n1i,m2i,sd2i,n2i\n10,2,20,11,2.5,22\n' | "$tausq" effects - --measure SMD --preset cochrane --convention metafor5
"$tausq" effects "$work/zero.csv" --measure RR --preset cochran
