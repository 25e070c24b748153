"$tausq" help columns | head -n 12
