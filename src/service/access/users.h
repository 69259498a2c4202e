// Accounts and their rights. The system administrator keeps accounts, the security administrator grants roles; neither
// ever knows a password: they hand over a one-time code (ASVS 6.4.6).
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

/// An account as administrators see it: no digest, no secret.
struct UserView {
  std::string id, login, name, kind, unit, scope, state;
  std::vector<std::string> roles, entries;
  bool mustChange = false;
  bool secondFactor = false;
  bool locked = false;
  std::optional<base::Instant> lastSignInAt;
  std::string verifiedHow, verifiedBy;  ///< identity of a subject's account; empty: not verified
  std::string oidcSubject;              ///< "ISSUER SUBJECT" at the identity provider; empty: not linked
  std::int64_t version = 0;
};

struct NewUser {
  std::string login, name;
  std::string kind = "staff";  ///< staff, subject, system
  std::string unit = {};       ///< staff and partner systems that stand for a unit
  std::string scope = "unit";
  std::vector<std::string> entries = {};  ///< catalogue entries it handles; none: all of the unit
};
struct CreatedUser {
  std::string id;
  std::string oneTimeCode;  ///< empty for systems
};
/// user.manage. ACCS-0501 login, ACCS-0502 name, ACCS-0504 kind or scope, STOR-0021 unit, STOR-0023 entry, ACCS-0901
/// login taken.
[[nodiscard]] base::Result<CreatedUser> createUser(Context& context, const NewUser& request);

struct UserChange {
  std::optional<std::string> name, unit, scope, state, oidcSubject;
  std::optional<std::vector<std::string>> entries;
  std::optional<std::int64_t> expectedVersion;  ///< ACCS-0905 when the account has another one
};
/// user.manage. Disabling ends all sessions; a new unit, scope or identity at the provider too. ACCS-0401 no such user,
/// ACCS-0211 oneself, ACCS-0212 identity of an administrator, ACCS-0512 malformed identity, ACCS-0901 identity of
/// another account.
[[nodiscard]] base::Result<UserView> updateUser(Context& context, const std::string& id, const UserChange& change);
/// user.manage; new one-time code, the old password and all sessions are void. With `secondFactor` the second factor is
/// taken off too. ACCS-0209 for administrators and for oneself: only on the machine itself.
[[nodiscard]] base::Result<std::string> resetUser(Context& context, const std::string& id, bool secondFactor);
/// user.manage. Lifts the lock after wrong passwords; the password stays.
[[nodiscard]] base::Result<UserView> unlockUser(Context& context, const std::string& id);
/// role.grant. ACCS-0503 unknown role, ACCS-0902 roles that must not meet in one person, ACCS-0210 own roles, ACCS-0508
/// role of another kind of account. All sessions of the user end.
[[nodiscard]] base::Result<UserView> setRoles(Context& context, const std::string& id,
                                              const std::vector<std::string>& roles,
                                              std::optional<std::int64_t> expectedVersion);

/// user.read.
[[nodiscard]] base::Result<UserView> getUser(Context& context, const std::string& id);
/// user.read; by id, after `after`, at most `limit`; with `text` those whose login or name contains it.
[[nodiscard]] base::Result<std::vector<UserView>> listUsers(Context& context, const std::string& after,
                                                            std::size_t limit, const std::string& text = {});
/// Id of the account with this login. ACCS-0401.
[[nodiscard]] base::Result<std::string> userIdOf(Context& context, const std::string& login);

}  // namespace medcredit::service::access
