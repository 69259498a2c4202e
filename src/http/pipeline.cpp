// From a request to the call of a handler: is it well-formed, who asks, may they, once only; and what every answer
// carries. Refused attempts of people and systems we know leave their mark in the evidence log.
#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <fstream>

#include "base/text.h"
#include "crypto/sm3.h"
#include "http/api.h"
#include "http/once.h"
#include "service/access/access.h"
#include "service/evidence.h"
#include "store/idempotency.h"
#include "store/read_limit.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace medcredit::http {

namespace access = service::access;

namespace {

constexpr std::int64_t kKeepAnswersMicros = 24LL * 3600 * 1000 * 1000;
/// 默认值（依据未规定）: a query that needs longer keeps others waiting; longer than the busy time of the server.
constexpr std::chrono::seconds kLongestRead{20};
constexpr unsigned kForgetEvery = 256;
constexpr std::size_t kLongestCase = 100;

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

/// A browser says where a request comes from; changes are taken from our own pages only. Other clients say nothing.
bool crossSite(const Request& request, const ApiShared& shared) {
  const auto site = request.header("Sec-Fetch-Site");
  const auto origin = request.header("Origin");
  const bool listed =
      origin && std::find(shared.origins.begin(), shared.origins.end(), *origin) != shared.origins.end();
  if (listed) return false;
  if (site && *site != "same-origin" && *site != "none") return true;
  if (!origin) return false;
  const std::string own =
      std::string(request.secure ? "https://" : "http://") + std::string(request.header("Host").value_or(""));
  return *origin != own;
}

/// Parameters nobody documented are refused like unknown fields: a misspelt filter must not widen an answer.
std::vector<FieldError> unknownParameters(const Request& request, const Route& route, const ApiShared& shared) {
  std::vector<FieldError> errors;
  const auto known = shared.parameters.find(route.operationId);
  if (known == shared.parameters.end()) return errors;
  for (const auto& [name, value] : request.query) {
    if (known->second.count(name) == 0) errors.push_back({name, base::fail("HTTP-0019")});
  }
  return errors;
}

std::string bodySm3(const Request& request) {
  if (!request.bodyFile) return crypto::sm3Hex(request.body);
  crypto::Sm3Stream digest;
  std::ifstream file(*request.bodyFile, std::ios::binary);
  std::array<char, 65536> chunk{};
  while (file.read(chunk.data(), chunk.size()) || file.gcount() > 0) {
    digest.update({chunk.data(), static_cast<std::size_t>(file.gcount())});
  }
  return digest.finishHex();
}

access::Credentials credentialsOf(const Request& request, const Route& route, const ApiShared& shared) {
  const auto header = [&](std::string_view name) { return std::string(request.header(name).value_or("")); };
  access::Credentials out;
  out.sessionToken = cookieOf(request, access::cookieName(shared.secureCookies));
  out.csrfToken = header("X-CSRF-Token");
  out.unsafeMethod = route.changes();
  out.address = request.remoteAddress;
  out.agent = header("User-Agent");
  out.speakFor = header("X-Speak-For");
  out.keyId = header("X-MC-Key");
  out.timestamp = header("X-MC-Timestamp");
  out.nonce = header("X-MC-Nonce");
  out.signature = header("X-MC-Signature");
  out.method = methodName(request.method);
  out.target = request.target;
  out.purpose = header("X-Purpose");
  out.caseNumber = header("X-Case-Number");
  if (out.signedRequest()) out.bodySm3 = bodySm3(request);
  return out;
}

bool presentsSomething(const access::Credentials& credentials) {
  return !credentials.sessionToken.empty() || credentials.signedRequest();
}

/// The purpose declared with the request must be on the list (R-DISC-08).
std::vector<FieldError> wrongPurpose(const access::Credentials& credentials, const jurisdiction::Jurisdiction& law) {
  std::vector<FieldError> errors;
  const auto& list = law.disclosure.purposes;
  if (!credentials.purpose.empty() &&
      std::none_of(list.begin(), list.end(), [&](const auto& p) { return p.id == credentials.purpose; })) {
    errors.push_back({"X-Purpose", base::fail("HTTP-0034")});
  }
  if (base::codePoints(credentials.caseNumber) > kLongestCase) {
    errors.push_back(
        {"X-Case-Number", base::fail("HTTP-0018", {{"range", "最多 " + std::to_string(kLongestCase) + " 个字符"}})});
  }
  return errors;
}

/// Writes down that somebody tried what was refused. If that cannot be written the refusal stands all the same.
void noteDenied(const Request& request, HandlerContext& context, std::string_view code) {
  service::Act act;
  act.action = "access.denied";
  act.objectType = "operation";
  act.objectId = context.route.operationId;
  // A code may be an identity number: those stay out of the log, which knows subjects by their pseudonym.
  for (const auto& [name, value] : request.pathParams) act.objectId += name == "code" ? " *" : " " + value;
  act.rule = context.route.permission;
  act.outcome = code;
  act.allowed = false;
  static_cast<void>(service::recordRead(context.service, act).ok());
}

/// Tells two bodies apart for a client that has one of them; no secret hangs on it, so no digest of a cipher suite is
/// needed.
std::string fingerprint(std::string_view body, std::string_view day) {
  XXH3_state_t state;
  XXH3_128bits_reset(&state);
  XXH3_128bits_update(&state, body.data(), body.size());
  XXH3_128bits_update(&state, day.data(), day.size());
  XXH128_canonical_t bytes;
  XXH128_canonicalFromHash(&bytes, XXH3_128bits_digest(&state));
  return crypto::toHex({reinterpret_cast<const char*>(bytes.digest), sizeof bytes.digest});
}

/// A conditional GET whose answer the client has already is answered without a body.
/// An answer of another legal day is another answer: pages count days from X-Legal-Day.
void makeConditional(const Request& request, const Route& route, Response& response, const std::string& day) {
  if (route.changes() || response.status != 200 || response.bodyFile || response.events) return;
  auto tag = std::find_if(response.headers.begin(), response.headers.end(),
                          [](const auto& header) { return header.first == "ETag"; });
  if (tag == response.headers.end()) {
    response.headers.emplace_back("ETag", "W/\"" + fingerprint(response.body, day) + '"');
    tag = std::prev(response.headers.end());
  }
  const auto wanted = request.header("If-None-Match");
  if (!wanted || wanted->find(tag->second) == std::string_view::npos) return;
  response.status = 304;
  response.body.clear();
}

void addSafetyHeaders(Response& response, const ApiShared& shared) {
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  if (!response.header("Content-Security-Policy")) {
    response.headers.emplace_back("Content-Security-Policy",
                                  "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
  }
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  if (shared.secureCookies) response.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
}

}  // namespace

std::string cookieOf(const Request& request, std::string_view name) {
  auto rest = request.header("Cookie").value_or("");
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    auto pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) return std::string(pair.substr(equals + 1));
  }
  return {};
}

