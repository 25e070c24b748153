# SPDX-License-Identifier: GPL-3.0-or-later
"""The one door and the one class: columns, options, quantities, life of fits, bad input. Numbers of the models: test_reference.py."""
import copy
import gc
import pickle
import resource
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import tausq
from conftest import TABLE


def some(model, bcg, **options):
    """A fit of any model to the BCG trials."""
    if model == "rma":
        return tausq.rma(tausq.effect("RR", bcg, **TABLE), labels=bcg["trial"], **options)
    return tausq.fit(model, bcg, labels="trial", **TABLE, **options)


MODELS = list(tausq.models())


@pytest.mark.parametrize("model", MODELS)
def test_every_model_answers_alike(model, bcg):
    fit = some(model, bcg)
    assert fit.model == model and fit.get("k") == 13 and "k=13" in repr(fit)
    for name, quantity in tausq.quantities(model).items():
        value = fit.get(name)
        assert isinstance(value, float) if not quantity.over else value.ndim == len(quantity.over), name
        labelled = getattr(fit, name)
        if quantity.over == ("coef",):
            assert list(labelled.index) == fit.coef_names
        if quantity.over == ("coef", "coef"):
            assert list(labelled.columns) == fit.coef_names and (labelled.to_numpy() == value).all()
        if quantity.over == ("study",):
            assert list(labelled.index) == [str(t) for t in bcg["trial"]]
    assert set(tausq.quantities(model)) <= set(dir(fit))
    assert set(fit.options) == set(tausq.options(model))
    assert fit.coefficients.loc["intercept", "estimate"] == fit.get("beta:intercept") == fit.get("beta")[0]
    assert fit.conventions and fit.outcomes == [] and len(fit.digest()) == 16
    assert model in fit.to_dict()["model"] and fit.predict().estimate[0] == fit.get("beta")[0]
    for format in tausq.choices("tsq_report_format"):
        assert len(fit.report(format)) > 100
    assert str(fit) == fit.summary() and fit.summary(digits=7) != fit.summary() and "<table" in fit._repr_html_()
    assert len(fit.rows()) >= 13 and len(fit.leave_one_out()) == 14
    assert [p.get("k") for p in fit.subgroup("alloc", data=bcg).parts][:3] == [2, 7, 4]
    again = pickle.loads(pickle.dumps(fit))
    assert again.digest() == fit.digest() and (again.get("beta") == fit.get("beta")).all() and again.coefficients.equals(fit.coefficients)
    with pytest.raises(AttributeError, match="quantit"):
        fit.nothing_of_the_kind


def test_no_quantity_has_the_name_of_a_method():
    for model in MODELS + ["subgroups"]:
        assert not set(tausq.quantities(model)) & set(dir(tausq.Fit))


@pytest.mark.parametrize("model", MODELS)
def test_every_option_is_taken_by_its_name(model, bcg):
    """Each name that the table has for an option of this model is taken; none of them needs a line in the binding."""
    for name, option in tausq.options(model).items():
        for value in option.values or (option.default,):
            try:
                fit = some(model, bcg, **{name: value or None})
            except tausq.TausqError as error:  # such a value may not go with these data, but it is understood
                assert error.status not in (70, 110), (name, value, str(error))
                continue
            if option.type == "enum" and value and name not in ("preset", "measure"):
                assert fit.options[name] == value, name


def test_options_as_texts_and_numbers(rr):
    yi, vi = rr.yi, rr.vi
    assert tausq.rma(yi, vi, level="0.9").level == tausq.rma(yi, vi, level=0.9).level == 0.9
    assert tausq.rma(yi, vi, method="dl").options["method"] == "DL"
    assert tausq.rma(yi, vi, tau2=0.1).tau2 == 0.1
    assert tausq.rma(yi, vi, no_intercept=False).coef_names == ["intercept"]
    assert tausq.rma(yi, vi, method=None).options["method"] == "REML"
    assert tausq.fit("rma", yi=yi, vi=vi).tau2 == pytest.approx(tausq.rma(yi, sei=np.sqrt(vi)).tau2, rel=1e-12)


