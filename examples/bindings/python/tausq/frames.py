# SPDX-License-Identifier: GPL-3.0-or-later
"""Records in files as the library reads them: what it guesses of delimiters, decimal marks, missing values and names of columns."""
from __future__ import annotations

import os
from typing import Any, Iterator, List, Optional, Tuple

import numpy as np

from ._library import C, Kept, check, encoded, ffi, fill, lib, pointer, text, vector


def _is_text(values: Any) -> bool:
    array = values if hasattr(values, "dtype") else np.asarray(values, dtype=object)
    if str(array.dtype) == "category":
        return True
    return getattr(array.dtype, "kind", "O") in "OUST" and any(isinstance(v, (str, bytes)) for v in array)


def missing(value: Any) -> bool:
    return value is None or value != value or str(value) == "<NA>"


class Frame:
    """Named columns, usually from a CSV file: frame["yi"] is an array of numbers, or a list of texts with None for missing ones."""

    def __init__(self, columns: Any = None, *, _handle: Any = None) -> None:
        """From {name: values} or a pandas frame; of files: Frame.read_csv(), Frame.parse_csv()."""
        if _handle is None:
            values = {str(n): columns[n] for n in columns} if columns is not None else {}
            out = ffi.new("tsq_frame **")
            check(lib.tsq_frame_new(len(next(iter(values.values()))) if values else 0, out))
            _handle = out[0]
        self._frame = ffi.gc(_handle, lib.tsq_frame_free)
        if columns is not None:
            for name, column in values.items():
                self.add(name, column)

    @classmethod
    def read_csv(cls, path: Any, **options: Any) -> "Frame":
        """A file; options: delimiter, decimal, comment (characters), no_header, missing, also_missing (lists of texts)."""
        out = ffi.new("tsq_frame **")
        kept = Kept()
        check(lib.tsq_frame_read_csv(os.fsencode(path), cls._options(kept, options), out))
        return cls(_handle=out[0])

    @classmethod
    def parse_csv(cls, content: Any, **options: Any) -> "Frame":
        """Text (or bytes) as read_csv() reads files."""
        data = content if isinstance(content, bytes) else content.encode()
        out = ffi.new("tsq_frame **")
        kept = Kept()
        check(lib.tsq_frame_parse_csv(data, len(data), cls._options(kept, options), out))
        return cls(_handle=out[0])

    @staticmethod
    def _options(kept: Kept, options: dict) -> Any:
        marks = ("delimiter", "decimal", "comment")
        return fill(kept, "tsq_csv_options", {n: ord(v) if n in marks and isinstance(v, str) else v for n, v in options.items()}, "option")

    def add(self, name: str, values: Any) -> None:
        """A column at the end: numbers, or texts with None (NaN) for missing ones."""
        if _is_text(values):
            kept = Kept()
            texts = kept.texts([None if missing(v) else v for v in values], len(self), name)
            check(lib.tsq_frame_add_text(self._frame, encoded(name), texts))
        else:
            check(lib.tsq_frame_add_numeric(self._frame, encoded(name), pointer(vector(name, values, len(self)))))

    def __len__(self) -> int:
        return lib.tsq_frame_rows(self._frame)

    @property
    def columns(self) -> List[str]:
        return [text(lib.tsq_frame_column_name(self._frame, i)) or "" for i in range(lib.tsq_frame_columns(self._frame))]

    def keys(self) -> List[str]:
        return self.columns

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def _find(self, name: str) -> int:
        column = ffi.new("size_t *")
        check(lib.tsq_frame_find(self._frame, encoded(name), column))
        return column[0]

    def is_numeric(self, name: str) -> bool:
        return bool(lib.tsq_frame_is_numeric(self._frame, self._find(name)))

    def __getitem__(self, name: str) -> Any:
        try:
            return self.numbers(name) if self.is_numeric(name) else self.texts(name)
        except ValueError as error:
            raise KeyError(str(error)) from None

    def _borrowed(self, ask: Any, name: Optional[str], kind: str, dtype: Any) -> np.ndarray:
        out = ffi.new("const %s **" % kind)
        check(ask(self._frame, out) if name is None else ask(self._frame, encoded(name), out))
        n = len(self)
        return np.frombuffer(ffi.buffer(out[0], n * ffi.sizeof(kind)), dtype=dtype).copy() if n else np.empty(0, dtype)

    def numbers(self, name: str) -> np.ndarray:
        return self._borrowed(lib.tsq_frame_numeric, name, "double", float)

    def counts(self, name: str) -> np.ndarray:
        """Numbers that must be whole and not negative."""
        return self._borrowed(lib.tsq_frame_counts, name, "double", float)

    def proportions(self, name: str) -> np.ndarray:
        """Numbers from 0 to 1: "12.5%" is 0.125."""
        return self._borrowed(lib.tsq_frame_proportions, name, "double", float)

    def codes(self, name: str) -> np.ndarray:
        """The index of each row's level, -1 = missing."""
        return self._borrowed(lib.tsq_frame_codes, name, "int32_t", np.int32)

    @property
    def lines(self) -> np.ndarray:
        """The line of the file on which each row begins; 0 = not from a file."""
        return self._borrowed(lib.tsq_frame_lines, None, "size_t", np.uintp)

    def line(self, row: int) -> int:
        return lib.tsq_frame_line(self._frame, row)

    def texts(self, name: str) -> List[Optional[str]]:
        out = ffi.new("const char *const **")
        check(lib.tsq_frame_text(self._frame, encoded(name), out))
        return [text(out[0][i]) for i in range(len(self))]

    def levels(self, name: str) -> List[str]:
        n = ffi.new("size_t *")
        check(lib.tsq_frame_levels(self._frame, encoded(name), n))
        return [text(lib.tsq_frame_level(self._frame, encoded(name), i)) or "" for i in range(n[0])]

    def used_levels(self, name: str, use: Any = None) -> Tuple[np.ndarray, List[str]]:
        """(codes, levels) of the rows in use alone."""
        codes, n = np.empty(len(self), dtype=np.int32), ffi.new("size_t *")
        levels = ffi.new("const char *[]", max(1, len(self.levels(name))))
        chosen = None if use is None else self._chosen(use)
        check(lib.tsq_frame_used_levels(self._frame, encoded(name), ffi.NULL if chosen is None else pointer(chosen, "int32_t *"),
                                        pointer(codes, "int32_t *"), levels, n))
        return codes, [text(levels[i]) or "" for i in range(n[0])]

    def _chosen(self, use: Any) -> np.ndarray:
        """Which rows count, as C has it."""
        return vector("use", np.asarray(use, dtype=bool), len(self), np.int32)

    def subset(self, condition: str) -> "Frame":
        """The rows that meet a condition: "year >= 1960 & alloc == random"."""
        out = ffi.new("tsq_frame **")
        check(lib.tsq_frame_subset(self._frame, encoded(condition), out))
        return Frame(_handle=out[0])

    def guess(self, role: str) -> Optional[str]:
        """The column that has a usual name for a role ("m1i", "ai", "slab"); None = there is none."""
        column = ffi.new("size_t *")
        status = lib.tsq_frame_guess(self._frame, encoded(role), column)
        if status == C.ERR_NAME and "unknown role" not in (text(lib.tsq_last_error()) or ""):
            return None
        check(status)
        return self.columns[column[0]]

    def row_name(self, row: int, labels: Optional[str] = None) -> str:
        """A row as its reader knows it: "'Aronson 1948' (line 3)"."""
        buffer = ffi.new("char[]", 200)
        check(lib.tsq_frame_row_name(self._frame, ffi.NULL if labels is None else encoded(labels), row, buffer, 200))
        return ffi.string(buffer).decode(errors="replace")

    @property
    def reading(self) -> str:
        """How the file was read, in words."""
        return text(lib.tsq_frame_reading(self._frame)) or ""

    def totals(self) -> np.ndarray:
        """Which rows look like totals of the others."""
        found = np.zeros(len(self), dtype=np.int32)
        check(lib.tsq_frame_totals(self._frame, pointer(found, "int32_t *"), ffi.NULL))
        return found.astype(bool)

    def to_pandas(self) -> Any:
        import pandas

        return pandas.DataFrame({name: self[name] for name in self.columns})

    def __reduce__(self) -> tuple:
        return Frame, ({name: self[name] for name in self.columns},)

    def __repr__(self) -> str:
        return "<tausq.Frame %d rows: %s>" % (len(self), ", ".join(self.columns))

