"$tausq" fit bcg.csv --qqqqqq DL
