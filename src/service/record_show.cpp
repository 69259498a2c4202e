// The whole story of one record: its versions, who stands behind each, and what holds on a day.
#include <algorithm>

#include "service/collect_payload.h"
#include "service/collect_request.h"
#include "service/record.h"
#include "store/record_marks.h"
#include "store/subjects_archive.h"
#include "store/units.h"

namespace medcredit::service {

namespace {

base::Result<VersionDetails> detailsOf(Context& context, const store::RecordVersion& version) {
  VersionDetails details;
  details.version = version;
  MC_ASSIGN(const auto definition, store::entryVersionDefinition(context.conn, version.entryVersion));
  const auto fields = definitionFields(definition);
  const auto values = readPayload(version.payload);
  for (std::size_t i = 0; i < fields.size() && i < values.size(); ++i) {
    if (values[i].empty()) continue;
    details.values.emplace_back(fields[i].name, values[i]);
    if (fields[i].role != domain::fieldRoleName(domain::FieldRole::kAuthorityName)) continue;
    // The authority that decided produced the information; of a licence it is also the issuing one.
    details.producing = values[i];
    details.issuing = values[i];
  }
  return details;
}

/// Archive rows of the record as known at the moment, and what they say on the day.
base::Status addView(Context& context, const Moment& moment, RecordDetails& details) {
  MC_ASSIGN(auto rows, versionsOfRecord(context, details.head.id));
  std::erase_if(rows, [&](const VersionRow& row) { return row.knownAt > moment.knownUntil; });
  if (rows.empty()) return {};
  MC_ASSIGN(const auto subject, store::getSubject(context.conn, details.head.subjectId));
  const auto kind = subject ? domain::subjectKindFromCode(subject->kind) : std::nullopt;
  MC_ASSIGN(const auto life,
            lifeOf(context, details.head.subjectId, kind.value_or(domain::SubjectKind::kOrganisation), moment));
  MC_ASSIGN(details.view, viewRecord(context, rows, life, moment));
  if (!details.view) return {};
  for (std::size_t i = 0; i < details.versions.size(); ++i) {
    if (details.versions[i].version.version == details.view->version) details.current = i;
  }
  return {};
}

}  // namespace

base::Result<RecordDetails> showRecord(Context& context, const RecordQuery& query) {
  MC_ASSIGN(auto head, store::getRecord(context.conn, query.id));
  if (!head) return base::fail("COLL-0050", {{"record", publicId('R', query.id)}});
  RecordDetails details;
  details.head = std::move(*head);
  const auto* entry = context.law.entry(details.head.entry);
  details.entryName = entry != nullptr ? entry->name : details.head.entry;
  MC_ASSIGN(const auto unit, store::findUnit(context.conn, details.head.unitId));
  details.unitName = unit ? unit->name : details.head.unitId;
  MC_ASSIGN(const auto subject, store::getSubject(context.conn, details.head.subjectId));
  if (subject) details.subjectName = subject->name;

  const base::CivilDate today = context.clock.today();
  const Moment moment{query.asOf.value_or(today), endOfDay(query.knownOn.value_or(today))};
  MC_ASSIGN(const auto versions, store::recordVersions(context.conn, query.id));
  for (const auto& version : versions) {
    if (version.knownAt > moment.knownUntil) continue;
    MC_ASSIGN(auto one, detailsOf(context, version));
    details.versions.push_back(std::move(one));
  }
  MC_TRY(addView(context, moment, details));
  return details;
}

}  // namespace medcredit::service
