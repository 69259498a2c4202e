// Operations anybody may call: health, the document of the API, what the authority publishes.
#include <boost/json.hpp>

#include "http/api.h"
#include "http/areas.h"
#include "store/meta.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

Response health(const Request&, HandlerContext&) { return jsonResponse(200, json::object{{"status", "ok"}}); }

/// Ready when the store answers.
Response ready(const Request& request, HandlerContext& context) {
  const auto jurisdiction = store::getMeta(context.service.conn, "jurisdiction");
  if (!jurisdiction.ok()) return refuse(request, base::fail("STOR-0003"));
  return jsonResponse(200, json::object{{"status", "ready"}});
}

Response document(const Request&, HandlerContext& context) {
  Response response;
  response.body = context.shared.openApi;
  response.headers.emplace_back("Cache-Control", "public, max-age=300");
  return response;
}

}  // namespace

void addPublicRoutes(Router& router) {
  const auto get = [&](const char* id, const char* path, Handler handler) {
    Route route;
    route.path = path;
    route.operationId = id;
    route.permission = "public";
    route.workClass = WorkClass::kPublic;
    route.handler = std::move(handler);
    router.add(std::move(route));
  };
  get("health", "/healthz", health);
  get("ready", "/readyz", ready);
  get("openapi", "/api/openapi.json", document);
}

}  // namespace medcredit::http
