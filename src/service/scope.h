// Who may do what, where: permission, catalogue entry and data scope of the acting person (R-SEC-03, R-DISC-11).
//
// An object outside the scope answers exactly like one that does not exist (ACCS-0401), so that nobody learns from the
// answer what other units hold. The operator of the machine passes everything, anonymous callers pass nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "store/batches.h"
#include "store/records.h"

namespace medcredit::service {

/// ACCS-0102 not signed in, ACCS-0201 signed in without this permission.
[[nodiscard]] base::Status requirePermission(const Context& context, std::string_view permission);

/// The units whose information the actor may see.
struct UnitScope {
  bool all = false;                ///< the operator of the machine
  std::vector<std::string> units;  ///< sorted ids when not `all`; may be empty: nothing is visible

  [[nodiscard]] bool contains(std::string_view unitId) const;
};
/// Own unit for the scopes own and unit; for county, city and province the units seated in that division of the own
/// unit's region. Where the own unit stands above the level of its scope (a city desk with the scope county), only
/// units seated at the same division count (市本级). Units without a region are seen by themselves alone.
[[nodiscard]] base::Result<UnitScope> visibleUnits(Context& context);

/// A filter of things that belong to a subject and a unit (commitments, list entries), narrowed to what the actor may
/// see: a subject its own, staff with `permission` the units of their scope, others nothing, the operator everything.
template <class Filter>
[[nodiscard]] base::Result<Filter> narrowedToScope(Context& context, std::string_view permission, Filter filter) {
  const auto& principal = context.principal;
  if (principal.kind == PrincipalKind::kOperator) return filter;
  if (principal.kind == PrincipalKind::kSubject) {
    filter.subjectId = principal.subjectId.value_or(0);
    return filter;
  }
  filter.units.emplace();
  if (!principal.may(permission)) return filter;
  MC_ASSIGN(auto scope, visibleUnits(context));
  filter.units = std::move(scope.units);
  return filter;
}

/// ACCS-0401 unless the unit exists and stands in the scope.
[[nodiscard]] base::Status requireUnit(Context& context, std::string_view unitId);
/// ACCS-0401 for an entry the catalogue does not hold, ACCS-0202 for one that is not among the entries the actor
/// handles.
[[nodiscard]] base::Status requireEntry(const Context& context, std::string_view entry);

/// True when the actor sees only what it entered itself (scope own).
[[nodiscard]] bool ownWorkOnly(const Context& context);

/// The record, or ACCS-0401 when there is none or it is outside scope or entries; with the scope own it must have been
/// entered or changed by the actor.
[[nodiscard]] base::Result<store::RecordHead> requireRecord(Context& context, std::int64_t recordId);
/// The batch, under the same rules.
[[nodiscard]] base::Result<store::Batch> requireBatch(Context& context, std::int64_t batchId);

/// The refusal itself, for objects that do not exist at all.
[[nodiscard]] base::Error notFound(std::string_view object);

}  // namespace medcredit::service
