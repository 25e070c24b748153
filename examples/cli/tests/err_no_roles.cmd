"$tausq" fit bcg.csv --measure MD
