#include "http/finish.h"

#include <exception>
#include <utility>

#include "crypto/sm3.h"
#include "http/gzip.h"
#include "http/target.h"
#include "http/wire.h"

namespace medcredit::http {

namespace {

/// What a handler's answer still needs before it is written.
void finish(Response& response, const Request& request, std::size_t gzipFrom) {
  if (response.cacheable && !response.header("ETag")) {
    response.headers.emplace_back("ETag", "\"" + crypto::sm3Hex(response.body).substr(0, 24) + "\"");
  }
  const auto ifNone = request.header("If-None-Match");
  const bool reads = request.method == Method::kGet || request.method == Method::kHead;
  if (reads && response.status == 200 && ifNone && tagMatches(*ifNone, response.header("ETag").value_or(""))) {
    response.status = 304;
    response.body.clear();
  }
  const auto accepts = request.header("Accept-Encoding");
  if (!response.cacheable && accepts && acceptsGzip(*accepts)) compress(response, gzipFrom);
}

}  // namespace

Response answerOf(Worker& worker, const Request& request, const Route& route, std::size_t gzipFrom) {
  try {
    Response response = worker.handle(request, route);
    finish(response, request, gzipFrom);
    return response;
  } catch (const std::exception&) {
    return problem(500, base::fail("HTTP-0029"), request.requestId);
  }
}

Response busy(std::string_view requestId, const char* code) {
  Response response = problem(503, base::fail(code), requestId);
  response.headers.emplace_back("Retry-After", "2");
  return response;
}

std::shared_ptr<const ReadyAnswer> makeReady(const Response& response, const Route& route, std::size_t gzipFrom,
                                             bool secure) {
  auto ready = std::make_shared<ReadyAnswer>();
  ready->operationId = route.operationId;
  ready->path = route.path;
  ready->etag = response.header("ETag").value_or("");
  Response packed = response;
  ready->plainHead = answerHead(response, response.body.size(), secure);
  ready->plainBody = response.body;
  compress(packed, gzipFrom);
  if (packed.body.size() < response.body.size()) {
    ready->packedHead = answerHead(packed, packed.body.size(), secure);
    ready->packedBody = std::move(packed.body);
  }
  return ready;
}

std::string allowOf(const std::vector<Method>& allowed) {
  std::string allow;
  for (const Method method : allowed) {
    if (!allow.empty()) allow += ", ";
    allow += methodName(method);
    if (method == Method::kGet) allow += ", HEAD";
  }
  return allow;
}

}  // namespace medcredit::http
