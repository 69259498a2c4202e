// What people do with their own session: password, second factor, other sessions, secrecy rules.
#include <algorithm>
#include <boost/json.hpp>

#include "crypto/password.h"
#include "crypto/sm3.h"
#include "service/access/internal.h"
#include "service/access/sign_in.h"
#include "service/password_slots.h"
#include "service/scope.h"
#include "store/access_delegates.h"
#include "store/units.h"

namespace medcredit::service::access {

namespace {

namespace json = boost::json;

std::int64_t stillAlive(const Context& context) {
  return context.clock.now().micros - context.law.access.idleMinutes * kMicrosPerMinute;
}

SessionView viewOf(const Context& context, const store::SessionRow& row) {
  return {row.tokenHash.substr(0, kSessionIdLength),
          base::Instant{row.createdAt},
          base::Instant{row.lastSeenAt},
          row.address,
          row.agent,
          row.tokenHash == context.principal.sessionHash};
}

/// Ends every other session of the account and says so in the log.
base::Status endOthers(Context& context, const store::UserRow& user, std::string_view action) {
  MC_ASSIGN(const auto ended,
            store::revokeSessions(context.conn, user.id, context.principal.sessionHash, context.clock.now().micros));
  return note(context, action, user.id, json::serialize(json::object{{"sessions_ended", ended}}));
}

base::Result<std::string> hashed(Context& context, const std::string& password) {
  auto slot = PasswordSlots::take(context.passwordSlots);
  if (!slot) return base::fail("ACCS-0301");
  return crypto::hashPassword(password, context.random);
}

}  // namespace

SecrecyRules secrecyRules(const jurisdiction::Jurisdiction& law) {
  constexpr std::size_t kVersionLength = 12;
  const auto found = law.texts.find("access.secrecy-rules");
  if (found == law.texts.end()) return {};
  return {crypto::sm3Hex(found->second).substr(0, kVersionLength), found->second};
}

base::Result<OwnSession> ownSession(Context& context) {
  MC_ASSIGN(const auto user, ownAccount(context));
  MC_ASSIGN(const auto session, store::findSession(context.conn, context.principal.sessionHash));
  if (!session) return base::fail("ACCS-0103");
  const auto& policy = context.law.access;
  OwnSession own;
  own.csrf = session->csrf;
  own.login = user.login;
  own.pending = context.principal.pending;
  own.secondFactor = session->secondFactor;
  own.secondFactorSet = !user.totpSecret.empty();
  own.idleMinutes = policy.idleMinutes;
  own.endsAt = base::Instant{session->createdAt + policy.absoluteHours * kMicrosPerHour};
  own.rulesVersion = secrecyRules(context.law).version;
  own.rulesAccepted = user.rulesAccepted;
  if (policy.maxAgeDays > 0 && !user.passwordHash.empty()) {
    own.passwordEndsOn = base::Instant{user.passwordSetAt}.shanghaiDate().plusDays(policy.maxAgeDays);
  }
  if (!user.unit.empty()) {
    MC_ASSIGN(const auto unit, store::findUnit(context.conn, user.unit));
    if (unit) own.unitName = unit->name;
  }
  return own;
}

base::Status changePassword(Context& context, const std::string& current, const std::string& next) {
  MC_ASSIGN(const auto user, ownAccount(context));
  if (!user.passwordHash.empty()) MC_TRY(confirmPassword(context, user, current));
  MC_TRY(checkPassword(context.law.access, next, user));
  if (!user.passwordHash.empty() && next == current) {
    return base::fail("ACCS-0506", {{"rule", "与原口令不同"}}, "password");
  }
  MC_ASSIGN(const std::string hash, hashed(context, next));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto row, ownAccount(context));
  if (row.passwordHash != user.passwordHash) return base::fail("ACCS-0110");
  row.passwordHash = hash;
  row.passwordSetAt = context.clock.now().micros;
  row.mustChange = false;
  MC_TRY(store::updateUser(context.conn, row));
  MC_TRY(endOthers(context, row, "account.password"));
  return transaction.commit();
}

