#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes revman_cases.h: what RevMan printed, and edge cases computed here.

revman_studies.csv (estimate and 95% interval to six decimals) and revman_weights.csv (weights in percent, a pool after the other) are
rows of published Cochrane reviews as RevMan printed them. The rest is computed from the formulas of Deeks & Higgins 2010, Statistical
algorithms in Review Manager 5: cells in exact fractions, logs and roots at 40 digits. A case without an effect has a reason.
"""
import csv
from fractions import Fraction as F
from pathlib import Path

import mpmath as mp

mp.mp.dps = 40
HERE = Path(__file__).resolve().parent
CELLS = ("cases1", "n1", "cases2", "n2")
MEANS = ("mean1", "sd1", "n1", "mean2", "sd2", "n2")


def real(x):
    return mp.mpf(x.numerator) / x.denominator


def corrected(a, b, c, d):
    half = F(1, 2) if 0 in (a, b, c, d) else F(0)
    return [x + half for x in (a, b, c, d)]


def of_counts(measure, cells):
    """(yi, vi) or a reason; yi on the log scale of ratios."""
    a, n1, c, n2 = cells
    b, d = n1 - a, n2 - c
    if measure in ("RR", "OR", "PETO") and a == c == 0:
        return "DOUBLE_ZERO"
    if measure in ("OR", "PETO") and b == d == 0:
        return "DOUBLE_FULL"
    if measure == "PETO":
        n, events = n1 + n2, a + c
        v = n1 * n2 * events * (n - events) / (n * n * (n - 1))
        return real((a - n1 * events / n) / v), 1 / real(v)
    A, B, C, D = corrected(a, b, c, d)
    if measure == "OR":
        return mp.log(real(A * D / (B * C))), real(1 / A + 1 / B + 1 / C + 1 / D)
    if measure == "RD":
        return real(a / n1 - c / n2), real(A * B / (A + B) ** 3 + C * D / (C + D) ** 3)
    yi = mp.mpf(0) if b == d == 0 else mp.log(real(A * (C + D) / (C * (A + B))))
    return yi, real(1 / A - 1 / (A + B) + 1 / C - 1 / (C + D))


def of_means(measure, record):
    m1, s1, n1, m2, s2, n2 = record
    if measure == "MD":
        return real(m1 - m2), real(s1 * s1 / n1 + s2 * s2 / n2)
    n = n1 + n2
    variance = ((n1 - 1) * s1 ** 2 + (n2 - 1) * s2 ** 2) / (n - 2) if n > 2 else None
    if variance is None:
        return "SAMPLE_SIZE"
    if variance == 0:
        return "ZERO_SD"
    g = real((1 - F(3) / (4 * n - 9)) * (m1 - m2)) / mp.sqrt(real(variance))
    vi = real(n / (n1 * n2)) + g * g / (2 * real(n - F("3.94")))
    return (g, vi) if vi > 0 else "SAMPLE_SIZE"


def number(x):
    return "NAN" if x is None else repr(float(x))


COUNT_CASES = [("RR", c) for c in (
    (13, 24, 21, 21), (24, 24, 13, 21), (9, 9, 4, 4), (7, 7, 7, 7), (0, 10, 0, 12), (0, 10, 5, 12), (3, 10, 0, 7), (0, 10, 12, 12),
    (10, 10, 0, 12), (4, 10, 5, 12), (1, 1, 1, 1), (0, 1, 1, 1), (1, 100000, 0, 90000))]
COUNT_CASES += [("OR", c) for c in (
    (5, 5, 7, 9), (5, 5, 7, 7), (0, 5, 0, 7), (0, 5, 7, 7), (0, 30, 2, 31), (4, 10, 5, 12), (1, 1, 0, 1))]
COUNT_CASES += [("RD", c) for c in (
    (5, 5, 7, 7), (0, 8, 0, 9), (0, 8, 3, 8), (8, 8, 3, 8), (4, 9, 5, 11), (1, 1, 0, 1), (0, 1, 0, 1))]
COUNT_CASES += [("PETO", c) for c in (
    (0, 8, 0, 9), (8, 8, 9, 9), (5, 5, 7, 9), (0, 8, 2, 9), (4, 10, 5, 12), (1, 1, 0, 1))]
MEAN_CASES = [(m, tuple(F(x) for x in r)) for m in ("SMD", "MD") for r in (
    ("12.3", "2.1", 20, "11.9", "2.4", 22), ("5", "1.25", 2, "4", "0.5", 2), ("5", "2", 12, "5", "3", 9), ("-3.5", "0.5", 150, "4", "0.25", 6),
    ("5", "0", 15, "4.5", "2", 15))]
MEAN_CASES += [("SMD", tuple(F(x) for x in r)) for r in (
    ("5", "0", 15, "5", "0", 15), ("5", "1", 1, "4", "1", 1), ("9", "1", 1, "4", "1", 2), ("4.1", "1", 1, "4", "1", 2))]


def write_case(measure, record, answer):
    record = list(record) + [None] * (6 - len(record))
    yi, vi, reason = (None, None, answer) if isinstance(answer, str) else (*answer, "NONE")
    cells = ", ".join(number(x) for x in record)
    print(f"  {{TSQ_{measure}, {{{cells}}}, {number(yi)}, {number(vi)}, TSQ_REASON_{reason}}},")


def pooled(measure, tables, random):
    """Mantel-Haenszel of corrected cells, and DerSimonian & Laird with Q about it."""
    effects = [of_counts(measure, t) for t in tables]
    cells = [corrected(a, n1 - a, c, n2 - c) for a, n1, c, n2 in tables]
    n = [sum(x) for x in cells]
    arms = [(A + B, C + D) for A, B, C, D in cells]
    if measure == "RD":
        w = [real(n1 * n2 / t) for (n1, n2), t in zip(arms, n)]
        theta = sum(x * e[0] for x, e in zip(w, effects)) / sum(w)
        var = sum(real((A * B * n2 ** 3 + C * D * n1 ** 3) / (n1 * n2 * t ** 2))
                  for (A, B, C, D), (n1, n2), t in zip(cells, arms, n)) / sum(w) ** 2
    elif measure == "OR":
        R = [A * D / t for (A, B, C, D), t in zip(cells, n)]
        S = [B * C / t for (A, B, C, D), t in zip(cells, n)]
        P = [(A + D) / t for (A, B, C, D), t in zip(cells, n)]
        Q = [(B + C) / t for (A, B, C, D), t in zip(cells, n)]
        r, s = sum(R), sum(S)
        theta = mp.log(real(r / s))
        var = real((sum(p * x for p, x in zip(P, R)) / r ** 2 + sum(p * y + q * x for p, q, x, y in zip(P, Q, R, S)) / (r * s)
                    + sum(q * y for q, y in zip(Q, S)) / s ** 2) / 2)
        w = [real(x) for x in S]
    else:
        R = [A * n2 / t for (A, B, C, D), (n1, n2), t in zip(cells, arms, n)]
        S = [C * n1 / t for (A, B, C, D), (n1, n2), t in zip(cells, arms, n)]
        P = [(n1 * n2 * (A + C) - A * C * t) / t ** 2 for (A, B, C, D), (n1, n2), t in zip(cells, arms, n)]
        w = [real(x) for x in S]
        theta = mp.log(sum(x * mp.exp(e[0]) for x, e in zip(w, effects)) / sum(w))
        var = real(sum(P) / (sum(R) * sum(S)))
    iv = [1 / e[1] for e in effects]
    q = sum(x * (e[0] - theta) ** 2 for x, e in zip(iv, effects))
    tau2 = max(mp.mpf(0), (q - (len(iv) - 1)) / (sum(iv) - sum(x * x for x in iv) / sum(iv))) if len(iv) > 1 else mp.mpf(0)
    iv = [1 / (e[1] + tau2) for e in effects]
    mean = sum(x * e[0] for x, e in zip(iv, effects)) / sum(iv)
    return theta, mp.sqrt(var), q, tau2, mean, 1 / mp.sqrt(sum(iv)), (iv if random else w)


def pools():
    """Rows of one analysis until their weights make 100 percent."""
    name, rows = None, []
    for r in csv.DictReader(open(HERE / "revman_weights.csv")):
        name = r["analysis"]
        rows.append(([F(r[x]) for x in CELLS], r["weight"]))
        if abs(sum(float(w) for _, w in rows) - 100) < 1e-4:
            yield name, rows
            rows = []
    assert not rows


print("/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* Written by revman_cases.py. */\n/* clang-format off */")
print("/* printed by RevMan: group 1 (cases, n) and 2, or mean, sd, n of each; estimate, lower and upper bound at 95% */")
print("static const struct {\n  int32_t measure;\n  double record[6], estimate, ci_lower, ci_upper;\n} revman_printed[] = {")
for row in csv.DictReader(open(HERE / "revman_studies.csv")):
    record = [row[x] for x in (MEANS if row["mean1"] else CELLS)]
    record += ["NAN"] * (6 - len(record))
    print(f"  {{TSQ_{row['measure']}, {{{', '.join(record)}}}, {row['estimate']}, {row['ci_lower']}, {row['ci_upper']}}},")
print("};\n\n/* computed: yi, vi, and why there are none */")
print("static const struct {\n  int32_t measure;\n  double record[6], yi, vi;\n  int32_t reason;\n} revman_computed[] = {")
for measure, cells in COUNT_CASES:
    write_case(measure, cells, of_counts(measure, [F(x) for x in cells]))
for measure, record in MEAN_CASES:
    write_case(measure, record, of_means(measure, record))
print("};\n\n/* pools: tables, weights as printed (NaN: none were); Mantel-Haenszel estimate and se, Q about it, tau2, mean and se with it */")
print("static const struct {\n  int32_t measure, random;\n  size_t k;\n  double a[7], n1[7], c[7], n2[7], weight[7];")
print("  double common, common_se, Q, tau2, mean, se;\n} revman_pools[] = {")


def write_pool(measure, random, tables, weights):
    theta, se, q, tau2, mean, mean_se, w = pooled(measure, tables, random)
    for mine, printed in zip(w, weights or []):
        assert abs(100 * mine / sum(w) - mp.mpf(printed)) < 5.1e-7, (measure, printed)
    columns = ", ".join("{" + ", ".join(number(x) for x in col) + "}" for col in zip(*tables))
    shown = "{" + ", ".join(weights or ["NAN"] * len(tables)) + "}"
    print(f"  {{TSQ_{measure}, {int(random)}, {len(tables)}, {columns}, {shown},\n   "
          f"{', '.join(number(x) for x in (theta, se, q, tau2, mean, mean_se))}}},")


for name, rows in pools():
    write_pool(name[-2:], "random" in name, [t for t, _ in rows], [w for _, w in rows])
for measure, tables in (
        ("RR", ((14, 14, 18, 18), (9, 12, 20, 21), (5, 30, 11, 28))), ("RR", ((0, 20, 0, 21), (3, 25, 9, 26), (0, 14, 4, 15))),
        ("OR", ((7, 7, 9, 9), (4, 30, 9, 31), (0, 12, 3, 15))), ("RD", ((0, 20, 0, 25), (3, 40, 0, 41), (9, 50, 1, 48))),
        ("RR", ((13, 24, 21, 21), (9, 20, 8, 22), (5, 20, 11, 22))), ("RR", ((3, 20, 5, 22),))):
    kept = [t for t in tables if not isinstance(of_counts(measure, [F(x) for x in t]), str)]
    write_pool(measure, True, [[F(x) for x in t] for t in kept], None)
print("};\n/* clang-format on */")