@pytest.mark.parametrize("call, message", [
    (lambda d: tausq.rma(d.yi, d.vi, methd="DL"), "methd.*did you mean 'method'"),
    (lambda d: tausq.rma(d.yi, d.vi, intercept=False), "did you mean 'no_intercept'"),
    (lambda d: tausq.mh("OR", d.frame, **TABLE, nodes=3), "argument of model mh 'nodes'"),
    (lambda d: tausq.fit("rmaa", yi=d.yi, vi=d.vi), "did you mean 'rma'"),
    (lambda d: tausq.rma("yy", "vi", data={"yi": d.yi, "vi": d.vi}), "no column 'yy': did you mean 'yi'"),
    (lambda d: tausq.batch(np.ones((3, 2)), np.ones((3, 2)), methods="DL"), "did you mean 'method'"),
    (lambda d: tausq.effect("RR", d.frame, a1="tpos"), "no column or option 'a1'"),
    (lambda d: tausq.rma(d.yi, d.vi).report(digts=3), "did you mean 'digits'"),
    (lambda d: tausq.rma(d.yi, d.vi).subgroup([1] * 13, tests="x"), "unexpected keyword"),
    (lambda d: tausq.exact_proportions(xi=[1], n=[2]), "no argument 'n'"),
    (lambda d: tausq.Stream().finish(mthod="DL"), "did you mean 'method'"),
    (lambda d: tausq.choices("tsq_methods"), "did you mean 'tsq_method'"),
])
def test_an_unknown_argument_is_an_error_that_names_the_nearest(call, message, bcg, rr):
    class Data:
        yi, vi, frame = rr.yi, rr.vi, bcg

    with pytest.raises(TypeError, match=message):
        call(Data)


@pytest.mark.parametrize("call, message", [
    (lambda: tausq.rma([1, 2], [1]), "vi has 1 values"),
    (lambda: tausq.rma([1, 2], [1, -1]), r"vi\[1\] = -1"),
    (lambda: tausq.rma([1, 2], [1, 1], method="XX"), "XX"),
    (lambda: tausq.rma([1, 2], [1, 1], sei=[1, 1]), "both|not both|vi and sei"),
    (lambda: tausq.rma([], []), "k = 0"),
    (lambda: tausq.rma([1, 2, 3], [1, 1, 1], threads=1.5), "not a whole number"),
    (lambda: tausq.rma([1, 2, 3], [1, 1, 1], labels=["a", "b\0c", "d"]), "zero character"),
    (lambda: tausq.rma([1, 2, 3], [1, 1, 1], labels=["a"]), "labels has 1 texts"),
    (lambda: tausq.rma([1, 2, 3], [1, 1, 1], mods=[[1], [2]]), "mods has 2 rows"),
    (lambda: tausq.effect("RR", ai=[5], n1i=[4], ci=[1], n2i=[4]), r"ai\[0\] = 5 > n1i\[0\] = 4"),
    (lambda: tausq.effect("XYZ", ai=[1]), "XYZ"),
    (lambda: tausq.exact_proportions(xi=[2.5], ni=[10]), "not a whole number"),
    (lambda: tausq.batch(np.ones((3, 2)), np.ones((2, 2))), "shape"),
    (lambda: tausq.rma([1, 2, 4], [1, 1, 1]).predict([[1]]), "no moderators"),
    (lambda: tausq.rma([1, 2, 4], [1, 1, 1]).get("tau"[:2] + "x"), "tau2"),
])
def test_bad_input(call, message):
    with pytest.raises(ValueError, match=message):
        call()
    assert tausq.rma([1, 2, 4], [1, 1, 1]).get("k") == 3  # and the process lives on


