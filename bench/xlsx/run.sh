#!/usr/bin/env bash
# XLSX reading against SheetJS (npm xlsx): CPU time on the same 100,000 x 30 workbook, every cell compared by hash.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
bin=${MC_BENCH_BIN:-$here/../../build/bench/bin}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[[ -d $here/node_modules/xlsx ]] || (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund --silent)
"$bin/xlsx_make" "$work/table.xlsx" "${1:-100000}"
ls -l "$work/table.xlsx" | awk '{print "workbook " $5 " bytes"}'
"$bin/xlsx_read" "$work/table.xlsx" >"$work/ours"
node --max-old-space-size=8192 "$here/sheetjs_read.mjs" "$work/table.xlsx" >"$work/theirs"
"$bin/xlsx_read" "$work/table.xlsx" --count >"$work/ours-timed"
node --max-old-space-size=8192 "$here/sheetjs_read.mjs" "$work/table.xlsx" --count >"$work/theirs-timed"
node "$here/compare.mjs" "$work/ours" "$work/theirs" "$work/ours-timed" "$work/theirs-timed"
