#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing (Debian, Ubuntu), then builds and runs every test, from any folder:
#   release   all of CTest with gcc: unit, property, fault, reference, fuzz seeds, command, examples, structure, install
#   cases     the conformance cases of tests/reference
#   sanitize  the same CTest under AddressSanitizer and UndefinedBehaviorSanitizer
#   mpi       the library tausq_mpi: its tests, with two and three ranks on this machine
#   clang     the same CTest built by clang
# With "build" it stops after the first build: build/ then has all that README's commands name, tests and documentation included.
# With --slow (hours) also:
#   machines  the unit tests on emulated processors: 32 bits, big-endian, AArch64 (tests/install/other_machines.sh)
#   mutants   300 changes of the library, of which the tests must notice 90% (tests/mutate.py)
# All builds treat warnings as errors. Last line: "N passed, N failed"; exit status 0 only if none failed.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
case ${1:-} in
"" | --slow) ;;
*) echo "usage: tests/run.sh [--slow]" >&2; exit 2 ;;
esac
. "$top/examples/setup.sh"
# shellcheck disable=SC2086
need $test_packages
# shellcheck disable=SC2086
{
  want "Node binding" $node_packages
  want "R package" $r_packages
  want "documentation" $docs_packages
  want "abidiff" $abi_packages
  [ "${1:-}" != --slow ] || want "other machines" $machine_packages
}
jobs=$(getconf _NPROCESSORS_ONLN)
started=$(date +%s)
passed=0
failed=0

say() { printf '%4d s  %s\n' "$(($(date +%s) - started))" "$*"; }

# count PASSED FAILED NAME: adds to the sum.
count() {
  passed=$((passed + $1))
  failed=$((failed + $2))
  say "$3: $1 passed, $2 failed"
}

# ctest_in NAME FOLDER OPTION...: runs CTest and adds its counts; a run without tests is a failure.
ctest_in() {
  name=$1
  folder=$2
  shift 2
  log=$folder/ctest.log
  ctest --test-dir "$folder" --output-on-failure -j "$jobs" "$@" >"$log" 2>&1 </dev/null || true
  total=$(sed -n 's/^.*tests failed out of \([0-9]*\)$/\1/p' "$log")
  bad=$(sed -n 's/^.*% tests passed, \([0-9]*\) tests* failed out of.*$/\1/p' "$log")
  if [ -z "$total" ] || [ "$total" -eq 0 ]; then
    tail -n 40 "$log"
    count 0 1 "$name: CTest did not run"
    return
  fi
  if [ "$bad" -gt 0 ]; then grep -vE '^ *Start |  Passed  |^\[ RUN|^\[ +OK ' "$log" | tail -n 200; fi
  count "$((total - bad))" "$bad" "$name"
}

# cases: runs the conformance cases and adds their counts. Kinds that the library does not offer yet are skipped.
cases() {
  "$top/build/tests/conformance" "$top/tests/reference" >"$top/build/conformance.log" 2>&1 </dev/null || true
  grep '^FAILED' "$top/build/conformance.log" || true
  last=$(tail -n 1 "$top/build/conformance.log")
  if ! printf '%s\n' "$last" | grep -qxE '[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped'; then
    tail -n 20 "$top/build/conformance.log"
    count 0 1 "cases: the runner did not finish"
    return
  fi
  sed -n '/^kind /,$p' "$top/build/conformance.log"
  # shellcheck disable=SC2086
  set -- $last
  count "$1" "$3" "cases ($5 skipped)"
}

say "building in build/ with gcc"
if [ "${1:-}" = build ]; then
  build "$top/build" -DCMAKE_BUILD_TYPE=Release -DTAUSQ_BUILD_TESTS=ON -DTAUSQ_WERROR=OFF
  say "built"
  exit
fi
if build "$top/build" -DCMAKE_BUILD_TYPE=Release -DTAUSQ_BUILD_TESTS=ON -DTAUSQ_WERROR=ON; then
  ctest_in release "$top/build"
  cases
else
  count 0 1 "release: the build"
fi

say "building in build/asan with sanitizers"
if build "$top/build/asan" -DCMAKE_BUILD_TYPE=Debug -DTAUSQ_WERROR=ON -DTAUSQ_SANITIZE=address,undefined; then
  ctest_in sanitize "$top/build/asan" -LE structure
else
  count 0 1 "sanitize: the build"
fi

say "building in build/mpi with MPI"
build_target=mpi_tests
if build "$top/build/mpi" -DCMAKE_BUILD_TYPE=Release -DTAUSQ_WERROR=ON -DTAUSQ_WITH_MPI=ON -DTAUSQ_WITH_PLOT=OFF; then
  ctest_in mpi "$top/build/mpi" -L mpi
else
  count 0 1 "mpi: the build"
fi
build_target=all

say "building in build/clang with clang"
if build "$top/build/clang" -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=Release -DTAUSQ_WERROR=ON; then
  ctest_in clang "$top/build/clang" -LE 'structure|install'
else
  count 0 1 "clang: the build"
fi

# slow NAME COMMAND...: counts as one; exit status 77 is a skip.
slow() {
  name=$1
  shift
  say "$name"
  got=0
  "$@" </dev/null || got=$?
  case $got in
  0) count 1 0 "$name" ;;
  77) say "$name: skipped" ;;
  *) count 0 1 "$name" ;;
  esac
}

if [ "${1:-}" = --slow ]; then
  slow machines sh "$top/tests/install/other_machines.sh" "$top" "$top/build/machines"
  slow mutants python3 "$top/tests/mutate.py" "$top/build" 300 --at-least 90
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
