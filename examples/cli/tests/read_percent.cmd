printf 'study,r2,m,n\nA,12.5%%,2,100\nB,18%%,3,120\n' >"$work/percent.csv"
printf 'study,r2,m,n\nA,0.125,2,100\nB,0.18,3,120\n' >"$work/plain.csv"
for file in percent plain; do
  "$tausq" effects "$work/$file.csv" --measure R2 --r2i r2 --mi m --ni n | cut -d, -f5- >"$work/$file.txt"
done
cmp "$work/percent.txt" "$work/plain.txt" && cat "$work/plain.txt" | head -n 1
"$tausq" fit "$work/percent.csv" --yi r2 --vi m
