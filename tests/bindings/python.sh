#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# python.sh SOURCE_DIR LIBRARY COMMAND WORK_DIR: the Python binding's tests on the built library; a wheel that works where it is unpacked.
set -eu
python=/usr/bin/python3
"$python" -c 'import cffi, numpy, pandas, pytest, setuptools, wheel' 2>/dev/null ||
  { echo "skipped: python3-cffi, python3-numpy, python3-pandas, python3-pytest, python3-setuptools or python3-wheel is not installed"; exit 77; }
work=$4/python
rm -rf "$work" && mkdir -p "$work"
cp -r "$1/examples/bindings/python" "$work/package"
export PYTHONDONTWRITEBYTECODE=1 TAUSQ_LIBRARY="$2" TAUSQ_COMMAND="$3" TAUSQ_DATA="$1/examples/data"
PYTHONPATH=$1/examples/bindings/python "$python" -m pytest -q -p no:cacheprovider "$1/examples/bindings/python/tests"
# The README's Python lines run as they stand.
{
  echo 'import numpy as np; yi = np.ones((3, 2)); vi = np.ones((3, 2))'
  awk '/^```python$/ { on = 1; next } /^```$/ { on = 0 } on' "$1/README.md" | sed "s|examples/data|$1/examples/data|"
} >"$work/readme.py"
grep -q 'tausq.rma(' "$work/readme.py"
(cd "$work" && PYTHONPATH=$1/examples/bindings/python "$python" readme.py >readme.out && grep -q 'Random-Effects Model (k = 13' readme.out && [ -s forest.svg ])
cp "$2" "$work/package/tausq/libtausq.so.1"
sed -i 's/tausq = \["py.typed"\]/tausq = ["py.typed", "libtausq.so.1"]/' "$work/package/pyproject.toml"
(cd "$work/package" && "$python" -c 'from setuptools import build_meta; build_meta.build_wheel("..")' >wheel.log 2>&1) || { cat "$work/package/wheel.log"; exit 1; }
mkdir "$work/there" && "$python" -m zipfile -e "$work"/tausq-*.whl "$work/there"
unset TAUSQ_LIBRARY
(cd / && PYTHONPATH=$work/there "$python" -c 'import tausq; assert tausq.rma([1, 2, 4], [1, 1, 1]).get("k") == 3; print("wheel:", tausq.__file__)')
