# SPDX-License-Identifier: GPL-3.0-or-later
"""Meta-analysis: effect sizes, every model of the library by one door, figures, and a million analyses at once.

    import tausq
    e = tausq.effect("RR", data, ai="tpos", bi="tneg", ci="cpos", di="cneg")
    fit = tausq.rma(e, labels=data["trial"])
    print(fit)                 # the report
    fit.tau2, fit.I2, fit.confint("tau2")
    fit.forest("forest.svg")
"""
from ._library import TausqError, TausqMemoryError, TausqValueError, choices, has, instruction_set, lib, text
from .answers import Answer, Estimate, Interval, Labelled
from .batch import OUTPUTS, batch
from .design import Design, Formula, Matrix, Term
from .effects import Effects, Measure, effect, measures, transform, transform_estimate, transform_slope
from .frames import Frame
from .fitting import bb, fit, glmm, mh, peto, rerun, rma
from .plots import bubble, forest, funnel
from .reports import (change_correlation, change_sd, combine_arms, convert_arms, convert_differences, convert_estimates, convert_groups,
                      effect_estimates, exact_odds_ratios, exact_proportion_tests, exact_proportions, exact_rate_tests, exact_rates, skewness)
from .results import Fit, compare
from .rows import Note, Rows
from .streams import Iteration, Stream, iterate
from .tables import Model, Option, Quantity, models, options, quantities

__version__ = text(lib.tsq_version())
__all__ = [n for n, v in list(globals().items()) if not n.startswith("_") and n not in ("lib", "text") and not hasattr(v, "__path__")
           and not hasattr(v, "__file__")]
