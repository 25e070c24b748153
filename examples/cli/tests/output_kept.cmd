fit="$tausq fit bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg --format csv"
data=$PWD
cd "$work" && mkdir kept && cd kept
run() { (cd "$data" && $fit -o "$work/kept/$1"); }
echo mine >out.part
echo old >out
chmod 600 out
run out && stat -c '%A out' out
ln -s real link
echo old >real
chmod 640 real
run link && stat -c '%A %N' link real
mkfifo pipe
timeout 20 cat pipe >from_pipe &
run pipe && wait
stat -c '%F pipe' pipe
cmp from_pipe out && echo same
ln -s new dangling
run dangling && stat -c '%F %N' dangling new
(cd "$data" && "$tausq" funnel "$data/bcg.csv" --measure RR --ai tpos --bi tneg --ci cpos --di cneg -o "$work/kept/f.svg")
chmod 600 f.svg
(cd "$data" && "$tausq" funnel "$data/bcg.csv" --measure RR --ai tpos --bi tneg --ci cpos --di cneg -o "$work/kept/f.svg")
stat -c '%A f.svg' f.svg
cat out.part
ls -A
