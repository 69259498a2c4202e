// What stands between a handler's answer and the bytes that leave: conditional answers, compression, the form the cache
// keeps, and the answers given without a handler.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"
#include "http/response_cache.h"
#include "http/router.h"
#include "http/work_queue.h"

namespace medcredit::http {

/// Answers a request on a worker thread, ready to be written. A handler that throws has a bug: its request fails, the
/// server goes on.
[[nodiscard]] Response answerOf(Worker& worker, const Request& request, const Route& route, std::size_t gzipFrom);

/// 503 with a hint when to come again.
[[nodiscard]] Response busy(std::string_view requestId, const char* code);

/// The answer as the cache keeps it, plain and compressed.
[[nodiscard]] std::shared_ptr<const ReadyAnswer> makeReady(const Response& response, const Route& route,
                                                           std::size_t gzipFrom, bool secure);

/// Value of Allow for a path that exists under other methods.
[[nodiscard]] std::string allowOf(const std::vector<Method>& allowed);

}  // namespace medcredit::http
