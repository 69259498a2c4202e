// Sign-in through an identity provider: the browser is sent there and comes back. Both are plain links of the sign-in
// page, so a refusal is shown by the browser as it stands.
#include "http/areas.h"
#include "http/handlers.h"
#include "service/access/access.h"
#include "service/access/oidc.h"

namespace medcredit::http {

namespace access = service::access;

namespace {

constexpr const char* kHome = "/console/";

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

Answer start(const Request&, HandlerContext& context) {
  constexpr int kFound = 302;
  if (context.shared.identityProvider == nullptr) return base::fail("ACCS-0402");
  MC_ASSIGN(auto begun, access::startOidc(context.service, *context.shared.identityProvider));
  Response response = redirect(kFound, std::move(begun.location));
  response.headers.emplace_back("Set-Cookie", access::oidcCookie(begun.ticket, context.shared.secureCookies));
  return response;
}

Response finish(const Request& request, HandlerContext& context) {
  constexpr int kSeeOther = 303;
  if (context.shared.identityProvider == nullptr) return refuse(request, base::fail("ACCS-0402"));
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
  Response response = session.ok() ? redirect(kSeeOther, kHome) : refuse(request, session.error());
  if (session.ok()) response.headers.emplace_back("Set-Cookie", access::sessionCookie(session->token, secure));
  if (!wanted.ticket.empty()) response.headers.emplace_back("Set-Cookie", access::oidcCookie("", secure));
  return response;
}

}  // namespace

void addOidcRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("oidcStart", "/api/session/oidc", "public", start);
  routes.get("oidcReturn", "/api/session/oidc/return", "public",
             [](const Request& request, HandlerContext& context) -> Answer { return finish(request, context); });
}

}  // namespace medcredit::http
