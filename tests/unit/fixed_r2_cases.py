#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes fixed_r2_cases.h: variances of R^2 and atanh(sqrt(R^2)) with fixed predictors at 30 digits, from the noncentral beta density
written with the confluent hypergeometric function (the library sums its Poisson mixture)."""
import mpmath as mp

mp.mp.dps = 30
print("/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* Written by fixed_r2_cases.py. r2, m, n; variance of R^2, of atanh(sqrt(R^2)) */")
print("static const double fixed_r2_cases[][5] = {")
for text, m, n in (("0.3", 2, 40), ("0", 3, 20), ("0.9", 5, 1000), ("0.5", 1, 4), ("0.04", 10, 25), ("0.75", 7, 60)):
    r2, a, b = mp.mpf(text), mp.mpf(m) / 2, mp.mpf(n - m - 1) / 2
    lam = n * r2 / (1 - r2)

    def density(z):  # of z = atanh(sqrt(B))
        t = mp.tanh(z)
        beta = mp.exp(-lam / 2) * t ** (2 * a - 2) * mp.cosh(z) ** (2 - 2 * b) / mp.beta(a, b) * mp.hyp1f1(a + b, a, lam * t * t / 2)
        return beta * 2 * t / mp.cosh(z) ** 2

    centre, s = mp.atanh(mp.sqrt(r2)), 1 / mp.sqrt(b)
    points = [0] + [x for x in (centre - 8 * s, centre - 3 * s, centre, centre + 3 * s) if x > 0]
    points += [centre + 8 * s, centre + 8 * s + 10 / b + 1, centre + 8 * s + 40 / b + 2]
    moment = lambda f: mp.quad(lambda z: density(z) * f(z), points)
    variance = lambda f: moment(lambda z: f(z) ** 2) - moment(f) ** 2
    print("    {%s, %d, %d, %s, %s}," % (text, m, n, mp.nstr(variance(lambda z: mp.tanh(z) ** 2), 17), mp.nstr(variance(lambda z: z), 17)))
print("};")
