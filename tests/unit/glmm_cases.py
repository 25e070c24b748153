#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes glmm_cases.h: the maxima of the marginal likelihoods of the generalized linear mixed models, with mpmath: 50 digits
with one random effect, 20 with two. Integrals by the trapezoidal rule, the maximum by Newton's method on the score."""
import mpmath as mp

AI, N1, CI, N2 = (4, 9, 0, 17, 3), (40, 62, 35, 110, 51), (14, 1, 5, 6, 9), (42, 60, 33, 105, 50)
T1, T2 = ("40.5", "61", "36.25", "112", "50.5"), ("42", "60.75", "33", "104.5", "49")


def binomial(y, n, offset=0):
    c = mp.log(mp.binomial(n, y))
    return lambda e: (c + y * (e + offset) - n * mp.log1p(mp.exp(e + offset)), y - n / (1 + mp.exp(-e - offset)))


def poisson(y, t):
    c = -mp.log(mp.factorial(y))
    return lambda e: (c + y * (e + mp.log(t)) - t * mp.exp(e), y - t * mp.exp(e))


def hypergeometric(y, n1, n2, m):
    support = range(max(0, m - n2), min(n1, m) + 1)
    w = {j: mp.binomial(n1, j) * mp.binomial(n2, m - j) for j in support}

    def at(e):
        total = sum(w[j] * mp.exp(j * e) for j in support)
        mean = sum(j * w[j] * mp.exp(j * e) for j in support) / total
        return mp.log(w[y]) + y * e - mp.log(total), y - mean
    return at


def study(arms, t, n_fixed, h, reach):
    """log L and its gradient. arms: (f, fixed, random); t: fixed parameters, then standard deviations."""
    sds = t[n_fixed:]
    points, scale = [()], mp.mpf(1)
    for r in range(len(sds)):
        step = h if r + 1 < len(sds) or len(sds) == 1 else h * mp.mpf("0.36")  # tau is the larger: its u is known better
        n = int(reach / step)
        points = [p + (step * i,) for p in points for i in range(-n, n + 1)]
        scale *= step / mp.sqrt(2 * mp.pi)
    total, gradient = mp.mpf(0), [mp.mpf(0)] * len(t)
    for u in points:
        log_f, s = -sum(x * x for x in u) / 2, [mp.mpf(0)] * len(t)
        for a, (f, fixed, random) in enumerate(arms):
            e = sum(c * x for c, x in zip(fixed, t)) + sum(c * d * x for c, d, x in zip(random, sds, u))
            value, score = f(e)
            log_f += value
            for i, c in enumerate(list(fixed) + [r * x for r, x in zip(random, u)]):
                s[i] += c * score
        w = mp.exp(log_f)
        total += w
        gradient = [g + w * x for g, x in zip(gradient, s)]
    return mp.log(total * scale), [g / total for g in gradient]


def likelihood(studies, x, n_fixed, own, h, reach):
    """x: (intercepts of the studies where own), shared fixed parameters, standard deviations."""
    k = len(studies) if own else 0
    value, gradient = mp.mpf(0), [mp.mpf(0)] * len(x)
    for i, arms in enumerate(studies):
        t = ([x[i]] if own else []) + list(x[k:])
        v, g = study(arms, t, n_fixed, h, reach)
        value += v
        if own:
            gradient[i] += g[0]
        for j, gj in enumerate(g[1:] if own else g):
            gradient[k + j] += gj
    return value, gradient


