# SPDX-License-Identifier: GPL-3.0-or-later
"""What answers are made of: estimates, intervals, records of numbers by name, arrays with labels, reports."""
from __future__ import annotations

import json
import os
import tempfile
from typing import Any, Dict, NamedTuple, Optional, Sequence

import numpy as np

from ._library import Kept, TausqError, code, fill, has, name_of, record, written

ESTIMATE = ("estimate", "se", "statistic", "df", "p_value", "ci_lower", "ci_upper")
PREDICTION = ESTIMATE + ("pi_lower", "pi_upper", "pi_se", "pi_df")


class Estimate(NamedTuple):
    estimate: float
    se: float
    statistic: float
    df: float
    p_value: float
    ci_lower: float
    ci_upper: float


class Interval(NamedTuple):
    lower: float
    upper: float
    estimate: float
    level: float
    kind: Optional[str]  # "QP", "GENQ", "PL"; None = a Wald interval
    outcome: str  # "found", "empty", "upper unbounded", "not defined", "not connected"


class Answer(Dict[str, Any]):
    """Several numbers by name, as a dict and as attributes."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


class Labelled(np.ndarray):
    """An array with labels along its dimensions, where pandas is not installed."""

    labels: Sequence[Any] = ()

    def __array_finalize__(self, other: Any) -> None:
        self.labels = getattr(other, "labels", ())


def answer(made: Any) -> Answer:
    return Answer({k: Estimate(**v) if isinstance(v, dict) and tuple(v) == ESTIMATE else v for k, v in record(made).items()})


def interval(made: Any) -> Interval:
    return Interval(made.lower, made.upper, made.estimate, made.level, name_of("tsq_tau2_ci_kind", made.kind),
                    name_of("tsq_ci_outcome", made.outcome) or "")


def pandas_or_none() -> Any:
    try:
        import pandas
    except ImportError:
        return None
    return pandas


def rows_of(n: int) -> np.recarray:
    """Room for predictions."""
    return np.recarray(n, dtype=[(f, float) for f in PREDICTION])


class Reported:
    """What the library reports: text, JSON, CSV, Markdown, LaTeX, HTML; and draws."""

    def _write(self, options: Any, format: int, buffer: Any, n: int, needed: Any) -> int:
        raise NotImplementedError

    def report(self, format: str = "text", **options: Any) -> str:
        """The report: "text", "json", "csv", "markdown", "latex" or "html". Options: digits, studies, transform, transform_n, unicode,
        measure, shown, call, predictions (of predict()) with prediction_labels, beyond (of beyond()) with beyond_direction."""
        kept, form = Kept(), code("tsq_report_format", format)
        made = fill(kept, "tsq_report_options", options, "option of a report")
        return written(lambda buffer, n, needed: self._write(made, form, buffer, n, needed)).rstrip(b"\0").decode()

    def summary(self, **options: Any) -> str:
        """The report as the command prints it."""
        return self.report("text", **options)

    def to_json(self, **options: Any) -> str:
        return self.report("json", **options)

    def to_dict(self, **options: Any) -> dict:
        return json.loads(self.to_json(**options))

    def __str__(self) -> str:
        return self.report()

    def _repr_html_(self) -> str:
        return self.report("html")

    def _repr_svg_(self) -> Optional[str]:
        """The forest plot, where the library and gnuplot can draw it."""
        if not has("plot"):
            return None
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "forest.svg")
            try:
                self.forest(path)
            except TausqError:
                return None
            with open(path, encoding="utf-8") as file:
                return file.read()

    def forest(self, path: Any, **options: Any) -> None:
        """A forest plot to an SVG, PNG or PDF file; options as of tausq.forest()."""
        from .plots import forest

        forest(self, path, **options)
