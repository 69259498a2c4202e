// Passwords (argon2id) and time-based one-time codes (RFC 6238).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"

namespace medcredit::crypto {

/// argon2id, 46 MiB, t = 1, p = 1 (OWASP/ASVS minimum), encoded string with its parameters.
[[nodiscard]] std::string hashPassword(std::string_view password, base::Random& random);
[[nodiscard]] bool verifyPassword(std::string_view password, std::string_view encoded);

/// Six digits for the 30-second step that holds `unixSeconds` (HMAC-SHA1 as every authenticator app expects).
[[nodiscard]] std::string totpCode(std::string_view secret, std::int64_t unixSeconds);
/// Accepts the current step and one before/after; returns the step used so that it can be spent once only.
[[nodiscard]] std::optional<std::int64_t> totpMatch(std::string_view secret, std::string_view code,
                                                    std::int64_t unixSeconds);
[[nodiscard]] std::string base32(std::string_view bytes);

}  // namespace medcredit::crypto
