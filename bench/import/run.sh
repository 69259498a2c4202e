#!/usr/bin/env bash
# Imports a clean file of 200,000 penalties with `medcredit import` (validated, unique, durable) and loads the same file with
# `sqlite3 .import` (unchecked). Prints wall times, the ratio of the two, peak memory and the rows per second on PostgreSQL.
# Arguments: [ROWS] [ROUNDS]. MC_BENCH_BIN: folder with medcredit and gen_csv. MEDCREDIT_TEST_PG: a server for the last line.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
bin=${MC_BENCH_BIN:-$PWD/build/bench/bin}
rows=${1:-200000}
rounds=${2:-3}
export MEDCREDIT_JURISDICTIONS=$PWD/jurisdictions
work=$(mktemp -d)
# shellcheck source=/dev/null
source tools/dev/postgres.sh
trap 'pg_stop; rm -rf "$work"' EXIT

"$bin/gen_csv" CF-ORG "$rows" "$work/data.csv"
columns=$(head -n 1 "$work/data.csv" | tr ',' '\n' | wc -l)
echo "file: $rows rows x $columns columns, $(stat -c %s "$work/data.csv") bytes"

# Prints "wall seconds, CPU seconds, peak KiB" of a command.
measure() {
  /usr/bin/env python3 - "$@" <<'PY'
import os, resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
wall = time.perf_counter() - start
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
if code not in (0, 3):
    sys.exit(f"failed with {code}: {sys.argv[1:]}")
print(f"{wall:.3f} {usage.ru_utime + usage.ru_stime:.3f} {usage.ru_maxrss}")
PY
}
found() { # store options…
  "$bin/medcredit" init --jurisdiction henan-luoyang "$@" >/dev/null
  "$bin/medcredit" unit add --id A --name 示例科 --entries CF-ORG "$@" >/dev/null
}
least() { sort -g | head -n 1; }

for ((i = 0; i < rounds; i++)); do
  rm -rf "$work/store" "$work/plain.db"
  found --data "$work/store"
  sync
  measure "$bin/medcredit" import "$work/data.csv" --entry CF-ORG --unit A --data "$work/store" --json >>"$work/ours"
  sync
  measure sqlite3 "$work/plain.db" ".import --csv $work/data.csv t" >>"$work/theirs"
done
read -r ours ours_cpu ours_memory < <(least <"$work/ours")
read -r theirs theirs_cpu theirs_memory < <(least <"$work/theirs")
stored=$(sqlite3 "$work/store/medcredit.db" 'SELECT count(*) FROM record')
plain=$(sqlite3 "$work/plain.db" 'SELECT count(*) FROM t')
echo "medcredit import:  $ours s wall, $ours_cpu s CPU, $ours_memory KiB peak, $stored records"
echo "sqlite3 .import:   $theirs s wall, $theirs_cpu s CPU, $theirs_memory KiB peak, $plain rows, no check, no index"
awk -v a="$theirs" -v b="$ours" -v n="$rows" 'BEGIN {
  printf "rows per second: %d\n", n / b
  printf "ratio: sqlite3 .import / medcredit import = %.2f (above 1: ours is faster)\n", a / b }'

if [[ -z ${MEDCREDIT_TEST_PG:-} ]]; then
  pg_start
fi
database=mc_bench_$$
psql -q "$MEDCREDIT_TEST_PG" -c "CREATE DATABASE $database TEMPLATE template0 ENCODING 'UTF8'"
url=$(sed -E "s#^(postgresql://[^/]*)/[^?]*#\1/$database#" <<<"$MEDCREDIT_TEST_PG")
found --database "$url"
read -r wall _ memory < <(measure "$bin/medcredit" import "$work/data.csv" --entry CF-ORG --unit A --database "$url" --json)
awk -v a="$wall" -v n="$rows" -v m="$memory" 'BEGIN {
  printf "PostgreSQL: %.3f s wall, %d rows per second, %d KiB peak\n", a, n / a, m }'
psql -q "$MEDCREDIT_TEST_PG" -c "DROP DATABASE $database"
