#!/usr/bin/env bash
# The demonstration of ./dev run: a synthetic city, three months, four offices; every step with the day on which it happened.
# Usage: tools/demo/run.sh [FOLDER]      (default demo; MC_BIN = folder of the built programs)
#   FOLDER/data    what the generator wrote: tables as sent, registers, the plan, the truth
#   FOLDER/store   the data folder of the program
#   FOLDER/out     returned workbooks, publicity listing, upload file, JSON answers, summary.txt
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
bin=${MC_BIN:-$root/build/release/bin}
export MEDCREDIT_JURISDICTIONS=${MEDCREDIT_JURISDICTIONS:-$root/jurisdictions}
demo=${1:-$root/demo}
today=2026-05-08
rm -rf "$demo"
mkdir -p "$demo/out/returned" "$demo/out/json"
"$bin/medcredit-synth" "$demo/data"

mc() { "$bin/medcredit" --data "$demo/store" "$@"; }

# answer NAME ARGS…: runs with --json, keeps the answer, tolerates "some rows rejected" (3) and "file not usable" (4).
answer() {
  local name=$1 code=0
  shift
  mc --json "$@" >"$demo/out/json/$name.json" 2>"$demo/out/json/$name.err" || code=$?
  if [[ $code -ne 0 && $code -ne 3 && $code -ne 4 ]]; then
    echo "medcredit $* : exit $code" >&2
    cat "$demo/out/json/$name.err" >&2
    exit 1
  fi
  return 0
}

say() { printf '%s\n' "$*"; }

mc --today 2026-02-02 init --jurisdiction henan-luoyang >/dev/null
while IFS=$'\t' read -r id name entries person; do
  mc --today 2026-02-02 unit add --id "$id" --name "$name" --region 410300 --entries "$entries" >/dev/null
  mc --today 2026-02-02 unit contact "$id" --person "$person" >/dev/null
done <"$demo/data/units.tsv"

say "一、归集（按到达日期）"
step=0
while IFS=$'\t' read -r day act unit entry what; do
  step=$((step + 1))
  name=$(printf '%02d-%s-%s-%s' "$step" "$act" "$unit" "$entry")
  case $act in
    import)
      file=$(basename "$what")
      answer "$name" --today "$day" import "$demo/data/$what" --entry "$entry" --unit "$unit" \
        --annotated "$demo/out/returned/${file%.*}（退回）.xlsx"
      jq -r --arg day "$day" --arg file "$file" '
        if .error then "\($day)  \($file)：不能使用。\(.error.code) \(.error.message)"
        else "\($day)  \($file)：\(.rows) 行（\(.format)\(if .encoding != "" then " " + .encoding else "" end)），接收 \(.accepted)"
          + (if .updated > 0 then "（其中更正 \(.updated)）" else "" end)
          + "，退回 \(.rejected)，重复 \(.duplicates)"
          + (if .warnings > 0 then "，提示 \(.warnings)" else "" end)
          + (if .late > 0 then "；迟报 \(.late)" else "" end)
          + (if .round_of then "；订正 \(.round_of)，改好 \(.resolved) 行" else "" end)
        end' "$demo/out/json/$name.json"
      # A table without any finding needs no return.
      jq -e '(.findings // []) == []' "$demo/out/json/$name.json" >/dev/null && rm -f "$demo/out/returned/${file%.*}（退回）.xlsx"
      # The desk publishes the next day what may be published; the tables of the last days still wait.
      if [[ $day < 2026-05-01 ]]; then
        answer "$name-publish" --today "$(date -d "$day + 1 day" +%F)" publish run --all --checked
      fi
      ;;
    nil) answer "$name" --today "$day" nil-report --entry "$entry" --unit "$unit" --period "$what" ;;
    register) answer "$name" --today "$day" register import "$demo/data/$what" --entry "$entry" --unit "$unit" ;;
  esac
done <"$demo/data/plan.tsv"

say ""
say "二、问题分类（全部批次）"
jq -rs '[.[] | .findings // [] | .[]] | group_by(.code)
  | map({code: .[0].code, severity: .[0].severity, example: .[0].message, count: length}) | sort_by(-.count, .code)[]
  | "  \(.count) 处  \(.code)  \(if .severity == "error" then "错误" else "提示" end)  如：\(.example)"' "$demo"/out/json/*-import-*.json

say ""
say "三、到期与逾期（今天 $today，周五）"
answer status --today "$today" status
jq -r '.units[] | "\(.unit_name)（\(.person)）：已逾期 \(.overdue)，今日到期 \(.today)，本周到期 \(.week)，临期 \(.near_due)，未到期 \(.later)"' "$demo/out/json/status.json"
say "台账上有、逾期仍未归集的决定："
jq -r '.duties[] | select(.kind == "report" and .group == "overdue")
  | "  \(.ref)  \(.unit_name)  期限 \(.due)，已逾期 \(.overdue_workdays) 个工作日\n    \(.explanation)"' "$demo/out/json/status.json"

say ""
say "四、合格率、迟报率、瞒报率（公式 QF-1，默认值（依据未规定））"
rates='"收到 \(.collected)，应收 \(.expected)，迟报 \(.late)，瞒报 \(.concealed)；合格率 \(.compliance_rate)，迟报率 \(.late_rate)，瞒报率 \(.concealment_rate)"'
for period in 2026-02 2026-03 2026-04; do
  answer "quality-$period" --today "$today" quality --period "$period"
  jq -r --arg period "$period" "\"\\(\$period)：\" + $rates" "$demo/out/json/quality-$period.json"
done
answer quality --today "$today" quality --records
jq -r '.groups[] | "\(.unit_name) \(.entry)：" + '"$rates" "$demo/out/json/quality.json"

say ""
say "五、公示与报送"
mc --today "$today" publish list --csv "$demo/out/公示清单.csv" >/dev/null
answer publish-list --today "$today" publish list
cp "$demo/out/json/publish-list.json" "$demo/out/公示清单.json"
for entry in XK-ORG CF-ORG; do
  answer "export-$entry" --today "$today" publish export --entry "$entry" --out "$demo/out/报送-$entry.xlsx"
done
jq -r '"正在公示 \(.count) 条"' "$demo/out/json/publish-list.json"

say ""
say "六、信用评价（示范模型，非正式标准；截至 $today 的试评）"
mc --today "$today" --actor 示例评价 model load >/dev/null
model=$(mc --json model list | jq -r '.models[0].id')
for step in analysed tested trial; do mc --today "$today" --actor 示例评价 model step "$model" --to $step >/dev/null; done
answer grade-run --today "$today" --actor 示例评价 grade run --model "$model" --year 2026 --as-of "$today"
run=$(jq -r .run "$demo/out/json/grade-run.json")
mc --today "$today" --actor 示例复核 grade preview "$run" >/dev/null
answer grade-publish --today "$today" --actor 示例负责 grade publish "$run" --table "$demo/out/分级评价结果汇总表.xlsx"
jq -r '"评价 \(.subjects) 个主体：" + ([.levels | to_entries[] | "\(.key) 级 \(.value)"] | join("，")) + "；不能确定 \(.undetermined)"' \
  "$demo/out/json/grade-publish.json"
mc --today "$today" grade pack "$run" --out "$demo/out/复算包" >/dev/null
(cd "$demo/out" && find . -maxdepth 2 -type f -not -path './json/*' -not -name summary.txt | LC_ALL=C sort | sed 's/^\.\//  /')
