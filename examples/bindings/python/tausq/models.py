# SPDX-License-Identifier: GPL-3.0-or-later
"""Models: tsq_rma and what its fit answers, subgroups, Mantel-Haenszel and Peto, GLMM, beta-binomial."""
from __future__ import annotations

import json
import os
from typing import Any, NamedTuple, Optional, Sequence

import numpy as np

from ._library import Arrays, C, TausqError, TausqValueError, check, code, column, ffi, lib, pointer, struct, text

PREDICTION = ("estimate", "se", "statistic", "df", "p_value", "ci_lower", "ci_upper", "pi_lower", "pi_upper", "pi_se", "pi_df")
ESTIMATE = PREDICTION[:7]


class Estimate(NamedTuple):
    estimate: float
    se: float
    statistic: float
    df: float
    p_value: float
    ci_lower: float
    ci_upper: float


class Test(NamedTuple):
    statistic: float
    df1: float
    df2: float
    p_value: float


def _estimate(e: Any) -> Estimate:
    return Estimate(*(getattr(e, f) for f in ESTIMATE))


def _frame(columns: dict, index: Any = None) -> Any:
    import pandas

    return pandas.DataFrame(columns, index=index)


def _options(method: Optional[str] = None, test: Optional[str] = None, preset: Optional[str] = None, level: float = 0.95,
             tau2: Optional[float] = None, intercept: bool = True, ci: Optional[str] = None, pi: Optional[str] = None,
             i2: Optional[str] = None, threads: int = 0, drop_redundant: bool = False) -> Any:
    options = struct("tsq_options", level=level, threads=threads, no_intercept=int(not intercept))
    options.method = code(lib.tsq_method_from_name, method)
    options.test = code(lib.tsq_test_from_name, test)
    options.preset = code(lib.tsq_preset_from_name, preset)
    options.ci_kind = code(lib.tsq_tau2_ci_from_name, ci)
    options.pi_kind = code(lib.tsq_pi_from_name, pi)
    options.i2_kind = code(lib.tsq_i2_from_name, i2)
    if drop_redundant:
        options.redundant = C.REDUNDANT_DROP
    if tau2 is not None:
        options.tau2_fixed, options.tau2 = 1, tau2
    return options


class _Reported:
    """Reports of something that the library prints; subclasses say how."""

    def _report(self, options: Any, format: int, buffer: Any, n: int, needed: Any) -> int:
        raise NotImplementedError

    def _written(self, format: int, digits: int = 0, **members: Any) -> str:
        options = struct("tsq_report_options", digits=digits, **members)
        needed = ffi.new("size_t *")
        status = self._report(options, format, ffi.NULL, 0, needed)
        if status != C.ERR_BUFFER:
            check(status)
        buffer = ffi.new("char[]", needed[0])
        check(self._report(options, format, buffer, needed[0], ffi.NULL))
        return ffi.string(buffer).decode()

    def summary(self, digits: int = 0, **members: Any) -> str:
        """The report as the command prints it."""
        return self._written(C.REPORT_TEXT, digits, **members)

    def to_json(self) -> str:
        return self._written(C.REPORT_JSON)

    def to_dict(self) -> dict:
        return json.loads(self.to_json())

    def __str__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        import html

        return "<pre>%s</pre>" % html.escape(self.summary())


