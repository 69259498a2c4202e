#!/usr/bin/env bash
# The grading engine against a raw scan and against DuckDB: run.sh [SUBJECTS] [FACTS]. See README.md.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
bin=${MC_BENCH_BIN:-$here/../../build/bench/bin}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Not `npm ci`: it wants every platform's package in the lock file, and not every registry has them. Versions and digests are the lock's.
if [[ ! -d $here/node_modules/@duckdb ]]; then
  (cd "$here" && npm install --no-save --ignore-scripts --no-audit --no-fund) >"$work/npm" 2>&1 || { cat "$work/npm" >&2; exit 1; }
fi
"$bin/grade_facts" "$work" "${1:-1000000}" "${2:-20000000}"
"$bin/grading_engine" engine "$work" "$here/model.yaml" "$here/reform.yaml" 2 >"$work/engine"
"$bin/grading_engine" snapshot "$work" "$here/model.yaml" 2 >"$work/snapshot"
rm -f "$work"/block.*
"$bin/grading_engine" explain "$work" "$here/model.yaml" >"$work/explain"
"$bin/grading_engine" offline "$work" "$here/model.yaml" 2 >"$work/offline"
node "$here/duckdb.mjs" "$work" >"$work/duck"
cat "$work/engine" "$work/snapshot" "$work/explain" "$work/offline" "$work/duck"
cmp "$work/G.csv" "$work/G.duck.csv"
cmp "$work/L.csv" "$work/L.duck.csv"
echo "results identical byte for byte"
value() { sed -n "s/^$2=//p" "$work/$1"; }
ratio() { awk -v what="$1" -v a="$2" -v b="$3" -v op="$4" -v bound="$5" 'BEGIN {
  r = a / b; ok = op == "most" ? r <= bound : r >= bound
  printf "ratio: %-32s %8.3f   at %s %s   %s\n", what, r, op, bound, ok ? "ok" : "MISSED"; exit !ok }'; }
failed=0
ratio "engine run / raw scan" "$(value engine run_wall)" "$(value engine raw_scan_wall)" most 50 || failed=1
ratio "what-if / engine run" "$(value engine what_if_wall)" "$(value engine run_wall)" most 2 || failed=1
ratio "1000 changed records / run" "$(value snapshot night_wall)" "$(value engine run_wall)" most 0.01 || failed=1
ratio "one explanation, p99 ms" "$(value explain explain_p99_ms)" 1 most 5 || failed=1
ratio "DuckDB / offline, wall" "$(value duck duck_wall)" "$(value offline offline_wall)" least 8 || failed=1
ratio "DuckDB / offline, CPU" "$(value duck duck_cpu)" "$(value offline offline_cpu)" least 12 || failed=1
ratio "peak memory, MiB" "$(value engine peak_mib)" 1 most 700 || failed=1
MC_BENCH_BIN=$bin "$here/api.sh" || failed=1
exit $failed
