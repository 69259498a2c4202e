#include "service/archive.h"

#include <algorithm>
#include <map>
#include <set>

#include "domain/identifier.h"
#include "domain/subject.h"
#include "service/archive_fields.h"
#include "service/evidence.h"
#include "store/statements.h"

namespace medcredit::service {

using base::CivilDate;
using domain::SubjectKind;

namespace {

SubjectKind kindOf(const store::SubjectRow& subject) {
  return domain::subjectKindFromCode(subject.kind).value_or(SubjectKind::kOrganisation);
}

bool holdsOn(const std::string& from, const std::string& to, CivilDate day) {
  return domain::DateSpan{CivilDate::parseIso(from), CivilDate::parseIso(to)}.contains(day);
}

/// Merges in force at the moment that touch the subject.
base::Result<std::vector<store::MergeRow>> mergesInForce(Context& context, std::int64_t id, base::Instant until) {
  MC_ASSIGN(auto merges, store::mergesOf(context.conn, id));
  std::erase_if(merges, [&](const store::MergeRow& merge) {
    return merge.mergedAt > until || (merge.undoneAt && *merge.undoneAt <= until);
  });
  return merges;
}

/// Appends the rows of `more` that hold on the day asked for and were known at the moment. What came with an import has
/// no stamp: it is known since the subject is.
template <class Row>
void appendHeld(std::vector<Row>& out, std::vector<Row> more, const std::optional<CivilDate>& asOf,
                base::Instant subjectKnownAt, base::Instant knownUntil) {
  for (auto& row : more) {
    const bool known = (row.stamp.at.micros == 0 ? subjectKnownAt : row.stamp.at) <= knownUntil;
    if (known && (!asOf || holdsOn(row.from, row.to, *asOf))) out.push_back(std::move(row));
  }
}

class ArchiveReader {
 public:
  ArchiveReader(Context& context, const ArchiveQuery& query) : context_(context), query_(query) {}

  base::Result<Archive> read(std::int64_t subjectId) {
    archive_.asked = subjectId;
    archive_.moment.asOf = query_.asOf.value_or(context_.clock.today());
    archive_.moment.knownUntil = query_.knownOn ? endOfDay(*query_.knownOn) : kEverKnown;
    MC_ASSIGN(const auto members, archiveMembers(context_, subjectId, archive_.moment.knownUntil));
    MC_ASSIGN(auto subject, store::getSubject(context_.conn, members.front()));
    if (!subject) return base::fail("SUBJ-0030", {{"subject", publicId('S', subjectId)}});
    archive_.subject = std::move(*subject);
    archive_.merged.assign(members.begin() + 1, members.end());
    MC_ASSIGN(archive_.life, lifeOf(context_, members.front(), kindOf(archive_.subject), archive_.moment));
    for (const auto member : members) MC_TRY(readMember(member));
    sortRoles();
    if (query_.raw) return std::move(archive_);
    archive_.masked = kindOf(archive_.subject) == SubjectKind::kNaturalPerson && !query_.unmask;
    if (!query_.unmask) mask();
    MC_TRY(noteReading());
    return std::move(archive_);
  }

 private:
  base::Status readMember(std::int64_t id);
  base::Status readItems(std::int64_t id);
  base::Status readRecords(std::int64_t id);
  base::Status addStatements(std::int64_t id);
  void addRecord(std::optional<RecordView> view);
  void sortRoles();
  void mask();
  base::Status noteReading();