@pytest.mark.parametrize("call", [
    lambda f: f.rows(ni=[1, 2]), lambda f: f.leave_one_out(ni=[1, 2]), lambda f: f.refit(yi=[1, 2]), lambda f: f.refit(weights=[1, 2]),
    lambda f: f.refit(x=[[1], [2]]), lambda f: f.funnel("f.svg", ni=[1, 2]), lambda f: f.bubble("f.svg", labels=["a"]),
    lambda f: f.bubble("f.svg", row=[1, 2]), lambda f: f.forest("f.svg", columns={"a": ["b"]}), lambda f: f.subgroup(["a", "b"]),
    lambda f: f.contrast([1, 2]), lambda f: f.wald([[1, 2]]), lambda f: f.wald([[1]], rhs=[1, 2]),
    lambda f: tausq.effect("MD", m1i=[2, 1], sd1i=[1, 1], n1i=[9, 9], m2i=[1, 1], sd2i=[1, 1], n2i=[9, 9], vtypes=["LS"]),
    lambda f: f.report(predictions=f.predict(), prediction_labels=["a", "b"]), lambda f: f.funnel("f.svg", added_yi=[1, 2], added_sei=[1]),
    lambda f: tausq.transform("ipft", [0.5, 0.4, 0.3], ni=[1, 2]), lambda f: tausq.convert_arms(n=[1, 2], mean=[1]),
    lambda f: tausq.combine_arms({"n": [1]}, {"n": [1, 2]}), lambda f: tausq.Rows().add_column("x", [1]), lambda f: f.refit(rows=[-1]),
    lambda f: tausq.Design.terms({"g": ["a", "b"]}, "g", use=[True]), lambda f: tausq.Frame({"g": ["a", "b"]}).used_levels("g", [True]),
    lambda f: tausq.Design(3).add_numeric("x", [1]), lambda f: tausq.Design(3).add_factor("x", [0, 1], ["a", "b"]),
    lambda f: f.refit(rows=[True]), lambda f: f.refit(fixed={"tau2": 1, "rho": 1}), lambda f: f.wald([])])
def test_no_array_of_another_length_reaches_the_library(call, fit):
    with pytest.raises((ValueError, tausq.TausqError)):
        call(fit)


def test_texts_for_numbers():
    with pytest.raises(TypeError, match="yi has text"):
        tausq.rma(["a", "b"], [1, 1])


# ---- life ---------------------------------------------------------------------------------------------------------------------------


def test_a_fit_does_not_change(fit):
    for name in ("tau2", "beta", "weights", "anything"):
        with pytest.raises(AttributeError, match="does not change"):
            setattr(fit, name, 3)
    with pytest.raises(AttributeError):
        del fit._fit
    assert fit.tau2 == pytest.approx(0.3132433, abs=1e-6)


def test_data_are_the_fits_own(rr, bcg):
    frame = pd.DataFrame({"yi": rr.yi, "vi": rr.vi, "x": bcg["ablat"].astype(float)})
    fit = tausq.rma("yi", "vi", mods="x", data=frame, labels=bcg["trial"].astype(str))
    before, resid = fit.report(), fit.get("resid")
    frame["yi"] *= -1
    frame["x"] *= 7
    gc.collect()
    assert fit.report() == before and (fit.get("resid") == resid).all()
    assert pickle.loads(pickle.dumps(fit)).report() == before
    raw = rr.yi.copy()
    fit = tausq.rma(raw, rr.vi)
    raw *= -1
    assert (fit.get("yi") == rr.yi).all()


def test_copies_live_on(fit):
    for copied in (copy.copy(fit), copy.deepcopy(fit)):
        copied.close()
        assert fit.tau2 > 0.3 and "closed" in repr(copied)
        with pytest.raises(tausq.TausqError, match="closed"):
            copied.get("tau2")
    twin = copy.copy(fit)
    fit.close()
    assert twin.tau2 > 0.3
    with twin as inside:
        assert inside.tau2 > 0.3
    with pytest.raises(tausq.TausqError, match="closed"):
        twin.tau2


def test_parts_live_on(fit, bcg):
    groups = fit.subgroup(bcg["alloc"])
    random = groups.parts[1]
    groups.close()
    del groups
    gc.collect()
    assert random.get("k") == 7 and pickle.loads(pickle.dumps(random)).tau2 == random.tau2


def test_pickles_of_all_that_is_made_of_a_fit(bcg, rr):
    made = tausq.rma(rr, mods=["ablat", "alloc"], data=bcg, method="ML")
    for one in (made, made.refit(rows=np.arange(12)), made.refit(fixed={"tau2": 0.1}), made.refit(yi=rr.yi * 2)):
        other = pickle.loads(pickle.dumps(one))
        assert other.report("json") == one.report("json")
        assert other.predict({"ablat": 33, "alloc": "random"}).estimate == one.predict({"ablat": 33, "alloc": "random"}).estimate
    rows = made.leave_one_out()
    again = pickle.loads(pickle.dumps(rows))
    assert again.to_pandas().equals(rows.to_pandas()) and again.notes == rows.notes
    stream = tausq.Stream(["x"]).add(rr.yi, rr.vi, mods={"x": bcg["ablat"]})
    assert len(pickle.loads(pickle.dumps(stream))) == 13
    with pytest.raises(tausq.TausqError, match="keeps no studies"):
        pickle.dumps(stream.finish(method="CE"))
    with pytest.raises(tausq.TausqError, match="keeps no studies"):
        pickle.dumps(tausq.rma(rr, keep="none"))


