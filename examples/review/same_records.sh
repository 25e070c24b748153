#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# same_records.sh GENERATE RECORDS FOLDER: makes the records again in FOLDER and compares them with RECORDS byte by byte.
set -eu
generate=$1
records=$2
folder=$3
rm -rf "$folder"
mkdir -p "$folder"
"$generate" "$folder"
diff -r "$records" "$folder" | head -n 20
diff -rq "$records" "$folder"
