"$tausq" forest --help
