#include "service/search.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <thread>

#include "base/text.h"
#include "domain/identifier.h"
#include "domain/subject.h"
#include "search/fold.h"
#include "service/archive.h"
#include "service/disclosure.h"
#include "service/evidence.h"
#include "service/grants.h"
#include "service/scope.h"
#include "store/subjects.h"

namespace medcredit::service {

using domain::SubjectKind;

namespace {

SubjectKind kindOf(std::string_view code) {
  return domain::subjectKindFromCode(code).value_or(SubjectKind::kOrganisation);
}

std::uint8_t groupOf(SubjectKind kind) { return static_cast<std::uint8_t>(kind); }
unsigned groupBit(SubjectKind kind) { return 1U << groupOf(kind); }

unsigned buildThreads() { return std::thread::hardware_concurrency() > 1 ? 2 : 1; }

std::string_view matchName(search::MatchKind kind) {
  constexpr std::array<std::string_view, 8> kNames{"exact", "prefix", "substring", "words",
                                                   "slip",  "core",   "initials",  "pinyin"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace

base::Status NameSearch::refresh(store::Conn& conn) {
  const auto known = [this] {
    const std::lock_guard lock(positionMutex_);
    return position_;
  };
  MC_ASSIGN(store::NamePosition now, store::namePosition(conn));
  if (known() == now) return {};
  std::unique_lock turn(reading_, std::defer_lock);
  if (known().has_value() ? !turn.try_lock() : (turn.lock(), false)) return {};
  MC_ASSIGN(now, store::namePosition(conn));  // another thread may have read meanwhile
  const auto before = known();
  if (before == now) return {};
  const bool again = !before || before->nextSubject > now.nextSubject ||
                     index_.pendingNames() > search::LiveIndex::kRebuildAt ||
                     now.nextSubject - before->nextSubject > static_cast<std::int64_t>(search::LiveIndex::kRebuildAt);
  MC_TRY(again ? readAll(conn, now) : readChanges(conn, now));
  const std::lock_guard lock(positionMutex_);
  position_ = now;
  return {};
}

base::Status NameSearch::readAll(store::Conn& conn, const store::NamePosition& upTo) {
  search::NameIndex::Builder builder;
  MC_TRY(store::eachSearchName(conn, upTo, [&](const store::SearchName& row) {
    builder.add({row.subject, row.name, row.former, groupOf(kindOf(row.kind))});
  }));
  index_.replace(builder.build(buildThreads()));
  return {};
}

base::Status NameSearch::readChanges(store::Conn& conn, const store::NamePosition& upTo) {
  MC_ASSIGN(const auto subjects, store::changedNames(conn, *position_, upTo));
  std::vector<search::ChangedSubject> changes;
  MC_TRY(store::eachSearchName(conn, subjects, [&](const store::SearchName& row) {
    if (changes.empty() || changes.back().subject != row.subject) {
      changes.push_back({row.subject, groupOf(kindOf(row.kind)), {}});
    }
    changes.back().names.push_back({std::string(row.name), row.former});
  }));
  index_.change(changes);
  return {};
}

base::Result<std::vector<std::int64_t>> findByIdentifier(Context& context, std::string_view code) {
  return store::findSubjectsByCode(context.conn, base::cleanCode(code));
}

namespace {

base::Result<bool> inScope(Context& context, std::int64_t subject) {
  MC_ASSIGN(const auto scope, visibleUnits(context));
  if (scope.all) return true;
  MC_ASSIGN(const auto units, store::unitsOfSubject(context.conn, subject));
  return std::any_of(units.begin(), units.end(), [&scope](const auto& unit) { return scope.contains(unit); });
}

base::Status checkQuery(const std::string& text) {
  constexpr std::size_t kMostBytes = kLongestQuery * 4;
  if (text.size() > kMostBytes) return base::fail("SUBJ-0071", {{"limit", std::to_string(kLongestQuery)}}, "q");
  if (!base::isValidUtf8(text) || base::hasControlCharacters(text)) return base::fail("SUBJ-0072", {}, "q");
  if (base::codePoints(text) > kLongestQuery) {
    return base::fail("SUBJ-0071", {{"limit", std::to_string(kLongestQuery)}}, "q");
  }
  if (search::fold(text).empty()) return base::fail("SUBJ-0070", {}, "q");
  return {};
}

/// Codes are long, hold a digit and nothing but Latin letters, digits and their signs.
bool looksLikeCode(std::string_view text) {
  constexpr std::size_t kShortestCode = 6;
  const auto isSign = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.'; };
  const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
  return text.size() >= kShortestCode && std::any_of(text.begin(), text.end(), isDigit) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return isSign(c) || isDigit(c); });
}

/// One search for one asker.
class Finder {
 public:
  Finder(Context& context, const SubjectQuery& query, unsigned groups)
      : context_(context), query_(query), groups_(groups), discloser_(context) {}
  Finder(Context& context, const SubjectQuery& query, unsigned groups, domain::Audience audience)
      : context_(context), query_(query), groups_(groups), discloser_(context, audience, "") {}

  base::Result<SubjectHits> run() {
    MC_TRY(takeCodes());
    MC_TRY(takeNames());
    SubjectHits out;
    const std::size_t first = std::min(query_.skip, hits_.size());
    const std::size_t last = std::min(first + query_.limit, hits_.size());
    out.more = last < hits_.size() && last < kDeepestHit;
    out.hits.assign(std::make_move_iterator(hits_.begin() + static_cast<std::ptrdiff_t>(first)),
                    std::make_move_iterator(hits_.begin() + static_cast<std::ptrdiff_t>(last)));
    return out;
  }

 private:
  /// Hits needed to fill the page and to know whether there are more.
  [[nodiscard]] std::size_t needed() const { return std::min(query_.skip + query_.limit, kDeepestHit) + 1; }
  base::Status takeCodes();
  base::Status takeNames();
  /// Adds the subject when the asker may find it.
  base::Status add(std::int64_t subject, std::string_view match, const search::Hit* hit, const std::string& words);

  Context& context_;
  const SubjectQuery& query_;
  unsigned groups_;
  Discloser discloser_;
  std::vector<SubjectHit> hits_;
};

/// What may be said about a hit on a person: nothing that spells out the name.
std::string personWords(const search::Hit& hit) {
  using search::MatchKind;
  const std::string words = hit.rank.former ? "曾用名" : "姓名";
  switch (hit.rank.kind) {
    case MatchKind::kExact:
      return words + "相同";
    case MatchKind::kPrefix:
    case MatchKind::kSubstring:
    case MatchKind::kWords:
    case MatchKind::kCore:
      return words + "含查询的文字";
    case MatchKind::kSlip:
      return words + "与查询一字之差";
    case MatchKind::kInitials:
      return words + "拼音首字母相符";
    case MatchKind::kPinyin:
      break;
  }
  return words + "拼音相符";
}

base::Status Finder::add(std::int64_t subject, std::string_view match, const search::Hit* hit,
                         const std::string& words) {
  const auto isSame = [subject](const SubjectHit& one) { return one.id == subject; };
  if (std::any_of(hits_.begin(), hits_.end(), isSame)) return {};
  MC_ASSIGN(const auto row, store::getSubject(context_.conn, subject));
  if (!row) return {};
  const SubjectKind kind = kindOf(row->kind);
  if ((groups_ & groupBit(kind)) == 0) return {};
  const bool person = kind == SubjectKind::kNaturalPerson;
  if (person) {
    MC_ASSIGN(const bool visible, inScope(context_, subject));
    if (!visible) return {};
  }
  SubjectHit out;
  out.id = subject;
  out.kind = row->kind;
  if (person && context_.principal.kind == PrincipalKind::kOperator) {
    out.name = domain::maskName(row->name);  // a list never needs the names of persons in clear
  } else {
    MC_ASSIGN(out.name, discloser_.value(SubjectPart::kName, kind, subject, "", row->name));
  }
  out.state = row->state;
  out.region = row->region;
  out.match = match;
  out.former = hit != nullptr && hit->rank.former;
  // The words of the index may spell out characters of the name that the asker does not get.
  out.explanation = hit == nullptr ? words : out.name != row->name ? personWords(*hit) : hit->explanation;
  if (row->mergedInto) {
    MC_ASSIGN(const auto members, archiveMembers(context_, subject, kEverKnown));
    out.mergedInto = members.front();
    out.explanation += "；已并入 " + publicId('S', members.front());
  }
  hits_.push_back(std::move(out));
  return {};
}

base::Status Finder::takeCodes() {
  const std::string code = base::cleanCode(query_.text);
  if (!looksLikeCode(code)) return {};
  MC_ASSIGN(const auto subjects, findByIdentifier(context_, code));
  for (const auto subject : subjects) {
    MC_ASSIGN(const auto held, store::subjectIdentifiers(context_.conn, subject));
    std::string label = "证照号码";
    for (const auto& one : held) {
      const auto kind = domain::identifierKindFromName(one.kind);
      if (kind && one.text == code) label = domain::identifierKindLabel(*kind);
    }
    MC_TRY(add(subject, "identifier", nullptr, label + "相符"));
  }
  return {};
}

base::Status Finder::takeNames() {
  NameSearch own;
  NameSearch& names = context_.names != nullptr ? *context_.names : own;
  MC_TRY(names.refresh(context_.conn));
  search::SearchOptions options;
  options.groups = groups_;
  // What the asker may not find is left out afterwards: look further until the page is full.
  for (options.wanted = needed();; options.wanted *= 4) {
    const auto found = names.find(query_.text, options);
    for (const auto& hit : found) {
      if (hits_.size() >= needed()) break;
      MC_TRY(add(hit.rank.subject, matchName(hit.rank.kind), &hit, ""));
    }
    constexpr std::size_t kWidest = 4 * kDeepestHit;
    if (hits_.size() >= needed() || found.size() < options.wanted || options.wanted >= kWidest) return {};
  }
}

/// Staff must say why; the purpose must be one that staff may have.
bool maySearchPersons(const Context& context) {
  if (context.principal.kind == PrincipalKind::kOperator) return true;
  const auto& purpose = context.principal.purpose;
  const auto& policy = context.law.disclosure;
  return policy.lawful(purpose, domain::Audience::kOwningUnit) || policy.lawful(purpose, domain::Audience::kSupervisor);
}

/// Searches are evidence; the words searched for are kept with the entry, encrypted.
base::Status noteSearch(Context& context, const SubjectQuery& query, const SubjectHits& found) {
  Act act;
  act.action = "subject.search";
  act.objectType = "subject";
  act.objectId = "search";
  act.rule = "subject.read";
  act.fields = "name,state,region";
  for (const auto& hit : found.hits) {
    if (kindOf(hit.kind) == SubjectKind::kNaturalPerson) act.subjects.push_back(hit.id);
  }
  act.detailJson = boost::json::serialize(boost::json::object{
      {"query", query.text}, {"skip", query.skip}, {"hits", found.hits.size()}, {"persons", !found.personsLeftOut}});
  act.visibleFrom = logVisibleFrom(context, context.principal.purpose);
  return recordRead(context, act);
}

}  // namespace

base::Result<SubjectHits> searchSubjects(Context& context, const SubjectQuery& query) {
  MC_TRY(requirePermission(context, "subject.read"));
  MC_TRY(checkQuery(query.text));
  MC_TRY(checkQueryLimit(context));
  const bool persons = maySearchPersons(context);
  unsigned groups = groupBit(SubjectKind::kOrganisation) | groupBit(SubjectKind::kGovernment);
  if (persons) groups |= groupBit(SubjectKind::kNaturalPerson);
  MC_ASSIGN(auto found, Finder(context, query, groups).run());
  found.personsLeftOut = !persons;
  MC_TRY(noteSearch(context, query, found));
  return found;
}

base::Result<SubjectHits> searchPublicSubjects(Context& context, const SubjectQuery& query) {
  MC_TRY(checkQuery(query.text));
  const unsigned groups = groupBit(SubjectKind::kOrganisation) | groupBit(SubjectKind::kGovernment);
  return Finder(context, query, groups, domain::Audience::kPublic).run();
}

base::Result<store::SubjectRow> requireSubject(Context& context, std::int64_t id) {
  MC_ASSIGN(auto subject, store::getSubject(context.conn, id));
  if (!subject) return notFound(publicId('S', id));
  if (kindOf(subject->kind) == SubjectKind::kNaturalPerson) {
    MC_ASSIGN(const bool visible, inScope(context, id));
    if (!visible) return notFound(publicId('S', id));
  }
  return std::move(*subject);
}

}  // namespace medcredit::service
