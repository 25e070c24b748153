#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# node.sh SOURCE_DIR LIBRARY COMMAND WORK_DIR: the Node binding, packed as npm would ship it, with its tests on the built library.
# Its types are checked where npm can fetch TypeScript.
set -eu
command -v node >/dev/null && command -v npm >/dev/null || { echo "skipped: nodejs or npm is not installed"; exit 77; }
work=$4/node
rm -rf "$work" && mkdir -p "$work/source" "$work/api" "$work/there"
(cd "$1/examples/bindings/node" && tar -cf - --exclude=node_modules .) | tar -xf - -C "$work/source"
cp "$1/examples/bindings/api/api.json" "$work/api"
export HOME="$work" npm_config_cache="$work/cache" npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false npm_config_fetch_retries=0 npm_config_fetch_timeout=30000
package=$(cd "$work/source" && npm pack --silent --pack-destination "$work")
cd "$work/there"
echo '{"private": true}' >package.json
timeout 120 npm install --silent "$work/$package" >npm.log 2>&1 || { tail -n 3 npm.log; echo "skipped: npm could not fetch koffi (offline?)"; exit 77; }
timeout 120 npm install --silent --no-save typescript @types/node@20 >types.log 2>&1 || echo "types are not checked: npm could not fetch TypeScript"
there=node_modules/tausq # the tests use what was packed, and beside it what makes the types
cp -r "$work/source/test" "$work/source/make_types.js" "$there"
export TAUSQ_LIBRARY="$2" TAUSQ_COMMAND="$3" TAUSQ_REFERENCE="$1/tests/reference" TAUSQ_UNWRAPPED="$1/examples/bindings/unwrapped.txt"
node --expose-gc --test "$there"/test/all.test.js >test.log 2>&1 || { grep -E "not ok|error:" test.log; exit 1; }
grep -E "^# (tests|pass|fail|skipped)" test.log
