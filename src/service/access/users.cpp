#include "service/access/users.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cctype>

#include "base/text.h"
#include "service/access/internal.h"
#include "service/access/oidc.h"
#include "service/scope.h"
#include "store/units.h"

namespace medcredit::service::access {

namespace {

namespace json = boost::json;

constexpr std::size_t kShortestLogin = 3;
constexpr std::size_t kLongestLogin = 64;
constexpr std::size_t kLongestName = 100;

base::Result<std::string> checkedLogin(const std::string& raw) {
  std::string login = cleanLogin(raw);
  const bool wellFormed = login.size() >= kShortestLogin && login.size() <= kLongestLogin &&
                          std::all_of(login.begin(), login.end(), [](unsigned char c) {
                            return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_' || c == '@';
                          });
  if (!wellFormed) return base::fail("ACCS-0501", {}, "login");
  return login;
}

base::Result<std::string> checkedName(const std::string& raw) {
  if (!base::isValidUtf8(raw) || base::hasControlCharacters(raw)) return base::fail("ACCS-0502", {}, "name");
  std::string name = base::cleanText(raw);
  if (name.empty() || base::codePoints(name) > kLongestName) return base::fail("ACCS-0502", {}, "name");
  return name;
}

base::Status checkScope(const std::string& scope) {
  if (scopeFromName(scope)) return {};
  return base::fail("ACCS-0504", {{"key", "scope"}, {"value", scope}}, "scope");
}

base::Status checkUnit(Context& context, const std::string& unit) {
  if (unit.empty()) return {};
  MC_ASSIGN(const auto found, store::findUnit(context.conn, unit));
  if (!found) return base::fail("STOR-0021", {{"id", unit}}, "unit");
  return {};
}

base::Status checkEntries(const Context& context, const std::vector<std::string>& entries) {
  for (const auto& entry : entries) {
    if (context.law.entry(entry) == nullptr) {
      return base::fail("STOR-0023", {{"entry", entry}, {"jurisdiction", context.law.title}}, "entries");
    }
  }
  return {};
}

base::Result<store::UserRow> knownUser(Context& context, const std::string& id) {
  MC_ASSIGN(auto user, store::findUser(context.conn, id));
  if (!user) return notFound("账号 " + id);
  return std::move(*user);
}

base::Result<UserView> viewOf(Context& context, const store::UserRow& user) {
  UserView view;
  view.id = user.id;
  view.login = user.login;
  view.name = user.name;
  view.kind = user.kind;
  view.unit = user.unit;
  view.scope = user.scope;
  view.state = user.state;
  MC_ASSIGN(view.roles, store::rolesOf(context.conn, user.id));
  MC_ASSIGN(view.entries, store::entriesOfUser(context.conn, user.id));
  view.mustChange = user.mustChange;
  view.secondFactor = !user.totpSecret.empty();
  MC_ASSIGN(const auto guard, store::signInGuard(context.conn, loginKey(context.keys, user.login)));
  view.locked = guard.lockedUntil > context.clock.now().micros;
  if (user.lastLoginAt) view.lastSignInAt = base::Instant{*user.lastLoginAt};
  view.verifiedHow = user.verifiedHow;
  view.verifiedBy = user.verifiedBy;
  view.oidcSubject = user.oidcSubject;
  view.version = user.version;
  return view;
}

std::vector<std::string> administratorRoles(const Context& context, const std::vector<std::string>& roles) {
  std::vector<std::string> out;
  std::copy_if(roles.begin(), roles.end(), std::back_inserter(out), [&](const std::string& id) {
    const auto* role = context.law.roles.role(id);
    return role != nullptr && role->administrator();
  });
  return out;
}

/// Somebody must be left to administer: only the operator of the machine may take the last one away.
base::Status keepAdministrators(Context& context, const std::vector<std::string>& lost) {
  if (context.principal.kind == PrincipalKind::kOperator) return {};
  for (const auto& role : administratorRoles(context, lost)) {
    MC_ASSIGN(const auto holders, store::countHolders(context.conn, role));
    if (holders <= 1) return base::fail("ACCS-0910", {{"role", context.law.roles.role(role)->label}});
  }
  return {};
}

/// Whoever names the identity an account is opened with could open it: administrators are linked on the machine itself.
base::Status checkLink(Context& context, const store::UserRow& before, const store::UserRow& after) {
  if (before.oidcSubject == after.oidcSubject || context.principal.kind == PrincipalKind::kOperator) return {};
  MC_ASSIGN(const auto roles, store::rolesOf(context.conn, after.id));
  if (hasAdministrator(context.law.roles, roles)) return base::fail("ACCS-0212");
  return {};
}

/// What the log tells of an account; its identity at the provider may name a person and stays out.
json::object logged(const store::UserRow& user) {
  return json::object{{"name", user.name},
                      {"unit", user.unit},
                      {"scope", user.scope},
                      {"state", user.state},
                      {"linked", !user.oidcSubject.empty()}};
}

base::Status endSessions(Context& context, const store::UserRow& user) {
  MC_ASSIGN(const auto ended, store::revokeSessions(context.conn, user.id, "", context.clock.now().micros));
  if (ended == 0) return {};
  return note(context, "session.end", user.id, json::serialize(json::object{{"sessions_ended", ended}}));
}

base::Status checkVersion(const store::UserRow& user, std::optional<std::int64_t> expected) {
  if (expected && *expected != user.version) return base::fail("ACCS-0905");
  return {};
}

/// A partner asks through its system, or through people of its own who sign in and ask one by one (R-DISC-05).
bool suits(const jurisdiction::Role& role, std::string_view kind) {
  return role.accountKind() == kind || (role.duty == jurisdiction::Duty::kPartner && kind == "staff");
}

json::array jsonList(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

/// Puts the changed values into the row after checking them.
base::Status apply(Context& context, const UserChange& change, store::UserRow& user) {
  if (change.name) {
    MC_ASSIGN(user.name, checkedName(*change.name));
  }
  if (change.unit) {
    MC_TRY(checkUnit(context, *change.unit));
    user.unit = *change.unit;
  }
  if (change.scope) {
    MC_TRY(checkScope(*change.scope));
    user.scope = *change.scope;
  }
  if (change.state) {
    if (*change.state != "active" && *change.state != "disabled") {
      return base::fail("ACCS-0504", {{"key", "state"}, {"value", *change.state}}, "state");
    }
    user.state = *change.state;
  }
  if (change.oidcSubject && !change.oidcSubject->empty()) {
    MC_TRY(checkOidcSubject(*change.oidcSubject));
    if (user.kind == "system") return base::fail("ACCS-0504", {{"key", "kind"}, {"value", user.kind}}, "oidcSubject");
    MC_ASSIGN(const auto other, store::findUserByOidc(context.conn, *change.oidcSubject));
    if (other && other->id != user.id) return base::fail("ACCS-0901", {{"login", *change.oidcSubject}}, "oidcSubject");
  }
  if (change.oidcSubject) user.oidcSubject = *change.oidcSubject;
  return {};
}

}  // namespace

base::Result<CreatedUser> insertAccount(Context& context, const NewUser& request) {
  store::UserRow user;
  MC_ASSIGN(user.login, checkedLogin(request.login));
  MC_ASSIGN(user.name, checkedName(request.name));
  if (request.kind != "staff" && request.kind != "subject" && request.kind != "system") {
    return base::fail("ACCS-0504", {{"key", "kind"}, {"value", request.kind}}, "kind");
  }
  MC_TRY(checkScope(request.scope));
  MC_TRY(checkUnit(context, request.unit));
  MC_TRY(checkEntries(context, request.entries));
  MC_ASSIGN(const auto taken, store::findUserByLogin(context.conn, user.login));
  if (taken) return base::fail("ACCS-0901", {{"login", user.login}}, "login");
  user.kind = request.kind;
  user.unit = request.unit;
  user.scope = request.kind == "staff" ? request.scope : "own";
  user.state = "active";
  user.createdAt = context.clock.now().micros;
  CreatedUser created;
  if (user.kind != "system") created.oneTimeCode = giveOneTimeCode(context, user);
  MC_ASSIGN(const auto number, store::reserveIds(context.conn, "user", 1));
  user.id = created.id = publicId('U', number);
  MC_TRY(store::insertUser(context.conn, user));
  MC_TRY(store::replaceUserEntries(context.conn, user.id, request.entries));
  // An account of a regulated party has its one role from the start; it counts once the identity is verified.
  if (user.kind == "subject") {
    MC_TRY(store::replaceRoles(context.conn, user.id, {"subject"}, context.actor, user.createdAt));
  }
  const json::object detail{{"login", user.login}, {"name", user.name},   {"kind", user.kind},
                            {"unit", user.unit},   {"scope", user.scope}, {"entries", jsonList(request.entries)}};
  MC_TRY(note(context, "account.add", user.id, json::serialize(detail)));
  return created;
}

base::Result<CreatedUser> createUser(Context& context, const NewUser& request) {
  MC_TRY(requirePermission(context, request.kind == "subject" ? "delegate.manage" : "user.manage"));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto created, insertAccount(context, request));
  MC_TRY(transaction.commit());
  return created;
}

base::Result<UserView> updateUser(Context& context, const std::string& id, const UserChange& change) {
  MC_TRY(requirePermission(context, "user.manage"));
  if (id == context.principal.id) return base::fail("ACCS-0211");
  if (change.entries) MC_TRY(checkEntries(context, *change.entries));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(store::UserRow user, knownUser(context, id));
  MC_TRY(checkVersion(user, change.expectedVersion));
  const store::UserRow before = user;
  MC_TRY(apply(context, change, user));
  MC_TRY(checkLink(context, before, user));
  if (before.state == "active" && user.state == "disabled") {
    MC_ASSIGN(const auto roles, store::rolesOf(context.conn, id));
    MC_TRY(keepAdministrators(context, roles));
  }
  ++user.version;
  MC_TRY(store::updateUser(context.conn, user));
  if (change.entries) MC_TRY(store::replaceUserEntries(context.conn, id, *change.entries));
  const bool linkChanged = before.oidcSubject != user.oidcSubject;
  const json::object detail{{"before", logged(before)}, {"after", logged(user)}, {"link_changed", linkChanged}};
  MC_TRY(note(context, "account.change", id, json::serialize(detail)));
  const bool rightsChanged =
      before.state != user.state || before.unit != user.unit || before.scope != user.scope || linkChanged;
  if (rightsChanged) MC_TRY(endSessions(context, user));
  MC_ASSIGN(auto view, viewOf(context, user));
  MC_TRY(transaction.commit());
  return view;
}

base::Result<std::string> resetUser(Context& context, const std::string& id, bool secondFactor) {
  MC_TRY(requirePermission(context, "user.manage"));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(store::UserRow user, knownUser(context, id));
  if (user.kind == "system") return base::fail("ACCS-0504", {{"key", "kind"}, {"value", user.kind}}, "kind");
  MC_ASSIGN(const auto roles, store::rolesOf(context.conn, id));
  // Who hands out the code could use it: no administrator gets at another one's account that way.
  if (context.principal.kind != PrincipalKind::kOperator &&
      (id == context.principal.id || !administratorRoles(context, roles).empty())) {
    return base::fail("ACCS-0209");
  }
  std::string code = giveOneTimeCode(context, user);
  if (secondFactor) {
    user.totpSecret.clear();
    user.totpOffered.clear();
  }
  ++user.version;
  MC_TRY(store::updateUser(context.conn, user));
  MC_TRY(store::clearSignInGuard(context.conn, loginKey(context.keys, user.login)));
  MC_TRY(note(context, "account.reset", id, json::serialize(json::object{{"second_factor", secondFactor}})));
  MC_TRY(endSessions(context, user));
  MC_TRY(transaction.commit());
  return code;
}

base::Result<UserView> unlockUser(Context& context, const std::string& id) {
  MC_TRY(requirePermission(context, "user.manage"));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const store::UserRow user, knownUser(context, id));
  MC_TRY(store::clearSignInGuard(context.conn, loginKey(context.keys, user.login)));
  MC_TRY(note(context, "account.unlock", id));
  MC_ASSIGN(auto view, viewOf(context, user));
  MC_TRY(transaction.commit());
  return view;
}

