# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by examples/reproduce.sh and tests/run.sh, which set $top to the project's folder: installs what is missing on
# Debian and Ubuntu, names it elsewhere, and builds.

build_packages="gcc libc6-dev make cmake pkg-config libgsl-dev libcsv-dev libjansson-dev"
runtime_packages="$build_packages gnuplot-nox fonts-dejavu-core"
test_packages="$runtime_packages g++ clang libcmocka-dev dpkg-dev lintian libopenmpi-dev openmpi-bin mypy python3 python3-build python3-cffi python3-jsonschema python3-numpy python3-pandas python3-patsy python3-pytest python3-setuptools python3-wheel"
# One line for each thing that is tested where it can be had; without it, its tests are skipped and say so.
node_packages="nodejs npm"
r_packages="r-base-core"
docs_packages="doxygen"
abi_packages="abigail-tools"
machine_packages="qemu-user gcc-arm-linux-gnueabihf libc6-dev-armhf-cross gcc-i686-linux-gnu libc6-dev-i386-cross gcc-s390x-linux-gnu libc6-dev-s390x-cross gcc-aarch64-linux-gnu libc6-dev-arm64-cross"

# need PACKAGE...: after it, all of them are installed, or the script has ended with a message.
need() {
  if ! is_debian; then
    need_by_hand "$@"
    return
  fi
  install_missing "$@" || exit 1
}

# want WHAT PACKAGE...: installs them where that is possible, and says it where it is not.
want() {
  what=$1
  shift
  ! is_debian || install_missing "$@" || echo "$what: left out, its packages could not be installed" >&2
}

is_debian() { command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; }

# Node.js comes from its makers' packages as often as from Debian's, which would then conflict: the command is what counts.
is_there() {
  case $1 in
  nodejs) command -v node >/dev/null 2>&1 && return 0 ;;
  npm) command -v npm >/dev/null 2>&1 && return 0 ;;
  esac
  case $(dpkg-query -W -f '${Status}' "$1" 2>/dev/null || true) in *"ok installed"*) return 0 ;; *) return 1 ;; esac
}

# install_missing PACKAGE...: 0 when all of them are installed afterwards.
install_missing() {
  missing=""
  for package in "$@"; do is_there "$package" || missing="$missing $package"; done
  [ -n "$missing" ] || return 0
  sudo=""
  if [ "$(id -u)" -ne 0 ]; then
    sudo=$(command -v sudo || true)
    if [ -z "$sudo" ]; then
      echo "These packages are missing; install them as root: apt-get install$missing" >&2
      return 1
    fi
  fi
  echo "Installing:$missing"
  setup_log=$(mktemp)
  # shellcheck disable=SC2086
  if ! { $sudo apt-get update -q -o DPkg::Lock::Timeout=300 &&
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q -o DPkg::Lock::Timeout=300 --no-install-recommends $missing; } \
    >"$setup_log" 2>&1 </dev/null; then
    tail -n 20 "$setup_log" >&2
    echo "The packages could not be installed: apt-get install$missing" >&2
    rm -f "$setup_log"
    return 1
  fi
  rm -f "$setup_log"
}

# Not a Debian: looks for what each package would bring, and names what is not there.
need_by_hand() {
  missing=""
  for package in "$@"; do
    case $package in
    gcc) lack=$(lacks_command cc "a C11 compiler (cc)") ;;
    g++) lack=$(lacks_command c++ "a C++17 compiler (c++)") ;;
    gnuplot-nox) lack=$(lacks_command gnuplot "gnuplot, with its cairo terminals") ;;
    openmpi-bin) lack=$(lacks_command mpirun "MPI (mpirun)") ;;
    libopenmpi-dev) lack=$(lacks_command mpicc "MPI (mpicc)") ;;
    make | cmake | pkg-config | clang) lack=$(lacks_command "$package" "$package") ;;
    libgsl-dev) lack=$(lacks_header gsl/gsl_cdf.h "GSL (headers)") ;;
    libcsv-dev) lack=$(lacks_header csv.h "libcsv (headers)") ;;
    libjansson-dev) lack=$(lacks_header jansson.h "jansson (headers)") ;;
    libcmocka-dev) lack=$(lacks_header cmocka.h "cmocka (headers)") ;;
    *) lack="" ;;
    esac
    [ -z "$lack" ] || missing="$missing
  $lack"
  done
  [ -n "$missing" ] || return 0
  echo "Install these with your system's package manager, then run this again:$missing" >&2
  exit 1
}

lacks_command() { command -v "$1" >/dev/null 2>&1 || echo "$2"; }

lacks_header() {
  printf '#include <stdarg.h>\n#include <stddef.h>\n#include <stdint.h>\n#include <setjmp.h>\n#include <%s>\n' "$1" |
    cc -E -x c - >/dev/null 2>&1 || echo "$2"
}

# build FOLDER OPTION...: configures and builds ($build_target, or everything); the log is shown only when it fails.
build() {
  folder=$1
  shift
  mkdir -p "$folder"
  # a folder that was configured for another place (a moved or copied clone) is configured anew
  if [ -f "$folder/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$top" "$folder/CMakeCache.txt"; then
    rm -rf "$folder/CMakeCache.txt" "$folder/CMakeFiles"
  fi
  if ! cmake -S "$top" -B "$folder" "$@" >"$folder/build.log" 2>&1 </dev/null ||
    ! cmake --build "$folder" --target "${build_target:-all}" -j "$(getconf _NPROCESSORS_ONLN)" >>"$folder/build.log" 2>&1 </dev/null; then
    grep -A 8 -E 'error|Error 1|CMake Error' "$folder/build.log" | head -n 60 >&2
    echo "The build in $folder failed; the whole log is $folder/build.log" >&2
    return 1
  fi
}
