#include "store/access_users.h"

#include <array>

#include "store/values.h"

namespace medcredit::store {

namespace {

constexpr std::string_view kSelect =
    "SELECT u.id, u.login, u.name, u.kind, u.unit_id, u.scope, u.state, u.password_hash, u.password_set_at, "
    "u.one_time_hash, u.one_time_until, u.must_change, u.totp_secret, u.totp_offered, u.totp_last_step, "
    "u.rules_accepted, u.identity_index, u.verified_how, u.verified_by, u.oidc_subject, u.last_login_at, "
    "u.last_login_address, u.version, u.created_at, unit.region FROM app_user u LEFT JOIN unit ON "
    "unit.id = u.unit_id WHERE ";

UserRow readUser(const Row& row) {
  UserRow user;
  user.id = row.str(0);
  user.login = row.str(1);
  user.name = row.str(2);
  user.kind = row.str(3);
  user.unit = row.str(4);
  user.scope = row.str(5);
  user.state = row.str(6);
  user.passwordHash = row.str(7);
  user.passwordSetAt = intOf(row, 8).value_or(0);
  user.oneTimeHash = row.str(9);
  user.oneTimeUntil = intOf(row, 10).value_or(0);
  user.mustChange = row.integer(11) != 0;
  user.totpSecret = blobOf(row, 12);
  user.totpOffered = blobOf(row, 13);
  user.totpLastStep = row.integer(14);
  user.rulesAccepted = row.str(15);
  user.identityIndex = blobOf(row, 16);
  user.verifiedHow = row.str(17);
  user.verifiedBy = row.str(18);
  user.oidcSubject = row.str(19);
  user.lastLoginAt = intOf(row, 20);
  user.lastLoginAddress = row.str(21);
  user.version = row.integer(22);
  user.createdAt = row.integer(23);
  user.region = row.str(24);
  return user;
}

base::Result<std::optional<UserRow>> findWhere(Conn& conn, const std::string& condition, const Value& value) {
  std::optional<UserRow> found;
  const std::array<Value, 1> params{value};
  MC_TRY(conn.query(std::string(kSelect) + condition, params, [&](const Row& row) {
    found = readUser(row);
    return false;
  }));
  return found;
}

base::Result<std::vector<std::string>> texts(Conn& conn, std::string_view sql, std::string_view key) {
  std::vector<std::string> out;
  const std::array<Value, 1> params{key};
  MC_TRY(conn.query(sql, params, [&](const Row& row) {
    out.push_back(row.str(0));
    return true;
  }));
  return out;
}

}  // namespace

base::Status insertUser(Conn& conn, const UserRow& user) {
  const std::array<Value, 8> row{std::string_view(user.id),
                                 std::string_view(user.login),
                                 std::string_view(user.name),
                                 std::string_view(user.kind),
                                 orNull(user.unit),
                                 std::string_view(user.scope),
                                 std::string_view(user.state),
                                 user.createdAt};
  MC_TRY(
      conn.exec("INSERT INTO app_user (id, login, name, kind, unit_id, scope, state, must_change, totp_last_step, "
                "version, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, $8)",
                row));
  return updateUser(conn, user);
}

base::Status updateUser(Conn& conn, const UserRow& user) {
  const std::array<Value, 21> row{std::string_view(user.id),
                                  std::string_view(user.name),
                                  orNull(user.unit),
                                  std::string_view(user.scope),
                                  std::string_view(user.state),
                                  orNull(user.passwordHash),
                                  user.passwordHash.empty() ? Value(nullptr) : Value(user.passwordSetAt),
                                  orNull(user.oneTimeHash),
                                  user.oneTimeHash.empty() ? Value(nullptr) : Value(user.oneTimeUntil),
                                  std::int64_t{user.mustChange ? 1 : 0},
                                  blobOrNull(user.totpSecret),
                                  blobOrNull(user.totpOffered),
                                  user.totpLastStep,
                                  orNull(user.rulesAccepted),
                                  blobOrNull(user.identityIndex),
                                  orNull(user.verifiedHow),
                                  orNull(user.verifiedBy),
                                  orNull(user.oidcSubject),
                                  orNull(user.lastLoginAt),
                                  orNull(user.lastLoginAddress),
                                  user.version};
  MC_TRY(conn.exec(
      "UPDATE app_user SET name = $2, unit_id = $3, scope = $4, state = $5, password_hash = $6, password_set_at = $7, "
      "one_time_hash = $8, one_time_until = $9, must_change = $10, totp_secret = $11, totp_offered = $12, "
      "totp_last_step = $13, rules_accepted = $14, identity_index = $15, verified_how = $16, verified_by = $17, "
      "oidc_subject = $18, last_login_at = $19, last_login_address = $20, version = $21 "
      "WHERE id = $1",
      row));
  return {};
}

base::Result<std::optional<UserRow>> findUser(Conn& conn, std::string_view id) {
  return findWhere(conn, "u.id = $1", id);
}

base::Result<std::optional<UserRow>> findUserByLogin(Conn& conn, std::string_view login) {
  return findWhere(conn, "u.login = $1", login);
}

base::Result<std::optional<UserRow>> findUserByOidc(Conn& conn, std::string_view oidcSubject) {
  return findWhere(conn, "u.oidc_subject = $1", oidcSubject);
}

base::Result<std::optional<UserRow>> findUserByIdentity(Conn& conn, std::string_view identityIndex) {
  return findWhere(conn, "u.identity_index = $1", BlobView{identityIndex});
}

base::Result<std::vector<UserRow>> listUsers(Conn& conn, std::string_view afterId, std::size_t limit,
                                             std::string_view text) {
  std::vector<UserRow> users;
  // Ids are "U" and a number: shorter ones come first.
  std::vector<Value> params{afterId, static_cast<std::int64_t>(afterId.size()), static_cast<std::int64_t>(limit)};
  std::string pattern;
  std::string condition = "(length(u.id) > $2 OR (length(u.id) = $2 AND u.id > $1)) ";
  if (!text.empty()) {
    for (const char c : text) {
      if (c == '%' || c == '_' || c == '!') pattern += '!';
      pattern += c;
    }
    pattern = "%" + pattern + "%";
    params.emplace_back(std::string_view(pattern));
    condition += "AND (u.login LIKE $4 ESCAPE '!' OR u.name LIKE $4 ESCAPE '!') ";
  }
  MC_TRY(conn.query(std::string(kSelect) + condition + "ORDER BY length(u.id), u.id LIMIT $3", params,
                    [&](const Row& row) {
                      users.push_back(readUser(row));
                      return true;
                    }));
  return users;
}

base::Result<std::vector<std::string>> rolesOf(Conn& conn, std::string_view userId) {
  return texts(conn, "SELECT role FROM user_role WHERE user_id = $1 ORDER BY role", userId);
}

base::Status replaceRoles(Conn& conn, std::string_view userId, const std::vector<std::string>& roles,
                          std::string_view grantedBy, std::int64_t at) {
  const std::array<Value, 1> id{userId};
  MC_TRY(conn.exec("DELETE FROM user_role WHERE user_id = $1", id));
  for (const std::string& role : roles) {
    const std::array<Value, 4> row{userId, std::string_view(role), grantedBy, at};
    MC_TRY(conn.exec("INSERT INTO user_role (user_id, role, granted_by, granted_at) VALUES ($1, $2, $3, $4)", row));
  }
  return {};
}

base::Result<std::vector<std::string>> entriesOfUser(Conn& conn, std::string_view userId) {
  return texts(conn, "SELECT entry FROM user_entry WHERE user_id = $1 ORDER BY entry", userId);
}

base::Status replaceUserEntries(Conn& conn, std::string_view userId, const std::vector<std::string>& entries) {
  const std::array<Value, 1> id{userId};
  MC_TRY(conn.exec("DELETE FROM user_entry WHERE user_id = $1", id));
  for (const std::string& entry : entries) {
    const std::array<Value, 2> row{userId, std::string_view(entry)};
    MC_TRY(conn.exec("INSERT INTO user_entry (user_id, entry) VALUES ($1, $2) ON CONFLICT DO NOTHING", row));
  }
  return {};
}

base::Result<std::int64_t> countHolders(Conn& conn, std::string_view role) {
  std::int64_t count = 0;
  const std::array<Value, 1> params{role};
  MC_TRY(conn.query(
      "SELECT count(*) FROM user_role r JOIN app_user u ON u.id = r.user_id WHERE r.role = $1 AND u.state = 'active'",
      params, [&](const Row& row) {
        count = row.integer(0);
        return false;
      }));
  return count;
}

base::Result<SignInGuard> signInGuard(Conn& conn, std::string_view loginKey) {
  SignInGuard guard;
  const std::array<Value, 1> params{loginKey};
  MC_TRY(conn.query("SELECT failed_count, locked_until FROM sign_in_guard WHERE login_key = $1", params,
                    [&](const Row& row) {
                      guard = {row.integer(0), row.integer(1)};
                      return false;
                    }));
  return guard;
}

base::Status setSignInGuard(Conn& conn, std::string_view loginKey, const SignInGuard& guard, std::int64_t at) {
  const std::array<Value, 4> row{loginKey, guard.failedCount, guard.lockedUntil, at};
  MC_TRY(conn.exec(
      "INSERT INTO sign_in_guard (login_key, failed_count, locked_until, last_at) VALUES ($1, $2, $3, $4) ON CONFLICT "
      "(login_key) DO UPDATE SET failed_count = excluded.failed_count, locked_until = excluded.locked_until, last_at = "
      "excluded.last_at",
      row));
  return {};
}

base::Status clearSignInGuard(Conn& conn, std::string_view loginKey) {
  const std::array<Value, 1> params{loginKey};
  MC_TRY(conn.exec("DELETE FROM sign_in_guard WHERE login_key = $1", params));
  return {};
}

base::Status forgetSignInGuards(Conn& conn, std::int64_t before) {
  const std::array<Value, 1> params{before};
  MC_TRY(conn.exec("DELETE FROM sign_in_guard WHERE last_at < $1 AND locked_until < $1", params));
  return {};
}

}  // namespace medcredit::store
