// Keys of partner systems. Not kept for repetition: the answer may hold a shared secret.
#include <boost/json.hpp>

#include "http/areas.h"
#include "http/handlers.h"
#include "http/views.h"
#include "service/access/systems.h"

namespace medcredit::http {

namespace json = boost::json;
namespace access = service::access;

namespace {

Answer listSystemKeys(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto keys, access::listSystemKeys(context.service, pathText(request, "id")));
  json::array items;
  for (const auto& key : keys) {
    items.push_back(json::object{{"id", key.id},
                                 {"algorithm", key.algorithm},
                                 {"state", key.state},
                                 {"fingerprint", key.fingerprint},
                                 {"createdAt", key.createdAt.iso()}});
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer createSystemKey(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  access::NewSystemKey key;
  key.algorithm = input.word("algorithm", {"sm2", "hmac-sm3"});
  key.publicKey = input.text("publicKey", 200, Need::kOptional);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto created, access::createSystemKey(context.service, pathText(request, "id"), key));
  Response response = jsonResponse(
      201,
      json::object{{"id", created.id}, {"secret", textOrNull(created.secret)}, {"fingerprint", created.fingerprint}});
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Answer revokeSystemKey(const Request& request, HandlerContext& context) {
  MC_TRY(access::revokeSystemKey(context.service, pathText(request, "id"), pathText(request, "key")));
  return emptyResponse();
}

}  // namespace

void addSystemsRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("listSystemKeys", "/api/systems/{id}/keys", "user.manage", listSystemKeys);
  routes.compute("createSystemKey", "/api/systems/{id}/keys", "user.manage", createSystemKey);
  routes.change(Method::kDelete, "revokeSystemKey", "/api/systems/{id}/keys/{key}", "user.manage", revokeSystemKey,
                false);
}

}  // namespace medcredit::http