def test_pickles_are_read_by_another_process(fit, tmp_path):
    (tmp_path / "fit").write_bytes(pickle.dumps(fit))
    code = "import pickle, sys; print(repr(pickle.load(open(sys.argv[1], 'rb')).tau2))"
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "fit")], capture_output=True, text=True, check=True)
    assert float(done.stdout) == fit.tau2


def test_lent_arrays_are_not_copied(rr):
    yi, vi = rr.yi.copy(), rr.vi.copy()
    fit = tausq.rma(yi, vi, keep="lent")
    tau2 = fit.tau2
    yi += 1  # the caller's promise broken: seen by per-study answers, which look at the array
    assert (fit.get("yi") == yi).all()
    yi -= 1
    refit = fit.refit()
    del fit, yi, vi
    gc.collect()
    assert refit.tau2 == pytest.approx(tau2, rel=1e-12)


def test_handles_are_released():
    y, v = np.arange(200.0), np.ones(200)
    x = np.random.default_rng(1).normal(size=(200, 10))

    def some_fits(n):
        for _ in range(n):
            tausq.rma(y, v, mods=x)
        gc.collect()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    before = some_fits(300)
    assert some_fits(3000) - before < 8192  # KiB; 3000 fits would be 100 MB and more


@pytest.mark.parametrize("model", MODELS)
def test_reports_are_fitted_again(model, bcg):
    fit = some(model, bcg)
    report = fit.to_json()
    again = tausq.rerun(report)
    assert again.changes(report) == [] and again.model == model and pickle.loads(pickle.dumps(again)).digest() == fit.digest()
    told = fit.to_dict()
    told["quantities"]["QE" if "QE" in told["quantities"] else "loglik"] = 1.5
    assert len(again.changes(told)) == 1 and "1.5" in again.changes(told)[0]
    with pytest.raises(ValueError):
        tausq.rerun("{}")


def test_a_report_with_moderators_is_fitted_again(bcg, rr):
    fit = tausq.rma(rr, mods=["ablat", "year"], data=bcg)
    assert tausq.rerun(fit.to_dict()).predict({"ablat": 33, "year": 1970}).estimate[0] == pytest.approx(fit.predict([33, 1970]).estimate[0])


# ---- columns ------------------------------------------------------------------------------------------------------------------------


def test_kinds_of_columns():
    assert list(tausq.rma(np.arange(6.0)[::2], np.ones(3, dtype=np.float32)).yi) == [0, 2, 4]
    assert tausq.rma(pd.Series([1, 2, None, 4]), [1, 1, 1, 1]).get("k") == 3
    assert tausq.rma(pd.array([1, 2, pd.NA, 4], dtype="Int64"), [1, 1, 1, 1]).get("k") == 3
    masked = np.ma.masked_array([1.0, 2, 99, 4], mask=[0, 0, 1, 0])
    fit = tausq.rma(masked, np.ma.masked_array([1, 1, 1, 1], mask=[0, 1, 0, 0]))
    assert fit.get("k") == 2 and list(fit.yi.index) == [0, 3] and len(fit.outcomes) == 1
    assert tausq.batch(np.ma.masked_array([[1.0], [2], [99]], mask=[[0], [0], [1]]), np.ones((3, 1)), method="CE")["estimate"][0] == 1.5


def test_without_pandas(monkeypatch, bcg, rr):
    import tausq.results

    monkeypatch.setattr(tausq.results, "pandas_or_none", lambda: None)
    fit = tausq.rma(rr.yi, rr.vi, mods={"ablat": bcg["ablat"].to_numpy()})
    assert fit.beta.labels == [["intercept", "ablat"]] and fit.vb.shape == (2, 2)
    assert fit.coefficients["ablat"].estimate == fit.get("beta:ablat")


