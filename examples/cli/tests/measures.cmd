"$tausq" measures | head -n 12
