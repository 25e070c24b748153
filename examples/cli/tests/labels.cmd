printf 'author,year,"a,b",yi,vi\nSmith,2001,x,0.1,0.1\nSmith,2002,y,0.2,NA\n,2003,z,0.3,0.1\n' >"$work/l.csv"
"$tausq" fit "$work/l.csv" --labels author,year --studies | sed -n '/Studies/,$p'
"$tausq" fit "$work/l.csv" --labels 'a,b' --studies | sed -n '/Studies/,/^$/p'
"$tausq" fit "$work/l.csv" --labels autor,year
