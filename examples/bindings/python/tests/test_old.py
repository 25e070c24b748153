# SPDX-License-Identifier: GPL-3.0-or-later
"""Against the command `tausq` to the last bit ($TAUSQ_COMMAND; JSON with 17 digits), bad input, handles, Ctrl-C, figures."""
import gc
import io
import json
import os
import resource
import signal
import subprocess

import numpy as np
import pandas as pd
import pytest

import tausq

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.normpath(os.path.join(HERE, "../../../data/bcg.csv"))
TABLE = {"ai": "tpos", "bi": "tneg", "ci": "cpos", "di": "cneg"}


@pytest.fixture
def bcg():
    return pd.read_csv(DATA)


@pytest.fixture
def rr(bcg):
    return tausq.effect("RR", bcg, **TABLE)


def command(*arguments):
    cells = [w for role, name in TABLE.items() for w in ("--" + role, name)]
    done = subprocess.run([os.environ["TAUSQ_COMMAND"], arguments[0], DATA, *arguments[1:], *cells], capture_output=True, text=True, check=True)
    return done.stdout


def test_effects_are_the_commands(bcg, rr):
    table = pd.read_csv(io.StringIO(command("effects", "--measure", "RR")), float_precision="round_trip")
    assert (table["yi"] == rr.yi).all() and (table["vi"] == rr.vi).all()
    assert (rr.ni == bcg[list(TABLE.values())].sum(axis=1)).all()


@pytest.mark.parametrize("method", ["REML", "DL", "PM", "ML", "CE"])
def test_fit_is_the_commands(bcg, rr, method):
    want = json.loads(command("fit", "--measure", "RR", "--method", method, "--format", "json"))
    fit = tausq.rma(rr.yi, rr.vi, method=method)
    got = fit.coef()["intercept"]
    for name in ("estimate", "se", "p_value", "ci_lower", "ci_upper"):
        assert getattr(got, name) == want["coefficients"][0][name]
    for name in ("tau2", "I2", "QE", "loglik"):
        assert fit.get(name) == want["fit"][name]


def test_meta_regression_and_predictions(bcg, rr):
    want = json.loads(command("fit", "--measure", "RR", "--mods", "ablat + year", "--predict", "ablat=33, year=1970", "--format", "json"))
    fit = tausq.rma(rr.yi, rr.vi, mods=["ablat", "year"], data=bcg)
    assert [e.estimate for e in fit.coef().values()] == [c["estimate"] for c in want["coefficients"]]
    p = fit.predict({"ablat": [33], "year": [1970]})
    assert p.estimate[0] == want["predictions"][0]["estimate"] and p.pi_upper[0] == want["predictions"][0]["pi_upper"]
    assert fit.predict([[33, 1970]]).estimate[0] == p.estimate[0]
    assert fit.vb.shape == (3, 3) and np.allclose(np.sqrt(np.diag(fit.vb)), fit.se, rtol=1e-14)
    assert fit.wald([[0, 1, 0], [0, 0, 1]]).statistic == pytest.approx(fit.QM, rel=1e-12)
    assert list(fit.to_frame().index) == ["intercept", "ablat", "year"]
    assert fit.contrast([1, 33, 1970]).estimate == pytest.approx(p.estimate[0], rel=1e-9)


def test_subgroups(bcg, rr):
    want = json.loads(command("fit", "--measure", "RR", "--subgroup", "alloc", "--format", "json"))
    s = tausq.subgroup(rr.yi, rr.vi, group="alloc", data=bcg)
    assert s.names == ["alternate", "random", "systematic"]
    assert list(s.effects().estimate) == [g["effect"]["estimate"] for g in want["groups"]]
    assert s["random"].get("k") == 7 and s.overall.get("k") == 13
    assert s.test.df1 == 2 and 0.3 < s.test.p_value < 0.4


def test_other_models(bcg):
    want = json.loads(command("fit", "--measure", "OR", "--model", "mh", "--format", "json"))
    assert tausq.mh("OR", bcg, **TABLE)["pooled"].estimate == want["coefficients"][0]["estimate"]
    want = json.loads(command("fit", "--measure", "OR", "--model", "bb", "--format", "json"))
    assert tausq.beta_binomial("OR", bcg, **TABLE)["rho"] == want["fit"]["rho"]
    want = json.loads(command("fit", "--measure", "OR", "--model", "CM.AL", "--format", "json"))
    assert tausq.glmm("OR", bcg, model="CM.AL", **TABLE).tau2 == want["fit"]["tau2"]
    assert tausq.peto(bcg, **TABLE)["k"] == 13


def test_report(rr):
    fit = tausq.rma(rr.yi, rr.vi)
    assert "Random-Effects Model (k = 13; tau^2 estimator: REML)" in fit.summary()
    assert fit.summary(digits=6) != fit.summary()
    assert fit._repr_html_().startswith("<pre>") and fit.to_dict()["fit"]["tau2"] == fit.tau2
    assert "REML" in fit.conventions and fit.outcomes == []


def test_no_copy_where_none_is_needed():
    from tausq._library import Arrays, ffi

    arrays, y = Arrays(), np.array([1.0, 2.0])
    assert int(ffi.cast("uintptr_t", arrays.doubles("y", y))) == y.ctypes.data
    strided = np.arange(6.0)[::2]
    fit = tausq.rma(strided, np.ones(3, dtype=np.float32))
    assert list(fit.yi) == [0, 2, 4]
    assert tausq.rma(pd.Series([1, 2, None, 4]), [1, 1, 1, 1]).get("k") == 3


