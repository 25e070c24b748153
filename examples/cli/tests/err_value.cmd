"$tausq" fit bcg.csv --method
