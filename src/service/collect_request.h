// Who supplies what: the entry and the unit of an import or a manual record, checked before anything is read.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/catalogue.h"
#include "domain/row_validator.h"
#include "service/context.h"
#include "store/units.h"

namespace medcredit::service {

struct CollectTarget {
  const domain::CatalogueEntry* entry = nullptr;
  store::Unit unit;
};

/// COLL-0001 unknown entry, COLL-0002 unknown unit, COLL-0003 fields of an outside standard that is not loaded
/// (R-CAT-08), COLL-0012 the unit answers for other entries only. A unit without any entry may supply all.
[[nodiscard]] base::Result<CollectTarget> collectTarget(Context& context, std::string_view entry,
                                                        std::string_view unit);

/// What the row checks must know about day, regions and supplying unit.
[[nodiscard]] domain::RowContext rowContext(const Context& context, const store::Unit& unit);

/// 归集单位: the central desk of the jurisdiction; empty when the law names none.
[[nodiscard]] std::string collectingUnit(const jurisdiction::Jurisdiction& law);

/// Version of the entry as it is today, created on first use; with its definition.
struct EntryVersionRef {
  std::int64_t id = 0;
  std::string definition;
};
[[nodiscard]] base::Result<EntryVersionRef> currentVersion(Context& context, const domain::CatalogueEntry& entry,
                                                           base::Instant now);

}  // namespace medcredit::service
