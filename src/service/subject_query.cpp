// Answers about one subject: to third parties it authorised, to partner departments, to itself, and the act of
// revealing.
#include <algorithm>
#include <charconv>
#include <set>

#include "domain/identifier.h"
#include "service/evidence.h"
#include "service/grants.h"
#include "service/read_caches.h"
#include "service/search.h"
#include "store/grants.h"
#include "store/read_span.h"

namespace medcredit::service {

using domain::Audience;

namespace {

constexpr std::string_view kAgencyRole = "credit-agency";
constexpr std::string_view kCasePurpose = "case-investigation";

/// A whole number of the profile.
std::int64_t numberOf(const Context& context, std::string_view key, std::int64_t otherwise) {
  const auto text = context.law.value(key);
  std::int64_t number = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
  return ec == std::errc() && end == text.data() + text.size() ? number : otherwise;
}

std::string labelOf(const Context& context, std::string_view purpose) {
  const auto* found = context.law.disclosure.purpose(purpose);
  return found != nullptr ? found->label : std::string(purpose);
}

struct ReadArchive {
  Archive archive;
  Disclosed released;
};

/// The archive as one asker gets it; `classes` null: all.
base::Result<ReadArchive> readNarrowed(Context& context, std::int64_t subjectId, Discloser& discloser,
                                       const std::set<domain::InfoClass>* classes) {
  ReadArchive out;
  ArchiveQuery query;
  query.raw = true;
  query.fields = true;
  MC_ASSIGN(out.archive, readArchive(context, subjectId, query));
  if (classes != nullptr) {
    std::erase_if(out.archive.records, [&](const RecordView& view) { return classes->count(view.info) == 0; });
  }
  MC_ASSIGN(out.released, discloser.archive(out.archive));
  return out;
}

SubjectAnswer answerOf(const Context& context, ReadArchive read, std::string_view purpose) {
  SubjectAnswer answer;
  const auto kind =
      domain::subjectKindFromCode(read.archive.subject.kind).value_or(domain::SubjectKind::kNaturalPerson);
  answer.result = domain::resultDisclosure(context.law.value("grade.result.publicity"), kind);
  answer.archive = std::move(read.archive);
  answer.purpose = purpose;
  answer.purposeLabel = labelOf(context, purpose);
  return answer;
}

Act queryAct(const Context& context, std::string_view action, std::int64_t subjectId, std::string_view purpose) {
  Act act;
  act.action = action;
  act.objectType = "subject";
  act.objectId = publicId('S', subjectId);
  act.subjectId = subjectId;
  act.purpose = purpose;
  act.visibleFrom = logVisibleFrom(context, purpose);
  return act;
}

base::Status checkPurpose(const Context& context, std::string_view purpose, Audience audience) {
  if (context.law.disclosure.lawful(purpose, audience)) return {};
  return base::fail("DISC-0201", {{"purpose", purpose.empty() ? "（未申报）" : std::string(purpose)}}, "purpose");
}

/// Authorisation in force today for this grantee and purpose; empty when there is none.
base::Result<std::optional<store::GrantRow>> grantFor(Context& context, const std::vector<std::int64_t>& members,
                                                      std::string_view purpose) {
  const auto today = context.clock.today().iso();
  for (const auto member : members) {
    MC_ASSIGN(const auto rows, store::grantsOf(context.conn, member));
    for (const auto& row : rows) {
      const bool inForce = !row.withdrawnAt && row.validFrom <= today && today <= row.validTo;
      if (inForce && row.grantee == context.principal.id && row.purpose == purpose) return std::optional(row);
    }
  }
  return std::optional<store::GrantRow>();
}

/// Classes an authorisation speaks of, and whether it speaks of the result.
struct Scope {
  std::set<domain::InfoClass> classes;
  bool grade = false;
};
Scope scopeOf(std::string_view text) {
  Scope out;
  while (!text.empty()) {
    const auto comma = text.find(',');
    const auto item = text.substr(0, comma);
    if (item == kScopeGrade) out.grade = true;
    if (const auto info = domain::infoClassFromName(item)) out.classes.insert(*info);
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return out;
}

/// A query that nobody authorised stays on record with the subject it meant.
base::Status noteRefused(Context& context, std::optional<std::int64_t> subject, std::string_view purpose) {
  if (!subject) return {};
  Act act = queryAct(context, "subject.query", *subject, purpose);
  act.allowed = false;
  act.rule = "query_grant";
  act.outcome = "DISC-0202";
  return recordRead(context, act);
}

/// Queries the principal has made today, at most `limit`.
base::Result<std::int64_t> queriesToday(Context& context, std::int64_t limit) {
  const auto& actor = context.principal.id;
  const auto today = context.clock.today();
  const auto now = context.clock.now();
  if (context.caches != nullptr) {
    if (const auto known = context.caches->queries.find(actor, today, limit, now)) return *known;
  }
  const auto since = base::Instant{endOfDay(today).micros - 86'400'000'000};
  MC_ASSIGN(const auto done, store::countActs(context.conn, actor, queryActions(), since, limit));
  if (context.caches != nullptr) context.caches->queries.counted(actor, today, done, now);
  return done;
}

}  // namespace

const std::vector<std::string_view>& queryActions() {
  static const std::vector<std::string_view> kActions{"subject.query",  "subject.share", "subject.reveal",
                                                      "subject.unmask", "subject.read",  "subject.search",
                                                      "record.read"};
  return kActions;
}

base::Status checkQueryLimit(Context& context) {
  if (context.principal.kind == PrincipalKind::kOperator) return {};
  const auto limit = numberOf(context, "query.per.day", 0);
  if (limit <= 0) return {};
  MC_ASSIGN(const auto done, queriesToday(context, limit));
  if (done < limit) return {};
  return base::fail("DISC-0203", {{"limit", std::to_string(limit)}});
}

base::Result<std::optional<std::int64_t>> subjectByCode(Context& context, std::string_view code) {
  if (const auto id = parsePublicId('S', code); id && code.starts_with('S')) {
    MC_ASSIGN(const auto subject, store::getSubject(context.conn, *id));
    return subject ? std::optional(*id) : std::optional<std::int64_t>();
  }
  MC_ASSIGN(const auto ids, findByIdentifier(context, code));
  std::set<std::int64_t> roots;
  for (const auto id : ids) {
    MC_ASSIGN(const auto members, archiveMembers(context, id, kEverKnown));
    roots.insert(members.front());
  }
  return roots.size() == 1 ? std::optional(*roots.begin()) : std::optional<std::int64_t>();
}

base::Result<SubjectAnswer> authorisedQuery(Context& context, std::string_view code, std::string_view purpose) {
  const auto& roles = context.principal.roles;
  const bool agency = std::find(roles.begin(), roles.end(), kAgencyRole) != roles.end();
  const auto audience = agency ? Audience::kCreditAgency : Audience::kAuthorised;
  MC_TRY(checkPurpose(context, purpose, audience));
  store::ReadSpan reads(context.conn);
  MC_TRY(checkQueryLimit(context));
  MC_ASSIGN(const auto subject, subjectByCode(context, code));
  std::optional<store::GrantRow> grant;
  if (subject) {
    MC_ASSIGN(const auto members, archiveMembers(context, *subject, kEverKnown));
    MC_ASSIGN(grant, grantFor(context, members, purpose));
  }
  if (!grant) {
    reads.end();
    MC_TRY(noteRefused(context, subject, purpose));
    return base::fail("DISC-0202", {{"purpose", labelOf(context, purpose)}});
  }
  const auto scope = scopeOf(grant->scope);
  Discloser discloser(context, audience, std::string(purpose));
  MC_ASSIGN(auto read, readNarrowed(context, *subject, discloser, &scope.classes));
  if (agency) read.archive.identifiers.clear();
  Act act = queryAct(context, "subject.query", *subject, purpose);
  act.basis = "grant " + publicId('G', grant->id);
  act.rule = agency ? "agency-result-only" : "query_grant";
  act.fields = read.released.released() + (scope.grade ? ";grade" : "");
  reads.end();
  MC_TRY(recordRead(context, act));
  auto answer = answerOf(context, std::move(read), purpose);
  answer.grantId = grant->id;
  answer.resultAllowed = scope.grade && answer.result.grade != domain::ResultPublicity::kNone;
  return answer;
}

base::Result<SubjectAnswer> sharedQuery(Context& context, std::string_view code, std::string_view purpose) {
  MC_TRY(checkPurpose(context, purpose, Audience::kSharingPartner));
  store::ReadSpan reads(context.conn);
  MC_TRY(checkQueryLimit(context));
  MC_ASSIGN(const auto subject, subjectByCode(context, code));
  const auto nothing = base::fail("ACCS-0401", {{"object", "可共享的信息"}});
  if (!subject) return nothing;
  Discloser discloser(context, Audience::kSharingPartner, std::string(purpose));
  MC_ASSIGN(auto read, readNarrowed(context, *subject, discloser, nullptr));
  if (read.archive.records.empty()) return nothing;
  Act act = queryAct(context, "subject.share", *subject, purpose);
  act.rule = "partner";
  act.fields = read.released.released();
  reads.end();
  MC_TRY(recordRead(context, act));
  auto answer = answerOf(context, std::move(read), purpose);
  answer.resultAllowed = answer.result.grade != domain::ResultPublicity::kNone;
  return answer;
}

base::Result<SubjectAnswer> ownArchive(Context& context) {
  const auto& principal = context.principal;
  if (principal.kind != PrincipalKind::kSubject || !principal.subjectId) {
    return base::fail("ACCS-0401", {{"object", "本人的信用档案"}});
  }
  store::ReadSpan reads(context.conn);
  Discloser discloser(context);
  MC_ASSIGN(auto read, readNarrowed(context, *principal.subjectId, discloser, nullptr));
  Act act = queryAct(context, "me.archive", read.archive.subject.id, {});
  act.rule = "subject-own";
  act.fields = read.released.released();
  reads.end();
  MC_TRY(recordRead(context, act));
  auto answer = answerOf(context, std::move(read), {});
  answer.resultAllowed = true;
  return answer;
}

base::Status checkReveal(const Context& context) {
  const auto& principal = context.principal;
  if (principal.kind == PrincipalKind::kOperator) return {};
  MC_TRY(checkPurpose(context, principal.purpose, Audience::kSupervisor));
  if (principal.purpose == kCasePurpose && principal.caseNumber.empty())
    return base::fail("DISC-0307", {}, "X-Case-Number");
  return {};
}

}  // namespace medcredit::service