def test_factors(bcg, rr):
    by_hand = tausq.rma(rr.yi, rr.vi, mods=["ablat", "alloc_random", "alloc_systematic"], data=bcg)
    text = tausq.rma(rr.yi, rr.vi, mods=["ablat", "alloc"], data=bcg)
    assert text.coef_names == ["intercept", "ablat", "alloc=random", "alloc=systematic"]
    assert np.allclose(text.get("beta"), by_hand.get("beta"), rtol=1e-12)
    ordered = bcg.assign(alloc=pd.Categorical(bcg["alloc"], ["systematic", "random", "alternate", "never"]))
    fit = tausq.rma(rr.yi, rr.vi, mods=ordered[["ablat", "alloc"]])
    assert fit.coef_names == ["intercept", "ablat", "alloc=random", "alloc=alternate"]  # the first category is the reference; unused go
    assert fit.predict({"ablat": 33, "alloc": "alternate"}).estimate[0] == pytest.approx(by_hand.predict([33, 0, 0]).estimate[0], rel=1e-10)
    with pytest.raises(TypeError, match="no level of alloc 'randomm': did you mean 'random'"):
        fit.predict({"ablat": 33, "alloc": "randomm"})
    with pytest.raises(TypeError, match="no moderator 'ablt': did you mean 'ablat'"):
        fit.predict({"ablt": 33, "alloc": "random"})
    whole = tausq.rma(rr.yi, rr.vi, mods="alloc", data=bcg, no_intercept=True)
    assert whole.coef_names == ["alloc=alternate", "alloc=random", "alloc=systematic"]
    yi = rr.yi.copy()
    yi[bcg["alloc"] == "alternate"] = np.nan  # a level of studies without an effect is none
    assert tausq.rma(yi, rr.vi, mods="alloc", data=bcg).coef_names == ["intercept", "alloc=systematic"]


def test_formulas(bcg, rr):
    pytest.importorskip("patsy")
    data = bcg.assign(yi=rr.yi, vi=rr.vi)
    fit = tausq.rma("yi ~ ablat + C(alloc)", "vi", data=data)
    same = tausq.rma(rr.yi, rr.vi, mods=["ablat", "alloc"], data=bcg)
    assert fit.QM == pytest.approx(same.QM, rel=1e-9) and fit.get("beta:ablat") == pytest.approx(same.get("beta:ablat"), rel=1e-9)
    new = {"ablat": [33, 44], "alloc": ["random", "alternate"]}
    assert np.allclose(fit.predict(new).estimate, same.predict(new).estimate, rtol=1e-10)
    assert pickle.loads(pickle.dumps(fit)).predict(pd.DataFrame(new)).estimate[1] == fit.predict(new).estimate[1]
    gaps = data.assign(ablat=data["ablat"].where(data.index != 3), yi=data["yi"].where(data.index != 5))
    assert tausq.rma("yi", "vi", mods="~ ablat", data=gaps).get("why")[[3, 5]].all() and tausq.rma("yi ~ ablat", "vi", data=gaps).get("k") == 11
    assert tausq.rma("yi", "vi", mods="~ 0 + C(alloc)", data=data).get("p") == 3
    assert tausq.rma(rr, mods=tausq.Design.terms(bcg, "ablat + alloc"), data=bcg).QM == pytest.approx(same.QM, rel=1e-12)


# ---- inference ----------------------------------------------------------------------------------------------------------------------