def test_batch_agrees_with_one_by_one():
    rng = np.random.default_rng(7)
    y, v = rng.normal(size=(10, 300)), rng.uniform(0.1, 1, size=(10, 300))
    v[3, 17] = -1
    y[2, 5] = np.nan
    b = tausq.batch(y, v, method="REML", test="knha", outputs=["tau2", "estimate", "p_value"])
    assert b["status"][17] != 0 and np.isnan(b["estimate"][17]) and (np.delete(b["status"], 17) == 0).all()
    for j in (0, 5, 299):
        fit = tausq.rma(y[:, j], v[:, j], method="REML", test="knha")
        assert b["tau2"][j] == pytest.approx(fit.tau2, rel=1e-9) and b["estimate"][j] == pytest.approx(fit.beta[0], rel=1e-9)
    shared = tausq.batch(y[:, :3], v[:, :3], mods=np.arange(10.0), outputs=["estimate"])
    assert shared["estimate"].shape == (2, 3)


@pytest.mark.parametrize("call, message", [
    (lambda: tausq.rma([1, 2], [1]), "vi has 1 values"),
    (lambda: tausq.rma([1, 2], [1, -1]), r"vi\[1\] = -1"),
    (lambda: tausq.rma([1, 2], [1, 1], method="XX"), "unknown method 'XX'"),
    (lambda: tausq.rma([1, 2], [1, 1], sei=[1, 1]), "both given"),
    (lambda: tausq.rma([], []), "k = 0"),
    (lambda: tausq.effect("RR", ai=[5], n1i=[4], ci=[1], n2i=[4]), r"ai\[0\] = 5 > n1i\[0\] = 4"),
    (lambda: tausq.effect("XYZ", ai=[1]), "XYZ"),
    (lambda: tausq.exact_proportions([2.5], [10]), "not a whole number"),
    (lambda: tausq.batch(np.ones((3, 2)), np.ones((2, 2))), "shape"),
])
def test_bad_input(call, message):
    with pytest.raises(ValueError, match=message):
        call()
    assert tausq.rma([1, 2, 4], [1, 1, 1]).get("k") == 3  # and the process lives on


def test_texts_for_numbers():
    with pytest.raises(TypeError, match="yi has text"):
        tausq.rma(["a", "b"], [1, 1])
    with pytest.raises(TypeError, match="moderator g"):
        tausq.rma([1, 2, 3], [1, 1, 1], mods={"g": ["a", "b", "c"]})


def test_closed_and_unknown():
    fit = tausq.rma([1, 2, 4], [1, 1, 1])
    with pytest.raises(AttributeError, match="nothing"):
        fit.nothing
    fit.close()
    with pytest.raises(tausq.TausqError, match="closed"):
        fit.get("tau2")
    with tausq.rma([1, 2, 4], [1, 1, 1]) as other:
        assert other.tau2 > 0
    assert "closed" in repr(other)


def test_handles_are_released():
    y, v = np.arange(200.0), np.ones(200)
    x = np.random.default_rng(1).normal(size=(200, 10))

    def some(n):
        for _ in range(n):
            tausq.rma(y, v, mods=x)
        gc.collect()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    before = some(500)
    assert some(5000) - before < 4096  # KiB; 5000 fits would be 20 MB and more


def test_interrupt_stops_a_batch():
    y = np.random.default_rng(2).normal(size=(10, 1_000_000))
    v = np.full_like(y, 0.5)
    def interrupt(*_):
        raise KeyboardInterrupt

    old = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    try:
        with pytest.raises(KeyboardInterrupt):
            tausq.batch(y, v)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)
    assert tausq.rma([1, 2, 4], [1, 1, 1]).get("k") == 3


def test_figures(tmp_path, bcg, rr):
    if not tausq.lib.tsq_has(b"plot"):
        pytest.skip("built without figures")
    fit = tausq.rma(rr.yi, rr.vi, labels=bcg["trial"])
    fit.forest(tmp_path / "forest.svg", transform="exp", title="BCG & tuberculosis", favours_left="vaccine")
    fit.funnel(tmp_path / "funnel.pdf", contour=True)
    tausq.rma(rr.yi, rr.vi, mods="ablat", data=bcg).bubble(tmp_path / "bubble.png", "ablat")
    tausq.subgroup(rr.yi, rr.vi, group="alloc", data=bcg).forest(tmp_path / "groups.svg")
    assert "BCG &amp; tuberculosis" in (tmp_path / "forest.svg").read_text() and (tmp_path / "funnel.pdf").read_bytes()[:4] == b"%PDF"
    assert (tmp_path / "bubble.png").read_bytes()[1:4] == b"PNG" and "systematic" in (tmp_path / "groups.svg").read_text()
    with pytest.raises(tausq.TausqError):
        fit.forest(tmp_path / "none" / "forest.svg")
    with pytest.raises(TypeError, match="no option"):
        fit.forest(tmp_path / "a.svg", colour="red")


def test_exact_and_transforms():
    i = tausq.exact_proportions([0, 3], [40, 39])
    assert i.lower[0] == 0 and i.upper[0] == pytest.approx(1 - 0.025 ** (1 / 40), rel=1e-12)
    assert tausq.exact_rates([0], [100.0]).upper[0] == pytest.approx(-np.log(0.025) / 100, rel=1e-12)
    assert tausq.transform("exp", [0.0, 1.0])[1] == pytest.approx(np.e)
    assert "SMD" in tausq.measures() and "tau2" in tausq.quantities()
