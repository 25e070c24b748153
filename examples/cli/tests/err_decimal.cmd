"$tausq" fit bcg.csv --decimal semicolon
