# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written: api.json, and the declarations for Python's cffi."""
import json
import re

from .layout import ABIS

# The keys of each object, in their order; README.md describes them, and a test holds that they are these.
KEYS = {
    "functions": ["name", "returns", "result", "arguments", "brief", "since", "header"],
    "results": ["kind", "enum", "struct", "handle", "values", "dimensions", "nullable", "owner", "doc"],
    "arguments": ["name", "type", "direction", "kind", "enum", "values", "struct", "handle", "dimensions", "nullable", "nullable_entries",
                  "borrowed_by", "owner", "free", "doc"],
    "structs": ["name", "layout", "members", "brief", "since", "header"],
    "members": ["name", "type", "length", "offset", "kind", "enum", "values", "struct", "handle", "callback", "dimensions", "nullable",
                "nullable_entries", "owner", "doc"],
    "opaque": ["name", "constructors", "destructor", "brief", "header"],
    "enums": ["name", "values", "to_name", "from_name", "brief", "header"],
}


def only(item, part):
    return {key: item[key] for key in KEYS[part] if item.get(key) is not None}


def versions(top):
    numbers = re.findall(r"^#define TSQ_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", open(top + "/include/tausq/base.h", encoding="utf-8").read(), re.M)
    soversion = re.search(r"^set\(TAUSQ_SOVERSION (\d+)\)", open(top + "/CMakeLists.txt", encoding="utf-8").read(), re.M).group(1)
    return ".".join(numbers), int(soversion)


def document(top, api):
    version, soversion = versions(top)
    for part in ("functions", "structs", "opaque", "enums"):
        for item in api[part]:
            item["brief"], item["since"] = item["block"]["brief"], item["block"]["since"]
    return {
        "library": "tausq", "version": version, "soversion": soversion, "soname": "libtausq.so.%d" % soversion, "format": 2,
        "abis": {name: about for name, (about, _, _) in ABIS.items()},
        "functions": [{**only(f, "functions"), "result": only(f["result"], "results"),
                       "arguments": [only(a, "arguments") for a in f["arguments"]]} for f in api["functions"]],
        "structs": [{**only(s, "structs"), "members": [only(m, "members") for m in s["members"]]} for s in api["structs"]],
        "opaque": [only(o, "opaque") for o in api["opaque"]],
        "enums": [only(e, "enums") for e in api["enums"]],
    }


def to_json(value, depth=0):
    """JSON whose small objects stand on one line, so that a change of the interface is a small difference."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or len(flat) < 200 or not value:
        return flat
    inner = " " * (depth + 1)
    if isinstance(value, dict):
        parts = ["%s%s: %s" % (inner, json.dumps(k), to_json(v, depth + 1)) for k, v in value.items()]
    else:
        parts = [inner + to_json(v, depth + 1) for v in value]
    ends = "{}" if isinstance(value, dict) else "[]"
    return ends[0] + "\n" + ",\n".join(parts) + "\n" + " " * depth + ends[1]


def cdef(api):
    """The declarations for C parsers such as cffi's."""
    out = ["typedef struct %s %s;" % (o["name"], o["name"]) for o in api["opaque"]]
    for struct in api["structs"]:
        out.append("typedef struct %s %s;" % (struct["name"], struct["name"]))
    declare = lambda kind, name: kind.replace("(*)", "(*%s)" % name, 1) if "(*)" in kind else kind + " " + name
    for struct in api["structs"]:
        lines = ["  %s%s;" % (declare(m["type"], m["name"]), "[%d]" % m["length"] if m["length"] else "") for m in struct["members"]]
        out.append("struct %s {\n%s\n};" % (struct["name"], "\n".join(lines)))
    for f in api["functions"]:
        out.append("%s %s(%s);" % (f["returns"], f["name"], ", ".join(declare(a["type"], a["name"]) for a in f["arguments"]) or "void"))
    return "\n".join(out)


def described(item):
    """(kind, its enum, struct or handle, lengths): lengths are () of one value, and of arrays the expressions that dimensions.py made."""
    what = item.get("enum") or item.get("struct") or item.get("handle")
    array = item.get("dimensions") or ("?",) * item["type"].count("*")
    one = "*" not in item["type"] or item["kind"] in ("text", "struct", "handle", "context", "callback") and not item.get("dimensions")
    return item["kind"], what, () if one else tuple(array)


def python(top, api):
    """For cffi: the declarations, and what its users' values become: members of structs, arguments, names of enums."""
    constants = {v["name"][4:]: v["value"] for e in api["enums"] for v in e["values"]}
    enums = {e["name"]: (e.get("to_name"), e.get("from_name"), {v["name"][4:]: v["value"] for v in e["values"]}) for e in api["enums"]}
    structs = {s["name"]: {m["name"]: described(m) for m in s["members"]} for s in api["structs"]}
    functions = {f["name"]: tuple((a["name"], a["direction"]) + described(a) for a in f["arguments"]) for f in api["functions"]}
    tables = {"CONSTANTS": constants, "ENUMS": enums, "STRUCTS": structs, "FUNCTIONS": functions}
    return ("# SPDX-License-Identifier: GPL-3.0-or-later\n# Made by ../../api/make_api.py from the headers: do not edit.\n"
            "SONAME = %r\n\nCDEF = '''\n" % ("libtausq.so.%d" % versions(top)[1]) + cdef(api) + "\n'''\n" +
            "".join("\n%s = {\n%s}\n" % (name, "".join("    %r: %r,\n" % item for item in table.items())) for name, table in tables.items()))
