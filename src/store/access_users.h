// Accounts, their roles and the guard against guessing. Functions that write run inside the caller's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// A row of app_user. Moments are microseconds; texts that may be missing are empty.
struct UserRow {
  std::string id, login, name, kind, unit, scope, state;
  std::string region;  ///< of the unit
  std::string passwordHash;
  std::int64_t passwordSetAt = 0;
  std::string oneTimeHash;
  std::int64_t oneTimeUntil = 0;
  bool mustChange = false;
  std::string totpSecret, totpOffered;  ///< envelopes
  std::int64_t totpLastStep = 0;
  std::string rulesAccepted;
  std::string identityIndex, verifiedHow, verifiedBy;
  std::string oidcSubject;
  std::optional<std::int64_t> lastLoginAt;
  std::string lastLoginAddress;
  std::int64_t version = 1;
  std::int64_t createdAt = 0;
};

/// New account without password. STOR-0006 when the login is taken.
base::Status insertUser(Conn& conn, const UserRow& user);
/// Writes every column of the account but id, login, kind and created_at.
base::Status updateUser(Conn& conn, const UserRow& user);
[[nodiscard]] base::Result<std::optional<UserRow>> findUser(Conn& conn, std::string_view id);
[[nodiscard]] base::Result<std::optional<UserRow>> findUserByLogin(Conn& conn, std::string_view login);
[[nodiscard]] base::Result<std::optional<UserRow>> findUserByOidc(Conn& conn, std::string_view oidcSubject);
[[nodiscard]] base::Result<std::optional<UserRow>> findUserByIdentity(Conn& conn, std::string_view identityIndex);
/// By the number in the id, after `afterId` ("" = from the start); with `text` those whose login or name contains it.
[[nodiscard]] base::Result<std::vector<UserRow>> listUsers(Conn& conn, std::string_view afterId, std::size_t limit,
                                                           std::string_view text = {});

[[nodiscard]] base::Result<std::vector<std::string>> rolesOf(Conn& conn, std::string_view userId);
base::Status replaceRoles(Conn& conn, std::string_view userId, const std::vector<std::string>& roles,
                          std::string_view grantedBy, std::int64_t at);
[[nodiscard]] base::Result<std::vector<std::string>> entriesOfUser(Conn& conn, std::string_view userId);
base::Status replaceUserEntries(Conn& conn, std::string_view userId, const std::vector<std::string>& entries);
/// Accounts that hold the role and are active.
[[nodiscard]] base::Result<std::int64_t> countHolders(Conn& conn, std::string_view role);

/// Wrong attempts on one login.
struct SignInGuard {
  std::int64_t failedCount = 0;
  std::int64_t lockedUntil = 0;
};
[[nodiscard]] base::Result<SignInGuard> signInGuard(Conn& conn, std::string_view loginKey);
base::Status setSignInGuard(Conn& conn, std::string_view loginKey, const SignInGuard& guard, std::int64_t at);
base::Status clearSignInGuard(Conn& conn, std::string_view loginKey);
/// Forgets guards not touched since `before` and no longer locked.
base::Status forgetSignInGuards(Conn& conn, std::int64_t before);

}  // namespace medcredit::store
