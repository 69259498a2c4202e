// Sessions, partner systems' keys and spent nonces. Functions that write run inside the caller's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

struct SessionRow {
  std::string tokenHash;  ///< SM3 of the cookie value, hex
  std::string userId, csrf;
  std::int64_t createdAt = 0, lastSeenAt = 0;
  std::string address, agent;
  bool secondFactor = false;
  std::optional<std::int64_t> speaksFor;
  std::optional<std::int64_t> revokedAt;
};

base::Status insertSession(Conn& conn, const SessionRow& session);
[[nodiscard]] base::Result<std::optional<SessionRow>> findSession(Conn& conn, std::string_view tokenHash);
/// Not ended and seen since `seenAfter`, newest first.
[[nodiscard]] base::Result<std::vector<SessionRow>> sessionsOf(Conn& conn, std::string_view userId,
                                                               std::int64_t seenAfter);
/// The same of everybody, at most `limit`.
[[nodiscard]] base::Result<std::vector<SessionRow>> openSessions(Conn& conn, std::int64_t seenAfter,
                                                                 std::int64_t limit);
/// A session whose digest begins with this (16 hex digits: the public id).
[[nodiscard]] base::Result<std::optional<SessionRow>> findSessionByPrefix(Conn& conn, std::string_view prefix);
base::Status touchSession(Conn& conn, std::string_view tokenHash, std::int64_t at);
base::Status setSpeaksFor(Conn& conn, std::string_view tokenHash, std::optional<std::int64_t> subjectId);
base::Status markSecondFactor(Conn& conn, std::string_view tokenHash);
base::Status revokeSession(Conn& conn, std::string_view tokenHash, std::int64_t at);
/// Ends all sessions of the user but `except`; returns how many.
[[nodiscard]] base::Result<std::int64_t> revokeSessions(Conn& conn, std::string_view userId, std::string_view except,
                                                        std::int64_t at);
/// Removes sessions begun before the moment: they ended long ago.
base::Status forgetSessions(Conn& conn, std::int64_t createdBefore);

struct SystemKeyRow {
  std::string id, userId, algorithm, material, state;
  std::int64_t createdAt = 0;
};
base::Status insertSystemKey(Conn& conn, const SystemKeyRow& key);
[[nodiscard]] base::Result<std::optional<SystemKeyRow>> findSystemKey(Conn& conn, std::string_view id);
[[nodiscard]] base::Result<std::vector<SystemKeyRow>> systemKeysOf(Conn& conn, std::string_view userId);
base::Status revokeSystemKey(Conn& conn, std::string_view id);
/// False when the key has used this nonce before.
[[nodiscard]] base::Result<bool> spendNonce(Conn& conn, std::string_view keyId, std::string_view nonce,
                                            std::int64_t at);
base::Status forgetNonces(Conn& conn, std::int64_t before);

}  // namespace medcredit::store
