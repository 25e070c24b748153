# SPDX-License-Identifier: GPL-3.0-or-later
"""What an argument, a member or an answer is: its kind, its enum, whether NULL is allowed, who owns it, by the conventions of
CONTRIBUTING.md ('Doc blocks'). What is not said is an error with header and line, never a guess."""
import re

from .dimensions import SHAPE, Tracer, Unknown, struct_name

RANGE = re.compile(r"-?\d+ ?(?:\([^)]*\) )?\.\. ?-?\w|-1|\b0 and 1\b|'.'")
BOOLEAN = re.compile(r"(?:[^:;=]*: )?(?:1 = |1 or 0\b|1 if\b|0 where\b|0 if\b|0 = )")
VALUES = {"void", "char", "int", "double", "float", "size_t"} | {"%sint%d_t" % (u, n) for u in ("", "u") for n in (8, 16, 32, 64)}
NULLABLE = re.compile(r"(?<!_)\bNULL\b")


class Reader:
    def __init__(self, api, problems):
        self.api, self.problems, self.tracer = api, problems, Tracer(api)
        self.enums = {e["name"]: e for e in api["enums"]}
        self.constants = {v["name"]: e["name"] for e in api["enums"] for v in e["values"]}
        self.structs = {s["name"] for s in api["structs"]}
        self.handles = {o["name"] for o in api["opaque"]}

    def enum(self, place, name, doc):
        """(kind, enum, values) of an int32_t, from its text."""
        said = re.search(r"\b(bits of )?enum (tsq_\w+)", doc)
        if said:
            if said.group(2) not in self.enums:
                self.problems.add(place, "%s: there is no enum %s" % (name, said.group(2)))
                return "integer", None, None
            return ("flags" if said.group(1) else "enum"), said.group(2), None
        if re.match(r"TSQ_OK\b", doc):
            return "enum", "tsq_status", None
        if BOOLEAN.match(doc):
            return "boolean", None, None
        named = [c for c in re.findall(r"\bTSQ_[A-Z0-9_]+\b", doc) if self.constants.get(c, "tsq_status") != "tsq_status"]
        if named and len({self.constants[c] for c in named}) == 1:
            return "enum", self.constants[named[0]], list(dict.fromkeys(named))
        if RANGE.search(doc):
            return "integer", None, None
        self.problems.add(place, "%s: an int32_t says `enum tsq_...`, the values of one enum, `1 = ...; 0 = ...`, or its range (`1 .. 15`)" % name)
        return "integer", None, None

    def kind(self, place, name, kind, doc):
        """The properties of a value that follow from its type and text."""
        base = struct_name(kind)
        if "(*)" in kind:
            return {"kind": "callback"}
        if base not in self.structs and base not in self.handles and base not in VALUES:
            self.problems.add(place, "%s: the type `%s` is not known here" % (name, base))
        if base in self.structs:
            return {"kind": "struct", "struct": base}
        if base in self.handles:
            return {"kind": "handle", "handle": base}
        if base == "void":
            return {"kind": "bytes" if doc.startswith("[") else "context"}
        if base == "char":
            return {"kind": "bytes" if doc.startswith("[") and kind.count("*") == 1 else "text"}
        if base in ("int32_t", "uint32_t", "int"):
            if re.search(r"(?:\.|^)reserved\w*$", name):
                return {"kind": "reserved"}
            made, enum, values = self.enum(place, name, doc)
            out = {"kind": made}
            if enum:
                out["enum"] = enum
            if values:
                out["values"] = values
            return out
        return {"kind": {"size_t": "count", "double": "number"}.get(base, "integer")}

    def needs_dimensions(self, item):
        """Pointers to numbers and to several texts are arrays, but for the one number that a function writes."""
        kind = item["type"]
        if "*" not in kind or item["kind"] in ("callback", "context", "handle", "struct"):
            return False
        if item["kind"] in ("text", "bytes"):
            return kind.count("*") > 1 and not (item.get("direction") == "out" and kind.count("*") == 2)
        return not (item.get("direction") == "out" and kind in ("size_t *", "int32_t *", "uint32_t *"))

    def null(self, item, doc):
        if "*" not in item["type"]:
            return
        entries = re.search(r"\ban entry may be NULL\b|\bor an entry NULL\b", doc)
        plain = re.sub(r"\ban entry may be NULL\b[^;.]*|\bnever NULL\b", "", doc)
        item["nullable"] = bool(NULLABLE.search(plain))
        if entries:
            item["nullable_entries"] = True

    def traced(self, place, name, item, doc, trace):
        try:
            item["dimensions"] = trace()
        except Unknown as error:
            self.problems.add(place, "%s: the shape: %s" % (name, error))
            item["dimensions"] = None
            return
        if item["dimensions"] is None and self.needs_dimensions(item):
            self.problems.add(place, "%s: an array says its length first, as in [k] or [k x p]" % name)
        if item["dimensions"] is not None and "*" not in item["type"]:
            self.problems.add(place, "%s: has a shape, but is no pointer" % name)
        elif item["dimensions"] is not None:  # [n] of pointers to [k]: each pointer has its own brackets, but that to what is handed out
            depth = item["type"].count("*") - (item["kind"] == "text") - (item.get("direction") == "out" and doc.startswith("borrowed"))
            if depth != len([group for group in SHAPE.match(doc).groups() if group]):
                self.problems.add(place, "%s: `%s` has %d lengths to say, as in %s" % (name, item["type"], depth, "[n]" + "[k]" * (depth - 1)))

    def argument(self, f, a):
        name = "%s(): %s" % (f["name"], a["name"])
        if a["direction"] is None:
            self.problems.add(a, "%s: `@param %s` with in, out or in/out is missing" % (name, a["name"]))
            a["direction"] = "in"
        doc = a["doc"] if not a["inherited"] else a["inherited"] if not a["doc"].startswith("[") else a["doc"]
        both = a["doc"] + " " + a["inherited"]
        a.update(self.kind(a, name, a["type"], doc))  # as the other one where it is "as for" that
        self.traced(a, name, a, doc, lambda: self.tracer.of_function(f, doc))
        self.null(a, both if not a["name"].endswith("[]") else "")
        if re.search(r"_free$", f["name"]) and "NULL is fine" in f["block"]["text"]:
            a["nullable"] = True
        if a["direction"] == "out" and a["type"].count("*") > 1:
            self.given(f, a, name, doc)
        elif a["direction"] == "in" and "*" in a["type"] and re.search(r"\b[Bb]orrowed\b(?! (?:data|during))", both):
            a["borrowed_by"] = next((b["name"] for b in f["arguments"] if b["type"].endswith("**")), None)

    def first_handle(self, f):
        return next((a["name"] for a in f["arguments"] if struct_name(a["type"]) in self.handles), None)

    def given(self, f, item, name, doc):
        """Who owns what a function hands out by a pointer."""
        free = re.search(r"\b(?:free it with|freed by) (tsq_\w+)\(\)", doc)
        handed = item["kind"] == "handle" and item["type"].count("*") == 2 and not re.search(r"\bowned by\b|\bborrowed\b", doc)
        if free or handed:  # a new handle is the caller's
            item["owner"], item["free"] = "caller", free.group(1) if free else self.destructor(item["handle"])
        elif re.search(r"\bstatic\b", doc):
            item["owner"] = "library"
        elif re.search(r"\bthread-local\b", doc):
            item["owner"] = "thread"
        elif re.search(r"\bthe caller's text\b", doc):
            item["owner"] = "caller"
        elif re.search(r"\bowned by\b|\bborrowed\b", doc):
            item["owner"] = self.first_handle(f)
        else:
            self.problems.add(item, "%s: whose is it? `free it with tsq_..._free()`, `owned by the ...`, `borrowed`, `static text`, "
                              "`thread-local text`" % name)

    def returned(self, f):
        name, text, kind = f["name"] + "(): @return", f["block"]["result"] or "", f["returns"]
        result = {"type": kind, "doc": text, "header": f["header"], "line": f["line"]}
        if kind == "void":
            result["kind"] = "nothing"
        elif kind == "int" and (re.match(r"TSQ_OK\b", text) or re.match(r"as (tsq_\w+)\(\)", text)):
            result["kind"] = "status"
        elif kind == "int":
            result["kind"] = "boolean"
            if not BOOLEAN.match(text):
                self.problems.add(f, "%s: an int is a status (`TSQ_OK; ...`, `as tsq_...()`) or a boolean (`1 if ...`, `1 or 0`)" % name)
        else:
            result.update(self.kind(f, name, kind, text))
            if "*" in kind:
                self.traced(f, name, result, text, lambda: self.tracer.of_function(f, text))
                self.null(result, text)
                self.given(f, result, name, text)
        f["result"] = result

    def member(self, s, m):
        name, doc = "%s.%s" % (s["name"], m["name"]), m["doc"]
        columns = re.search(r"\bColumns (\[[^\]]+\])( or NULL)?", s["block"]["text"])
        if columns and re.match(r"(?:const )?(?:double|int32_t|size_t|char \*const) \*$", m["type"]) and not doc.startswith("["):
            doc = columns.group(1) + " " + doc
        if columns and columns.group(2) and "*" in m["type"]:
            doc += " NULL"
        if m["name"] == "size" and m is s["members"][0]:
            m["kind"] = "size"
        else:
            m.update(self.kind(m, name, m["type"], doc))
        if m["kind"] == "callback":
            m["callback"] = self.callback(m["type"])
        self.traced(m, name, m, doc, lambda: self.tracer.of_member(s, doc))
        self.null(m, doc)
        if m["kind"] == "text" and self.written(s):
            m["owner"] = "library"
            if re.search(r"\b[Tt]exts belong to the\b", s["block"]["text"]):
                m["owner"] = next(filter(None, map(self.first_handle, self.tracer.takers[s["name"]])), None)
            elif not re.search(r"\b[Tt]exts(?: and arrays)? are static\b", s["block"]["text"]):
                self.problems.add(m, "%s: whose is this text? The struct's block says `Texts are static` or `Texts belong to the ...`" % name)

    def written(self, s):
        """Whether functions write this struct."""
        return any(a["direction"] == "out" and struct_name(a["type"]) == s["name"] and "const" not in a["type"]
                   for f in self.tracer.takers[s["name"]] for a in f["arguments"])

    def callback(self, kind):
        returns, arguments = re.match(r"(.*?) \(\*\)\((.*)\)$", kind).groups()
        pairs = [re.match(r"(.*?)(\w+)$", part.strip()).groups() for part in arguments.split(",")]
        return {"returns": returns, "arguments": [{"name": name, "type": kind.strip()} for kind, name in pairs]}

    def destructor(self, handle):
        frees = [f["name"] for f in self.api["functions"]
                 if f["returns"] == "void" and f["name"].endswith("_free") and [a["type"] for a in f["arguments"]] == [handle + " *"]]
        return frees[0] if len(frees) == 1 else None

    def handle(self, o):
        o["constructors"] = [f["name"] for f in self.tracer.makers[o["name"]]
                             if any(a["type"] == o["name"] + " **" and a.get("free") for a in f["arguments"])]
        o["destructor"] = self.destructor(o["name"])
        if o["destructor"] is None:
            self.problems.add(o, "%s: a handle has one destructor, void tsq_..._free(%s *)" % (o["name"], o["name"]))
        for f in self.tracer.makers[o["name"]]:
            for a in f["arguments"]:
                if a.get("free") and a["free"] != o["destructor"] and a["handle"] == o["name"]:
                    self.problems.add(a, "%s(): %s is freed by %s(), not %s()" % (f["name"], a["name"], o["destructor"], a["free"]))

    def names(self, e):
        """The functions that give an enum's values their names, and back."""
        for f in self.api["functions"]:
            kinds = [(a["kind"], a.get("enum"), a["direction"]) for a in f["arguments"]]
            if f["name"].endswith("_name") and f["result"]["kind"] == "text" and kinds == [("enum", e["name"], "in")]:
                e["to_name"] = f["name"]
            elif f["name"].endswith("_from_name") and kinds == [("text", None, "in"), ("enum", e["name"], "out")]:
                e["from_name"] = f["name"]

    def read(self):
        for f in self.api["functions"]:
            for a in f["arguments"]:
                self.argument(f, a)
            self.returned(f)
            if not f["block"]["since"]:
                self.problems.add(f, "%s(): `Since:` is missing" % f["name"])
        for s in self.api["structs"]:
            for m in s["members"]:
                self.member(s, m)
        for o in self.api["opaque"]:
            self.handle(o)
        for e in self.api["enums"]:
            self.names(e)
