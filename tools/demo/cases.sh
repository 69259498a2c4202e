#!/usr/bin/env bash
# Cases a newcomer meets in the demonstration: an objection that waits for the office, and a repair asked for. Made as a
# subject makes them, through the HTTP interface, by an account of their own on a server that runs only meanwhile.
# Usage: tools/demo/cases.sh FOLDER SUBJECT UNIT      (MC_BIN = folder of the built programs)
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
bin=${MC_BIN:-$root/build/release/bin}
export MEDCREDIT_JURISDICTIONS=${MEDCREDIT_JURISDICTIONS:-$root/jurisdictions}
demo=$1
subject=$2
unit=$3
today=2026-05-08
work=$(mktemp -d)
server=
cleanup() {
  if [[ -n $server ]]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap cleanup EXIT

mc() { "$bin/medcredit" --json --data "$demo/store" --today "$today" "$@"; }

# A penalty whose shortest publicity is over today: decided and published on the first days of the demonstration.
early() { "$bin/medcredit" --json --data "$demo/store" --today 2026-02-05 "$@"; }
holder=$(mc subject list | jq -r --arg id "$subject" '.subjects[] | select(.subject_id == $id) | .name')
number=$(jq -r --arg name "$holder" '[.items[] | select(.subject == $name)][0].unified_code // empty' "$demo/out/公示清单.json")
penalty=$(early record add --entry CF-ORG --unit jdk --kind-code N03 --severity general \
  --set "CF_XDR_MC=$holder" --set CF_XDR_LB=法人及非法人组织 --set "CF_XDR_SHXYM=$number" --set CF_FRDB=张示例 \
  --set CF_WSH=示卫示罚〔2026〕901号 --set CF_WFXW=违反诊疗规范 --set CF_SY=未按规定填写病历资料 \
  --set CF_YJ=《医疗纠纷预防和处理条例》 --set CF_CFLB=警告 --set CF_NR=警告 --set CF_JDRQ=2026-02-03 --set CF_YXQ=2027-02-03 \
  --set CF_CFJG=洛阳市卫生健康委员会 --set CF_CFJGDM=1141030000539001XH --set CF_SJLY=洛阳市卫生健康委员会 \
  --set CF_SJLYDM=1141030000539001XH | jq -r .record_id)
early publish run "$penalty" --checked >/dev/null

code=$(mc user add --login demo-cases --name 示例代办 --roles subject --kind subject | jq -r .one_time_code)
echo 410302190001010020 | mc user verify demo-cases >/dev/null
mc user delegate demo-cases --subject "$subject" --to 2027-05-07 --document 示例授权书 >/dev/null

"$bin/medcredit" --json --data "$demo/store" --today "$today" serve --listen 127.0.0.1:0 --log "$work/log" >"$work/out" &
server=$!
for _ in $(seq 200); do
  url=$(sed -n 's/.*"listening":"\([^"]*\)".*/\1/p' "$work/out")
  if [[ -n $url ]]; then break; fi
  if ! kill -0 "$server" 2>/dev/null; then cat "$work/out" >&2; exit 1; fi
  sleep 0.1
done

token=
sent=0
# ask METHOD PATH [JSON]: the answer's body; an error ends the script with it.
ask() {
  local status
  sent=$((sent + 1))
  status=$(curl -sS -o "$work/body" -w '%{http_code}' -X "$1" -b "$work/jar" -c "$work/jar" -H "X-CSRF-Token: $token" \
    -H "Idempotency-Key: demo-$sent-$RANDOM" -H 'Content-Type: application/json' ${3:+--data "$3"} "$url$2")
  if [[ $status != 2* ]]; then
    echo "$1 $2: $status $(cat "$work/body")" >&2
    return 1
  fi
  cat "$work/body"
}

token=$(ask POST /api/session "$(jq -n --arg p "$code" '{login: "demo-cases", password: $p}')" | jq -r .csrfToken)
password="Demo-$(cat /proc/sys/kernel/random/uuid)"
ask POST /api/session/password "$(jq -n --arg p "$password" '{next: $p}')" >/dev/null
me=$(ask GET /api/session)
token=$(jq -r .session.csrfToken <<<"$me")
ask POST /api/session/rules "$(jq '{version: .session.rules.version}' <<<"$me")" >/dev/null

printf '%%PDF-1.4\n%%%%EOF\n' >"$work/authority.pdf"
# authority: the number of a power of attorney that was handed in; a case takes it away with it.
authority() {
  curl -sS --fail-with-body -b "$work/jar" -H "X-CSRF-Token: $token" -H "Idempotency-Key: demo-file-$RANDOM" -H 'Content-Type: application/octet-stream' \
    --data-binary "@$work/authority.pdf" "$url/api/case-files?name=authority.pdf" | jq -r .id
}

# What the step that opens a procedure wants: papers and evidence, handed in on paper.
opening() { ask GET "/api/procedures/$1" | jq '[.steps[] | select(.from == ["new"])][0] | {step: .id, papers: [.papers[].id], attachments}'; }

# An objection to a record of the office the demonstration's staff sits in.
record=$(ask GET /api/me/archive | jq -r --arg unit "$unit" '[.archive.records[] | select(.provenance.unit == $unit)][0].id // empty')
if [[ -n $record ]]; then
  file=$(authority)
  body=$(opening objection | jq --arg record "$record" --arg file "$file" '. + {procedure: "objection",
    records: [$record], ground: "wrong", files: {"授权委托书": $file}, reason: "【有效期】与许可证正本不符，请核对。"}')
  ask POST /api/cases "$body" | jq -r '"办件 \(.number)：\(.procedure.title)，\(.state.title)"'
fi
# A repair of the first record that may be repaired today.
state=$(ask GET /api/me/repair | jq '[.items[] | select(.mayApply and .open == null)][0] // empty')
if [[ -n $state ]]; then
  file=$(authority)
  body=$(opening repair | jq --argjson state "$state" --arg file "$file" '. + {procedure: "repair", records: [$state.record],
    attachments: (.attachments + $state.papers | unique), files: {"授权委托书": $file}, reason: "已整改并履行处罚决定。"}')
  ask POST /api/cases "$body" | jq -r '"办件 \(.number)：\(.procedure.title)，\(.state.title)"'
fi
