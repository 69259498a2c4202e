// Sign-in and sign-out: one answer for every wrong attempt, the same work for known and unknown logins.
#include "service/access/sign_in.h"

#include <algorithm>
#include <boost/json.hpp>

#include "crypto/password.h"
#include "service/access/internal.h"
#include "service/password_slots.h"

namespace medcredit::service::access {

namespace {

namespace json = boost::json;

/// Stands in for the password of a login nobody has, so that its check takes as long; no password has this hash.
constexpr const char* kNobody =
    "$argon2id$v=19$m=47104,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
constexpr int kMostDoublings = 20;
constexpr std::size_t kLongestPassword = 1024;

/// Counts one more wrong attempt; every `failures`-th locks, each time twice as long.
base::Status countFailure(Context& context, const std::string& key, store::SignInGuard guard) {
  const auto& policy = context.law.access;
  const std::int64_t now = context.clock.now().micros;
  ++guard.failedCount;
  if (guard.failedCount % policy.failures == 0) {
    const auto round = std::min<std::int64_t>(guard.failedCount / policy.failures - 1, kMostDoublings);
    const std::int64_t minutes =
        std::min<std::int64_t>(std::int64_t{policy.lockMinutes} << round, policy.longestLockMinutes);
    guard.lockedUntil = now + minutes * kMicrosPerMinute;
  }
  MC_TRY(store::setSignInGuard(context.conn, key, guard, now));
  return store::forgetSignInGuards(context.conn, now - 2 * kMicrosPerDay);
}

/// Refuses an attempt: counted when `counts`, always in the evidence log.
base::Error refuse(Context& context, const std::string& key, const std::string& account, base::Error error,
                   bool counts) {
  const auto write = [&]() -> base::Status {
    MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
    if (counts) {
      MC_ASSIGN(const auto guard, store::signInGuard(context.conn, key));
      MC_TRY(countFailure(context, key, guard));
    }
    MC_TRY(note(context, "session.refused", account, {}, error.code));
    return transaction.commit();
  };
  const base::Status written = write();
  return written.ok() ? error : written.error();  // an attempt that cannot be counted is a failure of the machine
}

base::Status checkLock(Context& context, const std::string& key) {
  MC_ASSIGN(const auto guard, store::signInGuard(context.conn, key));
  const std::int64_t now = context.clock.now().micros;
  if (guard.lockedUntil <= now) return {};
  const std::int64_t minutes = (guard.lockedUntil - now + kMicrosPerMinute - 1) / kMicrosPerMinute;
  return base::fail("ACCS-0111", {{"minutes", std::to_string(minutes)}});
}

/// What was presented besides the login.
struct Proof {
  bool right = false;    ///< password or one-time code
  bool oneTime = false;  ///< it was the one-time code
};

base::Result<Proof> prove(Context& context, const std::optional<store::UserRow>& user, const std::string& password) {
  auto slot = PasswordSlots::take(context.passwordSlots);
  if (!slot) return base::fail("ACCS-0301");
  const bool usable = user && user->state == "active" && user->kind != "system";
  const std::string hash = usable && !user->passwordHash.empty() ? user->passwordHash : std::string(kNobody);
  const bool matches = crypto::verifyPassword(password.substr(0, kLongestPassword), hash);
  const std::string digest = codeDigest(password);
  Proof proof;
  if (!usable) return proof;
  proof.oneTime = !user->oneTimeHash.empty() && context.clock.now().micros <= user->oneTimeUntil &&
                  crypto::constantTimeEqual(digest, user->oneTimeHash);
  proof.right = proof.oneTime || (!user->passwordHash.empty() && matches);
  return proof;
}

/// How a session is opened.
struct Opening {
  const std::string& address;
  const std::string& agent;
  bool secondFactor = false;
  bool vouched = false;  ///< by an identity provider instead of a password
};

base::Result<SignedIn> open(Context& context, store::UserRow& user, const std::string& key, const Opening& how) {
  SignedIn result;
  MC_ASSIGN(const auto guard, store::signInGuard(context.conn, key));
  MC_TRY(store::clearSignInGuard(context.conn, key));
  result.userId = user.id;
  result.name = user.name;
  if (user.lastLoginAt) result.lastSignInAt = base::Instant{*user.lastLoginAt};
  result.lastSignInAddress = user.lastLoginAddress;
  result.failuresSince = guard.failedCount;
  user.lastLoginAt = context.clock.now().micros;
  user.lastLoginAddress = how.address;
  MC_TRY(store::updateUser(context.conn, user));
  MC_ASSIGN(const auto begun, beginSession(context, user, how.address, how.agent, how.secondFactor));
  result.token = begun.token;
  result.csrf = begun.csrf;
  MC_ASSIGN(const auto roles, store::rolesOf(context.conn, user.id));
  result.pending = pendingStep(context, user, roles, how.secondFactor);
  const json::object detail{{"by", how.vouched ? "oidc" : "password"},
                            {"second_factor", how.secondFactor},
                            {"failures_since", result.failuresSince}};
  MC_TRY(note(context, "session.begin", user.id, json::serialize(detail)));
  return result;
}

/// The account as it stands now that the writer's turn has come: nothing that was checked may have changed meanwhile.
base::Result<store::UserRow> unchanged(Context& context, const store::UserRow& checked) {
  MC_ASSIGN(auto user, store::findUser(context.conn, checked.id));
  const bool same = user && user->state == checked.state && user->passwordHash == checked.passwordHash &&
                    user->oneTimeHash == checked.oneTimeHash && user->totpSecret == checked.totpSecret &&
                    user->totpLastStep == checked.totpLastStep;
  if (!same) return base::fail("ACCS-0110");
  return std::move(*user);
}

}  // namespace

base::Status confirmPassword(Context& context, const store::UserRow& user, const std::string& password) {
  const std::string key = loginKey(context.keys, user.login);
  MC_TRY(checkLock(context, key));
  MC_ASSIGN(const Proof proof, prove(context, user, password));
  if (proof.right && !proof.oneTime) return {};
  return refuse(context, key, user.id, base::fail("ACCS-0110"), true);
}

base::Result<SignedIn> signIn(Context& context, const SignInRequest& request) {
  if (context.law.access.id.empty()) return base::fail("ACCS-0302");
  const std::string key = loginKey(context.keys, request.login);
  MC_ASSIGN(const auto user, store::findUserByLogin(context.conn, cleanLogin(request.login)));
  const std::string account = user ? user->id : "login:" + key;
  const ActingAs acting(context, user ? user->id : "anonymous");
  if (const base::Status lock = checkLock(context, key); !lock.ok()) {
    return refuse(context, key, account, lock.error(), false);
  }
  MC_ASSIGN(const Proof proof, prove(context, user, request.password));
  if (!proof.right) return refuse(context, key, account, base::fail("ACCS-0110"), true);
  std::optional<std::int64_t> step;
  if (!user->totpSecret.empty()) {
    if (request.code.empty()) return refuse(context, key, account, base::fail("ACCS-0112"), false);
    step = matchTotp(context, *user, user->totpSecret, request.code);
    if (!step) return refuse(context, key, account, base::fail("ACCS-0113"), true);
  }
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(store::UserRow current, unchanged(context, *user));
  if (step) current.totpLastStep = *step;
  if (proof.oneTime) current.oneTimeHash.clear();
  MC_ASSIGN(auto result, open(context, current, key, {request.address, request.agent, step.has_value(), false}));
  MC_TRY(transaction.commit());
  return result;
}

base::Result<SignedIn> beginVouchedSession(Context& context, const Vouched& vouched) {
  const ActingAs acting(context, vouched.userId);
  MC_ASSIGN(const auto known, store::findUser(context.conn, vouched.userId));
  if (!known) return base::fail("ACCS-0139");
  const std::string key = loginKey(context.keys, known->login);
  if (const base::Status lock = checkLock(context, key); !lock.ok()) {
    return refuse(context, key, known->id, lock.error(), false);
  }
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto user, store::findUser(context.conn, vouched.userId));
  MC_ASSIGN(const auto roles, store::rolesOf(context.conn, vouched.userId));
  const char* wrong = nullptr;
  if (!user || user->state != "active" || user->kind == "system") {
    wrong = "ACCS-0139";
  } else if (!vouched.secondFactor && (!user->totpSecret.empty() || secondFactorAsked(context, *user, roles))) {
    wrong = "ACCS-0140";
  }
  if (wrong != nullptr) {
    MC_TRY(note(context, "session.refused", vouched.userId, R"({"by":"oidc"})", wrong));
    MC_TRY(transaction.commit());
    return base::fail(wrong);
  }
  user->mustChange = false;  // the identity provider keeps the password; a code handed out before is void
  user->oneTimeHash.clear();
  MC_ASSIGN(auto result, open(context, *user, key, {vouched.address, vouched.agent, vouched.secondFactor, true}));
  MC_TRY(transaction.commit());
  return result;
}

base::Status signOut(Context& context) {
  MC_ASSIGN(const auto user, ownAccount(context));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::revokeSession(context.conn, context.principal.sessionHash, context.clock.now().micros));
  MC_TRY(note(context, "session.end", user.id));
  return transaction.commit();
}

}  // namespace medcredit::service::access
