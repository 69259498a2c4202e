// Plain request and response: handlers never see Boost. Bodies of uploads are spooled to a temporary file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace medcredit::http {

enum class Method { kGet, kHead, kPost, kPut, kPatch, kDelete, kOptions };
[[nodiscard]] std::string_view methodName(Method m);

/// Header names are compared without case.
using Headers = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] bool equalNoCase(std::string_view a, std::string_view b);
/// True when an If-None-Match (or If-Match) value names this entity tag, or is "*". Weak tags compare by their text.
[[nodiscard]] bool tagMatches(std::string_view headerValue, std::string_view etag);

struct Request {
  Method method = Method::kGet;
  std::string path;  ///< decoded once, "/api/records/R5"
  std::vector<std::pair<std::string, std::string>>
      query;  ///< decoded once, in order; a doubled parameter is refused before the handler
  std::map<std::string, std::string, std::less<>> pathParams;  ///< {id} of the route template
  Headers headers;
  std::string body;                               ///< small bodies (JSON up to the route's limit)
  std::optional<std::filesystem::path> bodyFile;  ///< uploads (application/octet-stream), removed after the response
  std::string remoteAddress;  ///< socket peer; X-Forwarded-For is ignored unless a trusted proxy is configured
  std::string requestId;
  bool secure = false;  ///< TLS
  std::string target;   ///< path and query exactly as sent (signatures cover it)

  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
  [[nodiscard]] std::optional<std::string_view> queryValue(std::string_view name) const;
};

/// Server-sent events source: called from the connection's coroutine until it returns no value.
struct SseEvent {
  std::string id, event, data;
};
/// Blocks at most `wait` milliseconds for the next event; empty = heartbeat; `done` closes the stream.
class SseSource {
 public:
  virtual ~SseSource() = default;
  struct Next {
    std::optional<SseEvent> event;
    bool done = false;
  };
  virtual Next next(int waitMilliseconds) = 0;
};

struct Response {
  int status = 200;
  Headers headers;
  std::string contentType = "application/json; charset=utf-8";
  std::string body;
  std::optional<std::filesystem::path> bodyFile;  ///< streamed; removed afterwards when temporaryFile
  bool temporaryFile = false;
  std::shared_ptr<SseSource> events;  ///< text/event-stream instead of body
  bool cacheable = false;  ///< the same for everybody: kept by the public response cache until anything changes

  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
};

}  // namespace medcredit::http
