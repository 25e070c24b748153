# SPDX-License-Identifier: GPL-3.0-or-later
"""Moderators: arrays, numeric and categorical columns, formulas; and the rows of new values that predictions are for."""
from __future__ import annotations

import re
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

import numpy as np

from ._library import (Kept, TausqValueError, check, code, column, encoded, ffi, lib, numbers, pointer, text, unknown, vector)
from .frames import Frame, _is_text, missing


class Term(NamedTuple):
    name: str
    columns: Tuple[int, ...]


class Matrix:
    """Moderators as they are."""

    intercept: Optional[bool] = None

    def __init__(self, values: Any, names: Optional[Sequence[str]] = None) -> None:
        array = numbers("mods", values)
        self.x = np.array(array[:, np.newaxis] if array.ndim == 1 else array, order="F")
        if self.x.ndim != 2:
            raise TausqValueError("mods has %d dimensions" % self.x.ndim)
        self.names = list(names) if names is not None else ["x%d" % (j + 1) for j in range(self.x.shape[1])]

    def rows(self, values: Any) -> np.ndarray:
        return as_rows(values, self.names)


def as_rows(values: Any, names: Sequence[str]) -> np.ndarray:
    """New rows as an array [m x p]: from an array, or from numbers by the names of the columns."""
    if hasattr(values, "keys"):
        for name in values.keys():
            if name not in names:
                raise unknown("moderator", str(name), names)
        lacking = [n for n in names if n not in values]
        if lacking:
            raise TausqValueError("the moderator %s has no value" % lacking[0])
        values = np.column_stack([np.atleast_1d(numbers(n, values[n])) for n in names])
    array = numbers("x", values)
    if array.ndim < 2:
        array = array.reshape((1, -1)) if len(names) != 1 else array.reshape((-1, 1))
    if array.shape[1] != len(names):
        raise TausqValueError("x has %d columns, the model %d moderators" % (array.shape[1], len(names)))
    return np.asfortranarray(array)


def levels_of(values: Any, use: Optional[np.ndarray] = None) -> Tuple[np.ndarray, List[str]]:
    """(codes, levels) of a categorical column: pandas' categories in their order, else sorted; only those of the rows in use."""
    series = values if str(getattr(values, "dtype", "")) == "category" else None
    listed = list(values)
    used = [str(v) for i, v in enumerate(listed) if not missing(v) and (use is None or use[i])]
    order = [str(c) for c in (series.cat.categories if hasattr(series, "cat") else series.categories)] if series is not None else sorted(set(used))
    levels = [level for level in order if level in set(used)]
    place = {level: i for i, level in enumerate(levels)}
    return np.array([-1 if missing(v) else place.get(str(v), -1) for v in listed], dtype=np.int32), levels


