// Answers of changes kept for a while, so that a repeated submission gets the same answer and changes nothing again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// The answer to one submission; `body` is sealed by the caller.
struct KeptAnswer {
  std::string requestDigest;  ///< SM3 of what was submitted
  int status = 0;
  std::string body;
};

[[nodiscard]] base::Result<std::optional<KeptAnswer>> findAnswer(Conn& conn, std::string_view principal,
                                                                 std::string_view key);
/// Inside the transaction of the change itself; STOR-0006 when the key was used meanwhile.
base::Status keepAnswer(Conn& conn, std::string_view principal, std::string_view key, const KeptAnswer& answer,
                        base::Instant at);
/// Forgets answers from before `before`; returns how many.
base::Result<std::int64_t> forgetAnswers(Conn& conn, base::Instant before);

}  // namespace medcredit::store
