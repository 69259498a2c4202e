// Partner systems and the keys they sign requests with (docs/api/signing.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"

namespace medcredit::service::access {

struct SystemKeyView {
  std::string id, system, algorithm, state, fingerprint;
  base::Instant createdAt;
};
struct NewSystemKey {
  std::string algorithm;  ///< sm2, hmac-sm3
  std::string publicKey;  ///< sm2: 65-byte uncompressed point, base64; empty for hmac-sm3
};
struct CreatedSystemKey {
  std::string id;
  std::string secret;  ///< hmac-sm3: base64 of 32 bytes, told once; empty for sm2
  std::string fingerprint;
};
/// user.manage. ACCS-0401 no such system, ACCS-0509 algorithm or public key.
[[nodiscard]] base::Result<CreatedSystemKey> createSystemKey(Context& context, const std::string& system,
                                                             const NewSystemKey& request);
/// user.manage. The key is refused from the next request on. ACCS-0401.
base::Status revokeSystemKey(Context& context, const std::string& system, const std::string& keyId);
/// user.manage.
[[nodiscard]] base::Result<std::vector<SystemKeyView>> listSystemKeys(Context& context, const std::string& system);

/// The text a signature covers, byte for byte.
struct SignedRequest {
  std::string method, target, bodySm3, timestamp, nonce, keyId, purpose, caseNumber;
};
[[nodiscard]] std::string canonicalRequest(const SignedRequest& request);

}  // namespace medcredit::service::access
