#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# other_machines.sh SOURCE_DIR WORK_DIR [MACHINE...]: builds the library for other processors with Debian's cross compilers and runs
# the unit tests, metafor's cases and the stream's properties there under qemu-user. Without MACHINE all that are known:
#   armhf  32 bits, doubles aligned to 8 bytes    i386  32 bits, doubles aligned to 4
#   s390x  big-endian                             arm64 AArch64, whose vectors are NEON
# A machine's libraries are unpacked into WORK_DIR/MACHINE/root: nothing of this machine is changed. TESTS=REGEX narrows the CTest run.
# Exit status 77: no compiler, emulator or packages for any of them (apt-get install qemu-user gcc-TRIPLET libc6-dev-ARCH-cross).
set -eu
source_dir=$(cd "$1" && pwd)
mkdir -p "$2"
work=$(cd "$2" && pwd)
shift 2
[ $# -gt 0 ] || set -- armhf i386 s390x arm64

# triplet, processor (of CMake), emulator, flags; i386 without SSE2 would keep sums in 80 bits, and the bits would differ
describe() {
  flags=
  case $1 in
  armhf) triplet=arm-linux-gnueabihf processor=arm emulator=qemu-arm ;;
  i386) triplet=i686-linux-gnu processor=i686 emulator=qemu-i386 flags="-msse2 -mfpmath=sse -mstackrealign" ;;
  s390x) triplet=s390x-linux-gnu processor=s390x emulator=qemu-s390x ;;
  arm64) triplet=aarch64-linux-gnu processor=aarch64 emulator=qemu-aarch64 ;;
  *) echo "unknown machine: $1 (armhf, i386, s390x, arm64)" >&2; exit 2 ;;
  esac
}

# unpack ARCH FOLDER: the machine's C library, GSL, libcsv, jansson and cmocka, by an apt whose state is in FOLDER alone
unpack() {
  [ ! -f "$2/root/complete" ] || return 0
  state=$2/apt
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$state/etc" "$2/root"
  : >"$state/status"
  . /etc/os-release
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian $VERSION_CODENAME main" >"$state/sources.list"
  set -- "$1" "$2" -q -y -o Dir::State="$state" -o Dir::State::lists="$state/lists" -o Dir::State::status="$state/status" -o Dir::Cache="$state/cache" \
    -o Dir::Etc::sourcelist="$state/sources.list" -o Dir::Etc::sourceparts="$state/etc" -o Dir::Etc::preferencesparts="$state/etc" \
    -o APT::Architecture="$1" -o APT::Architectures="$1" -o APT::Sandbox::User=root -o APT::Install-Recommends=false
  folder=$2
  shift 2
  { apt-get "$@" update && apt-get "$@" --download-only install libc6-dev libgsl-dev libcsv-dev libjansson-dev libcmocka-dev; } \
    >"$folder/apt.log" 2>&1 </dev/null || return 1
  for deb in "$state"/cache/archives/*.deb; do
    case ${deb##*/} in # compilers and programs are this machine's
    gcc-* | cpp-* | binutils* | perl* | dpkg* | libc-bin*) ;;
    *) dpkg-deb -x "$deb" "$folder/root" || return 1 ;;
    esac
  done
  : >"$folder/root/complete"
}

# try_machine ARCH: 0 = it passed, 1 = it failed, 77 = it is not to be had here
try_machine() {
  describe "$1"
  folder=$work/$1
  mkdir -p "$folder"
  command -v "$triplet-gcc" >/dev/null 2>&1 && command -v $emulator >/dev/null 2>&1 || { echo "$1: skipped, no $triplet-gcc or no $emulator"; return 77; }
  unpack "$1" "$folder" || { tail -n 5 "$folder/apt.log"; echo "$1: skipped, its packages cannot be had"; return 77; }
  root=$folder/root
  targets=$(cd "$source_dir/tests/unit" && ls test_*.c | sed 's/^test_/unit_/; s/\.c$//')
  # shellcheck disable=SC2086
  if ! { PKG_CONFIG_LIBDIR=$root/usr/lib/$triplet/pkgconfig:$root/usr/share/pkgconfig PKG_CONFIG_SYSROOT_DIR=$root \
    cmake -S "$source_dir" -B "$folder/build" -DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR=$processor -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_C_COMPILER=$triplet-gcc -DCMAKE_C_FLAGS="$flags" -DCMAKE_SYSROOT="$root" -DCMAKE_LIBRARY_ARCHITECTURE=$triplet \
    -DCMAKE_FIND_ROOT_PATH="$root" -DCMAKE_FIND_ROOT_PATH_MODE_LIBRARY=ONLY -DCMAKE_FIND_ROOT_PATH_MODE_INCLUDE=ONLY \
    -DCMAKE_CROSSCOMPILING_EMULATOR="$(command -v $emulator);-L;$root" -DTAUSQ_WERROR=ON -DTAUSQ_BUILD_EXAMPLES=OFF -DTAUSQ_BUILD_BENCH=OFF &&
    cmake --build "$folder/build" -j "$(getconf _NPROCESSORS_ONLN)" --target $targets property_stream_merge conformance; } >"$folder/build.log" 2>&1 </dev/null; then
    grep -A 8 -E 'error|CMake Error' "$folder/build.log" | head -n 40
    echo "$1: the build failed ($folder/build.log)"
    return 1
  fi
  failed=0
  ctest --test-dir "$folder/build" -R "${TESTS:-^unit\.|^property\.stream_merge\$}" --timeout 3000 -j "$(getconf _NPROCESSORS_ONLN)" --output-on-failure \
    >"$folder/ctest.log" 2>&1 </dev/null || failed=1
  grep -E '^\[  FAILED  \]|\*\*\*|tests passed' "$folder/ctest.log" | sort -u | head -n 60
  $emulator -L "$root" "$folder/build/tests/conformance" "$source_dir/tests/reference" >"$folder/cases.log" 2>&1 </dev/null || failed=1
  grep '^FAILED' "$folder/cases.log" | head -n 20 || true
  echo "$1: $(tail -n 1 "$folder/cases.log") of metafor's cases"
  return $failed
}

worst=77
for machine in "$@"; do
  got=0
  try_machine "$machine" || got=$?
  if [ $got -eq 1 ]; then worst=1; elif [ $got -eq 0 ] && [ $worst -eq 77 ]; then worst=0; fi
done
exit $worst
