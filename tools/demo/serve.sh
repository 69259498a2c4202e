#!/usr/bin/env bash
# Serves the demonstration on this machine only, with one account of each role. Passwords are made at every start, shown once and
# valid for a day; each must be changed at first sign-in.
# Usage: tools/demo/serve.sh [FOLDER]      (default demo; MC_BIN = folder of the built programs, MC_PORT = port, default 8080)
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
bin=${MC_BIN:-$root/build/release/bin}
export MEDCREDIT_JURISDICTIONS=${MEDCREDIT_JURISDICTIONS:-$root/jurisdictions}
demo=${1:-$root/demo}
today=2026-05-08

mc() { "$bin/medcredit" --data "$demo/store" --today "$today" "$@"; }

office=$(head -n 1 "$demo/data/units.tsv" | cut -f1)

# account LOGIN NAME ROLE OPTIONS…: one line of the table.
account() {
  local login=$1 name=$2 role=$3 code
  shift 3
  code=$(mc --json user add --login "$login" --name "$name" --roles "$role" "$@" | jq -r .one_time_code)
  printf '  %-12s  %-18s  %-24s  %s\n' "$login" "$role" "${code:-签名密钥见下}" "$name"
}

# The department that keeps the platform: objections end there.
mc unit add --id supervision --name 归口部门（综合监督科） --region 410300 >/dev/null

echo "演示账号（一次性口令，首次登录须修改；只在本次显示）"
printf '  %-12s  %-18s  %-24s  %s\n' login role one-time-code name
account clerk 示例经办 clerk --unit "$office"
account reviewer 示例审核 reviewer --unit "$office"
account desk 示例归口 central-desk --unit "$office" --scope city
account grader 示例评价 grader --unit "$office" --scope city
account objection 示例异议 objection-handler --unit "$office" --scope city
account business 示例业务 business-office --unit "$office"
account head 示例负责 unit-head --unit "$office" --scope city
account penalties 示例监督 objection-handler --unit jdk
account penalties-head 示例科长 unit-head --unit jdk
account manager 示例复核 objection-handler --unit supervision --scope city
account manager-head 示例主任 unit-head --unit supervision --scope city
account archivist 示例档案 archivist --unit "$office" --scope city
account register 示例另册 disorder-register --unit "$office" --scope city
account sysadmin 系统管理员 system-admin --unit "$office"
account secadmin 安全管理员 security-admin --unit "$office"
account auditor 审计管理员 audit-admin --unit "$office"
account subject 示例法人 subject --kind subject
account partner 示例共享部门 partner-system --kind system --unit "$office"
account agency 示例信用服务机构 credit-agency --kind system --unit "$office"
account enquirer 示例合作单位 third-party --scope own

# The subject's account speaks for an institution of the demonstration; the identity number is invented.
echo 410302190001010012 | mc --json user verify subject >/dev/null
# A clinic with licences and penalties, where the demonstration has it.
institution=$(mc --json subject list |
  jq -r '[.subjects[] | select(.kind == "ORG")] | (map(select(.name == "示例西苑口腔诊所")) + .)[0].subject_id')
mc --json user delegate subject --subject "$institution" --to 2027-05-07 --document 示例授权书 >/dev/null
echo "subject 代表 $institution"
# One commitment and one entry of the red list; the standard is made up.
person=$(mc --json subject add --kind NP --name 张示例 | jq -r .subject_id)
mc subject role add --person "$person" --org "$institution" --role R1 --from 2020-01-01 >/dev/null
mc commitment make --subject "$institution" --letter voluntary --unit "$office" --matter 依法执业 --signer 张示例
mc credit-list standard --id red-demo --list red --text 示范标准，非正式标准 --basis luoyang-2021-8
entry=$(mc --json --actor 示例经办 credit-list propose --list red --subject "$institution" --standard red-demo --facts 连续三年守信 \
  --evidence 评价结果 --basis 示范标准 --unit "$office" --until 2027-05-07 --reason 符合示范标准 | jq -r .entry)
mc --actor 示例负责 credit-list decide "$entry" --until 2027-05-07 --reason 同意
MC_BIN=$bin "$root/tools/demo/cases.sh" "$demo" "$institution" "$office"
for system in partner agency; do
  mc --json user key "$system" | jq -r --arg system "$system" '"\($system)：密钥 \(.id)，HMAC-SM3 \(.secret)"'
done
echo
echo "公众门户：http://127.0.0.1:${MC_PORT:-8080}/    管理端与主体服务：http://127.0.0.1:${MC_PORT:-8080}/console/"
echo "接口文档：http://127.0.0.1:${MC_PORT:-8080}/api/openapi.json，用法：docs/api/README.md；Ctrl-C 结束"
exec "$bin/medcredit" --data "$demo/store" --today "$today" serve --listen "127.0.0.1:${MC_PORT:-8080}" \
  --log "$demo/out/server.jsonl" --backup "$demo/backup"
