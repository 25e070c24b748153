"$tausq" fit bcg.csv --metod DL
