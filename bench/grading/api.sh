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
mc() { "$bin/medcredit" --data "$work/store" --json "$@"; }

"$bin/gen_csv" CF-ORG 20000 "$work/data.csv" 1000
mc init --jurisdiction henan-luoyang >/dev/null
mc unit add --id A --name 示例科 --region 410300 --entries CF-ORG >/dev/null
mc import "$work/data.csv" --entry CF-ORG --unit A >/dev/null || [[ $? -eq 3 ]]
model=$(mc model load | jq -r '.added[0].id')
for step in analysed tested trial; do mc model step "$model" --to "$step" >/dev/null; done
today=$(date +%F)
mc grade run --model "$model" --year "${today%%-*}" --as-of "$today" >/dev/null
sqlite3 "$work/store/medcredit.db" "SELECT '/api/grading/decisions/D' || id FROM grade_decision WHERE length(ledger) > 10 LIMIT 1000" \
  >"$work/targets"
echo "decisions: $(wc -l <"$work/targets")"
code=$(mc user add --login bench-head --name 示例人员 --roles central-desk --unit A --scope city | jq -r .one_time_code)
"$bin/medcredit" --data "$work/store" --json serve --listen 127.0.0.1:0 --threads 4 --log "$work/log" >"$work/out" 2>"$work/err" &
server=$!
for _ in $(seq 600); do
  [[ -s $work/out ]] && break
  sleep 0.1
done
port=$(jq -r .port "$work/out")
cookie=$(/usr/bin/env python3 - "$port" bench-head "$code" <<'PY'
import http.client, json, sys
port, login, code = int(sys.argv[1]), sys.argv[2], sys.argv[3]
link = http.client.HTTPConnection("127.0.0.1", port)
fields, number = {"Content-Type": "application/json"}, 0
def call(method, path, body=None):
    global number
    number += 1
    link.request(method, path, None if body is None else json.dumps(body), {**fields, "Idempotency-Key": f"bench-{login}-{number}"})
    reply = link.getresponse()
    text = reply.read()
    if reply.status >= 300:
        sys.exit(f"{method} {path}: {reply.status} {text.decode()}")
    return reply, json.loads(text) if text else None
reply, session = call("POST", "/api/session", {"login": login, "password": code})
fields["Cookie"] = reply.getheader("Set-Cookie").split(";")[0]
fields["X-CSRF-Token"] = session["csrfToken"]
call("POST", "/api/session/password", {"next": "Lv-cha bench #2026"})
_, who = call("GET", "/api/session")
call("POST", "/api/session/rules", {"version": who["session"]["rules"]["version"]})
print("Cookie: " + fields["Cookie"])
PY
)
"$bin/http_load" "$port" 1 "${1:-5}" "$work/targets" "$cookie" >"$work/load.json"
cat "$work/load.json"
awk -v p="$(jq .p99 "$work/load.json")" -v f="$(jq .failures "$work/load.json")" 'BEGIN {
  ok = p <= 5000 && f == 0
  printf "ratio: %-32s %8.3f   at most 5   %s\n", "explanation by API, p99 ms", p / 1000, ok ? "ok" : "MISSED"; exit !ok }'
