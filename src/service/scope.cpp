#include "service/scope.h"

#include <algorithm>

#include "service/sealing.h"
#include "store/units.h"

namespace medcredit::service {

namespace {

constexpr int kProvinceLevel = 1;
constexpr int kCityLevel = 2;
constexpr int kCountyLevel = 3;

bool unbounded(const Principal& principal) { return principal.kind == PrincipalKind::kOperator; }

bool handles(const Principal& principal, std::string_view entry) {
  return unbounded(principal) || principal.entries.empty() || principal.entries.count(entry) != 0;
}

/// Level of the division a scope spans; 0 for scopes that stay inside the unit.
int levelOf(DataScope scope) {
  switch (scope) {
    case DataScope::kProvince:
      return kProvinceLevel;
    case DataScope::kCity:
      return kCityLevel;
    case DataScope::kCounty:
      return kCountyLevel;
    case DataScope::kOwn:
    case DataScope::kUnit:
      return 0;
  }
  return 0;
}

/// The division of `level` that `code` lies in; nullptr when it stands above that level or is unknown.
const jurisdiction::Region* divisionAt(const jurisdiction::RegionTable& regions, std::string_view code, int level) {
  const auto* region = regions.find(code);
  for (int step = 0; region != nullptr && step < kCountyLevel; ++step) {
    if (region->level == level) return region;
    if (region->level < level) return nullptr;
    region = regions.find(region->parent);
  }
  return nullptr;
}

bool inDivision(const Context& context, const store::Unit& unit, int level) {
  const auto& own = context.principal.region;
  if (own.empty() || unit.region.empty() || !context.law.regions) return false;
  const auto& regions = *context.law.regions;
  const auto* division = divisionAt(regions, own, level);
  return division != nullptr ? regions.within(unit.region, division->code) : unit.region == own;
}

/// True when the actor wrote one of the versions of the record.
base::Result<bool> tookPart(Context& context, std::int64_t recordId) {
  MC_ASSIGN(const auto versions, store::recordVersions(context.conn, recordId));
  return std::any_of(versions.begin(), versions.end(),
                     [&](const store::RecordVersion& version) { return version.actor == context.actor; });
}

base::Result<bool> seesUnit(Context& context, std::string_view unitId) {
  if (unbounded(context.principal)) return true;
  if (context.principal.kind != PrincipalKind::kStaff && context.principal.kind != PrincipalKind::kSystem) return false;
  if (!context.principal.unit.empty() && context.principal.unit == unitId) return true;
  if (levelOf(context.principal.scope) == 0) return false;
  MC_ASSIGN(const auto scope, visibleUnits(context));
  return scope.contains(unitId);
}

}  // namespace

base::Error notFound(std::string_view object) { return base::fail("ACCS-0401", {{"object", std::string(object)}}); }

base::Status requirePermission(const Context& context, std::string_view permission) {
  const auto& principal = context.principal;
  if (unbounded(principal)) return {};
  if (principal.kind == PrincipalKind::kAnonymous) return base::fail("ACCS-0102");
  if (!principal.may(permission)) return base::fail("ACCS-0201", {{"permission", std::string(permission)}});
  return {};
}

bool UnitScope::contains(std::string_view unitId) const {
  return all || std::binary_search(units.begin(), units.end(), unitId);
}

base::Result<UnitScope> visibleUnits(Context& context) {
  UnitScope scope;
  const auto& principal = context.principal;
  if (unbounded(principal)) {
    scope.all = true;
    return scope;
  }
  if (principal.kind != PrincipalKind::kStaff && principal.kind != PrincipalKind::kSystem) return scope;
  const int level = levelOf(principal.scope);
  if (level == 0) {
    if (!principal.unit.empty()) scope.units.push_back(principal.unit);
    return scope;
  }
  MC_ASSIGN(const auto units, store::listUnits(context.conn));
  for (const auto& unit : units) {  // in order of their ids
    if (unit.id == principal.unit || inDivision(context, unit, level)) scope.units.push_back(unit.id);
  }
  std::sort(scope.units.begin(), scope.units.end());
  return scope;
}

base::Status requireUnit(Context& context, std::string_view unitId) {
  MC_ASSIGN(const bool seen, seesUnit(context, unitId));
  if (!seen) return notFound(unitId);
  MC_ASSIGN(const auto unit, store::findUnit(context.conn, unitId));
  if (!unit) return notFound(unitId);
  return {};
}

base::Status requireEntry(const Context& context, std::string_view entry) {
  if (context.law.entry(entry) == nullptr) return notFound(entry);
  if (context.principal.kind == PrincipalKind::kAnonymous || !handles(context.principal, entry)) {
    return base::fail("ACCS-0202", {{"entry", std::string(entry)}});
  }
  return {};
}

bool ownWorkOnly(const Context& context) {
  return !unbounded(context.principal) && context.principal.scope == DataScope::kOwn;
}

base::Result<store::RecordHead> requireRecord(Context& context, std::int64_t recordId) {
  const auto name = publicId('R', recordId);
  MC_ASSIGN(auto head, store::getRecord(context.conn, recordId));
  if (!head || !handles(context.principal, head->entry)) return notFound(name);
  MC_ASSIGN(const bool seen, seesUnit(context, head->unitId));
  if (!seen) return notFound(name);
  if (ownWorkOnly(context)) {
    MC_ASSIGN(const bool mine, tookPart(context, recordId));
    if (!mine) return notFound(name);
  }
  // The closed archive is read in its own way, with a reason (service/sealing.h).
  MC_ASSIGN(const bool closed, closedTo(context, recordId));
  if (closed) return notFound(name);
  return std::move(*head);
}

base::Result<store::Batch> requireBatch(Context& context, std::int64_t batchId) {
  const auto name = publicId('B', batchId);
  MC_ASSIGN(auto batch, store::getBatch(context.conn, batchId));
  if (!batch || !handles(context.principal, batch->entry)) return notFound(name);
  MC_ASSIGN(const bool seen, seesUnit(context, batch->unitId));
  if (!seen || (ownWorkOnly(context) && batch->actor != context.actor)) return notFound(name);
  return std::move(*batch);
}

}  // namespace medcredit::service
