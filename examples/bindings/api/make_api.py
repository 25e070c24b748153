#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make_api.py SOURCE_DIR [--write]: the public headers as api.json, from which bindings make their declarations.

Without --write: fails where a committed file (api.json, or a declaration file made from it) is another."""
import json
import os
import re
import sys

COMMENT = re.compile(r"/\*.*?\*/", re.S)
# In the order in which C needs them; mpi.h is a library of its own.
HEADERS = ("base effect convert transform fit predict batch exact mh beta_binomial glmm subgroup stream frame design report plot").split()


def one_line(text):
    return re.sub(r"\s+", " ", re.sub(r"^\s*\*\s?", "", text.strip(), flags=re.M)).strip()


def split_declarator(text):
    """'const double *yi' -> ('const double *', 'yi', None); 'double tau2[2]' -> ('double', 'tau2', 2)."""
    text = re.sub(r"\s+", " ", text.strip())
    callback = re.match(r"(.*)\(\*(\w+)\)\((.*)\)$", text)
    if callback:
        return "%s (*)(%s)" % (callback.group(1).strip(), callback.group(3)), callback.group(2), None
    match = re.match(r"(.*?)(\w+)\s*(?:\[(\w*)\])?$", text)
    return match.group(1).strip(), match.group(2), match.group(3)


def split_parameters(text):
    text = text.strip()
    if text in ("", "void"):
        return []
    parts, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if c == "," and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    return parts + [text[start:]]


def doc_fields(comment):
    """brief, since, {parameter: (direction, text)}, return"""
    text = one_line(re.sub(r"^/\*\*<?|\*/$", "", comment.strip()))
    brief = re.search(r"@brief (.*?)(?= @\w|$)", text)
    since = re.search(r"Since: ([\d.]+)", text)
    result = re.search(r"@return (.*?)(?= Edge cases:| Cost:| Source:| Since:| @param|$)", text)
    parameters = {}
    for name, body in re.findall(r"@param (\w+)\s+(.*?)(?= @param| @return|$)", text):
        direction = re.match(r"(in/out|in|out)\b[,:]?\s*", body)
        parameters[name] = (direction.group(1) if direction else None, body[direction.end():] if direction else body)
    return brief.group(1) if brief else "", since.group(1) if since else None, parameters, result.group(1) if result else None


def parse_members(body):
    members, position = [], 0
    for match in re.finditer(r"((?:\s*/\*.*?\*/)*)\s*([^;/]+?(?:\([^;]*\))?);[ \t]*(/\*\*<.*?\*/)?", body, re.S):
        before = re.findall(r"/\*\*.*?\*/", match.group(1), re.S)
        comment = match.group(3) or (before[-1] if before else "")
        declared = COMMENT.sub("", match.group(2))
        names = split_parameters(declared) if "(" not in declared else [declared]
        base = None
        for name in names:
            kind, name, length = split_declarator(name if base is None else base + " " + name)
            base = base or kind
            doc = one_line(re.sub(r"/\*\*<?|\*/", "", comment))
            members.append({"name": name, "type": kind, "length": int(length) if length else None, "doc": doc})
        position = match.end()
    return members


def parse(header, text, api):
    documented = re.compile(r"(?:(/\*\*(?:(?!\*/).)*\*/)\s*)?"
                            r"(?:TSQ_API\s+(?P<function>[^;{]+?);|typedef struct (?P<struct>\w+) \{(?P<members>.*?)\n\} \w+;|"
                            r"typedef struct (?P<opaque>\w+) \w+;|enum (?P<enum>\w+) \{(?P<values>.*?)\n\};)", re.S)
    text = re.sub(r"^[ \t]*#.*?(?<!\\)\n", "\n", text, flags=re.M)  # the preprocessor's lines
    for match in documented.finditer(text):
        brief, since, parameters, result = doc_fields(match.group(1) or "")
        if match.group("function"):
            head, arguments = re.match(r"(.*?)\((.*)\)$", COMMENT.sub("", match.group("function")).strip(), re.S).groups()
            kind, name, _ = split_declarator(head)
            described = []
            for argument in split_parameters(arguments):
                a_kind, a_name, _ = split_declarator(argument)
                direction, doc = parameters.get(a_name, (None, ""))
                shape = re.match(r"\[([^\]]+)\]", doc)
                if direction is None:  # families of which one is documented
                    direction = "out" if a_kind.endswith("*") and not a_kind.startswith("const") else "in"
                described.append({"name": a_name, "type": a_kind, "direction": direction,
                                  "shape": shape.group(1) if shape else None, "doc": doc})
            api["functions"].append({"name": name, "returns": kind, "arguments": described, "brief": brief, "result": result,
                                     "since": since or "0.1", "header": header})
        elif match.group("struct"):
            api["structs"].append({"name": match.group("struct"), "members": parse_members(match.group("members")),
                                   "brief": brief, "header": header})
        elif match.group("opaque"):
            api["opaque"].append({"name": match.group("opaque"), "brief": brief, "header": header})
        else:
            values, last = [], -1
            for name, value, doc in re.findall(r"(TSQ_\w+)\s*(?:=\s*(-?\d+))?\s*,?\s*(/\*\*<.*?\*/)?", match.group("values"), re.S):
                last = int(value) if value else last + 1
                values.append({"name": name, "value": last, "doc": one_line(re.sub(r"/\*\*<|\*/", "", doc))})
            api["enums"].append({"name": match.group("enum"), "values": values, "brief": brief, "header": header})


def layouts(top, api):
    """Sizes and offsets on 64-bit machines, from the golden file that a test holds against the compiler."""
    golden = {}
    for line in open(top + "/tests/install/abi.golden", encoding="utf-8"):
        words = line.split()
        golden[(words[0], words[1])] = words[2:]
    for struct in api["structs"]:
        if ("struct", struct["name"]) in golden:
            struct["bytes"] = int(golden[("struct", struct["name"])][0])


def cdef(api):
    """The declarations for C parsers such as cffi's."""
    out = ["typedef struct %s %s;" % (o["name"], o["name"]) for o in api["opaque"]]
    for struct in api["structs"]:
        out.append("typedef struct %s %s;" % (struct["name"], struct["name"]))
    for struct in api["structs"]:
        lines = []
        for m in struct["members"]:
            if "(*)" in m["type"]:
                lines.append("  %s;" % m["type"].replace("(*)", "(*%s)" % m["name"], 1))
            else:
                lines.append("  %s %s%s;" % (m["type"], m["name"], "[%d]" % m["length"] if m["length"] else ""))
        out.append("struct %s {\n%s\n};" % (struct["name"], "\n".join(lines)))
    for f in api["functions"]:
        arguments = []
        for a in f["arguments"]:
            arguments.append(a["type"].replace("(*)", "(*%s)" % a["name"], 1) if "(*)" in a["type"] else a["type"] + " " + a["name"])
        out.append("%s %s(%s);" % (f["returns"], f["name"], ", ".join(arguments) or "void"))
    return "\n".join(out)


