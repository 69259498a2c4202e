// Routes: one table row per operation. The row carries what the policy, the OpenAPI check and the limits need, so that
// an operation without permission or documentation cannot be reached (default deny).
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"
#include "service/principal.h"

namespace medcredit::http {

/// Which queue a request waits in; each is bounded and answers 503 + Retry-After when full.
enum class WorkClass { kInline, kPublic, kOfficer, kUpload };

/// Everything a handler may use. One per worker thread; never shared.
struct HandlerContext;

using Handler = std::function<Response(const Request&, HandlerContext&)>;

struct Route {
  Method method = Method::kGet;
  std::string path;         ///< "/api/batches/{id}"
  std::string operationId;  ///< equals the OpenAPI operationId
  std::string permission;   ///< permission id of policy; "public" = no sign-in, "signed-in" = any session
  WorkClass workClass = WorkClass::kOfficer;
  std::size_t maxBody = 64 * 1024;
  bool upload = false;  ///< body is spooled to a file
  Handler handler;
  /// Changes (POST, PUT, PATCH, DELETE) want an Idempotency-Key and run in one transaction together with its answer.
  /// False for acts that change nothing or are repeated harmlessly (sign-in, checks, drafts).
  bool keyed = true;
  bool binaryBody = false;  ///< application/octet-stream instead of JSON (uploads are)

  [[nodiscard]] bool changes() const { return method != Method::kGet && method != Method::kHead; }
};

class Router {
 public:
  /// A route without operation id, permission or handler is a bug of the program and throws.
  void add(Route route);
  struct Match {
    const Route* route = nullptr;
    std::map<std::string, std::string, std::less<>> params;
    std::vector<Method> allowed;  ///< when the path exists under other methods (405 + Allow)
  };
  [[nodiscard]] Match find(Method method, std::string_view path) const;
  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

/// RFC 9457 problem details with the stable code of the message catalogue: type, title, status, detail, code, basis,
/// remedy, requestId and, for rows and fields, `errors`: [{code, field, row, column, value, message, basis,
/// suggestion}].
[[nodiscard]] Response problem(int status, const base::Error& error, std::string_view requestId);
/// … with the fields that are wrong.
struct FieldError;
[[nodiscard]] Response problem(int status, const base::Error& error, std::string_view requestId,
                               const std::vector<FieldError>& errors);
/// HTTP status of an error code (one table: COLL/FILE 422, STOR-0003 503, scope 404 …).
[[nodiscard]] int statusOf(const base::Error& error);

}  // namespace medcredit::http
