// Does what is stored agree with itself? Beyond the engine's own integrity check: rules that the schema cannot express.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// One rule that must hold, and how many rows break it.
struct ConsistencyFinding {
  std::string rule;  ///< stable name: "record-version"
  std::int64_t count = 0;
  std::string example;  ///< key of one offending row
};

/// Rules broken by the stored rows; empty when all agree. Rules: record-version (a head stands on its newest version
/// and versions have no gaps), batch-counts (a batch is there completely or not at all), id-counter (no number was
/// given twice), evidence-gap, evidence-leaf, evidence-head (the evidence log misses no entry,
/// its nodes are the digests of its leaves, and no signed head is larger than the log), subject-merge (a merged subject
/// leads to a live one).
[[nodiscard]] base::Result<std::vector<ConsistencyFinding>> checkConsistency(Conn& conn);

}  // namespace medcredit::store
