#!/usr/bin/env bash
# Browser tests against the real server. Usage: web/e2e/run.sh [FILE-FILTER…]
#   MC_BIN = folder of the built programs, MC_DEMO = a finished demonstration, MC_KEEP_STAGE=1 = use the people of the last run
# The pages must be built (./dev build web). MC_REPORT = file for the report in GoogleTest's form.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
root=$(cd .. && pwd)
mkdir -p "$root/build/web"
report=$root/build/web/e2e-vitest.json
rm -f "$report"
code=0
npx --no-install vitest run --config e2e/vitest.config.ts --reporter=default --reporter=json --outputFile.json="$report" "$@" || code=$?
if [[ -n ${MC_REPORT:-} ]]; then node tools/report.mjs "$report" "$MC_REPORT"; fi
exit $code
