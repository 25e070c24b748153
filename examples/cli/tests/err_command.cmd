"$tausq" fitt bcg.csv
