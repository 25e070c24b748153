# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows: labelled estimates with intervals, what tables and forest plots are made of."""
from __future__ import annotations

from typing import Any, Dict, Iterator, List, NamedTuple, Optional

import numpy as np

from ._library import (Kept, check, code, encoded, ffi, lib, name_of, pointer, struct, text, unknown, vector)
from .answers import PREDICTION, Answer, Reported, pandas_or_none

_NONE = int(ffi.cast("size_t", -1))
_NUMBERS = PREDICTION + ("weight", "fitted", "fitted_lower", "fitted_upper", "n")


class Note(NamedTuple):
    text: str
    kind: str  # "heterogeneity", "test", "groups", "outcome", "conventions"
    group: Optional[int]


def _or_none(number: int) -> Optional[int]:
    return None if number == _NONE else number


class Rows(Reported):
    """The studies of a fit, leave-one-out, cumulative analysis, or rows of one's own: Rows(); add() and append() make them grow.

    rows[0] is a row, rows["estimate"] a column; to_pandas() has all."""

    def __init__(self, level: float = 0, measure: Any = None, *, _handle: Any = None) -> None:
        if _handle is None:
            out = ffi.new("tsq_rows **")
            check(lib.tsq_rows_new(level, code("tsq_measure", measure), out))
            _handle = out[0]
        self._rows = ffi.gc(_handle, lib.tsq_rows_free)

    def __len__(self) -> int:
        return lib.tsq_rows_count(self._rows)

    @property
    def level(self) -> float:
        return lib.tsq_rows_level(self._rows)

    @property
    def measure(self) -> Optional[str]:
        return name_of("tsq_measure", lib.tsq_rows_measure(self._rows))

    def _texts(self, ask: Any) -> List[str]:
        found: List[str] = []
        while ask(self._rows, len(found)) != ffi.NULL:
            found.append(text(ask(self._rows, len(found))) or "")
        return found

    @property
    def groups(self) -> List[str]:
        return self._texts(lib.tsq_rows_group)

    @property
    def extra(self) -> List[str]:
        """The names of the columns that these rows have beside those of all rows: "tau2", "I2", ..."""
        return self._texts(lib.tsq_rows_column)

    @property
    def columns(self) -> List[str]:
        return list(_NUMBERS) + self.extra

    @property
    def notes(self) -> List[Note]:
        """What goes below the rows, in words."""
        found, kind, group = [], ffi.new("int32_t *"), ffi.new("size_t *")
        while lib.tsq_rows_note(self._rows, len(found), kind, group) != ffi.NULL:
            found.append(Note(text(lib.tsq_rows_note(self._rows, len(found), kind, group)) or "", name_of("tsq_note_kind", kind[0]) or "",
                              _or_none(group[0])))
        return found

    def _at(self, index: int) -> Any:
        made = struct("tsq_row")
        check(lib.tsq_rows_at(self._rows, index + len(self) if index < 0 else index, made))
        return made

    def numbers(self, name: str) -> np.ndarray:
        values = np.empty(len(self))
        check(lib.tsq_rows_numbers(self._rows, encoded(name), pointer(values), len(self)))
        return values

    def __getitem__(self, which: Any) -> Any:
        if isinstance(which, str):
            return [r.label for r in self] if which == "label" else self.numbers(which)
        if not -len(self) <= which < len(self):
            raise IndexError("row %d of %d" % (which, len(self)))
        row = self._at(int(which))
        found = Answer(kind=name_of("tsq_row_kind", row.kind), label=text(row.label), note=text(row.note), status=row.status,
                       index=_or_none(row.index), group=_or_none(row.group))
        found.update({f: getattr(row.effect, f) for f in PREDICTION})
        found.update(weight=row.weight, fitted=tuple(row.fitted), n=row.n)
        return found

    def __iter__(self) -> Iterator[Answer]:
        return (self[i] for i in range(len(self)))

    def add_group(self, name: str) -> int:
        """A group to which rows can belong; its number."""
        number = ffi.new("size_t *")
        check(lib.tsq_rows_add_group(self._rows, encoded(name), number))
        return number[0]

    def add(self, label: Optional[str] = None, *, kind: str = "estimate", group: Any = None, note: Optional[str] = None, **numbers: Any) -> None:
        """A row: estimate=, se=, ci_lower=, ci_upper=, weight=, n=, ... (numbers that are not given are NaN). kind: "study", "estimate",
        "subtotal", "total"; group: of add_group()."""
        kept = Kept()
        nan = {f: np.nan for f in PREDICTION}
        for name in numbers:
            if name not in nan and name not in ("weight", "n", "fitted", "index", "status"):
                raise unknown("number of a row", name, tuple(nan) + ("weight", "n", "fitted", "index", "status"))
        row = struct("tsq_row", kind=code("tsq_row_kind", kind), group=_NONE if group is None else group)
        row.index = _NONE if numbers.get("index") is None else numbers["index"]
        row.status = numbers.get("status", 0)
        row.weight, row.n = numbers.get("weight", np.nan), numbers.get("n", np.nan)
        row.fitted = list(numbers.get("fitted", (np.nan,) * 3))
        for name in nan:
            setattr(row.effect, name, numbers.get(name, np.nan))
        for name, value in (("label", label), ("note", note)):
            if value is not None:
                setattr(row, name, kept(ffi.new("char[]", encoded(value))))
        check(lib.tsq_rows_add(self._rows, row))

    def append(self, rows: "Rows", name: Optional[str] = None) -> None:
        """All rows of others, as a group where it has a name."""
        check(lib.tsq_rows_append(self._rows, rows._rows, ffi.NULL if name is None else encoded(name)))

    def add_column(self, name: str, values: Any = None) -> None:
        array = None if values is None else vector(name, values, len(self))
        check(lib.tsq_rows_add_column(self._rows, encoded(name), ffi.NULL if array is None else pointer(array)))

    def add_note(self, note: str, kind: str = "outcome", group: Optional[int] = None) -> None:
        """kind: "heterogeneity", "test", "groups", "outcome", "conventions"."""
        check(lib.tsq_rows_add_note(self._rows, code("tsq_note_kind", kind), _NONE if group is None else group, encoded(note)))

    def to_dict_of_columns(self) -> Dict[str, Any]:
        rows, groups = list(self), self.groups
        found: Dict[str, Any] = {"label": [r.label for r in rows], "kind": [r.kind for r in rows]}
        if groups:
            found["group"] = [None if r.group is None else groups[r.group] for r in rows]
        found.update({name: self.numbers(name) for name in self.columns})
        found["note"] = [r.note for r in rows]
        return found

    def to_pandas(self) -> Any:
        """All rows as a DataFrame; columns without any number are left out."""
        pandas = pandas_or_none()
        if pandas is None:
            raise ImportError("pandas is not installed (Debian: python3-pandas)")
        columns = self.to_dict_of_columns()
        whole = {n: v for n, v in columns.items() if not (isinstance(v, np.ndarray) and np.isnan(v).all()) and not (n == "note" and not any(v))}
        return pandas.DataFrame({n: v for n, v in whole.items() if n != "label"}, index=pandas.Index(whole["label"], name="label"))

    def _write(self, options: Any, format: int, buffer: Any, n: int, needed: Any) -> int:
        return lib.tsq_report_rows(self._rows, options, format, buffer, n, needed)

    def __reduce__(self) -> tuple:
        return _rebuilt, (self.level, self.measure, self.groups, [dict(r) for r in self], {n: self.numbers(n) for n in self.extra}, self.notes)

    def __repr__(self) -> str:
        return "<tausq.Rows %d>" % len(self)


def _rebuilt(level: float, measure: Optional[str], groups: list, rows: list, extra: dict, notes: list) -> Rows:
    made = Rows(level, measure)
    for name in groups:
        made.add_group(name)
    for row in rows:
        made.add(**row)
    for name, values in extra.items():
        made.add_column(name, values)
    for note in notes:
        made.add_note(*note)
    return made
