# SPDX-License-Identifier: GPL-3.0-or-later
"""metafor's numbers for each model through the binding: the cases of tests/reference (format: its README)."""
import json
import math
import os

import numpy as np
import pytest

import tausq
from conftest import REFERENCE

pytestmark = pytest.mark.skipif(not os.path.exists(os.path.join(REFERENCE, "cases.json")), reason="the cases are not there")
CASES = json.load(open(os.path.join(REFERENCE, "cases.json"))) if os.path.exists(os.path.join(REFERENCE, "cases.json")) else []
SAME = ["k", "p", "beta", "se", "zval", "pval", "ci_lb", "ci_ub", "tau2", "se_tau2", "I2", "H2", "vt", "QE", "QEp", "QM", "QMp", "s2w",
        "fitted", "resid", "k_yi", "k_pos", "CMH", "CMHp", "BD", "BDp", "TA", "TAp", "sigma2"]
OTHERWISE = {"weights_pct": "weights", "QE_Wld": "QE", "QEp_Wld": "QEp", "QE_LRT": "QE.LRT", "QEp_LRT": "QEp.LRT", "QE_df": "QEdf",
             "loglik_marginal": "loglik"}
frames = {}


def frame(case):
    if case["data"] not in frames:
        frames[case["data"]] = tausq.Frame.read_csv(os.path.join(REFERENCE, case["data"]), also_missing=["NA"])
    return frames[case["data"]]


def number(value):
    return math.nan if value is None else float(value.replace("Inf", "inf")) if isinstance(value, str) else float(value)


class Checked:
    """Compares fields of a case with what the binding says, and counts."""

    def __init__(self):
        self.fields, self.wrong = 0, []

    def __call__(self, case, field, got, want=Ellipsis):
        want = case["expect"].get(field) if want is Ellipsis else want
        tol = case.get("tol") or {}
        rel, absolute = max(tol.get(field, tol.get("rel", 0)), 1e-7), max(tol.get("abs", 0), 1e-9)
        want = np.array([number(w) for w in want]) if isinstance(want, list) else np.array([number(want)])
        got = np.asarray(got, dtype=float).reshape(-1)
        self.fields += 1
        with np.errstate(invalid="ignore"):
            same = got.shape == want.shape and ((np.abs(got - want) <= absolute + rel * np.abs(want)) | (got == want) | (np.isnan(want))).all()
        if not same:
            self.wrong.append("%s: %s is %s, not %s" % (case["id"], field, got[:4], want[:4]))

    def quantities(self, case, fit):
        known = tausq.quantities(fit.model)
        for field, want in case["expect"].items():
            name = field if field in SAME else OTHERWISE.get(field)
            if name in known and want is not None:
                self(case, field, fit.get(name))
        for likelihood, criteria in (case["expect"].get("fit") or {}).items():
            for criterion, want in criteria.items():
                if "%s.%s" % (likelihood, criterion) in known and want is not None:
                    self(case, "fit", fit.get("%s.%s" % (likelihood, criterion)), want)

    def done(self, fields):
        assert not self.wrong, "\n".join(self.wrong[:20])
        assert self.fields >= fields, self.fields


def effects(case, call):
    given = call.get("input", call)
    if "measure" not in given:
        return {role: frame(case)[name] for role, name in given.items()}
    made = tausq.effect(given["measure"], frame(case), add=given.get("add"), to=given.get("to"), drop00=given.get("drop00"),
                        vtype=given.get("vtype") if isinstance(given.get("vtype"), str) else None,
                        convention="metafor3", **given["columns"])
    return {"yi": made.yi, "vi": made.vi}


def of_kind(*kinds):
    return [c for c in CASES if c["kind"] in kinds]


def fitted(case, call):
    weights = call.get("weights")
    return tausq.rma(**effects(case, call), mods=call.get("mods") or None, data=frame(case), method=call["method"], test=call["test"],
                     preset="metafor", redundant="drop", level=call["level"] / 100, no_intercept=not call.get("intercept", True),
                     weighting="equal" if call.get("weighted") is False else None, tau2=call.get("tau2"),
                     weights=frame(case)[weights] if weights else None)


def refused(case, made):
    """The library refuses what R refuses."""
    try:
        return not np.isfinite(made().beta).all()
    except tausq.TausqError:
        return True


def test_rma():
    checked = Checked()
    for case in of_kind("rma"):
        if "error" in case["expect"]:
            assert refused(case, lambda: fitted(case, case["call"])), case["id"]
            continue
        fit, want = fitted(case, case["call"]), case["expect"]
        checked.quantities(case, fit)
        for name in ("QP", "PL"):
            for scale in ("tau2", "I2") if want.get("confint_" + name) else ():
                interval = fit.confint(scale, kind=name)
                checked(case, "confint_" + name, [interval.lower, interval.upper], want["confint_" + name][scale])
        if want.get("predict") and case["call"].get("newmods"):
            p = fit.predict(np.array(case["call"]["newmods"], dtype=float))
            for field, mine in (("pred", "estimate"), ("se", "se"), ("ci_lb", "ci_lower"), ("pi_ub", "pi_upper")):
                if isinstance(want["predict"].get(field), list):
                    checked(case, "predict", p[mine], want["predict"][field])
        if want.get("blup"):
            checked(case, "blup", fit.blup().estimate, want["blup"]["pred"])
    checked.done(5000)


