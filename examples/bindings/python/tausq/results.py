# SPDX-License-Identifier: GPL-3.0-or-later
"""Fit: what a fitted model of any kind answers."""
from __future__ import annotations

import json
from typing import Any, Dict, List, Optional, Union

import numpy as np

from ._library import (Kept, TausqError, TausqValueError, check, code, column, encoded, ffi, fill, lib, pointer, record, struct, text, unknown,
                       vector, written)
from .answers import ESTIMATE, Answer, Estimate, Labelled, Reported, answer, interval, pandas_or_none, rows_of
from .design import levels_of, moderators
from .tables import _options, _quantities


class Fit(Reported):
    """A fitted model. Any quantity of its model is an attribute: fit.tau2, fit.I2, fit.QE, fit.beta, fit.weights (see quantities()).

    A fit does not change, and its data are its own. copy.copy(fit) shares it; a pickle holds the data and fits them again."""

    __slots__ = ("_fit", "_recipe", "_mods", "_owner", "_model")

    def __init__(self, handle: Any, recipe: Optional[tuple], mods: Any = None, owner: Any = None, borrowed: bool = False) -> None:
        self._fit = handle if borrowed else ffi.gc(handle, lib.tsq_fit_free)
        self._recipe = recipe
        self._mods = mods  # makes the rows of predictions
        self._owner = owner  # what the handle looks into
        self._model = text(lib.tsq_fit_model(self._fit))

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in Fit.__slots__:
            raise AttributeError("a fit does not change: %s cannot be set; see refit()" % name)
        object.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a fit does not change")

    def _handle(self) -> Any:
        if self._fit is None:
            raise TausqError("the fit was closed")
        return self._fit

    # ---- life

    def close(self) -> None:
        """Lets the fit go now; copies and parts of it live on."""
        self._fit = self._owner = None

    def __enter__(self) -> "Fit":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __copy__(self) -> "Fit":
        made = Fit.__new__(Fit)
        for name in Fit.__slots__:
            setattr(made, name, getattr(self, name))
        return made

    def __deepcopy__(self, memo: dict) -> "Fit":
        return self.__copy__()

    def __reduce__(self) -> tuple:
        if self._recipe is None:
            raise TausqError("this %s fit keeps no studies, so it cannot be pickled" % self._model)
        from .fitting import again

        return again, (self._recipe,)

    def __repr__(self) -> str:
        if self._fit is None:
            return "<tausq.Fit closed>"
        return "<tausq.Fit %s k=%d p=%d>" % (self._model, self.get("k"), self.get("p"))

    # ---- quantities

    def get(self, name: str) -> Any:
        """A quantity by name: a number, a vector or a matrix; an element by its label: "beta:ablat"."""
        n = ffi.new("size_t *")
        check(lib.tsq_fit_length(self._handle(), encoded(name), n))
        values = np.empty(n[0])
        check(lib.tsq_fit_get(self._handle(), encoded(name), pointer(values), n[0]))
        over = _quantities(self._model)[name].over if name in _quantities(self._model) else ()
        if not over:
            return float(values[0])
        return values if len(over) == 1 else values.reshape([self.extent(d) for d in over], order="F")

    def extent(self, dimension: str) -> int:
        """How many there are: "coef", "study" (used), "given", "group"."""
        return lib.tsq_fit_extent(self._handle(), encoded(dimension))

    def labels(self, dimension: str) -> list:
        """The names along a dimension; of studies without labels their places among those given, from 0."""
        n = self.extent(dimension)
        found = [text(lib.tsq_fit_label(self._handle(), encoded(dimension), i)) for i in range(n)]
        if None not in found:
            return found
        return np.flatnonzero(self.get("why") == 0).tolist() if dimension == "study" else list(range(n))

    def study_label(self, index: int) -> Optional[str]:
        """The label of a study, by its place among those given."""
        return text(lib.tsq_study_label(self._handle(), index))

    def __getitem__(self, name: str) -> Any:
        """A quantity as get() has it, arrays with their labels: a Series or a DataFrame where pandas is installed."""
        value, known = self.get(name), _quantities(self._model)
        if name not in known or not known[name].over:
            return value
        labels = [self.labels(d) for d in known[name].over]
        pandas = pandas_or_none()
        if pandas is None:
            made = value.view(Labelled)
            made.labels = labels
            return made
        return pandas.Series(value, labels[0], name=name) if len(labels) == 1 else pandas.DataFrame(value, labels[0], labels[1])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        known = _quantities(self._model)
        if name not in known:
            raise AttributeError(str(unknown("quantity of model " + self._model, name, known)))
        return self[name]

    def __dir__(self) -> list:
        return list(super().__dir__()) + list(_quantities(self._model))

    @property
    def model(self) -> str:
        return self._model

    @property
    def coef_names(self) -> List[str]:
        return [text(lib.tsq_coef_name(self._handle(), j)) or "" for j in range(int(self.get("p")))]

    def coef(self) -> Dict[str, Estimate]:
        """name -> Estimate"""
        found = {}
        for j, name in enumerate(self.coef_names):
            e = lib.tsq_coef(self._handle(), j)
            if e.estimate != e.estimate and text(lib.tsq_last_error()):
                raise TausqError(text(lib.tsq_last_error()))
            found[name] = Estimate(*(getattr(e, f) for f in ESTIMATE))
        return found

    @property
    def coefficients(self) -> Any:
        """The table of the coefficients: a DataFrame, or {name: Estimate} without pandas."""
        table, pandas = self.coef(), pandas_or_none()
        return table if pandas is None else pandas.DataFrame(list(table.values()), list(table), ESTIMATE)

    def to_frame(self) -> Any:
        return self.coefficients

    @property
    def options(self) -> Dict[str, Any]:
        """The options that the fit used, every default resolved, by name."""
        made = struct("tsq_options")
        check(lib.tsq_fit_options(self._handle(), made))
        found = record(made)
        return {n: v for n, v in found.items() if n in _options(self._model)} or found

    @property
    def conventions(self) -> str:
        """How it was computed, in words."""
        return text(lib.tsq_fit_conventions(self._handle())) or ""

    @property
    def outcomes(self) -> List[str]:
        """What must be known of the answer, in words."""
        found: List[str] = []
        while lib.tsq_fit_outcome(self._handle(), len(found)) != ffi.NULL:
            found.append(text(lib.tsq_fit_outcome(self._handle(), len(found))) or "")
        return found

    def digest(self, column: Optional[str] = None) -> str:
        """A digest of a column ("yi", "x"), or of all, over the studies used: to see whether two fits have the same data."""
        buffer = ffi.new("char[17]")
        check(lib.tsq_fit_digest(self._handle(), ffi.NULL if column is None else encoded(column), buffer))
        return text(buffer) or ""

    def can(self, question: str) -> bool:
        """Whether the fit answers "predict", "contrast", "interval", "refit", "studies", "compare", "blup", "subgroup", "parts"."""
        return bool(lib.tsq_fit_can(self._handle(), encoded(question)))

    # ---- inference

    def confint(self, parameter: Optional[str] = None, kind: Optional[str] = None, level: float = 0) -> Any:
        """The interval of a parameter: a coefficient's name, "tau2", "tau", "I2", "H2"; without one {name: Interval} of all there are.
        kind: "QP", "GENQ", "PL", of tau2 and what follows from it."""
        if parameter is None:
            names = list(self.coef_names) + (["tau2", "tau", "I2", "H2"] if self.can("interval") else [])
            return {n: self.confint(n, kind if n not in self.coef_names else None, level) for n in names}
        options = struct("tsq_interval_options", kind=code("tsq_tau2_ci_kind", kind), level=level)
        made = struct("tsq_interval")
        check(lib.tsq_confint(self._handle(), encoded(parameter), options, made))
        return interval(made)

    def _rows(self, x: Any) -> tuple:
        """Rows of moderators: (pointer, how many, what must live)."""
        if x is None:
            return ffi.NULL, 1, None
        if self._mods is None:
            raise TausqValueError("the model has no moderators")
        array = self._mods.rows(x)
        return pointer(array), array.shape[0], array

    def predict(self, x: Any = None, *, pi_kind: Optional[str] = None, level: float = 0) -> np.recarray:
        """Predicted effects with confidence and prediction intervals, a row each. x: the moderators of new trials, as an array, by
        name ({"ablat": [33, 44], "alloc": "random"} or a frame) or as text ("ablat=33, alloc=random")."""
        rows, m, kept = self._rows(x)
        out = rows_of(m)
        options = struct("tsq_predict_options", pi_kind=code("tsq_pi_kind", pi_kind), level=level)
        check(lib.tsq_predict_with(self._handle(), rows, m, options, pointer(out, "tsq_prediction *")))
        del kept
        return out

    def blup(self) -> np.recarray:
        """Best linear unbiased predictions of the studies' true effects."""
        out = rows_of(max(1, int(self.get("k"))))
        check(lib.tsq_blup(self._handle(), pointer(out, "tsq_prediction *")))
        return out

    def contrast(self, c: Any, rhs: float = 0) -> Estimate:
        """c'b - rhs with its test and interval; c: an array, or {name of the coefficient: number}."""
        names, made = self.coef_names, ffi.new("tsq_estimate *")
        array = self._combination(c, names)
        check(lib.tsq_contrast(self._handle(), pointer(array), rhs, made))
        return Estimate(*(getattr(made, f) for f in ESTIMATE))

    @staticmethod
    def _combination(c: Any, names: List[str]) -> np.ndarray:
        if hasattr(c, "keys"):
            for name in c.keys():
                if name not in names:
                    raise unknown("coefficient", str(name), names)
            c = [c.get(n, 0) for n in names]
        return vector("c", c, len(names))

    def wald(self, hypotheses: Any, rhs: Any = None) -> Answer:
        """Joint test of L b = rhs: statistic, df1, df2, p_value. L: a matrix, or a list of rows as of contrast(), or names of
        coefficients that are tested together."""
        names = self.coef_names
        if not len(hypotheses):
            raise TausqValueError("no hypotheses")
        if all(isinstance(h, str) for h in hypotheses):
            hypotheses = [{h: 1} for h in hypotheses]
        rows = np.asfortranarray(np.vstack([self._combination(h, names) for h in
                                            (hypotheses if np.ndim(hypotheses) > 1 or hasattr(hypotheses[0], "keys") else [hypotheses])]))
        values = None if rhs is None else vector("rhs", np.atleast_1d(rhs), rows.shape[0])
        made = struct("tsq_wald_test")
        check(lib.tsq_wald(self._handle(), pointer(rows), rows.shape[0], ffi.NULL if values is None else pointer(values), made))
        return answer(made)

    def ratio(self, numerator: Any, denominator: Any, level: float = 0) -> Answer:
        """Ratio of two predicted effects, by the delta method and Fieller's; the rows as of predict()."""
        a, _, keep_a = self._rows(numerator)
        b, _, keep_b = self._rows(denominator)
        made = struct("tsq_ratio_result")
        check(lib.tsq_ratio(self._handle(), a, b, level, made))
        del keep_a, keep_b
        return answer(made)

    def beyond(self, threshold: float, direction: int = -1, x: Any = None) -> Answer:
        """Probability that a new trial's true effect lies below (direction -1) or above (1) the threshold."""
        row, _, kept = self._rows(x)
        made = struct("tsq_beyond")
        check(lib.tsq_probability_beyond(self._handle(), row, threshold, direction, made))
        del kept
        return answer(made)

    def _lengths(self) -> Dict[str, int]:
        """The lengths that the interface's tables name by way of a fit."""
        return {'tsq_fit_extent(fit, "given")': self.extent("given"), "fit.data.p": 0 if self._mods is None else len(self._mods.names)}

    # ---- other fits

    def refit(self, rows: Any = None, *, yi: Any = None, weights: Any = None, x: Any = None, x_names: Any = None,
              fixed: Optional[Dict[str, float]] = None) -> "Fit":
        """The same model with the same options on changed data: `rows` of the studies given (places, or one truth value a study),
        other yi, weights or moderators x, a parameter held: fixed={"tau2": 0.1}."""
        kept, change, k = Kept(), {}, self.extent("given")
        if fixed is not None and len(fixed) != 1:
            raise TausqValueError("fixed holds one parameter: {name: value}")
        if rows is not None:
            places = np.asarray(rows)
            if places.dtype != bool and len(places) and (places.dtype.kind not in "iu" or places.min() < 0):
                raise TausqValueError("rows are places of studies, from 0, or truth values")
            change["rows"] = np.flatnonzero(places) if places.dtype == bool else np.sort(places).astype(np.uintp)
            if places.dtype == bool and len(places) != k:
                raise TausqValueError("rows has %d truth values, there are %d studies" % (len(places), k))
        for name, values in (("yi", yi), ("weights", weights)):
            if values is not None:
                change[name] = vector(name, values, k)
        mods = self._mods
        if x is not None:
            mods = moderators(x, None, None, True)
            if mods.x.shape[0] != k:
                raise TausqValueError("x has %d rows, there are %d studies" % (mods.x.shape[0], k))
            change["x"], change["x_names"] = mods.x, list(x_names) if x_names is not None else mods.names
        if fixed is not None:
            (change["fixed"], change["value"]), = fixed.items()
        out = ffi.new("tsq_fit **")
        check(lib.tsq_refit(self._handle(), fill(kept, "tsq_change", change, known=self._lengths()), out))
        given = {"rows": rows, "yi": yi, "weights": weights, "x": x, "x_names": x_names, "fixed": fixed}
        recipe = self._recipe and ("refit", self._recipe, {n: v for n, v in given.items() if v is not None})
        return Fit(out[0], recipe, mods, self._owner)

    def subgroup(self, groups: Any, *, data: Any = None, tau2: Optional[str] = None, test: Optional[str] = None) -> "Fit":
        """Subgroup analysis by texts, categories or numbers, one a study; None or NaN = left out. tau2: "separate", "common"; test:
        "welch", "chi2". The answer is a fit whose coefficients are the groups' effects; parts has their fits."""
        values = column(data, groups)
        if not self.can("subgroup"):
            raise TausqError(text(lib.tsq_last_error()) or "no subgroups of this fit")
        if len(values) != self.extent("given"):
            raise TausqValueError("groups has %d values, there are %d studies" % (len(values), self.extent("given")))
        codes, names = levels_of(values, self.get("why") == 0)
        return self._subgroups(codes, names, tau2, test)

    def _subgroups(self, codes: np.ndarray, names: List[str], tau2: Optional[str], test: Optional[str]) -> "Fit":
        kept, out = Kept(), ffi.new("tsq_fit **")
        grouping = fill(kept, "tsq_grouping", {"codes": codes, "names": names, "tau2": tau2, "test": test}, known=self._lengths())
        check(lib.tsq_subgroup(self._handle(), grouping, out))
        return Fit(out[0], self._recipe and ("subgroup", self._recipe, codes, names, tau2, test), None, self._owner)

    @property
    def parts(self) -> List["Fit"]:
        """Of a subgroup analysis: the groups' fits, the overall fit, and (common tau2) the model with all groups."""
        found: List[Fit] = []
        while True:
            part = lib.tsq_fit_part(self._handle(), len(found))
            if part == ffi.NULL:
                return found
            recipe = self._recipe and ("part", self._recipe, len(found))
            found.append(Fit(ffi.cast("tsq_fit *", part), recipe, None, (self._fit, self._owner), borrowed=True))

    # ---- rows

    def _made(self, function: Any, **options: Any) -> Any:
        from .rows import Rows

        kept, out = Kept(), ffi.new("tsq_rows **")
        given = {n: v for n, v in options.items() if v is not None}
        check(function(self._handle(), fill(kept, "tsq_rows_options", given, known=self._lengths()), out))
        return Rows(_handle=out[0])

    def rows(self, ni: Any = None) -> Any:
        """The studies, each with its effect, and the pooled effect; of subgroups group by group: Rows."""
        return self._made(lib.tsq_fit_rows, ni=ni)

    def leave_one_out(self, coefficient: Optional[str] = None, ni: Any = None) -> Any:
        """A refit without each study, a row each: Rows."""
        return self._made(lib.tsq_leave_one_out, coefficient=coefficient, ni=ni)

    def cumulative(self, order: Any = None, coefficient: Optional[str] = None, ni: Any = None) -> Any:
        """Refits to the first study, the first two, ...: Rows. order: places of the studies, np.argsort(year) for instance."""
        return self._made(lib.tsq_cumulative, order=order, coefficient=coefficient, ni=ni)

    def _write(self, options: Any, format: int, buffer: Any, n: int, needed: Any) -> int:
        return lib.tsq_report(self._handle(), options, format, buffer, n, needed)

    def changes(self, report: Any, tolerance: float = 1e-12) -> List[str]:
        """Which numbers of a JSON report (a text, or the dict that it is) this fit has otherwise: "QE: 152.233 -> 152.234"."""
        content = (report if isinstance(report, str) else json.dumps(report)).encode()
        lines = written(lambda buffer, n, needed: lib.tsq_report_changes(content, len(content), self._handle(), tolerance, buffer, n, needed))
        return lines.rstrip(b"\0").decode().splitlines()

    def funnel(self, path: Any, **options: Any) -> None:
        from .plots import funnel

        funnel(self, path, **options)

    def bubble(self, path: Any, moderator: Union[int, str] = 0, **options: Any) -> None:
        from .plots import bubble

        bubble(self, path, moderator, **options)


def compare(reduced: Fit, full: Fit) -> Answer:
    """Likelihood-ratio comparison of two fits of which one is a special case of the other."""
    made = struct("tsq_comparison")
    check(lib.tsq_compare(reduced._handle(), full._handle(), made))
    return answer(made)
