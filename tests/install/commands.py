# SPDX-License-Identifier: GPL-3.0-or-later
"""commands.py SOURCE_DIR [BUILD_DIR]: every command that the READMEs, CONTRIBUTING.md and the documentation tell a reader to run names scripts,
programs, targets, presets, tests and labels that are there. With --list: prints the commands, "FILE<tab>COMMAND", for newcomer.sh.

Commands are the lines of shell blocks (```sh, and indented lines that begin with a known program) and `code` that begins with one.
Words in capitals ("PREFIX", "NAME"), "[...]" and "/path/to/..." stand for the reader's own and are not looked up."""
import copy
import glob
import json
import os
import re
import shlex
import subprocess
import sys

DOCUMENTS = ["README.md", "CONTRIBUTING.md", "bench/README.md", "tests/reference/README.md", "examples/**/README.md", "examples/docs/*.md"]
PROGRAMS = ("sh cmake ctest cpack python3 /usr/bin/python3 Rscript R node npm cc pkg-config apt-get pip tests/run.sh build/ build-dev/ ../../build/ tausq cd "
            "clang-format").split()
OWN = re.compile(r"^(?:[A-Z][A-Z_]*|\[.*|.*\.\.\.|/path/to/.*|.*\bCOL\b.*|.*\bFILE\b.*|NAME.*)$")


def documents(top):
    found = []
    for pattern in DOCUMENTS:
        found += sorted(glob.glob(os.path.join(top, pattern), recursive=True))
    return list(dict.fromkeys(f for f in found if "/node_modules/" not in f))


def without_comment(line):
    return re.split(r"\s#\s|\s{4,}\(", line)[0].strip()


def begins(text):
    bare = re.sub(r"^(?:[A-Z_]+=(?:\"[^\"]*\"|\S)*\s+)+", "", text)
    return any(bare == p or bare.startswith(p if p.endswith("/") else p + " ") for p in PROGRAMS)


def commands(path):
    """(block number, command) of one document; the lines of a block share a folder, as after `cd`."""
    text, block, fence, whole = open(path, encoding="utf-8").read(), 0, None, ""
    for line in text.split("\n"):
        mark = re.match(r"\s*```(\w*)", line)
        if mark:
            fence = None if fence is not None else mark.group(1)
            block += 1
            continue
        if fence == "sh" and line.strip():
            whole += line.rstrip("\\")
            if not line.endswith("\\"):
                if without_comment(whole):
                    yield block, without_comment(whole)
                whole = ""
        elif fence is None:
            indented = re.match(r"    (\S.*)", line)
            if indented and begins(indented.group(1)):
                yield block, without_comment(indented.group(1))
            else:
                block += 1
                for code in re.findall(r"`([^`]+)`", line):
                    if begins(code) and " " in code and not code.startswith("cd "):
                        yield block, code
                        block += 1


