#!/usr/bin/env bash
# Runs the bench of the name index; exit code 1 when a target is missed. Arguments: [NAMES] [QUERIES PER NOISE].
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
exec "${MC_BENCH_BIN:-$PWD/build/bench/bin}/bench_search" "$@"
