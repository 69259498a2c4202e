// Set-up, sign-in, the session's own affairs, drafts. Nothing here is kept for repetition: answers hold tokens and
// codes, which must not lie in the store.
#include <boost/json.hpp>

#include "http/areas.h"
#include "http/handlers.h"
#include "http/views.h"
#include "service/access/access.h"
#include "service/access/drafts.h"
#include "service/access/sign_in.h"

namespace medcredit::http {

namespace json = boost::json;
namespace access = service::access;

namespace {

constexpr std::size_t kLongestPassword = 1024;
constexpr std::size_t kLongestCode = 64;

std::string agentOf(const Request& request) { return std::string(request.header("User-Agent").value_or("")); }

/// What is still to be done before work may begin, as code and text.
json::value pendingView(const std::string& code) {
  if (code.empty()) return nullptr;
  return issueView(base::fail(code));
}

Answer setup(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const std::string code = input.text("code", kLongestCode);
  std::vector<access::FirstAdministrator> administrators;
  for (auto& one : input.objects("administrators", 3)) {
    administrators.push_back({one.text("role", 64), one.text("login", 64), one.text("name", 100)});
  }
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto issued, access::setUp(context.service, code, administrators));
  json::array accounts;
  for (const auto& one : issued) {
    accounts.push_back(json::object{{"id", one.userId}, {"login", one.login}, {"oneTimeCode", one.oneTimeCode}});
  }
  return jsonResponse(201, json::object{{"accounts", std::move(accounts)}});
}

Answer signIn(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  access::SignInRequest wanted;
  wanted.login = input.text("login", 64);
  wanted.password = input.text("password", kLongestPassword);
  wanted.code = input.text("code", 6, Need::kOptional);
  wanted.address = request.remoteAddress;
  wanted.agent = agentOf(request);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto session, access::signIn(context.service, wanted));
  Response response = jsonResponse(
      201, json::object{{"id", session.userId},
                        {"name", session.name},
                        {"csrfToken", session.csrf},
                        {"lastSignInAt", session.lastSignInAt ? json::value(session.lastSignInAt->iso()) : nullptr},
                        {"lastSignInAddress", textOrNull(session.lastSignInAddress)},
                        {"failuresSince", session.failuresSince},
                        {"pending", pendingView(session.pending)}});
  response.headers.emplace_back("Set-Cookie", access::sessionCookie(session.token, context.shared.secureCookies));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Answer signOut(const Request&, HandlerContext& context) {
  MC_TRY(access::signOut(context.service));
  Response response = emptyResponse();
  response.headers.emplace_back("Set-Cookie", access::endedCookie(context.shared.secureCookies));
  return response;
}

std::string_view kindName(service::PrincipalKind kind) {
  switch (kind) {
    case service::PrincipalKind::kStaff:
      return "staff";
    case service::PrincipalKind::kSubject:
      return "subject";
    case service::PrincipalKind::kSystem:
      return "system";
    case service::PrincipalKind::kAnonymous:
    case service::PrincipalKind::kOperator:
      break;
  }
  return "other";
}

json::array textsView(const auto& texts) { return json::array(texts.begin(), texts.end()); }

Answer whoAmI(const Request&, HandlerContext& context) {
  const auto& principal = context.service.principal;
  json::object body{{"id", principal.id},
                    {"name", principal.name},
                    {"kind", kindName(principal.kind)},
                    {"roles", textsView(principal.roles)},
                    {"permissions", textsView(principal.permissions)},
                    {"unit", textOrNull(principal.unit)},
                    {"subject", idOrNull('S', principal.subjectId)},
                    {"pending", pendingView(principal.pending)}};
  if (principal.sessionHash.empty()) return jsonResponse(200, body);
  MC_ASSIGN(const auto own, access::ownSession(context.service));
  const auto rules = access::secrecyRules(context.service.law);
  body["session"] = json::object{
      {"csrfToken", own.csrf},
      {"login", own.login},
      {"unitName", textOrNull(own.unitName)},
      {"secondFactor", own.secondFactor},
      {"secondFactorSet", own.secondFactorSet},
      {"idleMinutes", own.idleMinutes},
      {"endsAt", own.endsAt.iso()},
      {"passwordEndsOn", own.passwordEndsOn ? json::value(own.passwordEndsOn->iso()) : json::value(nullptr)},
      {"rules", json::object{{"version", rules.version}, {"text", rules.text}, {"accepted", own.rulesAccepted}}}};
  return jsonResponse(200, body);
}

Answer changePassword(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const std::string current = input.text("current", kLongestPassword, Need::kOptional);
  const std::string next = input.text("next", kLongestPassword);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(access::changePassword(context.service, current, next));
  return emptyResponse();
}

/// With `password` a secret is offered, with `code` the offered one is put in force.
Answer enrolTotp(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto password = input.optionalText("password", kLongestPassword);
  const auto code = input.optionalText("code", 6);
  if (password.has_value() == code.has_value()) input.wrong("code", base::fail("HTTP-0016"));
  if (auto refused = input.refused()) return std::move(*refused);
  if (code) {
    MC_TRY(access::confirmTotp(context.service, *code));
    return jsonResponse(200, json::object{{"active", true}});
  }
  MC_ASSIGN(const auto offer, access::offerTotp(context.service, *password));
  Response response = jsonResponse(200, json::object{{"active", false}, {"secret", offer.secret}, {"uri", offer.uri}});
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Answer acceptRules(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const std::string version = input.text("version", 64);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(access::acceptRules(context.service, version));
  return emptyResponse();
}

Answer speakFor(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const std::string subject = input.text("subject", 20, Need::kOptional);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(access::speakFor(context.service, subject));
  return emptyResponse();
}

json::object sessionView(const access::SessionView& one) {
  return {{"id", one.id},
          {"createdAt", one.createdAt.iso()},
          {"lastSeenAt", one.lastSeenAt.iso()},
          {"address", one.address},
          {"agent", one.agent},
          {"current", one.current}};
}

Answer mySessions(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto sessions, access::mySessions(context.service));
  json::array items;
  for (const auto& one : sessions) items.push_back(sessionView(one));
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer openSessions(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto sessions, access::openSessions(context.service));
  json::array items;
  for (const auto& one : sessions) {
    json::object item = sessionView(one.session);
    item["user"] = one.user;
    item["login"] = one.login;
    item["name"] = one.name;
    items.push_back(std::move(item));
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer endSession(const Request& request, HandlerContext& context) {
  MC_TRY(access::endSession(context.service, pathText(request, "id")));
  return emptyResponse();
}

Answer saveDraft(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const json::value* content = input.value("content");
  const std::string text = content != nullptr ? json::serialize(*content) : std::string();
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(access::saveDraft(context.service, pathText(request, "key"), text));
  return emptyResponse();
}

Answer getDraft(const Request& request, HandlerContext& context) {
  const auto kept = access::getDraft(context.service, pathText(request, "key"));
  // That nothing is kept is an answer, not a refusal: every form asks when it opens.
  const bool nothing = !kept.ok() && kept.error().code == "ACCS-0401";
  if (nothing) return jsonResponse(200, json::object{{"content", nullptr}, {"savedAt", nullptr}});
  if (!kept.ok()) return kept.error();
  const auto& draft = *kept;
  return jsonResponse(200, json::object{{"content", json::parse(draft.content)}, {"savedAt", draft.savedAt.iso()}});
}

Answer removeDraft(const Request& request, HandlerContext& context) {
  MC_TRY(access::removeDraft(context.service, pathText(request, "key")));
  return emptyResponse();
}

}  // namespace

void addSessionRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.compute("setup", "/api/setup", "public", setup);
  routes.compute("signIn", "/api/session", "public", signIn);
  routes.get("whoAmI", "/api/session", "signed-in", whoAmI);
  routes.change(Method::kDelete, "signOut", "/api/session", "signed-in", signOut, false);
  routes.compute("changePassword", "/api/session/password", "signed-in", changePassword);
  routes.compute("enrolTotp", "/api/session/totp", "signed-in", enrolTotp);
  routes.compute("acceptRules", "/api/session/rules", "signed-in", acceptRules);
  routes.compute("speakFor", "/api/session/subject", "signed-in", speakFor);
  routes.get("mySessions", "/api/sessions", "signed-in", mySessions);
  routes.get("openSessions", "/api/open-sessions", "user.manage", openSessions);
  routes.change(Method::kDelete, "endSession", "/api/sessions/{id}", "signed-in", endSession, false);
  routes.change(Method::kPut, "saveDraft", "/api/drafts/{key}", "signed-in", saveDraft, false);
  routes.get("getDraft", "/api/drafts/{key}", "signed-in", getDraft);
  routes.change(Method::kDelete, "removeDraft", "/api/drafts/{key}", "signed-in", removeDraft, false);
}

}  // namespace medcredit::http
