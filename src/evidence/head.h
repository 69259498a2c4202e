// Signed tree heads in the spirit of C2SP checkpoints:
//   <site>/audit/<epoch>\n<size>\n<base64 root>\n<UTC time>\n\n— <name> <base64(keyid4 || sig64)>\n
// Lines of unknown signers are ignored by design, so that witnesses can be added later.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/sm2.h"
#include "evidence/merkle.h"

namespace medcredit::evidence {

struct Head {
  std::string origin;  ///< "<site>/audit/<epoch>"
  std::uint64_t size = 0;
  Hash32 root{};
  std::string time;  ///< "2026-11-22T03:04:05Z"
};
[[nodiscard]] std::string headText(const Head& head);  ///< the signed bytes
[[nodiscard]] std::string signHead(const Head& head, std::string_view signer, const crypto::Sm2PrivateKey& key);
/// EVID-0002 malformed, EVID-0003 no valid signature by `key`.
[[nodiscard]] base::Result<Head> openHead(std::string_view signedText, const crypto::Sm2PublicKey& key);

}  // namespace medcredit::evidence