  Context& context_;
  const ArchiveQuery& query_;
  Archive archive_;
};

base::Status ArchiveReader::readMember(std::int64_t id) {
  base::Instant since = archive_.subject.createdAt;
  if (id != archive_.subject.id) {
    MC_ASSIGN(const auto member, store::getSubject(context_.conn, id));
    since = member ? member->createdAt : base::Instant{};
  }
  MC_ASSIGN(auto names, store::subjectNames(context_.conn, id));
  appendHeld(archive_.names, std::move(names), query_.asOf, since, archive_.moment.knownUntil);
  MC_ASSIGN(auto identifiers, store::subjectIdentifiers(context_.conn, id));
  appendHeld(archive_.identifiers, std::move(identifiers), query_.asOf, since, archive_.moment.knownUntil);
  MC_ASSIGN(auto roles, store::subjectRoles(context_.conn, id));
  appendHeld(archive_.roles, std::move(roles), query_.asOf, since, archive_.moment.knownUntil);
  MC_ASSIGN(auto authorities, store::subjectAuthorities(context_.conn, id));
  appendHeld(archive_.authorities, std::move(authorities), query_.asOf, since, archive_.moment.knownUntil);
  MC_ASSIGN(const auto categories, store::subjectCategories(context_.conn, id));
  for (const auto& category : categories) {
    auto& all = archive_.categories;
    if (std::find(all.begin(), all.end(), category) == all.end()) all.push_back(category);
  }
  MC_ASSIGN(auto events, store::subjectEvents(context_.conn, id));
  for (auto& event : events) {
    const bool known = event.recordedAt <= archive_.moment.knownUntil;
    if (known && event.on <= archive_.moment.asOf.iso()) archive_.events.push_back(std::move(event));
  }
  MC_ASSIGN(auto merges, mergesInForce(context_, id, archive_.moment.knownUntil));
  for (auto& merge : merges) {
    if (merge.winner == id) archive_.merges.push_back(std::move(merge));
  }
  MC_TRY(readItems(id));
  return readRecords(id);
}

base::Status ArchiveReader::readItems(std::int64_t id) {
  MC_ASSIGN(auto rows, store::subjectItems(context_.conn, id));
  const auto window =
      domain::lastThreeYears(archive_.moment.asOf, context_.law.value("organisation.window") == "rolling"
                                                       ? domain::WindowKind::kRolling
                                                       : domain::WindowKind::kCalendarYears);
  for (auto& row : rows) {
    if (row.recordedAt > archive_.moment.knownUntil) continue;
    const auto day = CivilDate::parseIso(row.asOf);
    if (day && *day > archive_.moment.asOf) continue;
    ArchiveItem item;
    item.groupLabel = labelFor(context_, "organisation-groups", row.group);
    item.itemLabel = labelFor(context_, "person-attributes", row.item);
    item.outOfWindow = row.group == context_.law.value("organisation.window.group") && day && !window.contains(*day);
    item.row = std::move(row);
    archive_.items.push_back(std::move(item));
  }
  return {};
}

void ArchiveReader::addRecord(std::optional<RecordView> view) {
  if (!view) return;
  if (!query_.raw && view->internalOnly && view->provenance.unitId != query_.asUnit) {
    ++archive_.hiddenInternal;
    return;
  }
  archive_.records.push_back(std::move(*view));
}

base::Status ArchiveReader::readRecords(std::int64_t id) {
  MC_ASSIGN(const auto rows, versionsOf(context_, id, archive_.moment.knownUntil));
  const std::span<const VersionRow> all(rows);
  for (std::size_t first = 0; first < all.size();) {
    std::size_t next = first + 1;
    while (next < all.size() && all[next].recordId == all[first].recordId) ++next;
    const auto versions = all.subspan(first, next - first);
    const Provenance source = provenanceOf(versions.front());
    if (!archive_.origin || source.knownAt < archive_.origin->knownAt) archive_.origin = source;
    MC_ASSIGN(auto view, viewRecord(context_, versions, archive_.life, archive_.moment));
    if (view && query_.fields) addFieldStories(context_, versions, *view);
    addRecord(std::move(view));
    first = next;
  }
  return addStatements(id);
}

/// What the subject says about its adverse records stands beside them.
base::Status ArchiveReader::addStatements(std::int64_t id) {
  const bool adverse = std::any_of(archive_.records.begin(), archive_.records.end(), [id](const RecordView& record) {
    return record.subjectId == id && record.nature == domain::Nature::kNegative;
  });
  if (!adverse) return {};
  MC_ASSIGN(const auto shown, store::shownStatements(context_.conn, id, archive_.moment.knownUntil));
  for (const auto& one : shown) {
    for (auto& record : archive_.records) {
      if (record.id == one.recordId) record.statement = one.text;
    }
  }
  return {};
}

void ArchiveReader::sortRoles() {
  std::stable_sort(archive_.roles.begin(), archive_.roles.end(),
                   [](const store::RoleRow& a, const store::RoleRow& b) { return a.from < b.from; });
}

/// Personal values of persons, and persons' names beside organisations (R-SUBJ-04).
void ArchiveReader::mask() {
  for (auto& role : archive_.roles) role.personName = domain::maskName(role.personName);
  if (!archive_.masked) return;
  archive_.subject.name = domain::maskName(archive_.subject.name);
  for (auto& name : archive_.names) name.text = domain::maskName(name.text);
  for (auto& identifier : archive_.identifiers) identifier.text = domain::maskIdentifier(identifier.text);
  for (auto& item : archive_.items) item.row.value = "***";
}

/// No archive is read without a trace; unmasking is an act of its own name.
base::Status ArchiveReader::noteReading() {
  Act act;
  act.action = query_.unmask ? "subject.unmask" : "subject.read";
  act.objectType = "subject";
  act.objectId = publicId('S', archive_.asked);
  act.subjectId = archive_.subject.id;
  act.fields = "archive";
  return recordRead(context_, act);
}

}  // namespace

base::Result<std::vector<std::int64_t>> archiveMembers(Context& context, std::int64_t subjectId,
                                                       base::Instant knownUntil) {
  std::int64_t root = subjectId;
  std::vector<store::MergeRow> merges;  // of the root, at the end
  for (bool climbing = true; climbing;) {
    MC_ASSIGN(merges, mergesInForce(context, root, knownUntil));
    const auto up = std::find_if(merges.begin(), merges.end(), [root](const auto& m) { return m.loser == root; });
    climbing = up != merges.end();
    if (climbing) root = up->winner;
  }
  std::vector<std::int64_t> members{root};
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i > 0) {
      MC_ASSIGN(merges, mergesInForce(context, members[i], knownUntil));
    }
    for (const auto& merge : merges) {
      if (merge.winner == members[i]) members.push_back(merge.loser);
    }
  }
  return members;
}

