# SPDX-License-Identifier: GPL-3.0-or-later
"""From the public headers to api.json. What a declaration means is read from its doc block by the conventions of CONTRIBUTING.md.

declarations.py  C text to functions, structs, handles and enums, each with its doc block and line
meaning.py       kinds, enums, nullability, ownership
dimensions.py    the lengths of arrays
layout.py        sizes and offsets by C's rules
outputs.py       api.json, cffi's declarations, assertions for a compiler
"""
