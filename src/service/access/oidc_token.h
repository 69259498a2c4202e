// ID tokens of an OpenID Connect provider (OpenID Connect Core 1.0 §3.1.3.7): reading the provider's keys and judging a
// token. No network, no store, no clock.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/jws.h"

namespace medcredit::service::access {

/// One published signing key.
struct TokenKey {
  std::string id;  ///< kid; may be empty
  crypto::JwsPublicKey key;
};

/// Keys of a JWKS document that sign with RS256 or ES256; others (encryption, other algorithms, unusable numbers) are
/// left out. ACCS-0306 when it is no such document.
[[nodiscard]] base::Result<std::vector<TokenKey>> readTokenKeys(std::string_view json);

/// What the token must say.
struct TokenExpectation {
  std::string issuer;
  std::string audience;      ///< our client id
  std::string nonce;         ///< given with the request
  std::int64_t askedAt = 0;  ///< seconds since 1970: the sign-in began
  std::int64_t receivedAt = 0;
};

/// Allowed difference between the provider's clock and ours, in seconds.
inline constexpr std::int64_t kTokenLeeway = 120;

/// What the token proves.
struct TokenIdentity {
  std::string subject;
  std::vector<std::string> methods;  ///< how the person was authenticated: values of amr and acr
};

/// ACCS-0134 not signed with RS256 or ES256 (none, HS256 …) or no token at all, ACCS-0135 wrong signature, ACCS-0136
/// `claim` (iss, aud, azp, nonce, sub) not as expected, ACCS-0137 `claim` (exp, iat, nbf) out of time, ACCS-0141 signed
/// with a key that is not published.
[[nodiscard]] base::Result<TokenIdentity> checkIdToken(std::string_view token, const std::vector<TokenKey>& keys,
                                                       const TokenExpectation& expected);

}  // namespace medcredit::service::access
