#include "store/access_sessions.h"

#include <array>

#include "store/values.h"

namespace medcredit::store {

namespace {

constexpr std::string_view kSelect =
    "SELECT token_hash, user_id, csrf, created_at, last_seen_at, address, agent, second_factor, speaks_for, revoked_at "
    "FROM session WHERE ";

SessionRow readSession(const Row& row) {
  return {row.str(0), row.str(1), row.str(2),          row.integer(3), row.integer(4),
          row.str(5), row.str(6), row.integer(7) != 0, intOf(row, 8),  intOf(row, 9)};
}

base::Result<std::optional<SessionRow>> firstSession(Conn& conn, const std::string& condition,
                                                     std::span<const Value> params) {
  std::optional<SessionRow> found;
  MC_TRY(conn.query(std::string(kSelect) + condition, params, [&](const Row& row) {
    found = readSession(row);
    return false;
  }));
  return found;
}

base::Result<std::vector<SessionRow>> allSessions(Conn& conn, const std::string& condition,
                                                  std::span<const Value> params) {
  std::vector<SessionRow> sessions;
  MC_TRY(conn.query(std::string(kSelect) + condition, params, [&](const Row& row) {
    sessions.push_back(readSession(row));
    return true;
  }));
  return sessions;
}

SystemKeyRow readKey(const Row& row) {
  return {row.str(0), row.str(1), row.str(2), std::string(row.blob(3)), row.str(4), row.integer(5)};
}

}  // namespace

base::Status insertSession(Conn& conn, const SessionRow& session) {
  const std::array<Value, 8> row{std::string_view(session.tokenHash),
                                 std::string_view(session.userId),
                                 std::string_view(session.csrf),
                                 session.createdAt,
                                 session.lastSeenAt,
                                 std::string_view(session.address),
                                 std::string_view(session.agent),
                                 std::int64_t{session.secondFactor ? 1 : 0}};
  MC_TRY(
      conn.exec("INSERT INTO session (token_hash, user_id, csrf, created_at, last_seen_at, address, agent, "
                "second_factor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                row));
  return {};
}

base::Result<std::optional<SessionRow>> findSession(Conn& conn, std::string_view tokenHash) {
  const std::array<Value, 1> params{tokenHash};
  return firstSession(conn, "token_hash = $1", params);
}

base::Result<std::optional<SessionRow>> findSessionByPrefix(Conn& conn, std::string_view prefix) {
  const std::string end = std::string(prefix) + "g";  // after every hex digit
  const std::array<Value, 2> params{prefix, std::string_view(end)};
  return firstSession(conn, "token_hash >= $1 AND token_hash < $2", params);
}

base::Result<std::vector<SessionRow>> sessionsOf(Conn& conn, std::string_view userId, std::int64_t seenAfter) {
  const std::array<Value, 2> params{userId, seenAfter};
  return allSessions(
      conn, "user_id = $1 AND revoked_at IS NULL AND last_seen_at >= $2 ORDER BY created_at DESC, token_hash", params);
}

base::Result<std::vector<SessionRow>> openSessions(Conn& conn, std::int64_t seenAfter, std::int64_t limit) {
  const std::array<Value, 2> params{seenAfter, limit};
  return allSessions(conn, "revoked_at IS NULL AND last_seen_at >= $1 ORDER BY last_seen_at DESC, token_hash LIMIT $2",
                     params);
}

base::Status touchSession(Conn& conn, std::string_view tokenHash, std::int64_t at) {
  const std::array<Value, 2> params{tokenHash, at};
  MC_TRY(conn.exec("UPDATE session SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2", params));
  return {};
}

base::Status setSpeaksFor(Conn& conn, std::string_view tokenHash, std::optional<std::int64_t> subjectId) {
  const std::array<Value, 2> params{tokenHash, subjectId ? Value(*subjectId) : Value(nullptr)};
  MC_TRY(conn.exec("UPDATE session SET speaks_for = $2 WHERE token_hash = $1", params));
  return {};
}

base::Status markSecondFactor(Conn& conn, std::string_view tokenHash) {
  const std::array<Value, 1> params{tokenHash};
  MC_TRY(conn.exec("UPDATE session SET second_factor = 1 WHERE token_hash = $1", params));
  return {};
}

base::Status revokeSession(Conn& conn, std::string_view tokenHash, std::int64_t at) {
  const std::array<Value, 2> params{tokenHash, at};
  MC_TRY(conn.exec("UPDATE session SET revoked_at = $2 WHERE token_hash = $1 AND revoked_at IS NULL", params));
  return {};
}

base::Result<std::int64_t> revokeSessions(Conn& conn, std::string_view userId, std::string_view except,
                                          std::int64_t at) {
  const std::array<Value, 3> params{userId, except, at};
  return conn.exec("UPDATE session SET revoked_at = $3 WHERE user_id = $1 AND token_hash <> $2 AND revoked_at IS NULL",
                   params);
}

base::Status forgetSessions(Conn& conn, std::int64_t createdBefore) {
  const std::array<Value, 1> params{createdBefore};
  MC_TRY(conn.exec("DELETE FROM session WHERE created_at < $1", params));
  return {};
}

base::Status insertSystemKey(Conn& conn, const SystemKeyRow& key) {
  const std::array<Value, 6> row{std::string_view(key.id),        std::string_view(key.userId),
                                 std::string_view(key.algorithm), BlobView{key.material},
                                 std::string_view(key.state),     key.createdAt};
  MC_TRY(
      conn.exec("INSERT INTO system_key (id, user_id, algorithm, key_material, state, created_at) VALUES ($1, $2, $3, "
                "$4, $5, $6)",
                row));
  return {};
}

base::Result<std::optional<SystemKeyRow>> findSystemKey(Conn& conn, std::string_view id) {
  std::optional<SystemKeyRow> found;
  const std::array<Value, 1> params{id};
  MC_TRY(conn.query("SELECT id, user_id, algorithm, key_material, state, created_at FROM system_key WHERE id = $1",
                    params, [&](const Row& row) {
                      found = readKey(row);
                      return false;
                    }));
  return found;
}

base::Result<std::vector<SystemKeyRow>> systemKeysOf(Conn& conn, std::string_view userId) {
  std::vector<SystemKeyRow> keys;
  const std::array<Value, 1> params{userId};
  MC_TRY(
      conn.query("SELECT id, user_id, algorithm, key_material, state, created_at FROM system_key WHERE user_id = $1 "
                 "ORDER BY created_at, id",
                 params, [&](const Row& row) {
                   keys.push_back(readKey(row));
                   return true;
                 }));
  return keys;
}

base::Status revokeSystemKey(Conn& conn, std::string_view id) {
  const std::array<Value, 1> params{id};
  MC_TRY(conn.exec("UPDATE system_key SET state = 'revoked' WHERE id = $1", params));
  return {};
}

base::Result<bool> spendNonce(Conn& conn, std::string_view keyId, std::string_view nonce, std::int64_t at) {
  const std::array<Value, 3> row{keyId, nonce, at};
  MC_ASSIGN(const auto added,
            conn.exec("INSERT INTO system_nonce (key_id, nonce, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", row));
  return added == 1;
}

base::Status forgetNonces(Conn& conn, std::int64_t before) {
  const std::array<Value, 1> params{before};
  MC_TRY(conn.exec("DELETE FROM system_nonce WHERE at < $1", params));
  return {};
}

}  // namespace medcredit::store
