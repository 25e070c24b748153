# SPDX-License-Identifier: GPL-3.0-or-later
"""Very many small analyses in one call."""
from __future__ import annotations

from typing import Any, Callable, Dict, Iterable, Optional

import numpy as np

from ._library import STRUCTS, TausqError, TausqValueError, check, ffi, lib, numbers, pointer, struct, unknown
from .tables import set_options

_OUT = {n: shape for n, (kind, _, shape) in STRUCTS["tsq_batch_out"].items() if kind != "size"}
ON_REQUEST = ("tau2_lower", "tau2_upper", "re2", "re2_p", "re2_log10_p")  # these cost as much again
OUTPUTS = tuple(_OUT)


def _study_major(name: str, values: Any, shape: Optional[tuple]) -> np.ndarray:
    """[k x M], as it is where each row of it has no gaps."""
    array = values if isinstance(values, np.ndarray) and values.dtype == np.float64 and not isinstance(values, np.ma.MaskedArray) else \
        numbers(name, values)
    if array.ndim != 2 or (shape is not None and array.shape != shape):
        raise TausqValueError("%s has the shape %s%s" % (name, array.shape, ": k x M is wanted" if shape is None else ", yi %s" % (shape,)))
    rows_whole = array.strides[1] == 8 and array.strides[0] % 8 == 0 and array.strides[0] >= 8 * array.shape[1]
    return array if rows_whole or 0 in array.shape else np.ascontiguousarray(array)


def _room(name: str, given: Any, shape: tuple) -> np.ndarray:
    """The caller's array for an output, or a new one."""
    dtype = np.int32 if name == "status" else np.float64
    if given is None:
        return np.empty(shape, dtype=dtype)
    if not isinstance(given, np.ndarray) or given.dtype != dtype or given.shape != shape or not given.flags.c_contiguous or not given.flags.writeable:
        raise TausqValueError("out[%r] must be a writable array without gaps of %s, shape %s" % (name, dtype.__name__, shape))
    return given


def batch(yi: Any, vi: Any = None, sei: Any = None, *, mods: Any = None, offsets: Any = None, outputs: Optional[Iterable[str]] = None,
          out: Optional[Dict[str, np.ndarray]] = None, progress: Optional[Callable[[int, int], Any]] = None, **options: Any) -> Dict[str, np.ndarray]:
    """M meta-analyses in one call: yi and vi (or sei) are [k x M], a row a study, NaN = missing; mods [k x p] are shared. With
    `offsets` [M + 1] they are vectors, problem after problem. Arrays of float64 whose rows have no gaps are not copied.

    Returns name -> array, "status" (0, or why a problem has no answer: its numbers are NaN) always among them. outputs: which of
    OUTPUTS; by default all but those that cost as much again (ON_REQUEST). out: {name: array} that take the answers: a call in a loop then allocates nothing. progress(done, M) is
    called now and then; False stops. Ctrl-C stops as well."""
    kept, data = [], struct("tsq_batch_data")
    if offsets is not None:
        places = np.ascontiguousarray(offsets, dtype=np.uintp)
        y = numbers("yi", yi)
        if y.ndim != 1 or places.ndim != 1 or len(places) < 2 or places[-1] > len(y):
            raise TausqValueError("with offsets yi is a vector of offsets[M] values")
        m, data.offsets = len(places) - 1, pointer(places, "size_t *")
        kept.append(places)
        arrays = {n: numbers(n, v) for n, v in (("vi", vi), ("sei", sei)) if v is not None}
        for name, array in arrays.items():
            if array.shape != y.shape:
                raise TausqValueError("%s has the shape %s, yi %s" % (name, array.shape, y.shape))
    else:
        y = _study_major("yi", yi, None)
        arrays = {n: _study_major(n, v, y.shape) for n, v in (("vi", vi), ("sei", sei)) if v is not None}
        if any(a.strides[0] != y.strides[0] for a in arrays.values()):
            y, arrays = np.ascontiguousarray(y), {n: np.ascontiguousarray(a) for n, a in arrays.items()}
        data.k, m = y.shape
        data.ld = y.strides[0] // 8 if data.k > 1 else m
    data.m, data.yi = m, pointer(y)
    for name, array in arrays.items():
        setattr(data, name, pointer(array))
    made, p = set_options("batch", options), 1
    if mods is not None:
        x = np.asfortranarray(numbers("mods", mods).reshape(len(mods), -1))
        if x.shape[0] != data.k:
            raise TausqValueError("mods has %d rows, yi %d" % (x.shape[0], data.k))
        data.x, data.p = pointer(x), x.shape[1]
        p = x.shape[1] + 1 - made.no_intercept
        kept.append(x)
    wanted = list(dict.fromkeys(list(out if out is not None and outputs is None else [n for n in OUTPUTS if n not in ON_REQUEST] if outputs is None else outputs) + ["status"]))
    columns, result = struct("tsq_batch_out"), {}
    for name in wanted:
        if name not in _OUT:
            raise unknown("output", name, OUTPUTS)
        shape = (p, m) if len(_OUT[name]) == 2 and mods is not None else (m,)
        result[name] = _room(name, (out or {}).get(name), shape)
        setattr(columns, name, pointer(result[name], "int32_t *" if name == "status" else "double *"))
    stopped: list = []

    @ffi.callback("int(void *, size_t, size_t)", error=0, onerror=lambda *info: stopped.append(info[1]))
    def go_on(context: Any, done: int, total: int) -> int:
        return 0 if progress is not None and progress(done, total) is False else 1  # Python looks for Ctrl-C on the way in

    status = lib.tsq_batch(data, made, struct("tsq_batch_control", go_on=go_on), columns)
    if stopped:
        raise stopped[0] if isinstance(stopped[0], BaseException) else TausqError("stopped")
    check(status)
    return result