struct ApiWorker::Impl {
  const ApiShared& shared;
  std::unique_ptr<store::Conn> conn;
  unsigned changes = 0;

  explicit Impl(const ApiShared& all) : shared(all) {}

  /// The connection, opened on first use and again after it was lost.
  base::Result<store::Conn*> connection() {
    if (!conn) {
      MC_ASSIGN(conn, store::open(shared.location));
      MC_TRY(store::limitReads(*conn, kLongestRead));
    }
    return conn.get();
  }

  Response answer(const Request& request, const Route& route) {
    if (route.changes() && crossSite(request, shared)) return refuse(request, base::fail("HTTP-0030"));
    if (const auto error = wrongBody(request, route)) return refuse(request, *error);
    auto open = connection();
    if (!open.ok()) return refuse(request, open.error());
    service::Context context{**open, *shared.law, shared.clock, {}, shared.random, shared.keys};
    context.principal = access::anonymousPrincipal();
    context.actor = context.principal.id;
    context.trace = {request.requestId, request.remoteAddress};
    context.readLog = shared.readLog;
    context.passwordSlots = shared.passwordSlots;
    context.names = shared.names;
    context.caches = shared.caches;
    context.procedures = shared.procedures.get();
    HandlerContext handlerContext{context, route, shared};
    if (route.permission != "public") {
      if (auto refused = admit(request, handlerContext)) return std::move(*refused);
    }
    if (const auto unknown = unknownParameters(request, route, shared); !unknown.empty()) {
      return refuse(request, base::fail("HTTP-0025", {{"count", std::to_string(unknown.size())}}), unknown);
    }
    return perform(request, handlerContext);
  }

