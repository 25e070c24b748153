# SPDX-License-Identifier: GPL-3.0-or-later
"""Very many small analyses in one call."""
from __future__ import annotations

from typing import Any, Iterable, Optional

import numpy as np

from ._library import TausqError, TausqValueError, check, ffi, lib, pointer, struct
from .models import _options

OUTPUTS = ("tau2", "estimate", "se", "statistic", "p_value", "log10_p", "ci_lower", "ci_upper", "pi_lower", "pi_upper", "Q", "I2", "H2")
ON_REQUEST = ("tau2_lower", "tau2_upper", "re2", "re2_p", "re2_log10_p")  # these cost as much again
POOLED_ONLY = ("pi_lower", "pi_upper", "re2", "re2_p", "re2_log10_p")


def _rows(name: str, values: Any, shape: Optional[tuple] = None) -> np.ndarray:
    array = np.ascontiguousarray(values, dtype=np.float64)  # no copy where it is float64 and row by row already
    if array.ndim != 2 or (shape is not None and array.shape != shape):
        raise TausqValueError("%s has the shape %s%s" % (name, array.shape, ": k x M is wanted" if shape is None else ", yi %s" % (shape,)))
    return array


def batch(yi: Any, vi: Any = None, sei: Any = None, *, mods: Any = None, outputs: Optional[Iterable[str]] = None, **options: Any) -> dict:
    """M meta-analyses of k studies: yi and vi (or sei) are [k x M], a row a study, NaN = missing; mods [k x p] are shared.

    Returns name -> array, and "status": 0, or why a problem has no answer (its numbers are NaN). Ctrl-C stops between problems."""
    y = _rows("yi", yi)
    k, m = y.shape
    data = struct("tsq_batch_data", m=m, k=k, yi=pointer(y))
    kept = [y]
    for name, values in (("vi", vi), ("sei", sei)):
        if values is not None:
            kept.append(_rows(name, values, y.shape))
            setattr(data, name, pointer(kept[-1]))
    p = 1
    if mods is not None:
        x = np.asfortranarray(np.asarray(mods, dtype=float).reshape(k, -1))
        kept.append(x)
        data.x, data.p = pointer(x), x.shape[1]
        p = x.shape[1] + 1
    wanted = list(OUTPUTS if outputs is None else outputs)
    per_coefficient = {"estimate", "se", "statistic", "p_value", "log10_p", "ci_lower", "ci_upper"}
    out = struct("tsq_batch_out")
    result = {}
    for name in wanted:
        if name not in OUTPUTS + ON_REQUEST or (mods is not None and name in POOLED_ONLY):
            if outputs is not None:
                raise TausqValueError("no output %r; there are %s" % (name, ", ".join(OUTPUTS + ON_REQUEST)))
            continue
        result[name] = np.empty((p, m) if mods is not None and name in per_coefficient else m)
        setattr(out, name, pointer(result[name]))
    result["status"] = np.empty(m, dtype=np.int32)
    out.status = pointer(result["status"], "int32_t *")
    stopped: list = []

    @ffi.callback("int(void *, size_t, size_t)", error=0, onerror=lambda *info: stopped.append(info[1]))
    def go_on(context: Any, done: int, total: int) -> int:
        return 1  # Python looks for Ctrl-C on the way in; onerror keeps what it raised

    control = struct("tsq_batch_control", go_on=go_on)
    status = lib.tsq_batch(data, _options(**options), control, out)
    if stopped:
        raise stopped[0] if isinstance(stopped[0], BaseException) else TausqError("stopped")
    check(status)
    return result