base::Result<TotpOffer> offerTotp(Context& context, const std::string& password) {
  constexpr std::size_t kSecretBytes = 20;
  MC_ASSIGN(const auto user, ownAccount(context));
  MC_TRY(confirmPassword(context, user, password));
  const std::string secret = context.random.bytes(kSecretBytes);
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto row, ownAccount(context));
  row.totpOffered = secretKey(context.keys).seal(secret, "app_user|totp|" + row.id, context.random);
  MC_TRY(store::updateUser(context.conn, row));
  MC_TRY(note(context, "account.totp.offer", row.id));
  MC_TRY(transaction.commit());
  const std::string text = crypto::base32(secret);
  return TotpOffer{text, "otpauth://totp/MedCredit:" + percentEncoded(row.login) + "?secret=" + text +
                             "&issuer=MedCredit&algorithm=SHA1&digits=6&period=30"};
}

base::Status confirmTotp(Context& context, const std::string& code) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto row, ownAccount(context));
  if (row.totpOffered.empty()) return base::fail("ACCS-0906");
  const auto step = matchTotp(context, row, row.totpOffered, code);
  if (!step) return base::fail("ACCS-0113");
  row.totpSecret = row.totpOffered;
  row.totpOffered.clear();
  row.totpLastStep = *step;
  MC_TRY(store::updateUser(context.conn, row));
  MC_TRY(store::markSecondFactor(context.conn, context.principal.sessionHash));
  MC_TRY(endOthers(context, row, "account.totp"));
  return transaction.commit();
}

base::Result<std::vector<SessionView>> mySessions(Context& context) {
  MC_ASSIGN(const auto user, ownAccount(context));
  MC_ASSIGN(const auto rows, store::sessionsOf(context.conn, user.id, stillAlive(context)));
  std::vector<SessionView> sessions;
  for (const auto& row : rows) sessions.push_back(viewOf(context, row));
  return sessions;
}

base::Result<std::vector<OpenSession>> openSessions(Context& context) {
  constexpr std::int64_t kMost = 500;
  MC_TRY(requirePermission(context, "user.manage"));
  const auto oldest = context.clock.now().micros - context.law.access.absoluteHours * kMicrosPerHour;
  MC_ASSIGN(const auto rows, store::openSessions(context.conn, stillAlive(context), kMost));
  std::vector<OpenSession> sessions;
  for (const auto& row : rows) {
    if (row.createdAt < oldest) continue;
    MC_ASSIGN(const auto user, store::findUser(context.conn, row.userId));
    if (user) sessions.push_back({viewOf(context, row), user->id, user->login, user->name});
  }
  return sessions;
}

base::Status endSession(Context& context, const std::string& id) {
  const bool wellFormed =
      id.size() == kSessionIdLength && id.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!wellFormed) return notFound("会话");
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto session, store::findSessionByPrefix(context.conn, id));
  const bool own = session && session->userId == context.principal.id;
  const bool mayAny = requirePermission(context, "user.manage").ok();
  if (!session || session->revokedAt || (!own && !mayAny)) return notFound("会话");
  MC_TRY(store::revokeSession(context.conn, session->tokenHash, context.clock.now().micros));
  MC_TRY(note(context, "session.end", session->userId, json::serialize(json::object{{"session", id}})));
  return transaction.commit();
}

base::Status acceptRules(Context& context, const std::string& version) {
  const SecrecyRules rules = secrecyRules(context.law);
  if (rules.version.empty() || version != rules.version) return base::fail("ACCS-0907");
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto row, ownAccount(context));
  row.rulesAccepted = version;
  MC_TRY(store::updateUser(context.conn, row));
  MC_TRY(note(context, "account.rules", row.id, json::serialize(json::object{{"version", version}})));
  return transaction.commit();
}

base::Status speakFor(Context& context, const std::string& subject) {
  MC_ASSIGN(const auto user, ownAccount(context));
  std::optional<std::int64_t> wanted;
  if (!subject.empty()) {
    wanted = parsePublicId('S', subject);
    MC_ASSIGN(const auto subjects, store::subjectsSpokenFor(context.conn, user.id, context.clock.today().iso()));
    const bool authorised = wanted && std::find(subjects.begin(), subjects.end(), *wanted) != subjects.end();
    if (!authorised) return base::fail("ACCS-0208");
  }
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::setSpeaksFor(context.conn, context.principal.sessionHash, wanted));
  MC_TRY(note(context, "session.speak-for", user.id, json::serialize(json::object{{"subject", subject}})));
  return transaction.commit();
}

}  // namespace medcredit::service::access
