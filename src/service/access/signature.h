// Signed requests of partner systems; see docs/api/signing.md.
#pragma once

#include "base/result.h"
#include "service/access/access.h"

namespace medcredit::service::access {

/// ACCS-0120 … ACCS-0123 as authenticate(); spends the nonce.
[[nodiscard]] base::Result<Principal> authenticateSignature(Context& context, const Credentials& credentials);

}  // namespace medcredit::service::access
