#!/usr/bin/env bash
# ./dev fuzz [TARGET] [SECONDS]: runs each fuzz target with its seeds; a crash leaves its input in build/fuzz-findings.
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
target=""
seconds=60
for arg in "$@"; do
  if [[ $arg =~ ^[0-9]+$ ]]; then seconds=$arg; else target=${arg%_fuzz}; fi
done
bin=build/fuzz/bin
mkdir -p build/fuzz-findings
bad=0
ran=0
for program in "$bin"/*_fuzz; do
  name=$(basename "$program" _fuzz)
  [[ -n $target && $name != "$target" ]] && continue
  ran=$((ran + 1))
  # What earlier runs found is kept in build/fuzz-corpus; the seeds of the project are only read.
  mkdir -p "build/fuzz-corpus/$name" "tests/fuzz/seeds/$name"
  seeds=("tests/fuzz/seeds/$name")
  [[ $name == table && -d tests/corpus ]] && seeds+=(tests/corpus)
  echo "== fuzz $name ($seconds s)"
  if "$program" "build/fuzz-corpus/$name" "${seeds[@]}" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
    -max_len=65536 -artifact_prefix="build/fuzz-findings/$name-" -print_final_stats=1 >"build/fuzz-$name.log" 2>&1; then
    grep -E 'number_of_executed_units|new_units_added|peak_rss_mb' "build/fuzz-$name.log" | sed 's/^stat::/   /'
  else
    bad=1
    tail -n 30 "build/fuzz-$name.log"
  fi
done
[[ $ran -eq 0 ]] && { echo "没有这个模糊测试目标 / no such fuzz target: $target" >&2; exit 2; }
exit $bad
