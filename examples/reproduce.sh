#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing (Debian, Ubuntu), builds the library into build/, and reproduces the review's figures from its
# trial records: prints for each the reported value, the computed one and whether they agree, and writes the pictures into
# build/review/. Exit status 0 only if all agree.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/examples/setup.sh"
# shellcheck disable=SC2086
need $runtime_packages
echo "Building in build/ ..."
tests=OFF # but where they were built before they stay
if grep -qs '^TAUSQ_BUILD_TESTS:BOOL=ON' "$top/build/CMakeCache.txt"; then tests=ON; fi
build "$top/build" -DCMAKE_BUILD_TYPE=Release -DTAUSQ_BUILD_TESTS=$tests -DTAUSQ_WERROR=OFF
exec sh "$top/examples/review/run.sh" "$top/build"
