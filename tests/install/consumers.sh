#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# consumers.sh SOURCE_DIR BUILD_DIR C_COMPILER: installs into a clean prefix, moves it, and builds a foreign program against
# it by CMake and by pkg-config, which also say where api.json is; both must fail without the prefix. The installed command runs, and DESTDIR is honoured.
set -eu
source_dir=$1
build_dir=$2
cc=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset LD_LIBRARY_PATH PKG_CONFIG_PATH CMAKE_PREFIX_PATH DESTDIR || true

# quietly COMMAND...: shows what it printed only if it fails
quietly() {
  "$@" >"$work/log" 2>&1 || { tail -n 40 "$work/log"; echo "failed: $*"; exit 1; }
}

fails() {
  if "$@" >/dev/null 2>&1; then
    echo "should have failed: $*"
    exit 1
  fi
}

quietly cmake --install "$build_dir" --prefix "$work/first"
mv "$work/first" "$work/moved" # relocatable: nothing may remember the first place
lib=$(dirname "$(find "$work/moved" -name libtausq.so)")
[ -e "$lib/libtausq.so" ] || { echo "libtausq.so was not installed"; exit 1; }
if grep -rl -e "$work" -e "$build_dir" -e "$source_dir" "$work/moved" --include='*.cmake' --include='*.pc' --include='*.h'; then
  echo "these installed files name a folder of this machine"
  exit 1
fi

cp -r "$source_dir/tests/install/foreign" "$work/foreign"
quietly cmake -S "$work/foreign" -B "$work/by-cmake" -DCMAKE_C_COMPILER="$cc" -DCMAKE_PREFIX_PATH="$work/moved"
quietly cmake --build "$work/by-cmake"
"$work/by-cmake/foreign" >"$work/cmake.out" # CMake gives it the path to the library
fails cmake -S "$work/foreign" -B "$work/without" -DCMAKE_C_COMPILER="$cc"

with() { PKG_CONFIG_PATH=$lib/pkgconfig pkg-config "$@"; }
# shellcheck disable=SC2046
quietly "$cc" -std=c99 -o "$work/by-pkg-config" "$work/foreign/foreign.c" $(with --cflags --libs tausq)
LD_LIBRARY_PATH=$lib "$work/by-pkg-config" >"$work/pkg-config.out"
fails "$work/by-pkg-config"
fails "$cc" -std=c99 -o "$work/none" "$work/foreign/foreign.c" -ltausq
fails pkg-config --exists tausq

cmp "$source_dir/examples/bindings/api/api.json" "$(with --variable=api tausq)" || { echo "api.json is not where pkg-config says"; exit 1; }
api=$(sed -n 's/^TAUSQ_API_JSON:INTERNAL=//p' "$work/by-cmake/CMakeCache.txt")
cmp "$source_dir/examples/bindings/api/api.json" "$api" || { echo "api.json is not where CMake says"; exit 1; }

version=$(with --modversion tausq)
grep -qx "tausq $version: pooled 0.2000" "$work/cmake.out" || { cat "$work/cmake.out"; exit 1; }
cmp "$work/cmake.out" "$work/pkg-config.out"

if [ -e "$build_dir/tausq" ]; then
  # a build for /usr relies on the loader's own folders
  LD_LIBRARY_PATH=$(readelf -d "$work/moved/bin/tausq" | grep -q 'PATH' || echo "$lib") \
    "$work/moved/bin/tausq" --version | grep -q "$version" || { echo "the installed command does not answer"; exit 1; }
  [ -n "$(find "$work/moved/share/man/man1" -name "tausq.1*")" ] || { echo "the command's man page was not installed"; exit 1; }
fi

DESTDIR="$work/dest" quietly cmake --install "$build_dir" --prefix /usr
find "$work/dest/usr" -name 'libtausq.so.*' | grep -q . || { echo "DESTDIR was not honoured"; exit 1; }
echo "used by CMake and by pkg-config from a moved prefix, and not without it"
