# Sourced by ./dev: the web pages. Packages, types, build, unit tests, browser tests, lint. Everything is kept by content:
# what has not changed is not done again.

web_oldest_node=20.19.0

# A Node new enough for Vite on the PATH; Debian's is not: then one comes through npm, pinned in tools/dev/node.
web_node() {
  local have
  have=$(node --version 2>/dev/null | tr -d v)
  if [[ -n $have && $(printf '%s\n' "$web_oldest_node" "$have" | sort -V | head -n 1) == "$web_oldest_node" ]]; then return 0; fi
  if ! cmp -s tools/dev/node/package-lock.json build/node/package-lock.json; then
    rm -rf build/node
    mkdir -p build/node
    cp tools/dev/node/package.json tools/dev/node/package-lock.json build/node/
    if ! (cd build/node && npm ci --ignore-scripts --no-audit --no-fund) >build/npm-node.log 2>&1; then
      tail -n 20 build/npm-node.log >&2
      rm -rf build/node
      echo "取不到 Node $web_oldest_node 或更新版本，详见 build/npm-node.log / no Node for the web pages" >&2
      return 1
    fi
  fi
  PATH=$(dirname "$(find "$root/build/node/node_modules" -path '*/bin/node' -type f | head -n 1)"):$PATH
  export PATH
}

# Packages of web/, installed once per lock file.
web_packages() {
  web_node || return 1
  mkdir -p build/web
  [[ -d web/node_modules ]] && cmp -s web/package-lock.json build/web/package-lock.json && return 0
  echo "== web packages" >&2
  if ! (cd web && npm ci --ignore-scripts --no-audit --no-fund) >build/web/npm.log 2>&1; then
    tail -n 20 build/web/npm.log >&2
    echo "npm 软件包安装失败，详见 build/web/npm.log / npm could not install the packages of the web pages" >&2
    return 1
  fi
  cp web/package-lock.json build/web/package-lock.json
}

# Digest of everything the pages are made of.
web_digest() {
  { find web -type f -not -path '*/node_modules/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum; sha256sum docs/api/openapi.json; } | sha256sum
}

# web_once NAME COMMAND…: runs the command in web/ unless it succeeded on the same content before.
web_once() {
  local name=$1 digest
  shift
  digest=$(web_digest)
  [[ -f build/web/$name.done && $(<"build/web/$name.done") == "$digest" ]] && return 0
  rm -f "build/web/$name.done"
  (cd web && "$@") >"build/web/$name.log" 2>&1 || { tail -n 60 "build/web/$name.log" >&2; return 1; }
  echo "$digest" >"build/web/$name.done"
}

web_build() {
  local started=$SECONDS
  web_packages || return 1
  web_once types node tools/types.mjs --check || return 1
  [[ -f build/web/dist/index.html ]] || rm -f build/web/build.done
  echo "== build (web)" >&2
  web_once build node_modules/.bin/vite build || return 1
  echo "   built in $((SECONDS - started)) s" >&2
}

# web_report LABEL FILE: the vitest report in the form the trace reads; none is a death.
web_report() {
  if ! node web/tools/report.mjs "$2" "build/reports/$1.json" 2>/dev/null; then echo "no report" >"build/reports/$1.died"; fi
}

# web_run LABEL FILE COMMAND…: one kind of web tests, reported like a test program.
web_run() {
  local label=$1 file=$2 code=0 started=$SECONDS
  shift 2
  rm -f "$file"
  (cd web && NO_COLOR=1 timeout -k 10 2400 "$@") >"build/test-logs/$label.log" 2>&1 || code=$?
  web_report "$label" "$file"
  if [[ $code -eq 0 ]]; then
    echo "  ok      $label ($((SECONDS - started)) s)"
  else
    echo "  FAILED  $label (exit $code, $((SECONDS - started)) s) -> build/test-logs/$label.log"
    grep -aE '^ *×|FAIL' "build/test-logs/$label.log" | sort -u | head -n 40 | sed 's/^/            /'
    grep -aE -A 6 '^[A-Za-z]*Error: ' "build/test-logs/$label.log" | head -n 80 | sed 's/^/            /'
  fi
}

# Unit tests of the pages, then the browser tests against the built server.
web_test() {
  echo "== web"
  if ! web_build; then
    echo "build failed" >build/reports/web_build.died
    echo "  FAILED  web build"
    return 0
  fi
  local unit=$root/build/web/unit-vitest.json browser=$root/build/web/e2e-vitest.json
  web_run web_unit "$unit" node_modules/.bin/vitest run --reporter=default --reporter=json --outputFile.json="$unit"
  MC_BIN=$root/build/release/bin web_run web_e2e "$browser" e2e/run.sh
}

# Steps of ./dev lint.
web_types() { web_packages && web_once types node tools/types.mjs --check && web_once typecheck node_modules/.bin/vue-tsc --noEmit; }
web_format() { web_packages && web_once format node_modules/.bin/prettier --check .; }
web_eslint() { web_packages && web_once eslint node_modules/.bin/eslint . --max-warnings 0; }
