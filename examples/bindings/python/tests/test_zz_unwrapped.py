# SPDX-License-Identifier: GPL-3.0-or-later
"""Last: which functions of the interface the binding did not call in all these tests. Each must stand, with a reason, in unwrapped.txt."""
import json
import os

import pytest

import tausq
from conftest import CALLED, HERE

BINDINGS = os.path.normpath(os.path.join(HERE, "../.."))


def unwrapped(binding):
    """function -> reason, of one binding, from ../../unwrapped.txt."""
    found = {}
    for line in open(os.path.join(BINDINGS, "unwrapped.txt"), encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            function, bindings, reason = line.split(None, 2)
            assert len(reason.strip()) > 10 and set(bindings.split(",")) <= {"python", "r", "node"}, line
            if binding in bindings.split(","):
                found[function] = reason.strip()
    return found


def test_every_function_is_called_or_its_absence_has_a_reason(request):
    if request.config.option.keyword or len({item.fspath.basename for item in request.session.items}) < 4:
        pytest.skip("needs all tests")
    functions = {f["name"] for f in json.load(open(os.path.join(BINDINGS, "api/api.json"), encoding="utf-8"))["functions"]}
    reasons = unwrapped("python")
    assert CALLED <= functions
    if not tausq.has("plot"):
        reasons.update({f: "built without figures" for f in functions if f.startswith("tsq_plot_") and not f.endswith("_name")})
    assert sorted(functions - CALLED - set(reasons)) == [], "not called by the binding, and without a reason in unwrapped.txt"
    assert sorted(set(reasons) & CALLED) == [], "in unwrapped.txt, but called"
    assert sorted(set(reasons) - functions) == [], "in unwrapped.txt, but no function"
