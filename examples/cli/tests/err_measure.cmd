"$tausq" fit bcg.csv --measure XYZ
