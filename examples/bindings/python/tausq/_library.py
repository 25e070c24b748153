# SPDX-License-Identifier: GPL-3.0-or-later
"""The shared library, its errors, and the way from Python's values to C's: by the tables that are made from the headers, so that a new
member, enum or value needs no line here."""
from __future__ import annotations

import ctypes.util
import difflib
import os
from typing import Any, Iterable, Optional

import numpy as np
from cffi import FFI

from ._declarations import CDEF, CONSTANTS, ENUMS, FUNCTIONS, SONAME, STRUCTS

ffi = FFI()
ffi.cdef(CDEF)


def _open() -> Any:
    """$TAUSQ_LIBRARY, then a copy beside this file (wheels), then the system's."""
    here = os.path.dirname(os.path.abspath(__file__))
    wanted = os.environ.get("TAUSQ_LIBRARY")
    candidates = [wanted] if wanted else [os.path.join(here, SONAME), SONAME, ctypes.util.find_library("tausq")]
    problems = []
    for path in candidates:
        if not path or (os.path.isabs(path) and not wanted and not os.path.exists(path)):
            continue
        try:
            return ffi.dlopen(path)
        except OSError as error:
            problems.append(str(error))
    raise ImportError("%s was not found: install it, or set TAUSQ_LIBRARY to its path. %s" % (SONAME, "; ".join(problems)))


lib = _open()
C = type("Constants", (), CONSTANTS)


class TausqError(Exception):
    """An error of the library; `status` is its enum tsq_status."""

    status: int = 0


class TausqValueError(TausqError, ValueError):
    """Bad input: a wrong length, a datum outside its domain, an unknown name."""


class TausqMemoryError(TausqError, MemoryError):
    """Out of memory."""


_OTHERS = {CONSTANTS[n] for n in ("ERR_UNSUPPORTED", "ERR_IO", "ERR_GNUPLOT", "ERR_INTERNAL", "ERR_CANCELLED")}


def check(status: int) -> None:
    """Raises the exception of a status other than TSQ_OK, with the library's message."""
    if status == 0:
        return
    message = text(lib.tsq_last_error()) or text(lib.tsq_strerror(status))
    kind = TausqError if status in _OTHERS else TausqMemoryError if status == C.ERR_NOMEM else TausqValueError
    error = kind(message)
    error.status = status
    raise error


def text(pointer: Any) -> Optional[str]:
    return None if pointer == ffi.NULL else ffi.string(pointer).decode(errors="replace")


def encoded(value: Any) -> bytes:
    """A text as C has it: it ends at the first zero byte, so there may be none inside."""
    made = value if isinstance(value, bytes) else str(value).encode()
    if b"\0" in made:
        raise TausqValueError("a text with a zero character: %r" % (value,))
    return made


def unknown(kind: str, name: str, known: Iterable[str]) -> TypeError:
    """The error of a name that nothing has, with the nearest that there is."""
    names = list(known)
    near = difflib.get_close_matches(name.lower(), [n.lower() for n in names], 1, 0.5)
    found = next((n for n in names if near and n.lower() == near[0]), None)
    return TypeError("no %s %r%s" % (kind, name, ": did you mean %r?" % found if found else "; there are " + ", ".join(names)))


# ---- enums ------------------------------------------------------------------------------------------------------------------------


def code(enum: str, value: Any) -> int:
    """The number of a name ("REML") of an enum; numbers as they are; 0, the default, for None and False; 1 for True, where there is a 1."""
    if value is None or value is False:
        return 0
    if isinstance(value, (int, np.integer)) and (value is not True or 1 in ENUMS[enum][2].values()):
        return int(value)
    if not isinstance(value, str):
        raise TypeError("expected a name of %s, got %r" % (enum, value))
    from_name = ENUMS[enum][1]
    if from_name is None:  # an enum without texts of its own: the names of its constants
        found = next((v for v in ENUMS[enum][2].values() if name_of(enum, v) == value.lower()), None)
        if found is None:
            raise TausqValueError("no %s %r: there are %s" % (enum[4:].replace("_", " "), value, ", ".join(choices(enum))))
        return found
    code_of_it = ffi.new("int32_t *")
    check(getattr(lib, from_name)(encoded(value), code_of_it))
    return code_of_it[0]


def name_of(enum: str, value: int) -> Optional[str]:
    """The name of a value; of enums without texts that of the constant: "upper unbounded" is TSQ_CI_UPPER_UNBOUNDED."""
    to_name, _, values = ENUMS[enum]
    if to_name:
        return text(getattr(lib, to_name)(value)) if value else None
    prefix = os.path.commonprefix(list(values))
    prefix = prefix[:prefix.rfind("_") + 1]
    return next((n[len(prefix):].lower().replace("_", " ") for n, v in values.items() if v == value), None)


