#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# layers.sh SOURCE_DIR: who may include whom.
#  - A folder of lib/ includes from itself and from the layers to its left, by paths written from lib/.
#  - GSL is behind lib/numeric (its constants, gsl_math.h, are for everybody), libcsv behind lib/frame, jansson behind
#    lib/report; the heap is behind lib/base/alloc.c, where tests can make it fail.
#  - Public headers include public headers and libc alone; the library never includes the umbrella.
#  - lib/mpi is a library of its own above the shared one: it includes public headers, MPI's, libc and its own.
#  - Programs (command, review, tutorial) include <tausq.h>, their own headers and libc alone.
# The check is first proved on a scratch copy with violations in it.
set -eu
source_dir=$1

# file:include of every #include in the C files below the folders given.
includes() {
  find "$@" -name '*.[ch]' -exec grep -Ho '^[[:space:]]*#[[:space:]]*include[[:space:]]*["<][^">]*[">]' {} + |
    sed 's/:[[:space:]]*#[[:space:]]*include[[:space:]]*/:/'
}

# Prints the violations below a source folder.
violations() {
  includes "$1/lib" | awk -F: -v top="$1/lib/" '
    BEGIN {
      rank["base"] = 1; rank["numeric"] = 2; rank["kernel"] = 3; rank["frame"] = 4; rank["design"] = 5
      rank["effect"] = 6; rank["exact"] = 7; rank["fit"] = 8
      n_models = split("rma mh glmm beta_binomial", models, " ") # which do not know one another
      for (i = 1; i <= n_models; i++) { rank[models[i]] = 9; is_model[models[i]] = 1 }
      rank["group"] = rank["diagnose"] = 10 # what is done with fits of any model
      rank["batch"] = rank["stream"] = 11 # the estimators of rma at size
      rank["models"] = 12 # which models there are
      rank["report"] = rank["plot"] = 13 # of any model: of lib/ they know base, numeric and fit
    }
    function bad(why) { print $0 ": " why }
    {
      path = substr($1, length(top) + 1); own = path; sub(/\/.*/, "", own)
      name = substr($2, 2, length($2) - 2); from = name; sub(/\/.*/, "", from)
      if (own == "mpi") {
        if ($2 !~ /^"mpi\// && $2 !~ /^<(tausq\/[a-z]+|mpi|stdio|stdlib|stddef|stdint|string|limits)\.h>$/) bad("lib/mpi is a client")
      }
      else if (!(own in rank)) bad("lib/" own " is not one of the layers")
      else if ($2 ~ /^"/) {
        if (from == name || !(from in rank)) bad("written from lib/, as in \"base/status.h\"")
        else if (rank[from] > rank[own]) bad("layer " own " may not know " from)
        else if (is_model[own] && is_model[from] && own != from) bad("models do not know one another: " own " includes " from)
        else if (rank[from] >= 9 && rank[own] == 10 && own != from) bad("layer " own " is of any model: it may not know " from)
        else if (rank[own] == 13 && own != from && from !~ /^(base|numeric|fit)$/) bad("layer " own " may not know " from)
      }
      else if (name ~ /^gsl\// && name != "gsl/gsl_math.h" && own != "numeric") bad("GSL is behind lib/numeric")
      else if (name == "csv.h" && own != "frame") bad("libcsv is behind lib/frame")
      else if (name == "jansson.h" && own != "report") bad("jansson is behind lib/report")
      else if (name == "tausq.h") bad("the umbrella is for users: include <tausq/NAME.h>")
    }'
  find "$1/lib" -name '*.c' ! -path '*/base/alloc.c' ! -path '*/lib/mpi/*' -exec grep -HnE \
    '(^|[^a-zA-Z0-9_.>"])(malloc|calloc|realloc|reallocarray|strdup|strndup|aligned_alloc|posix_memalign)[[:space:]]*\(' {} + |
    grep -vE ':[[:space:]]*(/?\*|//)' | sed 's/$/: the heap is behind base\/alloc.h/'
  includes "$1/include" | grep -v '/tausq/mpi\.h:<mpi\.h>$' | grep -vE ':(<tausq/[a-z0-9_]+\.h>|<std[a-z]+\.h>|<math\.h>)$' |
    sed 's/$/: public headers include public headers and libc alone/'
  for folder in cli review tutorial; do
    [ -d "$1/examples/$folder" ] || continue
    includes "$1/examples/$folder" | grep -vE \
      ':<(tausq|assert|ctype|errno|float|inttypes|langinfo|limits|locale|math|signal|std[a-z]+|string|strings|time|unistd|wchar|wctype|fcntl|getopt|sys/[a-z]+)\.h>$' |
      while IFS= read -r line; do
        own=${line%%:*}
        name=$(printf '%s' "${line#*:}" | sed -n 's/^"\(.*\)"$/\1/p')
        case $name in
        '' | *..*/..*) echo "$line: programs include <tausq.h>, libc and their own headers alone" ;;
        *) [ -f "$(dirname "$own")/$name" ] || echo "$line: not a header of the program" ;;
        esac
      done
  done
}

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
mkdir -p "$copy/lib/mh" "$copy/lib/group" "$copy/lib/report" "$copy/lib/mpi" "$copy/lib/numeric" "$copy/lib/frame" "$copy/lib/rma" "$copy/lib/attic" "$copy/include/tausq" "$copy/examples/cli"
echo '#include "rma/rma.h"' >"$copy/lib/numeric/to_the_right.c"
echo '#include "frame.h"' >"$copy/lib/frame/not_from_lib.c"
echo ' #  include <gsl/gsl_cdf.h>' >"$copy/lib/rma/gsl.c"
echo '#include <tausq.h>' >"$copy/lib/rma/umbrella.c"
echo 'void *p(void) { return malloc(1); }' >"$copy/lib/rma/heap.c"
echo '#include <math.h>' >"$copy/lib/attic/no_layer.c"
echo '#include "stream/stream.h"' >"$copy/lib/mpi/private.c"
echo '#include <gsl/gsl_math.h>' >"$copy/include/tausq/gsl.h"
echo '#include <tausq/fit.h>' >"$copy/examples/cli/part.c"
echo '#include "base/status.h"' >"$copy/examples/cli/private.c"
echo '#include <jansson.h>' >"$copy/examples/cli/foreign.c"
echo '#include "rma/rma.h"' >"$copy/lib/mh/another_model.c"
echo '#include "mh/mh.h"' >"$copy/lib/group/a_model.c"
echo '#include "rma/rma.h"' >"$copy/lib/report/a_model.c"
printf '#include "rma/a.h"\n#include "base/b.h"\n#include <gsl/gsl_math.h>\n' >"$copy/lib/rma/good.c"
found=$(violations "$copy")
if [ "$(printf '%s\n' "$found" | wc -l)" -ne 14 ] || printf '%s\n' "$found" | grep -q 'good\.c'; then
  printf 'the check does not see each of 14 violations:\n%s\n' "$found"
  exit 1
fi

found=$(violations "$source_dir")
if [ -n "$found" ]; then
  printf '%s\n' "$found"
  exit 1
fi
echo "layers hold over $(includes "$source_dir/lib" "$source_dir/include" "$source_dir/examples" | wc -l) includes"