base::Result<UserView> setRoles(Context& context, const std::string& id, const std::vector<std::string>& wanted,
                                std::optional<std::int64_t> expectedVersion) {
  MC_TRY(requirePermission(context, "role.grant"));
  if (id == context.principal.id) return base::fail("ACCS-0210");
  std::vector<std::string> roles = wanted;
  std::sort(roles.begin(), roles.end());
  roles.erase(std::unique(roles.begin(), roles.end()), roles.end());
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(store::UserRow user, knownUser(context, id));
  MC_TRY(checkVersion(user, expectedVersion));
  for (const auto& roleId : roles) {
    const auto* role = context.law.roles.role(roleId);
    if (role == nullptr) return base::fail("ACCS-0503", {{"role", roleId}}, "roles");
    if (!suits(*role, user.kind)) return base::fail("ACCS-0508", {{"role", role->label}}, "roles");
  }
  if (const auto reason = context.law.roles.conflict(roles)) {
    return base::fail("ACCS-0902", {{"reason", *reason}}, "roles");
  }
  MC_ASSIGN(const auto before, store::rolesOf(context.conn, id));
  std::vector<std::string> lost;
  std::set_difference(before.begin(), before.end(), roles.begin(), roles.end(), std::back_inserter(lost));
  MC_TRY(keepAdministrators(context, lost));
  MC_TRY(store::replaceRoles(context.conn, id, roles, context.actor, context.clock.now().micros));
  ++user.version;
  MC_TRY(store::updateUser(context.conn, user));
  const json::object detail{{"before", jsonList(before)}, {"roles", jsonList(roles)}};
  MC_TRY(note(context, "account.roles", id, json::serialize(detail)));
  MC_TRY(endSessions(context, user));
  MC_ASSIGN(auto view, viewOf(context, user));
  MC_TRY(transaction.commit());
  return view;
}

base::Result<UserView> getUser(Context& context, const std::string& id) {
  if (id != context.principal.id) MC_TRY(requirePermission(context, "user.read"));
  MC_ASSIGN(const auto user, knownUser(context, id));
  return viewOf(context, user);
}

base::Result<std::vector<UserView>> listUsers(Context& context, const std::string& after, std::size_t limit,
                                              const std::string& text) {
  MC_TRY(requirePermission(context, "user.read"));
  MC_ASSIGN(const auto rows, store::listUsers(context.conn, after, limit, text));
  std::vector<UserView> users;
  for (const auto& row : rows) {
    MC_ASSIGN(auto view, viewOf(context, row));
    users.push_back(std::move(view));
  }
  return users;
}

base::Result<std::string> userIdOf(Context& context, const std::string& login) {
  MC_ASSIGN(const auto user, store::findUserByLogin(context.conn, cleanLogin(login)));
  if (!user) return notFound("账号 " + login);
  return user->id;
}

}  // namespace medcredit::service::access
