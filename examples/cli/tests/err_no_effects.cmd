"$tausq" fit bcg.csv
