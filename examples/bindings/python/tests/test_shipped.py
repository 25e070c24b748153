# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes with the code: README's lines run as they stand, and the stubs are the tables' types."""
import os
import re
import shutil
import subprocess
import sys

import pytest

import tausq
from conftest import DATA, HERE

TOP = os.path.dirname(HERE)


def test_readme(tmp_path, monkeypatch):
    blocks = re.findall(r"^```python\n(.*?)^```$", open(os.path.join(TOP, "README.md"), encoding="utf-8").read(), re.M | re.S)
    assert len(blocks) == 4
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples/data").symlink_to(DATA)
    monkeypatch.chdir(tmp_path)
    scope: dict = {}
    for block in blocks:
        exec(block, scope)
    assert scope["fit"].get("k") == 13 and (tmp_path / "forest.svg").exists() == tausq.has("plot")


def test_stubs_are_the_tables():
    done = subprocess.run([sys.executable, os.path.join(TOP, "make_stubs.py"), "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


GOOD = """import tausq
fit = tausq.rma([1.0, 2.0, 4.0], [1.0, 1.0, 1.0], method="DL", level=0.9)
number: float = fit.tau2
tausq.fit("glmm", ai=[1], n1i=[2], ci=[1], n2i=[2], glmm_model="UM.FS")
lower: float = fit.confint("tau2").lower
tausq.batch([[1.0]], [[1.0]], method="DL", outputs=["tau2"])
tausq.Stream().finish(method="CE").predict().estimate
"""
WRONG = ['tausq.rma([1.0], [1.0], methd="DL")', 'tausq.rma([1.0], [1.0], method="XX")', 'tausq.fit("mh", ai=[1], n1i=[2], ci=[1], n2i=[2], nodes=3)',
         "word: str = tausq.rma([1.0], [1.0]).tau2", 'tausq.mh("OR", methd=1)', 'tausq.batch([[1.0]], methods="DL")', "tausq.rma([1.0]).tau2 = 3"]


def test_a_type_checker_takes_what_is_right_and_refuses_what_is_wrong(tmp_path):
    if shutil.which("mypy") is None:
        pytest.skip("mypy is not installed")
    (tmp_path / "good.py").write_text(GOOD)
    for i, line in enumerate(WRONG):
        (tmp_path / ("wrong%d.py" % i)).write_text("import tausq\n" + line + "\n")
    done = subprocess.run(["mypy", "--cache-dir", str(tmp_path / "cache"), "--ignore-missing-imports", "--follow-imports=silent", *sorted(os.listdir(tmp_path))],
                          capture_output=True, text=True, cwd=tmp_path, env=dict(os.environ, MYPYPATH=TOP))
    assert "good.py" not in done.stdout, done.stdout
    for i, line in enumerate(WRONG):
        assert "wrong%d.py:2" % i in done.stdout, line + "\n" + done.stdout


def test_the_libraries_own_readme(tmp_path, monkeypatch):
    """The ten lines of Python in the README at the top of the sources."""
    readme = os.path.normpath(os.path.join(TOP, "../../../README.md"))
    if not os.path.exists(readme):
        pytest.skip("not in the sources")
    block, = re.findall(r"^```python\n(.*?)^```$", open(readme, encoding="utf-8").read(), re.M | re.S)
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples/data").symlink_to(DATA)
    monkeypatch.chdir(tmp_path)
    exec(block, {"yi": [[1.0], [2], [4]], "vi": [[1.0], [1], [1]]})
    assert (tmp_path / "forest.svg").exists()
