// What stands behind the queue: one ApiWorker per worker thread, with its own connection to the store. It turns a
// request into a call of the service floor: who asks, may they, once only, and problem details for everything that is
// refused.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "crypto/key_folder.h"
#include "http/json_io.h"
#include "http/router.h"
#include "http/work_queue.h"
#include "jurisdiction/jurisdiction.h"
#include "service/context.h"
#include "store/conn.h"

namespace medcredit::workflow {
struct ProcedureSet;
}
namespace medcredit::service {
class JobFeed;
}
namespace medcredit::service::access {
class IdentityProvider;
}

namespace medcredit::http {

/// What all worker threads share; immutable after start, everything in it is safe to use from several threads.
struct ApiShared {
  store::Location location;
  std::shared_ptr<const jurisdiction::Jurisdiction> law;
  const base::Clock& clock;
  base::Random& random;
  const crypto::Keys& keys;
  const Router& router;
  std::string spoolFolder = {};           ///< temporary files of answers (Response::bodyFile with temporaryFile)
  bool secureCookies = false;             ///< the site is reached by TLS: cookies carry Secure and the __Host- prefix
  std::string openApi = {};               ///< the merged document
  std::vector<std::string> origins = {};  ///< further origins from which a browser may send changes (a proxy's name)
  /// Query parameters documented for each operation (openapi.h); others are refused.
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> parameters = {};
  std::function<std::string()> metrics = {};  ///< Prometheus text; empty: nothing is measured
  std::function<void(std::string_view requestId, std::string_view what)> onFault = {};  ///< a bug, for the log
  service::ReadLog* readLog = nullptr;              ///< group commit of the evidence of reads
  service::ReadCaches* caches = nullptr;            ///< what reads need again and again
  service::NameSearch* names = nullptr;             ///< index of subject names, shared by all workers
  service::JobFeed* jobFeed = nullptr;              ///< events of background jobs
  service::PasswordSlots* passwordSlots = nullptr;  ///< bounds the password checks at work
  std::shared_ptr<const workflow::ProcedureSet> procedures = nullptr;  ///< of the law: cases go by them
  service::access::IdentityProvider* identityProvider = nullptr;       ///< sign-in by OpenID Connect; none: not offered
};

/// Everything a handler may use besides the request.
struct HandlerContext {
  service::Context& service;  ///< store, law, clock, keys, principal and trace of this request
  const Route& route;
  const ApiShared& shared;
};

/// One worker thread's half of the API. Created on the thread that uses it.
class ApiWorker final : public Worker {
 public:
  explicit ApiWorker(const ApiShared& shared);
  ~ApiWorker() override;
  Response handle(const Request& request, const Route& route) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The routes of all areas (http/areas.h) in one table.
[[nodiscard]] Router apiRouter();

/// A refusal with the status the code stands for (statusOf) as problem details.
[[nodiscard]] Response refuse(const Request& request, const base::Error& error);
/// … with the fields that are wrong.
[[nodiscard]] Response refuse(const Request& request, const base::Error& error, const std::vector<FieldError>& errors);

/// Value of a cookie the request carries; empty when it does not.
[[nodiscard]] std::string cookieOf(const Request& request, std::string_view name);

/// 404 for an object that does not exist or lies outside the scope: both read the same (ACCS-0401).
[[nodiscard]] Response notFound(const Request& request, std::string_view object);

/// ETag of a versioned object: "\"7\"". Handlers of such objects set it; writes compare If-Match with it.
void setVersion(Response& response, std::int64_t version);
/// HTTP-0023 (428) without If-Match, HTTP-0024 (412) when it does not name `version`. Called by handlers of writes to
/// versioned objects inside the transaction that writes.
base::Status checkVersion(const Request& request, std::int64_t version);

}  // namespace medcredit::http
