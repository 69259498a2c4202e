#!/usr/bin/env bash
# Self-test of the linter: the bad tree must turn it red with exactly the expected lines, an empty house must stay green.
# Usage: tests/lint/run.sh LINT_PROGRAM
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
code=0
found=$("$1" "$here/fixtures/bad") || code=$?
if [[ $code -ne 1 ]] || ! diff <(echo "$found") "$here/fixtures/bad.expected"; then
  echo "the linter does not find what is wrong in tests/lint/fixtures/bad (exit $code)"
  exit 1
fi
if ! "$1" "$here/fixtures/good"; then
  echo "the linter complains about tests/lint/fixtures/good"
  exit 1
fi
