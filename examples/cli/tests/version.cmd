"$tausq" --version
