#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes re2_cases.h: the test RE2 of Han & Eskin 2011 (doi:10.1016/j.ajhg.2011.04.014) at 50 digits.

The statistic is twice the difference of the log likelihoods themselves, sum -1/2 (log(v + t) + (y - m)^2/(v + t)), at their maximum over the
mean m and t = tau2 >= 0 and at m = t = 0. The maximum is found over a grid of 400 points and, about each of its peaks, by golden section.
Nothing is shared with the library. The bounds of tau2 solve Q(t) = quantile of chi2 by bisection (Viechtbauer 2007, doi:10.1002/sim.2514).
"""
import os
import random

from mpmath import mp, mpf, erfc, exp, log, log10, sqrt, gammainc

mp.dps = 50


def profile(y, v, t):
    w = [1 / (vi + t) for vi in v]
    mean = sum(a * b for a, b in zip(w, y)) / sum(w)
    return log_likelihood(y, v, mean, t), mean


def log_likelihood(y, v, mean, t):
    return -sum(log(vi + t) + (yi - mean) ** 2 / (vi + t) for yi, vi in zip(y, v)) / 2


def maximum(y, v):
    top = (max(y) - min(y)) ** 2 * 2
    low = min(v) / 10**4
    grid = [mpf(0)] + [low * (top / low) ** (mpf(i) / 400) for i in range(401)] if top > low else [mpf(0)]
    values = [profile(y, v, t)[0] for t in grid]
    best = (values[0], mpf(0))
    for i, value in enumerate(values):
        if (i > 0 and value < values[i - 1]) or (i + 1 < len(values) and value < values[i + 1]):
            continue
        a, b = grid[max(i - 1, 0)], grid[min(i + 1, len(grid) - 1)]
        ratio = (sqrt(mpf(5)) - 1) / 2
        for _ in range(140):
            c, d = b - ratio * (b - a), a + ratio * (b - a)
            if profile(y, v, c)[0] > profile(y, v, d)[0]:
                b = d
            else:
                a = c
        t = (a + b) / 2
        best = max(best, (profile(y, v, t)[0], t))
    return best


def q_at(y, v, t):
    mean = profile(y, v, t)[1]
    return sum((yi - mean) ** 2 / (vi + t) for yi, vi in zip(y, v))


def chi2_quantile(p, df):
    a, b = mpf(0), mpf(1000)
    for _ in range(200):
        c = (a + b) / 2
        a, b = (c, b) if gammainc(mpf(df) / 2, 0, c / 2, regularized=True) < p else (a, c)
    return a


def bound(y, v, p):
    target = chi2_quantile(p, len(y) - 1)
    if q_at(y, v, 0) <= target:
        return mpf(0)
    a, b = mpf(0), mpf(1)
    while q_at(y, v, b) > target:
        b *= 2
    for _ in range(190):
        c = (a + b) / 2
        a, b = (c, b) if q_at(y, v, c) > target else (a, c)
    return a


def case(y, v):
    fitted = maximum([mpf(x) for x in y], [mpf(x) for x in v])
    ym, vm = [mpf(x) for x in y], [mpf(x) for x in v]
    s = 2 * (fitted[0] - log_likelihood(ym, vm, mpf(0), mpf(0)))
    s = max(s, mpf(0))
    p = (erfc(sqrt(s / 2)) + exp(-s / 2)) / 2
    tail = mpf("0.025")
    return [s, p if p > mpf(10) ** -300 else mpf(0), -log10(p), bound(ym, vm, 1 - tail), bound(ym, vm, tail)]


def draw(seed):
    r = random.Random(seed)
    k = [3, 5, 10, 8][seed % 4]
    mean = [0, 0.2, 2, 0.05, -0.5][seed % 5]
    tau = [0, 0.3, 1, 0.1][seed // 4 % 4]
    v = [float("%.6g" % r.uniform(0.005, 0.2)) for _ in range(k)]
    y = [float("%.6g" % r.gauss(mean, (tau**2 + vi) ** 0.5)) for vi in v]
    if seed % 7 == 6:
        v[0] = v[0] * 1e-9  # one by one: not in a lane
    return y, v


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "re2_cases.h"), "w") as out:
        out.write("/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* Written by re2_cases.py. */\n")
        out.write("static const struct {\n  size_t k;\n  double y[10], v[10];\n  double s, p, log10_p, lower, upper;\n} re2_cases[] = {\n")
        for seed in range(28):
            y, v = draw(seed)
            numbers = lambda a: "{" + ", ".join("%.17g" % x for x in a) + "}"
            out.write("    {%d,\n     %s,\n     %s,\n     %s},\n" % (len(y), numbers(y), numbers(v), ", ".join(mp.nstr(x, 20) for x in case(y, v))))
        out.write("};\n")


main()
