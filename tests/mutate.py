#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Would the tests notice? Changes one thing at a time in lib/ (an operator, a constant, a statement less) and runs the tests on it.

    python3 tests/mutate.py BUILD [N] [--under lib/numeric ...] [--seed S] [--at-least PERCENT]

BUILD/mutants/ gets a copy of the sources and a build of its own, so that neither the working tree nor BUILD is touched. A mutant is built
into one shared library, which all unit tests and metafor's cases use; it is killed where a test fails, or takes ten times as long as on
the sound library. Mutants that do not compile are drawn again. Prints a line a mutant; the survivors are printed again at the end, to be
read: each wants a test, or changes nothing that can be seen. Exit status 1 where fewer than PERCENT are killed.
"""
import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import time

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SWAPS = {"+": "-", "-": "+", "*": "/", "/": "*", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||", "||": "&&"}
TOKEN = re.compile(
    r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|^[ \t]*(?:#(?:[^\n]*\\\n)*[^\n]*|_?[Ss]tatic_assert[^;]*;)"
    r"|(?P<number>(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.]))"
    r"|(?P<operator> (?:\+|-|\*|/|<=?|>=?|==|!=|&&|\|\|) )"
    r"|(?P<statement>^ +(?!return|break|continue|goto|case|static|const|else|if|for|while|do\b|TSQP_TRY)[\w>\[\]*.()+-]+(?: [-+*/|&]?= |\()[^;{}\"]*;$)",
    re.S | re.M)


def changed_number(text):
    """Another number of the same kind: whole ones go up by one, others by a thousandth."""
    if re.fullmatch(r"\d+", text):
        return str(int(text) + 1)
    return repr(float(text) * 1.001) if float(text) != 0 else "1e-3"


def candidates(path):
    """(position, old, new) for whatever could be changed in a file."""
    text = open(path, encoding="utf-8").read()
    for found in TOKEN.finditer(text):
        old = found.group()
        if found.lastgroup == "number":
            yield found.start(), old, changed_number(old)
        elif found.lastgroup == "operator":
            yield found.start(), old, " %s " % SWAPS[old.strip()]
        elif found.lastgroup == "statement":
            yield found.start(), old, re.match(" *", old).group() + ";"
            # what stands within a statement can be changed as well
            for inner in re.finditer(r" (?:\+|-|\*|/|<=?|>=?|==|!=|&&|\|\|) ", old):
                yield found.start() + inner.start(), inner.group(), " %s " % SWAPS[inner.group().strip()]


def last_words(made):
    return made.stdout.decode(errors="replace")[-2000:]


def run(command, **more):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, **more)


class Bench:
    """The copy of the sources, its build, and its tests."""

    def __init__(self, folder):
        self.source = os.path.join(folder, "source")
        self.build = os.path.join(folder, "build")
        shutil.rmtree(self.source, ignore_errors=True)
        for part in ("CMakeLists.txt", "include", "lib", "tests", "pkgconfig", "examples"):
            place = shutil.copy2 if os.path.isfile(os.path.join(TOP, part)) else shutil.copytree
            os.makedirs(self.source, exist_ok=True)
            place(os.path.join(TOP, part), os.path.join(self.source, part))
        made = run(["cmake", "-S", self.source, "-B", self.build, "-DCMAKE_BUILD_TYPE=Release", "-DTAUSQ_TESTING_TYPE=SHARED", "-DTAUSQ_BUILD_BENCH=OFF",
                    "-DTAUSQ_BUILD_EXAMPLES=OFF", "-DCMAKE_C_FLAGS_RELEASE=-O1"])
        names = sorted(os.listdir(os.path.join(self.source, "tests", "unit")))
        self.names = ["unit_" + n[5:-2] for n in names if n.startswith("test_") and n.endswith(".c")]
        if made.returncode == 0:
            made = self.make(self.names + ["conformance"])
        if made.returncode != 0:
            sys.exit("the sound library does not build:\n" + last_words(made))
        self.tests = []  # (seconds, command), the fastest first

    def make(self, targets):
        return run(["cmake", "--build", self.build, "-j", str(os.cpu_count()), "--target"] + targets)

    def passes(self, command, limit):
        here = dict(os.environ, LD_PRELOAD=os.path.join(self.build, "libtausq_testing.so")) if "conformance" in command[0] else None
        try:
            return run(command, timeout=limit, cwd=self.build, env=here).returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def measure(self, slowest):
        for command in [[os.path.join(self.build, "tests", n)] for n in self.names] + [
                [os.path.join(self.build, "tests", "conformance"), os.path.join(self.source, "tests", "reference")]]:
            start = time.time()
            if not self.passes(command, 600):
                sys.exit("fails on the sound library: " + command[0])
            self.tests.append((time.time() - start, command))
        self.tests = sorted(t for t in self.tests if t[0] <= slowest)

    def killer(self):
        for seconds, command in self.tests:
            if not self.passes(command, 10 * seconds + 5):
                return os.path.basename(command[0])
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build")
    parser.add_argument("n", nargs="?", type=int, default=300)
    parser.add_argument("--under", nargs="+", default=["lib"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-least", type=float, default=0)
    parser.add_argument("--slowest", type=float, default=60, help="seconds: tests that take longer are left out")
    o = parser.parse_args()
    bench = Bench(os.path.join(os.path.abspath(o.build), "mutants"))
    bench.measure(o.slowest)
    print("%d tests, %.0f s on the sound library" % (len(bench.tests), sum(t[0] for t in bench.tests)), flush=True)
    files = [os.path.join(folder, f) for u in o.under for folder, _, names in os.walk(os.path.join(bench.source, u)) for f in sorted(names)
             if f.endswith((".c", ".h"))]
    everything = sorted((path, c) for path in files for c in candidates(path))
    random.Random(o.seed).shuffle(everything)
    survivors, killed = [], 0
    for path, (at, old, new) in everything:
        if killed + len(survivors) == o.n:
            break
        sound = open(path, encoding="utf-8").read()
        shown = "%s:%d: %s -> %s" % (os.path.relpath(path, bench.source), sound.count("\n", 0, at) + 1, " ".join(old.split()), new.strip() or ";")
        with open(path, "w", encoding="utf-8") as file:
            file.write(sound[:at] + new + sound[at + len(old):])
        try:
            compiles = bench.make(["tausq_testing"]).returncode == 0
            by = bench.killer() if compiles else None
        finally:
            with open(path, "w", encoding="utf-8") as file:
                file.write(sound)
        if not compiles:
            continue
        if by is None:
            survivors.append(shown)
        else:
            killed += 1
        print("%s  %s" % ("SURVIVED" if by is None else "killed by " + by, shown), flush=True)
    total = killed + len(survivors)
    print("\n%d mutants, %d killed (%.0f%%)" % (total, killed, 100 * killed / max(total, 1)))
    for line in survivors:
        print("survived  " + line)
    return 1 if total == 0 or 100 * killed < o.at_least * total else 0


sys.exit(main())
