# SPDX-License-Identifier: GPL-3.0-or-later
"""schema.py COMMAND SOURCE_DIR: every model's JSON report, and JSON of rows, is what report.schema.json says; so is no report with
a key too few, a key too many or a text for a number. Exit status 77: Python has no jsonschema."""
import copy
import json
import re
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: Python has no jsonschema")
    sys.exit(77)

command, source = sys.argv[1:3]
COUNTS = "--ai tpos --bi tneg --ci cpos --di cneg"
REPORTS = [
    f"fit bcg.csv --measure RR {COUNTS}",
    f"fit bcg.csv --measure RR {COUNTS} --threshold 0.8 --studies",
    f"fit bcg.csv --measure RR {COUNTS} --method CE --test z",
    f"fit bcg.csv --measure RD {COUNTS} --tau2 0.1 --weights year --subset year>1950",
    f"fit bcg.csv --measure RR {COUNTS} --mods ablat+alloc --predict ablat=33,alloc=random --weighting equal",
    f"fit bcg.csv --measure RR {COUNTS} --subgroup alloc",
    f"fit bcg.csv --measure RR {COUNTS} --subgroup alloc --common-tau2",
    f"fit bcg.csv --measure RR {COUNTS} --subset trial==1",
    f"fit bcg.csv --measure OR {COUNTS} --model mh --subgroup alloc",
    f"fit bcg.csv --model peto {COUNTS}",
    *(f"fit bcg.csv --measure {m} {COUNTS} --model mh" for m in ("OR", "RR", "RD")),
    *(f"fit bcg.csv --measure {m} {COUNTS} --model bb" for m in ("OR", "RR", "RD")),
    "fit bcg.csv --measure IRR --model mh --x1i tpos --t1i tneg --x2i cpos --t2i cneg",
    "fit bcg.csv --measure PLO --model bb --xi tpos --mi tneg",
    "fit bcg.csv --measure PLO --model glmm --xi tpos --mi tneg",
    "fit bcg.csv --measure PFT --xi tpos --mi tneg",
    *(f"fit bcg.csv --measure OR {COUNTS} --model {m} --mods ablat --test t" for m in ("UM.FS", "UM.RS", "CM.EL", "CM.AL")),
    f"loo bcg.csv --measure RR {COUNTS}",
    f"loo bcg.csv --measure OR {COUNTS} --model mh",
    f"cumul bcg.csv --measure OR {COUNTS} --model bb --order-by year",
]


def report(arguments):
    words = [command, *arguments.split(), "--format", "json"]
    done = subprocess.run(words, cwd=f"{source}/examples/data", capture_output=True, text=True)
    assert done.returncode == 0, f"{arguments}: {done.stderr}"
    return json.loads(done.stdout)


def models_of_the_library():
    """From the help of --model: "rma, the default (...); mh (...)"."""
    text = subprocess.run([command, "fit", "--help"], capture_output=True, text=True, check=True).stdout
    words = " ".join(re.search(r"--model NAME(.*?)\n  --", text, re.S).group(1).split())
    names = re.findall(r"(?:^|; )(\w+)(?:, the default)? \(", words)
    assert "rma" in names and len(names) >= 5, words
    return set(names)


def is_valid(validator, value):
    return next(validator.iter_errors(value), None) is None


def broken(value):
    """Copies that each have one thing wrong."""
    for key in value:
        if key not in ("pooled", "beyond", "tau2_interval", "grouping", "parts"):
            yield f"without {key}", {k: v for k, v in value.items() if k != key}
    yield "a key more", {**value, "more": 1}
    for key in ("coefficients", "rows", "studies"):
        for name in list(value[key][0]) if value.get(key) else ():
            worse = copy.deepcopy(value)
            worse[key][0][name] = {"text": "5"}
            if name not in ("columns", "moderators", "shown"):
                yield f"{key}[0].{name} is an object", worse
    if "quantities" in value:
        worse = copy.deepcopy(value)
        worse["quantities"]["k"] = "13"
        yield "quantities.k is a text", worse


def main():
    with open(f"{source}/examples/cli/report.schema.json", encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    kinds = {"fit": "#/$defs/fit", "loo": "#/$defs/rows", "cumul": "#/$defs/rows"}
    failures, models, n_broken = 0, set(), 0
    for arguments in REPORTS:
        value = report(arguments)
        is_new = value.get("model") not in models
        models.add(value.get("model"))
        own = validator.evolve(schema={**schema, "oneOf": [{"$ref": kinds[arguments.split()[0]]}]})
        for error in own.iter_errors(value):
            best = jsonschema.exceptions.best_match([error])
            print(f"{arguments}: {best.json_path}: {best.message[:200]}")
            failures += 1
        for what, worse in broken(value) if is_new else ():
            n_broken += 1
            if is_valid(validator, worse):
                print(f"{arguments}: accepted {what}")
                failures += 1
    missing = (models_of_the_library() | {"subgroups"}) - models
    assert not missing, f"no report of {missing}"
    print(f"{len(REPORTS)} reports, {n_broken} broken ones, {failures} failures")
    return failures > 0


sys.exit(main())
