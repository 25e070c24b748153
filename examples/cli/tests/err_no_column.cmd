"$tausq" fit bcg.csv --yi effect --vi v
