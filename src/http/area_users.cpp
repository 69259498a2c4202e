// Accounts and roles, offices and their named persons.
#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "http/areas.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/views.h"
#include "service/access/users.h"
#include "service/scope.h"
#include "service/units.h"
#include "store/access_users.h"

namespace medcredit::http {

namespace json = boost::json;
namespace access = service::access;

namespace {

constexpr std::size_t kMostEntries = 200;
constexpr std::size_t kMostRoles = 20;
constexpr std::size_t kMostNames = 50;

json::array textsView(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

json::object userView(const access::UserView& user) {
  return json::object{{"id", user.id},
                      {"login", user.login},
                      {"name", user.name},
                      {"kind", user.kind},
                      {"unit", textOrNull(user.unit)},
                      {"scope", user.scope},
                      {"state", user.state},
                      {"roles", textsView(user.roles)},
                      {"entries", textsView(user.entries)},
                      {"mustChange", user.mustChange},
                      {"secondFactor", user.secondFactor},
                      {"locked", user.locked},
                      {"lastSignInAt", user.lastSignInAt ? json::value(user.lastSignInAt->iso()) : nullptr},
                      {"identityVerified", !user.verifiedHow.empty()},
                      {"oidcSubject", textOrNull(user.oidcSubject)},
                      {"version", user.version}};
}

Answer userAnswer(const access::UserView& user) {
  Response response = jsonResponse(200, userView(user));
  setVersion(response, user.version);
  return response;
}

/// The version a change is based on, from If-Match.
base::Result<std::int64_t> expectedVersion(const Request& request, HandlerContext& context, const std::string& id) {
  MC_ASSIGN(const auto user, access::getUser(context.service, id));
  MC_TRY(checkVersion(request, user.version));
  return user.version;
}

Answer listUsers(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto text = query.optionalText("q", 100).value_or("");
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(auto users,
            access::listUsers(context.service, page.after.empty() ? "" : page.after.front(), page.limit + 1, text));
  const bool more = users.size() > page.limit;
  if (more) users.resize(page.limit);
  json::array items;
  for (const auto& user : users) items.push_back(userView(user));
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {users.back().id});
  return jsonResponse(200, body);
}

Answer createUser(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  access::NewUser user;
  user.login = input.text("login", 64);
  user.name = input.text("name", 100);
  user.kind = input.word("kind", {"staff", "system"}, Need::kOptional);
  user.unit = input.text("unit", 64, Need::kOptional);
  user.scope = input.word("scope", {"own", "unit", "county", "city", "province"}, Need::kOptional);
  user.entries = input.texts("entries", kMostEntries, 64, Need::kOptional);
  if (auto refused = input.refused()) return std::move(*refused);
  if (user.kind.empty()) user.kind = "staff";
  if (user.scope.empty()) user.scope = "unit";
  MC_ASSIGN(const auto created, access::createUser(context.service, user));
  Response response =
      jsonResponse(201, json::object{{"id", created.id}, {"oneTimeCode", textOrNull(created.oneTimeCode)}});
  response.headers.emplace_back("Location", "/api/users/" + created.id);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Answer getUser(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto user, access::getUser(context.service, pathText(request, "id")));
  return userAnswer(user);
}

Answer updateUser(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  access::UserChange change;
  change.name = input.optionalText("name", 100);
  change.unit = input.optionalText("unit", 64);
  if (input.has("scope")) change.scope = input.word("scope", {"own", "unit", "county", "city", "province"});
  if (input.has("state")) change.state = input.word("state", {"active", "disabled"});
  change.oidcSubject = input.optionalText("oidcSubject", 400);
  if (input.has("entries")) change.entries = input.texts("entries", kMostEntries, 64);
  if (auto refused = input.refused()) return std::move(*refused);
  const std::string id = pathText(request, "id");
  MC_ASSIGN(change.expectedVersion, expectedVersion(request, context, id));
  MC_ASSIGN(const auto user, access::updateUser(context.service, id, change));
  return userAnswer(user);
}

Answer resetUser(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const bool secondFactor = input.optionalBoolean("secondFactor").value_or(false);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto code, access::resetUser(context.service, pathText(request, "id"), secondFactor));
  Response response = jsonResponse(200, json::object{{"oneTimeCode", code}});
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Answer unlockUser(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto user, access::unlockUser(context.service, pathText(request, "id")));
  return userAnswer(user);
}

Answer setRoles(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto roles = input.texts("roles", kMostRoles, 64);
  if (auto refused = input.refused()) return std::move(*refused);
  const std::string id = pathText(request, "id");
  MC_ASSIGN(const auto version, expectedVersion(request, context, id));
  MC_ASSIGN(const auto user, access::setRoles(context.service, id, roles, version));
  return userAnswer(user);
}

/// Roles that one person may not hold beside this one, with the reason.
json::array conflictsOf(const jurisdiction::RoleTable& table, const jurisdiction::Role& role) {
  json::array out;
  for (const auto& other : table.roles) {
    if (other.id == role.id) continue;
    const auto reason = table.conflict({role.id, other.id});
    if (reason) out.push_back(json::object{{"role", other.id}, {"label", other.label}, {"reason", *reason}});
  }
  return out;
}

Answer listRoles(const Request&, HandlerContext& context) {
  const auto& table = context.service.law.roles;
  json::array roles;
  for (const auto& role : table.roles) {
    json::array permissions;
    for (const auto& id : role.permissions) {
      const auto* permission = table.permission(id);
      permissions.push_back(json::object{{"id", id}, {"label", permission != nullptr ? permission->label : id}});
    }
    roles.push_back(json::object{{"id", role.id},
                                 {"label", role.label},
                                 {"accountKind", role.accountKind()},
                                 {"administrator", role.administrator()},
                                 {"permissions", std::move(permissions)},
                                 {"conflicts", conflictsOf(table, role)},
                                 {"source", role.source}});
  }
  return jsonResponse(200, json::object{{"items", std::move(roles)}});
}

json::object unitView(const store::Unit& unit) {
  json::array contacts;
  for (const auto& contact : unit.contacts) {
    contacts.push_back(json::object{
        {"person", contact.person}, {"from", contact.from}, {"to", contact.to ? json::value(*contact.to) : nullptr}});
  }
  return json::object{{"id", unit.id},
                      {"name", unit.name},
                      {"region", textOrNull(unit.region)},
                      {"usc", textOrNull(unit.usc)},
                      {"entries", textsView(unit.entries)},
                      {"contacts", std::move(contacts)}};
}

/// Offices and their duties are the authority's public organisation: everybody who works here may see all of them.
Answer listUnits(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto units, store::listUnits(context.service.conn));
  json::array items;
  for (const auto& unit : units) items.push_back(unitView(unit));
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer createUnit(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::NewUnit unit;
  unit.id = input.text("id", 64);
  unit.name = input.text("name", 200);
  unit.region = input.text("region", 6, Need::kOptional);
  unit.usc = input.text("usc", 18, Need::kOptional);
  unit.entries = input.texts("entries", kMostEntries, 64, Need::kOptional);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto created, service::addUnit(context.service, unit));
  Response response = jsonResponse(201, unitView(created));
  response.headers.emplace_back("Location", "/api/units/" + created.id);
  return response;
}

