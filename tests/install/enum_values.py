#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No value belongs to two enums of the public headers, so that an option can say whose value it was given: enum_values.py SOURCE_DIR.

Statuses, outcomes (bits or small numbers that no option takes) are their own: they are listed below, and 0 is "default" or "none" anywhere."""
import glob
import os
import re
import sys

OF_NO_OPTION = {"tsq_status", "tsq_outcome", "tsq_left_out", "tsq_ci_outcome", "tsq_fieller"}


def enums(folder):
    for path in sorted(glob.glob(os.path.join(folder, "*.h"))):
        text = re.sub(r"/\*.*?\*/", "", open(path, encoding="utf-8").read(), flags=re.S)
        for name, body in re.findall(r"enum (tsq_\w+) \{(.*?)\}", text, re.S):
            yield name, re.findall(r"(TSQ_\w+)\s*(?:=\s*([\w-]+))?\s*(?:,|$)", body.strip())


def main():
    owner, faults, count = {}, [], 0
    for enum, members in enums(os.path.join(sys.argv[1], "include", "tausq")):
        seen = {}
        for name, value in members:
            if not value:
                faults.append(f"{enum}: {name} has no value of its own")
                continue
            count += 1
            if value in seen and not value.startswith("TSQ_"):
                faults.append(f"{enum}: {name} and {seen[value]} are both {value}")
            seen[value] = name
            if enum in OF_NO_OPTION or value == "0" or value.startswith("TSQ_"):  # another name of a value
                continue
            if owner.setdefault(value, (enum, name))[0] != enum:
                faults.append(f"{value} is {name} of {enum} and {owner[value][1]} of {owner[value][0]}")
    for fault in faults:
        print(fault)
    if count < 200:
        sys.exit(f"only {count} values were found")
    print(f"{count} values of enums: {len(faults)} faults")
    sys.exit(bool(faults))


main()
