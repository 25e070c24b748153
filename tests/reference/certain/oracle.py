#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Meta-regression at 60 digits and more, and hostile problems to try it on.

oracle.py COUNT SEED            COUNT problems of every kind, with answers, to standard output
oracle.py --csv FILE.csv ...    the problems in the files (yi, vi, then the moderators), with answers
oracle.py --pick N FILE         the N problems of a file whose variances, offsets and leverages are the most extreme

With P = W - WX(X'WX)^-1X'W, W = diag(1/(v + t)), and K an orthonormal basis of the complement of X, y'Py = sum c_i/(l_i + t) and
tr P = sum 1/(l_i + t), where l_i are the eigenvalues of K'VK and c_i the squares of K'y in its eigenvectors. Each answer is checked
against P itself. Working precision grows with the ratio of the variances, so that nothing here depends on how a formula is written.

A problem is a block of lines: "case NAME k p", k lines "yi vi x1 .. xp" (an intercept is in the model besides), lines "WHAT value", "end".
"""
import math
import random
import sys

import mpmath
import numpy

mpf = mpmath.mpf
LEVEL = mpf("0.95")
DIGITS = 50


# ---- the criteria -------------------------------------------------------------------------------------------------

class Problem:
    def __init__(self, name, yi, vi, x):
        self.name, self.yi, self.vi, self.x = name, yi, vi, x  # x: k rows of p moderators
        ratio = max(vi) / min(vi) if min(vi) > 0 else 1
        size = max(abs(y) for y in yi) / math.sqrt(min(vi))
        mpmath.mp.dps = int(80 + 2.5 * math.log10(ratio) + 2 * math.log10(1 + size))
        self.k, self.p = len(yi), len(x[0]) + 1
        self.y = mpmath.matrix([mpf(a) for a in yi])
        self.v = [mpf(a) for a in vi]
        self.X = mpmath.matrix([[mpf(1)] + [mpf(a) for a in row] for row in x])
        self.df = self.k - self.p
        self.well_posed = self.contrasts()

    def contrasts(self):
        """l and c; False where X is (nearly) of lower rank, by the rule of R's lm with some room."""
        X = self.X
        if self.p == 1:  # mpmath wants two columns: any second one does, as Q's first is the same
            X = mpmath.matrix(self.k, 2)
            X[:, 0] = self.X
            X[0, 1] = 1
        Q, R = mpmath.qr(X)
        for j in range(self.p):
            norm = mpmath.sqrt(sum(R[i, j] ** 2 for i in range(j + 1)))
            if abs(R[j, j]) <= mpf("1e-6") * norm:
                return False
        K = Q[:, self.p:self.k]
        S = K.T * mpmath.diag(self.v) * K
        l, U = mpmath.eigsy(S)
        z = U.T * (K.T * self.y)
        self.l = [l[i] for i in range(self.df)]
        self.c = [z[i] ** 2 for i in range(self.df)]
        return True

    def q(self, t, power=1):
        return sum(c / (l + t) ** power for l, c in zip(self.l, self.c))

    def trace(self, t):
        return sum(1 / (l + t) for l in self.l)

    def check(self, t):
        """y'Py and tr P at t from P itself."""
        w = [1 / (v + t) for v in self.v]
        WX = mpmath.matrix(self.k, self.p)
        for i in range(self.k):
            for j in range(self.p):
                WX[i, j] = w[i] * self.X[i, j]
        P = mpmath.diag(w) - WX * mpmath.inverse(self.X.T * WX) * WX.T
        quadratic = (self.y.T * P * self.y)[0]
        trace = sum(P[i, i] for i in range(self.k))
        for a, b in ((quadratic, self.q(t)), (trace, self.trace(t))):
            if abs(a - b) > mpf(10) ** -30 * abs(b):
                raise ArithmeticError(f"{self.name}: {mpmath.nstr(a, 20)} is not {mpmath.nstr(b, 20)}")

    def q_root(self, target):
        """Newton on 1/Q from the left, which climbs to the root."""
        t = mpf(0)
        if self.q(t) <= target:
            return t
        for _ in range(500):
            q = self.q(t)
            step = (q - target) * q / target / self.q(t, 2)
            t += step
            if abs(step) < mpf(10) ** -55 * t:
                break
        return t

    def score(self, t, restricted):
        down = self.l if restricted else self.v
        return self.q(t, 2) - sum(1 / (a + t) for a in down)

    def loglik(self, t, restricted):
        down = self.l if restricted else self.v
        return -(sum(mpmath.log(a + t) for a in down) + self.q(t)) / 2

    def grid(self):
        lowest = min(min(self.l), min(self.v)) / 1000
        highest = 10 * (sum(self.c) + max(max(self.l), max(self.v)))
        decades = float(mpmath.log10(highest / lowest))
        return numpy.array([float(mpmath.log10(lowest))]) + numpy.linspace(0, decades, int(300 * decades))

    def stationary(self, restricted):
        """All sign changes of the score on a fine grid, refined; [(t, whether it is a maximum)]."""
        log_t = self.grid()
        down = self.l if restricted else self.v
        log_l = numpy.array([float(mpmath.log10(a)) for a in self.l])
        log_c = numpy.array([float(mpmath.log10(a)) if a > 0 else -1e9 for a in self.c])
        log_d = numpy.array([float(mpmath.log10(a)) for a in down])

        def log_sum(a):
            top = a.max(axis=0)
            return top + numpy.log10((10 ** (a - top)).sum(axis=0))

        def log_plus(log_a):
            return log_sum(numpy.stack(numpy.broadcast_arrays(log_a[:, None], log_t[None, :])))

        a = log_sum(log_c[:, None] - 2 * log_plus(log_l))
        b = log_sum(-log_plus(log_d))
        rising = numpy.concatenate(([self.score(mpf(0), restricted) > 0], a > b))
        roots = []
        for i in numpy.nonzero(rising[1:] != rising[:-1])[0]:
            high = mpf(10) ** mpf(log_t[i])
            low = mpf(10) ** mpf(log_t[i - 1]) if i > 0 else high * mpf(10) ** -40
            before, after = self.score(low, restricted) > 0, self.score(high, restricted) > 0
            if before == after:
                continue
            for _ in range(240):
                mid = mpmath.sqrt(low * high)
                if (self.score(mid, restricted) > 0) == before:
                    low = mid
                else:
                    high = mid
            roots.append((low, bool(before)))
        return roots

    def maximise(self, restricted):
        best = (self.loglik(mpf(0), restricted), mpf(0))
        for t, is_maximum in self.stationary(restricted):
            if is_maximum:
                best = max(best, (self.loglik(t, restricted), t))
        return best[1]

    def answers(self):
        zero, df = mpf(0), self.df
        mean = sum(self.y) / self.k
        crude = sum((y - mean) ** 2 for y in self.y) / self.k
        pm = self.q_root(mpf(df))
        tail = (1 - LEVEL) / 2
        out = {
            "scale": 1 / self.trace(zero),
            "QE": self.q(zero),
            "DL": max(zero, (self.q(zero) - df) / self.trace(zero)),
            "HE": max(zero, (sum(self.c) - sum(self.l)) / df),
            "HS": max(zero, (self.q(zero) - self.k) / sum(1 / v for v in self.v)),
            "SJ": crude * self.q(crude) / df,
            "PM": pm,
            "EB": pm,
            "PMM": self.q_root(chi2_quantile(mpf("0.5"), df)),
            "REML": self.maximise(True),
            "ML": self.maximise(False),
            "QPlower": self.q_root(chi2_quantile(1 - tail, df)),
            "QPupper": self.q_root(chi2_quantile(tail, df)),
        }
        for t in (zero, crude, pm, out["REML"]):
            self.check(t)
        return out

    def show(self, out):
        print(f"case {self.name} {self.k} {self.p - 1}")
        for y, v, row in zip(self.yi, self.vi, self.x):
            print(" ".join(repr(float(a)) for a in (y, v, *row)))
        for what, value in out.items():
            print(what, mpmath.nstr(value, DIGITS, min_fixed=0, max_fixed=0))
        print("end", flush=True)


QUANTILES = {}


def chi2_quantile(probability, df):
    key = (mpmath.nstr(probability, 20), df)
    if key not in QUANTILES:
        with mpmath.workdps(80):
            half = mpf(df) / 2
            low, high = mpf(10) ** -12, mpf(400)
            for _ in range(260):
                mid = (low + high) / 2
                if mpmath.gammainc(half, 0, mid / 2, regularized=True) < probability:
                    low = mid
                else:
                    high = mid
            QUANTILES[key] = low
    return QUANTILES[key]


# ---- hostile problems -----------------------------------------------------------------------------------------------

def a_moderator(r, k):
    kind = r.randrange(6)
    if kind == 0:
        return [float(r.random() < 0.5) for _ in range(k)]
    if kind == 1:
        return [round(r.gauss(0, 1), 2) for _ in range(k)]
    if kind == 2:
        return [r.choice([0.0, 1.0, r.gauss(0, 1)]) for _ in range(k)]
    if kind == 3:
        return [1.0] + [0.0] * (k - 1)  # a study of its own
    if kind == 4:
        return [r.uniform(1950, 2025) for _ in range(k)]
    return [r.gauss(0, 1) for _ in range(k)]


def moderators(r, k, p):
    columns = [a_moderator(r, k) for _ in range(p)]
    if p > 1 and r.random() < 0.2:  # near-collinear
        size = 10 ** r.uniform(-5, -1)
        columns[1] = [a + size * r.gauss(0, 1) for a in columns[0]]
    for column in columns:
        r.shuffle(column)
    return [list(row) for row in zip(*columns)]


def noise(r, vi, tau):
    return [r.gauss(0, math.sqrt(v + tau * tau)) for v in vi]


def offset_kind(r, k):
    """Effects far from 0 in standard deviations; equal variances or nearly."""
    v = 10 ** r.uniform(-4, 4)
    vi = [v if r.random() < 0.6 else v * 10 ** r.uniform(-1, 1) for _ in range(k)]
    if r.random() < 0.5:
        vi = [v] * k
    offset = math.sqrt(v) * 10 ** r.uniform(2, 8) * r.choice([-1, 1])
    return [offset + e for e in noise(r, vi, math.sqrt(v) * r.choice([0, 1, 3]))], vi


def ratio_kind(r, k):
    """Two or more classes of variances, ratios of 1e6 to 1e24."""
    low, ratio = 10 ** r.uniform(-8, 2), 10 ** r.uniform(6, 24)
    middle = low * math.sqrt(ratio)
    vi = [r.choice([low, low * ratio] if r.random() < 0.7 else [low, middle, low * ratio]) for _ in range(k)]
    if r.random() < 0.5:
        vi = [v * r.uniform(0.5, 2) for v in vi]
    tau = math.sqrt(low * ratio) * 10 ** r.uniform(-6, 1)
    offset = math.sqrt(low) * 10 ** r.uniform(0, 8) if r.random() < 0.5 else 0
    return [offset + e for e in noise(r, vi, tau)], vi


def precise_kind(r, k):
    """Ordinary studies, and one to three that are more precise by 1e6 to 1e20; few digits, as in papers."""
    vi = [float(f"{10 ** r.uniform(-1, 1):.3g}") for _ in range(k)]
    for _ in range(r.randint(1, 3)):
        vi[r.randrange(k)] = float(f"{10 ** r.uniform(-20, -6):.3g}")
    yi = [float(f"{e:.3g}") for e in noise(r, vi, r.choice([0, 0.5, 2, 5]))]
    return yi, vi


def huge_kind(r, k):
    """One or two variances so large that the study says nothing."""
    v = 10 ** r.uniform(-2, 2)
    vi = [v if r.random() < 0.5 else v * 10 ** r.uniform(-1, 1) for _ in range(k)]
    if r.random() < 0.5:
        vi = [v] * k
    yi = noise(r, vi, math.sqrt(v) * r.choice([0, 1, 3]))
    for _ in range(r.randint(1, 2)):
        vi[r.randrange(k)] = 10 ** r.choice([r.uniform(12, 40), r.uniform(12, 100), 100.0])
    return yi, vi


KINDS = {"offset": offset_kind, "ratio": ratio_kind, "precise": precise_kind, "huge": huge_kind}


def generate(count, seed):
    r = random.Random(seed)
    made = 0
    names = sorted(KINDS)
    while made < count:
        k = r.randint(4, 10)
        p = r.randint(1, min(3, k - 2))
        name = names[made % len(names)]
        yi, vi = KINDS[name](r, k)
        problem = Problem(f"{name}-{seed}-{made}", yi, vi, moderators(r, k, p))
        if not problem.well_posed or min(problem.c) == 0 == max(problem.c):
            continue
        problem.show(problem.answers())
        made += 1


# ---- files ---------------------------------------------------------------------------------------------------------

def from_csv(path):
    with open(path) as file:
        lines = [line.split(",") for line in file.read().split()]
    rows = [[float(a) for a in line] for line in lines[1:]]
    name = path.rsplit("/", 1)[-1].removesuffix(".csv")
    return Problem(name, [a[0] for a in rows], [a[1] for a in rows], [a[2:] for a in rows])


def blocks(path):
    block = []
    with open(path) as file:
        for line in file:
            block.append(line)
            if line.startswith("end"):
                yield block
                block = []


def hardness(block):
    _, _, k, _ = block[0].split()
    rows = [[float(a) for a in line.split()] for line in block[1:1 + int(k)]]
    v = [row[1] for row in rows]
    y = [row[0] for row in rows]
    return math.log10(max(v) / min(v)) + math.log10(1 + max(abs(a) for a in y) / math.sqrt(min(v)))


def pick(n, path):
    """The hardest of every kind, in equal shares."""
    kinds = {}
    for block in blocks(path):
        kinds.setdefault(block[0].split()[1].split("-")[0], []).append(block)
    for kind in sorted(kinds):
        for block in sorted(kinds[kind], key=hardness, reverse=True)[:n // len(kinds)]:
            sys.stdout.writelines(block)


if __name__ == "__main__":
    if sys.argv[1] == "--csv":
        for csv in sys.argv[2:]:
            problem = from_csv(csv)
            problem.show(problem.answers())
    elif sys.argv[1] == "--pick":
        pick(int(sys.argv[2]), sys.argv[3])
    else:
        generate(int(sys.argv[1]), int(sys.argv[2]))
