bcg() { "$tausq" fit bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg "$@" --format csv | $round | grep -E 'coefficients|moderators'; }
bcg --mods alloc --no-intercept
bcg --mods "0 + alloc"
