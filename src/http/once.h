// Submissions that may arrive twice (Idempotency-Key): the change, its evidence and its answer commit together; a
// repetition gets the same answer and changes nothing.
#pragma once

#include <functional>

#include "http/api.h"

namespace medcredit::http {

/// Runs `handler` once for the key of the request. HTTP-0021 without a proper key, HTTP-0027 when the key was used for
/// another submission. An answer of 400 and above undoes everything the handler did, so that the client may try again.
[[nodiscard]] Response answerOnce(const Request& request, HandlerContext& context, const Handler& handler);

}  // namespace medcredit::http
