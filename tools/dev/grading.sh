# Sourced by ./dev: the grading language through both evaluators. Model tests and conformance cases in JavaScript, then ten
# thousand random cases in JavaScript and in the built program, compared byte for byte.

grading_test() {
  local code=0 started=$SECONDS label=grading_js
  echo "== grading (second evaluator)"
  web_node || { echo "no node" >"build/reports/$label.died"; return 0; }
  MC_BIN=$root/build/release/bin timeout -k 10 900 node --test \
    --test-reporter=spec --test-reporter-destination="build/test-logs/$label.log" \
    --test-reporter=./tests/conformance/report.mjs --test-reporter-destination="build/reports/$label.json" \
    tests/conformance/*.test.mjs || code=$?
  if [[ ! -s build/reports/$label.json ]]; then echo "exit $code" >"build/reports/$label.died"; fi
  if [[ $code -eq 0 ]]; then
    echo "  ok      $label ($((SECONDS - started)) s)"
  else
    echo "  FAILED  $label (exit $code, $((SECONDS - started)) s) -> build/test-logs/$label.log"
    grep -aE '^ *✖|case [0-9]+:' "build/test-logs/$label.log" | sort -u | head -n 40 | sed 's/^/            /'
  fi
}
