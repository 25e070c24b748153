# SPDX-License-Identifier: GPL-3.0-or-later
"""Meta-analysis: effect sizes, random-effects models, meta-regression, figures, and a million analyses at once.

    import tausq
    e = tausq.effect("RR", data, ai="tpos", bi="tneg", ci="cpos", di="cneg")
    fit = tausq.rma(e.yi, e.vi, labels=data["trial"])
    print(fit)                 # the report
    fit.tau2, fit.I2, fit.confint()["tau2"]
    fit.forest("forest.svg", transform="exp")
"""
from ._library import TausqError, TausqMemoryError, TausqValueError, ffi, lib
from .batch import batch
from .effects import Effects, effect, exact_proportions, exact_rates, measures, transform
from .models import Estimate, Fit, Glmm, Subgroups, Test, beta_binomial, glmm, mh, peto, quantities, rma, subgroup
from .plots import bubble, forest, funnel

__version__ = ffi.string(lib.tsq_version()).decode()
__all__ = ["batch", "beta_binomial", "bubble", "effect", "Effects", "Estimate", "exact_proportions", "exact_rates", "Fit", "forest",
           "funnel", "Glmm", "glmm", "measures", "mh", "peto", "quantities", "rma", "Subgroups", "subgroup", "TausqError",
           "TausqMemoryError", "TausqValueError", "Test", "transform"]