def maximum(studies, x, n_fixed, own, digits):
    mp.mp.dps = 20
    x = [mp.mpf(v) for v in x]
    stages = [(20, "0.25", 9)] + ([(digits, "0.06", 16)] if digits > 20 else [])
    for dps, h, reach in stages:
        mp.mp.dps = dps
        h = mp.mpf(h)
        delta = mp.mpf(10) ** (-dps // 3)
        jacobian = None
        for step in range(40):
            value, g = likelihood(studies, x, n_fixed, own, h, reach)
            if jacobian is None or (step < 6 and digits > 20):
                jacobian = mp.matrix(len(x), len(x))
                for j in range(len(x)):
                    moved = list(x)
                    moved[j] += delta
                    _, gj = likelihood(studies, moved, n_fixed, own, h, reach)
                    for i in range(len(x)):
                        jacobian[i, j] = (gj[i] - g[i]) / delta
            d = mp.lu_solve(jacobian, -mp.matrix(g))
            x = [a + b for a, b in zip(x, d)]
            if max(abs(v) for v in d) < mp.mpf(10) ** (-min(dps, 24) + 5):
                break
    value, g = likelihood(studies, x, n_fixed, own, h, reach)
    return x, value


def cases():
    k = range(5)
    half = mp.mpf(1) / 2
    t1, t2 = [mp.mpf(t) for t in T1], [mp.mpf(t) for t in T2]
    two = {"OR": [(binomial(AI[i], N1[i]), binomial(CI[i], N2[i])) for i in k],
           "IRR": [(poisson(AI[i], t1[i]), poisson(CI[i], t2[i])) for i in k]}
    starts = {"OR": ["-2.0191", "-0.4257", "0.3117", "1.4186"], "IRR": ["-2.1543", "-0.3796", "0.2094", "1.2181"]}
    levels = {"OR": ["-2"] * 5, "IRR": ["-2"] * 5}
    for m in ("OR", "IRR"):
        fixed = [[(a, (1, 1), (half,)), (b, (1, 0), (-half,))] for a, b in two[m]]
        yield m, "TSQ_UM_FS", fixed, levels[m] + ["-0.4", "1.2"], 2, True, 50
        random = [[(a, (1, 1), (1, half)), (b, (1, 0), (1, -half))] for a, b in two[m]]
        yield m, "TSQ_UM_RS", random, starts[m], 2, False, 20
    one = lambda fs: [[(f, (1,), (1,))] for f in fs]
    yield "OR", "TSQ_CM_EL", one(hypergeometric(AI[i], N1[i], N2[i], AI[i] + CI[i]) for i in k), ["-0.4", "1.2"], 1, False, 50
    yield "OR", "TSQ_CM_AL", one(binomial(AI[i], AI[i] + CI[i], mp.log(mp.mpf(N1[i]) / N2[i])) for i in k), ["-0.4", "1.2"], 1, False, 50
    yield "IRR", "TSQ_CM_EL", one(binomial(AI[i], AI[i] + CI[i], mp.log(t1[i] / t2[i])) for i in k), ["-0.4", "1.2"], 1, False, 50
    yield "PLO", "0", one(binomial(AI[i], N1[i]) for i in k), ["-2.3", "0.4"], 1, False, 50
    yield "IRLN", "0", one(poisson(AI[i], t1[i]) for i in k), ["-2.3", "0.4"], 1, False, 50


print("/* Made by glmm_cases.py with mpmath: do not edit. */\n")
print("#define GLMM_K 5")
for name, column in (("ai", AI), ("n1i", N1), ("ci", CI), ("n2i", N2), ("t1i", T1), ("t2i", T2)):
    print("static const double glmm_%s[GLMM_K] = {%s};" % (name, ", ".join(map(str, column))))
print("\nstatic const struct {\n  int32_t measure, model;\n  double beta, tau, sigma, loglik;\n} glmm_maxima[] = {")
mp.mp.dps = 60
for measure, model, studies, start, n_fixed, own, digits in cases():
    x, value = maximum(studies, start, n_fixed, own, digits)
    tau = abs(x[-1])
    sigma = abs(x[-2]) if model == "TSQ_UM_RS" else mp.mpf(0)
    beta = x[5] if own else x[n_fixed - 1]
    print("    {TSQ_%s, %s, %s}," % (measure, model, ", ".join(mp.nstr(v, 20) for v in (beta, tau, sigma, value))), flush=True)
    mp.mp.dps = 60
print("};")