class Design:
    """Columns of a model matrix by the library: dummies, interactions, polynomials, splines; it makes the rows of predictions too.

    Design.terms(data, "ablat + alloc + rcs(year, 3)") reads the formulas of the command; the add_... methods build one by hand."""

    def __init__(self, k: int) -> None:
        out = ffi.new("tsq_design **")
        check(lib.tsq_design_new(k, out))
        self._take(out[0])
        self._recipe: list = [("new", k)]

    def _take(self, handle: Any) -> None:
        self._design = ffi.gc(handle, lib.tsq_design_free)

    @classmethod
    def terms(cls, data: Any, formula: str, use: Any = None) -> "Design":
        """A formula's right-hand side over the columns of `data`; with `use`, factors have the levels of those rows alone."""
        frame = data if isinstance(data, Frame) else Frame({n: data[n] for n in _mentioned(formula, data) or list(data.keys())[:1]})
        made, out = cls.__new__(cls), ffi.new("tsq_design **")
        if use is None:
            check(lib.tsq_design_from_terms(frame._frame, encoded(formula), out))
        else:
            chosen = frame._chosen(use)
            check(lib.tsq_design_from_studies(frame._frame, encoded(formula), pointer(chosen, "int32_t *"), out))
        made._take(out[0])
        made._recipe = [("terms", frame, formula, use)]
        return made

    def _added(self, name: str, *arguments: Any) -> "Design":
        self._recipe.append((name,) + arguments)
        return self

    def add_numeric(self, name: str, values: Any) -> "Design":
        array = vector(name, values, self.k)
        check(lib.tsq_design_add_numeric(self._design, encoded(name), pointer(array)))
        return self._added("add_numeric", name, array.copy())

    def add_factor(self, name: str, values: Any, levels: Optional[Sequence[str]] = None, reference: Any = 0) -> "Design":
        """A categorical moderator: texts, a pandas categorical, or codes with `levels`; reference: a level or its place, None = none."""
        if levels is None:
            codes, levels = levels_of(values)
        else:
            codes = vector(name, values, self.k, np.int32)
        codes = vector(name, codes, self.k, np.int32)
        levels = [str(level) for level in levels]
        if isinstance(reference, str) and reference not in levels:
            raise unknown("level", reference, levels)
        place = ffi.cast("size_t", -1) if reference is None else levels.index(reference) if isinstance(reference, str) else reference
        kept = Kept()
        check(lib.tsq_design_add_factor(self._design, encoded(name), pointer(codes, "int32_t *"), len(levels), kept.texts(levels), place))
        return self._added("add_factor", name, codes.copy(), levels, reference)

    def add_interaction(self, first: str, second: str) -> "Design":
        check(lib.tsq_design_add_interaction(self._design, encoded(first), encoded(second)))
        return self._added("add_interaction", first, second)

    def add_polynomial(self, name: str, values: Any, degree: int, kind: Optional[str] = None) -> "Design":
        array = vector(name, values, self.k)
        check(lib.tsq_design_add_polynomial(self._design, encoded(name), pointer(array), degree, code("tsq_poly_kind", kind)))
        return self._added("add_polynomial", name, array.copy(), degree, kind)

    def add_rcs(self, name: str, values: Any, knots: Any = 3) -> "Design":
        """A restricted cubic spline: knots is their number, or where they are."""
        array, places = vector(name, values, self.k), None if np.ndim(knots) == 0 else vector("knots", knots)
        check(lib.tsq_design_add_rcs(self._design, encoded(name), pointer(array), int(knots) if places is None else len(places),
                                     ffi.NULL if places is None else pointer(places)))
        return self._added("add_rcs", name, array.copy(), knots)

    @property
    def k(self) -> int:
        return lib.tsq_design_k(self._design)

    @property
    def p(self) -> int:
        return lib.tsq_design_p(self._design)

    @property
    def x(self) -> np.ndarray:
        """The columns [k x p], a copy."""
        n = self.k * self.p
        found = np.frombuffer(ffi.buffer(lib.tsq_design_x(self._design), n * 8)) if n else np.empty(0)
        return found.reshape((self.k, self.p), order="F").copy(order="F")

    @property
    def names(self) -> List[str]:
        names = lib.tsq_design_names(self._design)
        return [text(names[j]) or "" for j in range(self.p)]

    @property
    def intercept(self) -> bool:
        return bool(lib.tsq_design_intercept(self._design))

    @property
    def term_list(self) -> List[Term]:
        """What is tested together: Term(name, places of its columns)."""
        found, name, first, n = [], ffi.new("const char **"), ffi.new("size_t *"), ffi.new("size_t *")
        for i in range(lib.tsq_design_n_terms(self._design)):
            check(lib.tsq_design_term(self._design, i, name, first, n))
            found.append(Term(text(name[0]) or "", tuple(range(first[0], first[0] + n[0]))))
        return found

    @property
    def variables(self) -> Dict[str, Optional[List[str]]]:
        """The raw variables: name -> levels, None where it is a number."""
        found: Dict[str, Optional[List[str]]] = {}
        name, n = ffi.new("const char **"), ffi.new("size_t *")
        for i in range(lib.tsq_design_n_variables(self._design)):
            check(lib.tsq_design_variable(self._design, i, name, n))
            found[text(name[0]) or ""] = [text(lib.tsq_design_level(self._design, i, j)) or "" for j in range(n[0])] or None
        return found

    def row(self, values: Any = None, **more: Any) -> np.ndarray:
        """The columns at new raw values: row("ablat=33, alloc=random") or row(ablat=33, alloc="random")."""
        out = np.empty(self.p)
        if isinstance(values, str):
            check(lib.tsq_design_parse_row(self._design, encoded(values), pointer(out)))
            return out
        given, levels = dict(values or {}, **more), self.variables
        for name, value in given.items():
            known = levels.get(name)
            if isinstance(value, str) and known is not None:
                if value not in known:
                    raise unknown("level of " + name, value, known)
                given[name] = known.index(value)
        array, kept = np.array([float(v) for v in given.values()]), Kept()
        check(lib.tsq_design_row(self._design, len(given), kept.texts(given), pointer(array), pointer(out)))
        return out

    def rows(self, values: Any) -> np.ndarray:
        """New rows [m x p]: a text, {name: values}, a frame, or an array of the columns themselves."""
        if isinstance(values, str):
            return np.asfortranarray(self.row(values)[np.newaxis])
        if not hasattr(values, "keys"):
            return as_rows(values, self.names)
        for name in values.keys():
            if name not in self.variables:
                raise unknown("moderator", str(name), self.variables)
        lists = {n: [values[n]] if np.ndim(values[n]) == 0 else list(values[n]) for n in values.keys()}
        m = max((len(v) for v in lists.values()), default=1)
        return np.asfortranarray([self.row({n: v[i if len(v) > 1 else 0] for n, v in lists.items()}) for i in range(m)])

    def __reduce__(self) -> tuple:
        return _built, (self._recipe,)

    def __repr__(self) -> str:
        return "<tausq.Design %d x %d: %s>" % (self.k, self.p, ", ".join(self.names))


