#include "store/idempotency.h"

#include <array>

namespace medcredit::store {

base::Result<std::optional<KeptAnswer>> findAnswer(Conn& conn, std::string_view principal, std::string_view key) {
  std::optional<KeptAnswer> found;
  const std::array<Value, 2> params{principal, key};
  MC_TRY(conn.query("SELECT request_digest, status, body FROM idempotency WHERE principal = $1 AND idem_key = $2",
                    params, [&](const Row& row) {
                      found = KeptAnswer{row.str(0), static_cast<int>(row.integer(1)), row.str(2)};
                      return false;
                    }));
  return found;
}

base::Status keepAnswer(Conn& conn, std::string_view principal, std::string_view key, const KeptAnswer& answer,
                        base::Instant at) {
  const std::array<Value, 6> params{principal,   key,      answer.requestDigest, std::int64_t{answer.status},
                                    answer.body, at.micros};
  MC_TRY(
      conn.exec("INSERT INTO idempotency (principal, idem_key, request_digest, status, body, at) "
                "VALUES ($1, $2, $3, $4, $5, $6)",
                params));
  return {};
}

base::Result<std::int64_t> forgetAnswers(Conn& conn, base::Instant before) {
  const std::array<Value, 1> params{before.micros};
  return conn.exec("DELETE FROM idempotency WHERE at < $1", params);
}

}  // namespace medcredit::store
