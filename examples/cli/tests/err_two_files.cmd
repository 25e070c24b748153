"$tausq" fit bcg.csv other.csv
