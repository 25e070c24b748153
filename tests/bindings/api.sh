#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# api.sh SOURCE_DIR C_COMPILER PYTHON: api.json is what the headers say (made anew and compared); the compiler agrees on every size,
# offset, number and function's type, for 32-bit targets too where clang or -m32 can say; api_rules.py holds it to its rules and its
# README; and a header that lacks what a binding needs is refused, each kind by its line.
set -eu
top=$1
cc=$2
python=$("$3" -c "import sys; print(sys.executable)") # not a version manager's front
make_api=$top/examples/bindings/api/make_api.py
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$python" "$make_api" "$top"
"$python" "$top/tests/bindings/api_rules.py" "$top"

# agrees ABI COMPILER...: the assertions of that ABI compile
agrees() {
  abi=$1
  shift
  "$python" "$make_api" "$top" --assertions "$abi" >"$work/$abi.c"
  "$@" -std=c11 -fsyntax-only -I"$top/include" "$work/$abi.c"
}
checked=lp64
case $(echo __SIZEOF_POINTER__ | "$cc" -E -P -) in
8) agrees lp64 "$cc" ;;
*) checked= ;;
esac
sed '0,/offsetof/s/== \([0-9]*\)/== 1\1/' "$work/lp64.c" >"$work/wrong.c"
if [ -n "$checked" ] && "$cc" -std=c11 -fsyntax-only -I"$top/include" "$work/wrong.c" 2>/dev/null; then
  echo "a wrong offset is not seen"
  exit 1
fi
if command -v clang >/dev/null; then
  for target in armv7-linux-gnueabihf wasm32; do
    agrees ilp32 clang --target=$target -ffreestanding -nostdlibinc
    checked="$checked $target"
  done
  agrees i386 clang --target=i686-linux-gnu -ffreestanding -nostdlibinc
  checked="$checked i686"
fi

# refused FILE SED-EXPRESSION MESSAGE: headers changed so are refused with that message, which names file and line
refused() {
  rm -rf "$work/top"
  mkdir -p "$work/top/examples/bindings/api" "$work/top/examples/bindings/python/tausq"
  cp -r "$top/include" "$top/CMakeLists.txt" "$work/top"
  sed -i -E "$2" "$work/top/include/tausq/$1"
  if cmp -s "$top/include/tausq/$1" "$work/top/include/tausq/$1"; then
    echo "nothing to change by $2 in $1"
    exit 1
  fi
  if "$python" "$make_api" "$work/top" --write 2>"$work/log" || ! grep -qE "^include/tausq/$1:[0-9]+: .*$3" "$work/log"; then
    echo "not refused with \"$3\": $1 changed by $2"
    cat "$work/log"
    exit 1
  fi
}
cat >"$work/probe.h" <<'END'
/** @brief A probe. Opaque. */
typedef struct tsq_probe tsq_probe;
/** @brief Probes. */
typedef struct tsq_probe_data {
  size_t size;      /**< sizeof(tsq_probe_data) */
  size_t k;         /**< probes */
  const double *yi; /**< [k] values */
  int32_t kind;     /**< enum tsq_status */
  int32_t digits;   /**< 1 .. 15 */
} tsq_probe_data;
/** @brief Makes one. @param data in: the data. @param out out: free it with tsq_probe_free(). @return TSQ_OK. Since: 0.2 */
TSQ_API int tsq_probe_new(const tsq_probe_data *data, tsq_probe **out);
/** @brief Frees one. @param probe in: a probe. Since: 0.2 */
TSQ_API void tsq_probe_free(tsq_probe *probe);
/** @brief Its values. @param probe in: a probe. @param x out: [k] values, k = probe.data.k. @return TSQ_OK. Since: 0.2 */
TSQ_API int tsq_probe_get(const tsq_probe *probe, double *x);
/** @brief Its text. @param probe in: a probe. @return text owned by the probe. Since: 0.2 */
TSQ_API const char *tsq_probe_text(const tsq_probe *probe);
/** @brief Whether. @param probe in: a probe. @return 1 if it is, 0 if not. Since: 0.2 */
TSQ_API int tsq_probe_is(const tsq_probe *probe);
END
probe() { refused base.h "/^#ifdef __cplusplus/{x;s/^/x/;/^xx\$/{x;r $work/probe.h
b};x};$1" "$2"; }
probe 's/tsq_version/tsq_version/;s/^TSQ_API const char \*tsq_version/TSQ_API const char *tsq_version/;s/static text, never NULL/text/' 'tsq_version.*whose is it'
grep -q "tsq_probe" "$work/top/include/tausq/base.h" || { echo "the probe was not put in"; exit 1; }
[ "$(grep -c . "$work/log")" -eq "$(grep -c 'whose is it' "$work/log")" ] || { echo "a header as it should be is refused:"; cat "$work/log"; exit 1; }
own() { # changes the probe, which is then put into base.h as it is
  cp "$work/probe.h" "$work/kept.h"
  sed -i -E "$1" "$work/probe.h"
  cmp -s "$work/probe.h" "$work/kept.h" && { echo "nothing to change by $1"; exit 1; }
  probe '' "$2"
  mv "$work/kept.h" "$work/probe.h"
}
own 's/\[k\] values \*/values */' 'tsq_probe_data.yi: an array says its length first'
own 's/\[k\] values \*/[n] values */' 'tsq_probe_data.yi: the shape: `n` is no argument or member'
own 's/k = probe.data.k/k = probe.data.q/' 'tsq_probe_get\(\): x: the shape: `probe.data.q` leads nowhere'
own 's/, k = probe.data.k//' 'tsq_probe_get\(\): x: the shape: `k` is no argument'
own 's/k = probe.data.k/k = tsq_probe_count(probe)/' 'tsq_probe_get\(\): x: the shape: there is no tsq_probe_count'
own 's/const double \*yi/const double *const *yi/' 'tsq_probe_data.yi: `const double \*const \*` has 2 lengths to say'
own 's/enum tsq_status/its kind/' 'tsq_probe_data.kind: an int32_t says'
own 's/enum tsq_status/enum tsq_nothing/' 'tsq_probe_data.kind: there is no enum tsq_nothing'
own 's/1 \.\. 15/decimals/' 'tsq_probe_data.digits: an int32_t says'
own 's/int32_t digits/int48_t digits/' 'tsq_probe_data.digits: the size of `int48_t` is not known'
own 's/enum tsq_status/text/;s/int32_t kind/tsq_nothing kind/' 'tsq_probe_data.kind: the type `tsq_nothing` is not known'
own 's/with tsq_probe_free/with tsq_fit_free/' 'out is freed by tsq_probe_free'
own 's/^TSQ_API void tsq_probe_free.*//' 'tsq_probe: a handle has one destructor'
own 's/owned by the probe/of some kind/' 'tsq_probe_text\(\): @return: whose is it'
own 's/1 if it is, 0 if not/whether it is/' 'tsq_probe_is\(\): @return: an int is a status'
own 's/@param x out: /@param x /' 'tsq_probe_get\(\): x: `@param x` with in, out or in/out is missing'
own 's/@return 1 if it is, 0 if not. Since: 0.2/@return 1 if it is, 0 if not./' 'tsq_probe_is\(\): `Since:` is missing'
own 's/in: the data\./in: [k] the data./' 'tsq_probe_new\(\): data: the shape: `data` is one struct'
own 's/^(TSQ_API int tsq_probe_is.*);$/\1 { return 1; }/' '[0-9]+ functions, [0-9]+ understood'
echo "api.json is the headers'; layouts by the compiler: $checked; 19 kinds of what is missing are refused"
