# Sourced by ./dev: runs the test programs of a build and sums their reports.

# Leaks inside libraries of the system are listed one by one with their reason.
export LSAN_OPTIONS="suppressions=$root/tests/lsan.supp:print_suppressions=0"

# Packages of the API tests (tests/api), installed once per lock file into build/api.
node_packages() {
  local lock=tests/api/package-lock.json
  if [[ -d build/api/node_modules ]] && cmp -s "$lock" build/api/package-lock.json; then return 0; fi
  mkdir -p build/api
  cp tests/api/package.json "$lock" build/api/
  if ! (cd build/api && npm ci --ignore-scripts --no-audit --no-fund) >build/npm.log 2>&1; then
    tail -n 20 build/npm.log >&2
    rm -rf build/api
    echo "npm 软件包安装失败，详见 build/npm.log / npm could not install the packages of the API tests" >&2
    return 1
  fi
}

# Names of the test programs of a build folder, long-running ones first.
test_programs() {
  local names slow
  names=$(ctest --test-dir "$1" -N | sed -n 's/^ *Test *#[0-9]*: //p')
  for slow in server_tests simulation fault acceptance cli_tests seeds; do grep -x "$slow" <<<"$names" || true; done
  grep -vxE "server_tests|simulation|fault|acceptance|cli_tests|seeds" <<<"$names" || true
}

# test_run_one BUILD PROGRAM: log and JSON report; a program that dies without a report leaves a .died mark.
test_run_one() {
  local build=$1 program=$2 code=0 start=$SECONDS
  timeout -k 10 1500 "$build/bin/$program" --gtest_color=no "--gtest_output=json:build/reports/$program.json" \
    >"build/test-logs/$program.log" 2>&1 || code=$?
  if [[ ! -s build/reports/$program.json ]]; then
    echo "exit $code" >"build/reports/$program.died"
  fi
  if [[ $code -eq 0 ]]; then
    echo "  ok      $program ($((SECONDS - start)) s)"
  else
    echo "  FAILED  $program (exit $code, $((SECONDS - start)) s) -> build/test-logs/$program.log"
    grep -E '^\[  FAILED  \]|ERROR: AddressSanitizer|runtime error:' "build/test-logs/$program.log" | sort -u | head -n 40 | sed 's/^/            /'
  fi
}
export -f test_run_one

# test_run BUILD PROGRAM…: as many programs at a time as there are cores.
test_run() {
  local build=$1
  shift
  [[ $# -eq 0 ]] && return 0
  printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} bash -c 'test_run_one "$1" "$2"' _ "$build" {} || true
}

# Prints "PASSED FAILED" over all reports; a program without a report counts as one failure.
test_totals() {
  local totals died
  totals=$("$root/build/release/bin/medcredit-trace" docs/requirements.json build/reports --totals)
  died=$(find build/reports -name '*.died' | wc -l)
  echo "${totals% *} $((${totals#* } + died))"
}
