#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# test_runner.sh CONFORMANCE WORK_DIR: what the conformance runner must not let pass. Each case below is written into a
# folder of its own and must be counted as said.
set -eu
conformance=$1
work=$2
mkdir -p "$work/data"
printf '"yi","vi"\n0.1,0.04\n0.3,0.04\n' >"$work/data/two.csv"
count=0
bad=0

# must PASSED FAILED SKIPPED EXIT "WHAT" CASE
must() {
  printf '[%s]\n' "$6" >"$work/cases.json"
  status=0
  "$conformance" "$work" >"$work/out" 2>&1 || status=$?
  count=$((count + 1))
  if [ "$(tail -n 1 "$work/out")" != "$1 passed, $2 failed, $3 skipped" ] || [ "$status" -ne "$4" ]; then
    echo "$5: expected $1 passed, $2 failed, $3 skipped and status $4; status $status and:"
    cat "$work/out"
    bad=$((bad + 1))
  fi
}

# rma CALL_MEMBERS EXPECT: a case of two studies; their common effect is 0.2, se 0.1414..., QE = 0.5 (by hand)
rma() {
  printf '{"id":"x","data":"data/two.csv","kind":"rma","call":{"input":{"yi":"yi","vi":"vi"},"method":"FE","test":"z",%s"mods":[]},"expect":{%s},"tol":{"rel":1e-10,"abs":1e-13}}' "$1" "$2"
}

must 1 0 0 0 "a right number" "$(rma '' '"beta":[0.2],"QE":0.5,"vb":[0.02]')"
must 1 0 0 0 "agreement is information" "$(rma '' '"beta":[0.2],"agreement":{"max_rel_spread":1}')"
must 0 1 0 1 "a wrong number" "$(rma '' '"beta":[0.2],"QE":0.500001')"
must 0 1 0 1 "a number where R has NA" "$(rma '' '"beta":[null]')"
must 0 1 0 1 "NA where R has a number" "$(rma '' '"R2":0')"
must 0 1 0 1 "infinity" "$(rma '' '"QE":"Inf"')"
must 0 1 0 1 "a text for a number" "$(rma '' '"QE":"0.5"')"
must 0 1 0 1 "too many numbers" "$(rma '' '"beta":[0.2,0.2]')"
must 0 1 0 1 "too few numbers" "$(rma '' '"fitted":[0.2]')"
must 0 1 0 1 "a field that is not offered" "$(rma '' '"beta":[0.2],"shoe_size":44')"
must 0 1 0 1 "a nested field that is not offered" "$(rma '' '"beta":[0.2],"fit":{"ML":{"shoe_size":44}}')"
must 0 1 0 1 "nothing expected" "$(rma '' '')"
must 0 1 0 1 "an error that does not come" "$(rma '' '"error":"no"')"
must 0 1 0 1 "an error that is not expected" "$(rma '"level":-5,' '"beta":[0.2]')"
must 1 0 0 0 "an error that is expected" "$(rma '"level":-5,' '"error":"no"')"
must 0 0 1 0 "an unknown argument" "$(rma '"shoe_size":44,' '"beta":[0.2]')"
must 0 0 1 0 "an unknown method" "$(rma '' '"beta":[0.2]' | sed 's/"FE"/"magic"/')"
must 0 0 1 0 "an unknown kind" "$(rma '' '"beta":[0.2]' | sed 's/"rma"/"magic"/')"
must 0 1 0 1 "a missing data file" "$(rma '' '"beta":[0.2]' | sed 's/two.csv/three.csv/')"
must 0 1 0 1 "a missing column" "$(rma '' '"beta":[0.2]' | sed 's/"vi":"vi"/"vi":"vj"/')"
must 0 0 0 1 "no case at all" ""

if "$conformance" >"$work/out" 2>&1 || "$conformance" "$work/nowhere" >"$work/out" 2>&1; then
  echo "no folder, or one that cannot be read, must not be a success"
  bad=$((bad + 1))
fi
echo "$count cases, $bad wrong"
[ "$bad" -eq 0 ]