def choices(enum: str) -> list:
    """The names of an enum: choices("tsq_method")."""
    if enum not in ENUMS:
        raise unknown("enum", enum, ENUMS)
    return [n for n in (name_of(enum, v) for v in ENUMS[enum][2].values()) if n]


# ---- arrays -----------------------------------------------------------------------------------------------------------------------


_SOMEWHERE = ffi.new("double[2]")  # of arrays without elements, which C may not be told as NULL


def pointer(array: np.ndarray, kind: str = "double *") -> Any:
    """Where an array lies. The pointer keeps the array alive; a struct that it is written into does not (see Kept)."""
    if not array.size:
        return ffi.cast(kind, _SOMEWHERE)
    return ffi.gc(ffi.cast(kind, array.__array_interface__["data"][0]), lambda _, alive=array: None)


def numbers(name: str, values: Any, dtype: Any = np.float64) -> np.ndarray:
    """An array of float64 without gaps: the caller's own where it is one. Masked values and pandas' NA are NaN."""
    if isinstance(values, np.ma.MaskedArray):
        values = values.astype(np.float64).filled(np.nan)
    array = np.asarray(values)
    if array.dtype == object:  # pandas' NA, None
        array = np.array([np.nan if v is None or str(v) == "<NA>" else v for v in array.ravel()], dtype=object).reshape(array.shape)
    if array.dtype.kind not in "fiubO":
        raise TypeError("%s has %s where numbers should be" % (name, "text" if array.dtype.kind in "US" else array.dtype))
    try:
        return np.ascontiguousarray(array, dtype=dtype)
    except (TypeError, ValueError):
        raise TypeError("%s has something else than numbers" % name) from None


def vector(name: str, values: Any, k: Optional[int] = None, dtype: Any = np.float64) -> np.ndarray:
    array = numbers(name, values, dtype)
    if array.ndim != 1:
        raise TausqValueError("%s has %d dimensions: one is wanted" % (name, array.ndim))
    if k is not None and len(array) != k:
        raise TausqValueError("%s has %d values, the others have %d" % (name, len(array), k))
    return array


def column(data: Any, value: Any) -> Any:
    """A column of `data` where `value` is its name, else the value itself."""
    if data is None or not isinstance(value, str):
        return value
    try:
        return data[value]
    except (KeyError, ValueError):
        raise unknown("column", value, list(getattr(data, "columns", data))) from None


class Kept:
    """Keeps alive what C looks into: arrays, texts, structs."""

    def __init__(self) -> None:
        self.all: list = []

    def __call__(self, thing: Any) -> Any:
        self.all.append(thing)
        return thing

    def doubles(self, name: str, values: Any, k: Optional[int] = None) -> Any:
        return ffi.NULL if values is None else pointer(self(vector(name, values, k)))

    def texts(self, values: Optional[Iterable[Any]], n: Optional[int] = None, name: str = "labels") -> Any:
        """An array of C strings; None is NULL."""
        if values is None:
            return ffi.NULL
        strings = [ffi.NULL if v is None else ffi.new("char[]", encoded(v)) for v in values]
        if n is not None and len(strings) != n:
            raise TausqValueError("%s has %d texts: %d are wanted" % (name, len(strings), n))
        self(strings)
        return self(ffi.new("const char *[]", strings))


# ---- structs, by the tables -------------------------------------------------------------------------------------------------------

_ELEMENTS = {"number": (np.float64, "double *"), "count": (np.uintp, "size_t *"), "integer": (np.int32, "int32_t *"),
             "boolean": (np.int32, "int32_t *"), "enum": (np.int32, "int32_t *")}


def struct(name: str, **members: Any) -> Any:
    """A sized struct with the members given, as they are."""
    made = ffi.new(name + " *")
    if "size" in STRUCTS[name]:
        made.size = ffi.sizeof(name)
    for key, value in members.items():
        setattr(made, key, value)
    return made


def settable(name: str) -> list:
    """The members of a struct that a caller gives by name."""
    return [m for m, (kind, _, _) in STRUCTS[name].items() if kind not in ("size", "reserved", "context", "callback", "handle")]


def _array(kept: Kept, member: str, kind: str, what: Optional[str], values: Any) -> tuple:
    """(pointer, lengths) of an array member."""
    if kind == "text":
        listed = [values] if isinstance(values, str) else list(values)
        return kept.texts(listed, None, member), (len(listed),)
    if kind == "struct":
        array = kept(np.ascontiguousarray(values))
        return pointer(array, "%s *" % what), (len(array),)
    dtype, c_type = _ELEMENTS[kind]
    if kind == "enum":
        values = [code(what or "", v) for v in ([values] if isinstance(values, str) else values)]
    array = numbers(member, values, dtype)
    array = np.asfortranarray(array) if array.ndim > 1 else array.reshape(-1)
    kept(array)
    return pointer(array, c_type), array.shape


