#include "service/archive_fields.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace medcredit::service {

namespace {

/// Rule behind a field: its own source, else that of its catalogue entry.
std::string_view clauseOf(const domain::CatalogueEntry* entry, std::string_view fieldId) {
  if (entry == nullptr) return {};
  for (const auto& field : entry->fieldSet.fields) {
    if (field.id() == fieldId && !field.source.empty()) return field.source;
  }
  return entry->source;
}

/// Clauses of all fields of a definition.
std::vector<std::string_view> clausesOf(const domain::CatalogueEntry* entry, const EntryFields& fields) {
  std::vector<std::string_view> out;
  out.reserve(fields.size());
  for (const auto& field : fields) out.push_back(clauseOf(entry, field.id));
  return out;
}

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// Place of the field in an earlier version, which may have had other fields.
std::size_t placeIn(const VersionRow& version, const EntryFields& fields, std::size_t field) {
  const std::size_t known = std::min(version.fields->size(), version.values.size());
  if (version.fields.get() == &fields) return field < known ? field : kNone;
  for (std::size_t i = 0; i < known; ++i) {
    if ((*version.fields)[i].id == fields[field].id) return i;
  }
  return kNone;
}

}  // namespace

void addFieldStories(const Context& context, std::span<const VersionRow> versions, RecordView& view) {
  std::size_t current = 0;
  while (current + 1 < versions.size() && versions[current].version != view.version) ++current;
  const VersionRow& row = versions[current];
  const EntryFields& fields = *row.fields;
  const auto clauses = clausesOf(context.law.entry(row.entry), fields);
  for (std::size_t i = 0; i <= current; ++i) {
    view.sources.push_back(provenanceOf(versions[i]));
    if (i == current || versions[i].fields != row.fields) view.definitions.push_back(versions[i].fields);
  }
  for (std::size_t i = 0; i < fields.size() && i < row.values.size(); ++i) {
    if (row.values[i].empty()) continue;
    std::size_t source = current;
    const StoredField* field = &fields[i];
    for (std::size_t earlier = current; earlier-- > 0;) {
      const std::size_t place = placeIn(versions[earlier], fields, i);
      if (place == kNone) continue;
      if (versions[earlier].values[place] != row.values[i]) break;
      source = earlier;
      field = &(*versions[earlier].fields)[place];
    }
    view.fields.push_back(
        {field->id, field->name, field->role, row.values[i], false, versions[source].version, clauses[i], source});
  }
}

}  // namespace medcredit::service
