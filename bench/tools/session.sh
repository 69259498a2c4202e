# shellcheck shell=bash
# Sourced by the benchmarks that ask a running server: accounts and their sessions. Wants `mc` (the program on the store, with --json).

# account LOGIN ROLE: a new account of the office A; prints its one-time code.
account() { mc user add --login "$1" --name 示例人员 --roles "$2" --unit A --scope city | jq -r .one_time_code; }

# port_of FILE: the port of the server whose output goes to FILE, once it listens.
port_of() {
  for _ in $(seq 600); do
    [[ -s $1 ]] && break
    sleep 0.1
  done
  jq -r .port "$1"
}

# signed_in PORT LOGIN CODE: chooses a password and accepts the secrecy rules; prints the session's cookie as a header.
signed_in() {
  /usr/bin/env python3 - "$1" "$2" "$3" <<'PY'
import http.client, json, sys
port, login, code = int(sys.argv[1]), sys.argv[2], sys.argv[3]
link = http.client.HTTPConnection("127.0.0.1", port)
fields, number = {"Content-Type": "application/json"}, 0
def call(method, path, body=None):
    global number
    number += 1
    link.request(method, path, None if body is None else json.dumps(body), {**fields, "Idempotency-Key": f"bench-{login}-{number}"})
    reply = link.getresponse()
    text = reply.read()
    if reply.status >= 300:
        sys.exit(f"{method} {path}: {reply.status} {text.decode()}")
    return reply, json.loads(text) if text else None
reply, session = call("POST", "/api/session", {"login": login, "password": code})
fields["Cookie"] = reply.getheader("Set-Cookie").split(";")[0]
fields["X-CSRF-Token"] = session["csrfToken"]
call("POST", "/api/session/password", {"next": "Lv-cha bench #2026"})
_, who = call("GET", "/api/session")
call("POST", "/api/session/rules", {"version": who["session"]["rules"]["version"]})
print("Cookie: " + fields["Cookie"])
PY
}
