#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make_stubs.py [--check]: the types that come from the library's tables, as stubs beside the modules: options and columns of every model,
quantities of fits, outputs of batches. All else is typed in the modules themselves. --check fails where a stub is old."""
import inspect
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, HERE)
import tausq  # noqa: E402

HEAD = """# SPDX-License-Identifier: GPL-3.0-or-later
# Made by ../make_stubs.py from the modules and the library's tables: do not edit.
from typing import Any, Callable, Dict, Iterable, List, Literal, NamedTuple, Optional, Sequence, Union, overload

import numpy as np
import pandas

%s
Column = Union[str, Sequence[Any], np.ndarray, "pandas.Series[Any]"]
"""
IMPORTS = {
    "results": "from .answers import Answer, Estimate, Interval, Reported\n",
    "fitting": "from .effects import Effects\nfrom .results import Fit\n",
    "batch": "",
    "streams": "from .answers import Interval\nfrom .results import Fit\n",
}


def option(o):
    """The type of an option's values."""
    if o.type == "enum":
        return "Optional[Union[Literal[%s], int]]" % ", ".join('"%s"' % v for v in o.values)
    return {"flag": "Optional[bool]", "whole": "Optional[int]", "number": "Optional[float]"}[o.type]


def options(model, but=()):
    return ["%s: %s = ..." % (n, option(o)) for n, o in tausq.options(model).items() if n not in but]


def columns(model, but=()):
    return ["%s: Optional[Column] = ..." % role for role in tausq.models()[model].roles if role not in but]


def arguments_of(function, name):
    """What stands in the place of **arguments or **options."""
    parameters = [p for p in inspect.signature(function).parameters]
    if name in tausq.models():
        common = [] if name == "rma" else ["mods: Any = ...", "labels: Optional[Column] = ..."] if tausq.models()[name].has_moderators else \
            ["labels: Optional[Column] = ..."]
        return common + ["lines: Any = ..."] + columns(name, parameters) + options(name, parameters)
    if name == "batch":
        return options("batch", parameters)
    if name in ("finish", "iterate"):
        return options("stream", parameters)
    return None


def parameter(p):
    made = p.name + (": %s" % p.annotation if p.annotation is not p.empty else "")
    return made + (" = ..." if p.default is not p.empty else "")


def signature(function, name, extra=None):
    listed, seen_star = [], False
    extra = arguments_of(function, name) if extra is None else extra
    signature_ = inspect.signature(function)
    for p in signature_.parameters.values():
        if p.kind is p.VAR_KEYWORD:
            if extra and not seen_star:
                listed.append("*")
            listed += extra if extra is not None else ["**" + parameter(p)]
            continue
        if p.kind is p.KEYWORD_ONLY and not seen_star:
            listed.append("*")
            seen_star = True
        listed.append(("*" if p.kind is p.VAR_POSITIONAL else "") + parameter(p))
    returns = signature_.return_annotation
    return "(%s) -> %s: ..." % (", ".join(listed), "None" if returns is signature_.empty else returns)


def fit_overloads():
    """fit() for each model by its name."""
    lines = []
    for model, about in tausq.models().items():
        mods = ["mods: Any = ..."] if about.has_moderators else []
        lines.append("@overload\ndef fit(model: Literal[%r], data: Any = ..., *, %s) -> Fit: ..." % (model, ", ".join(
            mods + ["labels: Optional[Column] = ...", "lines: Any = ..."] + columns(model) + options(model))))
    return lines


def quantities():
    """Attributes of fits, of all models."""
    found = {}
    for model in list(tausq.models()) + ["subgroups"]:
        for name, q in tausq.quantities(model).items():
            if name.isidentifier():
                found[name] = ("float", '"pandas.Series[float]"', "pandas.DataFrame")[len(q.over)]
    return ["    @property\n    def %s(self) -> %s: ..." % item for item in found.items()]


def class_stub(kind):
    if hasattr(kind, "_fields"):
        return ["class %s(NamedTuple):" % kind.__name__] + ["    %s: %s" % (f, kind.__annotations__[f].__forward_arg__
                                                            if hasattr(kind.__annotations__[f], "__forward_arg__") else kind.__annotations__[f])
                                                            for f in kind._fields]
    base = "Dict[str, Any]" if kind.__name__ == "Answer" else "np.ndarray" if kind.__name__ == "Labelled" else \
        ", ".join(b.__name__ for b in kind.__bases__ if b is not object)
    lines = ["class %s%s:" % (kind.__name__, "(%s)" % base if base else "")]
    lines += ["    %s: %s" % item for item in kind.__dict__.get("__annotations__", {}).items() if not item[0].startswith("_")]
    for name, member in kind.__dict__.items():
        private = name.startswith("_") and name not in ("__init__", "__len__", "__getitem__", "__enter__", "__exit__", "__bool__", "_repr_html_",
                                                        "_repr_svg_")
        if private and name != "__getattr__":
            continue
        if isinstance(member, property):
            lines.append("    @property\n    def %s%s" % (name, signature(member.fget, name)))
        elif isinstance(member, (classmethod, staticmethod)):
            lines.append("    @%s\n    def %s%s" % (type(member).__name__, name, signature(member.__func__, name)))
        elif inspect.isfunction(member) and not (name == "__getattr__" and kind.__name__ == "Fit"):
            lines.append("    def %s%s" % (name, signature(member, name)))
    return lines + (quantities() if kind.__name__ == "Fit" else [])


def stub(name):
    module = sys.modules["tausq." + name]
    lines = [HEAD % IMPORTS[name]]
    for key, value in vars(module).items():
        if getattr(value, "__module__", None) != module.__name__ or key.startswith("_"):
            if key.isupper() and isinstance(value, tuple) and name != "tables":
                lines.append("%s: Sequence[str]" % key)
            continue
        if inspect.isclass(value):
            lines.append("\n".join(class_stub(value)))
        elif key == "fit":
            lines += fit_overloads()
        elif inspect.isfunction(value):
            lines.append("def %s%s" % (key, signature(value, key)))
    return "\n".join(lines) + "\n"


for name in IMPORTS:
    path = os.path.join(HERE, "tausq", name + ".pyi")
    text = stub(name)
    if sys.argv[1:] == ["--check"]:
        if not os.path.exists(path) or open(path, encoding="utf-8").read() != text:
            sys.exit("tausq/%s.pyi is old: python3 make_stubs.py" % name)
    else:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
