// Offices of the authority as suppliers: who may send what, and who is in charge there (R-CAT-07, R-COLL-01).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"
#include "store/units.h"

namespace medcredit::service {

/// What is told about a new unit. Region and code may be empty; no entries means all.
struct NewUnit {
  std::string id, name, region, usc;
  std::vector<std::string> entries;
};

/// Adds one unit. STOR-0020 id taken, STOR-0022 region unknown, STOR-0023 entry not in the catalogue, STOR-0024 credit
/// code fails its check, STOR-0025 malformed id, STOR-0026 no name.
[[nodiscard]] base::Result<store::Unit> addUnit(Context& context, const NewUnit& request);

/// What changes of a unit; empty optionals stay as they are. The id never changes: records and accounts hold it.
struct UnitChange {
  std::optional<std::string> name, region, usc;  ///< empty region or usc: taken away
  std::optional<std::vector<std::string>> entries;
};
/// Changes a unit, before and after kept in the log. STOR-0021 unknown unit, else as addUnit.
[[nodiscard]] base::Result<store::Unit> changeUnit(Context& context, const std::string& id, const UnitChange& change);

/// What taking over the offices of the jurisdiction did.
struct ProfileUnits {
  std::vector<store::Unit> added;
  std::vector<std::string> present;    ///< ids that were there already and stay as they are
  std::vector<std::string> openEnded;  ///< entries whose owners the catalogue leaves open (等相关科室)
};
/// Adds the offices of the jurisdiction with the entries the catalogue gives them. STOR-0028 when it names none.
[[nodiscard]] base::Result<ProfileUnits> addProfileUnits(Context& context);

/// Replaces the entries a unit answers for: an administrator completes an open-ended owner (R-CAT-07). STOR-0021
/// unknown unit, STOR-0023 unknown entry.
base::Status assignEntries(Context& context, const std::string& unitId, const std::vector<std::string>& entries);

/// Names the person in charge from `from` on (default: today); the former one's term ends the day before. STOR-0021
/// unknown unit, STOR-0026 no name, STOR-0027 not after the start of the present person's term.
base::Status setContact(Context& context, const std::string& unitId, const std::string& person,
                        std::optional<base::CivilDate> from);

/// Catalogue entries whose owners the catalogue leaves open (等相关科室).
[[nodiscard]] std::vector<std::string> openEndedEntries(const jurisdiction::Jurisdiction& law);

}  // namespace medcredit::service