def _built(recipe: list) -> Design:
    kind, *arguments = recipe[0]
    design = Design(*arguments) if kind == "new" else Design.terms(*arguments)
    for name, *rest in recipe[1:]:
        getattr(design, name)(*rest)
    return design


def _mentioned(formula: str, data: Any) -> List[str]:
    """The columns whose names occur in a formula."""
    words = set(re.findall(r"[^\W\d]\w*", formula)) | set(re.findall(r"[^\W\d][\w.]*", formula))
    quoted = set(re.findall(r"`([^`]*)`", formula)) | set(re.findall(r"""Q\(['"](.*?)['"]\)""", formula))
    return [n for n in data.keys() if str(n) in words | quoted]


class Formula:
    """Moderators by a formula of patsy: "~ ablat + C(alloc)". Studies that lack a variable have NaN."""

    def __init__(self, formula: str, data: Any, use: Optional[np.ndarray] = None) -> None:
        try:
            import patsy
        except ImportError:
            raise ImportError("formulas need patsy (Debian: python3-patsy); without it: mods=tausq.Design.terms(data, 'ablat + alloc')") from None
        if data is None:
            raise TausqValueError("a formula needs data")
        self.formula = formula
        self.columns = {n: data[n] for n in _mentioned(formula, data)}
        self.use = use

        class Noted(patsy.NAAction):  # which rows were dropped
            def _handle_NA_drop(noted, values: Any, is_NAs: Any, origins: Any) -> Any:
                self._gone = np.logical_or.reduce([np.asarray(m, dtype=bool) for m in is_NAs]) if is_NAs else None
                return super()._handle_NA_drop(values, is_NAs, origins)

        self._gone: Any = None
        k = len(next(iter(self.columns.values()))) if self.columns else 0
        chosen = np.ones(k, dtype=bool) if use is None else np.asarray(use, dtype=bool)
        seen = {n: _rows_of(v, chosen) for n, v in self.columns.items()}  # levels are those of the studies in use
        self._info = patsy.dmatrix(formula, seen, NA_action=Noted("drop")).design_info
        made = np.asarray(patsy.build_design_matrices([self._info], seen, NA_action=Noted("drop"))[0])
        full = np.full((k, made.shape[1]), np.nan)
        full[np.flatnonzero(chosen)[~self._gone] if self._gone is not None else chosen] = made
        names = list(self._info.column_names)
        self.intercept = "Intercept" in names
        self._kept = [j for j, n in enumerate(names) if n != "Intercept"]
        self.names = [names[j] for j in self._kept]
        self.x = np.asfortranarray(full[:, self._kept])

    def rows(self, values: Any) -> np.ndarray:
        import patsy

        if not hasattr(values, "keys"):
            return as_rows(values, self.names)
        lists = {n: np.atleast_1d(np.asarray(values[n])) for n in values.keys()}
        try:
            made = patsy.build_design_matrices([self._info], lists, NA_action="raise")[0]
        except patsy.PatsyError as error:
            raise TausqValueError(str(error).split("\n")[0]) from None
        return np.asfortranarray(np.asarray(made)[:, self._kept])

    def __reduce__(self) -> tuple:
        return Formula, (self.formula, {n: v.copy() if hasattr(v, "copy") else v for n, v in self.columns.items()}, self.use)


def _rows_of(values: Any, chosen: np.ndarray) -> Any:
    """Some rows of a column; of a pandas categorical without the categories that none of them has."""
    if str(getattr(values, "dtype", "")) == "category":
        part = values[chosen]
        return part.cat.remove_unused_categories() if hasattr(part, "cat") else part.remove_unused_categories()
    return np.asarray(values)[chosen]


def moderators(mods: Any, data: Any, use: Optional[np.ndarray], intercept: bool) -> Any:
    """What the caller gave as mods, as something with x, names, intercept and rows()."""
    if mods is None or isinstance(mods, (Matrix, Design, Formula)):
        return mods
    if isinstance(mods, str) and "~" in mods:
        return Formula(mods.split("~", 1)[1], data, use)
    if isinstance(mods, str):
        mods = [mods]
    if data is not None and isinstance(mods, (list, tuple)) and all(isinstance(m, str) for m in mods):
        mods = {m: column(data, m) for m in mods}
    if not hasattr(mods, "keys"):
        if hasattr(mods, "design_info"):  # patsy's own matrix
            names = mods.design_info.column_names
            kept = [j for j, n in enumerate(names) if n != "Intercept"]
            made = Matrix(np.asarray(mods)[:, kept], [names[j] for j in kept])
            made.intercept = "Intercept" in names
            return made
        return Matrix(mods)
    design, whole = None, not intercept  # without an intercept the first factor has a column for every level
    for name in mods.keys():
        values = mods[name]
        design = design or Design(len(values))
        if _is_text(values):
            codes, levels = levels_of(values, use)
            design.add_factor(str(name), codes, levels, None if whole else 0)
            whole = False
        else:
            design.add_numeric(str(name), values)
    return design
