#include "service/public_site.h"

#include <algorithm>

#include "service/flow.h"
#include "service/publish_rules.h"
#include "service/search.h"
#include "store/publicity.h"
#include "store/statements.h"
#include "store/subjects_archive.h"

namespace medcredit::service {

namespace {

using domain::Audience;
using domain::FieldRole;
using domain::PublicityState;
using domain::SubjectKind;

/// Value of a field among those that are shown.
std::string shownValue(const std::vector<DisclosedField>& fields, const domain::CatalogueEntry& entry, FieldRole role) {
  const auto* field = entry.byRole(role);
  if (field == nullptr) return {};
  const auto same =
      std::find_if(fields.begin(), fields.end(), [&](const auto& shown) { return shown.id == field->id(); });
  return same == fields.end() ? std::string() : same->value;
}

DisclosureFacts factsOfRow(const Context& context, const store::PublicityRow& row) {
  auto facts = factsOf(context, row.entry, row.infoClass, {row.state, row.publicity, row.publicityUntil, false});
  facts.subjectId = row.subjectId;
  facts.unitId = row.unitId;
  facts.internalOnly = row.internalOnly;
  return facts;
}

std::vector<StoredValue> storedValues(const domain::CatalogueEntry& entry, const std::vector<std::string>& values) {
  std::vector<StoredValue> out;
  for (std::size_t i = 0; i < entry.fieldSet.fields.size() && i < values.size(); ++i) {
    const auto& field = entry.fieldSet.fields[i];
    out.push_back({field.id(), field.name, values[i], std::string(domain::fieldRoleName(field.role))});
  }
  return out;
}

/// The narrower of the catalogue's public view and the policy: a field both give, masked when either masks it.
std::vector<DisclosedField> narrower(const std::vector<DisclosedField>& byPolicy,
                                     const std::vector<domain::PublicField>& byCatalogue) {
  std::vector<DisclosedField> out;
  for (const auto& field : byPolicy) {
    const auto same = std::find_if(byCatalogue.begin(), byCatalogue.end(),
                                   [&](const auto& f) { return f.code == field.id && f.name == field.name; });
    if (same == byCatalogue.end()) continue;
    const bool masked = same->shape == domain::PublicShape::kMasked;
    out.push_back(masked && !field.masked ? DisclosedField{field.id, field.name, same->value, true} : field);
  }
  return out;
}

/// Reads rows as the public sees them; one per use case.
class PublicReader {
 public:
  explicit PublicReader(Context& context)
      : context_(context), desk_(context), discloser_(context, Audience::kPublic, {}) {}

  /// As it would be read if it were published today.
  base::Result<std::optional<PublicRecord>> preview(store::PublicityRow row) {
    const auto published = domain::publicityStateName(PublicityState::kPublished);
    if (row.publicity != published) {
      MC_ASSIGN(const auto fields, desk_.fields(row));
      const auto until = desk_.until(row, fields);
      row.publicity = published;
      row.publishedOn = today_;
      row.publicityUntil = until ? until->iso() : std::string();
    }
    return read(std::move(row));
  }

  /// Empty when the public may not see the record.
  base::Result<std::optional<PublicRecord>> read(store::PublicityRow row) {
    if (!row.publicityUntil.empty() && row.publicityUntil < today_) return std::optional<PublicRecord>();
    MC_TRY(showReleased(context_, row));
    MC_ASSIGN(const auto fields, desk_.fields(row));
    // The store's state is not trusted alone: what today's law keeps off the site never leaves.
    if (desk_.decide(row, fields).state == PublicityState::kNotPublic) return std::optional<PublicRecord>();
    const auto& entry = *fields.publicity->entry;
    if (entry.subject == SubjectKind::kNaturalPerson) return std::optional<PublicRecord>();
    MC_ASSIGN(const auto shown, discloser_.record(factsOfRow(context_, row), storedValues(entry, fields.values)));
    if (!shown.visible) return std::optional<PublicRecord>();
    PublicRecord record;
    record.recordId = row.recordId;
    record.version = row.version;
    record.entry = entry.code;
    record.entryName = entry.name;
    record.unitId = row.unitId;
    record.unitName = row.unitName;
    record.decidedOn = row.decidedOn;
    record.publishedOn = row.publishedOn;
    record.publicityUntil = row.publicityUntil;
    record.disputed = row.disputed;
    record.fields = narrower(shown.fields, domain::publicView(entry, fields.values));
    record.subjectName = shownValue(record.fields, entry, FieldRole::kSubjectName);
    record.unifiedCode = shownValue(record.fields, entry, FieldRole::kUnifiedCode);
    if (record.unifiedCode.empty()) record.unifiedCode = shownValue(record.fields, entry, FieldRole::kSubjectCode);
    record.documentNo = shownValue(record.fields, entry, FieldRole::kDocumentNo);
    return std::optional(std::move(record));
  }

