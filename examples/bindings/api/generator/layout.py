# SPDX-License-Identifier: GPL-3.0-or-later
"""Sizes and offsets of structs by C's rules. A test holds them against compilers for each of these targets."""

# name of the ABI: what it is, bytes of size_t and of a pointer, alignment of 8-byte numbers inside structs
ABIS = {
    "lp64": ("64-bit targets (x86-64, aarch64, riscv64, ppc64, s390x, LLP64 Windows as well)", 8, 8),
    "ilp32": ("32-bit targets whose doubles are aligned to 8 bytes (armhf, wasm32, mips, powerpc)", 4, 8),
    "i386": ("32-bit x86 by the System V ABI, whose doubles are aligned to 4 bytes", 4, 4),
}
FIXED = {"int": (4, 4), "int32_t": (4, 4), "uint32_t": (4, 4), "char": (1, 1), "uint8_t": (1, 1), "int8_t": (1, 1), "uint16_t": (2, 2),
         "int16_t": (2, 2), "float": (4, 4)}


def size_and_alignment(kind, abi, known):
    _, word, eight = ABIS[abi]
    if "*" in kind or kind == "size_t":
        return word, word
    if kind in ("double", "int64_t", "uint64_t"):
        return 8, eight
    return FIXED[kind] if kind in FIXED else known[kind][abi]


def lay_out(api, problems):
    """Gives structs `layout` {abi: {bytes, alignment}} and members `offset` {abi: bytes}."""
    known = {}
    for struct in api["structs"]:  # C declares a struct before it is a member
        known[struct["name"]], struct["layout"] = {}, {}
        for abi in ABIS:
            end, strictest = 0, 1
            for m in struct["members"]:
                try:
                    size, alignment = size_and_alignment(m["type"].replace("const ", "") if "*" not in m["type"] else m["type"], abi, known)
                except KeyError:
                    problems.add(m, "%s.%s: the size of `%s` is not known here (examples/bindings/api/generator/layout.py)" % (
                        struct["name"], m["name"], m["type"]))
                    size, alignment = 1, 1
                end = -(-end // alignment) * alignment
                m.setdefault("offset", {})[abi] = end
                end += size * (m["length"] or 1)
                strictest = max(strictest, alignment)
            size = -(-end // strictest) * strictest
            known[struct["name"]][abi] = (size, strictest)
            struct["layout"][abi] = {"bytes": size, "alignment": strictest}


def assertions(api, abi):
    """C that compiles where the layout is right: the enums' numbers too."""
    out = ["#include <stddef.h>", "#include <tausq.h>"]
    say = lambda condition: out.append('_Static_assert(%s, "%s");' % (condition, condition))
    say("sizeof(void *) == %d" % ABIS[abi][1])
    for s in api["structs"]:
        say("sizeof(%s) == %d" % (s["name"], s["layout"][abi]["bytes"]))
        for m in s["members"]:
            say("offsetof(%s, %s) == %d" % (s["name"], m["name"], m["offset"][abi]))
            if m["length"]:
                say("sizeof(((%s *)0)->%s) == %d * sizeof(%s)" % (s["name"], m["name"], m["length"], m["type"]))
    for e in api["enums"]:
        for v in e["values"]:
            say("%s == %d" % (v["name"], v["value"]))
    for f in api["functions"]:  # and every function has the type that api.json says
        arguments = ", ".join(a["type"] for a in f["arguments"]) or "void"
        out.append("extern %s (*const check_%s)(%s);\n%s (*const check_%s)(%s) = %s;" % (
            f["returns"], f["name"], arguments, f["returns"], f["name"], arguments, f["name"]))
    return "\n".join(out) + "\n"
