#include "service/access/delegates.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"
#include "domain/identifier.h"
#include "service/access/internal.h"
#include "service/evidence.h"
#include "service/scope.h"
#include "service/subject.h"
#include "store/access_delegates.h"

namespace medcredit::service::access {

namespace {

namespace json = boost::json;

constexpr int kLongestTermMonths = 36;
constexpr std::size_t kLongestDocument = 200;

base::Result<store::UserRow> subjectAccount(Context& context, const std::string& id) {
  MC_ASSIGN(auto user, store::findUser(context.conn, id));
  if (!user || user->kind != "subject") return notFound("账号 " + id);
  return std::move(*user);
}

bool inForce(const store::DelegateRow& row, const std::string& today) {
  return !row.revokedAt && row.from <= today && (!row.to || *row.to >= today);
}

DelegationView viewOf(const store::DelegateRow& row, const std::string& today) {
  return {row.userId,
          row.userName,
          row.subjectId,
          row.subjectName,
          row.basis,
          row.from,
          row.to.value_or(""),
          row.document,
          row.verifiedBy,
          inForce(row, today),
          row.revokedAt.has_value()};
}

base::Error wrongTerm(std::string reason, std::string place) {
  return base::fail("ACCS-0507", {{"reason", std::move(reason)}}, std::move(place));
}

/// What a delegate must show: a letter and a term (R-SUBJ-13; the longest term is a default).
base::Status checkTerm(const NewDelegation& request, base::CivilDate from) {
  if (request.basis != "self" && request.basis != "delegate")
    return wrongTerm("代表方式应为 self 或 delegate", "basis");
  if (request.to && *request.to < from) return wrongTerm("截止日早于起始日", "to");
  if (request.basis == "self") return {};
  if (!request.to) return wrongTerm("代理须有截止日", "to");
  if (from.plusMonths(kLongestTermMonths) < *request.to) return wrongTerm("代理期限不超过三年", "to");
  const bool usable = base::isValidUtf8(request.document) && !base::hasControlCharacters(request.document);
  if (!usable || base::trim(request.document).empty() || base::codePoints(request.document) > kLongestDocument) {
    return wrongTerm("须写明授权书", "document");
  }
  return {};
}

/// Entry about an archive: it appears in the subject's own log too.
base::Status noteSubject(Context& context, std::string_view action, const std::string& user, std::int64_t subjectId,
                         const json::object& detail) {
  Act act;
  act.action = action;
  act.objectType = "account";
  act.objectId = user;
  act.subjectId = subjectId;
  act.detailJson = json::serialize(detail);
  return appendEvidence(context, act);
}

base::Result<std::vector<DelegationView>> views(Context& context, base::Result<std::vector<store::DelegateRow>> rows) {
  if (!rows.ok()) return rows.error();
  const std::string today = context.clock.today().iso();
  std::vector<DelegationView> out;
  for (const auto& row : *rows) out.push_back(viewOf(row, today));
  return out;
}

}  // namespace

base::Status verifyIdentity(Context& context, const IdentityCheck& check) {
  MC_TRY(requirePermission(context, "delegate.manage"));
  if (check.how != "counter" && check.how != "real-name-service") {
    return base::fail("ACCS-0504", {{"key", "how"}, {"value", check.how}}, "how");
  }
  domain::IdentifierOptions options;
  options.regions = context.law.regions.get();
  const auto verdict = domain::checkIdentifier(domain::IdentifierKind::kCitizenId, check.idNumber, options);
  if (!verdict.valid) return base::fail("ACCS-0510", {}, "id_number");
  const std::string index = crypto::blindIndex(context.keys.index(), "account identity|" + verdict.normalized);
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(store::UserRow user, subjectAccount(context, check.user));
  MC_ASSIGN(const auto holder, store::findUserByIdentity(context.conn, index));
  if (holder && holder->id != user.id) return base::fail("ACCS-0908");
  user.identityIndex = index;
  user.verifiedHow = check.how;
  user.verifiedBy = context.actor;
  ++user.version;
  MC_TRY(store::updateUser(context.conn, user));
  MC_TRY(note(context, "account.verify", user.id, json::serialize(json::object{{"how", check.how}})));
  return transaction.commit();
}

base::Result<DelegationView> authorise(Context& context, const NewDelegation& request) {
  MC_TRY(requirePermission(context, "delegate.manage"));
  const base::CivilDate today = context.clock.today();
  const base::CivilDate from = request.from.value_or(today);
  MC_TRY(checkTerm(request, from));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const store::UserRow user, subjectAccount(context, request.user));
  if (user.verifiedHow.empty()) return base::fail("ACCS-0207");
  const std::string subjectName = publicId('S', request.subjectId);
  const auto subject = findSubject(context, subjectName);
  if (!subject.ok()) return subject.error().code == "SUBJ-0030" ? notFound(subjectName) : subject.error();
  MC_ASSIGN(const auto rows, store::delegatesOfUser(context.conn, user.id));
  for (const auto& row : rows) {
    const bool ahead = !row.revokedAt && (!row.to || *row.to >= from.iso());
    if (row.subjectId == request.subjectId && ahead) return base::fail("ACCS-0909", {{"from", row.from}});
  }
  store::DelegateRow row;
  row.userId = user.id;
  row.userName = user.name;
  row.subjectId = request.subjectId;
  row.subjectName = subject->name;
  row.basis = request.basis;
  row.document = std::string(base::trim(request.document));
  row.verifiedAt = context.clock.now().micros;
  row.verifiedBy = context.actor;
  row.from = from.iso();
  if (request.to) row.to = request.to->iso();
  MC_TRY(store::insertDelegate(context.conn, row));
  const json::object detail{{"subject", subjectName},
                            {"basis", row.basis},
                            {"document", row.document},
                            {"from", row.from},
                            {"to", row.to.value_or("")}};
  MC_TRY(noteSubject(context, "delegate.authorise", user.id, request.subjectId, detail));
  MC_TRY(transaction.commit());
  return viewOf(row, today.iso());
}

base::Status revoke(Context& context, const std::string& user, std::int64_t subjectId) {
  if (user != context.principal.id) MC_TRY(requirePermission(context, "delegate.manage"));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto revoked, store::revokeDelegate(context.conn, user, subjectId, context.clock.today().iso(),
                                                      context.clock.now().micros));
  if (revoked == 0) return notFound("授权");
  MC_TRY(noteSubject(context, "delegate.revoke", user, subjectId, {{"subject", publicId('S', subjectId)}}));
  return transaction.commit();
}

base::Result<std::vector<DelegationView>> delegationsOf(Context& context, const std::string& user) {
  if (user != context.principal.id) MC_TRY(requirePermission(context, "delegate.manage"));
  return views(context, store::delegatesOfUser(context.conn, user));
}

base::Result<std::vector<DelegationView>> delegatesFor(Context& context, std::int64_t subjectId) {
  MC_TRY(requirePermission(context, "delegate.manage"));
  return views(context, store::delegatesOfSubject(context.conn, subjectId));
}

base::Result<std::vector<DelegationView>> ownDelegates(Context& context) {
  MC_TRY(requirePermission(context, "self"));
  const auto subject = context.principal.subjectId;
  if (!subject) return notFound("代理人");
  return views(context, store::delegatesOfSubject(context.conn, *subject));
}

}  // namespace medcredit::service::access
