# SPDX-License-Identifier: GPL-3.0-or-later
"""Fitting: any model of the library by its name, with columns by their roles and options by their names."""
from __future__ import annotations

import json
from typing import Any, Dict, Optional

import numpy as np

from ._library import Kept, TausqValueError, check, column, encoded, ffi, lib, pointer, struct, unknown, vector
from .design import Matrix, moderators
from .effects import Effects
from .results import Fit
from .tables import _models, _options, set_options


def _length(columns: dict) -> int:
    for values in columns.values():
        return len(values)
    raise TausqValueError("no columns are given")


def _used(columns: Dict[str, np.ndarray]) -> Optional[np.ndarray]:
    """The studies that take part, as far as the columns tell: factors have the levels of these."""
    gone = [np.isnan(v) for v in columns.values()]
    lacking = np.any(gone, axis=0) if "yi" in columns else np.all(gone, axis=0)
    return ~lacking if lacking.any() else None


def fitted(model: str, columns: Dict[str, np.ndarray], mods: Any, labels: Any, lines: Any, options: dict) -> Fit:
    """tsq_fit_columns() of columns that are arrays already."""
    kept, k = Kept(), _length(columns)
    for name, values in columns.items():
        if len(values) != k:
            raise TausqValueError("%s has %d values, the others have %d" % (name, len(values), k))
    made = struct("tsq_columns", k=k, n=len(columns), roles=kept.texts(columns), labels=kept.texts(labels, k))
    made.values = kept(ffi.new("const double *[]", [pointer(kept(v)) for v in columns.values()]))
    if mods is not None:
        x = kept(np.asfortranarray(mods.x))
        if x.shape[0] != k:
            raise TausqValueError("mods has %d rows, the others have %d" % (x.shape[0], k))
        made.x, made.p, made.x_names = pointer(x), x.shape[1], kept.texts(mods.names)
    if lines is not None:
        made.lines = pointer(kept(vector("lines", lines, k, np.uintp)), "size_t *")
    if mods is not None and mods.intercept is False and "no_intercept" not in options:
        options = dict(options, no_intercept=1)
    out = ffi.new("tsq_fit **")
    check(lib.tsq_fit_columns(encoded(model), made, set_options(model, options), out))
    recipe = None if options.get("keep") == "none" else ("columns", model, columns, mods, labels, lines, options)
    return Fit(out[0], recipe, mods, kept if options.get("keep") == "lent" else None)


def fit(model: str, data: Any = None, *, mods: Any = None, labels: Any = None, lines: Any = None, **arguments: Any) -> Fit:
    """Fits a model of models() by its name: fit("mh", data, ai="tpos", bi="tneg", ci="cpos", di="cneg", measure="RR").

    Arguments are the model's columns by their roles (arrays, or names of columns of `data`) and its options (see options()).
    mods: an array; names of columns, or a dict or frame of them, in which texts and categoricals are factors; a formula of patsy,
    "~ ablat + C(alloc)"; or a Design. labels: of the studies. lines: of the file that they came from."""
    known = _models()
    if model not in known:
        raise unknown("model", model, known)
    roles, takes = known[model].roles, _options(model)
    for name in arguments:
        if name not in roles and name not in takes:
            theirs = [n for n, o in takes.items() if o.metafor == name]
            if theirs:
                raise TypeError("no argument %r of model %s: did you mean %r?" % (name, model, theirs[0]))
            raise unknown("argument of model " + model, name, roles + tuple(takes) + ("mods", "data", "labels", "lines"))
    options = {n: v for n, v in arguments.items() if n in takes and v is not None}
    lent = options.get("keep") == "lent"
    columns = {}
    for name in roles:
        if arguments.get(name) is not None:
            array = vector(name, column(data, arguments[name]))
            columns[name] = array if lent else np.array(array)  # a copy, to pickle what was fitted
    if not columns:
        raise TausqValueError("no columns are given: %s" % ", ".join(roles))
    labels, lines = column(data, labels), column(data, lines)
    labels = None if labels is None else [str(v) for v in labels]
    for name, values in columns.items():
        if len(values) != _length(columns):
            raise TausqValueError("%s has %d values, the others have %d" % (name, len(values), _length(columns)))
    mods = moderators(mods, data, _used(columns), not options.get("no_intercept"))
    return fitted(model, columns, mods, labels, lines, options)


def rma(yi: Any, vi: Any = None, sei: Any = None, *, mods: Any = None, data: Any = None, labels: Any = None, **arguments: Any) -> Fit:
    """Common-effect, random-effects or meta-regression model of effects yi with variances vi (or standard errors sei).

    yi may be what effect() gave, which has all of it, or a formula: rma("yi ~ ablat", "vi", data=frame). More in fit()."""
    if isinstance(yi, Effects):
        if vi is not None or sei is not None:
            raise TausqValueError("yi has its variances already")
        arguments.setdefault("measure", yi.measure)
        yi, vi = yi.yi, yi.vi
    elif isinstance(yi, str) and "~" in yi:
        if mods is not None:
            raise TausqValueError("moderators both in the formula and as mods")
        yi, _, right = (part.strip() for part in yi.partition("~"))
        mods = "~" + right
    return fit("rma", data, yi=yi, vi=vi, sei=sei, mods=mods, labels=labels, **arguments)


def mh(measure: Optional[str] = None, data: Any = None, **arguments: Any) -> Fit:
    """Mantel-Haenszel pooling of 2x2 tables (OR, RR, RD) or rates (IRR, IRD)."""
    return fit("mh", data, measure=measure, **arguments)


def peto(data: Any = None, **arguments: Any) -> Fit:
    """Peto's one-step odds ratio."""
    return fit("peto", data, **arguments)


def glmm(measure: Optional[str] = None, data: Any = None, **arguments: Any) -> Fit:
    """Generalized linear mixed model of counts: OR, IRR, PLO, IRLN."""
    return fit("glmm", data, measure=measure, **arguments)


def bb(measure: Optional[str] = None, data: Any = None, **arguments: Any) -> Fit:
    """Beta-binomial model of counts: OR, RR, RD, PLO."""
    return fit("bb", data, measure=measure, **arguments)


def rerun(report: Any) -> Fit:
    """Fits again what a JSON report tells of (a text, or the dict that it is): the records and options stand in it. fit.changes(report)
    says which numbers are others now."""
    content = report if isinstance(report, str) else json.dumps(report)
    out = ffi.new("tsq_fit **")
    check(lib.tsq_rerun(content.encode(), len(content.encode()), out))
    made = Fit(out[0], ("rerun", content))
    names = [n for n in made.coef_names if n != "intercept"]
    if names and made.model in _models():
        made._mods = Matrix(np.empty((0, len(names))), names)
    return made


def again(recipe: tuple) -> Fit:
    """The fit that a recipe tells of: what pickles hold."""
    kind, *rest = recipe
    if kind == "columns":
        return fitted(*rest)
    if kind == "rerun":
        return rerun(*rest)
    whole = again(rest[0])
    if kind == "refit":
        return whole.refit(**rest[1])
    if kind == "subgroup":
        return whole._subgroups(*rest[1:])
    return whole.parts[rest[1]]