def counts(case, call, model, **options):
    return tausq.fit(model, frame(case), **call["columns"], **options)


@pytest.mark.parametrize("kind, model, fields", [("rma.mh", "mh", 500), ("rma.peto", "peto", 100)])
def test_tables(kind, model, fields):
    checked = Checked()
    for case in of_kind(kind):
        call = case["call"]
        options = {"add": call["add"], "to": call["to"], "keep00": call["drop00"] is False, "level": call["level"] / 100}
        if model == "mh":
            options.update(measure=call["measure"], no_correction=call["correct"] is False)
        if "error" in case["expect"]:
            assert refused(case, lambda: counts(case, call, model, **options)), case["id"]
            continue
        checked.quantities(case, counts(case, call, model, **options))
    checked.done(fields)


def test_glmm():
    checked = Checked()
    for case in of_kind("rma.glmm"):
        call = case["call"]
        options = {"add": call["add"], "to": call["to"], "keep00": call["drop00"] is False, "measure": call["measure"],
                   "method": call["method"], "test": call["test"], "mods": call["mods"] or None}
        if call["measure"] in ("OR", "IRR"):
            options["glmm_model"] = call["model"]
        if not (call["measure"] == "OR" and call["model"] == "CM.EL"):
            options["nodes"] = call["nAGQ"]
        if "error" in case["expect"]:
            assert refused(case, lambda: counts(case, call, "glmm", **options)), case["id"]
            continue
        made = counts(case, call, "glmm", **options)
        checked.quantities(case, made)
    checked.done(250)


def test_bb_without_overdispersion_is_the_pooled_table(bcg):
    """Without overdispersion the beta-binomial model is one binomial a group: the odds ratio of the summed table."""
    a, n = np.array([5.0, 10, 20]), np.array([50.0, 100, 200])
    fit = tausq.bb("OR", ai=a, n1i=n, ci=2 * a, n2i=n)
    assert fit.rho == 0 and fit.beta[0] == pytest.approx(math.log((35 / 315) / (70 / 280)), rel=1e-12)
    assert fit.get("mean1") == pytest.approx(0.1, rel=1e-12)


def test_subgroups():
    checked = Checked()
    for case in of_kind("subgroup"):
        call, want = case["call"], case["expect"]
        made = tausq.rma(**effects(case, call), method=call["method"], test=call["test"], preset="metafor", level=call["level"] / 100)
        groups = made.subgroup(call["group"], data=frame(case))
        assert groups.coef_names == want["groups"], case["id"]
        for field, mine in (("beta", "beta"), ("se", "se"), ("ci_lb", "ci_lb"), ("ci_ub", "ci_ub"), ("tau2", "group_tau2"), ("QE", "group_QE"),
                            ("k", "group_k")):
            checked(case, field, groups.get(mine))
        checked(case, "separate", [groups.Q_between, groups.Q_between_df, groups.Q_between_p],
                [want["separate"][n] for n in ("Qb", "df", "p")])
        common = made.subgroup(call["group"], data=frame(case), tau2="common")
        checked(case, "common", common.parts[-1].tau2, want["common"]["tau2"])
        assert [p.get("k") for p in groups.parts][:-1] == want["k"], case["id"]
    checked.done(150)


def test_leave_one_out_and_cumulative():
    checked = Checked()
    names = {"estimate": "estimate", "se": "se", "zval": "statistic", "pval": "p_value", "ci_lb": "ci_lower", "ci_ub": "ci_upper", "Q": "QE",
             "Qp": "QEp", "tau2": "tau2", "I2": "I2", "H2": "H2"}
    for case in of_kind("refit", "diagnostics"):
        call = case["call"]
        if call["what"] not in ("leave1out", "cumul"):
            continue
        made = fitted(case, call) if case["kind"] == "diagnostics" else \
            counts(case, call, call["model"][4:], **({"measure": call["measure"]} if call["model"] == "rma.mh" else {}))
        rows = made.leave_one_out() if call["what"] == "leave1out" else made.cumulative()
        for field, mine in names.items():
            if field in case["expect"] and case["expect"][field] is not None and mine in rows.columns:
                checked(case, field, rows[mine][:len(case["expect"][field])])
    checked.done(200)


def test_comparisons():
    checked = Checked()
    for case in of_kind("compare"):
        call = case["call"]
        two = [tausq.rma(**effects(case, call), mods=m["mods"] or None, data=frame(case), method=m["method"], preset="metafor")
               for m in (call["reduced"], call["full"])]
        if "error" in case["expect"]:
            with pytest.raises(ValueError, match="REML"):
                tausq.compare(*two)
            continue
        c = tausq.compare(*two)
        checked(case, "LRT", c.LRT)
        for field, got in (("pval", c.p_value), ("R2", c.R2), ("loglik_reduced", c.loglik[0]), ("AIC_full", c.AIC[1])):
            if field in case["expect"]:
                checked(case, field, got)
    checked.done(18)


def test_effects():
    checked = Checked()
    for case in of_kind("escalc"):
        call = case["call"]
        if "error" in case["expect"] or isinstance(call.get("vtype"), list):
            continue
        made = tausq.effect(call["measure"], frame(case), add=call.get("add"), to=call.get("to"), drop00=call.get("drop00"),
                            vtype=call.get("vtype"), convention="metafor3", **call["columns"])
        for field in ("yi", "vi"):
            checked(case, field, getattr(made, field))
    checked.done(300)
