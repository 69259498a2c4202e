// From a request to the call of a handler: who asks, may they, is the request well-formed.
#include <algorithm>

#include "http/api.h"
#include "http/areas.h"

namespace medcredit::http {

namespace {

service::Principal anonymous() {
  service::Principal principal;
  principal.kind = service::PrincipalKind::kAnonymous;
  principal.id = "anonymous";
  return principal;
}

/// Default deny: what is not expressly permitted is refused.
std::optional<base::Error> forbidden(const Route& route, const service::Principal& principal) {
  if (route.permission == "public") return std::nullopt;
  if (principal.kind == service::PrincipalKind::kAnonymous) return base::fail("HTTP-0031");
  if (route.permission == "signed-in" || principal.may(route.permission)) return std::nullopt;
  return base::fail("HTTP-0032");
}

std::string_view mediaType(const Request& request) {
  auto value = request.header("Content-Type").value_or("");
  value = value.substr(0, value.find(';'));
  while (value.ends_with(' ')) value.remove_suffix(1);
  return value;
}

std::optional<base::Error> wrongBody(const Request& request, const Route& route) {
  if (request.body.empty() && !request.bodyFile) return std::nullopt;
  const std::string_view expected = route.upload || route.binaryBody ? "application/octet-stream" : "application/json";
  if (mediaType(request) == expected) return std::nullopt;
  return base::fail("HTTP-0020", {{"expected", std::string(expected)}});
}

}  // namespace

struct ApiWorker::Impl {
  const ApiShared& shared;
  std::unique_ptr<store::Conn> conn;

  explicit Impl(const ApiShared& all) : shared(all) {}

  /// The connection, opened on first use and again after it was lost.
  base::Result<store::Conn*> connection() {
    if (!conn) {
      MC_ASSIGN(conn, store::open(shared.location));
    }
    return conn.get();
  }

  Response answer(const Request& request, const Route& route) {
    if (const auto error = wrongBody(request, route)) return refuse(request, *error);
    const service::Principal principal = anonymous();
    if (const auto error = forbidden(route, principal)) return refuse(request, *error);
    auto open = connection();
    if (!open.ok()) return refuse(request, open.error());
    service::Context context{**open,        *shared.law, shared.clock, principal.id,
                             shared.random, shared.keys, principal,    {request.requestId, request.remoteAddress}};
    HandlerContext handlerContext{context, route, shared};
    return route.handler(request, handlerContext);
  }
};

ApiWorker::ApiWorker(const ApiShared& shared) : impl_(std::make_unique<Impl>(shared)) {}
ApiWorker::~ApiWorker() = default;

Response ApiWorker::handle(const Request& request, const Route& route) {
  Response response = impl_->answer(request, route);
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  return response;
}

Router apiRouter() {
  Router router;
  for (const auto add :
       {addSessionRoutes, addUsersRoutes, addSystemsRoutes, addDelegatesRoutes, addCollectRoutes, addRecordsRoutes,
        addPublicityRoutes, addSupervisionRoutes, addCatalogueRoutes, addSubjectsRoutes, addMeRoutes,
        addAuthorisedRoutes, addAuditRoutes, addJobsRoutes, addPublicRoutes}) {
    add(router);
  }
  return router;
}

}  // namespace medcredit::http
