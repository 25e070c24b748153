#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes exact_tables.h: conditional odds ratios of single 2x2 tables at 40 digits: maximum, exact and mid-p bounds (log scale), p."""
import mpmath as mp

mp.mp.dps = 40


def table(a, b, c, d, level):
    n1, n2, m = a + b, c + d, a + c
    lo, hi = max(0, m - n2), min(n1, m)
    w = {j: mp.binomial(n1, j) * mp.binomial(n2, m - j) for j in range(lo, hi + 1)}

    def share(f, u):
        e = mp.exp(u)
        return sum(w[j] * e ** j for j in w if f(j)) / sum(w[j] * e ** j for j in w)

    def solve(f):
        left, right = mp.mpf(-60), mp.mpf(60)
        for _ in range(140):
            middle = (left + right) / 2
            if f(middle) < 0:
                left = middle
            else:
                right = middle
        return (left + right) / 2

    half = (1 - mp.mpf(level)) / 2
    inf = mp.inf
    mean = lambda u: sum(j * w[j] * mp.exp(u * j) for j in w) / sum(w[j] * mp.exp(u * j) for j in w) - a
    top = lo == hi
    row = [mp.nan if top else -inf if a == lo else inf if a == hi else solve(mean)]
    for own in (1, mp.mpf(1) / 2):
        row.append(-inf if a == lo else solve(lambda u: share(lambda j: j > a, u) + own * share(lambda j: j == a, u) - half))
        row.append(inf if a == hi else solve(lambda u: half - share(lambda j: j < a, u) - own * share(lambda j: j == a, u)))
    row.append(sum(w[j] for j in w if w[j] <= w[a] * (1 + mp.mpf("1e-7"))) / sum(w.values()))
    at = share(lambda j: j == a, 0)
    row.append(1 if top else min(1, 2 * min(share(lambda j: j < a, 0) + at / 2, share(lambda j: j > a, 0) + at / 2)))
    return row


def text(x):
    x = mp.mpf(x)
    return "NAN" if mp.isnan(x) else ("-INFINITY" if x < 0 else "INFINITY") if mp.isinf(x) else mp.nstr(x, 18)


print("/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* Written by exact_tables.py. */")
print("/* a, b, c, d, level; estimate; exact lower, upper; mid-p lower, upper; p, mid-p value */")
print("static const double table_cases[][12] = {")
for case in ((4, 119, 11, 128, "0.95"), (6, 300, 29, 274, "0.95"), (0, 20, 5, 15, "0.95"), (5, 0, 2, 9, "0.9"), (3, 1, 1, 3, "0.95"),
             (10, 2, 3, 15, "0.99"), (62, 13536, 248, 12619, "0.95"), (2, 1, 2, 5, "0.95"), (0, 10, 0, 12, "0.95"),
             (505, 87886, 499, 87892, "0.95")):
    print("    {" + ", ".join([str(c) for c in case] + [text(x) for x in table(*case)]) + "},")
print("};")
