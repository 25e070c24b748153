#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# docs.sh SOURCE_DIR: every public function has a doc block right above it with @brief, every parameter by its name,
# @return unless it is void, and "Since:". A block that says "As tsq_other()" leaves parameters and return to that one.
# The check is first proved on a header with a violation of each kind.
set -eu

# undocumented HEADER...: prints the violations, and as its last line the number of functions.
undocumented() {
  awk '
    function bad(why) { print FILENAME ": " name "(): " why }
    # the declaration from the line with TSQ_API to the semicolon, against the block before it
    function check(text,   args, n, i, part) {
      name = text; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name)
      count++
      if (!fresh) { bad("no doc block right above it"); return }
      if (block !~ /@brief/) bad("no @brief")
      if (block !~ /Since: [0-9]/) bad("no \"Since:\"")
      if (block ~ /As tsq_[a-z0-9_]+\(\)/) return
      if (text !~ /TSQ_API void [^*]/ && block !~ /@return/) bad("no @return")
      args = text; sub(/^[^(]*\(/, "", args); sub(/\)[^)]*$/, "", args)
      n = split(args, part, ",")
      for (i = 1; i <= n; i++) {
        sub(/\[[^]]*\]/, "", part[i]); gsub(/[ \n]+$/, "", part[i]); sub(/.*[ *\n]/, "", part[i])
        if (part[i] != "void" && part[i] != "" && block !~ ("@param " part[i] "[^a-zA-Z0-9_]")) bad("no @param " part[i])
      }
    }
    /^\/\*\*/ { block = ""; inside = 1 }
    inside { block = block $0 "\n" }
    inside && /\*\// { inside = 0; fresh = 1; next }
    inside { next }
    /^TSQ_API/ { text = "" ; declaring = 1 }
    declaring {
      text = text $0 " "
      if ($0 ~ /;/) { sub(/;.*/, "", text); check(text); declaring = 0; fresh = 0 }
      next
    }
    NF { fresh = 0 }
    END { print count + 0 }
  ' "$@"
}

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cat >"$copy/bad.h" <<'END'
/** @brief Fine. @param a in: a. @param b in: b. @return c. Since: 0.1 */
TSQ_API int tsq_fine(const double *a,
                     size_t b[2]);
/** @brief As tsq_fine(). Since: 0.1 */
TSQ_API int tsq_alike(const double *a, size_t b);
/** @brief Fine. Since: 0.1 */
TSQ_API void tsq_nothing(void);

TSQ_API void tsq_bare(void);
/** @brief No since. @return it. */
TSQ_API int tsq_no_since(void);
/** No brief. @return it. Since: 0.1 */
TSQ_API int tsq_no_brief(void);
/** @brief No return. Since: 0.1 */
TSQ_API char *tsq_no_return(void);
/** @brief No param. @param ab in: other. @return it. Since: 0.1 */
TSQ_API int tsq_no_param(int a);
END
if [ "$(undocumented "$copy/bad.h" | wc -l)" -ne 6 ]; then
  echo "the check does not see each of 5 violations:"
  undocumented "$copy/bad.h"
  exit 1
fi

found=$(undocumented "$1"/include/tausq/*.h)
functions=$(printf '%s\n' "$found" | tail -n 1)
if [ "$functions" -eq 0 ] || [ "$(printf '%s\n' "$found" | wc -l)" -ne 1 ]; then
  printf '%s\n' "$found"
  exit 1
fi
echo "$functions public functions, all documented"
