#include "service/archive_fields.h"

#include <algorithm>
#include <map>

#include "service/collect_payload.h"

namespace medcredit::service {

namespace {

/// Rule behind a field: its own source, else that of its catalogue entry.
std::string clauseOf(const domain::CatalogueEntry* entry, const std::string& fieldId) {
  if (entry == nullptr) return {};
  for (const auto& field : entry->fieldSet.fields) {
    if (field.id() == fieldId && !field.source.empty()) return field.source;
  }
  return entry->source;
}

}  // namespace

std::vector<FieldStory> fieldStories(const Context& context, std::span<const store::ArchiveRow> versions,
                                     std::int64_t current) {
  std::map<std::string, FieldStory> known;  // by field id, as of the version looked at
  std::vector<FieldStory> out;
  for (const auto& row : versions) {
    const auto fields = definitionFields(row.definition);
    const auto values = readPayload(row.payload);
    const auto* entry = context.law.entry(row.entry);
    for (std::size_t i = 0; i < fields.size() && i < values.size(); ++i) {
      auto& story = known[fields[i].id];
      if (story.version == 0 || story.value != values[i]) {
        story = {fields[i].id,
                 fields[i].name,
                 values[i],
                 fields[i].role,
                 false,
                 row.version,
                 clauseOf(entry, fields[i].id),
                 provenanceOf(row)};
      }
      if (row.version == current && !values[i].empty()) out.push_back(story);
    }
    if (row.version == current) break;
  }
  return out;
}

}  // namespace medcredit::service
