# SPDX-License-Identifier: GPL-3.0-or-later
"""Effect sizes from trial records, and their back-transformations."""
from __future__ import annotations

from typing import Any, Dict, NamedTuple, Tuple

import numpy as np

from ._library import (Kept, TausqValueError, call, check, code, column, ffi, fill, lib, name_of, numbers, pointer, settable, struct, text,
                       unknown, vector)


class Effects(NamedTuple):
    yi: np.ndarray
    vi: np.ndarray
    ni: np.ndarray
    measure: str
    reason: np.ndarray  # why a study has no effect; "none" where it has one


class Measure(NamedTuple):
    title: str
    axis_label: str
    inputs: Tuple[str, ...]  # sets of columns, any one of which is enough
    vtypes: Tuple[str, ...]
    default_add: float
    null_value: float
    null_shown: float
    kind: str
    transform: str  # that shows results; "" = as they are


def effect(measure: str, data: Any = None, **arguments: Any) -> Effects:
    """Effects yi and variances vi of a measure ("SMD", "RR", ...) from columns by metafor's names (m1i=, sd1i=, ai=, ...), each an array
    or the name of a column of `data`; and options: add, to, drop00, vtype, vtypes, convention. Studies that the measure cannot use
    are NaN, and `reason` says why."""
    options = {n: v for n, v in arguments.items() if n in settable("tsq_effect_options")}
    if options.get("add") is not None and "add_mode" not in options:
        options["add_mode"] = "value"
    known = {r for m in measures().values() for s in m.inputs for r in s.split()} | {"di", "ti", "pi", "ri", "fi", "r2i", "yi", "vi", "sei", "ni"}
    for name in arguments:
        if name not in options and name not in known:
            raise unknown("column or option", name, sorted(known) + settable("tsq_effect_options"))
    values = {n: vector(n, column(data, c)) for n, c in arguments.items() if n not in options and c is not None}
    if not values:
        raise TausqValueError("no columns are given: %s needs %s" % (measure, " or ".join(measures()[measure].inputs)
                                                                     if measure in measures() else "some"))
    kept, k, m = Kept(), len(next(iter(values.values()))), code("tsq_measure", measure)
    for name, array in values.items():
        if len(array) != k:
            raise TausqValueError("%s has %d values, the others have %d" % (name, len(array), k))
    held = ffi.new("const double *[]", [pointer(v) for v in values.values()])
    records = struct("tsq_records", k=k, n_columns=len(values), names=kept.texts(values), columns=held)
    made = fill(kept, "tsq_effect_options", options, "option", {"records.k": k})
    yi, vi, ni, reason = np.empty(k), np.empty(k), np.empty(k), np.empty(k, dtype=np.int32)
    check(lib.tsq_effect(m, records, made, pointer(yi), pointer(vi)))
    check(lib.tsq_effect_ni(m, records, pointer(ni)))
    check(lib.tsq_effect_reasons(m, records, made, pointer(reason, "int32_t *")))
    return Effects(yi, vi, ni, measure, np.array([name_of("tsq_reason", r) or "none" for r in reason]))


_measures: Dict[str, Measure] = {}


def measures() -> Dict[str, Measure]:
    """The measures there are: code -> Measure(title, axis_label, inputs, vtypes, ...)."""
    info = struct("tsq_measure_info")
    for i in range(0 if _measures else lib.tsq_measure_count()):
        check(lib.tsq_get_measure_info(lib.tsq_measure_at(i), info))
        _measures[text(info.code) or ""] = Measure(
            text(info.title) or "", text(info.axis_label) or "", tuple(text(info.inputs[j]) or "" for j in range(info.n_inputs)),
            tuple(name_of("tsq_vtype", info.vtypes[j]) or "" for j in range(info.n_vtypes)), info.default_add, info.null_value, info.null_shown,
            name_of("tsq_record_kind", info.kind) or "", name_of("tsq_transform", info.transform) or "")
    return dict(_measures)


def _with_sizes(ni: Any) -> Any:
    return None if ni is None else {"ni": np.atleast_1d(numbers("ni", ni))}


def transform(name: Any, values: Any, ni: Any = None) -> np.ndarray:
    """Effects on the scale on which they are read: "exp", "ilogit", "ipft", ..."""
    x = numbers("values", values)
    return call("tsq_transform_values", name, _with_sizes(ni), x.reshape(-1))["out"].reshape(x.shape)


def transform_slope(name: Any, values: Any, ni: Any = None) -> np.ndarray:
    """The slope of a transformation at values, for standard errors by the delta method."""
    x = numbers("values", values)
    return call("tsq_transform_slope", name, _with_sizes(ni), x.reshape(-1))["out"].reshape(x.shape)


def transform_estimate(name: Any, estimate: Any, ni: Any = None) -> Any:
    """An Estimate with its interval on the scale on which it is read."""
    from .answers import ESTIMATE, Estimate

    kept, made, out = Kept(), ffi.new("tsq_estimate *"), ffi.new("tsq_estimate *")
    for field in ESTIMATE:
        setattr(made, field, getattr(estimate, field))
    options = ffi.NULL if ni is None else fill(kept, "tsq_transform_options", _with_sizes(ni))
    check(lib.tsq_transform_estimate(code("tsq_transform", name), options, made, out))
    return Estimate(*(getattr(out, f) for f in ESTIMATE))
