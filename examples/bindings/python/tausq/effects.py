# SPDX-License-Identifier: GPL-3.0-or-later
"""Effect sizes from trial records, their back-transformations, single counts."""
from __future__ import annotations

from typing import Any, NamedTuple, Optional

import numpy as np

from ._library import Arrays, C, TausqValueError, check, code, column, ffi, length, lib, pointer, struct, text


class Effects(NamedTuple):
    yi: np.ndarray
    vi: np.ndarray
    ni: np.ndarray
    measure: str


class Interval(NamedTuple):
    lower: np.ndarray
    upper: np.ndarray


def effect(measure: str, data: Any = None, *, add: Optional[float] = None, to: Optional[str] = None, drop00: bool = False,
           vtype: Optional[str] = None, treatment_arm: bool = False, **columns: Any) -> Effects:
    """Effects yi and variances vi of a measure ("SMD", "RR", ...) from columns by metafor's names (m1i=, sd1i=, ai=, ...), each an array or
    the name of a column of `data`. Studies that the measure cannot use are NaN."""
    measure_code = code(lib.tsq_measure_from_name, measure)
    arrays = Arrays()
    values = {name: column(data, c) for name, c in columns.items() if c is not None}
    if not values:
        raise TausqValueError("no columns are given")
    k = length(*values.values())
    pointers = [arrays.doubles(name, v, k) for name, v in values.items()]
    names = arrays.texts(values.keys())
    held = ffi.new("const double *[]", pointers)
    records = struct("tsq_records", k=k, n_columns=len(values), names=names, columns=held)
    options = struct("tsq_effect_options", drop00=int(drop00), to=code(lib.tsq_to_from_name, to),
                     vtype=code(lib.tsq_vtype_from_name, vtype))
    if treatment_arm:
        options.add_mode = C.ADD_TREATMENT_ARM
    elif add is not None:
        options.add_mode, options.add = C.ADD_VALUE, add
    yi, vi, ni = np.empty(k), np.empty(k), np.empty(k)
    check(lib.tsq_effect(measure_code, records, options, pointer(yi), pointer(vi)))
    check(lib.tsq_effect_ni(measure_code, records, pointer(ni)))
    return Effects(yi, vi, ni, measure)


def measures() -> dict:
    """The measures there are: code -> what it is."""
    found = {}
    info = struct("tsq_measure_info")
    for i in range(lib.tsq_measure_count()):
        check(lib.tsq_get_measure_info(lib.tsq_measure_at(i), info))
        found[text(info.code)] = text(info.title)
    return found


def transform(name: str, values: Any, ni: Any = None) -> np.ndarray:
    """Effects on the scale on which they are read: "exp", "ilogit", "ipft", ..."""
    arrays = Arrays()
    x = np.ascontiguousarray(values, dtype=np.float64)
    options = ffi.NULL
    if ni is not None:
        n = np.atleast_1d(np.asarray(ni, dtype=np.float64))
        options = struct("tsq_transform_options", ni=arrays.doubles("ni", n), n=len(n))
    out = np.empty_like(x)
    check(lib.tsq_transform_values(code(lib.tsq_transform_from_name, name), options, x.size, pointer(x), pointer(out)))
    return out


def exact_proportions(xi: Any, ni: Any, method: Optional[str] = None, level: float = 0.95) -> Interval:
    """Exact (Clopper-Pearson), "midp", "score", "agresti-coull", "jeffreys" or "rule-of-3" intervals of proportions."""
    arrays = Arrays()
    k = len(xi)
    records = struct("tsq_proportions", k=k, xi=arrays.doubles("xi", xi), ni=arrays.doubles("ni", ni, k))
    options = struct("tsq_exact_options", method=code(lib.tsq_exact_method_from_name, method), level=level)
    lower, upper = np.empty(k), np.empty(k)
    check(lib.tsq_exact_proportions(records, options, pointer(lower), pointer(upper)))
    return Interval(lower, upper)


def exact_rates(xi: Any, ti: Any, method: Optional[str] = None, level: float = 0.95) -> Interval:
    """Exact (Garwood), "midp", "score", "jeffreys" or "rule-of-3" intervals of rates."""
    arrays = Arrays()
    k = len(xi)
    records = struct("tsq_counts", k=k, xi=arrays.doubles("xi", xi), ti=arrays.doubles("ti", ti, k))
    options = struct("tsq_exact_options", method=code(lib.tsq_exact_method_from_name, method), level=level)
    lower, upper = np.empty(k), np.empty(k)
    check(lib.tsq_exact_rates(records, options, pointer(lower), pointer(upper)))
    return Interval(lower, upper)
