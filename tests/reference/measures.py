#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""measures.py SOURCE_DIR [--write]: the table of README.md, measure and variance type x source of the numbers it was checked against,
from the registry and the test data. Without --write: fails where the README's table is another, or a measure has no source."""
import json
import re
import sys

top = sys.argv[1]
read = lambda path: open(top + "/" + path, encoding="utf-8").read()
registry = read("lib/effect/registry.c")
registry = registry[registry.index("static const tsqp_measure measures"):registry.index("clang-format on")]
sources = {}


def found(code, vtype, source):
    sources.setdefault((code, vtype), set()).add(source)


entries = []
for entry in re.findall(r"ENTRY\((.*?)\)(?=,?\n)", registry, re.S):
    code = entry.split(",")[0]
    vtypes = re.search(r"VTYPES\((.*?)\)", entry)
    names = [v.strip().replace("TSQ_", "").replace("VMAX", "MAX") for v in vtypes.group(1).split(",")] if vtypes else ["LS"]
    if "given" not in entry.split(",")[1]:
        entries.append((code, names))
default = {code: names[0] for code, names in entries}
alias = {"OR2DL": "OR2D", "D2ORL": "D2OR"}
for case in json.loads(read("tests/reference/cases.json")):
    if case["kind"] == "escalc" and "measure" in case["call"]:
        code = alias.get(case["call"]["measure"], case["call"]["measure"])
        found(code, case["call"].get("vtype") or default[code], "A")
for path, source in (("tests/unit/effect_cases_metafor.h", "A"), ("tests/unit/effect_cases_papers.h", "B")):
    for code, vtype in re.findall(r'^  \{"(\w+)", "(\w*)"', read(path), re.M):
        found(code, vtype or default[code], source)
lines = ["| measure | variance types and the sources of their numbers |", "|---|---|"]
missing = []
for code, names in entries:
    cells = []
    for name in names:
        of = sources.get((code, name), set()) or (sources.get((code, "LS"), set()) if name in ("CS", "ST") else set())
        if not of:
            missing.append(code + " " + name)
        cells.append(name + " " + "".join(sorted(of)))
    lines.append("| %s | %s |" % (code, ", ".join(cells)))
table = "\n".join(lines) + "\n"
start, end = "<!-- measures: begin -->\n", "<!-- measures: end -->\n"
readme = read("tests/reference/README.md")
before, rest = readme.split(start)
old, after = rest.split(end)
if "--write" in sys.argv:
    open(top + "/tests/reference/README.md", "w", encoding="utf-8").write(before + start + table + end + after)
elif old != table:
    sys.exit("tests/reference/README.md: the table of measures is old: measures.py . --write")
if missing:
    sys.exit("no source for " + ", ".join(missing))
