#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# abi.sh SOURCE_DIR C_COMPILER [renew]: the layout of every public struct (size, offset of each member) and the value of
# every enum constant are as in abi.golden: what is there must stay, what is new may only be added. Structs and enums
# are found in the headers, so that none can be forgotten. "renew" rewrites the golden file after an intended change.
# Offsets are those of 64-bit platforms; the check is first proved on a changed, a lost and an added line.
set -eu
source_dir=$1
cc=$2
golden=$source_dir/tests/install/abi.golden
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# statements HEADER...: the code without comments and preprocessor lines, one statement or brace a line
statements() {
  cat "$@" | sed -zE 's,/\*[^*]*\*+([^/*][^*]*\*+)*/,,g' | grep -v '^[[:space:]]*#' | tr '\n' ' ' |
    sed 's/{/{\n/g; s/}/\n}/g; s/;/;\n/g'
}

# questions HEADER...: the printf calls that tell sizes, offsets and values
questions() {
  statements "$@" | awk '
    function size(name) { printf "  printf(\"struct %s %%zu\\n\", sizeof(struct %s));\n", name, name }
    function member(name) { printf "  printf(\"member %s.%s %%zu\\n\", offsetof(struct %s, %s));\n", own, name, own, name }
    function value(name) { printf "  printf(\"enum %s %%lld\\n\", (long long)%s);\n", name, name }
    /(^|[^a-z_])struct [a-z0-9_]+ *\{$/ { own = $0; sub(/ *\{$/, "", own); sub(/.* /, "", own); size(own); in_struct = 1; next }
    /(^|[^a-z_])enum [a-z0-9_]* *\{$/ { in_enum = 1; next }
    /^}/ { in_struct = in_enum = 0; next }
    in_enum { n = split($0, part, ","); for (i = 1; i <= n; i++) if (match(part[i], /TSQ_[A-Z0-9_a-z]+/)) value(substr(part[i], RSTART, RLENGTH)) }
    in_struct && /;/ {
      sub(/;.*/, "")
      if (match($0, /\(\*[a-z0-9_]+\)/)) { member(substr($0, RSTART + 2, RLENGTH - 3)); next }
      n = split($0, part, ",")
      for (i = 1; i <= n; i++) { sub(/\[.*/, "", part[i]); gsub(/ +$/, "", part[i]); sub(/.*[ *]/, "", part[i]); member(part[i]) }
    }'
}

# broken GOLDEN NOW: lines of the first that the second does not have. A struct that starts with its own size may grow.
broken() {
  awk 'NR == FNR { now[$1 " " $2] = $3; next }
    !(($1 " " $2) in now) { print $1 " " $2 ": gone"; next }
    now[$1 " " $2] == $3 { next }
    $1 == "struct" && (("member " $2 ".size") in now) && now[$1 " " $2] + 0 > $3 + 0 { next }
    { print $1 " " $2 ": was " $3 ", is " now[$1 " " $2] }' "$2" "$1"
}

{
  printf '#include <stddef.h>\n#include <stdio.h>\n#include <tausq.h>\nint main(void) {\n'
  questions "$source_dir"/include/tausq/*.h
  printf '  return 0;\n}\n'
} >"$work/ask.c"
"$cc" -std=c11 -I"$source_dir/include" -o "$work/ask" "$work/ask.c"
"$work/ask" | LC_ALL=C sort -u >"$work/now"
for kind in struct enum; do # as many as a plain count of opening braces finds
  found=$(statements "$source_dir"/include/tausq/*.h | grep -cE "(^|[^a-z_])$kind [a-z0-9_]* *\{\$")
  all=$(cat "$source_dir"/include/tausq/*.h | grep -cE "^(typedef )?$kind [a-z0-9_]* ?\{")
  [ "$found" -eq "$all" ] && [ "$found" -gt 0 ] || { echo "$all ${kind}s in the headers, $found examined"; exit 1; }
done

if [ "${3:-}" = renew ]; then
  cp "$work/now" "$golden"
  echo "abi.golden: $(wc -l <"$golden") lines"
  exit 0
fi
awk '$1 == "member" && !done && $3 > 0 { $3 += 8; done = 1 } { print }' "$golden" >"$work/changed"
sed 1d "$golden" >"$work/lost"
{ cat "$golden"; echo "enum TSQ_ADDED 1"; } >"$work/added"
[ "$(broken "$golden" "$work/changed" | wc -l)" -eq 1 ] && [ "$(broken "$golden" "$work/lost" | wc -l)" -eq 1 ] &&
  [ -z "$(broken "$golden" "$work/added")" ] || { echo "the check does not see a violation"; exit 1; }
found=$(broken "$golden" "$work/now")
if [ -n "$found" ]; then
  printf '%s\n' "$found"
  echo "programs compiled before would break; if that is meant, raise TAUSQ_SOVERSION and run:"
  echo "  sh tests/install/abi.sh . $cc renew"
  exit 1
fi
echo "$(wc -l <"$golden") sizes, offsets and values as before"