def constants(api):
    return {v["name"][4:]: v["value"] for e in api["enums"] for v in e["values"]}


def files(top):
    api = {"library": "tausq", "functions": [], "structs": [], "opaque": [], "enums": []}
    for name in HEADERS:
        text = open("%s/include/tausq/%s.h" % (top, name), encoding="utf-8").read()
        parse("tausq/" + name + ".h", text, api)
    layouts(top, api)
    made = "# SPDX-License-Identifier: GPL-3.0-or-later\n# Made by ../../api/make_api.py from the headers: do not edit.\n"
    python = made + "CDEF = '''\n" + cdef(api) + "\n'''\n\nCONSTANTS = {\n"
    python += "".join("    %r: %d,\n" % item for item in constants(api).items()) + "}\n"
    return {"examples/bindings/api/api.json": json.dumps(api, indent=1, ensure_ascii=False) + "\n",
            "examples/bindings/python/tausq/_declarations.py": python}


def check(top, api):
    """Every TSQ_API of the headers is there once; every value of the ABI's golden file is known with its number."""
    names = []
    for name in sorted(os.listdir(top + "/include/tausq")):
        if name[:-2] in HEADERS:
            text = COMMENT.sub("", open(top + "/include/tausq/" + name, encoding="utf-8").read())
            names += re.findall(r"^TSQ_API\s[^;]*?\b(tsq_\w+)\(", text, re.M)
    found = [f["name"] for f in api["functions"]]
    if sorted(names) != sorted(found):
        sys.exit("functions of the headers and of api.json differ: " + " ".join(sorted(set(names) ^ set(found))))
    known = {"TSQ_" + k: v for k, v in constants(api).items()}
    structs = {s["name"]: len(s["members"]) for s in api["structs"]}
    members = {}
    for line in open(top + "/tests/install/abi.golden", encoding="utf-8"):
        words = line.split()
        if words[0] == "enum" and words[1] in known and known[words[1]] != int(words[2]):
            sys.exit("%s is %d in api.json, %s for the compiler" % (words[1], known[words[1]], words[2]))
        if words[0] == "enum" and words[1] not in known and not words[1].startswith("TSQ_MPI"):
            sys.exit("%s is not in api.json" % words[1])
        if words[0] in ("offset", "member"):
            owner = words[1].split(".")[0]
            members[owner] = members.get(owner, 0) + 1
    for owner, count in members.items():
        if owner in structs and structs[owner] != count:
            sys.exit("%s has %d members in api.json, %d for the compiler" % (owner, structs[owner], count))


def main():
    top = sys.argv[1]
    contents = files(top)
    check(top, json.loads(contents["examples/bindings/api/api.json"]))
    for path, text in contents.items():
        full = top + "/" + path
        if "--write" in sys.argv:
            open(full, "w", encoding="utf-8").write(text)
        elif not os.path.exists(full) or open(full, encoding="utf-8").read() != text:
            sys.exit(path + " is old: examples/bindings/api/make_api.py . --write")


main()
