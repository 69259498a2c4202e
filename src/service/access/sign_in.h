// Sign-in, the session's own affairs and first set-up (R-SEC-11, R-SEC-09, ASVS 6 and 7).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"

namespace medcredit::service::access {

struct SignInRequest {
  std::string login;
  std::string password;  ///< or the one-time code of a new or reset account
  std::string code;      ///< six digits of the second factor; may be empty
  std::string address;
  std::string agent;
};

/// A session just begun. The token is told once and never stored.
struct SignedIn {
  std::string token;  ///< cookie value
  std::string csrf;   ///< for X-CSRF-Token
  std::string userId;
  std::string name;
  std::optional<base::Instant> lastSignInAt;  ///< the one before this (notice to the user)
  std::string lastSignInAddress;
  std::int64_t failuresSince = 0;  ///< wrong attempts since then
  std::string pending;             ///< as Principal::pending; empty: ready for work
};

/// ACCS-0110 unknown login or wrong password (not told apart, same work), ACCS-0111 locked after too many failures,
/// known login or not, ACCS-0112 second factor asked for, ACCS-0113 its code is wrong or was used, ACCS-0301 too many
/// sign-ins at once. Every attempt is in the evidence log.
[[nodiscard]] base::Result<SignedIn> signIn(Context& context, const SignInRequest& request);
/// An account an identity provider has vouched for.
struct Vouched {
  std::string userId;
  std::string address, agent;
  bool secondFactor = false;  ///< the provider says it asked for one
};
/// Begins its session; a refused attempt is in the evidence log too. ACCS-0111 locked, ACCS-0139 disabled, ACCS-0140
/// the rules or the account ask for a second factor and the provider says nothing of one.
[[nodiscard]] base::Result<SignedIn> beginVouchedSession(Context& context, const Vouched& vouched);
/// Ends the session of the acting principal.
base::Status signOut(Context& context);

/// What the acting principal may know about its own session.
struct OwnSession {
  std::string csrf;
  std::string login;
  std::string unitName;
  std::string pending;
  bool secondFactor = false;     ///< this session was opened with a second factor
  bool secondFactorSet = false;  ///< the account has one
  std::int64_t idleMinutes = 0;
  base::Instant endsAt;       ///< absolute end
  std::string rulesVersion;   ///< secrecy rules in force; empty: none
  std::string rulesAccepted;  ///< version accepted
  std::optional<base::CivilDate> passwordEndsOn;
};
[[nodiscard]] base::Result<OwnSession> ownSession(Context& context);

/// Changes the password; all other sessions end. ACCS-0110 `current` is wrong (not asked for after a one-time code),
/// ACCS-0506 against the password rules.
base::Status changePassword(Context& context, const std::string& current, const std::string& next);

struct TotpOffer {
  std::string secret;  ///< base32, for typing
  std::string uri;     ///< otpauth://…, for a QR code
};
/// A fresh secret that counts only after confirmTotp. ACCS-0110 wrong password.
[[nodiscard]] base::Result<TotpOffer> offerTotp(Context& context, const std::string& password);
/// ACCS-0113 wrong code, ACCS-0906 nothing offered. Other sessions end.
base::Status confirmTotp(Context& context, const std::string& code);

/// A session as its owner sees it.
struct SessionView {
  std::string id;  ///< public id, not the token
  base::Instant createdAt, lastSeenAt;
  std::string address, agent;
  bool current = false;
};
[[nodiscard]] base::Result<std::vector<SessionView>> mySessions(Context& context);
/// A session as the system administrator sees it.
struct OpenSession {
  SessionView session;
  std::string user, login, name;
};
/// user.manage. Sessions that still work, last seen first, at most 500.
[[nodiscard]] base::Result<std::vector<OpenSession>> openSessions(Context& context);
/// One of the own sessions, or somebody's with user.manage. ACCS-0401 no such session.
base::Status endSession(Context& context, const std::string& id);

/// The secrecy rules in force (安全管理和保密制度); their version is a digest of the text.
struct SecrecyRules {
  std::string version, text;
};
[[nodiscard]] SecrecyRules secrecyRules(const jurisdiction::Jurisdiction& law);
/// ACCS-0907 not the version in force.
base::Status acceptRules(Context& context, const std::string& version);
/// The subject this session speaks for from now on ("" = ask again). ACCS-0208 not authorised.
base::Status speakFor(Context& context, const std::string& subject);

/// First start: a code that makes the three first administrators, valid once and for 24 hours; empty when there are
/// administrators. A new call replaces the code of the former.
[[nodiscard]] base::Result<std::optional<std::string>> issueSetupCode(Context& context);
struct FirstAdministrator {
  std::string role, login, name;
};
struct IssuedAccount {
  std::string userId, login, oneTimeCode;
};
/// Makes one system, one security and one audit administrator with one-time codes. ACCS-0115 wrong, used or expired
/// code; ACCS-0904 there are administrators; ACCS-0903 the three roles are not one each.
[[nodiscard]] base::Result<std::vector<IssuedAccount>> setUp(Context& context, const std::string& code,
                                                             const std::vector<FirstAdministrator>& administrators);

}  // namespace medcredit::service::access
