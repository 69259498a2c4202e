// An archive as its reader may see it.
#include <algorithm>

#include "service/archive.h"
#include "service/disclosure.h"
#include "service/evidence.h"
#include "service/scope.h"
#include "service/search.h"

namespace medcredit::service {

namespace {

/// Narrows the fields of the records that are left in the archive.
base::Status narrowFields(Context& context, Discloser& discloser, Archive& archive, Disclosed& released) {
  const auto kind = domain::subjectKindFromCode(archive.subject.kind).value_or(domain::SubjectKind::kNaturalPerson);
  for (auto& record : archive.records) {
    std::vector<StoredValue> values;
    for (const auto& field : record.fields) values.push_back({field.id, field.name, field.value, field.role});
    MC_ASSIGN(const auto shown, discloser.record(factsOf(context, record, kind), values));
    std::vector<FieldStory> kept;
    for (const auto& field : shown.fields) {
      const auto story = std::find_if(record.fields.begin(), record.fields.end(),
                                      [&field](const FieldStory& one) { return one.id == field.id; });
      if (story == record.fields.end()) continue;
      kept.push_back(*story);
      kept.back().value = field.value;
      kept.back().masked = field.masked;
      // Staff data is cut from the record's provenance for readers outside the authority; the fields follow.
      if (record.provenance.actor.empty()) kept.back().provenance = record.provenance;
    }
    record.fields = std::move(kept);
    if (!record.fields.empty()) released.fields.push_back({publicId('R', record.id), "", "", false});
  }
  return {};
}

}  // namespace

base::Result<Archive> openArchive(Context& context, std::int64_t subjectId, const ArchiveQuery& query, bool reveal) {
  MC_TRY(requirePermission(context, reveal ? "subject.reveal" : "subject.read"));
  MC_ASSIGN([[maybe_unused]] const auto subject, requireSubject(context, subjectId));
  ArchiveQuery raw = query;
  raw.raw = true;
  raw.fields = true;
  MC_ASSIGN(auto archive, readArchive(context, subjectId, raw));
  Discloser discloser(context, reveal);
  MC_ASSIGN(auto released, discloser.archive(archive));
  MC_TRY(narrowFields(context, discloser, archive, released));
  Act act;
  act.action = reveal ? "subject.unmask" : "subject.read";
  act.objectType = "subject";
  act.objectId = publicId('S', subjectId);
  act.subjectId = archive.subject.id;
  act.fields = released.released();
  act.rule = released.rule;
  act.visibleFrom = logVisibleFrom(context, context.principal.purpose);
  MC_TRY(recordRead(context, act));
  return archive;
}

}  // namespace medcredit::service