class Fit(_Reported):
    """A fitted model. Any quantity of the library's table is an attribute: fit.tau2, fit.I2, fit.QE, fit.beta, fit.weights, ..."""

    def __init__(self, handle: Any, arrays: Arrays, names: Sequence[str], owner: Any = None) -> None:
        self._arrays = arrays  # the library borrows them
        self._names = list(names)  # of the moderators
        self._owner = owner  # a subgroup analysis that frees the handle
        self._fit = handle if owner is not None else ffi.gc(handle, lib.tsq_fit_free)

    def _handle(self) -> Any:
        if self._fit is None:
            raise TausqError("the fit was closed")
        return self._fit

    def close(self) -> None:
        """Frees the fit now instead of when Python forgets it."""
        if self._fit is not None and self._owner is None:
            ffi.release(self._fit)
        self._fit = None

    def __enter__(self) -> "Fit":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self.get(name)
        except TausqValueError as error:
            raise AttributeError(str(error)) from None

    def __dir__(self) -> list:
        return list(super().__dir__()) + quantities()

    def get(self, name: str) -> Any:
        """A quantity by name: a number, a vector, or a [p x p] matrix."""
        n = ffi.new("size_t *")
        check(lib.tsq_fit_length(self._handle(), name.encode(), n))
        values = np.empty(n[0])
        check(lib.tsq_fit_get(self._handle(), name.encode(), pointer(values), n[0]))
        shape = quantities(True)[name][0]
        if shape == "1":
            return float(values[0])
        return values.reshape((int(n[0] ** 0.5),) * 2, order="F") if shape == "pxp" else values

    @property
    def coef_names(self) -> list:
        return [text(lib.tsq_coef_name(self._handle(), j)) for j in range(int(self.get("p")))]

    def coef(self) -> dict:
        """name -> Estimate"""
        return {name: _estimate(lib.tsq_coef(self._handle(), j)) for j, name in enumerate(self.coef_names)}

    @property
    def conventions(self) -> str:
        return text(lib.tsq_fit_conventions(self._handle())) or ""

    @property
    def outcomes(self) -> list:
        found = []
        while lib.tsq_fit_outcome(self._handle(), len(found)) != ffi.NULL:
            found.append(text(lib.tsq_fit_outcome(self._handle(), len(found))))
        return found

    def confint(self, kind: Optional[str] = None, level: float = 0) -> dict:
        """Intervals of tau2, tau, I2 and H2: "QP", "GENQ", "PL"."""
        result = struct("tsq_tau2_interval")
        check(lib.tsq_confint(self._handle(), code(lib.tsq_tau2_ci_from_name, kind), level, result))
        outcomes = ("found", "empty", "upper unbounded", "not defined", "not connected")
        found = {name: (getattr(result, name)[0], getattr(result, name)[1]) for name in ("tau2", "tau", "I2", "H2")}
        return dict(found, kind=text(lib.tsq_tau2_ci_name(result.kind)), level=result.level, outcome=outcomes[result.outcome])

    def _rows(self, x: Any) -> tuple:
        """Rows of moderators: None (no moderators), {name: values}, a frame, or an [m x p] array."""
        p = len(self._names)
        if x is None:
            return ffi.NULL, 1, None
        if hasattr(x, "keys"):
            x = np.column_stack([np.atleast_1d(np.asarray(x[name], dtype=float)) for name in self._names])
        array = np.asarray(x, dtype=np.float64)
        if array.ndim < 2:
            array = array.reshape((1, -1)) if p != 1 else array.reshape((-1, 1))
        if array.shape[1] != p:
            raise TausqValueError("x has %d columns, the model %d moderators" % (array.shape[1], p))
        array = np.asfortranarray(array)
        return pointer(array), array.shape[0], array

    def predict(self, x: Any = None, *, pi: Optional[str] = None, level: float = 0) -> np.recarray:
        """Predicted effects with confidence and prediction intervals, a row each; x holds the moderators of new trials."""
        rows, m, kept = self._rows(x)
        out = np.recarray(m, dtype=[(f, float) for f in PREDICTION])
        options = struct("tsq_predict_options", pi_kind=code(lib.tsq_pi_from_name, pi), level=level)
        check(lib.tsq_predict_with(self._handle(), rows, m, options, pointer(out, "tsq_prediction *")))
        del kept
        return out

    def blup(self) -> np.recarray:
        """Best linear unbiased predictions of the studies' true effects."""
        out = np.recarray(int(self.get("k")), dtype=[(f, float) for f in PREDICTION])
        check(lib.tsq_blup(self._handle(), pointer(out, "tsq_prediction *")))
        return out

    def contrast(self, c: Sequence[float], rhs: float = 0) -> Estimate:
        """c'b - rhs with its test and interval."""
        arrays, out = Arrays(), ffi.new("tsq_estimate *")
        check(lib.tsq_contrast(self._handle(), arrays.doubles("c", c, int(self.get("p"))), rhs, out))
        return _estimate(out)

    def wald(self, matrix: Any, rhs: Any = None) -> Test:
        """Joint test of the rows of L: L b = rhs."""
        arrays = Arrays()
        rows = np.asfortranarray(np.atleast_2d(np.asarray(matrix, dtype=float)))
        if rows.shape[1] != int(self.get("p")):
            raise TausqValueError("matrix has %d columns, the model %d coefficients" % (rows.shape[1], int(self.get("p"))))
        result = struct("tsq_wald_test")
        check(lib.tsq_wald(self._handle(), pointer(rows), rows.shape[0], arrays.doubles("rhs", rhs, rows.shape[0]), result))
        return Test(result.statistic, result.df1, result.df2, result.p_value)

    def ratio(self, numerator: Any, denominator: Any, level: float = 0) -> dict:
        """Ratio of two predicted effects, by the delta method and Fieller's."""
        a, _, keep_a = self._rows(numerator)
        b, _, keep_b = self._rows(denominator)
        r = struct("tsq_ratio_result")
        check(lib.tsq_ratio(self._handle(), a, b, level, r))
        del keep_a, keep_b
        return {"ratio": r.ratio, "se": r.se, "delta": tuple(r.delta), "fieller": tuple(r.fieller),
                "fieller_kind": ("interval", "exclusive", "all")[r.fieller_kind]}

    def beyond(self, threshold: float, direction: int = -1, x: Any = None) -> dict:
        """Probability that a new trial's true effect lies below (direction -1) or above (1) the threshold."""
        row, _, kept = self._rows(x)
        r = struct("tsq_beyond")
        check(lib.tsq_probability_beyond(self._handle(), row, threshold, direction, r))
        del kept
        return {"probability": r.probability, "proportion": _estimate(r.proportion)}

    def to_frame(self) -> Any:
        """The coefficients as a pandas frame."""
        table = self.coef()
        return _frame({f: [getattr(e, f) for e in table.values()] for f in ESTIMATE}, list(table))

    def _report(self, options: Any, format: int, buffer: Any, n: int, needed: Any) -> int:
        return lib.tsq_report_fit(self._handle(), options, format, buffer, n, needed if needed != ffi.NULL else ffi.NULL)

    def __repr__(self) -> str:
        return "<tausq.Fit k=%d p=%d>" % (self.get("k"), self.get("p")) if self._fit is not None else "<tausq.Fit closed>"

    def forest(self, path: Any, **options: Any) -> None:
        """A forest plot to an SVG, PNG or PDF file."""
        from .plots import forest

        forest(self, path, **options)

    def funnel(self, path: Any, **options: Any) -> None:
        from .plots import funnel

        funnel(self, path, **options)

    def bubble(self, path: Any, moderator: Any = 0, **options: Any) -> None:
        from .plots import bubble

        bubble(self, path, moderator, **options)