Answer changeUnit(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::UnitChange change;
  change.name = input.optionalText("name", 200);
  change.region = input.optionalText("region", 6);
  change.usc = input.optionalText("usc", 18);
  if (input.has("entries")) change.entries = input.texts("entries", kMostEntries, 64, Need::kOptional);
  if (auto refused = input.refused()) return std::move(*refused);
  const auto unit = service::changeUnit(context.service, pathText(request, "id"), change);
  if (!unit.ok() && unit.error().code == "STOR-0021") return notFound(request, pathText(request, "id"));
  if (!unit.ok()) return unit.error();
  return jsonResponse(200, unitView(*unit));
}

/// Names of colleagues by the numbers that stand in records and lists; accounts of the public are not told.
Answer namesOfStaff(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const std::string list = query.text("ids", kMostNames * 24);
  if (auto refused = query.refused()) return std::move(*refused);
  json::array items;
  std::string_view rest = list;
  for (std::size_t asked = 0; asked < kMostNames && !rest.empty(); ++asked) {
    const auto comma = std::min(rest.find(','), rest.size());
    MC_ASSIGN(const auto user, store::findUser(context.service.conn, rest.substr(0, comma)));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    if (!user || user->kind != "staff") continue;
    items.push_back(json::object{{"id", user->id}, {"name", user->name}, {"unit", textOrNull(user->unit)}});
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer setContact(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const std::string person = input.text("person", 200);
  const auto from = input.optionalDate("from");
  if (auto refused = input.refused()) return std::move(*refused);
  const std::string id = pathText(request, "id");
  MC_TRY(service::setContact(context.service, id, person, from));
  MC_ASSIGN(const auto unit, store::findUnit(context.service.conn, id));
  return jsonResponse(200, unitView(*unit));
}

}  // namespace

void addUsersRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("listUsers", "/api/users", "user.read", listUsers);
  // Not kept for repetition: the answer holds a one-time code. A second try meets the login it made.
  routes.compute("createUser", "/api/users", "user.manage", createUser);
  routes.get("getUser", "/api/users/{id}", "user.read", getUser);
  routes.change(Method::kPatch, "updateUser", "/api/users/{id}", "user.manage", updateUser);
  routes.compute("resetUser", "/api/users/{id}/reset", "user.manage", resetUser);
  routes.post("unlockUser", "/api/users/{id}/unlock", "user.manage", unlockUser);
  routes.change(Method::kPut, "setRoles", "/api/users/{id}/roles", "role.grant", setRoles);
  routes.get("listRoles", "/api/roles", "user.read", listRoles);
  routes.get("listUnits", "/api/units", "unit.read", listUnits);
  routes.post("createUnit", "/api/units", "unit.manage", createUnit);
  routes.change(Method::kPatch, "changeUnit", "/api/units/{id}", "unit.manage", changeUnit);
  routes.get("namesOfStaff", "/api/staff", "unit.read", namesOfStaff);
  routes.post("setContact", "/api/units/{id}/contacts", "unit.manage", setContact);
}

}  // namespace medcredit::http
