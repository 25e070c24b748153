# SPDX-License-Identifier: GPL-3.0-or-later
"""What the headers declare: functions, structs, handles, enums, each with its doc block and the lines to name in errors."""
import re

COMMENT = re.compile(r"/\*.*?\*/", re.S)
DECLARATION = re.compile(
    r"(?:(?P<comment>/\*\*(?:(?!\*/).)*\*/)\s*)?"
    r"(?:TSQ_API\s+(?P<function>[^;{]+?);"
    r"|typedef struct (?P<struct>\w+) \{(?P<members>.*?)\n?\s*\} \w+;"
    r"|typedef struct (?P<opaque>\w+) \w+;"
    r"|enum (?P<enum>\w+) \{(?P<values>.*?)\n\};)", re.S)
MEMBER = re.compile(r"((?:\s*/\*.*?\*/)*)\s*([^;/]+?(?:\([^;]*\))?);[ \t]*(/\*\*<.*?\*/)?", re.S)
AFTER_TEXT = r" (?:Edge cases|Cost|Source|Since|Example):"  # parts of a block that end a parameter's or the return's text


class Problems:
    """What is wrong, by header and line, so that one run tells all of it."""

    def __init__(self):
        self.lines = []

    def add(self, where, text):
        self.lines.append("include/%s:%d: %s" % (where["header"], where["line"], text))


def one_line(text):
    return re.sub(r"\s+", " ", re.sub(r"^\s*\*\s?", "", text.strip(), flags=re.M)).strip()


def comment_text(comment):
    return one_line(re.sub(r"^/\*\*<?|\*/$", "", comment.strip()))


def split_commas(text):
    """'int a, int (*f)(int, int)' at its outer commas; nothing for '' and 'void'."""
    if text.strip() in ("", "void"):
        return []
    parts, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if c == "," and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    return parts + [text[start:]]


def split_declarator(text):
    """'const double *yi' is ('const double *', 'yi', None); 'double tau2[2]' is ('double', 'tau2', 2)."""
    text = re.sub(r"\s+", " ", text.strip())
    callback = re.match(r"(.*)\(\*(\w+)\)\((.*)\)$", text)
    if callback:
        return "%s (*)(%s)" % (callback.group(1).strip(), callback.group(3)), callback.group(2), None
    match = re.match(r"(.*?)(\w+)\s*(?:\[(\w*)\])?$", text)
    return match.group(1).strip(), match.group(2), match.group(3)


def read_block(comment):
    """The parts of a doc block: brief, text (all of it), since, result, parameters {name: (direction, text)}."""
    text = comment_text(comment)
    brief = re.search(r"@brief (.*?)(?= @\w|$)", text)
    since = re.search(r"Since: ([\d.]+)", text)
    result = re.search(r"@return (.*?)(?=" + AFTER_TEXT + r"| @param|$)", text)
    parameters = {}
    for name, body in re.findall(r"@param (\w+)\s+(.*?)(?= @param| @return|" + AFTER_TEXT + r"|$)", text):
        direction = re.match(r"(in/out|in|out)\b[,:]?\s*", body)
        parameters[name] = (direction.group(1) if direction else None, body[direction.end():] if direction else body)
    return {"brief": re.split(AFTER_TEXT, brief.group(1))[0] if brief else "", "text": text, "since": since.group(1) if since else None,
            "result": result.group(1) if result else None, "parameters": parameters}


def read_members(body, header, line):
    members = []
    for match in MEMBER.finditer(body):
        before = re.findall(r"/\*\*.*?\*/", match.group(1), re.S)
        doc = comment_text(match.group(3) or (before[-1] if before else "/***/"))
        declared = COMMENT.sub("", match.group(2))
        base = None
        for part in split_commas(declared) if "(" not in declared else [declared]:
            kind, name, length = split_declarator(part if base is None else base + " " + part)
            base = base or kind.replace("*", "").strip()
            members.append({"name": name, "type": re.sub(r"\* (?=\*)", "*", kind), "length": int(length) if length else None, "doc": doc,
                            "header": header, "line": line + body[:match.start(2)].count("\n")})
    return members


def read_values(body):
    values, last = [], -1
    for name, value, doc in re.findall(r"(TSQ_\w+)\s*(?:=\s*(-?\d+))?\s*,?\s*(/\*\*<.*?\*/)?", re.sub(r"/\*(?!\*<).*?\*/", "", body, flags=re.S), re.S):
        last = int(value) if value else last + 1
        values.append({"name": name, "value": last, "doc": comment_text(doc) if doc else ""})
    return values


