#include "http/public_route.h"

#include <utility>

namespace medcredit::http {

Route publicRoute(Method method, const char* id, const char* path, Answering handler) {
  Route route;
  route.method = method;
  route.operationId = id;
  route.path = path;
  route.permission = "public";
  route.workClass = WorkClass::kPublic;
  route.handler = [handler = std::move(handler)](const Request& request, HandlerContext& context) {
    auto answer = handler(request, context);
    return answer.ok() ? std::move(answer).value() : refuse(request, answer.error());
  };
  return route;
}

}  // namespace medcredit::http
