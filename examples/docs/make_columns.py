#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make_columns.py SOURCE_DIR [--write]: the column names that are recognised without being named, from the table in the library that
recognises them, as a page of the documentation (columns.md) and as what `tausq help columns` prints (../cli/columns.h).

Without --write: fails where one of them is old."""
import glob
import re
import sys

# What each role is, in the order in which they are shown. A role of the library that is not here is an error.
ROLES = {
    "yi": "effect", "vi": "its sampling variance", "sei": "its standard error", "ci_lb": "lower confidence limit", "ci_ub": "upper confidence limit",
    "ai": "group 1: with the event", "bi": "group 1: without", "ci": "group 2: with the event", "di": "group 2: without",
    "n1i": "group 1: participants", "n2i": "group 2: participants", "x1i": "group 1: events in person-time",
    "x2i": "group 2: events in person-time", "t1i": "group 1: person-time", "t2i": "group 2: person-time", "m1i": "group 1: mean",
    "m2i": "group 2: mean", "sd1i": "group 1: SD", "sd2i": "group 2: SD", "xi": "one group: events", "mi": "one group: mean, or without the event",
    "ti": "one group: person-time", "sdi": "one group: SD", "ni": "participants", "ri": "correlation", "r2i": "R2",
    "weights": "own weights", "slab": "label of the study", "year": "year", "cluster": "cluster", "subgroup": "subgroup",
}


def table(top):
    """[(role, its own spellings, words for the quantity, arm)] and the words for the arms, as the C file has them."""
    (path,) = glob.glob(top + "/lib/*/*guess.c")
    text = re.sub(r"/\*.*?\*/", "", open(path, encoding="utf-8").read(), flags=re.S)
    words = dict(re.findall(r'^#define (\w+) "([^"]*)"', text, re.M))
    join = lambda c: "".join(part if not name else words[name] for part, name in re.findall(r'"([^"]*)"|\b([A-Z]+)\b', c))
    body = re.search(r"\broles\[\] = \{(.*?)\n\};", text, re.S).group(1)
    entries = re.findall(r'\{"(\w+)",((?:\s*(?:"[^"]*"|[A-Z]+))+),\s*(NULL|[A-Z]+),\s*([012])\}', body)
    if len(entries) != body.count("{"):
        sys.exit("%s: %d roles, %d understood" % (path, body.count("{"), len(entries)))
    arms = [join(part) for part in re.search(r"\barms\[3\] = \{(.*?)\};", text, re.S).group(1).split(",")]
    return [(name, join(own).split(), words.get(quantity, "").split(), int(arm)) for name, own, quantity, arm in entries], [a.split() for a in arms]


def wrapped(text, width):
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return lines


def paragraphs(arms):
    return ["Case does not count, nor do spaces, dots, dashes and underscores: \"Mean.E\", \"mean_e\" and \"meanE\" are one. The first of a role's "
            "names that a column has is taken. \"+ arm\": with a name of the group before or after it.",
            "group 1: " + " ".join(arms[1]), "group 2: " + " ".join(arms[2])]


def header(entries, arms):
    lines = ["Roles of columns, and the names by which they are found. For an effect's", "columns an option --ROLE COL names another.", ""]
    for name, own, quantity, _ in entries:
        lines.append("  %-11s %s" % (name, ROLES[name]))
        lines += ["              " + line for line in wrapped(" ".join(own), 64)]
        if quantity:
            lines += ["              " + line for line in wrapped("+ arm: " + " ".join(quantity), 64)]
    for text in paragraphs(arms):
        lines += [""] + wrapped(text, 78)
    quoted = "\n".join('  "%s\\n"' % line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return ("/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* Made by ../docs/make_columns.py from the library's table: do not edit. */\n"
            "/* clang-format off */\nstatic const char *const columns_help[] = {\n" +
            "\n".join(line + "," for line in quoted.split("\n")) + "\n};\n/* clang-format on */\n")


def page(entries, arms):
    lines = ["# Column names {#columns}", "", "<!-- Made by make_columns.py from the library's table: do not edit. -->", "",
             "The command and tsq_frame_guess() find a study's columns by the names that people give them. `--ai COL` and the like name another;",
             "`tausq help columns` prints this list.", "", paragraphs(arms)[0], "", "| role | what | names | + arm |", "|---|---|---|---|"]
    for name, own, quantity, _ in entries:
        lines.append("| `%s` | %s | %s | %s |" % (name, ROLES[name], " ".join(own), " ".join(quantity)))
    return "\n".join(lines + [""] + ["- " + text for text in paragraphs(arms)[1:]]) + "\n"


def main():
    top = sys.argv[1]
    entries, arms = table(top)
    unknown = {name for name, *_ in entries} ^ set(ROLES)
    if unknown:
        sys.exit("roles of the library and of make_columns.py differ: " + " ".join(sorted(unknown)))
    entries.sort(key=lambda e: list(ROLES).index(e[0]))
    function = re.search(r"\btsq_\w+_guess\b", open(glob.glob(top + "/lib/*/*guess.c")[0], encoding="utf-8").read()).group(0)
    for path, text in (("examples/cli/columns.h", header(entries, arms)), ("examples/docs/columns.md", page(entries, arms))):
        text = text.replace("tsq_frame_guess", function)
        if "--write" in sys.argv:
            open(top + "/" + path, "w", encoding="utf-8").write(text)
        elif open(top + "/" + path, encoding="utf-8").read() != text:
            sys.exit(path + " is old: python3 examples/docs/make_columns.py . --write")


main()
