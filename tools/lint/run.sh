#!/usr/bin/env bash
# ./dev lint [--no-tidy] [--fresh]: house rules, shell syntax, clang-format, clang-tidy. Runs all steps, fails if any fails.
# clang-tidy skips files that were clean before with the same content, headers and settings (--fresh forgets that).
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
root=$PWD
# shellcheck source=tools/dev/web.sh
source tools/dev/web.sh
tidy=true
fresh=false
for arg in "$@"; do
  case "$arg" in
    --no-tidy) tidy=false ;;
    --fresh) fresh=true ;;
    *) echo "unknown option $arg" >&2; exit 2 ;;
  esac
done
out=build/lint
mkdir -p "$out"
failed=()

step() {
  local name=$1 started=$SECONDS
  shift
  if "$@"; then
    echo "ok      $name ($((SECONDS - started)) s)"
  else
    echo "FAILED  $name ($((SECONDS - started)) s)"
    failed+=("$name")
  fi
}

build_linter() {
  [[ $out/medcredit-lint -nt tools/lint/lint.cpp ]] || g++ -std=c++20 -O1 -Wall -Wextra -Werror tools/lint/lint.cpp -o "$out/medcredit-lint"
}

sources() { find src tests tools bench \( -name '*.cpp' -o -name '*.h' \) -not -path 'tests/lint/fixtures/*' -not -path '*/node_modules/*' | sort; }

shell_syntax() {
  local file bad=0
  while read -r file; do bash -n "$file" || bad=1; done < <(echo dev; echo .ci/run; find tools tests bench -name '*.sh' -not -path '*/node_modules/*')
  return $bad
}

# Names the files only: ./dev fmt repairs them.
format() {
  local names
  names=$(sources | xargs clang-format --dry-run -Werror 2>&1 | sed -n 's/^\([^:]*\):.*code should be clang-formatted.*/  \1/p' | sort -u || true)
  [[ -z $names ]] || { echo "$names"; return 1; }
}

# One file: quiet when clean; remembers the digest of file, headers and settings.
tidy_one() {
  local file=$1 shared=$2 mark digest
  mark=build/lint/tidy/${file//\//_}
  digest=$({ echo "$shared"; cat "$file"; } | sha256sum)
  [[ -f $mark && $(<"$mark") == "$digest" ]] && return 0
  if clang-tidy -p build/lint/database --extra-arg=-w --quiet "$file" >"$mark.log" 2>"$mark.err"; then
    echo "$digest" >"$mark"
    rm -f "$mark.log" "$mark.err"
  else
    cat "$mark.log"
    grep -E 'error:|Error' "$mark.err" | head -n 5
    return 1
  fi
}
export -f tidy_one

clang_tidy() {
  local shared
  $fresh && rm -rf "$out/tidy"
  mkdir -p "$out/tidy"
  cmake --preset release -B "$out/database" -D MC_PCH=OFF >"$out/cmake.log" 2>&1 || { cat "$out/cmake.log"; return 1; }
  shared=$(cat .clang-tidy $(find src -name '*.h' | sort) | sha256sum)
  find src -name '*.cpp' -size +0 | sort | xargs -P "$(nproc)" -I{} bash -c 'tidy_one "$1" "$2"' _ {} "$shared"
}

step "build the linter" build_linter
step "linter self-test" tests/lint/run.sh "$out/medcredit-lint"
step "house rules" "$out/medcredit-lint" .
step "shell syntax" shell_syntax
step "clang-format" format
step "web: types" web_types
step "web: prettier" web_format
step "web: eslint" web_eslint
if $tidy; then step "clang-tidy" clang_tidy; fi

if [[ ${#failed[@]} -gt 0 ]]; then
  echo "lint: ${#failed[@]} step(s) failed: ${failed[*]}"
  exit 1
fi
echo "lint: all steps passed"
