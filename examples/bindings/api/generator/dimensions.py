# SPDX-License-Identifier: GPL-3.0-or-later
"""The lengths of arrays: '[k x p]' at the start of a text, each name traced to where a program finds it.

A name in a shape is, in this order: an argument of the function (a member of the struct); what the text says it is ('p =
tsq_stream_coefficients(stream)', 'k = fit.data.k'); a member of one of the function's structs. Paths go through structs, and through a
handle to what it was made from: `fit.data.p` is the p of the `data` that made `fit`."""
import re

SHAPE = re.compile(r"(?:borrowed )?\[([^\]]+)\](?:(?: of )?\[([^\]]+)\])?")
TERM = r"(?:tsq_\w+\([^()]*\)|[A-Za-z_]\w*(?:\.\w+)*|\d+)"
EXPRESSION = re.compile(r"\(?%s(?: [-+*/] %s)*\)?$" % (TERM, TERM))


class Unknown(Exception):
    pass


def struct_name(kind):
    return kind.replace("const", "").replace("*", "").strip()


class Tracer:
    def __init__(self, api):
        self.structs = {s["name"]: s for s in api["structs"]}
        self.functions = {f["name"]: f for f in api["functions"]}
        self.makers = {o["name"]: [] for o in api["opaque"]}
        self.takers = {name: [] for name in self.structs}  # functions with such an argument
        for f in api["functions"]:
            for a in f["arguments"]:
                name = struct_name(a["type"])
                if name in self.makers and a["type"].endswith("**"):
                    self.makers[name].append(f)
                if name in self.takers:
                    self.takers[name].append(f)
        for s in api["structs"]:  # a struct in a struct goes where that goes
            for m in s["members"]:
                if struct_name(m["type"]) in self.takers:
                    self.takers[struct_name(m["type"])] += self.takers[s["name"]]

    def names_of(self, kind):
        """What a path may go on with, as {name: type} dictionaries, after something of this type."""
        name = struct_name(kind)
        if name in self.structs:
            return [{m["name"]: m["type"] for m in self.structs[name]["members"]}]
        return [{a["name"]: a["type"] for a in f["arguments"]} for f in self.makers.get(name, [])]

    def path(self, path, scopes):
        first, *rest = path.split(".")
        kinds = [scope[first] for scope in scopes if first in scope]
        if not kinds:
            raise Unknown("`%s` is not known here" % first)
        for step in rest:
            kinds = [names[step] for kind in kinds for names in self.names_of(kind) if step in names]
            if not kinds:
                raise Unknown("`%s` leads nowhere at `%s`" % (path, step))

    def expression(self, text, scopes):
        """Checks every name of an expression."""
        if not EXPRESSION.match(text):
            raise Unknown("`%s` is not understood: names, numbers, calls, + - * /" % text)
        for call, arguments in re.findall(r"(tsq_\w+)\(([^()]*)\)", text):
            if call not in self.functions:
                raise Unknown("there is no %s()" % call)
            for argument in filter(None, re.split(r",\s*", arguments)):
                if not re.match(r'"\w+"$', argument):
                    self.path(argument, scopes)
            if len(re.split(r",", arguments)) != len(self.functions[call]["arguments"]):
                raise Unknown("%s() is called with other arguments than it has" % call)
        for name in re.findall(r"[A-Za-z_]\w*(?:\.\w+)*", re.sub(r"tsq_\w+\([^()]*\)", "", text)):
            self.path(name, scopes)

    def dimension(self, text, scopes, explained, structs):
        """One dimension of a shape as an expression over the scope."""
        defined = re.findall(r"\b%s = ((?:tsq_\w+\([^()]+\)|[a-z_]\w*\.[\w.]*\w)(?: [-+*/] %s)*)" % (re.escape(text), TERM), explained)
        if re.match(r"\w+$", text) and not any(text in scope for scope in scopes[:1]) and not text.isdigit():
            if defined:
                text = defined[0]
            else:
                inside = [name for name, kind in structs if any(text in names for names in self.names_of(kind))]
                if not inside:
                    raise Unknown("`%s` is no argument or member, and the text does not say `%s = ...`" % (text, text))
                text = inside[0] + "." + text
        self.expression(text, scopes)
        return text

    def dimensions(self, shape, scopes, explained, structs=()):
        parts = [part for group in shape if group for part in group.split(" x ")]
        return [self.dimension(part.strip(), scopes, explained, structs) for part in parts]

    def of_function(self, function, doc):
        shape = SHAPE.match(doc)
        if not shape:
            return None
        scope = {a["name"]: a["type"] for a in function["arguments"]}
        structs = [(a["name"], a["type"]) for a in function["arguments"] if struct_name(a["type"]) in self.structs and a["direction"] == "in"]
        explained = " ".join([doc] + [a["doc"] for a in function["arguments"]])
        found = self.dimensions(shape.groups(), [scope], explained, structs)
        own = next((a["name"] for a in function["arguments"] if a["doc"] == doc), None)
        if any(part.split(".")[0] == own for part in found if "." in part):
            raise Unknown("`%s` is one struct, whose columns have that length" % own)
        return found

    def of_member(self, struct, doc):
        shape = SHAPE.match(doc)
        if not shape:
            return None
        scopes = [{m["name"]: m["type"] for m in struct["members"]}]
        scopes += [{a["name"]: a["type"] for a in f["arguments"]} for f in self.takers[struct["name"]]]
        explained = " ".join([doc, struct["block"]["text"]] + [m["doc"] for m in struct["members"]])
        return self.dimensions(shape.groups(), scopes, explained)