_table: dict = {}


def quantities(described: bool = False) -> Any:
    """Names of what a fit can be asked; with described=True name -> (shape, description)."""
    if not _table:
        q = struct("tsq_quantity")
        for i in range(lib.tsq_quantity_count()):
            check(lib.tsq_quantity_at(i, q))
            _table[text(q.name)] = (text(q.shape), text(q.description))
    return dict(_table) if described else list(_table)


def _moderators(mods: Any, data: Any) -> tuple:
    """(matrix or None, names): an array, a frame, {name: column}, names of columns of `data`, or None."""
    if mods is None:
        return None, []
    if isinstance(mods, str):
        mods = [mods]
    if data is not None and isinstance(mods, (list, tuple)) and all(isinstance(m, str) for m in mods):
        mods = {m: data[m] for m in mods}
    if hasattr(mods, "keys"):
        names = [str(n) for n in mods.keys()]
        columns = [np.asarray(mods[n]) for n in mods.keys()]
        for name, values in zip(names, columns):
            if values.dtype.kind not in "fiub":
                raise TypeError("moderator %s has something else than numbers: make dummies of it" % name)
        return np.column_stack([c.astype(float) for c in columns]), names
    array = np.asarray(mods, dtype=float)
    array = array[:, np.newaxis] if array.ndim == 1 else array
    return array, ["x%d" % (j + 1) for j in range(array.shape[1])]


def _data(arrays: Arrays, yi: Any, vi: Any, sei: Any, mods: Any, weights: Any, labels: Any, data: Any) -> tuple:
    yi, vi, sei, weights, labels = (column(data, c) for c in (yi, vi, sei, weights, labels))
    if yi is None:
        raise TausqValueError("yi is None")
    k = len(yi)
    d = struct("tsq_data", k=k, yi=arrays.doubles("yi", yi), vi=arrays.doubles("vi", vi, k), sei=arrays.doubles("sei", sei, k),
               weights=arrays.doubles("weights", weights, k), labels=arrays.texts(labels, k))
    matrix, names = _moderators(mods, data)
    if matrix is not None:
        d.x, d.p = arrays.matrix("mods", matrix, k)
        d.x_names = arrays.texts(names)
    arrays.kept.append(d)
    return d, names


