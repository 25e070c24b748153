"$tausq" fit nowhere.csv
