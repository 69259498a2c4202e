// Checks the whole evidence log against itself, its heads and the heads kept outside (R-SEC-01): every leaf, every
// node, every side record, every subject row, every signature.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "service/evidence_head.h"

namespace medcredit::service {

struct EpochReport {
  std::int64_t epoch = 0, entries = 0, heads = 0;
  std::string root;  ///< base64, over all entries
};
struct LogReport {
  std::vector<EpochReport> epochs;
  std::vector<base::Error> findings;  ///< what does not agree, each with its exact place; empty when all is well
  std::int64_t suppressed = 0;        ///< further findings beyond the first 100
  std::string fingerprint;            ///< of the signing key
  [[nodiscard]] bool clean() const { return findings.empty(); }
};

/// Reads everything once and changes nothing. `kept` is a signed head that a reader kept outside. Fails only when the
/// store cannot be read, or the kept text is not a head (EVID-0002, EVID-0003).
[[nodiscard]] base::Result<LogReport> verifyLog(Context& context, const std::optional<std::string>& kept = {});

}  // namespace medcredit::service
