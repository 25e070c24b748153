# SPDX-License-Identifier: GPL-3.0-or-later
"""The shared library, its errors, and the way from Python's values to C's."""
from __future__ import annotations

import ctypes.util
import os
from typing import Any, Iterable, Optional, Sequence

import numpy as np
from cffi import FFI

from ._declarations import CDEF, CONSTANTS

ffi = FFI()
ffi.cdef(CDEF)


def _open() -> Any:
    """$TAUSQ_LIBRARY, then a copy beside this file (wheels), then the system's."""
    here = os.path.dirname(os.path.abspath(__file__))
    wanted = os.environ.get("TAUSQ_LIBRARY")
    candidates = [wanted] if wanted else [os.path.join(here, "libtausq.so.1"), "libtausq.so.1", ctypes.util.find_library("tausq")]
    problems = []
    for path in candidates:
        if not path or (os.path.isabs(path) and not os.path.exists(path)):
            continue
        try:
            return ffi.dlopen(path)
        except OSError as error:
            problems.append(str(error))
    raise ImportError("libtausq.so.1 was not found: install it, or set TAUSQ_LIBRARY to its path. " + "; ".join(problems))


lib = _open()
C = type("Constants", (), CONSTANTS)


class TausqError(Exception):
    """An error of the library; `status` is its enum tsq_status."""

    status: int = 0


class TausqValueError(TausqError, ValueError):
    """Bad input: a wrong length, a datum outside its domain, an unknown name."""


class TausqMemoryError(TausqError, MemoryError):
    """Out of memory."""


_OTHERS = {CONSTANTS[n] for n in ("ERR_UNSUPPORTED", "ERR_IO", "ERR_INTERNAL", "ERR_CANCELLED") if n in CONSTANTS}


def check(status: int) -> None:
    """Raises the exception of a status other than TSQ_OK, with the library's message."""
    if status == 0:
        return
    message = ffi.string(lib.tsq_last_error()).decode() or ffi.string(lib.tsq_strerror(status)).decode()
    kind = TausqError if status in _OTHERS else TausqMemoryError if status == CONSTANTS["ERR_NOMEM"] else TausqValueError
    error = kind(message)
    error.status = status
    raise error


def text(pointer: Any) -> Optional[str]:
    return None if pointer == ffi.NULL else ffi.string(pointer).decode()


def code(lookup: Any, name: Optional[str]) -> int:
    """The number of a name ("REML") by one of the library's tsq_..._from_name(); 0 for None."""
    if name is None:
        return 0
    if not isinstance(name, str):
        raise TypeError("expected a name, got %r" % (name,))
    value = ffi.new("int32_t *")
    check(lookup(name.encode(), value))
    return value[0]


class Arrays:
    """Keeps the arrays alive that C looks into."""

    def __init__(self) -> None:
        self.kept: list = []

    def doubles(self, name: str, values: Any, k: Optional[int] = None) -> Any:
        """A pointer to doubles: NumPy arrays of float64 without gaps as they are, all else as a copy. None is NULL."""
        if values is None:
            return ffi.NULL
        array = np.asarray(values)
        if array.dtype == object:  # pandas' NA, None
            array = np.array([np.nan if v is None or v is getattr(v, "NA", object()) or str(v) == "<NA>" else v for v in array.ravel()],
                             dtype=object).reshape(array.shape)
        if array.dtype.kind not in "fiubO":
            raise TypeError("%s has %s where numbers should be" % (name, "text" if array.dtype.kind in "US" else array.dtype))
        try:
            array = np.ascontiguousarray(array, dtype=np.float64)
        except (TypeError, ValueError):
            raise TypeError("%s has something else than numbers" % name) from None
        if array.ndim != 1:
            raise TausqValueError("%s has %d dimensions: one is wanted" % (name, array.ndim))
        if k is not None and len(array) != k:
            raise TausqValueError("%s has %d values, the others have %d" % (name, len(array), k))
        self.kept.append(array)
        return ffi.cast("double *", array.ctypes.data) if len(array) else ffi.new("double[1]")

    def matrix(self, name: str, values: Any, k: int) -> tuple:
        """A pointer to a column-major [k x p] matrix and p."""
        array = np.asarray(values, dtype=np.float64)
        if array.ndim == 1:
            array = array[:, np.newaxis]
        if array.ndim != 2 or array.shape[0] != k:
            raise TausqValueError("%s has the shape %s: %d rows are wanted" % (name, array.shape, k))
        array = np.asfortranarray(array)
        self.kept.append(array)
        return ffi.cast("double *", array.ctypes.data), array.shape[1]

    def texts(self, values: Optional[Iterable[Any]], n: Optional[int] = None, name: str = "labels") -> Any:
        """An array of C strings; None is NULL."""
        if values is None:
            return ffi.NULL
        strings = [ffi.new("char[]", str(v).encode()) for v in values]
        if n is not None and len(strings) != n:
            raise TausqValueError("%s has %d texts: %d are wanted" % (name, len(strings), n))
        array = ffi.new("const char *[]", strings)
        self.kept += [strings, array]
        return array


def pointer(array: np.ndarray, kind: str = "double *") -> Any:
    return ffi.cast(kind, array.ctypes.data)


def struct(name: str, **members: Any) -> Any:
    """A sized struct with the members given."""
    made = ffi.new(name + " *")
    if hasattr(made, "size"):
        made.size = ffi.sizeof(name)
    for key, value in members.items():
        setattr(made, key, value)
    return made


def column(data: Any, value: Any) -> Any:
    """A column of `data` where `value` is its name, else the value itself."""
    return data[value] if data is not None and isinstance(value, str) else value


def length(*columns: Sequence[Any]) -> int:
    for values in columns:
        if values is not None:
            return len(values)
    raise TausqValueError("no columns are given")
