# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call of the library is noted, so that test_zz_unwrapped.py can tell which functions the binding does not call. Data:
$TAUSQ_DATA, the examples' by default; metafor's cases: $TAUSQ_REFERENCE, those of the sources by default."""
import os

import pandas as pd
import pytest
from cffi import FFI

CALLED = set()
HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.environ.get("TAUSQ_DATA", os.path.normpath(os.path.join(HERE, "../../../data")))
REFERENCE = os.environ.get("TAUSQ_REFERENCE", os.path.normpath(os.path.join(HERE, "../../../../tests/reference")))
TABLE = {"ai": "tpos", "bi": "tneg", "ci": "cpos", "di": "cneg"}


class Noting:
    """The library; what is called is in CALLED."""

    def __init__(self, library):
        self._library = library
        self._made = {}

    def __getattr__(self, name):
        if name not in self._made:
            function = getattr(self._library, name)

            def noted(*arguments):
                CALLED.add(name)
                return function(*arguments)

            self._made[name] = noted
        return self._made[name]


opened = FFI.dlopen
FFI.dlopen = lambda self, *arguments: Noting(opened(self, *arguments))

import tausq  # noqa: E402


@pytest.fixture
def bcg():
    return pd.read_csv(os.path.join(DATA, "bcg.csv"))


@pytest.fixture
def rr(bcg):
    return tausq.effect("RR", bcg, **TABLE)


@pytest.fixture
def fit(bcg, rr):
    return tausq.rma(rr, labels=bcg["trial"].map("trial {}".format))
