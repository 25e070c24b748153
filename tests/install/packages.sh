#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# packages.sh SOURCE_DIR C_COMPILER: builds the Debian packages, which lintian (where it is installed) finds without errors,
# unpacks them into a scratch root, and compiles and runs a foreign program there; it must fail without the -dev package.
set -eu
command -v dpkg-shlibdeps >/dev/null || { echo "skipped: no dpkg-dev"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# quietly COMMAND...: shows what it printed only if it fails
quietly() {
  "$@" >"$work/log" 2>&1 || { tail -n 40 "$work/log"; echo "failed: $*"; exit 1; }
}

quietly cmake -S "$1" -B "$work/build" -DCMAKE_C_COMPILER="$2" -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX=/usr \
  -DTAUSQ_BUILD_TESTS=OFF -DTAUSQ_BUILD_BENCH=OFF
quietly cmake --build "$work/build" -j 2 --target package
[ "$(find "$work/build" -maxdepth 1 -name '*.deb' | wc -l)" -eq 3 ] || { echo "not three packages"; exit 1; }
if command -v lintian >/dev/null; then
  lintian "$work"/build/*.deb >"$work/lintian" 2>&1 || true
  if grep '^E:' "$work/lintian"; then exit 1; fi
fi

# foreign ROOT: compiles and runs the foreign program against what is unpacked there
foreign() {
  lib=$(dirname "$(find "$1/usr/lib" -name 'libtausq.so.1')")
  "$2" -std=c99 -I"$1/usr/include" -o "$work/foreign" "$work/foreign.c" -L"$lib" -ltausq &&
    LD_LIBRARY_PATH=$lib "$work/foreign" | grep -q 'pooled 0.2000'
}
cp "$1/tests/install/foreign/foreign.c" "$work"
dpkg -x "$work"/build/libtausq1_*.deb "$work/root"
if foreign "$work/root" "$2" 2>/dev/null; then echo "should have failed without libtausq-dev"; exit 1; fi
dpkg -x "$work"/build/libtausq-dev_*.deb "$work/root"
quietly foreign "$work/root" "$2"
cmp "$1/examples/bindings/api/api.json" "$work/root/usr/share/tausq/api.json"
dpkg -x "$work"/build/tausq_*.deb "$work/root"
LD_LIBRARY_PATH=$lib "$work/root/usr/bin/tausq" --version >/dev/null
echo "three packages, used from a scratch root"