  /// Who asks and may they; the refusal when not.
  std::optional<Response> admit(const Request& request, HandlerContext& context) {
    const auto credentials = credentialsOf(request, context.route, shared);
    auto principal = access::authenticate(context.service, credentials);
    if (!principal.ok()) {
      if (presentsSomething(credentials)) noteDenied(request, context, principal.error().code);
      return refuse(request, principal.error());
    }
    if (const auto wrong = wrongPurpose(credentials, *shared.law); !wrong.empty()) {
      return refuse(request, base::fail("HTTP-0025", {{"count", std::to_string(wrong.size())}}), wrong);
    }
    context.service.principal = std::move(principal).value();
    context.service.actor = context.service.principal.id;
    context.service.principal.purpose = credentials.purpose;
    context.service.principal.caseNumber = credentials.caseNumber;
    const base::Status allowed = permitted(context);
    if (allowed.ok()) return std::nullopt;
    if (presentsSomething(credentials)) noteDenied(request, context, allowed.error().code);
    return refuse(request, allowed.error());
  }

  static base::Status permitted(const HandlerContext& context) {
    const auto& principal = context.service.principal;
    if (context.route.permission != "signed-in") return access::checkPermission(principal, context.route.permission);
    if (principal.kind == service::PrincipalKind::kAnonymous) return base::fail("ACCS-0102");
    return {};
  }

  Response perform(const Request& request, HandlerContext& context) {
    const bool known = context.service.principal.kind != service::PrincipalKind::kAnonymous;
    Response response = context.route.changes() && context.route.keyed && known
                            ? answerOnce(request, context, context.route.handler)
                            : context.route.handler(request, context);
    if (known && (response.status == 403 || response.status == 404)) {
      noteDenied(request, context, std::to_string(response.status));
    }
    if (context.route.changes() && ++changes % kForgetEvery == 0) {
      const base::Instant before{shared.clock.now().micros - kKeepAnswersMicros};
      static_cast<void>(store::forgetAnswers(context.service.conn, before).ok());  // tried again after the next ones
    }
    return response;
  }
};

ApiWorker::ApiWorker(const ApiShared& shared) : impl_(std::make_unique<Impl>(shared)) {}
ApiWorker::~ApiWorker() = default;

Response ApiWorker::handle(const Request& request, const Route& route) {
  Response response;
  try {
    response = impl_->answer(request, route);
  } catch (const std::exception& bug) {
    if (impl_->shared.onFault) impl_->shared.onFault(request.requestId, bug.what());
    response = refuse(request, base::fail("HTTP-0029"));
  }
  // A connection that failed may have stopped for good (full disk, lost server): the next request opens a fresh one.
  if (response.status >= 500) impl_->conn.reset();
  const std::string day = impl_->shared.clock.today().iso();
  response.headers.emplace_back("X-Legal-Day", day);
  makeConditional(request, route, response, day);
  addSafetyHeaders(response, impl_->shared);
  return response;
}

}  // namespace medcredit::http
