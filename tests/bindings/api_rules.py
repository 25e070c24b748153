# SPDX-License-Identifier: GPL-3.0-or-later
"""api_rules.py SOURCE_DIR: what every api.json must hold, read from the file alone, not by the program that made it."""
import json
import re
import sys

top = sys.argv[1]
api = json.load(open(top + "/examples/bindings/api/api.json", encoding="utf-8"))
readme = open(top + "/examples/bindings/api/README.md", encoding="utf-8").read()
faults = []


def rule(holds, text):
    if not holds:
        faults.append(text)


functions = {f["name"]: f for f in api["functions"]}
structs = {s["name"]: s for s in api["structs"]}
handles = {o["name"]: o for o in api["opaque"]}
enums = {e["name"]: e for e in api["enums"]}
constants = {v["name"] for e in api["enums"] for v in e["values"]}
items = [(f["name"] + "()", a) for f in api["functions"] for a in f["arguments"]]
items += [(s["name"], m) for s in api["structs"] for m in s["members"]]
items += [(f["name"] + "()", {"name": "return", "type": f["returns"], **f["result"]}) for f in api["functions"]]

for owner, item in items:
    name, kind, pointers = owner + " " + item["name"], item["kind"], item["type"].count("*")
    said = re.search(r"(?<!of )(?:bits of )?\benum (tsq_\w+)", item["doc"])
    if re.match(r"(?:const )?u?int32_t", item["type"]):
        rule(kind in ("enum", "flags", "boolean", "integer", "reserved"), name + ": no kind of an int32_t")
        rule(not said or item.get("enum") == said.group(1), name + ": the text names an enum that is not there")
    if kind in ("enum", "flags"):
        rule(item["enum"] in enums, name + ": an unknown enum")
        rule(set(item.get("values", [])) <= constants, name + ": unknown values")
    one = item.get("direction") == "out" and item["type"] in ("int32_t *", "size_t *", "uint32_t *")
    array = pointers > 0 and (kind in ("number", "count", "integer", "enum", "bytes") or kind == "text" and pointers > 1)
    if array and not one and not (kind == "text" and pointers == 2 and item.get("direction") == "out"):
        rule(item.get("dimensions"), name + ": an array without a length")
    if pointers and "(*)" not in item["type"]:
        rule("nullable" in item, name + ": may it be NULL?")
    if kind == "struct":
        rule(item["struct"] in structs, name + ": an unknown struct")
        for text in item.get("dimensions", []):
            rule(not text.startswith(item["name"] + "."), name + ": one struct, said to be an array of its own length")
    if kind == "handle":
        rule(item["handle"] in handles, name + ": an unknown handle")
    if kind == "handle" and pointers == 2:
        rule(item.get("owner") == "caller" and item.get("free") == handles[item["handle"]]["destructor"], name + ": who frees it?")
    if item["name"] == "return" and pointers:
        rule(item.get("owner"), name + ": whose is it?")
    for text in item.get("dimensions", []):
        for call in re.findall(r"(tsq_\w+)\(", text):
            rule(call in functions, name + ": its length calls " + call)

for o in handles.values():
    free = functions.get(o["destructor"], {"arguments": []})
    rule([a["type"] for a in free["arguments"]] == [o["name"] + " *"], o["name"] + ": no destructor")
    rule(o["constructors"], o["name"] + ": nothing makes it")

for f in functions.values():
    rule(f["result"]["kind"] in ("status", "boolean", "enum", "count", "number", "text", "struct", "handle", "nothing"), f["name"] + ": returns what?")
    rule((f["returns"] == "int") == (f["result"]["kind"] in ("status", "boolean")), f["name"] + ": an int is a status or a boolean")
for name in ("tsq_has", "tsq_iterate_done", "tsq_design_intercept"):
    rule(name not in functions or functions[name]["result"]["kind"] == "boolean", name + " answers 1 or 0")
for name in ("tsq_rma", "tsq_effect_means", "tsq_batch"):
    rule(name not in functions or functions[name]["result"]["kind"] == "status", name + " returns a status")

for s in structs.values():
    for abi in api["abis"]:
        ends = [m["offset"][abi] for m in s["members"]] + [s["layout"][abi]["bytes"]]
        rule(ends[0] == 0 and ends == sorted(set(ends)), s["name"] + ": offsets that do not rise")

header = open(top + "/include/tausq/base.h", encoding="utf-8").read()
rule(api["version"] == ".".join(re.findall(r"define TSQ_VERSION_\w+ (\d+)", header)), "the version")
rule(api["soname"] == "libtausq.so.%d" % api["soversion"], "the soname")

# README.md's tables name the keys, all of them and no others
documented = {}
for heading, table in re.findall(r"^### `(\w+)`.*?\n((?:.*\n)*?)(?=^#|\Z)", readme, re.M):
    documented[heading] = set(re.findall(r"^\| `(\w+)`", table, re.M))


def keys(objects):
    return {key for item in objects for key in item}


present = {"top": set(api), "functions": keys(api["functions"]), "result": keys(f["result"] for f in api["functions"]),
           "arguments": keys(a for f in api["functions"] for a in f["arguments"]), "structs": keys(api["structs"]),
           "members": keys(m for s in api["structs"] for m in s["members"]), "opaque": keys(api["opaque"]), "enums": keys(api["enums"])}
for part, found in present.items():
    rule(documented.get(part, set()) == found, "README.md and the keys of `%s` differ: %s" % (
        part, " ".join(sorted(documented.get(part, set()) ^ found))))

print("\n".join(faults) if faults else "%d arguments, members and answers hold to the rules" % len(items))
sys.exit(1 if faults else 0)
