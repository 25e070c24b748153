"$tausq" help
