#!/usr/bin/env bash
# ./dev bench [NAME…]: runs the benchmarks and comparisons of the bench preset; logs stay in build/bench-logs.
# NAME picks bench/NAME_bench.cpp or bench/NAME/run.sh. Comparison scripts print lines "ratio: …", repeated at the end.
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
export MC_BENCH_BIN=$PWD/build/bench/bin
mkdir -p build/bench-logs
wanted() {
  [[ $# -eq 1 ]] && return 0
  local name=$1 item
  shift
  for item in "$@"; do [[ $item == "$name" ]] && return 0; done
  return 1
}
bad=0
for program in "$MC_BENCH_BIN"/*_bench; do
  [[ -x $program ]] || continue
  name=$(basename "$program" _bench)
  wanted "$name" "$@" || continue
  echo "== $name"
  "$program" 2>&1 | tee "build/bench-logs/$name.log"
  [[ ${PIPESTATUS[0]} -eq 0 ]] || bad=1
done
for script in bench/*/run.sh; do
  [[ -f $script ]] || continue
  name=$(basename "$(dirname "$script")")
  wanted "$name" "$@" || continue
  echo "== $name"
  bash "$script" 2>&1 | tee "build/bench-logs/$name.log"
  [[ ${PIPESTATUS[0]} -eq 0 ]] || bad=1
done
echo "== ratios"
grep -h '^ratio:' build/bench-logs/*.log 2>/dev/null
exit $bad
