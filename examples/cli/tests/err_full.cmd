"$tausq" help >/dev/full
echo "exit $?"
"$tausq" fit --help >/dev/full
echo "exit $?"
"$tausq" --version >/dev/full
echo "exit $?"
"$tausq" measures >/dev/full