class Checker:
    def __init__(self, top, build):
        self.top, self.build, self.faults, self.said = top, build, [], {}
        run = lambda *c: subprocess.run(c, capture_output=True, text=True).stdout
        self.targets = set(re.findall(r"^\.\.\. (\S+)|^(\w\S*): phony", run("cmake", "--build", build, "--target", "help"), re.M)) if build else set()
        self.targets = {a or b for a, b in self.targets}
        tests = run("ctest", "--test-dir", build, "-N") if build else ""
        self.tests = re.findall(r"Test +#\d+: (\S+)", tests)
        labels = run("ctest", "--test-dir", build, "--print-labels") if build else ""
        self.labels = set(re.findall(r"^  (\S+)$", labels, re.M)) | {"mpi"}  # whose tests need a build with MPI
        self.presets = {p["name"] for kind, ps in json.load(open(top + "/CMakePresets.json")).items() if kind.endswith("Presets") for p in ps}

    def fault(self, where, text):
        self.faults.append("%s: %s" % (where, text))

    def exists(self, where, folder, word):
        if OWN.match(word) or word.startswith("-") or re.search(r"[*<>$]", word):
            return
        path = os.path.normpath(os.path.join(folder, word))
        inside = os.path.relpath(path, self.top)
        if re.match(r"build(-\w+)?(/|$)", inside):
            rest = re.sub(r"^build(-\w+)?/?", "", inside)
            if self.build and not os.path.exists(os.path.join(self.build, rest)):
                self.fault(where, "%s is not built by anything" % word)
        elif not os.path.exists(path):
            self.fault(where, "there is no %s" % word)

    def words_after(self, words, *options):
        return [words[i + 1] for i, w in enumerate(words[:-1]) if w in options]

    def check(self, where, folder, words):
        program = words[0]
        if program in ("sh", "python3", "/usr/bin/python3", "Rscript") and len(words) > 1:
            script = [w for w in words[1:] if not w.startswith("-")]
            if "-m" in words:
                script = [w for w in script if "/" in w]
            for word in script[:1] if "-m" not in words else script:
                self.exists(where, folder, word)
        elif "/" in program and not program.startswith("/"):
            self.exists(where, folder, program)
            for word in words[1:]:
                if re.match(r"[\w./-]+\.(csv|json|md)$", word) or word.startswith("tests/"):
                    self.exists(where, folder, word)
        elif program == "cmake" and self.build:
            after = words[words.index("--target") + 1:] if "--target" in words else []
            for target in after:
                if target.startswith("-"):
                    break
                if target not in self.targets:
                    self.fault(where, "there is no target %s" % target)
        elif program == "ctest" and self.build:
            for label in self.words_after(words, "-L"):
                if label not in self.labels:
                    self.fault(where, "no test has the label %s" % label)
            for name in self.words_after(words, "-R"):
                if not any(re.search(name, t) for t in self.tests):
                    self.fault(where, "no test is called %s" % name)
        elif not begins(" ".join(words) + " ") and program not in ("cd", "echo"):
            self.fault(where, "%s: is that a command?" % program)
        if program.endswith("tausq") and self.build:
            self.tausq(where, words)
        for preset in self.words_after(words, "--preset") if program in ("cmake", "ctest") else []:
            if preset not in self.presets:
                self.fault(where, "there is no preset %s" % preset)

    def tausq(self, where, words):
        """The command's own options, by its help. A role's option is any column of a measure."""
        def ask(*c):
            if c not in self.said:
                self.said[c] = subprocess.run([os.path.join(self.build, "tausq"), *c], capture_output=True, text=True).stdout
            return self.said[c]

        if len(words) == 1 or words[1] == "help":
            return
        if not re.search(r"^  %s " % re.escape(words[1]), ask("help"), re.M):
            self.fault(where, "tausq has no command %s" % words[1])
            return
        known = set(re.findall(r"^  --(\S+)", ask(words[1], "--help"), re.M)) | {"o"} | set(re.findall(r"\w+", ask("measures"))) | {"yi", "vi", "sei"}
        for word in words[2:]:
            if re.match(r"--?\w", word) and word.lstrip("-") not in known:
                self.fault(where, "tausq %s has no option %s" % (words[1], word))

    def command(self, document, folder, text):
        where = "%s: %s" % (os.path.relpath(document, self.top), text)
        for part in re.split(r"&&|\||;", text):
            try:
                words = shlex.split(part)
            except ValueError:
                self.fault(where, "quotes do not match")
                continue
            while words and re.match(r"[A-Z_]+=", words[0]):
                words.pop(0)
            if not words:
                continue
            if words[0] == "cd":
                self.exists(where, folder, words[1])
                folder = os.path.join(folder, words[1])
                continue
            self.check(where, folder, words)
        return folder


def main():
    top = os.path.abspath(sys.argv[1])
    if "--list" in sys.argv:
        for document in documents(top):
            for block, text in commands(document):
                print("%s\t%d\t%s" % (os.path.relpath(document, top), block, text))
        return
    build = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else None
    checker, count = Checker(top, build), 0
    for document in documents(top):
        last, folder = None, top
        for block, text in commands(document):
            folder = folder if block == last else top
            folder, last, count = checker.command(document, folder, text), block, count + 1
    # the check is proved on commands that are wrong
    bad = ["sh no/such.sh", "build/nothing", "cmake --build build --target nothing", "ctest --test-dir build -L nothing", "ctest --preset nothing",
           "ctest --test-dir build -R nothing.at.all", "cd nowhere", "frobnicate the build", "python3 no.py --write", "sh 'x",
           "tausq fit f.csv --no-such 1", "tausq nothing f.csv"]
    proof = copy.copy(checker)
    proof.faults = []
    for text in bad:
        proof.command("proof", top, text)
    expected = len(bad) if build else 7
    if len(proof.faults) != expected:
        print("the check sees %d faults of %d\n%s" % (len(proof.faults), expected, "\n".join(proof.faults)))
        sys.exit(1)
    print("\n".join(checker.faults) if checker.faults else "%d commands of %d documents name what is there" % (count, len(documents(top))))
    sys.exit(1 if checker.faults or count < 20 else 0)


main()
