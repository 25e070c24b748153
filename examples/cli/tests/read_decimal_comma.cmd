printf 'study;n1;m1;sd1;n2;m2;sd2\nA;1.040;12,3;2,1;1.020;11,9;2,4\nB;85;10,15;3,2;90;9,875;3,1\n' >"$work/comma.csv"
printf 'study,n1,m1,sd1,n2,m2,sd2\nA,1040,12.3,2.1,1020,11.9,2.4\nB,85,10.15,3.2,90,9.875,3.1\n' >"$work/point.csv"
"$tausq" fit "$work/comma.csv" --measure MD >"$work/comma.txt"
"$tausq" fit "$work/point.csv" --measure MD >"$work/point.txt"
cmp "$work/comma.txt" "$work/point.txt" && echo the same numbers
