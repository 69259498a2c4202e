#include "service/grants.h"

#include <algorithm>

#include "base/join.h"
#include "base/text.h"
#include "service/evidence.h"
#include "service/scope.h"
#include "service/subject.h"
#include "store/grants.h"
#include "store/subjects_archive.h"

namespace medcredit::service {

namespace {

/// Longest term of an authorisation (默认值（依据未规定）).
constexpr int kLongestTermDays = 366;

constexpr std::string_view kAgencyRole = "credit-agency";
constexpr std::string_view kQueryPermission = "query.authorised";
constexpr std::string_view kCounterPermission = "delegate.manage";

bool holds(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// Subjects on the archive of the signed-in account; empty when it speaks for none.
base::Result<std::vector<std::int64_t>> ownSubjects(Context& context) {
  const auto& principal = context.principal;
  if (principal.kind != PrincipalKind::kSubject || !principal.subjectId) return std::vector<std::int64_t>{};
  return archiveMembers(context, *principal.subjectId, kEverKnown);
}

base::Result<bool> isOwn(Context& context, std::int64_t subjectId) {
  MC_ASSIGN(const auto own, ownSubjects(context));
  return std::find(own.begin(), own.end(), subjectId) != own.end();
}

base::Error noSubject(std::int64_t id) { return base::fail("ACCS-0401", {{"object", publicId('S', id)}}); }

/// Who may file it: the subject by real name, or the counter with the written authorisation.
base::Status checkGiver(Context& context, const NewGrant& request) {
  MC_ASSIGN(const bool own, isOwn(context, request.subjectId));
  if (own || context.principal.kind == PrincipalKind::kOperator) return {};
  const bool counter = context.principal.may(kCounterPermission) && !request.document.empty();
  if (!counter) return noSubject(request.subjectId);
  MC_ASSIGN(const auto subject, store::getSubject(context.conn, request.subjectId));
  return subject ? base::Status{} : base::Status{noSubject(request.subjectId)};
}

base::Status checkScope(const NewGrant& request, bool agency) {
  if (request.scope.empty()) return base::fail("DISC-0303", {{"scope", "（空）"}}, "scope");
  for (const auto& item : request.scope) {
    const auto info = domain::infoClassFromName(item);
    const bool known = item == kScopeGrade || (info && *info != domain::InfoClass::kReference);
    if (!known) return base::fail("DISC-0303", {{"scope", item}}, "scope");
    if (agency && item != kScopeGrade) return base::fail("DISC-0305", {}, "scope");
  }
  return {};
}

base::Status checkTerm(const Context& context, const NewGrant& request) {
  const bool lawful = request.from <= request.to && request.to >= context.clock.today() &&
                      request.to.days() - request.from.days() < kLongestTermDays;
  if (lawful) return {};
  return base::fail("DISC-0304", {{"days", std::to_string(kLongestTermDays)}}, "to");
}

base::Status checkDocument(const std::string& digest) {
  const bool hex = digest.size() == 64 && digest.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (digest.empty() || hex) return {};
  return base::fail("DISC-0306", {}, "document");
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto comma = text.find(',');
    out.emplace_back(text.substr(0, comma));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return out;
}

GrantState stateOf(const store::GrantRow& row, std::string_view today) {
  if (row.withdrawnAt) return GrantState::kWithdrawn;
  if (row.validTo < today) return GrantState::kOver;
  return row.validFrom > today ? GrantState::kNotYet : GrantState::kInForce;
}

base::Result<Grant> viewOf(Context& context, const store::GrantRow& row) {
  Grant out;
  out.id = row.id;
  out.subjectId = row.subjectId;
  out.grantee = row.grantee;
  out.purpose = row.purpose;
  out.from = row.validFrom;
  out.to = row.validTo;
  out.evidence = row.evidence;
  out.scope = split(row.scope);
  out.state = stateOf(row, context.clock.today().iso());
  out.grantedAt = row.grantedAt;
  out.withdrawnAt = row.withdrawnAt;
  MC_ASSIGN(const auto grantee, store::findGrantee(context.conn, row.grantee));
  if (grantee) out.granteeName = grantee->name;
  const auto* purpose = context.law.disclosure.purpose(row.purpose);
  out.purposeLabel = purpose != nullptr ? purpose->label : row.purpose;
  return out;
}

}  // namespace

std::string_view grantStateName(GrantState s) {
  switch (s) {
    case GrantState::kInForce:
      return "in-force";
    case GrantState::kNotYet:
      return "not-yet";
    case GrantState::kOver:
      return "over";
    case GrantState::kWithdrawn:
      break;
  }
  return "withdrawn";
}

std::string_view grantStateLabel(GrantState s) {
  switch (s) {
    case GrantState::kInForce:
      return "有效";
    case GrantState::kNotYet:
      return "未到起始日";
    case GrantState::kOver:
      return "已到期";
    case GrantState::kWithdrawn:
      break;
  }
  return "已撤回";
}

base::Result<std::vector<Grantee>> grantees(Context& context) {
  MC_TRY(requirePermission(context, "self"));
  std::vector<Grantee> out;
  for (const auto& role : context.law.roles.roles) {
    if (!holds(role.permissions, kQueryPermission)) continue;
    MC_ASSIGN(const auto holders, store::holdersOf(context.conn, role.id));
    for (const auto& one : holders) out.push_back({one.id, one.name, role.label, role.id == kAgencyRole});
  }
  return out;
}

base::Result<Grant> createGrant(Context& context, const NewGrant& request) {
  MC_TRY(checkGiver(context, request));
  MC_ASSIGN(const auto grantee, store::findGrantee(context.conn, request.grantee));
  const bool thirdParty = grantee && grantee->active && grantee->kind != "subject";
  const bool mayQuery = thirdParty && context.law.roles.permissionsOf(grantee->roles).count(kQueryPermission) != 0;
  if (!mayQuery) return base::fail("DISC-0302", {{"grantee", request.grantee}}, "grantee");
  const bool agency = holds(grantee->roles, kAgencyRole);
  const auto audience = agency ? domain::Audience::kCreditAgency : domain::Audience::kAuthorised;
  if (!context.law.disclosure.lawful(request.purpose, audience)) {
    return base::fail("DISC-0301", {{"purpose", request.purpose}}, "purpose");
  }
  MC_TRY(checkScope(request, agency));
  MC_TRY(checkTerm(context, request));
  MC_TRY(checkDocument(request.document));

  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto id, store::reserveIds(context.conn, "query_grant", 1));
  const store::GrantRow row{id,
                            request.subjectId,
                            grantee->id,
                            request.purpose,
                            base::join(request.scope, ","),
                            request.from.iso(),
                            request.to.iso(),
                            request.document.empty() ? "real-name:" + context.actor : "written:" + request.document,
                            context.actor,
                            context.clock.now(),
                            {}};
  MC_TRY(store::insertGrant(context.conn, row));
  Act act;
  act.action = "grant.create";
  act.objectType = "grant";
  act.objectId = publicId('G', id);
  act.subjectId = request.subjectId;
  act.purpose = request.purpose;
  act.fields = row.scope;
  MC_TRY(appendEvidence(context, act));
  MC_TRY(transaction.commit());
  return viewOf(context, row);
}

base::Status withdrawGrant(Context& context, std::int64_t grantId) {
  MC_ASSIGN(const auto row, store::getGrant(context.conn, grantId));
  bool own = row && context.principal.kind == PrincipalKind::kOperator;
  if (row && !own) {
    MC_ASSIGN(own, isOwn(context, row->subjectId));
  }
  if (!own) return base::fail("ACCS-0401", {{"object", publicId('G', grantId)}});
  if (row->withdrawnAt) return base::fail("DISC-0901", {{"grant", publicId('G', grantId)}});
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::withdrawGrant(context.conn, grantId, context.clock.now()));
  Act act;
  act.action = "grant.withdraw";
  act.objectType = "grant";
  act.objectId = publicId('G', grantId);
  act.subjectId = row->subjectId;
  act.purpose = row->purpose;
  MC_TRY(appendEvidence(context, act));
  return transaction.commit();
}

base::Result<std::vector<Grant>> myGrants(Context& context) {
  MC_ASSIGN(const auto own, ownSubjects(context));
  std::vector<Grant> out;
  for (const auto subject : own) {
    MC_ASSIGN(const auto rows, store::grantsOf(context.conn, subject));
    for (const auto& row : rows) {
      MC_ASSIGN(auto grant, viewOf(context, row));
      out.push_back(std::move(grant));
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Grant& a, const Grant& b) { return a.id > b.id; });
  return out;
}

}  // namespace medcredit::service