def rma(yi: Any, vi: Any = None, sei: Any = None, *, mods: Any = None, data: Any = None, weights: Any = None, labels: Any = None,
        **options: Any) -> Fit:
    """Common-effect, random-effects or meta-regression model. yi, vi or sei, weights and labels: arrays, or names of columns of `data`.
    Options: method, test, preset, level, tau2, intercept, ci, pi, i2, threads, drop_redundant; defaults are Cochrane's."""
    arrays = Arrays()
    d, names = _data(arrays, yi, vi, sei, mods, weights, labels, data)
    out = ffi.new("tsq_fit **")
    check(lib.tsq_rma(d, _options(**options), out))
    return Fit(out[0], arrays, names)


class Subgroups(_Reported):
    """A subgroup analysis: a fit a group, the overall fit, the test for subgroup differences."""

    def __init__(self, handle: Any, arrays: Arrays) -> None:
        self._arrays = arrays
        self._subgroups = ffi.gc(handle, lib.tsq_subgroups_free)
        self.names = [text(lib.tsq_subgroups_name(handle, g)) for g in range(lib.tsq_subgroups_count(handle))]

    def __getitem__(self, name: str) -> Fit:
        return Fit(lib.tsq_subgroups_fit(self._subgroups, self.names.index(name)), self._arrays, [], owner=self)

    @property
    def overall(self) -> Fit:
        return Fit(lib.tsq_subgroups_overall(self._subgroups), self._arrays, [], owner=self)

    def effects(self) -> np.recarray:
        out = np.recarray(len(self.names), dtype=[(f, float) for f in PREDICTION])
        for g in range(len(self.names)):
            check(lib.tsq_subgroups_effect(self._subgroups, g, pointer(out[g:g + 1], "tsq_prediction *")))
        return out

    @property
    def test(self) -> Test:
        result = struct("tsq_wald_test")
        check(lib.tsq_subgroups_test(self._subgroups, result))
        return Test(result.statistic, result.df1, result.df2, result.p_value)

    def to_frame(self) -> Any:
        effects = self.effects()
        return _frame({f: effects[f] for f in PREDICTION}, self.names)

    def _report(self, options: Any, format: int, buffer: Any, n: int, needed: Any) -> int:
        return lib.tsq_report_subgroups(self._subgroups, options, format, buffer, n, needed)

    def forest(self, path: Any, **options: Any) -> None:
        from .plots import forest

        forest(self, path, **options)


def subgroup(yi: Any, vi: Any = None, sei: Any = None, *, group: Any, data: Any = None, weights: Any = None, labels: Any = None,
             common_tau2: bool = False, **options: Any) -> Subgroups:
    """Subgroup analysis by `group` (texts or numbers, one a study; None or NaN = left out)."""
    arrays = Arrays()
    d, _ = _data(arrays, yi, vi, sei, None, weights, labels, data)
    values = list(column(data, group))
    if len(values) != d.k:
        raise TausqValueError("group has %d values, yi %d" % (len(values), d.k))
    missing = [v is None or v != v for v in values]
    names = sorted({str(v) for v, gone in zip(values, missing) if not gone})
    codes = np.array([-1 if gone else names.index(str(v)) for v, gone in zip(values, missing)], dtype=np.int32)
    out = ffi.new("tsq_subgroups **")
    tau2 = C.TAU2_COMMON if common_tau2 else C.TAU2_SEPARATE
    check(lib.tsq_subgroup(d, pointer(codes, "int32_t *"), arrays.texts(names), len(names), tau2, _options(**options), out))
    return Subgroups(out[0], arrays)


def _result(kind: str, struct_: Any) -> dict:
    found = {}
    for name, member in ffi.typeof(kind).fields:
        value = getattr(struct_, name)
        if name != "size":
            found[name] = _estimate(value) if member.type.kind == "struct" else tuple(value) if member.type.kind == "array" else value
    return found


_TABLES = ("ai", "bi", "ci", "di", "n1i", "n2i")
_RATES = ("x1i", "t1i", "x2i", "t2i")


