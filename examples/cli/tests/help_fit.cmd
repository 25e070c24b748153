"$tausq" fit --help
