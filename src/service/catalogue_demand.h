// Dynamic adjustment of the catalogue (R-CAT-09): a lower authority demands, the higher one decides with a reason and
// the day from which it holds; the entry itself is then changed in the jurisdiction's data. Records keep the version of
// the entry they were checked with; the change list says what differs between versions. Errors are COLL-009x.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"

namespace medcredit::service {

/// What is asked for: "add" a new entry, "change" or "remove" one.
struct DemandRequest {
  std::string unit, entry, change, text, basis;
};
struct CatalogueDemand {
  std::int64_t id = 0;
  DemandRequest request;
  std::string requestedBy;
  base::Instant requestedAt;
  std::string state;  ///< open, approved, refused
  std::string decidedBy, reason;
  std::optional<base::Instant> decidedAt;
  std::string effectiveFrom;  ///< YYYY-MM-DD once approved
  /// The entry in force differs from the one at the decision: the change has been put into operation.
  bool inOperation = false;
};

/// COLL-0090 unknown kind of change, COLL-0091 the entry must (or, for a new one, must not) be in the catalogue,
/// COLL-0092 no text.
[[nodiscard]] base::Result<std::int64_t> demandEntry(Context& context, const DemandRequest& request);

struct DemandDecision {
  std::int64_t id = 0;
  bool approve = false;
  std::string reason;
  std::optional<base::CivilDate> effectiveFrom;  ///< needed to approve
};
/// ACCS-0401 unknown demand, COLL-0093 decided before, COLL-0094 no reason, COLL-0095 approved without a day or from a
/// day that is past, COLL-0096 by the one who asked.
base::Status decideDemand(Context& context, const DemandDecision& decision);

struct DemandQuery {
  std::string state;
  std::optional<std::int64_t> before;
  std::int64_t limit = 50;
};
/// Newest first, within the scope of the actor.
[[nodiscard]] base::Result<std::vector<CatalogueDemand>> listDemands(Context& context, const DemandQuery& query);

/// What differs from the version before, field by field.
struct EntryChange {
  std::string field, kind;  ///< kind: added, removed, changed
};
struct EntryVersionView {
  std::string digest;
  base::Instant firstUsedAt;
  std::int64_t records = 0;  ///< record versions checked with it
  bool inForce = false;
  std::vector<EntryChange> changes;  ///< against the version before; empty for the first
};
/// Versions of an entry that were used, oldest first. ACCS-0401 unknown entry.
[[nodiscard]] base::Result<std::vector<EntryVersionView>> entryHistory(Context& context, std::string_view entry);

}  // namespace medcredit::service