def test_inference_agrees_with_itself(bcg, rr):
    fit = tausq.rma(rr, mods=["ablat", "year"], data=bcg)
    p = fit.predict({"ablat": [33], "year": [1970]})
    assert p.estimate[0] == fit.predict([[33, 1970]]).estimate[0] == fit.predict("ablat=33, year=1970").estimate[0]
    assert fit.contrast([1, 33, 1970]).estimate == pytest.approx(p.estimate[0], rel=1e-9)
    assert fit.contrast({"ablat": 1}).se == fit.get("se:ablat")
    assert fit.wald([[0, 1, 0], [0, 0, 1]]).statistic == pytest.approx(fit.QM, rel=1e-12)
    assert fit.wald(["ablat", "year"]).p_value == pytest.approx(fit.QMp, rel=1e-10)
    assert fit.wald({"ablat": 1} and [{"ablat": 1}]).statistic == pytest.approx(fit.get("zval:ablat") ** 2, rel=1e-10)
    assert fit.predict(pd.DataFrame({"ablat": [33], "year": [1970]}), level=0.5).ci_lower[0] > p.ci_lower[0]
    assert fit.predict([[33, 1970]], pi_kind="normal").pi_lower[0] > p.pi_lower[0]
    ratio = fit.ratio([33, 1970], [44, 1970])
    assert ratio.ratio == pytest.approx(fit.predict([[33, 1970]]).estimate[0] / fit.predict([[44, 1970]]).estimate[0], rel=1e-12)
    assert ratio.fieller_kind in ("interval", "exclusive", "all") and isinstance(ratio.numerator, tausq.Estimate)
    ci = fit.confint("ablat")
    assert (ci.lower, ci.upper) == (fit.get("ci_lb:ablat"), fit.get("ci_ub:ablat")) and ci.kind is None
    assert set(fit.confint()) == {"intercept", "ablat", "year", "tau2", "tau", "I2", "H2"}
    assert fit.confint("tau2", kind="QP", level=0.9).lower > fit.confint("tau2").lower
    assert fit.can("predict") and not fit.can("parts") and fit.extent("given") == 13


def test_beyond_and_its_report(fit):
    b = fit.beyond(np.log(0.8))
    assert 0.5 < b.probability < 1 and b.proportion.estimate > 0.5
    assert b.probability + fit.beyond(np.log(0.8), direction=1).probability == pytest.approx(1)
    text = fit.report(beyond=b, beyond_direction=-1, predictions=fit.predict(), prediction_labels=["anywhere"], call="by hand")
    assert "anywhere" in text and "%.4f" % b.probability in text or "Probability" in text


def test_refits(fit, rr, bcg):
    seven = fit.refit(rows=np.flatnonzero(bcg["alloc"] == "random"))
    assert seven.get("k") == 7 and seven.tau2 == fit.subgroup(bcg["alloc"]).parts[1].tau2
    assert fit.refit(rows=(bcg["alloc"] == "random").to_numpy()).tau2 == seven.tau2
    assert fit.refit(fixed={"tau2": 0.25}).tau2 == 0.25
    assert fit.refit(yi=-rr.yi).get("beta")[0] == pytest.approx(-fit.get("beta")[0])
    assert fit.refit(x=bcg[["ablat"]].astype(float)).get("p") == 2
    weighted = fit.refit(weights=np.ones(13))
    assert weighted.get("beta")[0] == pytest.approx(rr.yi.mean())
    with pytest.raises(tausq.TausqError):
        tausq.mh("OR", bcg, **TABLE).refit(yi=rr.yi)
    with pytest.raises(tausq.TausqError, match="without keeping its studies"):
        tausq.rma(rr, keep="none").refit()


def test_comparisons_say_what_cannot_be_compared(fit, rr, bcg):
    ml = [tausq.rma(rr, method="ML"), tausq.rma(rr, method="ML", mods="ablat", data=bcg)]
    assert tausq.compare(*ml).p_value < 0.01 and tausq.compare(*ml)["df"] == 1
    with pytest.raises(ValueError, match="ML|REML"):
        tausq.compare(fit, ml[1])
    with pytest.raises(tausq.TausqError, match="likelihood"):
        tausq.compare(tausq.mh("OR", bcg, **TABLE), tausq.peto(bcg, **TABLE))


def test_subgroups(fit, bcg):
    groups = fit.subgroup("alloc", data=bcg, test="chi2")
    assert groups.model == "subgroups" and groups.coef_names == ["alternate", "random", "systematic"]
    assert groups.wald([[1, -1, 0], [0, 1, -1]]).df1 == 2
    partial = bcg["alloc"].where(bcg["alloc"] != "systematic")
    assert fit.subgroup(partial).coef_names == ["alternate", "random"] and "group" in str(fit.subgroup(partial).outcomes)
    codes = fit.subgroup((bcg["year"] > 1970).map({True: "late", False: "early"}))
    assert codes.coef_names == ["early", "late"]
    with pytest.raises(ValueError, match="groups has 2 values"):
        fit.subgroup(["a", "b"])
    with pytest.raises(tausq.TausqError):
        tausq.rma(fit.get("yi"), fit.get("vi"), mods=np.arange(13.0)).subgroup(bcg["alloc"])
