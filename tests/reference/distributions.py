#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes distributions.h: probabilities and quantiles at 50 digits (mpmath), rounded to double, for test_distributions.c."""
import mpmath as mp

mp.mp.dps = 50


def normal_upper(z):
    return mp.erfc(mp.mpf(z) / mp.sqrt(2)) / 2


def t_upper(t, df):
    t, df = mp.mpf(t), mp.mpf(df)
    x = df / (df + t * t)
    tail = mp.betainc(df / 2, mp.mpf(1) / 2, 0, x, regularized=True) / 2
    return tail if t >= 0 else 1 - tail


def chi2_upper(x, df):
    return mp.gammainc(mp.mpf(df) / 2, mp.mpf(x) / 2, mp.inf, regularized=True)


def chi2_lower(x, df):
    return mp.gammainc(mp.mpf(df) / 2, 0, mp.mpf(x) / 2, regularized=True)


def f_upper(f, a, b):
    a, b, f = mp.mpf(a), mp.mpf(b), mp.mpf(f)
    return mp.betainc(b / 2, a / 2, 0, b / (b + a * f), regularized=True)


def quantile(tail, p, low, high):
    """x with tail(x) = p for a decreasing tail, by bisection on a log scale."""
    low, high, p = mp.mpf(low), mp.mpf(high), mp.mpf(p)
    for _ in range(400):
        middle = mp.sqrt(low * high)
        if tail(middle) > p:
            low = middle
        else:
            high = middle
    return low


def rows(name, fields, values):
    print("static const struct {\n  double %s, want;\n} %s[] = {" % (", ".join(fields), name))
    for row in values:
        if 0 < abs(row[-1]) < mp.mpf("1e-300"):
            continue  # underflows: the logarithms have cases of their own
        print("    {%s}," % ", ".join(mp.nstr(mp.mpf(v), 20) for v in row))
    print("};\n")


print("/* Made by distributions.py with mpmath at 50 digits: do not edit. */\n")
rows("normal_upper_cases", ["z"], [(z, normal_upper(z)) for z in (-8, -1.5, 0, 0.1, 1, 1.96, 5, 10, 20, 37.5)])
rows("t_upper_cases", ["t", "df"], [(t, df, t_upper(t, df)) for df in (1, 2, 3.7, 10, 38, 500, 1e5)
                                    for t in (-3, 0.01, 1, 2.5, 12, 60)])
rows("chi2_upper_cases", ["x", "df"], [(x, df, chi2_upper(x, df)) for df in (1, 2, 5, 12, 38, 400, 10000)
                                       for x in (0.01, 1, 10, 38, 152.25, 500, 1300)])
rows("chi2_lower_cases", ["x", "df"], [(x, df, chi2_lower(x, df)) for df in (1, 5, 12, 400) for x in (1e-6, 0.5, 4, 12, 380)])
rows("f_upper_cases", ["f", "df1", "df2"], [(f, a, b, f_upper(f, a, b)) for a in (1, 2, 5, 30) for b in (1, 3, 10, 120, 5000)
                                             for f in (0.01, 1, 4.96, 60)])
rows("t_critical_cases", ["level", "df"], [(level, df, quantile(lambda t, d=df: t_upper(t, d), (1 - mp.mpf(level)) / 2, "1e-9", "1e12"))
                                            for level in (0.5, 0.9, 0.95, 0.99, 0.999999) for df in (1, 2, 5, 12, 38, 1000)])
rows("chi2_quantile_cases", ["p", "df"], [(p, df, quantile(lambda x, d=df: chi2_upper(x, d), p, "1e-12", "1e6"))
                                           for p in (0.975, 0.95, 0.5, 0.05, 0.025, 1e-6) for df in (1, 2, 5, 12, 38, 1000)])
rows("normal_log_upper_cases", ["z"], [(z, mp.log(normal_upper(z))) for z in (0, 3, 30, 38, 40, 100, 1e6)])
rows("t_log_upper_cases", ["t", "df"], [(t, df, mp.log(t_upper(t, df))) for t, df in ((3, 5), (1e80, 5), (1e10, 38), (1e12, 100), (60, 1000))])
rows("chi2_log_upper_cases", ["x", "df"], [(x, df, mp.log(chi2_upper(x, df))) for x, df in ((3, 5), (1500, 1), (2000, 12), (1e5, 38), (1e7, 400))])