def _counts(kind: str, names: Sequence[str], columns: dict, data: Any, arrays: Arrays) -> Any:
    values = {n: column(data, columns[n]) for n in names if columns.get(n) is not None}
    unknown = set(columns) - set(names)
    if unknown or not values:
        raise TausqValueError("columns are %s%s" % (", ".join(names), "; not " + ", ".join(sorted(unknown)) if unknown else ""))
    k = len(next(iter(values.values())))
    return struct(kind, k=k, **{n: arrays.doubles(n, v, k) for n, v in values.items()})


def mh(measure: str, data: Any = None, *, level: float = 0.95, correct: bool = True, **columns: Any) -> dict:
    """Mantel-Haenszel pooling of 2x2 tables (OR, RR, RD) or rates (IRR, IRD)."""
    arrays, result, m = Arrays(), struct("tsq_mh_result"), code(lib.tsq_measure_from_name, measure)
    options = struct("tsq_mh_options", level=level, no_correction=int(not correct))
    if measure.upper() in ("IRR", "IRD"):
        check(lib.tsq_mh_rates(m, _counts("tsq_rates", _RATES, columns, data, arrays), options, result))
    else:
        check(lib.tsq_mh_tables(m, _counts("tsq_tables", _TABLES, columns, data, arrays), options, result))
    return _result("tsq_mh_result", result)


def peto(data: Any = None, *, level: float = 0.95, **columns: Any) -> dict:
    """Peto's one-step odds ratio."""
    arrays, result = Arrays(), struct("tsq_mh_result")
    check(lib.tsq_peto(_counts("tsq_tables", _TABLES, columns, data, arrays), struct("tsq_mh_options", level=level), result))
    return _result("tsq_mh_result", result)


def beta_binomial(measure: str, data: Any = None, *, level: float = 0.95, **columns: Any) -> dict:
    """Beta-binomial model of 2x2 tables: OR, RR, RD."""
    arrays, result = Arrays(), struct("tsq_beta_binomial_result")
    tables = _counts("tsq_tables", _TABLES, columns, data, arrays)
    check(lib.tsq_beta_binomial(code(lib.tsq_measure_from_name, measure), tables,
                                struct("tsq_beta_binomial_options", level=level), result))
    return _result("tsq_beta_binomial_result", result)


class Glmm(_Reported):
    """A generalized linear mixed model of counts; quantities of its table are attributes."""

    def __init__(self, handle: Any, arrays: Arrays) -> None:
        self._arrays = arrays
        self._fit = ffi.gc(handle, lib.tsq_glmm_free)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        value = lib.tsq_glmm_value(self._fit, name.encode())
        if value != value and lib.tsq_last_error() != ffi.NULL and ffi.string(lib.tsq_last_error()):
            raise AttributeError(text(lib.tsq_last_error()))
        return value

    def coef(self) -> dict:
        return {text(lib.tsq_glmm_coef_name(self._fit, j)): _estimate(lib.tsq_glmm_coef(self._fit, j)) for j in range(int(self.p))}

    def _report(self, options: Any, format: int, buffer: Any, n: int, needed: Any) -> int:
        return lib.tsq_report_glmm(self._fit, options, format, buffer, n, needed)


def glmm(measure: str, data: Any = None, *, model: Optional[str] = None, method: Optional[str] = None, test: Optional[str] = None,
         mods: Any = None, level: float = 0.95, **columns: Any) -> Glmm:
    """Generalized linear mixed model: OR, IRR (UM.FS, UM.RS, CM.EL, CM.AL), PLO, IRLN."""
    arrays = Arrays()
    names = _TABLES + _RATES + ("xi", "mi", "ni", "ti")
    d = _counts("tsq_glmm_data", names, columns, data, arrays)
    matrix, x_names = _moderators(mods, data)
    if matrix is not None:
        d.x, d.p = arrays.matrix("mods", matrix, d.k)
        d.x_names = arrays.texts(x_names)
    options = struct("tsq_glmm_options", measure=code(lib.tsq_measure_from_name, measure), level=level,
                     model=code(lib.tsq_glmm_model_from_name, model), method=code(lib.tsq_method_from_name, method),
                     test=code(lib.tsq_test_from_name, test))
    out = ffi.new("tsq_glmm_fit **")
    check(lib.tsq_glmm(d, options, out))
    return Glmm(out[0], arrays)


def path_of(path: Any) -> bytes:
    return os.fsencode(path)