def read_function(text, block, place):
    head, arguments = re.match(r"(.*?)\((.*)\)$", COMMENT.sub("", text).strip(), re.S).groups()
    returns, name, _ = split_declarator(head)
    described = []
    for argument in split_commas(arguments):
        kind, own, _ = split_declarator(argument)
        direction, doc = block["parameters"].get(own, (None, ""))
        described.append({"name": own, "type": kind, "direction": direction, "doc": doc, **place})
    return {"name": name, "returns": returns, "arguments": described, **place}


def read_header(header, text, api):
    """Adds what one header declares. Lines of the preprocessor are emptied first, so that lines keep their numbers."""
    text = re.sub(r"^[ \t]*#.*?(?<!\\)\n", lambda m: "\n" * m.group(0).count("\n"), text, flags=re.M | re.S)
    for match in DECLARATION.finditer(text):
        block = read_block(match.group("comment") or "/***/")
        kind = match.lastgroup if match.lastgroup not in ("members", "values") else {"members": "struct", "values": "enum"}[match.lastgroup]
        place = {"header": header, "line": 1 + text[:match.start(kind)].count("\n"), "block": block}
        if kind == "function":
            api["functions"].append(read_function(match.group("function"), block, place))
        elif kind == "struct":
            line = 1 + text[:match.start("members")].count("\n")
            api["structs"].append({"name": match.group("struct"), "members": read_members(match.group("members"), header, line), **place})
        elif kind == "opaque":
            api["opaque"].append({"name": match.group("opaque"), **place})
        else:
            api["enums"].append({"name": match.group("enum"), "values": read_values(match.group("values")), **place})


def headers(top):
    """The umbrella's headers, each after those that it includes."""
    ordered = []

    def add(name):
        text = open("%s/include/%s" % (top, name), encoding="utf-8").read()
        for other in re.findall(r"^#include <(tausq/\w+\.h)>", text, re.M):
            if other not in ordered:
                add(other)
        if name != "tausq.h" and name not in ordered:
            ordered.append(name)

    add("tausq.h")
    return ordered


def read_all(top):
    api = {"functions": [], "structs": [], "opaque": [], "enums": []}
    for header in headers(top):
        read_header(header, open("%s/include/%s" % (top, header), encoding="utf-8").read(), api)
    return api


def inherit(api, problems):
    """'As tsq_other(), for enum tsq_x' takes parameters and return of another function by their position; 'as for tsq_other()' in a
    parameter takes the properties of that function's parameter of the same name."""
    by_name = {f["name"]: f for f in api["functions"]}
    for f in api["functions"]:
        alike = re.search(r"\bAs (tsq_\w+)\(\)", f["block"]["brief"])
        if alike and not f["block"]["parameters"]:
            other = by_name.get(alike.group(1))
            if other is None or len(other["arguments"]) != len(f["arguments"]):
                problems.add(f, "%s(): is said to be like %s(), which has other arguments" % (f["name"], alike.group(1)))
                continue
            enum = re.search(r"\benum tsq_\w+", f["block"]["brief"])
            swap = lambda text: re.sub(r"\benum tsq_\w+", enum.group(0), text) if enum and text else text
            for own, theirs in zip(f["arguments"], other["arguments"]):
                own["direction"], own["doc"] = theirs["direction"], swap(theirs["doc"])
            f["block"]["result"] = swap(other["block"]["result"])
        named = by_name.get(f["name"].replace("_from_name", "_name")) if f["name"].endswith("_from_name") else None
        enum = named and re.search(r"\benum tsq_\w+", " ".join(a["doc"] for a in named["arguments"]))
        for a in f["arguments"]:
            if enum and a["type"] == "int32_t *" and "enum " not in a["doc"]:
                a["doc"] = enum.group(0) + "; " + a["doc"]  # the other direction says of which enum
            a["inherited"] = ""
            as_for = re.match(r"(?:see|as)(?: for)? (tsq_\w+)\(\)", a["doc"])
            if as_for and as_for.group(1) in by_name:
                same = [b for b in by_name[as_for.group(1)]["arguments"] if b["name"] == a["name"] or (b["type"] == a["type"] and "*" in a["type"])]
                if same:
                    a["inherited"] = sorted(same, key=lambda b: b["name"] != a["name"])[0]["doc"]
