// Sign-in through an identity provider: the browser is sent there and comes back. Both are plain links of the sign-in
// page, so a person who is refused lands on that page again, with the code; a program gets the problem.
#include <boost/json.hpp>

#include "http/areas.h"
#include "http/assets.h"
#include "http/handlers.h"
#include "service/access/access.h"
#include "service/access/oidc.h"

namespace medcredit::http {

namespace access = service::access;

namespace {

constexpr const char* kHome = "/console/";
constexpr const char* kRefused = "/console/sign-in?refused=";
constexpr int kSeeOther = 303;

std::string parameter(const Request& request, std::string_view name) {
  return std::string(request.queryValue(name).value_or(""));
}

/// Sends the browser on; nothing of the way may be kept.
Response redirect(int status, std::string location) {
  Response response;
  response.status = status;
  response.headers.emplace_back("Location", std::move(location));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

/// The sign-in page is part of the program, so the code alone is enough for it.
Response turnAway(const Request& request, const base::Error& error) {
  return wantsHtml(request) ? redirect(kSeeOther, kRefused + error.code) : refuse(request, error);
}

Answer ways(const Request&, HandlerContext& context) {
  return jsonResponse(
      200, boost::json::object{{"password", true}, {"identityProvider", context.shared.identityProvider != nullptr}});
}

Response start(const Request& request, HandlerContext& context) {
  constexpr int kFound = 302;
  if (context.shared.identityProvider == nullptr) return turnAway(request, base::fail("ACCS-0402"));
  auto begun = access::startOidc(context.service, *context.shared.identityProvider);
  if (!begun.ok()) return turnAway(request, begun.error());
  Response response = redirect(kFound, std::move(begun->location));
  response.headers.emplace_back("Set-Cookie", access::oidcCookie(begun->ticket, context.shared.secureCookies));
  return response;
}

Response finish(const Request& request, HandlerContext& context) {
  if (context.shared.identityProvider == nullptr) return turnAway(request, base::fail("ACCS-0402"));
  const bool secure = context.shared.secureCookies;
  access::OidcReturn wanted;
  wanted.state = parameter(request, "state");
  wanted.code = parameter(request, "code");
  wanted.error = parameter(request, "error");
  wanted.issuer = parameter(request, "iss");
  wanted.ticket = cookieOf(request, access::oidcCookieName(secure));
  wanted.address = request.remoteAddress;
  wanted.agent = std::string(request.header("User-Agent").value_or(""));
  const auto session = access::finishOidc(context.service, *context.shared.identityProvider, wanted);
  Response response = session.ok() ? redirect(kSeeOther, kHome) : turnAway(request, session.error());
  if (session.ok()) response.headers.emplace_back("Set-Cookie", access::sessionCookie(session->token, secure));
  if (!wanted.ticket.empty()) response.headers.emplace_back("Set-Cookie", access::oidcCookie("", secure));
  return response;
}

}  // namespace

void addOidcRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("signInWays", "/api/session/ways", "public", ways);
  routes.get("oidcStart", "/api/session/oidc", "public",
             [](const Request& request, HandlerContext& context) -> Answer { return start(request, context); });
  routes.get("oidcReturn", "/api/session/oidc/return", "public",
             [](const Request& request, HandlerContext& context) -> Answer { return finish(request, context); });
}

}  // namespace medcredit::http
