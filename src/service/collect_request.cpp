#include "service/collect_request.h"

#include <algorithm>

#include "service/collect_payload.h"
#include "store/records.h"

namespace medcredit::service {

namespace {

template <class Range, class Text>
std::string joined(const Range& range, Text text) {
  std::string out;
  for (const auto& item : range) {
    if (!out.empty()) out += "、";
    out += text(item);
  }
  return out;
}

}  // namespace

base::Result<CollectTarget> collectTarget(Context& context, std::string_view entry, std::string_view unit) {
  CollectTarget target;
  target.entry = context.law.entry(entry);
  if (target.entry == nullptr) {
    const auto code = [](const domain::CatalogueEntry& e) { return e.code; };
    return base::fail("COLL-0001", {{"entry", std::string(entry)}, {"known", joined(context.law.catalogue, code)}});
  }
  if (target.entry->fieldSet.fields.empty()) {
    return base::fail("COLL-0003", {{"entry", target.entry->code}, {"name", target.entry->name}});
  }
  MC_ASSIGN(auto found, store::findUnit(context.conn, unit));
  if (!found) return base::fail("COLL-0002", {{"unit", std::string(unit)}});
  target.unit = std::move(*found);
  const auto& entries = target.unit.entries;
  if (!entries.empty() && std::find(entries.begin(), entries.end(), entry) == entries.end()) {
    const auto same = [](const std::string& e) { return e; };
    return base::fail("COLL-0012",
                      {{"unit", target.unit.id}, {"entry", target.entry->code}, {"entries", joined(entries, same)}});
  }
  return target;
}

domain::RowContext rowContext(const Context& context, const store::Unit& unit) {
  domain::RowContext row;
  row.today = context.clock.today();
  row.regions = context.law.regions.get();
  row.supplyingUnitName = unit.name;
  row.supplyingUnitCode = unit.usc;
  return row;
}

std::string collectingUnit(const jurisdiction::Jurisdiction& law) {
  const auto desk = std::find_if(law.offices.begin(), law.offices.end(),
                                 [](const jurisdiction::Office& office) { return office.centralDesk; });
  return desk != law.offices.end() ? desk->name : std::string();
}

base::Result<EntryVersionRef> currentVersion(Context& context, const domain::CatalogueEntry& entry, base::Instant now) {
  EntryVersionRef ref;
  ref.definition = entryDefinition(entry);
  MC_ASSIGN(ref.id, store::ensureEntryVersion(context.conn, {entry.code, entry.versionDigest, ref.definition}, now));
  return ref;
}

}  // namespace medcredit::service
