// Narrowing a whole archive to what its reader may see.
#include <algorithm>

#include "domain/identifier.h"
#include "service/archive.h"
#include "service/disclosure.h"
#include "service/sealing.h"

namespace medcredit::service {

namespace {

/// Replaces the text of every row by what the asker gets, drops rows that are hidden and notes what was given.
template <class Rows, class Text, class Label>
base::Status narrowRows(Rows& rows, Discloser& discloser, SubjectPart part, domain::SubjectKind kind,
                        std::int64_t subject, Disclosed& released, Text text, Label label) {
  Rows kept;
  for (auto& row : rows) {
    auto& stored = text(row);
    const std::string name = label(row);
    MC_ASSIGN(auto shown, discloser.value(part, kind, subject, name, stored));
    if (shown.empty() && !stored.empty()) continue;
    const bool masked = shown != stored;
    released.fields.push_back({name, name, {}, masked});
    stored = std::move(shown);
    kept.push_back(std::move(row));
  }
  rows = std::move(kept);
  return {};
}

/// Who typed it in and from which file is no business of people outside the authority.
void forgetStaff(Archive& archive) {
  for (auto& record : archive.records) {
    record.provenance.actor.clear();
    record.provenance.fileName.clear();
    record.provenance.batchId.reset();
    record.provenance.fileRow.reset();
  }
  archive.merges.clear();
  archive.merged.clear();
}

/// Each field once; masked when any of its values was.
void fold(std::vector<DisclosedField>& fields) {
  std::vector<DisclosedField> out;
  for (auto& field : fields) {
    const auto same =
        std::find_if(out.begin(), out.end(), [&](const DisclosedField& one) { return one.id == field.id; });
    if (same == out.end()) {
      out.push_back(std::move(field));
    } else {
      same->masked = same->masked || field.masked;
    }
  }
  fields = std::move(out);
}

}  // namespace

/// The fields of a record as the asker gets them, each with its story; `released` names them.
base::Result<bool> Discloser::narrowRecord(RecordView& record, domain::SubjectKind kind, Disclosed& released) {
  // Whatever lies in the closed archive serves no use any more, so only such records are asked about.
  if (!record.uses.front().applies) {
    MC_ASSIGN(const bool closed, closedTo(context_, record.id));
    if (closed) return false;
  }
  std::vector<ValueView> values;
  values.reserve(record.fields.size());
  for (const auto& field : record.fields) values.push_back({field.id, field.name, field.value, field.role});
  MC_ASSIGN(auto narrowed, narrow(factsOf(context_, record, kind), values));
  if (!narrowed.visible) return false;
  released.rule = std::move(narrowed.rule);
  // Staff data is cut from the record's provenance for readers outside the authority; the fields follow.
  const bool staffCut = record.provenance.actor.empty();
  if (staffCut) record.sources.assign(1, record.provenance);
  std::vector<FieldStory> kept;
  kept.reserve(narrowed.fields.size());
  for (auto& given : narrowed.fields) {
    auto& story = kept.emplace_back(std::move(record.fields[given.at]));
    if (given.masked) story.value = std::move(given.value);
    story.masked = given.masked;
    if (staffCut) story.source = 0;
    released.fields.push_back({std::string(story.id), std::string(story.name), {}, given.masked});
  }
  record.fields = std::move(kept);
  return true;
}

base::Result<Disclosed> Discloser::archive(Archive& archive) {
  const auto kind = domain::subjectKindFromCode(archive.subject.kind).value_or(domain::SubjectKind::kNaturalPerson);
  const auto id = archive.subject.id;
  Disclosed out;
  out.visible = true;
  MC_ASSIGN(const auto clearName, value(SubjectPart::kName, kind, id, "name", archive.subject.name));
  archive.masked = clearName != archive.subject.name;
  archive.subject.name = clearName;
  MC_TRY(narrowRows(
      archive.names, *this, SubjectPart::kName, kind, id, out, [](auto& row) -> std::string& { return row.text; },
      [](const auto&) { return std::string("name"); }));
  MC_TRY(narrowRows(
      archive.identifiers, *this, SubjectPart::kIdentifier, kind, id, out,
      [](auto& row) -> std::string& { return row.text; }, [](const auto& row) { return row.kind; }));
  MC_TRY(narrowRows(
      archive.items, *this, SubjectPart::kItem, kind, id, out,
      [](auto& item) -> std::string& { return item.row.value; },
      [](const auto& item) { return item.itemLabel.empty() ? item.row.item : item.itemLabel; }));
  // A person's own roles name organisations; the roles of an organisation name other persons.
  if (kind == domain::SubjectKind::kNaturalPerson) {
    for (auto& role : archive.roles) role.personName = archive.subject.name;
  } else {
    MC_TRY(narrowRows(
        archive.roles, *this, SubjectPart::kRoleHolder, kind, id, out,
        [](auto& row) -> std::string& { return row.personName; },
        [](const auto&) { return std::string("role-holder"); }));
  }
  MC_ASSIGN(const auto who, audience({}, id));
  if (who && *who != domain::Audience::kOwningUnit && *who != domain::Audience::kSupervisor) forgetStaff(archive);
  std::vector<RecordView> seen;
  std::vector<DisclosedField> records;
  for (auto& record : archive.records) {
    Disclosed shown;
    MC_ASSIGN(const bool visible, narrowRecord(record, kind, shown));
    if (!visible) continue;
    out.rule = shown.rule;
    const auto given = shown.released();
    records.push_back({publicId('R', record.id) + (given.empty() ? "" : ":" + given), {}, {}, false});
    seen.push_back(std::move(record));
  }
  archive.records = std::move(seen);
  archive.hiddenInternal = 0;
  fold(out.fields);
  for (auto& record : records) out.fields.push_back(std::move(record));
  return out;
}

}  // namespace medcredit::service