 private:
  Context& context_;
  PublicityDesk desk_;
  Discloser discloser_;
  std::string today_ = context_.clock.today().iso();
};

/// What subjects say about their records stands beside them.
base::Status addStatements(Context& context, std::vector<PublicRecord>& records) {
  std::vector<std::int64_t> ids;
  for (const auto& record : records) ids.push_back(record.recordId);
  MC_ASSIGN(const auto shown, store::shownStatements(context.conn, ids));
  for (const auto& one : shown) {
    const auto at = std::find_if(records.begin(), records.end(),
                                 [&](const PublicRecord& record) { return record.recordId == one.recordId; });
    if (at != records.end()) at->statement = one.text;
  }
  return {};
}

base::Result<std::optional<PublicSubject>> visibleSubject(Context& context, std::int64_t id) {
  MC_ASSIGN(const auto row, store::getSubject(context.conn, id));
  if (!row || row->kind == domain::subjectKindCode(SubjectKind::kNaturalPerson)) return std::optional<PublicSubject>();
  PublicQuery query;
  query.subjectId = id;
  query.limit = 1;
  MC_ASSIGN(const auto records, publicRecords(context, query));
  if (records.empty()) return std::optional<PublicSubject>();
  PublicSubject subject;
  subject.id = id;
  subject.name = row->name;
  subject.region = row->region;
  MC_ASSIGN(const auto names, store::subjectNames(context.conn, id));
  for (const auto& name : names) {
    if (name.text != row->name) subject.formerNames.push_back(name.text);
  }
  MC_ASSIGN(const auto identifiers, store::subjectIdentifiers(context.conn, id));
  const auto usc = domain::identifierKindName(domain::IdentifierKind::kUnifiedCreditCode);
  for (const auto& identifier : identifiers) {
    if (identifier.kind == usc && identifier.to.empty()) subject.unifiedCode = identifier.text;
  }
  return std::optional(std::move(subject));
}

}  // namespace

base::Result<std::vector<PublicRecord>> publicRecords(Context& context, const PublicQuery& query) {
  if (!query.entry.empty() && context.law.entry(query.entry) == nullptr) {
    return base::fail("PUBL-0005", {{"entry", query.entry}});
  }
  PublicReader reader(context);
  store::PublicityFilter filter;
  filter.entry = query.entry;
  filter.unitId = query.unitId;
  filter.recordId = query.recordId;
  filter.subjectId = query.subjectId;
  filter.after = query.after;
  filter.newestFirst = query.newestFirst;
  filter.decidedFrom = query.decidedFrom;
  filter.decidedTo = query.decidedTo;
  filter.publicity = domain::publicityStateName(PublicityState::kPublished);
  filter.state = "live";
  std::vector<PublicRecord> out;
  base::Status status;
  MC_TRY(store::eachPublicityRow(context.conn, filter, [&](const store::PublicityRow& row) {
    auto record = reader.read(row);
    if (!record.ok()) {
      status = std::move(record).error();
      return false;
    }
    if (record->has_value()) out.push_back(std::move(**record));
    return out.size() < query.limit;
  }));
  MC_TRY(std::move(status));
  MC_TRY(addStatements(context, out));
  return out;
}

base::Result<std::optional<PublicRecord>> publicPreview(Context& context, std::int64_t recordId) {
  store::PublicityFilter filter;
  filter.recordId = recordId;
  filter.state = "live";
  std::optional<store::PublicityRow> found;
  MC_TRY(store::eachPublicityRow(context.conn, filter, [&](const store::PublicityRow& row) {
    found = row;
    return false;
  }));
  if (!found) return std::optional<PublicRecord>();
  return PublicReader(context).preview(std::move(*found));
}

base::Result<std::optional<PublicSubject>> publicSubject(Context& context, const std::string& code) {
  MC_ASSIGN(const auto holders, findByIdentifier(context, code));
  for (const auto id : holders) {
    MC_ASSIGN(auto subject, visibleSubject(context, id));
    // The public asks by the current unified code: other numbers would tell who stands behind them.
    if (subject && subject->unifiedCode == code) return subject;
  }
  return std::optional<PublicSubject>();
}

base::Result<std::vector<PublicSubject>> publicSubjects(Context& context, const std::vector<std::int64_t>& found,
                                                        std::size_t limit) {
  std::vector<PublicSubject> out;
  for (const auto id : found) {
    if (out.size() == limit) break;
    MC_ASSIGN(auto subject, visibleSubject(context, id));
    if (subject) out.push_back(std::move(*subject));
  }
  return out;
}

std::vector<PublicRule> publicRules(const Context& context) {
  const auto dayOf = [](const std::optional<base::CivilDate>& day) { return day ? day->iso() : std::string(); };
  std::vector<PublicRule> out;
  for (const auto& document : context.law.basis) {
    out.push_back({document.id, document.title, document.number, document.issuer, document.level, document.state,
                   dayOf(document.issued), dayOf(document.effective), dayOf(document.expires)});
  }
  return out;
}

}  // namespace medcredit::service
