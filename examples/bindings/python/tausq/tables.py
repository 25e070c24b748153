# SPDX-License-Identifier: GPL-3.0-or-later
"""Which models there are, what each is told and asked: the library's own tables."""
from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict, NamedTuple, Optional, Tuple

import numpy as np

from ._library import C, TausqValueError, check, encoded, ffi, lib, struct, text, unknown


class Model(NamedTuple):
    title: str
    roles: Tuple[str, ...]  # columns that it can take
    measures: Tuple[str, ...]  # what it pools; none: any
    has_moderators: bool


class Option(NamedTuple):
    type: str  # "enum", "flag", "whole", "number"
    values: Tuple[str, ...]  # of an enum: the names that this model has
    default: str
    text: str
    metafor: Optional[str]
    lowest: float
    highest: float


class Quantity(NamedTuple):
    over: Tuple[str, ...]  # what it runs over: () a number, ("coef",), ("study",), ...
    text: str


_TYPES = {C.OPTION_ENUM: "enum", C.OPTION_FLAG: "flag", C.OPTION_WHOLE: "whole", C.OPTION_NUMBER: "number"}
# Options that say that another one counts.
_IMPLIED = {"tau2": ("tau2_fixed", "1"), "add": ("add_mode", "value")}


def _listed(function: Any, model: str, kind: str) -> list:
    """All records of a table of the library, as structs, each read before the next is asked for."""
    made, index = struct(kind), 0
    while True:
        status = function(encoded(model), index, made)
        if status == C.ERR_ARGUMENT:
            return
        check(status)
        yield made
        index += 1


@lru_cache(maxsize=None)
def _models() -> Dict[str, Model]:
    info, found = struct("tsq_model_info"), {}
    for i in range(lib.tsq_model_count()):
        check(lib.tsq_model_at(i, info))
        found[text(info.name)] = Model(text(info.title), tuple(text(info.roles).split()), tuple(text(info.measures).split()),
                                       bool(info.has_moderators))
    return found


@lru_cache(maxsize=None)
def _options(model: str) -> Dict[str, Option]:
    return {text(o.name): Option(_TYPES[o.type], tuple((text(o.values) or "").split()), text(o.by_default) or "", text(o.text),
                                 text(o.metafor), o.lowest, o.highest)
            for o in _listed(lib.tsq_model_option, model, "tsq_option")}


@lru_cache(maxsize=None)
def _quantities(model: str) -> Dict[str, Quantity]:
    return {text(q.name): Quantity(tuple(text(o) for o in q.over if o != ffi.NULL), text(q.text))
            for q in _listed(lib.tsq_model_quantity, model, "tsq_quantity")}


def models() -> Dict[str, Model]:
    """The models that fit() knows: name -> Model(title, roles, measures, has_moderators)."""
    return dict(_models())


def options(model: str = "rma") -> Dict[str, Option]:
    """The options that a model takes (of "batch" and "stream" too): name -> Option(type, values, default, text, ...)."""
    return dict(_options(model))


def quantities(model: str = "rma") -> Dict[str, Quantity]:
    """What fits of a model ("subgroups" included) are asked by name: name -> Quantity(over, text)."""
    return dict(_quantities(model))


def set_options(model: str, given: Dict[str, Any]) -> Any:
    """A tsq_options from a caller's keyword arguments: names and numbers as texts, or as they are."""
    made, known = struct("tsq_options"), _options(model)
    for name, value in given.items():
        if name not in known:
            theirs = next((n for n, o in known.items() if o.metafor == name), None)
            raise TypeError("model %s has no option %r: did you mean %r?" % (model, name, theirs)) if theirs else \
                unknown("option of model %s" % model if model in _models() else "option of a %s" % model, name, known)
        if value is None:
            continue
        if isinstance(value, str):
            check(lib.tsq_option_set(made, encoded(name), encoded(value)))
        else:
            if not isinstance(value, (int, float, np.number, np.bool_)):
                raise TypeError("%s: expected a name or a number, got %r" % (name, value))
            number = float(value)
            if known[name].type != "number" and not number.is_integer():
                raise TausqValueError("%s = %r is not a whole number" % (name, value))
            setattr(made, name, number if known[name].type == "number" else int(number))
        also, text_of_it = _IMPLIED.get(name, ("", ""))
        if also in known and also not in given:
            check(lib.tsq_option_set(made, encoded(also), encoded(text_of_it)))
    return made
