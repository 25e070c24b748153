#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes beta_binomial_cases.h: maximum likelihood of the beta-binomial model at 40 digits, by Newton's method on the score of the
likelihood written with log gamma functions; standard errors from the numerical Hessian at that precision."""
import mpmath as mp

mp.mp.dps = 40
CASES = [  # x1, n1, x2, n2, start of rho (0: the maximum is at the boundary)
    ((4, 9, 0, 17, 3), (40, 62, 35, 110, 51), (14, 1, 5, 6, 9), (42, 60, 33, 105, 50), "0.1"),
    ((0, 1, 0, 3, 0, 0, 6), (50, 120, 33, 210, 18, 75, 160), (1, 0, 0, 2, 1, 0, 0), (52, 118, 35, 190, 20, 75, 150), "0.01"),
    ((5, 10, 15, 20), (50, 100, 150, 200), (4, 8, 12, 16), (50, 100, 150, 200), "0"),
]


def loglik(case, mu, theta):
    total = mp.mpf(0)
    for g in range(2):
        for x, n in zip(case[2 * g], case[2 * g + 1]):
            m = mu[g]
            total += mp.log(mp.binomial(n, x))
            if theta == 0:
                total += (x * mp.log(m) if x else 0) + ((n - x) * mp.log(1 - m) if n > x else 0)
                continue
            a, b = m / theta, (1 - m) / theta
            total += mp.loggamma(x + a) + mp.loggamma(n - x + b) - mp.loggamma(n + a + b)
            total -= mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    return total


def maximum(f, start):
    k = len(start)
    p = mp.matrix(start)
    for _ in range(60):
        e = mp.mpf(10) ** -13

        def at(*steps):
            return f([p[i] + sum(s * e for j, s in steps if j == i) for i in range(k)])
        grad = mp.matrix([(at((i, 1)) - at((i, -1))) / (2 * e) for i in range(k)])
        hess = mp.matrix(k, k)
        for i in range(k):
            for j in range(k):
                hess[i, j] = (at((i, 1), (j, 1)) - at((i, 1), (j, -1)) - at((i, -1), (j, 1)) + at((i, -1), (j, -1))) / (4 * e * e)
        step = mp.lu_solve(hess, -grad)
        scale = min(1, mp.mpf("0.5") / max(abs(s) for s in step)) if max(abs(s) for s in step) > 0.5 else 1
        p += scale * step
        if max(abs(s) for s in step) < mp.mpf(10) ** -16:
            break
    return p, hess


print("/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* Written by beta_binomial_cases.py. */")
print("static const struct {\n  size_t k;\n  double x1[7], n1[7], x2[7], n2[7];")
print("  double estimate, se, mean1, mean2, rho, se_rho, loglik, binomial, common; /* log(OR); common: one mean for both groups */")
print("} beta_binomial_cases[] = {")
expit = lambda u: 1 / (1 + mp.exp(-u))
for case in CASES:
    logit0 = [mp.log(mp.mpf(sum(case[2 * g])) / (sum(case[2 * g + 1]) - sum(case[2 * g]))) for g in range(2)]
    rho0 = mp.mpf(case[4])
    binomial = loglik(case, [expit(u) for u in logit0], mp.mpf(0))
    if rho0:
        p, h = maximum(lambda p: loglik(case, [expit(p[0]), expit(p[1])], mp.exp(p[2])), logit0 + [mp.log(rho0)])
        v = (-h) ** -1
        theta = mp.exp(p[2])
        se_rho = mp.sqrt(v[2, 2]) * theta / (1 + theta) ** 2
        best = loglik(case, [expit(p[0]), expit(p[1])], theta)
        se = mp.sqrt(v[0, 0] + v[1, 1] - 2 * v[0, 1])
        q, _ = maximum(lambda p: loglik(case, [expit(p[0])] * 2, mp.exp(p[1])), [logit0[0], mp.log(rho0)])
        common = loglik(case, [expit(q[0])] * 2, mp.exp(q[1]))
    else:
        p, theta, se_rho, best = logit0, mp.mpf(0), mp.nan, binomial
        se = mp.sqrt(sum(1 / mp.mpf(sum(case[2 * g])) + 1 / mp.mpf(sum(case[2 * g + 1]) - sum(case[2 * g])) for g in range(2)))
        x, n = sum(case[0]) + sum(case[2]), sum(case[1]) + sum(case[3])
        common = loglik(case, [mp.mpf(x) / n] * 2, mp.mpf(0))
    numbers = [p[0] - p[1], se, expit(p[0]), expit(p[1]), theta / (1 + theta), se_rho, best, binomial, common]
    columns = ", ".join("{" + ", ".join(map(str, c)) + "}" for c in case[:4])
    print("    {%d, %s,\n     %s}," % (len(case[0]), columns, ", ".join("NAN" if mp.isnan(x) else mp.nstr(x, 17) for x in numbers)))
print("};")
