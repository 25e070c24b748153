# SPDX-License-Identifier: GPL-3.0-or-later
"""Data larger than memory or spread over machines: streams that are fed chunks, merged, and asked."""
from __future__ import annotations

from typing import Any, Callable, Iterable, Optional, Sequence

import numpy as np

from ._library import Kept, check, ffi, fill, lib, struct, written
from .answers import Interval, interval
from .design import Matrix, as_rows
from .results import Fit
from .tables import set_options


class Stream:
    """Sums of studies, of a size that does not depend on how many there are. `names`: of the moderators, or how many there are."""

    def __init__(self, names: Any = (), *, no_intercept: bool = False, missing: Optional[str] = None, _handle: Any = None) -> None:
        self._names = ["x%d" % (j + 1) for j in range(names)] if isinstance(names, int) else [str(n) for n in names]
        self._options = {"no_intercept": int(no_intercept), "missing": missing}
        if _handle is None:
            kept, out = Kept(), ffi.new("tsq_stream **")
            given = dict(self._options, p=len(self._names), x_names=self._names) if self._names and not isinstance(names, int) else \
                dict(self._options, p=len(self._names))
            check(lib.tsq_stream_new(fill(kept, "tsq_stream_options", given), out))
            _handle = out[0]
        self._stream = ffi.gc(_handle, lib.tsq_stream_free)

    def add(self, yi: Any, vi: Any = None, sei: Any = None, *, mods: Any = None) -> "Stream":
        """A chunk of studies, each with as many moderators as the stream has."""
        kept = Kept()
        given = {"yi": yi, "vi": vi, "sei": sei}
        if mods is not None:
            given["x"] = as_rows(mods, self._names) if self._names else Matrix(mods).x
        check(lib.tsq_stream_add(self._stream, fill(kept, "tsq_data", {n: v for n, v in given.items() if v is not None})))
        return self

    def merge(self, other: "Stream") -> "Stream":
        """All studies of another stream; that one stays as it is."""
        check(lib.tsq_stream_merge(self._stream, other._stream))
        return self

    def restart(self, tau2: float) -> "Stream":
        """Empties the stream for a further pass over the same data, at the tau2 that an iteration asks for."""
        check(lib.tsq_stream_restart(self._stream, tau2))
        return self

    def __len__(self) -> int:
        return lib.tsq_stream_count(self._stream)

    def __bool__(self) -> bool:
        return True

    @property
    def dropped(self) -> int:
        """Studies that lacked a number."""
        return lib.tsq_stream_dropped(self._stream)

    @property
    def coefficients(self) -> int:
        return lib.tsq_stream_coefficients(self._stream)

    def to_bytes(self) -> bytes:
        """The sums as bytes that any machine reads."""
        return written(lambda buffer, n, needed: lib.tsq_stream_bytes(self._stream, buffer, n, needed))

    @classmethod
    def from_bytes(cls, content: bytes, names: Sequence[str] = ()) -> "Stream":
        """A stream from its bytes; the names of moderators are not in them."""
        out = ffi.new("tsq_stream **")
        check(lib.tsq_stream_from_bytes(content, len(content), out))
        made = cls(_handle=out[0])
        made._names = list(names)
        return made

    def finish(self, **options: Any) -> Fit:
        """The answer of one pass: the common-effect model, or tau2 by DL, HE, HS, HSk."""
        out = ffi.new("tsq_fit **")
        check(lib.tsq_stream_finish(self._stream, set_options("stream", options), out))
        return Fit(out[0], None, Matrix(np.empty((0, len(self._names))), self._names) if self._names else None)

    def iterate(self, **options: Any) -> "Iteration":
        """Starts an analysis that needs further passes, from this first one."""
        return Iteration(self, options)

    def __reduce__(self) -> tuple:
        return _restored, (self.to_bytes(), self._names, self._options)

    def __repr__(self) -> str:
        return "<tausq.Stream of %d studies>" % len(self)


def _restored(content: bytes, names: list, options: dict) -> Stream:
    bare = Stream.from_bytes(content, names)
    bare._options = options
    return bare


class Iteration:
    """An analysis of several passes: while not it.done: a stream restarted at it.tau2 takes all data again, and goes to it.step()."""

    def __init__(self, first: Stream, options: dict) -> None:
        self._names, out = first._names, ffi.new("tsq_iterate **")
        check(lib.tsq_iterate_new(first._stream, set_options("stream", options), out))
        self._it = ffi.gc(out[0], lib.tsq_iterate_free)

    @property
    def tau2(self) -> float:
        return lib.tsq_iterate_tau2(self._it)

    @property
    def done(self) -> bool:
        return bool(lib.tsq_iterate_done(self._it))

    @property
    def passes(self) -> int:
        return lib.tsq_iterate_passes(self._it)

    def step(self, whole: Stream) -> bool:
        """Takes a pass at tau2; True = done."""
        done = ffi.new("int32_t *")
        check(lib.tsq_iterate_step(self._it, whole._stream, done))
        return bool(done[0])

    def ask_interval(self, level: float = 0) -> None:
        """Asks for the Q-profile interval of tau2 too: passes go on until it is done."""
        check(lib.tsq_iterate_confint_start(self._it, level))

    @property
    def interval(self) -> Interval:
        made = struct("tsq_interval")
        check(lib.tsq_iterate_confint(self._it, made))
        return interval(made)

    def finish(self) -> Fit:
        out = ffi.new("tsq_fit **")
        check(lib.tsq_iterate_finish(self._it, out))
        return Fit(out[0], None, Matrix(np.empty((0, len(self._names))), self._names) if self._names else None)


def iterate(chunks: Callable[[], Iterable[dict]], names: Any = (), *, confint: bool = False, no_intercept: bool = False, **options: Any) -> Fit:
    """rma() for data that do not fit into memory: chunks() gives them anew for each pass, dicts of yi, vi (or sei) and mods."""
    stream = Stream(names, no_intercept=no_intercept)

    def all_of_it() -> Stream:
        for chunk in chunks():
            stream.add(**chunk)
        return stream

    it = all_of_it().iterate(**dict(options, **({"no_intercept": 1} if no_intercept else {})))
    asked = not confint
    while True:
        if it.done and asked:
            return it.finish()
        if it.done:
            it.ask_interval()
            asked = True
            continue
        stream.restart(it.tau2)
        it.step(all_of_it())
