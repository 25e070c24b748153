# Rounds the full-precision numbers of a text to 9 digits: their last bits may differ between compilers and libraries.
{
  rest = $0
  line = ""
  while (match(rest, /-?[0-9]+\.[0-9]+(e[-+]?[0-9]+)?/)) {
    number = substr(rest, RSTART, RLENGTH)
    line = line substr(rest, 1, RSTART - 1) (RLENGTH > 11 ? sprintf("%.9g", number) : number)
    rest = substr(rest, RSTART + RLENGTH)
  }
  print line rest
}
