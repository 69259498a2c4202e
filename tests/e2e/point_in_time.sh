#!/usr/bin/env bash
# Drill of docs/operations/backup.md: a PostgreSQL store with WAL archive, a base backup, work before and after a moment, a restore
# to that moment. The log of the restored store must end where it says (EVID-0028), take a new epoch and hold exactly the earlier work.
# Argument: the medcredit binary. Prints "ok" and exits 0, or tells what was wrong and exits 1.
set -euo pipefail
binary=$(readlink -f "$1")
cd "$(dirname "$(readlink -f "$0")")/../.."
bin=/usr/lib/postgresql/15/bin
work=$(mktemp -d /tmp/medcredit-pitr.XXXXXX)
as_postgres() {
  if [[ $(id -u) -eq 0 ]]; then (cd "$work" && setpriv --reuid=postgres --regid=postgres --clear-groups env HOME=/tmp "$@"); else (cd "$work" && "$@"); fi
}
[[ $(id -u) -ne 0 ]] || chown postgres:postgres "$work"
trap 'for d in first second; do [[ -f $work/$d/postmaster.pid ]] && as_postgres $bin/pg_ctl -D "$work/$d" -m immediate stop; done >/dev/null 2>&1; rm -rf "$work"' EXIT
fail() { echo "FAILED: $1" >&2; [[ ! -f $work/last ]] || tail -n 20 "$work/last" >&2; exit 1; }

as_postgres mkdir "$work/wal" "$work/socket"
as_postgres $bin/initdb -D "$work/first" -U medcredit -A trust -E UTF8 --locale=C >/dev/null
cat >>"$work/first/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$work/socket'
wal_level = replica
archive_mode = on
archive_command = 'test ! -f $work/wal/%f && cp %p $work/wal/%f'
CONF
start() { as_postgres $bin/pg_ctl -D "$work/$1" -w -t 60 -l "$work/$1.log" start >/dev/null || fail "PostgreSQL ($1) does not start"; }
start first
url="postgresql://medcredit@/postgres?host=$work/socket"
sql() { psql -X -q -A -t "$url" -c "$1"; }
mc() { MEDCREDIT_JURISDICTIONS=${MEDCREDIT_JURISDICTIONS:-$PWD/jurisdictions} "$binary" --database "$url" --keys "$work/keys" "$@" >"$work/last" 2>&1; }

mkdir "$work/keys"
mc init --jurisdiction henan-luoyang || fail "init"
mc unit add --id before --name 基础备份之前 || fail "unit before the base backup"
as_postgres $bin/pg_basebackup -h "$work/socket" -U medcredit -D "$work/base" -X stream -c fast
as_postgres $bin/pg_verifybackup "$work/base" >/dev/null || fail "the base backup does not verify"
mc unit add --id kept --name 时刻之前 || fail "unit before the moment"
mc audit head || fail "head before the moment"
sleep 1
moment=$(sql "SELECT clock_timestamp()")
sleep 1
mc unit add --id lost --name 时刻之后 || fail "unit after the moment"
mc audit head || fail "head after the moment"
sql "SELECT pg_switch_wal()" >/dev/null
as_postgres $bin/pg_ctl -D "$work/first" -w -m fast stop >/dev/null

as_postgres cp -r "$work/base" "$work/second"
cat >>"$work/second/postgresql.conf" <<CONF
restore_command = 'cp $work/wal/%f %p'
recovery_target_time = '$moment'
recovery_target_action = 'promote'
CONF
as_postgres touch "$work/second/recovery.signal"
start second
for _ in $(seq 300); do [[ $(sql "SELECT pg_is_in_recovery()") == f ]] && break || sleep 0.1; done
[[ $(sql "SELECT pg_is_in_recovery()") == f ]] || fail "the recovery does not end"

if mc audit verify; then fail "the shortened log passes as whole"; fi
grep -q EVID-0028 "$work/last" || fail "the missing end is not reported as EVID-0028"
if mc unit add --id early --name 未开新纪元; then mc audit head && fail "the old epoch signs on over a shortened log"; fi
mc audit open-epoch --reason "恢复演练" || fail "no new epoch"
mc audit verify || fail "the restored log does not verify after the new epoch"
mc store check || fail "store check"
mc unit list || fail "unit list"
grep -q before "$work/last" && grep -q kept "$work/last" || fail "work before the moment is missing"
! grep -q lost "$work/last" || fail "work after the moment is there"
echo ok
