#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes subgroup_cases.h: DerSimonian-Laird fits with Knapp-Hartung errors of the BCG trials by allocation, and Welch's test between them
(Welch 1951, doi:10.1093/biomet/38.3-4.330, eqs. 23, 24), at 40 digits. The trials are read from ../bcg.h."""
import os
import re

from mpmath import mp, mpf, sqrt, betainc, gammainc

mp.dps = 40
here = os.path.dirname(os.path.abspath(__file__))
text = open(os.path.join(here, "..", "bcg.h")).read()


def column(name):
    body = re.search(name + r"\[[^]]*\] = \{([^}]*)\}", text).group(1)
    return [v.strip() for v in body.split(",") if v.strip()]


def exact(name):  # the doubles that the C compiler makes of the decimals
    return [mpf(float(v)) for v in column(name)]


def knapp_hartung(y, v):
    k = len(y)
    w = [1 / x for x in v]
    W = sum(w)
    mean = sum(a * b for a, b in zip(w, y)) / W
    q = sum(a * (b - mean) ** 2 for a, b in zip(w, y))
    tau2 = max(mpf(0), (q - (k - 1)) / (W - sum(a * a for a in w) / W))
    w = [1 / (x + tau2) for x in v]
    W = sum(w)
    mean = sum(a * b for a, b in zip(w, y)) / W
    s2 = sum(a * (b - mean) ** 2 for a, b in zip(w, y)) / (k - 1)
    return mean, sqrt(s2 / W), k - 1


def f_upper(f, d1, d2):
    return betainc(mpf(d2) / 2, mpf(d1) / 2, 0, d2 / (d2 + d1 * f), regularized=True)


yi, vi = exact("bcg_yi"), exact("bcg_vi")
alloc = [int(v) for v in column("bcg_alloc")]
fits = [knapp_hartung([y for y, a in zip(yi, alloc) if a == g], [v for v, a in zip(vi, alloc) if a == g]) for g in range(3)]
g = len(fits)
w = [1 / se ** 2 for _, se, _ in fits]
W = sum(w)
centre = sum(a * f[0] for a, f in zip(w, fits)) / W
Q = sum(a * (f[0] - centre) ** 2 for a, f in zip(w, fits))
lam = sum((1 - a / W) ** 2 / f[2] for a, f in zip(w, fits))
F = (Q / (g - 1)) / (1 + mpf(2) * (g - 2) / (g ** 2 - 1) * lam)
df2 = (g ** 2 - 1) / (3 * lam)
with open(os.path.join(here, "subgroup_cases.h"), "w") as out:
    out.write("/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* Made by subgroup_cases.py. */\n")
    for name, i in (("effect", 0), ("se", 1), ("df", 2)):
        out.write("static const double subgroup_%s[3] = {%s};\n" % (name, ", ".join(mp.nstr(mpf(f[i]), 20) for f in fits)))
    for name, value in (("Q", Q), ("Qp", gammainc(mpf(g - 1) / 2, Q / 2, regularized=True)), ("F", F), ("df2", df2), ("Fp", f_upper(F, g - 1, df2))):
        out.write("static const double subgroup_%s = %s;\n" % (name, mp.nstr(value, 20)))