base::Result<Archive> readArchive(Context& context, std::int64_t subjectId, const ArchiveQuery& query) {
  return ArchiveReader(context, query).read(subjectId);
}

namespace {

base::Result<std::string> categoryId(const Context& context, const std::string& text) {
  if (text.empty()) return std::string();
  for (const auto& category : context.law.categories) {
    if (category.id == text || category.label == text) return category.id;
  }
  return base::fail("SUBJ-0007", {{"category", text}, {"kind", "主体"}}, "category");
}

/// True when the category is `wanted` or lies below it.
bool inCategory(const Context& context, std::string category, const std::string& wanted) {
  for (std::size_t depth = 0; depth < context.law.categories.size() && !category.empty(); ++depth) {
    if (category == wanted) return true;
    const auto it = std::find_if(context.law.categories.begin(), context.law.categories.end(),
                                 [&category](const auto& one) { return one.id == category; });
    category = it == context.law.categories.end() ? std::string() : it->parent;
  }
  return false;
}

base::Status checkFilter(const Context& context, const SubjectFilter& filter) {
  if (!filter.region.empty() && (context.law.regions == nullptr || !context.law.regions->known(filter.region))) {
    return base::fail("SUBJ-0008", {{"region", filter.region}}, "region");
  }
  if (!filter.state.empty() && !domain::subjectStateFromName(filter.state)) {
    return base::fail("SUBJ-0014", {{"state", filter.state}}, "state");
  }
  return {};
}

bool passes(const Context& context, const ListedSubject& listed, const SubjectFilter& filter,
            const std::string& category) {
  const auto& subject = listed.subject;
  if (!filter.state.empty() && subject.state != filter.state) return false;
  if (filter.pool) {
    const auto state = domain::subjectStateFromName(subject.state);
    if (!state || domain::isEnded(*state) || kindOf(subject) == SubjectKind::kGovernment) return false;
  }
  const auto within = [&](const std::string& region) {
    return !region.empty() && context.law.regions->within(region, filter.region);
  };
  if (!filter.region.empty() && !within(listed.authorityRegion) && !within(subject.region)) return false;
  return category.empty() || std::any_of(listed.categories.begin(), listed.categories.end(),
                                         [&](const auto& one) { return inCategory(context, one, category); });
}

}  // namespace

base::Result<std::vector<ListedSubject>> listSubjects(Context& context, const SubjectFilter& filter) {
  MC_TRY(checkFilter(context, filter));
  MC_ASSIGN(const std::string category, categoryId(context, filter.category));
  std::map<std::int64_t, store::AuthorityRow> authorities;
  MC_TRY(store::eachCurrentAuthority(context.conn, context.clock.today().iso(),
                                     [&](std::int64_t id, const store::AuthorityRow& row) { authorities[id] = row; }));
  std::map<std::int64_t, std::vector<std::string>> categories;
  MC_TRY(store::eachSubjectCategory(context.conn,
                                    [&](std::int64_t id, std::string_view one) { categories[id].emplace_back(one); }));
  std::vector<ListedSubject> out;
  MC_TRY(store::eachSubject(context.conn, [&](const store::SubjectRow& row) {
    if (row.mergedInto) return true;
    ListedSubject listed{row, "", "", {}};
    if (const auto it = authorities.find(row.id); it != authorities.end()) {
      listed.authorityUnit = it->second.unitId;
      listed.authorityRegion = it->second.region;
    }
    if (const auto it = categories.find(row.id); it != categories.end()) listed.categories = it->second;
    if (passes(context, listed, filter, category)) out.push_back(std::move(listed));
    return true;
  }));
  return out;
}

}  // namespace medcredit::service
