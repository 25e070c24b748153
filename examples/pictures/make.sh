#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# make.sh COMMAND [FOLDER]: the README's pictures by the command (build/tausq), written here or into FOLDER. A test compares.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tausq=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
to=$(cd "${2:-$here}" && pwd)
cd "$here/../data"

# "Agarwal,2000,..." gets the label "Agarwal 2000"
sed -E 's/^([A-Z][^,]*),([0-9]{4}),/\1 \2,\2,/' lee2004.csv |
  "$tausq" forest - --measure RR --title "Acupoint P6 stimulation against postoperative nausea" --favours-left "Favours stimulation" \
    --favours-right "Favours sham" --caption "Data: Lee & Done 2004, doi:10.1002/14651858.CD003281.pub2" -o "$to/forest.svg"
"$tausq" bubble bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg --mods ablat --title "BCG vaccine: risk ratio by latitude" \
  --x-label "Absolute latitude (degrees)" --caption "Data: Colditz et al. 1994, doi:10.1001/jama.1994.03510330076038" -o "$to/bubble.svg"
"$tausq" funnel lee2004.csv --measure RR --contour --title "Acupoint P6 stimulation against postoperative nausea" \
  --caption "Data: Lee & Done 2004, doi:10.1002/14651858.CD003281.pub2" -o "$to/funnel.svg"
