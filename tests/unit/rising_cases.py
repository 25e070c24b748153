#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes rising_cases.h: the sums of lib/numeric/rising.h term by term at 50 digits (mpmath)."""
from mpmath import mp, mpf, log

mp.dps = 50
# c, theta, m: short sums and just longer ones; z = c/theta just beyond 20 and far beyond; theta m below and above 1e-3 c; theta = 0
CASES = [
    (0.3, 0.02, 40), (0.3, 0.02, 41), (0.41, 0.02, 300), (0.0126, 0.000625, 1500), (1.0, 0.048828125, 45),
    (0.3, 1.4e-7, 2000), (0.3, 1.6e-7, 2000), (0.7, 3e-7, 1000), (0.7, 3e-7, 1001), (0.5, 1e-19, 1200),
    (0.25, 0.0, 1500), (1e-4, 2e-3, 4000), (0.9, 5.0, 1200), (0.02, 9e-9, 2200),
]
print("/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* Made by rising_cases.py: c, theta, m; log, first, second; slope; one, two. */")
print("static const double rising_cases[][9] = {")
for c, theta, m in CASES:
    log_sum = first = second = slope = one = two = mpf(0)
    for r in range(m):
        value = mpf(c) + r * mpf(theta)
        log_sum += log(value)
        first += 1 / value
        second += 1 / value**2
        slope += r / value
        one += r / value**2
        two += r * r / value**2
    numbers = [mp.nstr(x, 20) for x in (log_sum, first, second, slope, one, two)]
    print("    {%r, %r, %d, %s}," % (c, theta, m, ", ".join(numbers)))
print("};")
