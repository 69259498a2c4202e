// The bytes of an answer's head.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace medcredit::http {

/// Status line and all fields that depend on the answer alone. Handlers cannot break out of a field: control characters
/// are left out. `length` empty = no Content-Length.
[[nodiscard]] std::string answerHead(const Response& response, std::optional<std::uint64_t> length, bool secure);
/// Fields that depend on the request and the empty line.
[[nodiscard]] std::string answerTail(std::string_view requestId, bool keepAlive);
/// True for 204 and 304: no body whatever the handler says.
[[nodiscard]] bool isBodyless(int status);
/// Compresses a body that is text, big enough and not encoded yet.
void compress(Response& response, std::size_t from);

}  // namespace medcredit::http
