#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# python.sh SOURCE_DIR LIBRARY COMMAND WORK_DIR: the Python binding's tests on the built library; then its wheel, built as README says from a copy
# that carries the library, in an empty environment.
set -eu
python=/usr/bin/python3
"$python" -c 'import cffi, numpy, pandas, pytest, setuptools, wheel' 2>/dev/null ||
  { echo "skipped: python3-cffi, python3-numpy, python3-pandas, python3-pytest, python3-setuptools or python3-wheel is not installed"; exit 77; }
work=$4/python
rm -rf "$work" && mkdir -p "$work"
export PYTHONDONTWRITEBYTECODE=1 TAUSQ_DATA="$1/examples/data" TAUSQ_REFERENCE="$1/tests/reference"
PYTHONPATH=$1/examples/bindings/python TAUSQ_LIBRARY="$2" "$python" -m pytest -q -p no:cacheprovider "$1/examples/bindings/python/tests"

unset TAUSQ_LIBRARY PYTHONPATH
cp -r "$1/examples/bindings/python" "$work/package"
soname=$(sed -n "s/^SONAME = '\(.*\)'$/\1/p" "$work/package/tausq/_declarations.py")
wheel() { # with what there is: build, pip, or the backend that both call
  rm -f "$work"/*.whl
  (cd "$work/package" && { "$python" -m build --wheel --no-isolation --outdir .. . || "$python" -m pip wheel --no-build-isolation --no-deps -w .. . ||
    "$python" -c 'from setuptools import build_meta; build_meta.build_wheel("..")'; } >../wheel.log 2>&1) || { cat "$work/wheel.log"; exit 1; }
  ls "$work"/tausq-*.whl
}
wheel | grep -q 'py3-none-any\.whl$' || { echo "a wheel without the library is not of any platform"; exit 1; }
rm -rf "$work/package/build"
cp "$2" "$work/package/tausq/$soname"
carried=$(wheel)
case $carried in *-none-any.whl) echo "$carried: carries a library, but is of any platform"; exit 1 ;; esac
if "$python" -m venv "$work/env" >/dev/null 2>&1 && "$work/env/bin/python" -m pip --version >/dev/null 2>&1; then
  "$work/env/bin/python" -m pip install --quiet --no-index --no-deps "$carried"
  there=$("$work/env/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
else # an empty environment by hand
  there=$work/there
  mkdir "$there" && "$python" -m zipfile -e "$carried" "$there"
fi
# Nothing but the wheel's files and the interpreter's own modules: cffi and numpy, its dependencies, from Debian's.
(cd / && env -i PATH=/usr/bin:/bin LD_LIBRARY_PATH= PYTHONPATH="$there" "$python" -c '
import sys, tausq
from tausq import _library
loaded = [line.split()[-1] for line in open("/proc/self/maps") if "libtausq" in line]
assert loaded and all(path.startswith(sys.argv[1]) for path in loaded), loaded
assert tausq.rma([1, 2, 4], [1, 1, 1]).get("k") == 3
assert "Random-Effects Model" in str(tausq.rma([1, 2, 4], [1, 1, 1]))
print("wheel:", sys.argv[2], "loads", loaded[0])' "$there" "$(basename "$carried")")
for file in py.typed results.pyi; do [ -f "$there/tausq/$file" ] || { echo "$file is not in the wheel"; exit 1; }; done