def fill(kept: Kept, name: str, values: dict, kind_of_argument: str = "argument", known: Optional[dict] = None) -> Any:
    """A struct from values by the names of its members: texts for enums, arrays with their lengths, dicts for structs inside. `known`: the
    lengths that stand elsewhere, {"records.k": 13}: no array goes to C whose length was not looked at."""
    made, table, lengths = struct(name), STRUCTS[name], dict(known or {})
    for member, value in values.items():
        if member not in table or table[member][0] in ("size", "reserved"):
            raise unknown(kind_of_argument, member, settable(name))
        kind, what, shape = table[member]
        if value is None:
            continue
        if shape:
            address, found = _array(kept, member, kind, what, value)
            setattr(made, member, address)
            for length, n in zip(shape, found):
                if length not in table and length not in lengths:
                    raise TausqError("the length of %s is not known: %s" % (member, length))
                if lengths.setdefault(length, n) != n:
                    raise TausqValueError("%s has %d values, the others have %d" % (member, n, lengths[length]))
            if len(found) < len(shape):
                raise TausqValueError("%s has %d dimensions: %d are wanted" % (member, len(found), len(shape)))
        elif kind == "enum":
            setattr(made, member, code(what, value))
        elif kind == "text":
            setattr(made, member, kept(ffi.new("char[]", encoded(value))))
        elif kind == "struct" and isinstance(value, dict):
            setattr(made, member, kept(fill(kept, what, value)))
        else:
            setattr(made, member, value if kind in ("number", "struct", "handle") else int(value))
    for member, n in lengths.items():
        if member in table and member not in values:
            setattr(made, member, n)
    return kept(made)


def call(function: str, *arguments: Any) -> dict:
    """Calls a function that takes values and structs and fills arrays: in-arguments in their order, None = NULL, structs as dicts, without
    the lengths, which the arrays tell. Returns its outputs by name."""
    table, kept, given, out = FUNCTIONS[function], Kept(), iter(arguments), {}
    lengths = {shape[0] for _, _, _, _, shape in table if shape}
    passed: dict = {}
    for name, direction, kind, what, shape in table:
        if name in lengths:
            passed[name] = None  # its place; the first array fills it
        elif direction == "out":
            owner, _, member = shape[0].partition(".")
            dtype, c_type = _ELEMENTS[kind]
            out[name] = np.empty(getattr(passed[owner], member) if member else passed[owner], dtype=dtype)
            passed[name] = pointer(out[name], c_type)
        elif shape:
            passed[name], (n, *_) = _array(kept, name, kind, what, next(given))
            if passed[shape[0]] not in (None, n):
                raise TausqValueError("%s has %d values, the others have %d" % (name, n, passed[shape[0]]))
            passed[shape[0]] = n
        else:
            value = next(given)
            passed[name] = code(what, value) if kind == "enum" else ffi.NULL if value is None else \
                fill(kept, what, value) if isinstance(value, dict) else value
    check(getattr(lib, function)(*passed.values()))
    for name, _, kind, what, _ in table:
        if kind == "enum" and name in out:
            out[name] = np.array([name_of(what, v) or "none" for v in out[name]])
    return out


def record(made: Any) -> dict:
    """A struct that the library filled, as a dict: texts for enums, tuples for arrays inside."""
    kind = ffi.typeof(made)
    kind = kind.item if kind.kind == "pointer" else kind
    found: dict = {}
    for member, (what, enum, _) in STRUCTS[kind.cname].items():
        value = getattr(made, member)
        if what in ("size", "reserved", "context"):
            continue
        if what == "enum":
            value = name_of(enum, value)
        elif what == "boolean":
            value = bool(value)
        elif what == "text":
            value = text(value)
        elif what == "struct":
            value = record(value)
        elif isinstance(value, ffi.CData):
            value = tuple(value)
        found[member] = value
    return found


def written(ask: Any) -> bytes:
    """What ask(buffer, room, needed) writes, whose size it tells first."""
    needed = ffi.new("size_t *")
    status = ask(ffi.NULL, 0, needed)
    if status != C.ERR_BUFFER:
        check(status)
    buffer = ffi.new("char[]", needed[0])
    check(ask(buffer, needed[0], ffi.NULL))
    return bytes(ffi.buffer(buffer))


def has(part: str) -> bool:
    """Whether this build of the library can do something: "csv", "json", "plot"."""
    return bool(lib.tsq_has(encoded(part)))


def instruction_set() -> str:
    """The instruction set that the vector loops run on."""
    return text(lib.tsq_active_isa()) or ""
