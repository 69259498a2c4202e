#!/usr/bin/env bash
# The public page of an institution by code, from a SQLite store of 100,000 subjects and 1,000,000 records, against nginx serving
# a static file of the same size: 64 keep-alive connections, one I/O thread each, access logs on, rounds in turn. Then the same query by
# code signed in, by 32 people of departments that share data (an account may ask 2,000 times a day), 1,000 subjects in turn, and clerks'
# looks into whole archives with the provenance of every field; each answer after its durable evidence entry. And the idle memory of the
# server.
# Arguments: [ROWS] [SUBJECTS] [SECONDS] [ROUNDS]. MC_BENCH_BIN: folder with medcredit, gen_csv and http_load. MC_BENCH_STORE: folder
# in which the store is made once and kept. MC_BENCH_NICE: e.g. "nice -n -10" on a machine that is not quiet.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
bin=${MC_BENCH_BIN:-$PWD/build/bench/bin}
rows=${1:-1000000}
subjects=${2:-100000}
seconds=${3:-5}
rounds=${4:-3}
export MEDCREDIT_JURISDICTIONS=$PWD/jurisdictions
work=$(mktemp -d)
kept=${MC_BENCH_STORE:-$work/kept}
server=""
trap '[[ -z $server ]] || kill "$server" 2>/dev/null; [[ ! -f $work/nginx.pid ]] || kill "$(cat "$work/nginx.pid")"; wait 2>/dev/null; rm -rf "$work"' EXIT
mkdir -p "$kept"
mc() { "$bin/medcredit" --data "$kept/store" --json "$@"; }
# shellcheck source=bench/tools/session.sh
. bench/tools/session.sh

if [[ ! -f $kept/ready ]]; then
  rm -rf "$kept/store"
  "$bin/gen_csv" CF-ORG "$rows" "$kept/data.csv" "$subjects"
  mc init --jurisdiction henan-luoyang >/dev/null
  mc unit add --id A --name 示例科 --region 410300 --entries CF-ORG >/dev/null
  start=$(date +%s)
  mc import "$kept/data.csv" --entry CF-ORG --unit A >/dev/null || [[ $? -eq 3 ]]
  echo "import of $rows rows: $(($(date +%s) - start)) s"
  # Publishing a million records one by one is not what is measured here.
  sqlite3 "$kept/store/medcredit.db" "UPDATE record SET publicity = 'published', published_on = received_on,
    publicity_until = '2099-12-31', publish_due = NULL WHERE publicity = 'pending'; PRAGMA wal_checkpoint(TRUNCATE);" >/dev/null
  /usr/bin/env python3 - "$kept/data.csv" 1000 >"$kept/codes" <<'PY'
import csv, random, sys
with open(sys.argv[1], newline="", encoding="utf-8-sig") as file:
    rows = csv.reader(file)
    column = next(i for i, name in enumerate(next(rows)) if "统一社会信用代码" in name)
    codes = sorted({row[column] for _, row in zip(range(200000), rows) if row[column]})
random.Random(7).shuffle(codes)
print("\n".join(codes[: int(sys.argv[2])]))
PY
  rm -f "$kept/data.csv"
  touch "$kept/ready"
fi
sqlite3 "$kept/store/medcredit.db" "SELECT 'store: ' || (SELECT count(*) FROM subject) || ' subjects, ' ||
  (SELECT count(*) FROM record) || ' records, ' || (SELECT count(*) FROM record WHERE publicity = 'published') || ' published'"
# newcomer ROLE: login and one-time code of a new account.
newcomer() {
  local login=bench-$1-$RANDOM
  echo "$login" "$(account "$login" "$1")"
}
for _ in $(seq 2); do newcomer clerk; done >"$work/clerks"
for _ in $(seq 32); do newcomer partner-system; done >"$work/partners"

${MC_BENCH_NICE:-} "$bin/medcredit" --data "$kept/store" --json serve --listen 127.0.0.1:0 --threads 16 --log "$work/log" \
  >"$work/out" 2>"$work/err" &
server=$!
port=$(port_of "$work/out")
# memory WHEN: all pages of the process in memory, and those of them that are its own: the others are the program itself and pages of
# the database file, which the system drops when it needs the room. What is held to the target is the whole.
memory() {
  awk -v when="$1" '/VmRSS/ {all = $2} /RssAnon/ {own = $2} END {
    printf "%s: %d MiB, of them its own %d MiB (target < 100)\n", when, all / 1024, own / 1024 }' "/proc/$server/status"
}
sleep 2
memory "idle memory, acts of the day at work"
# The first start of a day looks at the whole register once; what is measured is the rest of the day.
start=$(date +%s)
for _ in $(seq 9000); do  # without a folder for it the copy of the day is tried again and again
  [[ $(sqlite3 "$kept/store/medcredit.db" "SELECT count(*) FROM job WHERE state IN ('queued', 'running') AND kind <> 'backup'") == 0 ]] && break
  sleep 0.1
