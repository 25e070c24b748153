# SPDX-License-Identifier: GPL-3.0-or-later
"""From what trials report to what effect sizes need, and single counts without approximation."""
from __future__ import annotations

from typing import Any, Dict, Optional

import numpy as np

from ._library import FUNCTIONS, TausqValueError, call, column, settable, unknown
from .answers import Answer


def _sorted_out(function: str, data: Any, arguments: Dict[str, Any], records: str) -> tuple:
    """(records, options) as dicts, from keyword arguments. What is both, such as `level`, is of the records where it is a column."""
    options = next(a[3] for a in FUNCTIONS[function] if a[0] == "options") if any(a[0] == "options" for a in FUNCTIONS[function]) else None
    columns = [n for n in settable(records) if n not in ("k", "labels", "lines")]
    takes = settable(options) if options else []
    found: tuple = ({}, {})
    for name, value in arguments.items():
        if value is None:
            continue
        value = column(data, value) if name in columns and not (name in takes and data is None) else value
        if name in columns and not (name in takes and np.ndim(value) == 0):
            found[0][name] = value
        elif name in takes:
            found[1][name] = value
        else:
            raise unknown("argument", name, columns + takes)
    if not found[0]:
        raise TausqValueError("no columns are given: %s" % ", ".join(columns))
    return found


def _reported(function: str, data: Any, arguments: Dict[str, Any], *before: Any) -> Answer:
    records = next(a[3] for a in FUNCTIONS[function] if a[2] == "struct")
    reports, options = _sorted_out(function, data, arguments, records)
    return Answer(call(function, *before, reports, options))


def convert_arms(data: Any = None, **arguments: Any) -> Answer:
    """Means and SDs of arms from whatever was reported: n, mean, sd, se, ci_lower, ci_upper, level, min, q1, median, q3, max (arrays, or
    names of columns of `data`). Options: level, reference, skewed. The answer: mean, sd, mean_source, sd_source."""
    return _reported("tsq_convert_arms", data, arguments)


def convert_groups(group1: Dict[str, Any], group2: Optional[Dict[str, Any]] = None, data: Any = None, **options: Any) -> Answer:
    """convert_arms() of both groups of each study: m1, sd1, m2, sd2, source, and why one is lacking: reason."""
    groups = [None if g is None else _sorted_out("tsq_convert_groups", data, g, "tsq_arm_reports")[0] for g in (group1, group2)]
    return Answer(call("tsq_convert_groups", *groups, options))


def skewness(data: Any = None, **arguments: Any) -> Answer:
    """Tests of five-number summaries for skewness at the 5% level: statistic, critical."""
    return Answer(call("tsq_skewness", _sorted_out("tsq_skewness", data, arguments, "tsq_arm_reports")[0]))


def convert_differences(data: Any = None, **arguments: Any) -> Answer:
    """The SD within groups from a difference of two means: n1, n2, difference, se, ci_lower, ci_upper, level, t, p."""
    return _reported("tsq_convert_differences", data, arguments)


def convert_estimates(data: Any = None, **arguments: Any) -> Answer:
    """yi and vi from a reported effect with its interval, standard error, statistic or p value: estimate, ci_lower, ci_upper, level, se,
    statistic, p, df, o_e, v. Options: level, reference, transform. The answer: yi, vi, source, asymmetry."""
    return _reported("tsq_convert_estimates", data, arguments)


def effect_estimates(measure: str, data: Any = None, **arguments: Any) -> Answer:
    """convert_estimates() on the scale on which a measure is reported: hazard ratios with their intervals for "HR". The answer: yi, vi,
    source, reason."""
    return _reported("tsq_effect_estimates", data, arguments, measure)


def combine_arms(first: Dict[str, Any], second: Dict[str, Any]) -> Answer:
    """Two arms of each trial as one: n, mean, sd of each."""
    return Answer(call("tsq_combine_arms", first, second))


def change_sd(sd1: Any, sd2: Any, r: Any) -> np.ndarray:
    """The SD of changes from the SDs before and after and their correlation."""
    return call("tsq_change_sd", *np.broadcast_arrays(*np.atleast_1d(sd1, sd2, r)))["sd_change"]


def change_correlation(sd1: Any, sd2: Any, sd_change: Any) -> np.ndarray:
    """The correlation of baseline and end from the three SDs."""
    return call("tsq_change_correlation", *np.broadcast_arrays(*np.atleast_1d(sd1, sd2, sd_change)))["r"]


# ---- single counts ----------------------------------------------------------------------------------------------------------------


def exact_proportions(data: Any = None, **arguments: Any) -> Answer:
    """Intervals of proportions xi of ni: ci_lower, ci_upper. Options: level, method ("exact", "midp", "score", "agresti-coull", ...)."""
    return _reported("tsq_exact_proportions", data, arguments)


def exact_rates(data: Any = None, **arguments: Any) -> Answer:
    """Intervals of rates xi in ti: ci_lower, ci_upper. Options: level, method."""
    return _reported("tsq_exact_rates", data, arguments)


def exact_proportion_tests(p0: float, data: Any = None, **arguments: Any) -> np.ndarray:
    """p values of proportions xi of ni against p0."""
    records, options = _sorted_out("tsq_exact_proportion_tests", data, arguments, "tsq_proportions")
    return call("tsq_exact_proportion_tests", records, p0, options)["p_value"]


def exact_rate_tests(rate0: float, data: Any = None, **arguments: Any) -> np.ndarray:
    """p values of rates xi in ti against rate0."""
    records, options = _sorted_out("tsq_exact_rate_tests", data, arguments, "tsq_counts")
    return call("tsq_exact_rate_tests", records, rate0, options)["p_value"]


def exact_odds_ratios(data: Any = None, **arguments: Any) -> Answer:
    """Conditional log odds ratios of 2x2 tables (ai, bi or n1i, ci, di or n2i): estimate, ci_lower, ci_upper, p_value."""
    return _reported("tsq_exact_odds_ratios", data, arguments)
