// Proof documents (docs/evidence-format.md §5): one entry, its path to a signed head, and optionally the path from an
// earlier head. Reading is strict: what the format does not name is refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/sm2.h"
#include "evidence/entry.h"
#include "evidence/head.h"

namespace medcredit::evidence {

struct ProofDocument {
  struct Earlier {
    std::string head;  ///< signed text
    std::vector<Hash32> consistency;
  };
  std::string origin, entry;  ///< entry: the leaf bytes
  std::uint64_t index = 0, size = 0;
  std::vector<Hash32> inclusion;
  std::string head;       ///< signed text
  std::string publicKey;  ///< 65 bytes
  std::optional<Earlier> earlier;
};

/// The document as printed, one line feed at the end.
[[nodiscard]] std::string proofText(const ProofDocument& proof);
/// EVID-0040 when the text is not exactly one such document.
[[nodiscard]] base::Result<ProofDocument> parseProof(std::string_view text);

/// What the reader trusts besides the document.
struct Trust {
  std::string fingerprint;          ///< hex of SM3(public key): 16 digits or more; empty: the key of the document
  std::optional<std::string> kept;  ///< signed head the reader kept
};
/// All checks of §5 in their order; gives the entry proven. EVID-0001/0002/0003 entry, head or signature, EVID-0041
/// other key, EVID-0042 the path does not lead to the head, EVID-0043 the earlier head is not continued, EVID-0044
/// valid by itself but diverging from the kept head.
[[nodiscard]] base::Result<Entry> checkProof(const ProofDocument& proof, const Trust& trust);

}  // namespace medcredit::evidence
