# SPDX-License-Identifier: GPL-3.0-or-later
"""combine_effects.py DIR: seconds a fit of DerSimonian-Laird and Paule-Mandel by statsmodels, on the trials of tausq_bench."""
import csv
import sys
import time

import numpy as np
from statsmodels.stats.meta_analysis import combine_effects

problems = {}
with open(sys.argv[1] + "/batch.csv", newline="") as f:
    for row in csv.DictReader(f):
        problems.setdefault(row["problem"], []).append((float(row["yi"]), float(row["vi"])))
data = [np.array(p) for p in problems.values()]
for name, method in (("batch.dl.10", "dl"), ("batch.pm.10", "iterated")):
    start = time.process_time()
    for p in data:
        combine_effects(p[:, 0], p[:, 1], method_re=method).summary_frame()
    print(name, f"{(time.process_time() - start) / len(data):.4g}")
