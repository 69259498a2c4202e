#!/usr/bin/env bash
# One explanation through the HTTP API, each after its durable evidence entry: 1,000 subjects with 20 records each, graded by the
# demonstration model on trial, explained in turn over one connection. api.sh [SECONDS]. MC_BENCH_BIN: folder with medcredit,
# gen_csv and http_load.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
bin=${MC_BENCH_BIN:-$PWD/build/bench/bin}
export MEDCREDIT_JURISDICTIONS=$PWD/jurisdictions
work=$(mktemp -d)
server=""
trap '[[ -z $server ]] || kill "$server" 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT
today=2026-01-05  # the records are of 2025: within the twelve months that a source must have delivered in
mc() { "$bin/medcredit" --data "$work/store" --json --today "$today" "$@"; }
# shellcheck source=bench/tools/session.sh
. bench/tools/session.sh

"$bin/gen_csv" CF-ORG 20000 "$work/data.csv" 1000
mc init --jurisdiction henan-luoyang >/dev/null
mc unit add --id A --name 示例科 --region 410300 --entries CF-ORG >/dev/null
mc import "$work/data.csv" --entry CF-ORG --unit A >/dev/null || [[ $? -eq 3 ]]
model=$(mc model load | jq -r '.added[0].id')
for step in analysed tested trial; do mc model step "$model" --to "$step" >/dev/null; done
mc grade run --model "$model" --year "${today%%-*}" --as-of "$today" >/dev/null
sqlite3 "$work/store/medcredit.db" "SELECT '/api/grading/decisions/D' || id FROM grade_decision WHERE length(ledger) > 10 LIMIT 1000" \
  >"$work/targets"
echo "decisions: $(wc -l <"$work/targets")"
[[ -s $work/targets ]] || { echo "nobody was graded" >&2; exit 1; }
code=$(account bench-head central-desk)
"$bin/medcredit" --data "$work/store" --json --today "$today" serve --listen 127.0.0.1:0 --threads 4 --log "$work/log" >"$work/out" 2>"$work/err" &
server=$!
port=$(port_of "$work/out")
cookie=$(signed_in "$port" bench-head "$code")
"$bin/http_load" "$port" 1 "${1:-5}" "$work/targets" "$cookie" >"$work/load.json"
cat "$work/load.json"
awk -v p="$(jq .p99 "$work/load.json")" -v f="$(jq .failures "$work/load.json")" 'BEGIN {
  ok = p <= 5000 && f == 0
  printf "ratio: %-32s %8.3f   at most 5   %s\n", "explanation by API, p99 ms", p / 1000, ok ? "ok" : "MISSED"; exit !ok }'
