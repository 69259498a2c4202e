// The outbox of cases: notices become messages of the message centre, each taken in once.
#include <algorithm>
#include <set>

#include "service/case_time.h"
#include "service/cases.h"
#include "service/notices.h"
#include "store/access_delegates.h"
#include "store/access_users.h"
#include "store/notices.h"

namespace medcredit::service {

namespace {

constexpr std::string_view kPerson = "person";
constexpr std::string_view kOperators = "operator";
constexpr std::string_view kOperatorRole = "system-admin";

/// Where a notice goes: accounts, or a unit; none of both: nobody can be reached here.
struct Addressees {
  std::vector<std::string> users;
  std::string unit;
  bool legal = false;  ///< told to the subject itself
};

/// Accounts that speak for the subject today.
base::Result<std::vector<std::string>> speakersFor(Context& context, std::int64_t subjectId) {
  MC_ASSIGN(const auto rows, store::delegatesOfSubject(context.conn, subjectId));
  const std::string today = context.clock.today().iso();
  std::set<std::string> users;
  for (const auto& row : rows) {
    const bool inForce = !row.revokedAt && row.from <= today && (!row.to || *row.to >= today);
    if (inForce) users.insert(row.userId);
  }
  return std::vector<std::string>(users.begin(), users.end());
}

base::Result<std::vector<std::string>> operators(Context& context) {
  constexpr std::size_t kMost = 10'000;
  MC_ASSIGN(const auto users, store::listUsers(context.conn, "", kMost));
  std::vector<std::string> out;
  for (const auto& user : users) {
    MC_ASSIGN(const auto roles, store::rolesOf(context.conn, user.id));
    if (std::find(roles.begin(), roles.end(), kOperatorRole) != roles.end()) out.push_back(user.id);
  }
  return out;
}

/// Unit of the first role of an authority that has one: it hands over on paper what no account can take in.
std::string handlingUnit(const workflow::Procedure& procedure, const workflow::CaseState& state) {
  for (const auto& role : procedure.roles) {
    const auto unit = state.units.find(role.unit);
    if (role.party == workflow::Party::kAuthority && unit != state.units.end()) return unit->second;
  }
  return {};
}

base::Result<Addressees> addresseesOf(Context& context, const workflow::Procedure& procedure, const KeptCase& kept,
                                      const store::CaseNoticeRow& notice) {
  Addressees to;
  if (notice.recipient == kOperators) {
    MC_ASSIGN(to.users, operators(context));
    if (to.users.empty()) to.unit = handlingUnit(procedure, kept.state);
    return to;
  }
  const auto* role = procedure.role(notice.recipient);
  if (notice.recipient == kPerson || (role != nullptr && role->party == workflow::Party::kSubject)) {
    to.legal = true;
    MC_ASSIGN(to.users, speakersFor(context, kept.head.subjectId));
    if (to.users.empty()) to.unit = handlingUnit(procedure, kept.state);
    return to;
  }
  if (role != nullptr && role->party == workflow::Party::kPublic) {
    MC_ASSIGN(const auto user, store::findUser(context.conn, kept.state.openedBy));
    if (user) to.users.push_back(user->id);
    return to;
  }
  const auto unit = role == nullptr ? kept.state.units.end() : kept.state.units.find(role->unit);
  if (unit != kept.state.units.end()) to.unit = unit->second;
  return to;
}

/// Messages hold no personal data: of an extension they say that there is one, the words stand in the case.
std::string messageText(const store::CaseHead& head, const store::CaseNoticeRow& notice) {
  std::string text = notice.text;
  if (notice.kind == "extension") text.resize(std::min({text.size(), text.find("："), text.find("，理由")}));
  return head.number + "：" + text;
}

base::Status deliverOne(Context& context, const store::CaseNoticeRow& notice) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto kept, keptCase(context, notice.caseId));
  MC_ASSIGN(const auto* set, procedures(context));
  const auto* procedure = set->find(kept.state.procedure);
  if (procedure == nullptr) return base::fail("WFLW-0001", {{"procedure", kept.state.procedure}});
  MC_ASSIGN(const auto to, addresseesOf(context, *procedure, kept, notice));
  store::NoticeRow message;
  message.kind = to.legal && !to.users.empty() ? kNoticeLegal : kNoticeCase;
  message.object = publicId('C', notice.caseId);
  message.createdAt = context.clock.now();
  message.text = messageText(kept.head, notice);
  for (const auto& user : to.users) {
    message.user = user;
    message.source = "case " + notice.key + " " + user;
    MC_TRY(store::insertNotice(context.conn, message));
  }
  if (!to.unit.empty()) {
    if (to.legal) message.text = "当事人没有账号，请书面送达。" + message.text;
    message.user.clear();
    message.unit = to.unit;
    // The handler and the head of a unit read the same message.
    message.source = "case " + notice.key.substr(0, notice.key.rfind('/')) + " " + to.unit + " " + message.text;
    MC_TRY(store::insertNotice(context.conn, message));
  }
  MC_TRY(store::noticeDelivered(context.conn, notice.key, context.clock.now()));
  return transaction.commit();
}

/// One minute, then twice as long each time, at most an hour.
base::Instant nextTry(base::Instant now, std::int64_t attempts) {
  constexpr std::int64_t kMinute = 60LL * 1'000'000;
  constexpr std::int64_t kMostDoublings = 6;
  return {now.micros + std::min(kMinute << std::min(attempts, kMostDoublings), 60 * kMinute)};
}

}  // namespace

base::Result<std::int64_t> deliverCaseNotices(Context& context, std::int64_t limit) {
  MC_ASSIGN(const auto due, store::dueNotices(context.conn, context.clock.now(), limit));
  std::int64_t delivered = 0;
  for (const auto& notice : due) {
    const auto sent = deliverOne(context, notice);
    if (sent.ok()) {
      ++delivered;
      continue;
    }
    if (sent.error().code.starts_with("STOR-")) return sent.error();
    MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
    MC_TRY(store::noticeTried(context.conn, notice.key, nextTry(context.clock.now(), notice.attempts)));
    MC_TRY(transaction.commit());
  }
  return delivered;
}

}  // namespace medcredit::service
