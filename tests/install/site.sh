#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# site.sh SOURCE_DIR VERSION: the documentation by Doxygen, without a warning, and every link inside of it leads somewhere.
set -eu
command -v doxygen >/dev/null || { echo "skipped: doxygen is not installed"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed -e "s|@PROJECT_VERSION@|$2|; s|@TAUSQ_DOCS@|$work|; s|@CMAKE_SOURCE_DIR@|$1|g" "$1/examples/docs/Doxyfile.in" >"$work/Doxyfile"
doxygen "$work/Doxyfile" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
if [ -s "$work/log" ]; then cat "$work/log"; exit 1; fi
for lesson in "$1"/examples/tutorial/[0-9][0-9]_*.c; do
  grep -q "@include $(basename "$lesson")" "$1/examples/docs/tutorial.md" || { echo "the tutorial lacks $(basename "$lesson")"; exit 1; }
done
python3 - "$work/html" <<'PYTHON'
import os
import re
import sys
from urllib.parse import unquote

top = sys.argv[1]
pages = {f: open(os.path.join(top, f), encoding="utf-8").read() for f in os.listdir(top) if f.endswith(".html")}
names = {f: set(re.findall(r'(?:id|name)="([^"]+)"', text)) for f, text in pages.items()}
broken, count = [], 0
for page, text in pages.items():
    for link in re.findall(r'(?:href|src)="([^"]+)"', text):
        if re.match(r"(https?:|mailto:|javascript:|data:)", link):
            continue
        target, _, anchor = unquote(link).partition("#")
        target = target or page
        count += 1
        if not os.path.exists(os.path.join(top, target)) or (anchor and target in names and anchor not in names[target]):
            broken.append("%s: %s" % (page, link))
print("%d pages, %d links inside, %d broken" % (len(pages), count, len(broken)))
print("\n".join(broken[:20]))
sys.exit(bool(broken) or count < 1000)
PYTHON
