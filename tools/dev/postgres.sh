# Sourced by ./dev: one private PostgreSQL cluster for all tests of a run, on a socket of its own, removed at the end.

pg_folder=""

# PostgreSQL refuses to run as root: then it runs as the package's user.
pg_run() {
  if [[ $(id -u) -eq 0 ]]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups env HOME=/tmp "$@"
  else
    "$@"
  fi
}

# Starts the cluster and exports MEDCREDIT_TEST_PG; returns 1 when it cannot.
pg_start() {
  local bin=/usr/lib/postgresql/15/bin
  [[ -x $bin/initdb ]] || { echo "找不到 PostgreSQL 15 / PostgreSQL 15 not found in $bin" >&2; return 1; }
  pg_folder=$(mktemp -d /tmp/medcredit-pg.XXXXXX)
  [[ $(id -u) -eq 0 ]] && chown postgres:postgres "$pg_folder"
  # fsync is off because the tests kill programs, never the machine; the store itself never turns it off.
  if ! (cd "$pg_folder" &&
    pg_run "$bin/initdb" -D "$pg_folder/data" -U medcredit -A trust -E UTF8 --locale=C --no-sync &&
    pg_run "$bin/pg_ctl" -D "$pg_folder/data" -w -t 60 -l "$pg_folder/server.log" \
      -o "-c listen_addresses='' -c unix_socket_directories='$pg_folder' -c fsync=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=128MB" \
      start) >"$pg_folder/start.log" 2>&1; then
    cat "$pg_folder/start.log" >&2
    pg_stop
    return 1
  fi
  export MEDCREDIT_TEST_PG="postgresql://medcredit@/postgres?host=$pg_folder"
}

pg_stop() {
  [[ -n "$pg_folder" ]] || return 0
  if [[ -f "$pg_folder/data/postmaster.pid" ]]; then
    (cd "$pg_folder" && pg_run /usr/lib/postgresql/15/bin/pg_ctl -D "$pg_folder/data" -m immediate stop) >/dev/null 2>&1 || true
  fi
  rm -rf "$pg_folder"
  pg_folder=""
}
