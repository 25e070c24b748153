#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""unwrapped.py SOURCE_DIR BINDING FILE...: every function of api.json is called in the binding's files, or stands with a reason in unwrapped.txt.

A line there for a function that is called, or that is no function, fails as well. Comments and texts do not count as calls."""
import json
import os
import re
import sys


def reasons_of(path, binding):
    reasons = {}
    for line in open(path, encoding="utf-8"):
        if not line.strip() or line.startswith("#"):
            continue
        function, bindings, reason = line.split(None, 2)
        if binding in bindings.split(","):
            reasons[function] = reason.strip()
    return reasons


def called_in(files):
    calls = set()
    for path in files:
        text = re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', " ", open(path, encoding="utf-8").read(), flags=re.S)
        calls |= set(re.findall(r"\b(tsq_\w+)\b", text))
    return calls


def main(top, binding, files):
    bindings = os.path.join(top, "examples/bindings")
    functions = {f["name"] for f in json.load(open(os.path.join(bindings, "api/api.json"), encoding="utf-8"))["functions"]}
    reasons = reasons_of(os.path.join(bindings, "unwrapped.txt"), binding)
    calls = called_in(files) & functions
    problems = [f"{f}: not called, and without a reason in unwrapped.txt" for f in sorted(functions - calls - set(reasons))]
    problems += [f"{f}: in unwrapped.txt, but called" for f in sorted(set(reasons) & calls)]
    problems += [f"{f}: in unwrapped.txt, but no function" for f in sorted(set(reasons) - functions)]
    problems += [f"{f}: '{r}' is no reason" for f, r in reasons.items() if len(r) < 10]
    print("\n".join(problems) or f"{binding}: {len(calls)} functions called, {len(reasons)} not, each with a reason")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