done
echo "acts of the day: $(($(date +%s) - start)) s"
memory "idle memory, acts of the day done"

sed 's#^#/api/public/subjects/#' "$kept/codes" >"$work/pages"
head -n 1 "$work/pages" >"$work/page"
mkdir -p "$work/site"
curl -sf "http://127.0.0.1:$port$(cat "$work/page")" -o "$work/site/page.json"
echo "page: $(stat -c %s "$work/site/page.json") bytes"
cat >"$work/nginx.conf" <<CONF
worker_processes 1;
pid $work/nginx.pid;
error_log $work/nginx-error.log;
events { worker_connections 1024; }
http {
  types { application/json json; }
  access_log $work/nginx-access.log combined buffer=64k;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000000;
  client_body_temp_path $work/nginx-body;
  server { listen 127.0.0.1:$((port + 1)); root $work/site; }
}
CONF
chmod 755 "$work" "$work/site"
${MC_BENCH_NICE:-} nginx -c "$work/nginx.conf" -e "$work/nginx-error.log"
echo /page.json >"$work/static"

load() { ${MC_BENCH_NICE:-} "$bin/http_load" "$@"; }
for ((i = 0; i < rounds; i++)); do
  load $((port + 1)) 64 "$seconds" "$work/static" >>"$work/nginx.json"
  load "$port" 64 "$seconds" "$work/page" >>"$work/one.json"
  load "$port" 64 "$seconds" "$work/pages" >>"$work/thousand.json"
done
median() { jq -s "map(.$2) | sort | .[length / 2 | floor]" "$work/$1.json"; }
show() {
  printf '%-34s %8.0f/s  p50 %6d us  p99 %6d us  failures %d\n' "$2" "$(median "$1" rate)" "$(median "$1" p50)" "$(median "$1" p99)" \
    "$(jq -s 'map(.failures) | add' "$work/$1.json")"
}
show nginx "nginx, static file"
show one "medcredit, one page"
show thousand "medcredit, 1,000 pages in turn"
for name in one thousand; do
  awk -v n="$name" -v a="$(median "$name" rate)" -v b="$(median nginx rate)" -v c="$(median "$name" p99)" -v d="$(median nginx p99)" 'BEGIN {
    printf "ratio: rate medcredit (%s) / nginx = %.2f (target >= 0.5)\n", n, a / b
    printf "ratio: p99 medcredit (%s) / nginx = %.2f (target <= 2.5)\n", n, c / d }'
done

entries() { sqlite3 "$kept/store/medcredit.db" 'SELECT count(*) FROM evidence_entry'; }
# sessions FILE: one header per account of the file.
sessions() { while read -r login code; do signed_in "$port" "$login" "$code"; done <"$1"; }
# Processor time of the server in hundredths of a second.
processor() { awk '{print $14 + $15}' "/proc/$server/stat"; }
# measure_signed NAME LABEL COOKIES: the addresses of $work/NAME.paths, the entries that were written and what an answer costs.
measure_signed() {
  local before used i written
  before=$(entries)
  used=$(processor)
  for ((i = 0; i < rounds; i++)); do load "$port" 64 "$seconds" "$work/$1.paths" "@$3" >>"$work/$1.json"; done
  used=$(($(processor) - used))
  show "$1" "$2"
  written=$(($(entries) - before))
  echo "  evidence entries written: $written"
  awk -v u="$used" -v n="$written" 'BEGIN { printf "  processor time of the server per answer: %.2f ms\n", u * 10 / n }'
}
sed 's#^\(.*\)$#/api/shared/subjects/\1?purpose=credit-check#' "$kept/codes" >"$work/shared.paths"
for i in $(seq 1 1000); do echo "/api/subjects/S$((i * 97 % subjects + 1))"; done >"$work/archive.paths"
memory "memory after the public pages"
sessions "$work/partners" >"$work/partner.cookies"
sessions "$work/clerks" >"$work/clerk.cookies"
measure_signed shared "signed in, the same query by code" "$work/partner.cookies"
echo "ratio: signed-in requests per second = $(median shared rate) (target >= 1500)"
measure_signed archive "signed in, whole archive" "$work/clerk.cookies"
