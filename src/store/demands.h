// Demands of lower authorities for changes of the catalogue (R-CAT-09), kept with their decision. Functions that write
// must run inside the caller's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

struct Demand {
  std::int64_t id = 0;
  std::string entry;   ///< entry it speaks of, or the code proposed for a new one
  std::string detail;  ///< JSON: unit, change, text, basis, and once approved effectiveFrom and the version in force
  std::string requestedBy;
  base::Instant requestedAt;
  std::string state;  ///< open, approved, refused
  std::string decidedBy, reason;
  std::optional<base::Instant> decidedAt;
};
base::Status insertDemand(Conn& conn, const Demand& demand);
/// Writes state, decision and detail.
base::Status decideDemand(Conn& conn, const Demand& demand);
/// Empty when there is no such demand.
[[nodiscard]] base::Result<std::optional<Demand>> findDemand(Conn& conn, std::int64_t id);
/// Newest first, ids below `before` when given; `state` empty = all.
[[nodiscard]] base::Result<std::vector<Demand>> listDemands(Conn& conn, std::string_view state,
                                                            std::optional<std::int64_t> before, std::int64_t limit);

/// A version of an entry that records were checked with, in the order of first use.
struct EntryVersionRow {
  std::int64_t id = 0;
  std::string digest, definition;
  base::Instant firstUsedAt;
  std::int64_t records = 0;  ///< record versions bound to it
};
[[nodiscard]] base::Result<std::vector<EntryVersionRow>> entryVersions(Conn& conn, std::string_view entry);

}  // namespace medcredit::store
