#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make_api.py SOURCE_DIR [--write | --assertions ABI]: the public headers as api.json, from which bindings make their declarations.

Alone: fails where a committed file (api.json, or a declaration file made from it) is another. --write: makes them. --assertions: prints C
that compiles where api.json's layout, numbers and types are the compiler's; ABI is lp64, ilp32 or i386.
Where a header does not say what the conventions of CONTRIBUTING.md ask for, each place is named with its line."""
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from generator import declarations, layout, meaning, outputs  # noqa: E402


def read(top):
    """The interface with all that its text means, or an end with every problem named."""
    problems = declarations.Problems()
    api = declarations.read_all(top)
    declarations.inherit(api, problems)
    meaning.Reader(api, problems).read()
    layout.lay_out(api, problems)
    count(top, api, problems)
    if problems.lines:
        sys.exit("\n".join(sorted(set(problems.lines), key=lambda t: [int(p) if p.isdigit() else p for p in re.split(r"(?<=:)(\d+)", t)])))
    return api


def count(top, api, problems):
    """No TSQ_API, struct, enum is passed over, however it is written."""
    for header in declarations.headers(top):
        text = declarations.COMMENT.sub("", open("%s/include/%s" % (top, header), encoding="utf-8").read())
        for part, pattern in (("functions", r"^\s*TSQ_API\b"), ("structs", r"\bstruct \w+ *\{"), ("enums", r"\benum \w* *\{"),
                              ("opaque", r"\btypedef struct \w+ \w+;")):
            seen, found = len(re.findall(pattern, text, re.M)), sum(item["header"] == header for item in api[part])
            if seen != found:
                problems.add({"header": header, "line": 1}, "%d %s, %d understood" % (seen, part, found))


def main():
    top, options = sys.argv[1], sys.argv[2:]
    api = read(top)
    if options[:1] == ["--assertions"]:
        print(layout.assertions(api, options[1]), end="")
        return
    contents = {"examples/bindings/api/api.json": outputs.to_json(outputs.document(top, api)) + "\n",
                "examples/bindings/python/tausq/_declarations.py": outputs.python(top, api)}
    for path, text in contents.items():
        full = top + "/" + path
        if options == ["--write"]:
            with open(full, "w", encoding="utf-8") as file:
                file.write(text)
        elif not os.path.exists(full) or open(full, encoding="utf-8").read() != text:
            sys.exit(path + " is old: python3 examples/bindings/api/make_api.py . --write")


main()
